"""OpenDocument texts: the same kinds of transcripts as in Word documents. The people are invented."""

from __future__ import annotations

import io

import pytest
from damage import cut
from odf.office import Annotation
from odf.opendocument import OpenDocumentText
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableRow
from odf.text import H, LineBreak, List, ListItem, Note, NoteBody, NoteCitation, P, S, Span, Tab

from analysis.findings import Unreadable
from analysis.readers import docx, odt
from analysis.readers.talk import Source


def document(*blocks) -> Source:
    """An OpenDocument text; what stands between stars is bold, a line break and spaces are elements."""
    made = OpenDocumentText()
    bold = Style(name="T1", family="text")
    bold.addElement(TextProperties(fontweight="bold"))
    made.automaticstyles.addElement(bold)
    for block in blocks:
        made.text.addElement(paragraph(block, bold) if isinstance(block, str) else block)
    file = io.BytesIO()
    made.save(file)
    return Source("talk.odt", file.getvalue())


def paragraph(text: str, bold: Style):
    if text.startswith("# "):
        return H(outlinelevel=1, text=text[2:])
    made = P()
    for i, part in enumerate(text.split("*")):
        span = Span(stylename=bold) if i % 2 else Span()
        for j, row in enumerate(part.split("\n")):
            if j:
                span.addElement(LineBreak())
            before, spaces, after = row.partition("   ")
            span.addText(before)
            if spaces:
                span.addElement(S(c=3))
                span.addText(after)
        made.addElement(span)
    return made


def table(rows: list[list[str]]) -> Table:
    made = Table(name="A")
    for cells in rows:
        row = TableRow()
        for text in cells:
            cell = TableCell()
            cell.addElement(P(text=text))
            row.addElement(cell)
        made.addElement(row)
    return made


def told(*blocks) -> list[tuple]:
    return [(piece.speaker, piece.text, piece.start, piece.line) for piece in odt.read(document(*blocks)).pieces]


def test_minutes():
    assert told(
        "# 1. Opening",
        "De *voorzitter*: Ik open de vergadering.",
        "De heer *Vis* (LOB): Dank u.",
        "Wij zien de brug graag open.",
        "(Applaus)",
        "# 2. Mededelingen",
        "Mevrouw *Bos* (Groen): Ik heb er een.",
    ) == [
        ("De voorzitter", "Ik open de vergadering.", None, 2),
        ("De heer Vis (LOB)", "Dank u. Wij zien de brug graag open.", None, 3),
        ("Mevrouw Bos (Groen)", "Ik heb er een.", None, 7),
    ]


def test_teams():
    expected = [("Dirk Maas", "Hallo allemaal.", 3.0, 2), ("Nora Vis", "Ja.", 19.0, 3)]
    assert told("Overleg", "*Dirk Maas*   0:03\nHallo allemaal.", "*Nora Vis*   0:19\nJa.") == expected


def test_a_table():
    rows = [["Tijd", "Naam", "Tekst"], ["00:00:03", "Dirk Maas", "Hallo allemaal."], ["00:00:19", "Nora Vis", "Ja."]]
    assert told("Verslag", table(rows)) == [("Dirk Maas", "Hallo allemaal.", 3.0, 3), ("Nora Vis", "Ja.", 19.0, 4)]


def test_lists_are_read_and_notes_and_comments_are_not():
    listed, item = List(), ListItem()
    item.addElement(P(text="Ten tweede de brug."))
    listed.addElement(item)
    note, body = Note(noteclass="footnote"), NoteBody()
    note.addElement(NoteCitation(text="1"))
    body.addElement(P(text="Een voetnoot."))
    note.addElement(body)
    comment = Annotation()
    comment.addElement(P(text="Een opmerking."))
    first = P(text="Anna: Ten eerste")
    first.addElement(Tab())
    first.addElement(Span(text="het park."))
    first.addElement(note)
    first.addElement(comment)
    assert [(who, said) for who, said, *_ in told(first, listed, "Bob: Ja.", "Anna: Goed.", "Bob: Nou.")] == [
        ("Anna", "Ten eerste het park."),
        ("Anna", "Ten tweede de brug."),
        ("Bob", "Ja."),
        ("Anna", "Goed."),
        ("Bob", "Nou."),
    ]


def test_content_decides_not_the_suffix():
    data = document("Anna: Hoi.").data
    assert odt.recognises(Source("talk.docx", data))
    assert not docx.recognises(Source("talk.docx", data))
    assert not odt.recognises(Source("talk.odt", b"Anna: Hoi."))


def test_what_is_cut_off_is_not_half_read():
    data = document("Anna: Hoi.", "Bob: Dag.").data
    for part in cut(data):
        with pytest.raises(Unreadable, match="cut off"):
            odt.read(Source("talk.odt", part))
