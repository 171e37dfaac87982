"""This project, as its notebooks call it: episodes, then topics."""

from __future__ import annotations

import pandas as pd

from analysis.episodes import episodes
from analysis.topics import topics as topics_of
from benchmarks.contestants import Found


def topics(turns: pd.DataFrame, languages: dict[str, str], seed: int) -> Found:
    """Topics of episodes; the seed only draws the resamples that tell how stable a topic is."""
    made = topics_of(turns, episodes(turns, languages), languages, seed=seed)
    return Found(made.assignments, made.topics)
