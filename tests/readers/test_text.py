"""Plain text and Markdown: the styles in which people and tools mark speakers, and what only looks like a speaker."""

import pytest
from damage import FORMATS, cut, encoded, with_samples
from hypothesis import given
from hypothesis import strategies as st

from analysis import readers
from analysis.findings import Unreadable
from analysis.readers import text
from analysis.readers.styles import is_name
from analysis.readers.talk import Source


def talk(data: str | bytes):
    return text.read(Source("gesprek.txt", data if isinstance(data, bytes) else data.encode()))


def said(data: str | bytes) -> list[tuple]:
    return [(piece.speaker, piece.text) for piece in talk(data).pieces]


A, B = ("Anna Smit", "Hoi daar."), ("Bob", "Dag. En goed?")
UNTIMED = {
    "label": "Anna Smit: Hoi daar.\nBob: Dag. En goed?\n",
    "label on a line of its own": "Anna Smit:\nHoi daar.\n\nBob:\nDag.\nEn goed?\n",
    "bold label with colon": "**Anna Smit:** Hoi daar.\n\n**Bob**: Dag. En goed?\n",
    "bold label": "**Anna Smit** Hoi daar.\n\n**Bob** Dag. En goed?\n",
    "dash": "Anna Smit - Hoi daar.\nBob – Dag. En goed?\n",
    "tab": "Anna Smit\tHoi daar.\nBob\tDag. En goed?\n",
    "bullets": "- Anna Smit: Hoi daar.\n- Bob: Dag. En goed?\n",
    "numbers": "1. Anna Smit: Hoi daar.\n2. Bob: Dag. En goed?\n",
    "angles": "<Anna Smit>: Hoi daar.\n<Bob>: Dag. En goed?\n",
}
TIMED = {
    "time before": "[00:00:03] Anna Smit: Hoi daar.\n[00:01:02] Bob: Dag. En goed?\n",
    "bare time before": "00:00:03 Anna Smit: Hoi daar.\n00:01:02 Bob: Dag. En goed?\n",
    "from and to": "[00:00:03.000 --> 00:00:05.000] Anna Smit: Hoi daar.\n[00:01:02.000 --> 00:01:05.000] Bob: Dag. En goed?\n",
    "time in brackets": "Anna Smit (00:00:03): Hoi daar.\nBob (00:01:02): Dag. En goed?\n",
    "time after the label": "Anna Smit: [00:00:03] Hoi daar.\nBob: [00:01:02] Dag. En goed?\n",
    "name and time alone": "Anna Smit 00:00:03\nHoi daar.\n\nBob 00:01:02\nDag. En goed?\n",
    "Otter": "Anna Smit  0:03  \nHoi daar.\n\nBob  1:02  \nDag. En goed?\n",
    "Rev": "Anna Smit: (00:03)\nHoi daar.\n\nBob: (01:02)\nDag. En goed?\n",
    "Trint": "Anna Smit [00:00:03] Hoi daar.\n\nBob [00:01:02] Dag. En goed?\n",
    "Happy Scribe": "[00:00:03.00] - Anna Smit\nHoi daar.\n\n[00:01:02.00] - Bob\nDag. En goed?\n",
    "Zoom": "[Anna Smit] 00:00:03\nHoi daar.\n\n[Bob] 00:01:02\nDag. En goed?\n",
    "bold label and time": "**Anna Smit** [00:00:03] Hoi daar.\n\n**Bob** [00:01:02] Dag. En goed?\n",
    "bold label with time": "**Anna Smit (00:03):** Hoi daar.\n\n**Bob (01:02):** Dag. En goed?\n",
    "time on the next line": "Anna Smit\n00:03\nHoi daar.\n\nBob\n01:02\nDag. En goed?\n\n",
    "time on the line above": "00:03\nAnna Smit\nHoi daar.\n\n01:02\nBob\nDag. En goed?\n\n",
}


@pytest.mark.parametrize("style", UNTIMED)
def test_styles(style):
    joined: list[tuple] = []
    for speaker, words in said(UNTIMED[style]):
        joined[-1:] = [(speaker, f"{joined[-1][1]} {words}")] if joined and joined[-1][0] == speaker else [*joined[-1:], (speaker, words)]
    assert joined == [A, B]


@pytest.mark.parametrize("style", TIMED)
def test_styles_with_times(style):
    assert [(piece.speaker, piece.text, piece.start) for piece in talk(TIMED[style]).pieces] == [(*A, 3.0), (*B, 62.0)]


