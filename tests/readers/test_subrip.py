"""SubRip: cues with and without speakers, and files that are cut."""

import pytest
from damage import FORMATS, encoded, with_samples
from hypothesis import given
from hypothesis import strategies as st

from analysis.readers import subrip
from analysis.readers.talk import Source

GESPREK = """1
00:00:01,000 --> 00:00:02,500
Anna: Goedenavond, <i>één</i>
voor één. [Applaus]

2
00:00:03,000 --> 00:00:04,000
{\\an8}BOB: Dank &#39;s avonds.

3
00:00:05,000 --> 00:00:06,000
(lacht)

4
00:00:07,000 --> 00:00:08,000
En nog iets.

5
00:00:09,000 --> 00:00:10,000
Anna: Ja?
"""


def talk(text: str | bytes):
    return subrip.read(Source("gesprek.txt", text if isinstance(text, bytes) else text.encode()))


@pytest.mark.parametrize("data", encoded(GESPREK))
def test_who_says_what_in_any_encoding(data):
    assert subrip.recognises(Source("gesprek.txt", data))
    read = talk(data)
    assert [(piece.speaker, piece.text) for piece in read.pieces] == [
        ("Anna", "Goedenavond, één voor één."),
        ("BOB", "Dank 's avonds."),
        ("BOB", "En nog iets."),
        ("Anna", "Ja?"),
    ]
    assert [(piece.start, piece.end, piece.line) for piece in read.pieces] == [
        (1.0, 2.5, 2),
        (3.0, 4.0, 7),
        (7.0, 8.0, 15),
        (9.0, 10.0, 19),
    ]
    assert read.findings == []


def test_speakers_of_whisperx_in_brackets():
    read = talk("1\n00:00:01,000 --> 00:00:02,000\n[SPEAKER_00]: Hoi.\n\n2\n00:00:03,000 --> 00:00:04,000\n[SPEAKER_01] Dag.\n")
    assert [(piece.speaker, piece.text) for piece in read.pieces] == [("SPEAKER_00", "Hoi."), ("SPEAKER_01", "Dag.")]


def test_overlapping_cues_are_not_doubled():
    read = talk("1\n00:00:01,000 --> 00:00:04,000\nals het kan\n\n2\n00:00:02,000 --> 00:00:06,000\nals het kan\nen anders niet\n")
    assert [piece.text for piece in read.pieces] == ["als het kan", "en anders niet"]


@pytest.mark.parametrize("end", ["6", "6\n00:00:1", "6\n00:00:11,000 --> 00:", "6\n00:00:11,000 --> 00:00:12,000\n"])
def test_a_cue_that_breaks_off_is_told(end):
    read = talk(GESPREK + "\n" + end)
    assert [piece.text for piece in read.pieces][-1] == "Ja?"
    assert read.findings == [(22, "the file breaks off in this cue; export it again if talk is missing")]


def test_times_that_are_none_leave_out_their_cue_only():
    read = talk(GESPREK.replace("00:00:03,000", "later"))
    assert [piece.text for piece in read.pieces] == ["Goedenavond, één voor één.", "En nog iets.", "Ja?"]
    assert [line for line, _ in read.findings] == [7]


@given(st.lists(st.text(alphabet="abcé ", min_size=1).filter(str.strip), min_size=1, max_size=9))
def test_cues_written_are_cues_read(said):
    text = "\n".join(
        f"{place}\n00:00:{2 * place:02},000 --> 00:00:{2 * place + 1:02},000\n{words}\n" for place, words in enumerate(said, start=1)
    )
    assert [(piece.text, piece.start) for piece in talk(text).pieces] == [
        (" ".join(words.split()), 2.0 * place) for place, words in enumerate(said, start=1)
    ]


@pytest.mark.parametrize(
    "other", ["WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHoi.", "Anna: om 10:00:00 begint het.", "<tt><p begin='00:00:01,000'/></tt>", ""]
)
def test_other_files_are_left_to_others(other):
    assert not subrip.recognises(Source("gesprek.srt", other.encode()))


@with_samples
def test_a_real_file():
    read = subrip.read(Source(FORMATS / "no_speaker_issue_43_fulltext.srt"))
    assert (len(read.pieces), {piece.speaker for piece in read.pieces}, read.pieces[0].start, read.findings) == (817, {None}, 4.395, [])
