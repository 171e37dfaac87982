"""C99 (Choi 2000, NAACL): the similarity of turns, replaced by its rank among its neighbours, and division where the inside gets densest.

With the settings of the article: ranks in a mask of 11 by 11; division stops where the density gains less than its mean gain and 1.2 standard deviations.
Its sentences are turns here.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

from benchmarks.segmenters import numbered, standplaats
from benchmarks.vocabulary import Vocabulary

MASK = 11  # neighbours, each way
DEVIATIONS = 1.2


def episodes(turns: pd.DataFrame, languages: dict[str, str]) -> list[int]:
    """Episodes by C99, with the lemmas and stop words of this project."""
    lemmas = Vocabulary(turns, languages).lemmas
    return numbered(turns, lambda rows: cuts([lemmas[i] for i in rows]))


def as_many(turns: pd.DataFrame, languages: dict[str, str]) -> list[int]:
    """Episodes by the first cuts of C99, as many as this project finds."""
    lemmas, many = Vocabulary(turns, languages).lemmas, standplaats.how_many(turns, languages)
    return numbered(turns, lambda rows: cuts([lemmas[i] for i in rows], many[turns["session"].iloc[rows[0]]]))


def cuts(turns: Sequence[Sequence[str]], many: int | None = None) -> list[int]:
    """Where the episodes of a session begin. A turn is its words as lemmas, without stop words.

    With `many` their number is given, else it is found.
    """
    told = [i for i, turn in enumerate(turns) if turn]
    if len(told) < 3:
        return [0]
    counts = normalize(CountVectorizer(analyzer=list).fit_transform([turns[i] for i in told]))
    order, density = divided(ranks((counts @ counts.T).toarray()))
    number = _number(np.diff(density)) if many is None else many - 1
    return sorted({0} | {told[cut] for cut in order[:number]})


def ranks(similarity: np.ndarray) -> np.ndarray:
    """For each pair the share of its neighbours in the matrix that are less similar.

    >>> ranks(np.eye(3)).tolist()
    [[0.75, 0.0, 0.0], [0.0, 0.75, 0.0], [0.0, 0.0, 0.75]]
    """
    half, n = MASK // 2, len(similarity)
    around = np.pad(np.round(similarity, 9), half, constant_values=np.nan)
    here, lower, examined = around[half : half + n, half : half + n], np.zeros((n, n)), np.zeros((n, n))
    for i in range(MASK):
        for j in range(MASK):
            if (i, j) != (half, half):
                other = around[i : i + n, j : j + n]
                lower += other < here
                examined += ~np.isnan(other)
    return lower / examined


def divided(rank: np.ndarray) -> tuple[list[int], np.ndarray]:
    """All cuts in the order in which they make the inside of the segments densest, and the density before and after each."""
    n = len(rank)
    total = np.zeros((n + 1, n + 1))
    total[1:, 1:] = rank.cumsum(axis=0).cumsum(axis=1)

    def inside(first: np.ndarray, end: np.ndarray) -> np.ndarray:
        return total[end, end] - total[first, end] - total[end, first] + total[first, first]

    places, first, end = np.arange(n), np.zeros(n, dtype=int), np.full(n, n)  # the segment in which each place lies
    ranked, area = float(total[n, n]), float(n * n)
    order: list[int] = []
    density = [ranked / area]
    while len(order) < n - 1:
        more = inside(first, places) + inside(places, end) - inside(first, end)
        larger = (places - first) ** 2 + (end - places) ** 2 - (end - first) ** 2
        gained = np.where(places > first, (ranked + more) / np.maximum(1, area + larger), -1.0)
        cut = int(np.argmax(np.round(gained, 9)))
        ranked, area = ranked + more[cut], area + larger[cut]
        density.append(ranked / area)
        order.append(cut)
        before, after = (places >= first[cut]) & (places < cut), (places >= cut) & (places < end[cut])
        end[before], first[after] = cut, cut
    return order, np.array(density)


def _number(gains: np.ndarray) -> int:
    """How many cuts are worth it: those before the gain first drops below the threshold."""
    enough = gains >= gains.mean() + DEVIATIONS * gains.std()
    return int(np.argmin(enough))
