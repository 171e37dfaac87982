"""WebVTT: voice tags, labels, overlaps, rolling captions, and files that are cut."""

import pytest
from damage import FORMATS, cut, encoded, with_samples
from hypothesis import given
from hypothesis import strategies as st

from analysis.readers import webvtt
from analysis.readers.talk import Source


def talk(text: str | bytes):
    return webvtt.read(Source("gesprek.txt", text if isinstance(text, bytes) else text.encode()))


def said(text: str | bytes) -> list[tuple]:
    return [(piece.speaker, piece.text) for piece in talk(text).pieces]


def cue(number: int, words: str, lasts: float = 1.0) -> str:
    return f"00:00:{number:02}.000 --> 00:00:{number + lasts:06.3f}\n{words}\n\n"


VOICES = """WEBVTT Avond in de gymzaal

NOTE
Gemaakt met een programma

5f0c1e2a-1111-2222-3333-444455556666/12-0
00:00:01.000 --> 00:00:02.500
<v Anna de Vries>Goedenavond,
één voor één.</v>

2
00:01:02.000 --> 00:01:03.000 align:start
<v.loud Bob>Ja, <i>graag</i> &amp; snel.</v>
<v Anna de Vries>Dank je.</v>

00:01:04.000 --> 00:01:05.000
(12 seconds pause)
"""


@pytest.mark.parametrize("data", encoded(VOICES))
def test_voice_tags_in_any_encoding(data):
    assert webvtt.recognises(Source("gesprek.txt", data))
    assert said(data) == [("Anna de Vries", "Goedenavond, één voor één."), ("Bob", "Ja, graag & snel."), ("Anna de Vries", "Dank je.")]


def test_times_lines_and_title():
    read = talk(VOICES)
    assert [(piece.start, piece.end, piece.line) for piece in read.pieces] == [(1.0, 2.5, 7), (62.0, None, 12), (None, 63.0, 12)]
    assert (read.title, read.findings) == ("Avond in de gymzaal", [])


def test_labels_before_the_words_hold_until_the_next():
    text = (
        "WEBVTT\n\n"
        + cue(1, "Anna Smit: Hoi.")
        + cue(3, "bob: Dag.")
        + cue(5, "Let op: nu komt het.")
        + cue(7, "bob: Ja.")
        + cue(9, "bob: Nee.")
    )
    assert said(text) == [("Anna Smit", "Hoi."), ("bob", "Dag."), ("bob", "Let op: nu komt het."), ("bob", "Ja."), ("bob", "Nee.")]


def test_a_colon_in_talk_is_no_speaker():
    text = "WEBVTT\n\n" + "".join(
        cue(place, words) for place, words in enumerate(["Er is nieuws", "Het plan: geld", "Kortom: ja", "En dat", "is het"])
    )
    assert {speaker for speaker, _ in said(text)} == {None}


def test_overlaps_are_pieces_between_the_parts():
    text = (
        "WEBVTT\n\n"
        + cue(1, "<v S01>Dat is zo. (..) //S02: Precies. // En //S00: Hm. // verder, op https://lindervaart.example/a?")
        + cue(5, "<v //S02>Nee. //S01: Ja.//")
    )
    assert said(text) == [
        ("S01", "Dat is zo."),
        ("S02", "Precies."),
        ("S01", "En"),
        ("S00", "Hm."),
        ("S01", "verder, op https://lindervaart.example/a?"),
        ("S02", "Nee."),
        ("S01", "Ja."),
    ]


def test_rolling_captions_are_not_doubled():
    text = "WEBVTT\nKind: captions\nLanguage: nl-NL\n\n" + "".join(
        [
            "00:00:01.000 --> 00:00:03.000\n \nhallo<00:00:01.500><c> allemaal</c>\n\n",
            "00:00:03.000 --> 00:00:03.010\nhallo allemaal\n \n\n",
            "00:00:03.010 --> 00:00:05.000\nhallo allemaal\nwelkom<00:00:04.000><c> hier</c>\n\n",
            "00:00:05.000 --> 00:00:05.010\nwelkom hier\n \n\n",
            "00:00:05.010 --> 00:00:07.000\nwelkom hier\n[Muziek] ja\n\n",
        ]
    )
    assert said(text) == [(None, "hallo allemaal"), (None, "welkom hier"), (None, "ja")]
    assert talk(text).language == "nl"


