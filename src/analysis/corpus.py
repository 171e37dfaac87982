"""A folder of raw transcripts becomes tables: sessions, speakers, turns, participation, and what could not be read.

Nothing here changes a raw file. What a run adds to the disk besides tables is one file: the key to the pseudonyms.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import formulas, labels, privacy, sheets, tables, words
from analysis import people as who_is_who
from analysis.findings import Finding
from analysis.labels import Person
from analysis.readers import Piece, Talk
from analysis.sessions import Session
from analysis.sessions import sessions as sessions_of
from analysis.settings import LANGUAGES, folder, settings


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

    @property
    def shareable(self) -> list[Finding]:
        """The findings that name nobody: what tables, notebooks and reports may hold."""
        return [finding for finding in self.findings if not finding.private]


def read(name: str, data: str | Path = "data") -> Corpus:
    """Read a corpus: every transcript, who its speakers are, and what was wrong with it.

    Raises Unusable where nothing can be made of it: no folder, no transcripts, no transcript that can be read, a broken table.
    """
    chosen = settings(name, data)
    findings: list[Finding] = []
    sessions = sessions_of(folder(name, data), findings)
    language = chosen.language or words.language_of(piece.text for session in sessions for piece in session.talk.pieces)
    for session in sessions:
        said = session.talk.language if session.talk.language in LANGUAGES else None  # a transcript may say it itself
        session.language = chosen.language or said or words.language_of(piece.text for piece in session.talk.pieces)
    known = who_is_who.participants(folder(name, data), findings)
    for session in sessions:
        session.labels = [who_is_who.label(piece, session.name, known) for piece in session.talk.pieces]
    people = who_is_who.people(sessions, known)
    named = chosen.privacy == "named"
    before, taken = key(name, data), pseudonyms_given(name, data)
    shown = {p.name: p.name for p in people} if named else who_is_who.pseudonyms(people, known, before, taken, language)
    findings += [] if named else who_is_who.named_sessions(sessions, people)
    replaced = _replacing(sessions, people, shown, {} if named else known, {} if named else before, named, language)
    turns = _turns(sessions, people, shown, replaced)
    spoke = set(turns["speaker"])
    speakers = _speakers([person for person in people if shown[person.name] in spoke], shown, known, turns, replaced)
    findings += [
        Finding("participants.csv", line, f"{who!r} speaks in no transcript; is it spelt as there?", private=True)
        for who, (line, _) in known.items()
        if not any(who in p.labels and shown[p.name] in spoke for p in people)
    ]
    return Corpus(
        chosen.title,
        language,
        _session_table(sessions, turns, replaced),
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
    rows = [{"file": f.file, "line": f.line, "message": f.message, "left_out": f.left_out} for f in corpus.shareable]
    tables.save(pd.DataFrame(rows, columns=list(tables.COLUMNS["findings"])), "findings", name, data)
    target = _key_path(name, data)
    target.parent.mkdir(parents=True, exist_ok=True)
    before = [(row["speaker"], row["name"]) for row in _key_rows(name, data)]
    fresh = target.with_suffix(".new")
    with fresh.open(
        "w", newline="", encoding="utf-8"
    ) as handle:  # the last row of a name holds; the rows before it keep its old pseudonym from others
        csv.writer(handle).writerows([("speaker", "name"), *(pair for pair in before if pair not in corpus.key), *corpus.key])
    fresh.chmod(0o600)
    fresh.replace(target)


def key(name: str, data: str | Path = "data") -> dict[str, str]:
    """The key to the pseudonyms as an earlier run left it: spelling to pseudonym; empty where there was none."""
    return {row["name"]: row["speaker"] for row in _key_rows(name, data)}


def pseudonyms_given(name: str, data: str | Path = "data") -> set[str]:
    """Every pseudonym that was ever given in a corpus: none of them goes to somebody else."""
    return {row["speaker"] for row in _key_rows(name, data)}


def _key_rows(name: str, data: str | Path) -> list[dict[str, str]]:
    target = _key_path(name, data)
    return [row for _, row in sheets.rows(target, ("speaker", "name"))] if target.exists() else []


def _key_path(name: str, data: str | Path) -> Path:
    return Path(data) / "interim" / name / "names.csv"


Replace = Callable[[str, Session], str]


def _replacing(
    sessions: list[Session], people: list[Person], shown: dict[str, str], known: dict, before: dict[str, str], named: bool, language: str
) -> Replace:
    """What takes personal data out of a text: masks always, and names unless the corpus is `named`.

    Names are those of who spoke, of who stands in participants.csv without having spoken, and of who spoke in earlier runs.
    """
    if named:
        return lambda text, session: privacy.masked(text, language)
    here = {label for person in people for label in (person.name, *person.labels)}
    silent = dict.fromkeys(who_is_who.listed(known, here), privacy.KINDS["naam"] if language == "en" else "naam")
    gone = {labels.parsed(name).name: pseudonym for name, pseudonym in before.items() if name not in here and who_is_who.is_name(name)}
    mentions = privacy.Mentions(silent | gone | _spellings(people, shown), (p.text for s in sessions for p in s.talk.pieces), language)
    owner = {label: shown[person.name] for person in people for label in person.labels}
    present = {session.name: {owner[label] for label in session.labels} for session in sessions}
    caseless = {session.name: privacy.is_caseless(piece.text for piece in session.talk.pieces) for session in sessions}
    return lambda text, session: mentions.replaced(
        privacy.masked(text, language), present.get(session.name, set()), caseless.get(session.name, False)
    )


def _turns(sessions: list[Session], people: list[Person], shown: dict[str, str], replaced: Replace) -> pd.DataFrame:
    """Every session's turns: neighbouring pieces of one speaker joined, personal data masked, names replaced."""
    owner = {label: shown[person.name] for person in people for label in person.labels}
    rows = []
    for session in sessions:
        who = [owner[label] for label in session.labels]
        for number, turn in enumerate(_joined(session.talk.pieces, who)):
            text = replaced(turn["text"], session)
            content = formulas.is_content(text, session.language)
            rows.append({"session": session.name, "turn": number, **turn, "text": text, "words": len(text.split()), "content": content})
    return tables.checked("turns", rows)


