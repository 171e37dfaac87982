"""VLOS: turns, interruptions, the chair, votes."""

import pytest
from damage import FORMATS, cut, encoded, with_samples

from analysis import readers
from analysis.findings import Unreadable
from analysis.readers import vlos
from analysis.readers.talk import Source


def spreker(name: str, party: str = "", office: str = "lid Tweede Kamer", honorific: str = "De heer") -> str:
    fractie = f"<fractie>{party}</fractie>" if party else ""
    named = f"<aanhef>{honorific}</aanhef><verslagnaam>{name}</verslagnaam>"
    return f'<spreker soort="Tweede Kamerlid">{fractie}{named}<functie>{office}</functie></spreker>'


def times(begin: str, end: str) -> str:
    return f"<markeertijdbegin>2026-05-03T{begin}</markeertijdbegin><markeertijdeind>2026-05-03T{end}</markeertijdeind>"


def text(label: tuple[str, str, str], *paragraphs: str) -> str:
    before, bold, after = label
    first, *others = paragraphs
    printed = f'<alineaitem>{before}<nadruk type="Vet">{bold}</nadruk>{after}</alineaitem><alineaitem>{first}</alineaitem>'
    rest = "".join(f"<alinea><alineaitem>{paragraph}</alineaitem></alinea>" for paragraph in others)
    return f"<tekst><alinea>{printed}</alinea>{rest}</tekst>"


CHAIR = ("De ", "voorzitter", ":")
MEETING = f"""\ufeff<?xml version="1.0" encoding="utf-8"?>
<vlosCoreDocument xmlns="http://www.tweedekamer.nl/ggm/vergaderverslag/v1.0"><vergadering soort="Commissie">
<titel>Wonen</titel><datum>2026-05-03T00:00:00</datum><aanvangstijd>2026-05-03T14:00:00</aanvangstijd><activiteit>
<activiteithoofd><tekst><alinea><alineaitem><nadruk type="Vet">Voorzitter: Zomer</nadruk></alineaitem></alinea></tekst></activiteithoofd>
<activiteititem soort="Woordvoerder"><woordvoerder>{spreker("Zomer", "ABC", honorific="Mevrouw")}{times("14:00:10", "14:00:20")}
<isvoorzitter>true</isvoorzitter>{text(CHAIR, "Ik open de vergadering.", "Het woord is aan de minister.")}</woordvoerder></activiteititem>
<activiteititem soort="Woordvoerder"><woordvoerder>{spreker("De Wit", office="minister van Wonen")}{times("14:00:20", "14:02:00")}
<isvoorzitter>false</isvoorzitter>
{text(("Minister ", "De Wit", ":"), "Dank. Let op: dit is één begin.", "(Geroffel op de bankjes)", "Nu het slot.")}
<interrumpant>{spreker("Zwart", "DEF")}{times("14:01:00", "14:01:30")}<isvoorzitter>false</isvoorzitter>
{text(("De heer ", "Zwart", " (DEF):"), "Wanneer?")}</interrumpant>
<interrumpant>{spreker("Zomer", "ABC")}{times("14:01:30", "14:02:00")}<isvoorzitter>true</isvoorzitter>
{text(CHAIR, "De minister.")}</interrumpant>
</woordvoerder></activiteititem>
<activiteititem soort="Besluit">{times("14:03:00", "14:03:20")}{text(CHAIR, "Ik constateer dat het is aangenomen.")}</activiteititem>
<draadboekfragment soort="Tekst"><tekst><alinea><alineaitem>Sluiting 14.04 uur.</alineaitem></alinea></tekst></draadboekfragment>
</activiteit></vergadering></vlosCoreDocument>"""

TURNS = [
    ("Zomer", "voorzitter", "ABC", 10, 20, "Ik open de vergadering. Het woord is aan de minister."),
    ("De Wit", "minister van Wonen", None, 20, 60, "Dank. Let op: dit is één begin. Nu het slot."),
    ("Zwart", "lid Tweede Kamer", "DEF", 60, 90, "Wanneer?"),
    ("Zomer", "voorzitter", "ABC", 90, 120, "De minister."),
    ("Zomer", "voorzitter", "ABC", 180, 200, "Ik constateer dat het is aangenomen."),
]


def read(data: bytes | str):
    return vlos.read(Source("debat.txt", data if isinstance(data, bytes) else data.encode()))


def turns(data: bytes | str) -> list[tuple]:
    return [(piece.speaker, piece.role, piece.group, piece.start, piece.end, piece.text) for piece in read(data).pieces]


def test_turns_have_their_speaker_and_times_and_interruptions_their_place():
    assert turns(MEETING) == TURNS


def test_date_title_and_language():
    talk = read(MEETING)
    assert (talk.date, talk.title, talk.language, talk.findings) == ("2026-05-03", "Wonen", "nl", [])


def test_an_interruption_inside_the_text_splits_the_turn():
    inside = f"<interrumpant>{spreker('Zwart')}{text(('De heer ', 'Zwart', ':'), 'Nee!')}</interrumpant>"
    spoken = f"<tekst><alinea><alineaitem>Ik denk</alineaitem></alinea>{inside}<alinea><alineaitem>van wel.</alineaitem></alinea></tekst>"
    said = turns(f"<vlosCoreDocument><woordvoerder>{spreker('De Wit')}{spoken}</woordvoerder></vlosCoreDocument>")
    assert [(turn[0], turn[-1]) for turn in said] == [("De Wit", "Ik denk"), ("Zwart", "Nee!"), ("De Wit", "van wel.")]


@pytest.mark.parametrize("data", encoded(MEETING.removeprefix("\ufeff")))
def test_any_encoding(data):
    assert vlos.recognises(Source("debat.txt", data))
    assert turns(data) == TURNS


@pytest.mark.parametrize("data", cut(MEETING.encode()))
def test_a_cut_file_is_unreadable(data):
    assert vlos.recognises(Source("debat.txt", data))
    with pytest.raises(Unreadable):
        read(data)


@with_samples
@pytest.mark.parametrize(
    ("name", "pieces", "speakers", "start"), [("tweedekamer_vlos_1.xml", 8, 2, 46), ("tweedekamer_vlos_2.xml", 108, 10, 185)]
)
def test_real_files(name, pieces, speakers, start):
    talk = readers.read(FORMATS / name)
    assert len(talk.pieces) == pieces
    assert len({piece.speaker for piece in talk.pieces}) == speakers
    assert talk.pieces[0].start == start
    assert talk.pieces[0].role == "voorzitter"
    starts = [piece.start for piece in talk.pieces]
    assert starts == sorted(starts)
    assert not any(
        piece.text.startswith(("De voorzitter:", "De heer", "Mevrouw", "Minister")) and ":" in piece.text[:40] for piece in talk.pieces
    )
