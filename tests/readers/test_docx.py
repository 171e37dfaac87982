"""Word documents: Teams in its layouts, tables, minutes, interviews. The people are invented."""

from __future__ import annotations

import io
import zipfile

import pytest
from damage import FORMATS, cut, with_samples
from docx import Document

from analysis.findings import Unreadable
from analysis.readers import docx
from analysis.readers.talk import Source


def document(*paragraphs: str) -> Source:
    """A Word document; what stands between stars is bold, `# ` makes a heading, a list of lists a table."""
    made = Document()
    for text in paragraphs:
        if isinstance(text, list):
            table = made.add_table(len(text), len(text[0]))
            for row, cells in zip(table.rows, text, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
        elif text.startswith("# "):
            made.add_heading(text[2:], 1)
        else:
            paragraph = made.add_paragraph()
            for i, part in enumerate(text.split("*")):
                run = paragraph.add_run(part)
                if i % 2:
                    run.bold = True
    file = io.BytesIO()
    made.save(file)
    return Source("talk.docx", file.getvalue())


def told(*paragraphs: str) -> list[tuple]:
    return [(piece.speaker, piece.text, piece.start) for piece in docx.read(document(*paragraphs)).pieces]


TALK = [("Dirk Maas", "Hallo allemaal. Fijn dat jullie er zijn.", 3.0), ("Nora Vis", "Ja.", 19.5), ("Dirk Maas", "Tot slot.", 3742.0)]


@pytest.mark.parametrize(
    "paragraphs",
    [
        [
            "Overleg-20260615_133555-Meeting Transcript",
            "June 15, 2026, 3:35PM",
            "1h 2m 42s",
            "*Nora Vis* started transcription",
            "*Dirk Maas*   0:03\nHallo allemaal.\nFijn dat jullie er zijn.",
            "*Nora Vis*   0:19.5\nJa.",
            "*Dirk Maas*   1:02:22\nTot slot.",
            "*Nora Vis* stopped transcription",
        ],
        [
            "Overleg",
            "*Dirk Maas*   0:03",
            "Hallo allemaal.",
            "Fijn dat jullie er zijn.",
            "*Nora Vis*   0:19.5",
            "Ja.",
            "*Dirk Maas*   1:02:22",
            "Tot slot.",
        ],
        [
            "0:0:3.0 --> 0:0:9.510\nDirk Maas\nHallo allemaal. Fijn dat jullie er zijn.",
            "0:0:19.500 --> 0:0:20.0\nNora Vis\nJa.",
            "1:2:22.0 --> 1:2:23.0\nDirk Maas\nTot slot.",
        ],
        [
            "00:00:03.000 --> 00:00:09.510",
            "Dirk Maas",
            "Hallo allemaal. Fijn dat jullie er zijn.",
            "00:00:19.500 --> 00:00:20.000",
            "Nora Vis",
            "Ja.",
            "01:02:22.000 --> 01:02:23.000",
            "Dirk Maas",
            "Tot slot.",
        ],
        [
            "Transcript",
            "00:00:03 Dirk Maas",
            "Hallo allemaal.",
            "Fijn dat jullie er zijn.",
            "00:00:19.5 Nora Vis",
            "Ja.",
            "01:02:22 Dirk Maas",
            "Tot slot.",
        ],
    ],
)
def test_teams_and_word_online(paragraphs):
    assert told(*paragraphs) == TALK


def test_teams_tells_the_date_and_the_ends():
    talk = docx.read(document("15 juni 2026", "0:0:3.0 --> 0:0:9.510\nDirk Maas\nHallo.", "0:0:10.0 --> 0:0:11.0\nNora Vis\nJa."))
    assert talk.date == "2026-06-15"
    assert [(piece.end, piece.line) for piece in talk.pieces] == [(9.51, 2), (11.0, 3)]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Start", "Dur.", "Speaker", "", "Transcription"],
            ["0:03", "6.51s", "Dirk Maas", "", "Hallo [laughs] allemaal."],
            ["0:19.5", "1s", "Nora Vis", "", "Ja."],
        ],
        [["Tijd", "Naam", "Tekst"], ["00:00:03", "Dirk Maas", "Hallo allemaal."], ["00:00:19.5", "Nora Vis", "Ja."]],
    ],
)
def test_a_table_with_a_head(rows):
    other = [["Job Name", "opname.wav"], ["Speaker", "Sentiment"]]
    assert told("# Report", other, "Transcription", rows) == [("Dirk Maas", "Hallo allemaal.", 3.0), ("Nora Vis", "Ja.", 19.5)]


def test_a_table_without_a_head():
    rows = [
        ["Interviewer", "Hoe gaat het met de straat?"],
        ["Anna", "Goed, al zijn er minder bomen."],
        ["Interviewer", "En met de brug?"],
        ["", "Of weet u dat niet?"],
    ]
    assert [(who, said) for who, said, _ in told("# Gesprek", rows)] == [*map(tuple, rows[:3]), ("Interviewer", "Of weet u dat niet?")]


