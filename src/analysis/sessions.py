"""Which sessions a corpus has, and what was said in each: sessions.csv, and the transcripts beside it."""

from __future__ import annotations

import datetime
import os
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath

from analysis import readers, sheets
from analysis.findings import Finding, Unreadable, Unusable
from analysis.readers import Talk

CHOICES = {"setting": ("internal", "external"), "venue": ("inside", "outside")}
DATE = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
DUTCH = re.compile(r"(?P<day>[0-9]{1,2})(?P<mark>[-/])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})")  # as a Dutch spreadsheet saves it
IGNORED = re.compile(r"^(?:[.~_]|README|Thumbs\.db$|desktop\.ini$)", re.I)


@dataclass
class Session:
    """A session as it was found: its row in sessions.csv, and the talk in its file."""

    row: dict[str, str]
    talk: Talk
    language: str = "nl"
    labels: list[str] = field(default_factory=list)  # of each piece: the label under which its speaker is known in the whole corpus

    @property
    def name(self) -> str:
        """The session's id."""
        return self.row["session"]


def sessions(corpus: Path, findings: list[Finding]) -> list[Session]:
    """Every session whose file can be read, by date and name; the others become findings."""
    found = []
    for row in _session_rows(corpus, findings):
        try:
            talk = readers.read(corpus / "transcripts" / row["file"])
        except (FileNotFoundError, IsADirectoryError):
            wrong = f"there is no file transcripts/{row['file']}" if row["file"] else "the column 'file' is empty"
            findings.append(Finding("sessions.csv", int(row["line"]), wrong, left_out=True))
        except Unreadable as error:
            findings.append(Finding(row["file"], error.line, str(error), left_out=True))
        else:
            findings += [Finding(row["file"], line, message) for line, message in talk.findings]
            if row.get("unlisted"):
                findings.append(
                    Finding("sessions.csv", 0, f"transcripts/{row['file']} is not in it; taken in as session {row['session']!r}")
                )
            found.append(Session({**row, "date": row.get("date") or talk.date or "", "title": row.get("title") or talk.title or ""}, talk))
    if not found:
        worst = f"; the first: {findings[0]}" if findings else ""
        raise Unusable(f"no transcript in {corpus.name}/transcripts could be read{worst}")
    return sorted(found, key=lambda session: (session.row["date"], session.name))


def _session_rows(corpus: Path, findings: list[Finding]) -> list[dict[str, str]]:
    """The rows of sessions.csv, checked, and one for every transcript that it does not mention."""
    transcripts = corpus / "transcripts"
    if not transcripts.is_dir():
        raise Unusable(f"{corpus.name} has no folder transcripts/ with a file for each session")
    files = sorted(str(p.relative_to(transcripts)) for p in transcripts.rglob("*") if p.is_file() and not IGNORED.match(p.name))
    if not files:
        raise Unusable(f"{corpus.name}/transcripts is empty; put a file for each session in it")
    listed = _listed(corpus / "sessions.csv", findings)
    ids, found = {row["session"] for row in listed}, list(listed)
    for file in (file for file in files if file not in {row["file"] for row in listed}):
        name = next(n for n in (Path(file).stem, Path(file).name, file) if n not in ids)
        ids.add(name)
        found.append({"session": name, "file": file, "unlisted": "yes" if listed else ""})
    return found


def _listed(path: Path, findings: list[Finding]) -> list[dict[str, str]]:
    """The rows of sessions.csv: ids and files told apart, dates and choices checked; a wrong value becomes a finding and is dropped.

    Raises Unusable for an id that stands there twice, and for a file outside transcripts/.
    """
    if not path.exists():
        return []
    listed: dict[str, dict[str, str]] = {}
    files: set[str] = set()
    for line, row in sheets.rows(path, ("session", "file")):
        row = {**row, "session": row["session"] or Path(row["file"]).stem, "line": str(line)}
        if row["session"] in listed:
            raise Unusable(f"sessions.csv:{line}: session {row['session']!r} stands there twice; give each session a name of its own")
        if _leaves(row["file"]):
            raise Unusable(f"sessions.csv:{line}: file {row['file']!r} is not in transcripts/; give its path from there, without '..'")
        row["file"] = os.path.normpath(row["file"]) if row["file"] else ""
        if row["file"] in files:
            twice = f"file {row['file']} stands there twice; the second is left out"
            findings.append(Finding("sessions.csv", line, twice, left_out=True))
            continue
        files |= {row["file"]} - {""}
        date = row.get("date", "")
        row["date"] = _iso(date)
        if date and not row["date"]:
            findings.append(Finding("sessions.csv", line, f"date {date!r} is not a date; write it as 2026-05-31"))
        for column, choices in CHOICES.items():
            if row.get(column) and row[column].lower() not in choices:
                findings.append(Finding("sessions.csv", line, f"{column} {row[column]!r} is not {' or '.join(choices)}; left empty"))
                row[column] = ""
            row[column] = row.get(column, "").lower()
        listed[row["session"]] = row
    return list(listed.values())


def _leaves(file: str) -> bool:
    """Whether a path leads out of the folder that it is given from, here or on Windows.

    >>> _leaves("wijk/a.txt"), _leaves("../a.txt"), _leaves("/elsewhere/a.txt"), _leaves("C:\\\\a.txt")
    (False, True, True, True)
    """
    return any(path.root or ".." in path.parts for path in (PurePosixPath(file), PureWindowsPath(file)))


def _iso(text: str) -> str:
    """A date as yyyy-mm-dd, from that or from d-m-yyyy or d/m/yyyy; empty where it is none.

    >>> _iso("2026-05-31"), _iso("3/5/2026"), _iso("20260531"), _iso("2026-02-30")
    ('2026-05-31', '2026-05-03', '', '')
    """
    found = DATE.fullmatch(text) or DUTCH.fullmatch(text)
    try:
        return datetime.date(*(int(found[part]) for part in ("year", "month", "day"))).isoformat() if found else ""
    except ValueError:
        return ""
