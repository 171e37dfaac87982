"""TextTiling (Hearst 1997, Computational Linguistics 23:1): the similarity of blocks of talk on either side of each gap, and cuts at deep valleys.

With the settings of the article: token sequences of 20 words, stop words counted in their length and left out of their comparison; blocks of 10;
one round of smoothing over 3 gaps; a valley deeper than the mean less half a standard deviation. Where the article cuts at the nearest paragraph break, this
cuts at the nearest beginning of a turn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis import words
from benchmarks.segmenters import numbered, standplaats

WORDS = 20  # a token sequence
BLOCK = 10  # token sequences on either side of a gap
SMOOTHING = 3  # gaps
APART = 3  # token sequences between two cuts, at least


def episodes(turns: pd.DataFrame, languages: dict[str, str]) -> list[int]:
    """Episodes by TextTiling, with the lemmas and stop words of this project."""
    talk = _talk(turns, languages)
    return numbered(turns, lambda rows: cuts([talk[i] for i in rows]))


def as_many(turns: pd.DataFrame, languages: dict[str, str]) -> list[int]:
    """Episodes at the deepest valleys, as many as this project finds."""
    talk, many = _talk(turns, languages), standplaats.how_many(turns, languages)
    return numbered(turns, lambda rows: cuts([talk[i] for i in rows], many[turns["session"].iloc[rows[0]]]))


def _talk(turns: pd.DataFrame, languages: dict[str, str]) -> list[list[str | None]]:
    return [_words(text, languages[session]) for session, text in zip(turns["session"], turns["text"], strict=True)]


def _words(text: str, language: str) -> list[str | None]:
    stops = words.stop_words(language)
    return [None if word in stops else words.lemma(word, language) for word in words.tokens(text)]


def cuts(turns: Sequence[Sequence[str | None]], many: int | None = None) -> list[int]:
    """Where the episodes of a session begin. A turn is its words in order, as lemmas; None stands for a stop word.

    With `many` the deepest valleys are taken, whatever their depth.

    >>> cuts([["bus", "halte"] * 10] * 20 + [["riool", "water"] * 10] * 20)
    [0, 20]
    """
    said = [word for turn in turns for word in turn]
    sequences = [Counter(word for word in said[i : i + WORDS] if word) for i in range(0, len(said), WORDS)]
    if len(sequences) < 3:
        return [0]
    depth = depths(smoothed(similarities(sequences)))
    limit = max(0.0, depth.mean() - depth.std() / 2) if many is None else 0.0
    valleys: list[int] = []
    for gap in sorted(np.flatnonzero(depth > limit), key=lambda gap: (-depth[gap], gap)):
        if len(valleys) + 1 != many and all(abs(gap - other) > APART for other in valleys):
            valleys.append(int(gap))
    begins = np.concatenate([[0], np.cumsum([len(turn) for turn in turns])[:-1]])
    return sorted({0} | {int(np.argmin(np.abs(begins - (gap + 1) * WORDS))) for gap in valleys})


def similarities(sequences: Sequence[Counter[str]]) -> np.ndarray:
    """For each gap the cosine of the words of the block before it and of the block after it; blocks are smaller at the edges."""
    found = []
    for gap in range(1, len(sequences)):
        size = min(BLOCK, gap, len(sequences) - gap)
        before, after = (sum(block, Counter()) for block in (sequences[gap - size : gap], sequences[gap : gap + size]))
        length = np.sqrt(sum(n * n for n in before.values()) * sum(n * n for n in after.values()))
        found.append(sum(n * after[word] for word, n in before.items()) / length if length else 0.0)
    return np.array(found)


def smoothed(scores: np.ndarray) -> np.ndarray:
    """Each score as the mean of it and its neighbours."""
    half = SMOOTHING // 2
    return np.array([scores[max(0, i - half) : i + half + 1].mean() for i in range(len(scores))])


def depths(scores: np.ndarray) -> np.ndarray:
    """How deep the valley at each gap is: up to the nearest peak on the left and on the right; 0 where there is no valley.

    >>> depths(np.array([0.5, 0.1, 0.9])).round(1).tolist()
    [0.0, 1.2, 0.0]
    """
    found = np.zeros(len(scores))
    for i in range(1, len(scores) - 1):
        left, right = _peak(scores[i::-1]), _peak(scores[i:])
        found[i] = left + right - 2 * scores[i] if left > scores[i] < right else 0.0
    return found


def _peak(scores: np.ndarray) -> float:
    """The first peak along the scores."""
    falls = np.flatnonzero(np.diff(scores) < 0)
    return float(scores[falls[0]] if len(falls) else scores[-1])
