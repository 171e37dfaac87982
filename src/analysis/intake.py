"""A folder of somebody's transcripts becomes a corpus, with tables to fill in."""

from __future__ import annotations

import csv
import datetime
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from analysis import labels, readers
from analysis.findings import Finding, Unreadable, Unusable
from analysis.sessions import IGNORED

SESSIONS = ("session", "file", "date", "title", "setting", "venue", "place", "organiser")
PARTICIPANTS = ("speaker", "role", "organisation", "group", "official", "facilitator", "alias")
DATE = re.compile(r"(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)")


@dataclass
class Made:
    """A corpus that was made: where, of how many transcripts, and what could not be read."""

    path: Path
    transcripts: int
    findings: list[Finding]


def new(name: str, source: Path, data: Path) -> Made:
    """Copy the transcripts in `source` to a new corpus, and write sessions.csv and participants.csv from what they tell.

    Raises Unusable where there is nothing to copy, or a corpus of that name already; an existing corpus is never touched.
    """
    target = data / "raw" / name
    if not name or Path(name).name != name or name.startswith("."):
        raise Unusable(f"{name!r} cannot be the name of a corpus; use letters, digits and hyphens")
    if target.exists():
        raise Unusable(f"there is a corpus {name!r} already, in {target}; choose another name or remove it")
    if not source.is_dir():
        raise Unusable(f"{source} is no folder")
    files = sorted(p for p in source.iterdir() if p.is_file() and not IGNORED.match(p.name))
    if not files:
        raise Unusable(f"there is no file in {source}")
    (target / "transcripts").mkdir(parents=True)
    for file in files:
        shutil.copy2(file, target / "transcripts" / file.name)
    return _described(target, files)


def _described(target: Path, files: list[Path]) -> Made:
    """Fill in what the transcripts themselves tell."""
    findings: list[Finding] = []
    sessions: list[dict] = []
    seen: Counter[str] = Counter()
    told: dict[str, dict] = {}
    for file in files:
        try:
            talk = readers.read(file)
        except Unreadable as error:
            findings.append(Finding(file.name, error.line, str(error), left_out=True))
            continue
        findings += [Finding(file.name, line, message) for line, message in talk.findings]
        twice = [other.stem for other in files].count(file.stem) > 1
        sessions.append(
            {
                "session": file.name if twice else file.stem,
                "file": file.name,
                "date": talk.date or _date(file.stem),
                "title": talk.title or "",
            }
        )
        for piece in talk.pieces:
            if piece.speaker:
                seen[piece.speaker] += 1
                told[piece.speaker] = {"role": piece.role, "organisation": piece.organisation, "group": piece.group}
    _write(target / "sessions.csv", SESSIONS, sessions)
    _write(target / "participants.csv", PARTICIPANTS, [_participant(person, told) for person in labels.people(seen)])
    return Made(target, len(files), findings)


def _participant(person: labels.Person, told: dict[str, dict]) -> dict[str, str]:
    head, *others = person.labels
    row = {
        "speaker": head,
        "role": person.role,
        "group": person.group,
        "alias": "; ".join(others),
        "official": "yes" if person.role in labels.OFFICIALS else "no",
        "facilitator": "yes" if person.role in labels.CHAIRS else "no",
    }
    return row | {column: value for column, value in told.get(head, {}).items() if value and not row.get(column)}


def _date(stem: str) -> str:
    found = DATE.search(stem)
    try:
        return datetime.date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:  # digits that are no date
        return ""


def _write(path: Path, columns: tuple[str, ...], rows: list[dict]) -> None:
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
