"""The embedding stage: episodes as vectors, of which the cosine says how much two are about the same.

`Words` needs nothing but the talk, and is what runs by default. `Sentences` takes vectors of turns from a model that the user names, or from
a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Protocol, TypeAlias

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, diags_array, hstack
from sklearn.preprocessing import normalize

from analysis import words
from analysis.findings import Unusable
from analysis.topics.vectors import turn_vectors

GUIDED = 3.0  # how much seed words count beside all words: a tenth of an episode guides it, a word in passing does not

Vectors: TypeAlias = csr_array | np.ndarray


class Embedding(Protocol):
    """Vectors of episodes. `above` and `between` say how near two must be to be about the same: see `clustering.reach`."""

    above: float
    between: tuple[float, float]

    def fit(self, talk: pd.DataFrame) -> Embedding:
        """Learn what is to be learnt from the talk: a row a turn, with session, document (its episode), lemmas, text and words."""

    def vectors(self, talk: pd.DataFrame) -> Vectors:
        """A vector of length one for each document, in order; all zero for one of which nothing is known."""


class Words:
    """Episodes by what they say more often than is to be expected: of each lemma the square root of how often it is said, less that of how
    often the corpus and the session would have it (Freeman & Tukey 1950), and never less than nothing.

    What a whole session has in common, its place and its people, is so taken off before sessions are compared. Words of one session alone
    say nothing of what returns, and are left out where there are three sessions or more, but for an episode that has no others. `seeds`, lists of words, guide: episodes that
    hold words of one list, be it not the same ones, are brought nearer (after Jagarlamudi et al. 2012).
    """

    above, between = 0.4, (0.75, 0.89)  # so agenda items, and planted subjects, were found again, in four sessions as well as in twelve

    def __init__(self, vocabulary: Sequence[str] = (), share: np.ndarray | None = None, seeds: Sequence[Sequence[str]] = ()):
        self.vocabulary = list(vocabulary)
        self.share = np.zeros(len(self.vocabulary)) if share is None else share
        self.seeds = [list(seed) for seed in seeds]

    def fit(self, talk: pd.DataFrame) -> Words:
        """Learn the vocabulary, and how common each of its words is."""
        said = sorted(set(chain.from_iterable(talk["lemmas"])))
        in_session = counts(talk["lemmas"], pd.factorize(talk["session"])[0], said)
        returns = np.bincount(in_session.indices, minlength=len(said)) >= (2 if in_session.shape[0] > 2 else 1)
        guiding = set().union(*self._lists(talk))
        returns |= np.array([lemma in guiding for lemma in said], dtype=bool)
        in_document = counts(talk["lemmas"], pd.factorize(talk["document"], sort=True)[0], said)
        returns |= in_document[(in_document @ returns.astype(float)) == 0].sum(axis=0) > 0
        self.vocabulary = [lemma for lemma, more in zip(said, returns, strict=True) if more]
        total = in_session.sum(axis=0)[returns]
        self.share = total / max(1, total.sum())
        return self

    def vectors(self, talk: pd.DataFrame) -> csr_array:
        """The vectors, sparse: documents by vocabulary (and seeds)."""
        documents = talk["document"].nunique()
        if not self.vocabulary:
            return csr_array((documents, 1))
        said = counts(talk["lemmas"], pd.factorize(talk["document"], sort=True)[0], self.vocabulary)
        if not said.nnz:
            return csr_array((documents, len(self.vocabulary) + len(self.seeds)))
        of_session, _ = pd.factorize(talk.groupby("document", sort=True)["session"].first())
        members = csr_array((np.ones(documents), (of_session, np.arange(documents))))
        of_all = csr_array(members @ said)
        in_session = csr_array(diags_array(1 / np.maximum(1, of_all.sum(axis=1))) @ of_all)
        document, word = said.tocoo().coords
        local = np.asarray(in_session[of_session[document], word]).ravel()
        expected = said.sum(axis=1)[document] * (self.share[word] + local) / 2
        more = np.round(np.maximum(0, np.sqrt(said.data) - np.sqrt(expected)), 6)
        alone = np.bincount(document, more, documents) == 0  # an episode that is the whole corpus says just what is expected
        more = np.where(alone[document], np.sqrt(said.data), more)
        found = csr_array(normalize(csr_array((more, (document, word)), shape=said.shape)))
        return _rounded(self._guided(found, self._lists(talk)) if self.seeds else found)

    def _lists(self, talk: pd.DataFrame) -> list[set[str]]:
        """The lemmas of each list of seed words, in the languages of the talk."""
        languages = sorted(set(talk["language"]))
        return [
            {lemma for word in seed for language in languages for lemma, _ in words.content_words(word, language)} for seed in self.seeds
        ]

    def _guided(self, vectors: csr_array, lists: list[set[str]]) -> csr_array:
        """The vectors with a column for each list of seed words: how much of an episode they are."""
        holds = np.array([[word in seed for seed in lists] for word in self.vocabulary], dtype=float)
        near = np.sqrt(vectors.power(2) @ holds)
        near[near < near.max(axis=1, keepdims=True)] = 0  # an episode follows one list
        return csr_array(normalize(hstack([vectors, csr_array(GUIDED * near)])))


class Sentences:
    """Episodes as the mean of the vectors of their turns, longer turns counting more, less what corpus and session have in common.

    `name` is "sentence-transformers:NAME" or "model2vec:NAME" (NAME is a folder that holds the model, or a model of Hugging Face that was
    fetched before: nothing is fetched here), or the path of a table (.csv or .parquet) with the columns session, turn and numbers. Raises
    Unusable where it is none of these, where the library is not installed, where the model is not there, where a turn has no vector, or where
    vectors have another length than those that were fitted. Of a long turn these models read the beginning only.
    """

    # MiniLM on halves of 36, 12, 5 and 2 committee meetings: kappa is level from 1 to 1.75, and four sessions give about nine topics.
    above, between = 1.25, (0.4, 0.85)

    def __init__(self, name: str, centre: np.ndarray | None = None):
        self.name = name
        self.centre = np.zeros(0) if centre is None else centre

    def fit(self, talk: pd.DataFrame) -> Sentences:
        """Learn what the corpus has in common."""
        means = self._means(talk)
        told = means.any(axis=1)
        self.centre = means[told].sum(axis=0) / max(1, told.sum())
        return self

    def vectors(self, talk: pd.DataFrame) -> np.ndarray:
        """The vectors: documents by dimensions."""
        if not len(self.centre) or not talk["content"].any():
            return np.zeros((talk["document"].nunique(), max(1, len(self.centre))))
        means = self._means(talk)
        if means.shape[1] != len(self.centre):
            raise Unusable(f"{self.name}: vectors of {means.shape[1]} numbers, and the topics were found with {len(self.centre)}")
        told = means.any(axis=1)
        session = talk.groupby("document", sort=True)["session"].first().to_numpy()[told]
        by_session = pd.DataFrame(means[told]).groupby(session)
        alone = by_session[0].transform("size").to_numpy()[:, None] == 1
        common = np.where(alone, self.centre, (self.centre + by_session.transform("mean").to_numpy()) / 2)
        means[told] = normalize(means[told] - common)
        return np.round(means, 5)

    def _means(self, talk: pd.DataFrame) -> np.ndarray:
        """The mean vector of each document, over content turns, weighed by their words; zeros for one without."""
        document, names = pd.factorize(talk["document"], sort=True)
        said = talk["content"].to_numpy(bool)
        weight = np.sqrt(talk["words"].to_numpy(float)[said])
        into = csr_array((weight, (document[said], np.arange(said.sum()))), shape=(len(names), said.sum()))
        return (into @ normalize(turn_vectors(talk[said], self.name))) / np.maximum(1e-9, into.sum(axis=1))[:, None]


def embedding(name: str, seeds: Sequence[Sequence[str]] = ()) -> Embedding:
    """The embedding that a parameter names: nothing for `Words`, or what `Sentences` takes.

    Raises Unusable where seed words are not lists of words, or are given with anything but `Words`, which alone follows them.
    """
    if isinstance(seeds, str) or any(isinstance(seed, str) or not all(isinstance(word, str) for word in seed) for seed in seeds):
        raise Unusable('seeds are lists of words within a list, such as [["parkeren", "auto"], ["groen", "boom"]]')
    if name and seeds:
        raise Unusable("seeds guide the words of the talk; leave out either seeds or embeddings")
    return Sentences(name) if name else Words(seeds=seeds)


def counts(said: Sequence[Sequence[str]], row: np.ndarray, vocabulary: Sequence[str]) -> csr_array:
    """How often each row says each word of the vocabulary: rows by vocabulary. `said` are the words of each turn, `row` its row."""
    place = {word: i for i, word in enumerate(vocabulary)}
    column = np.fromiter((place.get(word, -1) for turn in said for word in turn), dtype=np.int32)
    rows = np.repeat(row, [len(turn) for turn in said])[column >= 0]
    column = column[column >= 0]
    return csr_array((np.ones(len(column)), (rows, column)), shape=(row.max(initial=-1) + 1, len(vocabulary)))


def _rounded(vectors: csr_array) -> csr_array:
    """Rounded, so that it comes out the same on every processor."""
    vectors.data = np.round(vectors.data, 5)
    return vectors