def test_a_line_that_grows_is_not_doubled():
    text = "WEBVTT\n\n" + cue(1, "goed", 2) + cue(2, "goed dan", 2) + cue(3, "goed dan gaan we", 2)
    assert [words for _, words in said(text)] == ["goed", "dan", "gaan we"]


def test_what_is_said_twice_stays_twice():
    text = "WEBVTT\n\n" + "".join(
        cue(place, f"<v Anna>{words}") for place, words in enumerate(["Ja.", "Ja.", "Nee.", "Wel.", "Niet.", "Goed."])
    )
    assert [words for _, words in said(text)] == ["Ja.", "Ja.", "Nee.", "Wel.", "Niet.", "Goed."]


def test_webex_names_and_teams_objects():
    webex = 'WEBVTT\n\n1 "Anna Smit" (3452)\n00:00:01.000 --> 00:00:02.000\nHoi.\n\n2 "Bob" (77)\n00:00:03.000 --> 00:00:04.000\nDag.\n'
    assert said(webex) == [("Anna Smit", "Hoi."), ("Bob", "Dag.")]
    assert said("WEBVTT\n\n" + cue(1, '{"speakerName":"Anna Smit","spokenText":"Hoi."}')) == [("Anna Smit", "Hoi.")]


def test_times_with_commas_and_without_hours():
    assert [(piece.start, piece.end) for piece in talk("WEBVTT\n\n00:01,500 --> 00:02,500\nHoi.\n").pieces] == [(1.5, 2.5)]


@pytest.mark.parametrize("end", ["7", "7\n00:00:0", "7\n00:00:09.000 --> 00:00", "7\n00:00:09.000 --> 00:00:10.000"])
def test_a_cue_that_breaks_off_is_told(end):
    read = talk("WEBVTT\n\n" + cue(1, "<v Anna>Hoi.") + end)
    assert [piece.text for piece in read.pieces] == ["Hoi."]
    assert read.findings == [(6, "the file breaks off in this cue; export it again if talk is missing")]


@pytest.mark.parametrize("times", ["00:00:xx --> 00:00:05.000", "00:99:00.000 --> 00:99:10.000", "00:00:02.000 -->"])
def test_times_that_are_none_leave_out_their_cue_only(times):
    read = talk("\n\nWEBVTT\n\n" + cue(1, "Een.") + f"{times}\nTwee.\n\n" + cue(6, "Drie."))
    assert [(piece.text, piece.line) for piece in read.pieces] == [("Een.", 5), ("Drie.", 11)]
    assert read.findings == [(8, "these times are not understood, so the cue is left out; write 00:00:01.000 --> 00:00:02.000")]


WORDS = st.text(alphabet="abcdeé", min_size=1, max_size=8)
CUES = st.lists(st.tuples(st.sampled_from(["Anna Smit", "Bob", "S03"]), st.lists(WORDS, min_size=1, max_size=5)), min_size=1, max_size=12)


@given(CUES)
def test_cues_written_are_cues_read(cues):
    text = "WEBVTT\n\n" + "".join(cue(2 * place, f"<v {who}>{' '.join(words)}</v>") for place, (who, words) in enumerate(cues))
    assert said(text) == [(who, " ".join(words)) for who, words in cues]


@given(CUES)
def test_every_beginning_of_a_file_is_read_or_refused(cues):
    whole = ("WEBVTT\n\n" + "".join(cue(2 * place, f"<v {who}>{' '.join(words)}") for place, (who, words) in enumerate(cues))).encode()
    for data in cut(whole):
        if webvtt.recognises(Source("a.vtt", data)):
            assert len(webvtt.read(Source("a.vtt", data)).pieces) <= len(cues)


@with_samples
@pytest.mark.parametrize(
    ("name", "pieces", "speakers", "start"),
    [("voice_tags_525-nicegui.vtt", 825, 4, 0.02), ("noscribe_interview_de.vtt", 98, 3, 34.57), ("zoom_call.vtt", 535, 9, 74.22)],
)
def test_real_files(name, pieces, speakers, start):
    read = webvtt.read(Source(FORMATS / name))
    assert (len(read.pieces), len({piece.speaker for piece in read.pieces}), read.pieces[0].start) == (pieces, speakers, start)
    assert read.findings == []
