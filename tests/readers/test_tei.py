"""TEI: utterances with and without a list of persons, tokens, timelines."""

import pytest
from damage import FORMATS, cut, encoded, with_samples

from analysis import readers
from analysis.findings import Unreadable
from analysis.readers import tei
from analysis.readers.talk import Source

PARLIAMENT = """<?xml version="1.0" encoding="utf-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="nl"><teiHeader>
<fileDesc><titleStmt><title type="main" xml:lang="en">Housing</title><title type="main" xml:lang="nl">Wonen</title></titleStmt>
<publicationStmt><date when="2027-01-01"/></publicationStmt><sourceDesc><bibl><date when="2026-05-03"/></bibl></sourceDesc></fileDesc>
<profileDesc><particDesc><listOrg><org xml:id="party.ABC" role="politicalParty"><orgName full="yes">Alle Burgers</orgName>
<orgName full="abb">ABC</orgName></org>
<org xml:id="GOV" role="government"><orgName>Regering</orgName></org></listOrg>
<listPerson><person xml:id="AnnaZomer"><persName><surname>Zomer</surname><nameLink>van der</nameLink><forename>Anna</forename></persName>
<affiliation role="member" ref="#party.OUD" to="2020-01-01"/><affiliation role="member" ref="#party.ABC" from="2020-01-02"/></person>
<person xml:id="BobWit"><persName>Bob Wit</persName>
<affiliation role="minister" ref="#GOV"><roleName>minister van Wonen</roleName></affiliation></person>
</listPerson></particDesc></profileDesc></teiHeader>
<text><body><div><note type="speaker">De voorzitter:</note>
<u who="#AnnaZomer" ana="#chair"><seg>Ik open.</seg><note>Applaus</note><seg>Eén<kinesic><desc>lacht</desc></kinesic>.</seg></u>
<note type="speaker">Minister Wit</note><u who="#BobWit" ana="#regular"><seg>Dank.</seg></u>
<note type="speaker">De heer Zwart (DEF)</note><u who="#KeesZwart" ana="#regular"><seg>Vraag</seg><seg>twee</seg></u>
<u who="#KeesZwart" ana="#regular"><seg>Nog een.</seg></u>
<note type="speaker">Een gast</note><u who=" " ana="#guest"><seg>Hallo.</seg></u>
</div></body></text></TEI>"""

SPEECHES = [
    ("Anna van der Zomer", "chair", "ABC", None, "Ik open. Eén."),
    ("Bob Wit", "minister van Wonen", None, "Regering", "Dank."),
    ("De heer Zwart (DEF)", None, None, None, "Vraag twee"),
    ("De heer Zwart (DEF)", None, None, None, "Nog een."),
    ("Een gast", "guest", None, None, "Hallo."),
]


def read(data: bytes | str):
    return tei.read(Source("debat.txt", data if isinstance(data, bytes) else data.encode()))


def speeches(data: bytes | str) -> list[tuple]:
    return [(piece.speaker, piece.role, piece.group, piece.organisation, piece.text) for piece in read(data).pieces]


def test_utterances_have_names_roles_and_parties_of_that_day():
    assert speeches(PARLIAMENT) == SPEECHES


def test_date_of_the_session_and_title_in_its_language():
    talk = read(PARLIAMENT)
    assert (talk.date, talk.title, talk.language) == ("2026-05-03", "Wonen", "nl")


def test_one_label_a_person_and_no_label_for_two():
    def speech(who: str, ana: str, note: str) -> str:
        return f'<note type="speaker">{note}</note><u who="#{who}" ana="#{ana}">Ja.</u>'

    chairs = speech("Zomer", "chair", "De voorzitter") + speech("Wit", "chair", "De voorzitter") + speech("Zwart", "chair", "De voorzitter")
    members = speech("Zwart", "regular", "De heer Zwart (DEF)")
    labels = [piece.speaker for piece in read(f"<TEI><text>{chairs}{members}</text></TEI>").pieces]
    assert labels == ["Zomer", "Wit", "De heer Zwart (DEF)", "De heer Zwart (DEF)"]


def test_tokens_are_glued_as_the_file_says():
    words = '<w>Foto</w><w join="right">Anna</w><w>\'s</w><name><w>Den</w> <w join="right">Haag</w></name>'
    words += "<pc>,</pc><linkGrp><link/></linkGrp> <w>toch</w><pc>?</pc>"
    assert read(f'<TEI><text><u who="#a"><seg><s>{words}</s></seg></u></text></TEI>').pieces[0].text == "Foto Anna's Den Haag, toch?"


def test_a_recording_with_a_timeline():
    data = """<TEI><text><timeline unit="s"><when xml:id="T0"/>
    <when xml:id="T1" interval="1.5" since="#T0"/><when xml:id="T2" interval="3" since="#T1"/></timeline>
    <body><annotationBlock who="#SPK0" start="#T1" end="#T2">
    <u><seg>Ja <anchor synch="#T2"/>hoor</seg></u><spanGrp><span>yes</span></spanGrp></annotationBlock></body></text></TEI>"""
    piece = read(data).pieces[0]
    assert (piece.speaker, piece.start, piece.end, piece.text) == ("SPK0", 1.5, 4.5, "Ja hoor")


def test_speeches_with_their_speaker_inside():
    data = '<TEI><text><sp who="#a"><speaker>Anna.</speaker><p>Een.</p><stage>af</stage><p>Twee.</p></sp></text></TEI>'
    assert [(piece.speaker, piece.text) for piece in read(data).pieces] == [("Anna", "Een. Twee.")]


@pytest.mark.parametrize("data", encoded(PARLIAMENT))
def test_any_encoding(data):
    assert tei.recognises(Source("debat.txt", data))
    assert speeches(data) == SPEECHES


@pytest.mark.parametrize("data", cut(PARLIAMENT.encode()))
def test_a_cut_file_is_unreadable(data):
    assert tei.recognises(Source("debat.txt", data))
    with pytest.raises(Unreadable):
        read(data)


@with_samples
@pytest.mark.parametrize(
    ("name", "pieces", "speakers", "date", "language"),
    [
        ("ParlaMint-ES-CT_2015-10-26.xml", 9, 6, "2015-10-26", "ca"),
        ("ParlaMint-NL_2019-05-16-tweedekamer-11.xml", 4, 2, "2019-05-16", "nl"),
    ],
)
def test_real_files(name, pieces, speakers, date, language):
    talk = readers.read(FORMATS / name)
    assert (len(talk.pieces), len({piece.speaker for piece in talk.pieces}), talk.date, talk.language) == (pieces, speakers, date, language)
