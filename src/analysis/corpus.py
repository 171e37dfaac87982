"""A folder of raw transcripts becomes tables: sessions, speakers, turns, participation, and what could not be read.

Nothing here changes a raw file. What a run adds to the disk besides tables is one file: the key to the pseudonyms.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import labels, privacy, sheets, tables, words
from analysis import people as who_is_who
from analysis.findings import Finding
from analysis.labels import Person
from analysis.readers import Piece
from analysis.sessions import Session
from analysis.sessions import sessions as sessions_of
from analysis.settings import folder, settings


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
    sessions = sessions_of(folder(name, data), findings)
    language = chosen.language or words.language_of(piece.text for session in sessions for piece in session.talk.pieces)
    for session in sessions:
        session.language = chosen.language or words.language_of(piece.text for piece in session.talk.pieces)
    known = who_is_who.participants(folder(name, data), findings)
    for session in sessions:
        session.labels = [who_is_who.label(piece, session.name, known) for piece in session.talk.pieces]
    people = who_is_who.people(sessions, known)
    named = chosen.privacy == "named"
    shown = {person.name: person.name for person in people} if named else who_is_who.pseudonyms(people, known, key(name, data), language)
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
        who_is_who.key(people, shown, spoke),
        sorted(findings),
        who_is_who.merged(people, sessions),
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
        row, (official, facilitator) = who_is_who.row_of(person, known), who_is_who.parts(person, known)
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