def test_headings_and_lines_without_a_label_go_on():
    assert said("# Avond\n\n### Anna\n\nHoi.\n\n### Bob\n\nDag.\n\nEn nu?\n\n### Anna\n\nJa.\n") == [
        ("Anna", "Hoi."),
        ("Bob", "Dag."),
        ("Bob", "En nu?"),
        ("Anna", "Ja."),
    ]
    assert said("Anna: Hoi\ndaar.\n\nBob: Dag.\n\nEn nu?\n\nAnna: Ja.\n") == [
        ("Anna", "Hoi daar."),
        ("Bob", "Dag."),
        ("Bob", "En nu?"),
        ("Anna", "Ja."),
    ]


@pytest.mark.parametrize("data", encoded("ANNÉ: Eén.\nBOB: Twee\n\nANNÉ: drie.\n"))
def test_any_encoding(data):
    assert [(piece.speaker, piece.text, piece.line) for piece in talk(data).pieces] == [
        ("ANNÉ", "Eén.", 1),
        ("BOB", "Twee", 2),
        ("ANNÉ", "drie.", 4),
    ]


@pytest.mark.parametrize(
    "labels",
    [
        ("Spreker 1", "Spreker 2"),
        ("S1", "S02"),
        ("SPEAKER_00", "SPEAKER_01"),
        ("I", "R"),
        ("interviewer", "respondent"),
        ("Wethouder", "De voorzitter"),
        ("A. de Boer", "Van 't Hek"),
        ("Noor El-Amrani", "Mw. Jansen (VVD)"),
        ("Stem uit de zaal", "Bewoner 3"),
        ("The Chair (Hon. A. Rota (Nipissing, Lib.))", "Mr. Epp"),
    ],
)
def test_labels_that_are_speakers(labels):
    assert said("".join(f"{label}: Zin nummer {place}.\n" for place, label in enumerate(labels * 2))) == [
        (label, f"Zin nummer {place}.") for place, label in enumerate(labels * 2)
    ]


@pytest.mark.parametrize(
    "aside",
    [
        "Let op: dit telt.",
        "Vraag: waarom?",
        "Kortom: ja.",
        "Mijn vraag is: hoe?",
        "Om 10:30 begint het.",
        "Zie https://lindervaart.example/a",
        "Ik dacht - nou ja",
    ],
)
def test_an_aside_in_talk_goes_on_with_the_turn(aside):
    assert said(f"Anna: Ik zeg het.\n{aside}\nBob: Ja.\nAnna: Goed.\nBob: Nou.\n")[0] == ("Anna", f"Ik zeg het. {aside}")


@pytest.mark.parametrize(
    "prose",
    [
        "Het gaat om twee dingen: geld en tijd.\n\nMaar dan: niks.\n\nEn dus: veel. Om 10:30 was het klaar.\n",
        "Precies\n\nDat is zo als je het mij vraagt.\n\nOké\n\nDan gaan we door met het volgende.\n\nPrecies\n\n"
        "En daarna\nnaar huis.\n\nWij gaan. Nu.\n\nGoed zo.\n\nHet is af.\n\nJa hoor.\n",
        "Vraag: wat nu?\n\nDat weet niemand nog.\n\nLet op: het is laat.\n\nWij stoppen ermee.\n",
    ],
)
def test_prose_has_no_speakers(prose):
    pieces = talk(prose).pieces
    assert {piece.speaker for piece in pieces} == {None}
    assert len(pieces) == len([paragraph for paragraph in prose.split("\n\n") if paragraph.strip()])


def test_question_and_answer_are_speakers_where_they_are_all_there_is():
    assert said("Vraag: hoe?\nAntwoord: zo.\nVraag: nou?\nAntwoord: ja.\n")[:2] == [("Vraag", "hoe?"), ("Antwoord", "zo.")]


def test_what_stands_before_the_talk_gives_date_and_title():
    read = talk("# Avond in de gymzaal\nDatum: 3 mei 2026\nLocatie: gymzaal\nAanwezig: Anna, Bob\n---\n\nAnna: Welkom.\nBob: Dank.\n")
    assert (read.title, read.date, [piece.text for piece in read.pieces]) == ("Avond in de gymzaal", "2026-05-03", ["Welkom.", "Dank."])


@pytest.mark.parametrize(
    ("written", "day"), [("2026-05-03", "2026-05-03"), ("3-5-2026", "2026-05-03"), ("May 3, 2026", "2026-05-03"), ("99-99-2026", None)]
)
def test_dates(written, day):
    assert talk(f"---\ntitle: 'Avond'\ndate: {written}\n---\n**Anna**: Hoi.\n\n**Bob**: Dag.\n").date == day


