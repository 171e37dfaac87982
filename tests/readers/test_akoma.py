"""Akoma Ntoso: speeches, references to persons, what is not spoken."""

import pytest
from damage import FORMATS, cut, encoded, with_samples

from analysis import readers
from analysis.findings import Unreadable
from analysis.readers import akoma
from analysis.readers.talk import Source

DEBATE = """<?xml version="1.0" encoding="utf-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate><meta>
<identification><FRBRWork><FRBRdate date="2026-05-03" name="sitting"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="nld"/></FRBRExpression></identification>
<references><TLCPerson eId="zomer" href="/person/zomer" showAs="Anna Zomer"/>
<TLCRole eId="chair" href="/role/chair" showAs="voorzitter"/></references></meta>
<debateBody><debateSection><heading>Wonen en één plein</heading>
<speech by="#zomer" as="#chair" startTime="2026-05-03T14:00:00" endTime="2026-05-03T14:00:09"><from>De voorzitter:</from>
<p>Ik open de <b>vergadering</b>.</p><narrative><p>(applaus)</p></narrative><p>Wie? [lacht]</p></speech>
<question by="#wit" startTime="2026-05-03T14:00:10"><from>De heer Wit (ABC):</from>
<p>Ik<remark>[rumoer]</remark>, voorzitter.</p></question>
<narrative><p>De vergadering wordt geschorst.</p></narrative>
<speech by="#zwart"><p>Goed.</p><speech by="#zomer"><p>Kort graag.</p></speech><p>Slecht.</p></speech>
<speech by="#zomer"><p><i>(laughter)</i></p></speech>
</debateSection></debateBody></debate></akomaNtoso>"""

SPEECHES = [
    ("Anna Zomer", "voorzitter", 0, 9, "Ik open de vergadering. Wie?"),
    ("De heer Wit (ABC)", None, 10, None, "Ik, voorzitter."),
    ("zwart", None, None, None, "Goed."),
    ("Anna Zomer", None, None, None, "Kort graag."),
    ("zwart", None, None, None, "Slecht."),
]


def speeches(data: bytes) -> list[tuple]:
    pieces = akoma.read(Source("debate.txt", data)).pieces
    return [(piece.speaker, piece.role, piece.start, piece.end, piece.text) for piece in pieces]


def test_speeches_have_names_roles_and_times():
    assert speeches(DEBATE.encode()) == SPEECHES


def test_date_title_language_and_lines():
    talk = akoma.read(Source("debate.xml", DEBATE.encode()))
    assert (talk.date, talk.title, talk.language) == ("2026-05-03", "Wonen en één plein", "nl")
    assert [piece.line for piece in talk.pieces] == [8, 10, 13, 13, 13]


def test_without_namespace_and_with_the_date_in_the_heading():
    data = b'<akomaNtoso><debate><heading>2026-05-03 Visit</heading><speech by="#Anna Zomer"><p>Hi.</p></speech></debate></akomaNtoso>'
    talk = akoma.read(Source("visit.xml", data))
    assert (talk.date, talk.title, talk.pieces[0].speaker) == ("2026-05-03", "2026-05-03 Visit", "Anna Zomer")


@pytest.mark.parametrize("data", encoded(DEBATE))
def test_any_encoding(data):
    assert akoma.recognises(Source("debate.txt", data))
    assert speeches(data) == SPEECHES


@pytest.mark.parametrize("data", list(cut(DEBATE.encode()))[1:])
def test_a_cut_file_is_unreadable(data):
    assert akoma.recognises(Source("debate.txt", data))
    with pytest.raises(Unreadable):
        akoma.read(Source("debate.xml", data))


@with_samples
@pytest.mark.parametrize(
    ("name", "pieces", "speakers", "date"),
    [
        ("2017-01-18-US-Taiwan-Business-Council-Visit.an.xml", 217, 7, "2017-01-18"),
        ("2018-11-01-Red-Hat-visit.an.xml", 302, 6, "2018-11-01"),
    ],
)
def test_real_files(name, pieces, speakers, date):
    talk = readers.read(FORMATS / name)
    assert (len(talk.pieces), len({piece.speaker for piece in talk.pieces}), talk.date) == (pieces, speakers, date)
    assert not any("laugh" in piece.text and ("[" in piece.text or "(" in piece.text) for piece in talk.pieces)
