"""The clustering stage: average linkage on cosine distance, which finds how many topics there are; and how stable they are.

Average linkage looks at every two episodes. Where there are more than AT_ONCE, a sample is clustered, what is near enough to one of its clusters
joins that, and what is left is clustered in its turn. At last each joins the cluster that it is nearest to of all that were found. So time
and memory grow with the talk, not with its square.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.preprocessing import normalize

from analysis.topics.embedding import Vectors

AT_ONCE = 3000  # episodes that are clustered at once
ROUNDS = 20  # samples that are drawn at most; what is left then has no topic
FEW = 6  # pairs of episodes: from fewer nothing is to be learnt
SMALLEST = 3  # content turns: a topic of fewer is no topic
REFITS = 20  # resamples for stability
MOST_REFITTED = 3 * AT_ONCE  # episodes that resamples are drawn from
DRAWN = 0.8  # of the episodes, in each resample
SAME = 0.5  # Jaccard over turns from which a topic of a resample is the same one (Hennig 2007: below 0.5 a cluster is dissolved)


def reach(vectors: Vectors, sessions: np.ndarray, above: float, between: tuple[float, float]) -> float:
    """The cosine distance up to which rows are about the same, found from the talk.

    Episodes of different sessions mostly have nothing to do with one another: their mean cosine is what any two have in common, the more
    the smaller the corpus. About the same are those that are nearer than that by `above` standard deviations; never nearer or farther than
    `between`, for a corpus may be on one subject only.

    >>> reach(np.array([[1.0, 0], [0, 1], [0.6, 0.8]]), np.array(["a", "b", "c"]), 0.5, (0.1, 0.9))
    0.3634
    """
    some = np.unique(np.linspace(0, len(sessions) - 1, min(len(sessions), AT_ONCE)).astype(int))
    product = vectors[some] @ vectors[some].T
    cosine = np.asarray(product.todense() if hasattr(product, "todense") else product)
    apart = sessions[some][:, None] != sessions[some][None, :]
    here = np.isin(some, _told(vectors))
    pairs = (apart if apart.any() else ~np.eye(len(some), dtype=bool)) & here[:, None] & here[None, :]
    if pairs.sum() < FEW:
        return between[1]
    far = 1 - cosine[pairs].mean() - above * cosine[pairs].std()
    return round(float(np.clip(far, *between)), 4)


def clusters(vectors: Vectors, sizes: np.ndarray, distance: float, seed: int) -> np.ndarray:
    """The cluster of each row, or -1: for a row of zeros, and for what is too small to be a topic.

    `vectors` are of length one, `sizes` the content turns of each. Rows are joined as long as the mean cosine distance between two clusters
    is at most `distance`. `seed` draws the samples where there are very many rows.

    >>> clusters(np.array([[1, 0], [0.8, 0.6], [0, 1], [0, 0]]), np.array([5, 5, 5, 5]), 0.3, seed=1).tolist()
    [0, 0, 1, -1]
    """
    labels, draw, found = np.full(vectors.shape[0], -1), np.random.default_rng(seed), 0
    left = _told(vectors)
    for _ in range(ROUNDS):
        if not len(left):
            break
        sample = left if len(left) <= AT_ONCE else np.sort(draw.choice(left, AT_ONCE, replace=False))
        labels[sample] = found + _linked(_far(vectors[sample]), distance)
        if len(sample) < len(left):
            rest = np.setdiff1d(left, sample)
            place, cosine = nearest(vectors[rest], centres(vectors[sample], labels[sample]))
            labels[rest] = np.where(cosine >= 1 - distance, found + place, -1)
        found = labels.max() + 1
        left = left[labels[left] == -1]
    labels = _numbered(labels, sizes)
    if len(labels) <= AT_ONCE or not (labels >= 0).any():
        return labels
    place, cosine = nearest(vectors, centres(vectors, labels))  # not all rows had the choice of all clusters
    return _numbered(np.where(cosine >= 1 - distance, place, -1), sizes)


def centres(vectors: Vectors, labels: np.ndarray) -> np.ndarray:
    """The mean vector of each cluster, in order of number: the product with a row is its mean cosine with the cluster's."""
    found = [vectors[np.flatnonzero(labels == label)].mean(axis=0) for label in sorted(set(labels.tolist()) - {-1})]
    return np.vstack(found) if found else np.zeros((0, vectors.shape[1]))


