"""A folder of raw transcripts becomes tables: sessions, speakers, turns, participation, and what could not be read.

Nothing here changes a raw file. What a run adds to the disk besides tables is one file: the key to the pseudonyms.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import labels, privacy, readers, sheets, tables, words
from analysis.findings import Finding, Unreadable, Unusable
from analysis.labels import Person
from analysis.readers import Piece, Talk
from analysis.settings import folder, settings

CHOICES = {"setting": ("internal", "external"), "venue": ("inside", "outside")}
IGNORED = re.compile(r"^(?:[.~_]|README|Thumbs\.db$|desktop\.ini$)", re.I)
NOBODY = "?"  # the speaker of talk in a file that names nobody


@dataclass
class Session:
    """A session as it was found: its row in sessions.csv, and the talk in its file."""

    row: dict[str, str]
    talk: Talk
    language: str = "nl"
    labels: list[str] = field(default_factory=list)  # of each piece: the label under which its speaker is known in the whole corpus

    @property
    def name(self) -> str:
        return self.row["session"]


@dataclass
class Corpus:
    """A corpus that has been read: its tables, the key to its pseudonyms, and every finding about its files.

    `merged` has a line for each person who stands under several spellings; it holds names, so it is for the screen only.
    """

    title: str
    language: str
    sessions: pd.DataFrame
    speakers: pd.DataFrame
    turns: pd.DataFrame
    participation: pd.DataFrame
    key: list[tuple[str, str]]
    findings: list[Finding]
    merged: list[str]

    @property
    def left_out(self) -> list[Finding]:
        """The findings that keep a transcript out."""
        return [finding for finding in self.findings if finding.left_out]


def read(name: str, data: str | Path = "data") -> Corpus:
    """Read a corpus: every transcript, who its speakers are, and what was wrong with it.

    Raises Unusable where nothing can be made of it: no folder, no transcripts, no transcript that can be read, a broken table.
    """
    chosen = settings(name, data)
    findings: list[Finding] = []
    sessions = _sessions(folder(name, data), findings)
    language = chosen.language or words.language_of(piece.text for session in sessions for piece in session.talk.pieces)
    for session in sessions:
        session.language = chosen.language or words.language_of(piece.text for piece in session.talk.pieces)
    known = _participants(folder(name, data), findings)
    for session in sessions:
        session.labels = [_label(piece, session.name, known) for piece in session.talk.pieces]
    people = _people(sessions, known)
    named = chosen.privacy == "named"
    shown = {person.name: person.name for person in people} if named else _pseudonyms(people, known, key(name, data), language)
    turns = _turns(sessions, people, shown, named, language)
    spoke = set(turns["speaker"])
    speakers = _speakers([person for person in people if shown[person.name] in spoke], shown, known, turns)
    findings += [
        Finding("participants.csv", line, f"{who!r} speaks in no transcript; is it spelt as there?")
        for who, (line, _) in known.items()
        if not any(who in p.labels and shown[p.name] in spoke for p in people)
    ]
    return Corpus(
        chosen.title,
        language,
        _session_table(sessions, turns),
        speakers,
        turns,
        _participation(turns),
        _key(people, shown, spoke),
        sorted(findings),
        _merged(people, sessions),
    )


def save(corpus: Corpus, name: str, data: str | Path = "data") -> None:
    """Write the tables of a corpus, and the key to its pseudonyms."""
    for table in ("sessions", "speakers", "turns", "participation"):
        tables.save(getattr(corpus, table), table, name, data)
    rows = [
        {"file": f.file, "line": f.line, "message": f.message, "left_out": f.left_out}
        for f in corpus.findings
        if f.file != "participants.csv"
    ]
    tables.save(pd.DataFrame(rows, columns=list(tables.COLUMNS["findings"])), "findings", name, data)
    target = _key_path(name, data)
    target.parent.mkdir(parents=True, exist_ok=True)
    here = {pair[1] for pair in corpus.key}
    gone = [(pseudonym, who) for who, pseudonym in key(name, data).items() if who not in here]
    fresh = target.with_suffix(".new")
    with fresh.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows([("speaker", "name"), *corpus.key, *gone])
    fresh.replace(target)


def key(name: str, data: str | Path = "data") -> dict[str, str]:
    """The key to the pseudonyms as an earlier run left it: spelling to pseudonym; empty where there was none."""
    target = _key_path(name, data)
    return {row["name"]: row["speaker"] for _, row in sheets.rows(target, ("speaker", "name"))} if target.exists() else {}


def _key_path(name: str, data: str | Path) -> Path:
    return Path(data) / "interim" / name / "names.csv"


# Sessions: which files, and what they hold


def _sessions(corpus: Path, findings: list[Finding]) -> list[Session]:
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
        found.append({"session": name, "file": file})
        if listed:
            findings.append(Finding("sessions.csv", 0, f"transcripts/{file} is not in it; taken in as session {name!r}"))
    return found


def _listed(path: Path, findings: list[Finding]) -> list[dict[str, str]]:
    """The rows of sessions.csv: ids told apart, dates and choices checked; a wrong value becomes a finding and is dropped."""
    if not path.exists():
        return []
    listed: dict[str, dict[str, str]] = {}
    for line, row in sheets.rows(path, ("session", "file")):
        row = {**row, "session": row["session"] or Path(row["file"]).stem, "line": str(line)}
        if row["session"] in listed:
            raise Unusable(f"sessions.csv:{line}: session {row['session']!r} stands there twice; give each session a name of its own")
        if row.get("date") and not _is_date(row["date"]):
            findings.append(Finding("sessions.csv", line, f"date {row['date']!r} is not a date; write it as 2026-05-31"))
            row["date"] = ""
        for column, choices in CHOICES.items():
            if row.get(column) and row[column].lower() not in choices:
                findings.append(Finding("sessions.csv", line, f"{column} {row[column]!r} is not {' or '.join(choices)}; left empty"))
                row[column] = ""
            row[column] = row.get(column, "").lower()
        listed[row["session"]] = row
    return list(listed.values())


def _is_date(text: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


# People: who is who


def _participants(corpus: Path, findings: list[Finding]) -> dict[str, tuple[int, dict]]:
    """participants.csv: speaker to (line, row), with official and facilitator as truths."""
    path = corpus / "participants.csv"
    known: dict[str, tuple[int, dict]] = {}
    for line, row in sheets.rows(path, ("speaker",)) if path.exists() else []:
        told: dict[str, Any] = dict(row)
        if row["speaker"] in known:
            findings.append(Finding(path.name, line, f"{row['speaker']!r} stands there twice; the first is used"))
            continue
        for column in ("official", "facilitator"):
            said = sheets.yes(row.get(column, ""))
            if said is None:
                findings.append(Finding(path.name, line, f"{column} {row[column]!r} is not yes or no; taken as no"))
            told[column] = bool(said) if column in row else None
        known[row["speaker"]] = (line, told)
    return known


def _people(sessions: list[Session], known: dict[str, tuple[int, dict]]) -> list[Person]:
    """The people behind the labels of all sessions; a label that a tool made up is somebody else in every session."""
    seen: Counter[str] = Counter()
    for session in sessions:
        seen.update(session.labels)
    order = {label: n for n, label in enumerate(seen)}
    aliases = {alias.strip(): who for who, (_, row) in known.items() for alias in row.get("alias", "").split(";") if alias.strip()}
    found = labels.people(seen, known, aliases)
    found = [_with_columns(person, sessions) for person in found if any(label in seen for label in person.labels)]
    return sorted(_told_apart(found), key=lambda person: min(order.get(label, len(order)) for label in person.labels))


def _label(piece: Piece, session: str, known: dict) -> str:
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


def _row(person: Person, known: dict) -> dict:
    return next((known[label][1] for label in person.labels if label in known), {})


def _official(person: Person, known: dict) -> tuple[bool, bool]:
    """Whether somebody is an official, and whether a chair: as participants.csv says, or as the label does."""
    row, role = _row(person, known), person.role.lower()
    official, facilitator = row.get("official"), row.get("facilitator")
    return (role in labels.OFFICIALS if official is None else official), (role in labels.CHAIRS if facilitator is None else facilitator)


def _pseudonyms(people: list[Person], known: dict, before: dict[str, str], language: str) -> dict[str, str]:
    """The pseudonym of each person, with those of earlier runs kept (whatever spelling of the name they were kept under)."""
    bases: dict[str, str] = {}
    kept: dict[str, str] = {}
    for person in people:
        row, (official, facilitator) = _row(person, known), _official(person, known)
        bases[person.name] = privacy.base_of(
            row.get("role") or person.role, row.get("group") or person.group, official, facilitator, language
        )
        kept[person.name] = next(
            (before[label] for label in (*person.labels, person.name) if before.get(label) not in (None, *kept.values())), ""
        )
    gone = {who: pseudonym for who, pseudonym in before.items() if pseudonym not in kept.values()}
    return privacy.pseudonyms(bases, gone | kept)


def _key(people: list[Person], shown: dict[str, str], spoke: set[str]) -> list[tuple[str, str]]:
    """The key: a row for each spelling of each speaker's name."""
    return [(shown[p.name], spelling) for p in people if shown[p.name] in spoke for spelling in dict.fromkeys([p.name, *p.labels])]


