"""Coherence: whether the words of a topic are said together more than chance has it; the values of gensim's CoherenceModel, at scale.

Both measures count in how many windows of talk two words stand together (Röder, Both & Hinneburg 2015). Only the words of the topics are
followed, in one pass over the documents, and windows in a row with the same words in them are one stretch: no window is ever made.

Two habits of gensim are kept, so that values can be compared with those that others publish. A word that stands twice in a window counts as
gone when its first place leaves. And words that are together in all windows there are get -1, for that says nothing of a topic.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby, islice

import numpy as np
from scipy.sparse import csr_array, diags_array

EPSILON = 1e-12  # added to a probability, so that words that are never together have a logarithm (Röder 2015)
WINDOW = 110  # words: what agreed best with human judgement (Röder 2015)
BATCH = 20_000  # stretches that are counted at a time: some tens of megabytes

Documents = Iterable[Sequence[str]]
Stretch = tuple[Collection[int], int]  # windows in a row with the same words in them: these words, and how many windows


def npmi(tops: list[list[str]], documents: Documents, window: int | None = None) -> list[float]:
    """How much the words of each topic go together: the mean normalised pointwise mutual information of their pairs (Bouma 2009).

    `tops` are the words of each topic, `documents` the words of each turn, in order. Words are together where they are in one document,
    or, with `window`, within so many words of one document. Near -1: never together; 0: as chance has it; near 1: only together. Missing
    (nan) for a topic with fewer than two words in the documents; words that are in none are left out. The same as gensim's c_npmi, to 1e-6.

    >>> npmi([["bus", "halte"], ["bus", "riool"], ["bus", "tram"]], [["bus", "halte"], ["halte", "bus"], ["riool"], ["tram", "riool"]])
    [1.0, -0.9498283341, -0.9247425011]
    """
    found = (pairs[np.tril_indices(len(pairs), -1)] for pairs in _associations(tops, documents, window))
    return [_rounded(min(values.mean(), 1.0)) if len(values) else np.nan for values in found]  # EPSILON takes it a little over 1


def c_v(tops: list[list[str]], documents: Documents, window: int | None = WINDOW) -> list[float]:
    """How much the words of each topic keep the same company: what agreed best with human judgement (Röder, Both & Hinneburg 2015).

    Each word is the vector of its NPMI with all words of the topic, itself too; C_v is the mean cosine of these vectors with their sum.
    Parameters as of `npmi`; 1: all words keep the same company. Missing (nan) for a topic with fewer than two words in the documents, of
    which gensim says 1, as a word always keeps its own company. Elsewhere the same as gensim's c_v, to 1e-6.

    >>> c_v([["bus", "halte"], ["bus", "riool"]], [["bus", "halte"], ["halte", "bus"], ["riool"], ["riool", "bus"]])
    [0.9241483571, 0.4801743792]
    """
    return [
        _rounded(_cosines(pairs, pairs.sum(axis=0)).mean()) if len(pairs) > 1 else np.nan
        for pairs in _associations(tops, documents, window)
    ]


def _rounded(value: float) -> float:
    return round(float(value), 10)


def _cosines(rows: np.ndarray, with_this: np.ndarray) -> np.ndarray:
    return rows @ with_this / (np.linalg.norm(rows, axis=1) * np.linalg.norm(with_this))


def _associations(tops: list[list[str]], documents: Documents, window: int | None) -> list[np.ndarray]:
    """For each topic the NPMI of each two of its words that are in the documents, and of each with itself."""
    number = {word: n for n, word in enumerate(dict.fromkeys(chain.from_iterable(tops)))}
    together, windows = _together(number, documents, window)
    held = together.diagonal() > 0
    found = ([number[word] for word in dict.fromkeys(top) if held[number[word]]] for top in tops)
    return [_npmi(together[ids][:, ids].toarray() / windows) for ids in found]


def _npmi(together: np.ndarray) -> np.ndarray:
    """The NPMI of words, from the probabilities of each two of them; the diagonal has those of each by itself."""
    alone = together.diagonal()
    return np.log((together + EPSILON) / np.outer(alone, alone)) / -np.log(together + EPSILON)


def _together(number: dict[str, int], documents: Documents, window: int | None) -> tuple[csr_array, int]:
    """In how many windows each two of the numbered words are together (words by words), and how many windows there are."""
    together, windows = csr_array((len(number), len(number)), dtype=np.int64), 0
    stretches = chain.from_iterable(_stretches(document, number, window) for document in documents)
    while batch := list(islice(stretches, BATCH)):
        times = np.array([long for _, long in batch], dtype=np.int64)
        words = np.array([word for inside, _ in batch for word in inside], dtype=np.int64)
        ends = np.cumsum([0, *(len(inside) for inside, _ in batch)])
        held = csr_array((np.ones(len(words), np.int64), words, ends), shape=(len(batch), len(number)))
        together, windows = together + held.T @ diags_array(times, dtype=np.int64) @ held, windows + int(times.sum())
    return csr_array(together), windows


def _stretches(document: Sequence[str], number: dict[str, int], window: int | None) -> Iterator[Stretch]:
    """The stretches of a document; one of one window where it is not longer than the window."""
    if not window or len(document) <= window:
        return iter([([number[word] for word in number.keys() & document], 1)])
    return _slid([(place, number[word]) for place, word in enumerate(document) if word in number], window, len(document) - window)


def _slid(places: list[tuple[int, int]], window: int, last: int) -> Iterator[Stretch]:
    """The stretches of a window that slides over the words at their places; windows are numbered from 0 to `last`."""
    entering = [(max(0, place - window + 1), True, word) for place, word in places]
    leaving = [(place + 1, False, word) for place, word in places if place < last]
    inside: set[int] = set()
    since = 0
    for now, changes in groupby(sorted(entering + leaving), key=lambda change: change[0]):
        if now > since:
            yield tuple(inside), now - since
        since = now
        for _, enters, word in changes:  # what leaves comes before what enters
            (inside.add if enters else inside.discard)(word)
    yield tuple(inside), last + 1 - since
