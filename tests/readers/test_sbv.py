"""SBV: times with a comma between them, words below."""

import pytest
from damage import FORMATS, encoded, with_samples

from analysis.readers import sbv
from analysis.readers.talk import Source

GESPREK = """0:00:00.500,0:00:02.000
[Muziek]

0:00:02.000,0:00:05.000
>> Goed, één voor één
dan.

0:01:04.000,1:00:07.250
en weer[br]verder
"""


@pytest.mark.parametrize("data", encoded(GESPREK))
def test_words_and_times_in_any_encoding(data):
    assert sbv.recognises(Source("gesprek.txt", data))
    read = sbv.read(Source("gesprek.txt", data))
    assert [(piece.text, piece.start, piece.end, piece.line) for piece in read.pieces] == [
        ("Goed, één voor één dan.", 2.0, 5.0, 4),
        ("en weer verder", 64.0, 3607.25, 8),
    ]
    assert {piece.speaker for piece in read.pieces} == {None} and read.findings == []


@pytest.mark.parametrize("end", ["\n0:01:0", "\n0:01:09.000,0:01:10.000"])
def test_a_cue_that_breaks_off_is_told(end):
    read = sbv.read(Source("gesprek.sbv", (GESPREK + end).encode()))
    assert [piece.text for piece in read.pieces] == ["Goed, één voor één dan.", "en weer verder"]
    assert read.findings == [(11, "the file breaks off in this cue; export it again if talk is missing")]


def test_a_table_of_times_is_no_sbv():
    assert not sbv.recognises(Source("a.sbv", b"0:00:01,Anna,Hoi\n"))


@with_samples
def test_a_real_file():
    read = sbv.read(Source(FORMATS / "youtube_captions.sbv"))
    assert (len(read.pieces), {piece.speaker for piece in read.pieces}, read.pieces[0].start) == (305, {None}, 11.42)
