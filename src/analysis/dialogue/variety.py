"""Variety: how evenly people and groups speak, which groups are missing on a topic, and what differs between sides."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control, norm

FEW = 3  # content turns: a group with fewer on a topic is said to be missing there
SIGNIFICANT = 0.05


def balance(participation: pd.DataFrame) -> pd.DataFrame:
    """How evenly the words of each session are spread over those who spoke.

    Takes the table. Columns: session, speakers, gini (0: all spoke as much; towards 1: one spoke everything; Gini 1912), evenness (entropy over
    its maximum, 1: all as much; Pielou 1966; missing with one speaker), half (the smallest number of speakers who spoke half of the words).

    >>> balance(pd.DataFrame({"session": "a", "words": [10, 10, 20]})).round(2).values.tolist()
    [['a', 3, 0.17, 0.95, 1]]
    """
    rows = []
    for session, here in participation.groupby("session", sort=False):
        words = np.sort(here["words"].to_numpy(float))
        total = max(1.0, words.sum())
        share = words[words > 0] / total
        rows.append(
            {
                "session": session,
                "speakers": len(words),
                "gini": float((2 * np.arange(1, len(words) + 1) - len(words) - 1) @ words / (len(words) * total)),
                "evenness": float(-(share * np.log(share)).sum() / np.log(len(words))) if len(words) > 1 else np.nan,
                "half": 1 + int((np.cumsum(words[::-1]) < total / 2).sum()),
            }
        )
    return pd.DataFrame(rows, columns=["session", "speakers", "gini", "evenness", "half"])


def missing(assignments: pd.DataFrame, turns: pd.DataFrame, speakers: pd.DataFrame, topics: pd.DataFrame) -> pd.DataFrame:
    """Which groups say next to nothing on which topics, though they were there: in a session with the topic, with fewer than three content turns on it.

    Takes the tables. Columns: topic, group, sessions (with the topic, in which the group spoke), turns (of the group, on the topic).
    """
    talk = turns[turns["content"]].merge(assignments[["session", "turn", "topic"]], on=["session", "turn"])
    talk = talk.merge(speakers[["speaker", "group"]], on="speaker")
    there = talk[["session", "group"]].drop_duplicates()
    on = talk[talk["topic"] >= 0]
    could = on[["topic", "session"]].drop_duplicates().merge(there, on="session")
    found = could.groupby(["topic", "group"]).size().rename("sessions").reset_index()
    said = on.groupby(["topic", "group"]).size().rename("turns").reset_index()
    found = found.merge(said, on=["topic", "group"], how="left").fillna({"turns": 0}).astype({"turns": int})
    found = found[(found["turns"] < FEW) & found["topic"].isin(topics["topic"])]
    return found.sort_values(["topic", "group"], kind="stable").reset_index(drop=True)


def contrasts(assignments: pd.DataFrame, turns: pd.DataFrame, topics: pd.DataFrame, side: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """Which topics one side talks of more than the other: weighted log-odds with an informative prior (Monroe, Colaresi & Quinn 2008).

    The first three are the tables; `side` says of (session, speaker) on which of two sides they are; others do not count. Columns: topic, first, second (content
    turns of the side that sorts first, and of the other), log_odds (above nothing: more with the first), z, q (after Benjamini & Hochberg 1995, over the topics), differs. The prior is what all say,
    as many turns as there are topics. Turns of one session are not independent, so that q is too small rather than too large: an indicator.

    >>> assignments = pd.DataFrame({"session": "a", "turn": range(40), "topic": [0] * 18 + [1] * 2 + [0] * 2 + [1] * 18})
    >>> turns = pd.DataFrame({"session": "a", "turn": range(40), "speaker": ["x"] * 20 + ["y"] * 20, "content": True})
    >>> found = contrasts(assignments, turns, pd.DataFrame({"topic": [0, 1]}), {("a", "x"): "inside", ("a", "y"): "outside"})
    >>> found[["first", "second", "differs"]].values.tolist()
    [[18, 2, True], [2, 18, True]]
    """
    names = sorted(set(side.values()))
    columns = ["topic", "first", "second", "log_odds", "z", "q", "differs"]
    if len(names) != 2 or topics.empty:
        return pd.DataFrame(columns=columns)
    talk = turns[turns["content"]].merge(assignments[["session", "turn", "topic"]], on=["session", "turn"])
    talk = talk.assign(side=[side.get(key) for key in zip(talk["session"], talk["speaker"], strict=True)])
    talk = talk[talk["side"].notna() & (talk["topic"] >= 0)]
    counts = pd.crosstab(talk["topic"], talk["side"]).reindex(index=topics["topic"], columns=names, fill_value=0).to_numpy(float)
    first, second = counts[:, 0], counts[:, 1]
    both = counts.sum(axis=1)
    prior = len(counts) * (both + 0.5) / (both + 0.5).sum()
    strength = prior.sum()

    def odds(own: np.ndarray) -> np.ndarray:
        return np.log((own + prior) / np.maximum(1e-9, own.sum() + strength - own - prior))

    difference = odds(first) - odds(second) if len(counts) > 1 else np.zeros(1)  # of one topic there is nothing else to talk of
    z = difference / np.sqrt(1 / (first + prior) + 1 / (second + prior))
    q = false_discovery_control(2 * norm.sf(np.abs(z)))
    found = pd.DataFrame({"topic": topics["topic"].to_numpy(), "first": first.astype(int), "second": second.astype(int)})
    return found.assign(log_odds=np.round(difference, 6), z=np.round(z, 6), q=np.round(q, 6), differs=q <= SIGNIFICANT)[columns]


def sides(sessions: pd.DataFrame, speakers: pd.DataFrame, participation: pd.DataFrame) -> dict[str, dict[tuple[str, str], str]]:
    """The sides that a corpus can be divided in, by their names: who (session, speaker) is on which.

    Takes the tables. Internal and external sessions, inside and outside; officials and others; juniors and seniors, staff and management, politics and administration, by what their roles say. Only
    divisions with two sides are there.
    """
    there = participation.merge(sessions[["session", "setting", "venue"]], on="session").merge(
        speakers[["speaker", "role", "official"]], on="speaker"
    )
    told = {
        "setting": there["setting"],
        "venue": there["venue"],
        "officials": there["official"].map({True: "official", False: "other"}),
        "seniority": _first_said(there, SENIORITY),
        "management": _first_said(there, MANAGEMENT),
        "politics": _first_said(there, POLITICS),
    }
    keys = list(zip(there["session"], there["speaker"], strict=True))
    found = {name: {key: side for key, side in zip(keys, side, strict=True) if isinstance(side, str)} for name, side in told.items()}
    return {name: side for name, side in found.items() if len(set(side.values())) == 2}


SENIORITY = {"junior": ("junior", "trainee", "stagiair", "starter"), "senior": ("senior",)}
POLITICAL = ("wethouder", "burgemeester", "gedeputeerde", "minister", "staatssecretaris", "alderman", "mayor", "commissaris van de koning")
MANAGERS = ("manager", "directeur", "director", "hoofd", "head of", "teamleider", "secretaris", "chief")
POLITICS = {"political": POLITICAL, "administrative": ("",)}
MANAGEMENT = {"": POLITICAL, "management": MANAGERS, "staff": ("",)}


def _first_said(there: pd.DataFrame, words: Mapping[str, tuple[str, ...]]) -> pd.Series:
    """Which side an official's role puts them on, the first of which a word is in it; none for those of no side."""
    return pd.Series(
        [
            next((side for side, said in words.items() if any(word in role.lower().replace("accountmanager", "") for word in said)), None)
            or None
            if official and isinstance(role, str)
            else None
            for role, official in zip(there["role"], there["official"], strict=True)
        ],
        index=there.index,
    )


def heard_first(assignments: pd.DataFrame, turns: pd.DataFrame, sessions: pd.DataFrame, topics: pd.DataFrame) -> pd.DataFrame:
    """Where each topic was heard first: the first date of an internal and of an external session with three content turns or more on it.

    Takes the tables. Columns: topic, internal, external (dates; missing where there was none), first (internal, external or same; missing where it was in
    one of the two only or dates are not known).
    """
    talk = turns[turns["content"]].merge(assignments[["session", "turn", "topic"]], on=["session", "turn"])
    has = talk[talk["topic"] >= 0].groupby(["topic", "session"]).size()
    has = has[has >= FEW].reset_index().merge(sessions[["session", "date", "setting"]], on="session")
    when = has.pivot_table(index="topic", columns="setting", values="date", aggfunc="min").reindex(
        index=topics["topic"], columns=["internal", "external"]
    )
    first = [
        None if pd.isna(a) or pd.isna(b) else "internal" if a < b else "external" if b < a else "same"
        for a, b in zip(when["internal"], when["external"], strict=True)
    ]
    return when.assign(first=first).rename_axis(columns=None).reset_index()
