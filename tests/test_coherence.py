"""Coherence: values known by hand, and those of gensim for whatever is said."""

import math

import pytest
from gensim.corpora import Dictionary
from gensim.models import CoherenceModel
from hypothesis import given
from hypothesis import strategies as st

from analysis.coherence import c_v, npmi

WORDS = list("abcdefgh")
corpora = st.lists(st.lists(st.sampled_from([*WORDS, "-", "-"]), max_size=30), min_size=1, max_size=12)
tops = st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=6, unique=True), min_size=1, max_size=4)
windows = st.one_of(st.none(), st.integers(1, 40))


def gensim(measure: str, top: list[str], documents: list[list[str]], window: int | None) -> float:
    """What gensim says of one topic; a window larger than the longest document is the whole document."""
    size = window or max(map(len, documents)) + 1
    model = CoherenceModel(
        topics=[top], texts=documents, dictionary=Dictionary(documents), coherence=measure, window_size=size, topn=len(top), processes=1
    )
    return model.get_coherence_per_topic()[0]


def heard(top: list[str], documents: list[list[str]]) -> int:
    return len(set(top) & {word for document in documents for word in document})


@given(tops, corpora, windows)
@pytest.mark.parametrize(("ours", "theirs"), [(npmi, "c_npmi"), (c_v, "c_v")])
def test_what_gensim_says(ours, theirs, found, documents, window):
    for top, value in zip(found, ours(found, documents, window), strict=True):
        if heard(top, documents) > 1:
            assert value == pytest.approx(gensim(theirs, top, documents, window), abs=1e-6)
        else:
            assert math.isnan(value)


def test_the_windows_of_gensim_are_the_default_of_c_v():
    documents = [["a", *"-" * 108, "b", "-"], ["a", *"-" * 109, "b"], ["b"]]
    assert c_v([["a", "b"]], documents) == c_v([["a", "b"]], documents, 110) != c_v([["a", "b"]], documents, None)
    assert c_v([["a", "b"]], documents) == pytest.approx([gensim("c_v", ["a", "b"], documents, 110)], abs=1e-6)


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([["a", "b"], ["a", "b"], ["c"], ["c"]], 1),  # only together
        ([["a", "b"], ["a"], ["b"], []], 0),  # as chance has it
        ([["a", "b"], ["a", "b"], ["a"], []], math.log2(4 / 3)),  # 1/2 together, 3/4 and 1/2 alone
        ([["a"], ["b"]], -1 - math.log(4) / math.log(1e-12)),  # never together
        ([["a", "b"], ["b", "a"]], -1),  # all windows there are: says nothing
        ([["a", "a", "b", "b"], ["c"]], 1),  # a word counts once a window
    ],
)
def test_npmi_by_hand(documents, expected):
    assert npmi([["a", "b"]], documents) == pytest.approx([expected], abs=1e-6)


def test_c_v_by_hand():
    r = math.log2(4 / 3)  # the NPMI of the two; each has 1 with itself
    expected = (1 + r) / math.sqrt(2 * (1 + r * r))
    assert c_v([["a", "b"]], [["a", "b"], ["a", "b"], ["a"], []]) == pytest.approx([expected], abs=1e-6)


def test_npmi_within_a_window():
    documents = [["a", "-", "b"]]  # two windows of two words, with one of them each
    assert npmi([["a", "b"]], documents, 2) == pytest.approx(npmi([["a", "b"]], [["a"], ["b"]]))


def test_every_topic_by_itself_and_in_order():
    documents = [["a", "b"], ["a", "b"], ["c"], ["c", "d"]]
    together = [["a", "b"], ["c", "d"], ["a", "c"]]
    for measure in (npmi, c_v):
        assert measure(together, documents) == [measure([top], documents)[0] for top in together]


@pytest.mark.parametrize("measure", [npmi, c_v])
def test_missing_where_there_is_nothing_to_compare(measure):
    assert measure([], [["a"]]) == []
    assert all(map(math.isnan, measure([["a", "b"], ["a"], []], [["a"], []]) + measure([["a", "b"]], [])))


@pytest.mark.parametrize("measure", [npmi, c_v])
def test_words_that_nobody_said_are_left_out(measure):
    documents = [["a", "b"], ["a"], ["c"]]
    assert measure([["a", "z", "b"]], documents) == measure([["a", "b"]], documents)


@pytest.mark.parametrize("measure", [npmi, c_v])
def test_documents_are_read_once(measure):
    documents = [["a", "b"], ["a"], ["c"]]
    assert measure([["a", "b"]], iter(documents)) == measure([["a", "b"]], documents)
