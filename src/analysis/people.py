"""Who is who in a corpus: the people behind the labels, what participants.csv says of them, and their pseudonyms."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis import labels, privacy, sheets
from analysis.findings import Finding
from analysis.labels import Person
from analysis.readers import Piece
from analysis.sessions import Session

NOBODY = "?"  # the speaker of talk in a file that names nobody


def participants(corpus: Path, findings: list[Finding]) -> dict[str, tuple[int, dict]]:
    """participants.csv: speaker to (line, row), with official and facilitator as truths."""
    path = corpus / "participants.csv"
    known: dict[str, tuple[int, dict]] = {}
    for line, row in sheets.rows(path, ("speaker",)) if path.exists() else []:
        told: dict[str, Any] = dict(row)
        if row["speaker"] in known:
            findings.append(Finding(path.name, line, f"{row['speaker']!r} stands there twice; the first is used", private=True))
            continue
        for column in ("official", "facilitator"):
            said = sheets.yes(row.get(column, ""))
            if said is None:
                findings.append(Finding(path.name, line, f"{column} {row[column]!r} is not yes or no; taken as no", private=True))
            told[column] = bool(said) if column in row else None
        known[row["speaker"]] = (line, told)
    return known


def people(sessions: list[Session], known: dict[str, tuple[int, dict]]) -> list[Person]:
    """The people behind the labels of all sessions; a label that a tool made up is somebody else in every session."""
    seen: Counter[str] = Counter()
    for session in sessions:
        seen.update(session.labels)
    order = {label: n for n, label in enumerate(seen)}
    aliases = {alias.strip(): who for who, (_, row) in known.items() for alias in row.get("alias", "").split(";") if alias.strip()}
    found = labels.people(seen, known, aliases)
    found = _without_lone_groups(found, {row.get("group", "") for _, row in known.values()})
    found = [_with_columns(person, sessions) for person in found if any(label in seen for label in person.labels)]
    return sorted(_told_apart(found), key=lambda person: min(order.get(label, len(order)) for label in person.labels))


def label(piece: Piece, session: str, known: dict) -> str:
    """The label under which a piece's speaker is known in the whole corpus."""
    label = re.sub(r"\s+", " ", piece.speaker or "").strip() or NOBODY
    return f"{label} ({session})" if label not in known and labels.parsed(label).machine else label


def _with_columns(person: Person, sessions: list[Session]) -> Person:
    """A person with the role and group that the files give in columns or attributes, where the label gives none."""
    if person.role and person.group:
        return person
    told = [
        (piece.role or "", piece.group or "")
        for session in sessions
        for piece, label in zip(session.talk.pieces, session.labels, strict=True)
        if (piece.role or piece.group) and label in person.labels
    ]
    if not told:
        return person
    role, group = (Counter(values).most_common(1)[0][0] for values in zip(*told, strict=True))
    return replace(person, role=person.role or role, group=person.group or group)


def _without_lone_groups(people: list[Person], known: set[str]) -> list[Person]:
    """People without what only one label's parenthesis says ("Mieke (Mieke Vos)"): a group has two members, is known, or looks like a party's name."""
    bearers = Counter(person.group for person in people)
    real = {group for group, n in bearers.items() if n > 1 or group in known or re.fullmatch(r"\S*[A-Z]\S*[A-Z\d]\S*", group)}
    return [person if person.group in real else replace(person, group="") for person in people]


def _told_apart(people: list[Person]) -> list[Person]:
    """People of one shown name told apart by their group, or else by a number."""
    twice = {name for name, n in Counter(person.name for person in people).items() if n > 1}
    numbers: Counter[str] = Counter()
    found = []
    for person in people:
        name = f"{person.name} ({person.group})" if person.name in twice and person.group else person.name
        numbers[name] += 1
        found.append(replace(person, name=name if numbers[name] == 1 else f"{name} {numbers[name]}"))
    return found


def row_of(person: Person, known: dict) -> dict:
    """What participants.csv says of somebody, under whatever spelling; empty where it says nothing."""
    return next((known[label][1] for label in person.labels if label in known), {})


def parts(person: Person, known: dict) -> tuple[bool, bool]:
    """Whether somebody is an official, and whether a chair: as participants.csv says, or as the label does."""
    row, role = row_of(person, known), person.role.lower()
    official, facilitator = row.get("official"), row.get("facilitator")
    return (role in labels.OFFICIALS if official is None else official), (role in labels.CHAIRS if facilitator is None else facilitator)


def is_name(text: str) -> bool:
    """Whether a label names somebody: no role alone, nothing that a tool made up."""
    return bool(labels.parsed(text).words) and not labels.parsed(text).machine


def listed(known: dict, spoke: set[str]) -> list[str]:
    """The names in participants.csv, aliases included, of who did not speak: they may be talked about."""
    spelt = [who for name, (_, row) in known.items() if name not in spoke for who in (name, *row.get("alias", "").split(";"))]
    return [labels.parsed(who).name for who in map(str.strip, spelt) if is_name(who)]


def named_sessions(sessions: list[Session], people: list[Person]) -> list[Finding]:
    """A finding for each session whose id or file name holds somebody's name: these go out with the report."""
    found = []
    for session in sessions:
        told = set(re.findall(r"[^\W\d_]+", labels.folded(f"{session.name} {session.row['file']}")))
        for person in people:
            name = labels.parsed(person.name).words
            if len(name) > 1 and is_name(person.name) and set(name) <= told:
                message = f"the id or the file name of session {session.name!r} holds a speaker's name; give it another in sessions.csv, and rename the file"
                found.append(Finding("sessions.csv", 0, message, private=True))
    return found


def pseudonyms(people: list[Person], known: dict, before: dict[str, str], taken: set[str], language: str) -> dict[str, str]:
    """The pseudonym of each person, with those of earlier runs kept (whatever spelling of the name they were kept under)."""
    bases: dict[str, str] = {}
    kept: dict[str, str] = {}
    for person in people:
        row, (official, facilitator) = row_of(person, known), parts(person, known)
        bases[person.name] = privacy.base_of(
            row.get("role") or person.role, row.get("group") or person.group, official, facilitator, language
        )
        kept[person.name] = next(
            (before[label] for label in (*person.labels, person.name) if before.get(label) not in (None, *kept.values())), ""
        )
    gone = {who: pseudonym for who, pseudonym in before.items() if pseudonym not in kept.values()}
    return privacy.pseudonyms(bases, gone | kept, taken)


def key(people: list[Person], shown: dict[str, str], spoke: set[str]) -> list[tuple[str, str]]:
    """The key: a row for each spelling of each speaker's name."""
    return [(shown[p.name], spelling) for p in people if shown[p.name] in spoke for spelling in dict.fromkeys([p.name, *p.labels])]


def merged(people: list[Person], sessions: list[Session]) -> list[str]:
    """A line for each person who stands in the transcripts under several spellings; it holds names."""
    seen = {piece.speaker for session in sessions for piece in session.talk.pieces}
    groups = [[label for label in person.labels if label in seen] for person in people]
    return [f"taken as one speaker: {' = '.join(spellings)}" for spellings in groups if len(spellings) > 1]