def nearest(vectors: Vectors, middles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each row the place of the centre that it is nearest to, and the mean cosine with that cluster."""
    if not len(middles):
        return np.zeros(vectors.shape[0], dtype=int), np.zeros(vectors.shape[0])
    place, cosine = np.zeros(vectors.shape[0], dtype=int), np.zeros(vectors.shape[0])
    for first in range(0, vectors.shape[0], AT_ONCE):
        some = slice(first, first + AT_ONCE)
        near = np.round(vectors[some] @ middles.T, 6)
        place[some], cosine[some] = near.argmax(axis=1), near.max(axis=1)
    return place, cosine


def cosines(vectors: Vectors, middles: np.ndarray, place: np.ndarray) -> np.ndarray:
    """The cosine of each row with the centre at its place, 0 to 1."""
    if not len(middles):
        return np.zeros(len(place))
    near = vectors @ normalize(middles).T
    return np.round(np.clip(near[np.arange(len(place)), place], 0, 1), 4)


def fit(vectors: Vectors, labels: np.ndarray) -> np.ndarray:
    """How well each row fits its cluster: the cosine with its centre, 0 to 1; 0 for a row of none."""
    place = {label: n for n, label in enumerate(sorted(set(labels.tolist()) - {-1}))}
    own = np.array([place.get(label, 0) for label in labels.tolist()], dtype=int)
    return np.where(labels < 0, 0.0, cosines(vectors, centres(vectors, labels), own))


def stability(vectors: Vectors, labels: np.ndarray, sizes: np.ndarray, distance: float, seed: int) -> dict[int, float]:
    """Per cluster: in which share of REFITS resamples it comes back, by Jaccard over turns (Hennig 2007; Greene 2014).

    Each resample is DRAWN of the rows, or of MOST_REFITTED of them, and clustered as all were.
    """
    draw = np.random.default_rng(seed)
    if len(labels) > MOST_REFITTED:
        some = np.sort(draw.choice(len(labels), MOST_REFITTED, replace=False))
        vectors, labels, sizes = vectors[some], labels[some], sizes[some]
    far = _far(vectors) if len(labels) <= AT_ONCE else None  # once for all resamples
    told = _told(vectors)
    back: Counter[int] = Counter()
    tried: Counter[int] = Counter()
    for _ in range(REFITS if len(labels) > 2 else 0):
        drawn = np.sort(draw.choice(len(labels), max(2, round(DRAWN * len(labels))), replace=False))
        before, weight = labels[drawn], sizes[drawn]
        if far is None:
            again = clusters(vectors[drawn], weight, distance, seed)
        else:
            joined, again = np.isin(drawn, told), np.full(len(drawn), -1)
            again[joined] = _linked(far[np.ix_(drawn[joined], drawn[joined])], distance)
            again = _numbered(again, weight)
        both = np.zeros((before.max() + 2, again.max() + 2))
        np.add.at(both, (before, again), weight)  # the last row and column are those of no topic
        either = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True) - both
        jaccard = np.divide(both, either, out=np.zeros_like(both), where=either > 0)[:-1, :-1]
        for topic in set(before.tolist()) - {-1}:
            tried[topic] += 1
            back[topic] += jaccard.shape[1] > 0 and jaccard[topic].max() >= SAME
    return {topic: back[topic] / tried[topic] for topic in sorted(tried)}


def _told(vectors: Vectors) -> np.ndarray:
    """The places of the rows that are not all zero."""
    return np.flatnonzero(np.asarray(abs(vectors).sum(axis=1)).ravel())


def _far(vectors: Vectors) -> np.ndarray:
    """The cosine distance of every two rows, of a few thousand."""
    product = vectors @ vectors.T
    far = np.asarray(product.todense() if hasattr(product, "todense") else product)
    np.clip(1 - np.round(far, 5, out=far), 0, 2, out=far)
    np.fill_diagonal(far, 0)
    return far


def _linked(far: np.ndarray, distance: float) -> np.ndarray:
    """Average linkage by the distances of every two: clusters from 0, in the order in which they are met."""
    if len(far) < 2:
        return np.zeros(len(far), dtype=int)
    tree = linkage(squareform(far, checks=False), "average")
    found = fcluster(tree, distance, "distance")
    order = {label: n for n, label in enumerate(dict.fromkeys(found.tolist()))}
    return np.array([order[label] for label in found.tolist()])


def _sizes(labels: np.ndarray, sizes: np.ndarray) -> dict[int, int]:
    counted: Counter[int] = Counter()
    for label, size in zip(labels.tolist(), sizes.tolist(), strict=True):
        counted[label] += size
    return counted


def _numbered(labels: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The clusters numbered by their size, the largest 0; of as large ones, that which is met first; none where it is too small."""
    counted = {label: size for label, size in _sizes(labels, sizes).items() if label >= 0 and size >= SMALLEST}
    order = {label: n for n, label in enumerate(sorted(counted, key=lambda label: -counted[label]))}
    return np.array([order.get(label, -1) for label in labels.tolist()], dtype=int)
