"""VLOS: the verbatim reports of the Tweede Kamer (vergaderverslag v1.0, open data), plenary and committees.

A `woordvoerder` has the floor; each `interrumpant` inside it comes after the words it interrupts, and the next `woordvoerder` goes on from
there. The printed label ("De heer Mulder (VVD):") stands in the text, in front, the name in bold; the one who speaks is in `spreker`.
The chair is flagged (`isvoorzitter`), but in decisions on votes only the printed label says so. Times are dates with clock times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from analysis.readers import markup
from analysis.readers.talk import Piece, Source, Talk

NAME = "VLOS"

SPEAKING = ("woordvoerder", "interrumpant")
NOT_SPOKEN = frozenset(
    [
        "spreker",
        "sprekers",
        "titel",
        "onderwerp",
        "markeertijdbegin",
        "markeertijdeind",
        "isvoorzitter",
        "isdraad",
        "besluitvorm",
        "uitslag",
        "stemmingen",
    ]
)
CHAIR = "voorzitter"


@dataclass(frozen=True)
class Speaker:
    """Who speaks: the name in the report, the parliamentary party, the office."""

    name: str | None
    group: str | None = None
    role: str | None = None


def recognises(source: Source) -> bool:
    """Whether the root is `vlosCoreDocument`."""
    return markup.root_tag(source) == "vlosCoreDocument"


def read(source: Source) -> Talk:
    """The turns and interruptions in order, with name, party and office of the speakers, and date and title of the meeting."""
    root, findings = markup.parsed(source)
    meeting = next(markup.every(root, "vergadering"), root)
    return Talk(
        list(spoken(meeting)),
        date=(text(meeting, "datum") or text(meeting, "aanvangstijd"))[:10] or None,
        title=text(meeting, "titel") or None,
        language="nl",
        findings=findings,
    )


def spoken(meeting: etree._Element) -> Iterator[Piece]:
    """All pieces of a meeting: what a speaker says, and what the chair says in a decision, where no speaker is given."""
    opened, chair = opening(meeting), Speaker("De voorzitter", role=CHAIR)
    for part in markup.every(meeting, "woordvoerder", "activiteititem"):
        if markup.name(part) == "woordvoerder":
            yield from turns(part, opened)
            chair = next((who(one) for one in markup.every(part, *SPEAKING) if text(one, "isvoorzitter") == "true"), chair)
        elif (body := markup.first(part, "tekst")) is not None and (label := take_label(body)):
            yield piece(part, markup.text_of(body), chair if CHAIR in label else Speaker(label), opened)


def turns(speaking: etree._Element, opened: datetime | None) -> Iterator[Piece]:
    """The words of one who has the floor, with the interruptions in their place."""
    for body in markup.every(speaking, "tekst"):
        take_label(body)
        take_directions(body)
    for part in markup.stretches(speaking, ("interrumpant",), NOT_SPOKEN):
        if not isinstance(part, str):
            yield from turns(part, opened)
        elif part:
            yield piece(speaking, part, who(speaking), opened)


def piece(place: etree._Element, words: str, speaker: Speaker, opened: datetime | None) -> Piece:
    """A piece with its times; who is interrupted stops where the interruption starts, whatever the mark at the end says."""
    start, end = (moment(place, mark) for mark in ("markeertijdbegin", "markeertijdeind"))
    interruption = markup.first(place, "interrumpant")
    end = min((mark for mark in (end, moment(interruption, "markeertijdbegin")) if mark), default=None)
    times = (elapsed(start, opened), elapsed(end, opened))
    return Piece(words, speaker.name, *times, place.sourceline or 0, role=speaker.role, group=speaker.group)


def who(speaking: etree._Element) -> Speaker:
    """The speaker of a turn; the chair's office is to chair, whatever office the member has besides."""
    spreker = markup.first(speaking, "spreker")
    named = text(spreker, "verslagnaam") or text(spreker, "weergavenaam") or text(spreker, "achternaam")
    office = CHAIR if text(speaking, "isvoorzitter") == "true" else text(spreker, "functie")
    kind = spreker.get("soort", "") if spreker is not None else ""
    return Speaker(named or None, text(spreker, "fractie") or None, office or kind or None)


def take_label(body: etree._Element) -> str:
    """Takes the printed label ("De **voorzitter**:") out of the text and returns it; "" where there is none."""
    item = next(markup.every(body, "alineaitem"), None)
    bold = next(markup.every(item, "nadruk"), None) if item is not None else None
    colon = re.match(r"[^:]{0,60}:", bold.tail or "") if bold is not None else None
    if item is None or bold is None or colon is None or len(item.text or "") > 60:
        return ""
    label = f"{item.text or ''}{markup.text_of(bold)}{colon.group()}"
    item.text, bold.tail = None, (bold.tail or "")[colon.end() :]
    bold.clear(keep_tail=True)
    return markup.tidy(label).rstrip(" :")


def take_directions(body: etree._Element) -> None:
    """Takes out the paragraphs that are wholly in brackets: (Geroffel op de bankjes)."""
    for paragraph in list(markup.every(body, "alinea")):
        if re.fullmatch(r"\([^()]*\)", markup.text_of(paragraph)):
            paragraph.clear()


def text(element: etree._Element | None, tag: str) -> str:
    """The text of a direct part of an element, "" where there is none."""
    return markup.text_of(markup.first(element, tag)) if element is not None else ""


def moment(element: etree._Element | None, mark: str) -> datetime | None:
    """The date and time in a part of an element, without its time zone."""
    try:
        return datetime.fromisoformat(text(element, mark)).replace(tzinfo=None)
    except ValueError:
        return None


def opening(meeting: etree._Element) -> datetime | None:
    """When the meeting started: as announced, or at the first mark where that is earlier."""
    marks = [moment(part, "markeertijdbegin") for part in markup.every(meeting, *SPEAKING, "activiteititem")]
    return min((mark for mark in [moment(meeting, "aanvangstijd"), *marks] if mark), default=None)


def elapsed(mark: datetime | None, opened: datetime | None) -> float | None:
    """Seconds from the start of the meeting."""
    return (mark - opened).total_seconds() if mark and opened else None
