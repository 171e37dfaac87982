"""Orientation: turns of officials that judge by standing policy (inward) and turns that ask on, explore, connect (outward)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.coding.agreement import has

DRAWS = 1000
FEW = 5  # coded turns: a share of fewer says nothing


def orientation(
    codes: pd.DataFrame, turns: pd.DataFrame, speakers: pd.DataFrame, assignments: pd.DataFrame, by: str = "group", seed: int = 1
) -> pd.DataFrame:
    """How often officials turn inward and outward, by `group`, `role`, `session`, `topic`, or, for a researcher's own eyes, by `speaker`.

    Takes the tables. Columns: the one asked for, turns (content turns of officials), inward, outward (turns), share (of outward among both), low and high: a bootstrap
    interval of 95 per cent over sessions, missing where there is one session only. The rows are in the order of the table, and no ranking.
    """
    talk = turns[turns["content"]].merge(speakers[["speaker", "group", "role", "official"]], on="speaker")
    talk = talk[talk["official"]].merge(assignments[["session", "turn", "topic"]], on=["session", "turn"], how="left")
    keys = list(zip(talk["session"], talk["turn"], strict=True))
    for code in ("inward", "outward"):
        talk = talk.assign(**{code: has(keys, codes, code)})
    found = []
    for name, here in talk.groupby(by, sort=by != "session"):
        inward, outward = int(here["inward"].sum()), int(here["outward"].sum())
        low, high = _interval(here, seed)
        share = outward / (inward + outward) if inward + outward else np.nan
        found.append({by: name, "turns": len(here), "inward": inward, "outward": outward, "share": share, "low": low, "high": high})
    return pd.DataFrame(found, columns=[by, "turns", "inward", "outward", "share", "low", "high"])


def _interval(here: pd.DataFrame, seed: int) -> tuple[float, float]:
    """A bootstrap interval for the share of outward turns, over sessions (Efron & Tibshirani 1993)."""
    table = here.groupby("session")[["outward", "inward"]].sum().to_numpy(float)
    table = table[table.sum(axis=1) > 0]
    if len(table) < 2:
        return np.nan, np.nan
    drawn = np.random.default_rng(seed).multinomial(len(table), np.full(len(table), 1 / len(table)), DRAWS) @ table
    low, high = np.quantile(drawn[:, 0] / drawn.sum(axis=1), [0.025, 0.975])
    return float(low), float(high)