def test_rows_are_counted_with_the_paragraphs_before():
    talk = docx.read(document("Verslag", [["Naam", "Tekst"], ["Anna", "Hoi daar allemaal."], ["Bob", "Dag."]]))
    assert [piece.line for piece in talk.pieces] == [3, 4]


def test_a_list_of_actions_in_minutes_is_no_talk():
    paragraphs = [
        "# Verslag",
        "Oosterzee, 3 mei 2026",
        "Voorzitter: mevrouw A. Slot",
        [["Naam", "Inhoud"], ["Mevrouw Bos", "Brief schrijven"]],
        "# 1. Opening",
        "De *voorzitter*: Ik open de vergadering, en heet iedereen welkom.",
        "De heer *Vis* (LOB): Dank u.",
        "Wij zien de brug graag open.",
        "(Applaus)",
        "# 2. Mededelingen",
        "Mevrouw *Bos* (Groen): Ik heb er een.",
    ]
    assert told(*paragraphs) == [
        ("De voorzitter", "Ik open de vergadering, en heet iedereen welkom.", None),
        ("De heer Vis (LOB)", "Dank u. Wij zien de brug graag open.", None),
        ("Mevrouw Bos (Groen)", "Ik heb er een.", None),
    ]
    assert docx.read(document(*paragraphs)).date == "2026-05-03"


def test_minutes_in_a_table_with_agenda_numbers():
    rows = [["1", "De voorzitter: Ik open."], ["2", "De heer Vis (LOB): Dank u.\nMevrouw Bos (Groen): Graag."]]
    assert [who for who, _, _ in told("# Verslag", rows)] == ["De voorzitter", "De heer Vis (LOB)", "Mevrouw Bos (Groen)"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["*Interviewer:* Hoe gaat het?", "*Anna:* Goed.", "*Interviewer:* Fijn.", "*Anna:* Ja."],
        ["*Interviewer* Hoe gaat het?", "*Anna* Goed.", "*Interviewer* Fijn.", "*Anna* Ja."],
        ["*Interviewer*", "Hoe gaat het?", "*Anna*", "Goed.", "*Interviewer*", "Fijn.", "*Anna*", "Ja."],
        ["Interviewer: Hoe gaat het?", "Anna: Goed.", "Interviewer: Fijn.", "Anna: Ja."],
    ],
)
def test_interviews(paragraphs):
    expected = [("Interviewer", "Hoe gaat het?"), ("Anna", "Goed."), ("Interviewer", "Fijn."), ("Anna", "Ja.")]
    assert [(who, said) for who, said, _ in told("# Gesprek over de straat", *paragraphs)] == expected


def test_nobody_named():
    assert told("Een alinea.", "Nog een alinea.") == [(None, "Een alinea.", None), (None, "Nog een alinea.", None)]


def test_deleted_text_is_gone_and_inserted_text_is_there():
    source = document("Anna: Ik vind NIET het goed.", "Bob: Ja.", "Anna: Fijn.", "Bob: Nou.")
    with zipfile.ZipFile(io.BytesIO(source.data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    run = b"<w:r><w:t>Anna: Ik vind NIET het goed.</w:t></w:r>"
    assert run in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        run,
        b'<w:r><w:t xml:space="preserve">Anna: Ik vind </w:t></w:r><w:del w:id="1" w:author="x">'
        b"<w:r><w:delText>NIET </w:delText></w:r></w:del>"
        b'<w:ins w:id="2" w:author="x"><w:r><w:t xml:space="preserve">alles </w:t></w:r></w:ins><w:r><w:t>goed.</w:t></w:r>',
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    assert docx.read(Source("talk.docx", file.getvalue())).pieces[0].text == "Ik vind alles goed."


def test_content_decides_not_the_suffix():
    data = document("Anna: Hoi.").data
    assert docx.recognises(Source("talk.txt", data))
    assert docx.recognises(Source("talk.docx", data[:60]))
    assert not docx.recognises(Source("talk.docx", b"Anna: Hoi."))


def test_what_is_cut_off_is_not_half_read():
    data = document("Anna: Hoi.", "Bob: Dag.").data
    for part in cut(data):
        with pytest.raises(Unreadable, match="cut off"):
            docx.read(Source("talk.docx", part))


@with_samples
@pytest.mark.parametrize(
    ("name", "pieces", "speakers", "start"),
    [("teams_chat_minimal.docx", 2, 2, 0.0), ("aws_transcribe_call_analytics.docx", 37, 2, 0.4)],
)
def test_samples(name, pieces, speakers, start):
    talk = docx.read(Source(FORMATS / name))
    assert (len(talk.pieces), len({piece.speaker for piece in talk.pieces}), talk.pieces[0].start) == (pieces, speakers, start)
    for part in cut((FORMATS / name).read_bytes()):
        with pytest.raises(Unreadable):
            docx.read(Source(name, part))
