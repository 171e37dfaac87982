"""Who finds episodes: a module each, with `episodes(turns, languages)`, which returns the number of its episode for each turn.

The methods from the literature find their own number of episodes with `episodes`, and get this project's number with `as_many`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

METHODS = {  # name: title, module, function
    "standplaats": ("this project", "standplaats", "episodes"),
    "equal": ("equal lengths, as many as ours", "equal", "episodes"),
    "texttiling": ("TextTiling", "texttiling", "episodes"),
    "texttiling-as-many": ("TextTiling, as many as ours", "texttiling", "as_many"),
    "c99": ("C99", "c99", "episodes"),
    "c99-as-many": ("C99, as many as ours", "c99", "as_many"),
}
PROJECT = "standplaats"


def numbered(turns: pd.DataFrame, cuts: Callable[[np.ndarray], list[int]]) -> list[int]:
    """The number of its episode for each turn; `cuts` says where they begin in a session, of which it gets the rows."""
    episode = np.zeros(len(turns), dtype=int)
    for rows in turns.groupby("session", sort=False).indices.values():
        episode[rows] = np.searchsorted(cuts(rows), np.arange(len(rows)), side="right") - 1
    return episode.tolist()
