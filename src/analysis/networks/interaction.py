"""The interaction network: who speaks after whom."""

from __future__ import annotations

import pandas as pd

from analysis import tables


def interaction(turns: pd.DataFrame) -> pd.DataFrame:
    """Who speaks after whom, as rows of the table `edges` (network "interaction").

    A tie goes from a speaker to the one that she speaks after; its weight is how often, over all sessions, and `sessions` in how many.
    Backchannels and formulas are skipped: "Ja, precies." takes nobody's place.

    >>> talk = pd.DataFrame({"session": "a", "turn": range(4), "speaker": list("ABAC"), "content": [True, True, False, True]})
    >>> interaction(talk)[["source", "target", "weight"]].values.tolist()
    [['B', 'A', 1.0], ['C', 'B', 1.0]]
    """
    talk = turns[turns["content"]].sort_values(["session", "turn"], kind="stable")
    before = talk.groupby("session")["speaker"].shift()
    ties = pd.DataFrame({"session": talk["session"], "source": talk["speaker"], "target": before}).dropna()
    ties = ties[ties["source"] != ties["target"]]
    found = ties.groupby(["source", "target"], as_index=False).agg(weight=("session", "size"), sessions=("session", "nunique"))
    return tables.checked("edges", found.assign(network="interaction"))
