"""The clustering stage: how many topics, how near, how stable."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from analysis.topics import clustering


def directions(sizes, noise=0.05, seed=1):
    """Rows near to one of as many directions as there are sizes, and which."""
    draw = np.random.default_rng(seed)
    which = np.repeat(np.arange(len(sizes)), sizes)
    rows = np.eye(len(sizes) + 2)[which] + noise * draw.random((len(which), len(sizes) + 2))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True), which


def same(found, true):
    """Whether two groupings are one, whatever their numbers."""
    return len(set(zip(found.tolist(), true.tolist(), strict=True))) == len(set(found.tolist())) == len(set(true.tolist()))


def test_as_many_clusters_as_there_are_and_the_largest_is_first():
    rows, which = directions([3, 9, 5])
    found = clustering.clusters(rows, np.full(len(rows), 4), 0.5, seed=1)
    assert same(found, which)
    assert np.bincount(found).tolist() == [9, 5, 3]


def test_sparse_and_dense_rows_give_the_same():
    rows, _ = directions([4, 4, 4])
    sizes = np.full(len(rows), 4)
    assert (clustering.clusters(rows, sizes, 0.5, 1) == clustering.clusters(csr_array(rows), sizes, 0.5, 1)).all()


def test_many_rows_are_clustered_by_samples_and_come_out_the_same(monkeypatch):
    rows, which = directions([400, 300, 90])
    monkeypatch.setattr(clustering, "AT_ONCE", 50)
    assert same(clustering.clusters(rows, np.full(len(rows), 4), 0.5, seed=1), which)


def test_what_a_sample_has_missed_is_found_in_the_next(monkeypatch):
    rows, which = directions([300, 3])
    monkeypatch.setattr(clustering, "AT_ONCE", 20)
    found = clustering.clusters(rows, np.full(len(rows), 4), 0.5, seed=1)
    assert same(found, which) and -1 not in found


def test_what_is_too_small_to_be_a_topic_is_none():
    rows, _which = directions([6, 1])
    found = clustering.clusters(rows, np.array([5] * 6 + [clustering.SMALLEST - 1]), 0.5, seed=1)
    assert found.tolist() == [0] * 6 + [-1]


def test_topics_that_stand_apart_come_back_and_those_by_chance_do_not():
    rows, which = directions([10, 10, 10])
    stable = clustering.stability(rows, which, np.full(30, 4), 0.5, seed=1)
    assert stable == {0: 1.0, 1: 1.0, 2: 1.0}
    chance = np.random.default_rng(3).permutation(which)
    assert max(clustering.stability(rows, chance, np.full(30, 4), 0.5, seed=1).values()) < 0.5


def test_how_near_is_near_follows_from_what_any_two_have_in_common():
    rows, _ = directions([5, 5, 5], noise=0.05)
    alike, _ = directions([5, 5, 5], noise=0.8)
    sessions = np.array([f"s{n}" for n in range(15)])
    limits = (0.05, 0.95)
    assert clustering.reach(alike, sessions, 0.5, limits) < clustering.reach(rows, sessions, 0.5, limits)
    assert clustering.reach(rows[:2], sessions[:2], 0.5, limits) == limits[1]  # too few to learn from


@pytest.mark.parametrize("rows", [np.zeros((3, 2)), np.zeros((0, 2))])
def test_rows_of_nothing_have_no_cluster(rows):
    assert clustering.clusters(rows, np.full(len(rows), 4), 0.5, seed=1).tolist() == [-1] * len(rows)