def _spellings(people: list[Person], shown: dict[str, str]) -> dict[str, str]:
    """Every name under which people may be mentioned: the names in all their labels, to their pseudonyms."""
    return {
        spelling: shown[person.name]
        for person in people
        for label in (person.name, *person.labels)
        for spelling in labels.names_in(label, person.group)
        if who_is_who.is_name(spelling)
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


def _speakers(people: list[Person], shown: dict[str, str], known: dict, turns: pd.DataFrame, replaced: Replace) -> pd.DataFrame:
    totals = turns.groupby("speaker").agg(turns=("turn", "size"), words=("words", "sum"))
    rows = []
    for person in people:
        row, (official, facilitator) = who_is_who.row_of(person, known), who_is_who.parts(person, known)
        rows.append(
            {
                "speaker": shown[person.name],
                "role": _clean(row.get("role") or person.role, replaced),
                "organisation": _clean(row.get("organisation"), replaced),
                "group": row.get("group") or person.group or "unknown",
                "official": official,
                "facilitator": facilitator,
                **totals.loc[shown[person.name]],
            }
        )
    return tables.checked("speakers", rows)


def _clean(text: str | None, replaced: Replace) -> str | None:
    """A role or organisation without names in it ("Bakkerij Zoet" names the baker); None for nothing."""
    return replaced(text, Session({"session": ""}, Talk([]))) if text else None


def _session_table(sessions: list[Session], turns: pd.DataFrame, replaced: Replace) -> pd.DataFrame:
    totals = turns.groupby("session").agg(turns=("turn", "size"), words=("words", "sum"))
    rows = [
        {column: session.row.get(column) or None for column in tables.COLUMNS["sessions"]}
        | {column: replaced(session.row[column], session) for column in ("title", "place", "organiser") if session.row.get(column)}
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