def _merged(people: list[Person], sessions: list[Session]) -> list[str]:
    seen = {piece.speaker for session in sessions for piece in session.talk.pieces}
    groups = [[label for label in person.labels if label in seen] for person in people]
    return [f"taken as one speaker: {' = '.join(spellings)}" for spellings in groups if len(spellings) > 1]


# Tables


def _turns(sessions: list[Session], people: list[Person], shown: dict[str, str], named: bool, language: str) -> pd.DataFrame:
    """Every session's turns: neighbouring pieces of one speaker joined, personal data masked, names replaced."""
    owner = {label: person.name for person in people for label in person.labels}
    real = {p.name: shown[p.name] for p in people if labels.parsed(p.name).words and not labels.parsed(p.labels[0]).machine}
    mentions = None if named else privacy.Mentions(_spellings(people, real), (p.text for s in sessions for p in s.talk.pieces), language)
    rows = []
    for session in sessions:
        who = [shown[owner[label]] for label in session.labels]
        for number, turn in enumerate(_joined(session.talk.pieces, who)):
            text = privacy.masked(turn["text"], language)
            text = mentions.replaced(text, who) if mentions else text
            rows.append(
                {
                    "session": session.name,
                    "turn": number,
                    **turn,
                    "text": text,
                    "words": len(text.split()),
                    "content": words.is_content(text, session.language),
                }
            )
    return tables.checked("turns", rows)


