"""The ledger: every deferral and promise by an official, who asked, and the later turn in which an official comes back to it, or none."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis import tables, words

KINDS = ("deferral", "promise")
BACK = 6  # turns: who raised a matter did so at most so many turns before
RAISING = ("question", "follow_up", "interest", "resistance", "initiative")  # codes of a turn that raises something, the plainest first
LATER = 15  # turns: in the same session, what is said sooner goes on with it
# In long turns much is shared by chance, so that an answer must stand out among all other later turns of officials: by so many standard deviations.
STRIKING = 4.0
MANY = 10  # turns, from which on that can be told
NAME = re.compile(r"\[[^\]]+\]")

# How much two turns must share to be about the same item: the rarity of the words they share over the root of how many were said. Of the demo's answered
# items 12 of 12 are found so, with the true codes, and none of the others.
# Where somebody comes back in so many words; where nobody does; by another official in so many words:
REPORTED, PLAIN, ANOTHER = 2.0, 4.2, 6.0
OWN = 3.0  # the rarity of what the answer itself shares with the item: who says nothing of it does not come back to it
HALF = 0.5  # what the turn before the answer shares counts half, unless it comes back in so many words


def ledger(
    codes: pd.DataFrame,
    turns: pd.DataFrame,
    speakers: pd.DataFrame,
    assignments: pd.DataFrame,
    sessions: pd.DataFrame,
    languages: dict[str, str],
) -> pd.DataFrame:
    """The table `ledger`: a row a deferral or promise by an official.

    Takes the tables, and the language of each session. `asked_turn` is the turn before, in the same session, that raised the matter; `answered_session` and
    `answered_turn` the later turn, there or in a later session, in which the same official (or another, in so many words) comes back to it. All three are
    missing where there is none. Sessions follow one another by date, then in the order of the table; a session without a date follows none
    and is followed by none.

    To come back is to share words with the item and with what was asked, rare words counting for more (tf-idf; Spärck Jones 1972), the more so where the turn or the one before it
    is coded `follow_up`. It shows that the matter was spoken of again, not that it was settled.
    """
    talk = _Talk(turns, speakers, codes, sessions, languages)
    topic = dict(zip(zip(assignments["session"], assignments["turn"], strict=True), assignments["topic"], strict=True))
    official = set(speakers["speaker"][speakers["official"]])
    rows = []
    for item in codes[codes["code"].isin(KINDS)].drop_duplicates(["session", "turn", "code"]).itertuples():
        place = talk.places[item.session, item.turn]
        if talk.speaker[place] not in official:
            continue
        asked = talk.asked(place)
        answer = talk.answer(place, asked)
        rows.append(
            {
                "session": item.session,
                "turn": item.turn,
                "speaker": talk.speaker[place],
                "topic": topic.get((item.session, item.turn), -1),
                "kind": item.code,
                "asked_turn": None if asked is None else talk.turn[asked],
                "answered_session": None if answer is None else talk.session[answer],
                "answered_turn": None if answer is None else talk.turn[answer],
            }
        )
    return tables.checked("ledger", rows)


def age(found: pd.DataFrame, sessions: pd.DataFrame) -> pd.Series:
    """How many days each item of the ledger has been open at the last session, missing where it was answered or a date is not known."""
    dates = pd.to_datetime(sessions.set_index("session")["date"])
    days = (dates.max() - found["session"].map(dates)).dt.days
    return days.where(found["answered_turn"].isna()).astype("Int64")


@dataclass
class _Talk:
    """The turns in the order in which they were spoken, and what each says."""

    turns: pd.DataFrame
    speakers: pd.DataFrame
    codes: pd.DataFrame
    sessions: pd.DataFrame
    languages: dict[str, str]

    def __post_init__(self) -> None:
        order = self.sessions.assign(place=range(len(self.sessions))).sort_values(["date", "place"], kind="stable", na_position="last")
        rank = {session: n for n, session in enumerate(order["session"])}
        self.dated = set(order["session"][order["date"].notna()])
        talk = self.turns.assign(rank=self.turns["session"].map(rank)).sort_values(["rank", "turn"], kind="stable")
        self.session, self.turn, self.speaker = (talk[column].tolist() for column in ("session", "turn", "speaker"))
        self.content = talk["content"].tolist()
        self.said = [
            {base for base, _ in words.content_words(text, self.languages[session])} | {name.lower() for name in NAME.findall(text)}
            for text, session in zip(talk["text"], talk["session"], strict=True)
        ]
        self.places = {(session, turn): n for n, (session, turn) in enumerate(zip(self.session, self.turn, strict=True))}
        official = dict(zip(self.speakers["speaker"], self.speakers["official"], strict=True))
        self.official = [official[speaker] for speaker in self.speaker]
        by_turn = self.codes.groupby(["session", "turn"])["code"].agg(set).to_dict()
        self.coded = [by_turn.get(key, set()) for key in zip(self.session, self.turn, strict=True)]

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How rare each word is: the logarithm of how many turns there are to one that holds it."""
        held = Counter(word for said in self.said for word in said)
        return {word: math.log(len(self.said) / n) for word, n in held.items()}

    def asked(self, place: int) -> int | None:
        """The turn that raised what is put off or promised: the nearest that plainly raises something, else the nearest of another."""
        before = [
            n
            for n in range(place - 1, max(-1, place - 1 - BACK), -1)
            if self.session[n] == self.session[place] and self.speaker[n] != self.speaker[place] and self.content[n]
        ]
        raising = [n for n in before if self.coded[n] & set(RAISING)]
        asking = [n for n in raising if "question" in self.coded[n]]
        for found in (asking, raising, before):
            if found:
                return max(found, key=lambda n: (round(self._weight(self.said[n] & self.said[place]), 6) > 0, n))
        return None

    def answer(self, place: int, asked: int | None) -> int | None:
        """The later turn of an official that comes back to it best, the same official before others; None where none does well enough."""
        about = set().union(*self.said[(place if asked is None else asked) : place + 1])
        if asked is not None:
            about.add(f"[{self.speaker[asked]}]".lower())
        later = [n for n in range(place + 1, len(self.said)) if self.official[n] and self.content[n] and self._follows(n, place)]
        told = {n: self._likeness(n, about) for n in later}
        striking = _striking([likeness for likeness, _ in told.values()])
        best: tuple[bool, float, int] | None = None
        for (n, (likeness, reported)), usual in zip(told.items(), striking, strict=True):
            same = self.speaker[n] == self.speaker[place]
            least = (REPORTED if reported else PLAIN) if same else (ANOTHER if reported else math.inf)
            if likeness >= max(least, 0.0 if reported and self.session[n] != self.session[place] else usual):
                key = (same, round(likeness + (PLAIN - REPORTED) * reported, 6), -n)
                best = key if best is None or key > best else best
        return None if best is None else -best[2]

    def _follows(self, later: int, earlier: int) -> bool:
        if self.session[later] == self.session[earlier]:
            return later >= earlier + LATER
        return {self.session[later], self.session[earlier]} <= self.dated

    def _likeness(self, n: int, about: set[str]) -> tuple[float, bool]:
        """How much a turn, with the one before it, shares with an item; and whether either comes back to something in so many words."""
        own = self.said[n] & about
        if self._weight(own) < OWN:
            return 0.0, False
        has_before = n > 0 and self.session[n - 1] == self.session[n] and self.speaker[n - 1] != self.speaker[n]
        asked_after = has_before and "follow_up" in self.coded[n - 1]
        weight = self._weight(own)
        if has_before:
            before = self.said[n - 1] | {f"[{self.speaker[n - 1]}]".lower()}
            weight += (1.0 if asked_after else HALF) * self._weight((before & about) - own)
        length = math.sqrt(4 + len(self.said[n]) + len(self.said[n - 1]) / 4 * has_before)
        return weight / length, asked_after or "follow_up" in self.coded[n]

    def _weight(self, shared: set[str]) -> float:
        return sum(self.rarity.get(word, 0.0) for word in sorted(shared))


def _striking(likeness: list[float]) -> list[float]:
    """For each of some turns what it must exceed to stand out among the others."""
    found = np.array(likeness)
    others = len(found) - 1
    if others < MANY:
        return [0.0] * len(found)
    mean = (found.sum() - found) / others
    spread = np.sqrt(np.maximum(0.0, ((found**2).sum() - found**2) / others - mean**2))
    return list(np.round(mean + STRIKING * spread, 6))