def test_times_above_the_talk_are_no_title():
    read = talk("### 00:05:00\n\n**Anna:** Hoi.\n**Bob:** Dag.\n\n### 00:10:00\n\n**Anna:** Ja.\n")
    assert (read.title, [(piece.text, piece.start) for piece in read.pieces]) == (None, [("Hoi.", 300.0), ("Dag.", None), ("Ja.", 600.0)])


def test_many_words_before_the_first_speaker_are_told():
    read = talk("woord " * 70 + "\n\nAnna: Welkom.\nBob: Dank.\nAnna: Ja.\nBob: Nee.\n")
    assert [line for line, _ in read.findings] == [1] and "70 words" in read.findings[0][1]
    assert len(read.pieces) == 4


def test_sounds_stamps_tags_and_overlaps_do_not_stay_in_the_words():
    assert said(
        "S1: Hoi (lacht) en [onverstaanbaar 00:12] **goed** &amp; wel. #00:00:12-3#\nS2: Dag //S1: ja // <i>nou</i> (..) (denk ik).\n"
    ) == [
        ("S1", "Hoi en goed & wel."),
        ("S2", "Dag"),
        ("S1", "ja"),
        ("S2", "nou (denk ik)."),
    ]


def test_times_of_whisper_without_speakers():
    read = talk("[00:00.000 --> 00:04.000]  Hoi daar.\n[00:04.000 --> 01:08.000]  En verder.\n")
    assert [(piece.speaker, piece.text, piece.start) for piece in read.pieces] == [(None, "Hoi daar.", 0.0), (None, "En verder.", 4.0)]


def test_verbatim_minutes_have_their_own_reader():
    lines = "De voorzitter. Ik open.\n\nDe heer Mulder (VVD). Dank u wel.\n\nDe voorzitter. Mevrouw Smit.\n\nMevrouw Smit (D66). Ja.\n"
    assert said(lines) == [
        ("De voorzitter", "Ik open."),
        ("De heer Mulder (VVD)", "Dank u wel."),
        ("De voorzitter", "Mevrouw Smit."),
        ("Mevrouw Smit (D66)", "Ja."),
    ]


@pytest.mark.parametrize(
    "data", [b"{\\rtf1 Anna: Hoi.}", b"%PDF-1.4 x", b"<html><p>Anna: Hoi.</p></html>", bytes(range(128, 160)) * 20 + b"Anna: Hoi."]
)
def test_other_kinds_of_files_are_refused(data):
    with pytest.raises(Unreadable):
        talk(data)


@pytest.mark.parametrize("style", [*UNTIMED, *TIMED])
def test_every_beginning_of_a_file_is_read_or_refused(style, tmp_path):
    for place, data in enumerate(cut((UNTIMED | TIMED)[style].encode())):
        (tmp_path / f"{place}.md").write_bytes(data)
        try:
            assert len(readers.read(tmp_path / f"{place}.md").pieces) <= 3
        except Unreadable as refused:
            assert "no talk" in str(refused)


NAMES = st.sampled_from(["Anna Smit", "Bob", "Wethouder De Vries", "S3", "Mevrouw Van den Berg (D66)", "Bewoner 4"])
SENTENCES = st.lists(st.sampled_from(["wij", "gaan", "naar", "huis", "en", "dat", "is", "goed"]), min_size=1, max_size=8).map(
    lambda words: " ".join(words) + "."
)


@given(
    st.lists(st.tuples(NAMES, SENTENCES), min_size=2, max_size=12),
    st.sampled_from(["{}: {}\n", "**{}:** {}\n\n", "{} [00:00:07] {}\n\n", "[00:00:07] {}: {}\n"]),
)
def test_turns_written_are_turns_read(turns, style):
    assert said("".join(style.format(*turn) for turn in turns)) == turns


@pytest.mark.parametrize(
    "label", ["Let op", "Vraag", "Mijn vraag is", "en dan", "Conclusie", "Punt 3", "https", "Anna zei toen", "Dat is. Zo", ""]
)
def test_labels_that_are_no_names(label):
    assert not is_name(label)


@with_samples
@pytest.mark.parametrize(
    ("name", "pieces", "speakers", "start"),
    [("bold_speaker_bracket_time.md", 99, 4, 0.0), ("us_senate_hearing_zuckerberg_dpe.txt", 2420, 1, None)],
)
def test_real_files(name, pieces, speakers, start):
    read = text.read(Source(FORMATS / name))
    assert (len(read.pieces), len({piece.speaker for piece in read.pieces}), read.pieces[0].start) == (pieces, speakers, start)