def _spellings(people: list[Person], real: dict[str, str]) -> dict[str, str]:
    """Every name under which people may be mentioned: the names of all their labels, to their pseudonyms."""
    return {
        labels.parsed(label).name or label: real[person.name]
        for person in people
        if person.name in real
        for label in (person.name, *person.labels)
    }


def _joined(pieces: list[Piece], who: list[str]) -> list[dict]:
    """Pieces as turns: neighbours of one speaker in one, unless a piece is fresh; the times of the first and the last."""
    turns: list[dict] = []
    for piece, speaker in zip(pieces, who, strict=True):
        text = re.sub(r"\s+", " ", piece.text).strip()
        if not text:
            continue
        if turns and turns[-1]["speaker"] == speaker and not piece.fresh:
            turns[-1]["text"] += " " + text
            turns[-1]["end"] = piece.end if piece.end is not None else turns[-1]["end"]
        else:
            turns.append({"speaker": speaker, "start": piece.start, "end": piece.end, "text": text})
    return turns


def _speakers(people: list[Person], shown: dict[str, str], known: dict, turns: pd.DataFrame) -> pd.DataFrame:
    totals = turns.groupby("speaker").agg(turns=("turn", "size"), words=("words", "sum"))
    rows = []
    for person in people:
        row, (official, facilitator) = _row(person, known), _official(person, known)
        rows.append(
            {
                "speaker": shown[person.name],
                "role": row.get("role") or person.role or None,
                "organisation": row.get("organisation") or None,
                "group": row.get("group") or person.group or "unknown",
                "official": official,
                "facilitator": facilitator,
                **totals.loc[shown[person.name]],
            }
        )
    return tables.checked("speakers", rows)


def _session_table(sessions: list[Session], turns: pd.DataFrame) -> pd.DataFrame:
    totals = turns.groupby("session").agg(turns=("turn", "size"), words=("words", "sum"))
    rows = [
        {column: session.row.get(column) or None for column in tables.COLUMNS["sessions"]}
        | {"language": session.language}
        | dict(totals.loc[session.name])
        for session in sessions
    ]
    return tables.checked("sessions", rows)


def _participation(turns: pd.DataFrame) -> pd.DataFrame:
    """Who spoke how much in each session: turns, words, seconds (missing where there are no times), share of the words, question marks."""
    talk = turns.assign(seconds=turns["end"] - turns["start"], questions=turns["text"].str.count(r"\?"))
    rows = (
        talk.groupby(["session", "speaker"], sort=False)
        .agg(
            turns=("turn", "size"),
            words=("words", "sum"),
            questions=("questions", "sum"),
            seconds=("seconds", lambda s: s.sum(min_count=1)),
        )
        .reset_index()
    )
    total = rows.groupby("session")["words"].transform("sum").clip(lower=1)
    return tables.checked("participation", rows.assign(share=rows["words"] / total))
