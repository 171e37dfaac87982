"""This project's episodes."""

from __future__ import annotations

import pandas as pd

from analysis.episodes import episodes as episodes_of
from benchmarks.segmenters import numbered


def episodes(turns: pd.DataFrame, languages: dict[str, str]) -> list[int]:
    """Episodes as the notebooks find them."""
    starts = episodes_of(turns, languages).groupby("session")["first"].agg(list)
    return numbered(turns, lambda rows: turns["turn"].iloc[rows].searchsorted(starts[turns["session"].iloc[rows[0]]]).tolist())


def how_many(turns: pd.DataFrame, languages: dict[str, str]) -> dict[str, int]:
    """How many episodes each session has."""
    last = pd.Series(episodes(turns, languages)).groupby(turns["session"].to_numpy()).max()
    return {session: int(number) + 1 for session, number in last.items()}
