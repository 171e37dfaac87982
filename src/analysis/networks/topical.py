"""Networks through topics: who talks about what (two-mode), and who shares topics with whom (one-mode)."""

from __future__ import annotations

import pandas as pd

from analysis import tables

MENTIONED = 2  # turns from which a speaker talks about a topic: one turn may be an answer to a question


def affiliation(turns: pd.DataFrame, assignments: pd.DataFrame, topics: pd.DataFrame) -> pd.DataFrame:
    """Who talks about what, as rows of `edges` (network "topics"): speaker to topic label, weighted by turns, two or more."""
    talk = turns.merge(assignments, on=["session", "turn"], validate="one_to_one")
    talk = talk[talk["topic"] >= 0]
    found = talk.groupby(["speaker", "topic"], as_index=False).agg(weight=("turn", "size"), sessions=("session", "nunique"))
    found = found[found["weight"] >= MENTIONED].merge(topics[["topic", "label"]], on="topic").sort_values(["speaker", "topic"])
    return tables.checked("edges", found.rename(columns={"speaker": "source", "label": "target"}).assign(network="topics"))


def shared(affiliations: pd.DataFrame) -> pd.DataFrame:
    """Who shares topics with whom, as rows of `edges` (network "shared"), from the rows that `affiliation` gives.

    The weight is the number of topics that both talk about; a pair stands there once, in the order of the alphabet.

    >>> two = pd.DataFrame({"network": "topics", "source": ["A", "B", "C"], "target": ["bus", "bus", "riool"], "weight": 2.0, "sessions": 1})
    >>> shared(two)[["source", "target", "weight"]].values.tolist()
    [['A', 'B', 1.0]]
    """
    pairs = affiliations[["source", "target", "sessions"]].merge(affiliations[["source", "target", "sessions"]], on="target")
    pairs = pairs[pairs["source_x"] < pairs["source_y"]]
    pairs = pairs.assign(sessions=pairs[["sessions_x", "sessions_y"]].min(axis=1))
    found = pairs.groupby(["source_x", "source_y"], as_index=False).agg(weight=("target", "size"), sessions=("sessions", "max"))
    return tables.checked("edges", found.rename(columns={"source_x": "source", "source_y": "target"}).assign(network="shared"))
