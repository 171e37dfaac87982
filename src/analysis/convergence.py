"""What returns in dialogues of different organisers, more often than chance allows, and whether policy and agendas mention it.

Indicators with a simple model of chance behind them, no verdicts: see `convergence`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from analysis import tables
from analysis.expected import UNEXPECTED, nearest
from analysis.policy import Passage

PRESENT = 3  # content turns on a topic from which on a session is said to have it
RETURNS = 1 / 3  # of the sessions, and three at least
FEWEST = 3
ORGANISERS = 2
SIGNIFICANT = 0.05  # of what is called convergent, so much may be chance (Benjamini & Hochberg 1995)
DRAWS = 100_000


def convergence(
    assignments: pd.DataFrame,
    turns: pd.DataFrame,
    topics: pd.DataFrame,
    sessions: pd.DataFrame,
    passages: Sequence[Passage] | None = None,
    seed: int = 1,
    by_organiser: bool = False,
) -> pd.DataFrame:
    """The table `convergence`: for each topic, where it returns, whether chance may do that, and whether it was to be expected.

    The first four are the tables; `passages` those of policy and agendas, None where there is no policy (then nothing is called unexpected, and
    `policy_similarity` is missing). A session has a topic that three content turns or more are on. A topic **returns** when a third of the
    sessions, three at least, of two organisers or more have it.

    Chance: each session keeps its number of topics and how much was said on each; which topics these are is random, each as likely as any
    other. `p_value` is how often a topic is then in more sessions than was found, or in as many with as much said on it; `q_value`
    is that after Benjamini and Hochberg (1995). A topic is **convergent** when it returns and q is at most 0.05. With `by_organiser` the sessions of
    one organiser count as one, for sessions of one organiser may resemble each other; `expected_sessions` are then organisers.

    `policy_similarity` is the cosine between what the topic says more than the corpus does, each session counting as much, and the nearest
    passage, in words and in themes of the thesaurus; `nearest` is that passage. A topic is **unexpected** when even that is not about it.

    >>> assignments = pd.DataFrame({"session": list("aaabbbccc"), "turn": [0, 1, 2] * 3, "topic": [0] * 9})
    >>> turns = assignments[["session", "turn"]].assign(text="De sleutel van het buurthuis.", content=True)
    >>> sessions = pd.DataFrame({"session": list("abc"), "organiser": ["x", "y", "y"], "venue": "outside", "setting": "external",
    ...                          "date": ["2026-01-01", "2026-02-01", "2026-03-01"], "language": "nl"})
    >>> convergence(assignments, turns, pd.DataFrame({"topic": [0]}), sessions)[["sessions", "organisers", "p_value", "returns"]].values.tolist()
    [[3, 2, 1.0, True]]
    """
    said = _said(assignments, turns, topics["topic"].tolist(), sessions["session"].tolist())
    units = _units(sessions, by_organiser)
    p, expected = chance(said, units, seed)
    told = sessions.set_index("session")
    rows = []
    likeness = nearest(assignments, turns, said, told["language"].to_dict(), passages)
    for place, topic in enumerate(said.index):
        here = told.loc[said.columns[said.loc[topic] > 0]]
        dates, near = sorted(here["date"].dropna()), likeness.get(topic)
        organisers = here["organiser"].dropna().nunique()
        rows.append(
            {
                "topic": topic,
                "sessions": len(here),
                "organisers": organisers,
                "expected_sessions": round(expected, 6),
                "p_value": p[place],
                "returns": len(here) >= enough(len(told)) and organisers >= ORGANISERS,
                "policy_similarity": near[0] if near else np.nan,
                "unexpected": near is not None and near[0] < UNEXPECTED,
                "inside": int((here["venue"] == "inside").sum()),
                "outside": int((here["venue"] == "outside").sum()),
                "internal": int((here["setting"] == "internal").sum()),
                "external": int((here["setting"] == "external").sum()),
                "first_date": dates[0] if dates else None,
                "last_date": dates[-1] if dates else None,
                "nearest": near[1] if near else None,
            }
        )
    found = pd.DataFrame(rows)
    if rows:
        found["q_value"] = np.round(false_discovery_control(found["p_value"]), 6)
        found["convergent"] = found["returns"] & (found["q_value"] <= SIGNIFICANT)
    return tables.checked("convergence", found)


def enough(sessions: int) -> int:
    """In how many sessions a topic must be to return: a third of them, three at least."""
    return max(FEWEST, math.ceil(sessions * RETURNS))


def _said(assignments: pd.DataFrame, turns: pd.DataFrame, topics: list[int], sessions: list[str]) -> pd.DataFrame:
    """How many content turns of each session are on each topic, topics by sessions; none where they are too few to count."""
    talk = assignments.merge(turns[["session", "turn", "content"]], on=["session", "turn"], validate="one_to_one")
    talk = talk[talk["content"] & (talk["topic"] >= 0)]
    found = pd.crosstab(talk["topic"], talk["session"]).reindex(index=topics, columns=sessions, fill_value=0)
    return found.where(found >= PRESENT, 0)


def _units(sessions: pd.DataFrame, by_organiser: bool) -> np.ndarray:
    """What each session counts as: itself, or its organiser; one without an organiser stands for itself."""
    if not by_organiser:
        return np.arange(len(sessions))
    return pd.factorize(sessions["organiser"].fillna(sessions["session"]))[0]


def chance(said: pd.DataFrame, units: np.ndarray, seed: int = 1) -> tuple[np.ndarray, float]:
    """How likely chance does as well as each topic did, and in how many units (sessions, or organisers) it would have a topic.

    `said` are content turns, topics by sessions; `units` says what each session counts as. Chance gives a topic, of each session, what was said
    there on one of all topics, whichever. Returns p (one a topic) and the expected number of units.
    """
    if said.empty:
        return np.zeros(0), 0.0
    random = np.random.default_rng(seed)
    drawn_units, drawn_turns = np.zeros(DRAWS, dtype=int), np.zeros(DRAWS, dtype=int)
    found_units, expected = np.zeros(len(said), dtype=int), 0.0
    for unit in range(units.max() + 1):
        columns = said.to_numpy()[:, units == unit]
        drawn = np.stack([random.choice(column, DRAWS) for column in columns.T])
        drawn_units += drawn.any(axis=0)
        drawn_turns += drawn.sum(axis=0)
        found_units += columns.any(axis=1)
        expected += 1 - float(np.prod(1 - (columns > 0).mean(axis=0)))
    found_turns = said.to_numpy().sum(axis=1)
    if units.max() + 1 < said.shape[1]:  # how much was said in sessions of one organiser is no help, for they may resemble each other
        drawn_turns, found_turns = np.zeros_like(drawn_turns), np.zeros_like(found_turns)
    as_well = [
        ((drawn_units > n) | ((drawn_units == n) & (drawn_turns >= turns))).sum() for n, turns in zip(found_units, found_turns, strict=True)
    ]
    return (1 + np.array(as_well)) / (1 + DRAWS), expected
