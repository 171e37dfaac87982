"""ELAN: speech tiers among others, in the order of time."""

import pytest
from damage import FORMATS, cut, encoded, with_samples

from analysis import readers
from analysis.findings import Unreadable
from analysis.readers import elan
from analysis.readers.talk import Source


def alignable(id: str, start: int, end: int, value: str) -> str:
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{id}" TIME_SLOT_REF1="ts{start}" TIME_SLOT_REF2="ts{end}">'
        f"<ANNOTATION_VALUE>{value}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>\n"
    )


def referring(id: str, to: str, value: str) -> str:
    return (
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{id}" ANNOTATION_REF="{to}">'
        f"<ANNOTATION_VALUE>{value}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>\n"
    )


def document(tiers: str) -> str:
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{second}" TIME_VALUE="{second * 1000}"/>' for second in range(10))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2026-06-01T10:00:00+01:00" FORMAT="3.0" VERSION="3.0"><HEADER TIME_UNITS="milliseconds"/>
<TIME_ORDER>{slots}<TIME_SLOT TIME_SLOT_ID="tsX"/></TIME_ORDER>
{tiers}</ANNOTATION_DOCUMENT>
"""


INTERVIEW = document(
    f'<TIER TIER_ID="Anna-Spch" LINGUISTIC_TYPE_REF="utterance" PARTICIPANT="" LANG_REF="nld">'
    f"{alignable('a1', 0, 2, 'Eén vraag.')}{alignable('a2', 5, 6, 'En?')}</TIER>"
    f'<TIER TIER_ID="B" LINGUISTIC_TYPE_REF="default-lt" PARTICIPANT="Bob" LANG_REF="nld">'
    f"{alignable('b1', 2, 4, 'Ja, [lacht] goed.')}{alignable('b2', 6, 7, ' ')}</TIER>"
    f'<TIER TIER_ID="Anna-Words" LINGUISTIC_TYPE_REF="words" PARENT_REF="Anna-Spch">{alignable("w1", 0, 1, "Eén")}</TIER>'
    f'<TIER TIER_ID="Anna-Engels" LINGUISTIC_TYPE_REF="free" PARENT_REF="Anna-Spch">{referring("f1", "a1", "One question.")}</TIER>'
    f'<TIER TIER_ID="B-Hands" LINGUISTIC_TYPE_REF="gestures" PARTICIPANT="Bob">{alignable("g1", 0, 3, "wave")}</TIER>'
)
SAID = [("Anna", 0, 2, "Eén vraag."), ("Bob", 2, 4, "Ja, goed."), ("Anna", 5, 6, "En?")]


def said(data: bytes | str) -> list[tuple]:
    pieces = elan.read(Source("gesprek.txt", data if isinstance(data, bytes) else data.encode())).pieces
    return [(piece.speaker, piece.start, piece.end, piece.text) for piece in pieces]


def test_speech_of_all_speakers_in_the_order_of_time():
    assert said(INTERVIEW) == SAID


def test_language_of_the_speech_but_not_the_date_of_the_annotation():
    talk = elan.read(Source("gesprek.eaf", INTERVIEW.encode()))
    assert (talk.language, talk.date) == ("nl", None)


def test_the_text_under_a_tier_that_numbers_the_sentences():
    tiers = (
        f'<TIER TIER_ID="ref@Anna" LINGUISTIC_TYPE_REF="ref">{alignable("r1", 3, 4, "0001")}</TIER>'
        f'<TIER TIER_ID="tx@Anna" LINGUISTIC_TYPE_REF="tx" PARENT_REF="ref@Anna">{referring("t1", "r1", "Dag")}</TIER>'
        f'<TIER TIER_ID="ft@Anna" LINGUISTIC_TYPE_REF="ft" PARENT_REF="ref@Anna">{referring("t2", "r1", "Bye")}</TIER>'
    )
    assert said(document(tiers)) == [("Anna", 3, 4, "Dag")]


def test_annotations_that_refer_in_a_circle_have_no_time():
    assert said(document(f'<TIER TIER_ID="Anna">{referring("x", "y", "Ja")}{referring("y", "x", "Nee")}</TIER>')) == [
        ("Anna", None, None, "Ja"),
        ("Anna", None, None, "Nee"),
    ]


@pytest.mark.parametrize("data", encoded(INTERVIEW))
def test_any_encoding(data):
    assert elan.recognises(Source("gesprek.txt", data))
    assert said(data) == SAID


@pytest.mark.parametrize("data", cut(INTERVIEW.encode()))
def test_a_cut_file_is_unreadable(data):
    assert elan.recognises(Source("gesprek.txt", data))
    with pytest.raises(Unreadable):
        elan.read(Source("gesprek.eaf", data))


@with_samples
def test_real_file():
    talk = readers.read(FORMATS / "elan_example_2spk.eaf")
    assert [sum(piece.speaker == speaker for piece in talk.pieces) for speaker in ("K", "W")] == [7, 15]
    assert (talk.pieces[0].start, talk.pieces[0].speaker) == (0.28, "K")
    starts = [piece.start for piece in talk.pieces]
    assert starts == sorted(starts)
