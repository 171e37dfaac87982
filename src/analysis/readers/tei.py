"""TEI: transcripts of speech (`u`), as ParlaMint and Parla-CLARIN give for parliaments, ISO 24624 (EXMARaLDA) for recordings; also `sp`.

`who` refers to a person, whose name and affiliations stand in the header where the file is whole. ParlaMint keeps them in another file,
so that only the id and the note above the speech ("De heer Mulder (VVD)") say who it is. Words may be tokens (`w`, `pc`), glued by `join`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from analysis.readers import markup
from analysis.readers.languages import two_letters
from analysis.readers.talk import Piece, Source, Talk
from analysis.readers.times import seconds

NAME = "TEI"

SPEECHES = ("u", "sp")
NOT_SPOKEN = frozenset(
    [
        "note",
        "vocal",
        "kinesic",
        "incident",
        "writing",
        "event",
        "pause",
        "gap",
        "desc",
        "stage",
        "speaker",
        "head",
        "spanGrp",
        "linkGrp",
        "fw",
        "del",
        "orig",
        "sic",
        "u",
        "sp",
    ]
)
PARTIES = ("politicalParty", "parliamentaryGroup", "party")
MEMBERSHIPS = ("member", "representative")  # says that somebody belongs, not what somebody does


@dataclass(frozen=True)
class Organisation:
    """A party or another body."""

    name: str
    party: bool


@dataclass(frozen=True)
class Person:
    """A speaker as the header has it."""

    name: str | None = None
    role: str | None = None
    group: str | None = None
    organisation: str | None = None


@dataclass(frozen=True)
class Utterance:
    """An utterance with the id of its speaker, the printed note that names the speaker, and what `ana` says of the speaker."""

    element: etree._Element
    who: str
    note: str
    marks: tuple[str, ...]


def recognises(source: Source) -> bool:
    """Whether the root is a TEI document or a corpus of them."""
    return markup.root_tag(source) in ("TEI", "teiCorpus", "TEI.2")


def read(source: Source) -> Talk:
    """The utterances in order, with names, parties and roles as far as the file has them, and date, title and language."""
    root, findings = markup.parsed(source)
    day, bodies, said, moments = date(root), organisations(root), utterances(root), timeline(root)
    people, printed = persons(root, bodies, day), printed_labels(said)
    pieces = []
    for one in said:
        person = people.get(one.who, Person())
        group = next((bodies[mark].name for mark in one.marks if mark in bodies and bodies[mark].party), person.group)
        role = next((mark for mark in one.marks if mark in ("chair", "guest")), person.role)
        label = person.name or printed.get(one.who) or one.who or one.note or None
        start, end = (moment(markup.nearest(one.element, edge), moments) for edge in ("start", "end"))
        pieces.append(Piece(words(one.element), label, start, end, one.element.sourceline or 0, role, group, person.organisation))
    return Talk([piece for piece in pieces if piece.text], day, title(root), language(root), findings)


def utterances(root: etree._Element) -> list[Utterance]:
    """All utterances, each with the speaker note since the one before."""
    found, note = [], ""
    for element in markup.every(root, "note", *SPEECHES):
        if markup.name(element) == "note":
            note = markup.text_of(element) if element.get("type") == "speaker" else note
        else:
            printed = markup.text_of(markup.first(element, "speaker")) or note
            marks = tuple(reference(mark) for mark in element.get("ana", "").split())
            found.append(Utterance(element, reference(markup.nearest(element, "who")), printed.rstrip(" :."), marks))
            note = ""
    return found


def reference(attribute: str | None) -> str:
    """The id in a reference, of the first where there are several: "#anna", "people.xml#anna", "parla:anna"."""
    first = ((attribute or "").split() or [""])[0]
    return re.sub(r"^(?:.*#|[a-zA-Z]+:)", "", first)


def printed_labels(said: list[Utterance]) -> dict[str, str]:
    """One label an id: the first note above speeches outside the chair; the id itself where people share a note ("De voorzitter")."""
    labels: dict[str, str] = {}
    for one in sorted(said, key=lambda one: "chair" in one.marks):
        if one.who and one.note:
            labels.setdefault(one.who, one.note)
    shared = Counter(labels.values())
    return {who: label if shared[label] == 1 else who for who, label in labels.items()}


def words(utterance: etree._Element) -> str:
    """What is said, without notes and stage directions; tokens joined to sentences."""
    if next(markup.every(utterance, "w"), None) is None:
        return markup.text_of(utterance, NOT_SPOKEN)
    return markup.sentence(tokens(utterance))


def tokens(element: etree._Element) -> Iterator[tuple[str, bool]]:
    """The tokens below an element, and whether the next one is glued to them."""
    for child in element:
        if markup.name(child) in ("w", "pc"):
            yield markup.text_of(child), child.get("join") in ("right", "both")
        elif markup.name(child) and markup.name(child) not in NOT_SPOKEN:
            yield from tokens(child)


def organisations(root: etree._Element) -> dict[str, Organisation]:
    """The parties and other bodies in the header, by their id, under their short name where they have one."""
    found = {}
    for org in markup.every(root, "org"):
        names = sorted(markup.every(org, "orgName"), key=lambda name: name.get("full") != "abb")
        name = markup.text_of(names[0]) if names else org.get(markup.XML_ID, "")
        found[org.get(markup.XML_ID, "")] = Organisation(name, org.get("role") in PARTIES)
    return found


def persons(root: etree._Element, bodies: dict[str, Organisation], day: str | None) -> dict[str, Person]:
    """The persons in the header, by their id, with the affiliations that held on the day of the session."""
    return {person.get(markup.XML_ID, ""): described(person, bodies, day) for person in markup.every(root, "person")}


def described(person: etree._Element, bodies: dict[str, Organisation], day: str | None) -> Person:
    """A person with name, role, party and organisation."""
    held = [(one, body(one, bodies)) for one in markup.every(person, "affiliation") if holds(one, day)]
    offices = [
        markup.text_of(markup.first(one, "roleName")) or one.get("role") for one, _ in held if one.get("role") not in (None, *MEMBERSHIPS)
    ]
    return Person(
        person_name(person),
        role=next(iter(offices), None) or person.get("role"),
        group=next((where.name for _, where in held if where.party), None),
        organisation=next((where.name for _, where in held if where.name and not where.party), None),
    )


def person_name(person: etree._Element) -> str | None:
    """A name in the order in which it is said: forename, link ("van der"), surname; not the roles and titles."""
    name = next(markup.every(person, "persName", "name"), None)
    if name is None:
        return person.get("n")
    parts = [markup.text_of(part) for tag in ("forename", "nameLink", "surname") for part in markup.every(name, tag)]
    return " ".join(parts) or markup.text_of(name) or person.get("n")


def body(affiliation: etree._Element, bodies: dict[str, Organisation]) -> Organisation:
    """The body of an affiliation; ids of bodies that are not in the file say themselves what they are ("party.VVD")."""
    key = reference(affiliation.get("ref"))
    kind, _, short = key.partition(".")
    named = markup.text_of(affiliation, ("roleName",)) or key
    return bodies.get(key, Organisation(short, True) if kind in PARTIES and short else Organisation(named, False))


def holds(affiliation: etree._Element, day: str | None) -> bool:
    """Whether an affiliation held on a day; without a day, all do."""
    since, until = affiliation.get("from", ""), affiliation.get("to", "9999")
    return not day or (since <= day and until >= day[: len(until)])


def timeline(root: etree._Element) -> dict[str, float | None]:
    """Seconds of the points in time that utterances refer to, from the first one."""
    moments: dict[str, float | None] = {}
    for line in markup.every(root, "timeline"):
        unit = 0.001 if line.get("unit", "s").startswith("m") and line.get("unit") not in ("min", "minutes") else 1.0
        points = list(markup.every(line, "when"))
        origin = next((clock for point in points if (clock := absolute(point)) is not None), 0.0)
        for point in points:
            interval, clock = seconds(point.get("interval"), unit), absolute(point)
            since = moments.get(reference(point.get("since"))) or 0.0
            moments[point.get(markup.XML_ID, "")] = (
                interval + since if interval is not None else clock - origin if clock is not None else None
            )
    return moments


def absolute(point: etree._Element) -> float | None:
    """The clock time of a point in seconds of the day."""
    return seconds((point.get("absolute") or "").rpartition("T")[2])


def moment(attribute: str | None, moments: dict[str, float | None]) -> float | None:
    """Seconds of a reference to a point in time, or of a time itself."""
    key = reference(attribute)
    return moments[key] if key in moments else seconds(key)


def date(root: etree._Element) -> str | None:
    """The day of the session: of the setting, else of the source."""
    places = [*markup.every(root, "setting"), *markup.every(root, "sourceDesc")]
    days = [one.get("when") or one.get("from") or "" for place in places for one in markup.every(place, "date")]
    return next((day[:10] for day in days if re.match(r"\d{4}-\d\d-\d\d", day)), None)


def title(root: etree._Element) -> str | None:
    """The main title, in the language of the document where there are several."""
    statement = next(markup.every(root, "titleStmt"), None)
    titles = list(markup.every(statement, "title")) if statement is not None else []
    best = sorted(titles, key=lambda one: (one.get("type", "main") != "main", two_letters(one.get(markup.XML_LANG)) != language(root)))
    return markup.text_of(best[0]) or None if best else None


def language(root: etree._Element) -> str | None:
    """The language of the document, or of its text."""
    text = next(markup.every(root, "text"), root)
    return two_letters(text.get(markup.XML_LANG) or root.get(markup.XML_LANG))
