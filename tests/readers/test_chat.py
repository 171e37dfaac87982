"""CHAT: participants, time marks, codes that become words."""

import pytest
from damage import FORMATS, encoded, with_samples
from hypothesis import given
from hypothesis import strategies as st

from analysis import readers
from analysis.readers import chat
from analysis.readers.talk import Source

INTERVIEW = """@UTF8
@Begin
@Languages:	nld, eng
@Participants:	ANN Anna_Zomer Interviewer, BOB Participant,
	CAR Carla Mother
@ID:	nld|wonen|ANN|||||Interviewer|||
@ID:	nld|wonen|BOB|||bewoners||Participant|||
@Date:	03-MAY-2026
*ANN:	wat vindt u ervan ? \x150_1500\x15
%mor:	pro|wat verb|vinden
*BOB:	ik vind het &-eh (.) één goed plan
	en [/] en dat zeg ik ook . \x151500_4000\x15
%com:	kijkt weg
*CAR:	+< ja &*BOB:nee_hoor dat klopt +...
*XYZ:	&=lacht .
@End
"""
SAID = [
    ("Anna Zomer", "Interviewer", None, 0.0, 1.5, "wat vindt u ervan?"),
    ("BOB", "Participant", "bewoners", 1.5, 4.0, "ik vind het één goed plan en dat zeg ik ook."),
    ("Carla", "Mother", None, None, None, "ja"),
    ("BOB", "Participant", "bewoners", None, None, "nee hoor"),
    ("Carla", "Mother", None, None, None, "dat klopt…"),
]


def said(data: bytes | str) -> list[tuple]:
    pieces = chat.read(Source("gesprek.txt", data if isinstance(data, bytes) else data.encode())).pieces
    return [(piece.speaker, piece.role, piece.group, piece.start, piece.end, piece.text) for piece in pieces]


@pytest.mark.parametrize("data", encoded(INTERVIEW))
def test_who_says_what_when_in_any_encoding(data):
    assert chat.recognises(Source("gesprek.txt", data))
    assert said(data) == SAID


def test_date_language_and_lines():
    talk = chat.read(Source("gesprek.cha", INTERVIEW.encode()))
    assert (talk.date, talk.language, talk.findings) == ("2026-05-03", "nl", [])
    assert [piece.line for piece in talk.pieces] == [9, 11, 14, 14, 14]


@pytest.mark.parametrize(
    ("coded", "words"),
    [
        ("ik wil [/] wil naar huis .", "ik wil naar huis."),
        ("<ik ga> [//] ik blijf .", "ik blijf."),
        ("<<ik> [/] ik ga> [//] nou ik blijf .", "nou ik blijf."),
        ("wat [: water] is dat [*] ?", "water is dat?"),
        ("<'n huis> [: een huis] !", "een huis!"),
        ("dat (.) is (..) zo (1.5) toch (1:02.5) ?", "dat is zo toch?"),
        ("&-eh &+b boek &=lacht &~x daar .", "boek daar."),
        ("xxx 0is yyy gek www .", "gek."),
        ("meeting@s:eng in het gesprek@c .", "meeting in het gesprek."),
        ("(om)dat het ve(r)keerd is .", "omdat het verkeerd is."),
        ("hm: ja:: .", "hm ja."),
        ("Den_Haag is huis+vuil .", "Den Haag is huisvuil."),
        ('+" dat zei hij +".', "dat zei hij."),
        ("en toen +/.", "en toen…"),
        ("en toen +//?", "en toen?"),
        ("<dat is> [>] zo [= waar] [!] .", "dat is zo."),
        ("↑ja⌈ dat ⌉klopt→ .", "ja dat klopt."),
        ("nou „ kom [x 3] .", "nou, kom."),
        ("niet [% fluistert] (misschien) [?] wel .", "niet misschien wel."),
        ("xxx .", ""),
        ("&=lacht (.) +...", ""),
    ],
)
def test_codes_become_words(coded, words):
    assert chat.cleaned(coded) == words


def test_time_marks_with_the_name_of_the_recording():
    line = '*ANN:\tja . \x15%snd:"opname1"_1000_2500\x15'
    assert said(f"@Begin\n{line}\n@End\n") == [("ANN", None, None, 1.0, 2.5, "ja.")]


def test_a_line_that_is_none_is_reported_and_left_out():
    talk = chat.read(Source("gesprek.cha", b"@Begin\n*ANN:\tja .\nthis is no line\nnor this\n@End\n"))
    assert len(talk.pieces) == 1
    assert talk.findings[0][0] == 3


@given(st.integers(min_value=10, max_value=len(INTERVIEW) - 3))
def test_a_cut_file_gives_what_was_whole_before_and_says_that_it_is_cut(end):
    talk = chat.read(Source("gesprek.cha", INTERVIEW[:end].encode()))
    texts = [piece.text for piece in talk.pieces]
    assert texts == [turn[-1] for turn in SAID][: len(texts)]
    assert talk.findings == [(INTERVIEW[:end].rstrip("\n").count("\n") + 1, "no @End: the transcript may have been cut off here")]


@with_samples
def test_real_file():
    talk = readers.read(FORMATS / "eng_multi_speaker.cha")
    assert [sum(piece.role == role for piece in talk.pieces) for role in ("Father", "Target Child")] == [8, 4]
    assert (talk.pieces[0].start, talk.pieces[-1].end, talk.language) == (0.6, 17.618, "en")
    assert not any(mark in piece.text for piece in talk.pieces for mark in "[]<>@&+")
