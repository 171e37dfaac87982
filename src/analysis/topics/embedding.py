"""The embedding stage: episodes as vectors, of which the cosine says how much two are about the same.

`Words` needs nothing but the talk, and is what runs by default. `Sentences` takes vectors of turns from a model that the user names, or from
a table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, diags_array, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

from analysis import words
from analysis.findings import Unusable

GUIDED = 1.0  # how much the nearness to seed words counts beside the words themselves
KINDS = ("sentence-transformers", "model2vec")

Vectors = csr_array | np.ndarray


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
    say nothing of what returns, and are left out where there are three sessions or more. `seeds`, lists of words, guide: episodes that
    hold the words of one list are brought nearer.
    """

    above, between = 0.5, (0.75, 0.89)  # so agenda items, and planted subjects, were found again, in four sessions as well as in twelve

    def __init__(self, vocabulary: Sequence[str] = (), share: np.ndarray | None = None, seeds: Sequence[Sequence[str]] = ()):
        self.vocabulary = list(vocabulary)
        self.share = np.zeros(len(self.vocabulary)) if share is None else share
        self.seeds = [list(seed) for seed in seeds]

    def fit(self, talk: pd.DataFrame) -> Words:
        """Learn the vocabulary, and how common each of its words is."""
        heard: dict[str, set[str]] = defaultdict(set)
        for session, lemmas in zip(talk["session"], talk["lemmas"], strict=True):
            for lemma in lemmas:
                heard[lemma].add(session)
        least = 2 if talk["session"].nunique() > 2 else 1
        self.vocabulary = sorted(lemma for lemma, sessions in heard.items() if len(sessions) >= least)
        total = self._counts(talk).sum(axis=0) if self.vocabulary else np.zeros(0)
        self.share = total / max(1, total.sum())
        return self

    def vectors(self, talk: pd.DataFrame) -> csr_array:
        """The vectors, sparse: documents by vocabulary (and seeds)."""
        documents = talk["document"].nunique()
        if not self.vocabulary:
            return csr_array((documents, 1))
        counts = self._counts(talk)
        of_session, _ = pd.factorize(talk.groupby("document", sort=True)["session"].first())
        members = csr_array((np.ones(documents), (of_session, np.arange(documents))))
        said = csr_array(members @ counts)
        in_session = csr_array(diags_array(1 / np.maximum(1, said.sum(axis=1))) @ said)
        document, word = counts.tocoo().coords
        local = np.asarray(in_session[of_session[document], word]).ravel()
        expected = counts.sum(axis=1)[document] * (self.share[word] + local) / 2
        more = np.maximum(0, np.sqrt(counts.data) - np.sqrt(expected))
        found = csr_array(normalize(csr_array((more, (document, word)), shape=counts.shape)))
        return _rounded(self._guided(found, talk["language"].iloc[0]) if self.seeds else found)

    def _counts(self, talk: pd.DataFrame) -> csr_array:
        """How often each document says each word: documents by vocabulary."""
        documents = talk.groupby("document", sort=True)["lemmas"].agg(lambda turns: [lemma for turn in turns for lemma in turn])
        counts = csr_array(CountVectorizer(analyzer=list, vocabulary=self.vocabulary).transform(documents).astype(float))
        counts.sort_indices()
        return counts

    def _guided(self, vectors: csr_array, language: str) -> csr_array:
        """The vectors with a column for each list of seed words: how near an episode is to it."""
        place = {word: i for i, word in enumerate(self.vocabulary)}
        lemmas = [{words.lemma(word.lower(), language) for word in seed} & set(place) for seed in self.seeds]
        seeds = np.zeros((len(self.seeds), len(self.vocabulary)))
        for row, seed in zip(seeds, lemmas, strict=True):
            row[[place[lemma] for lemma in seed]] = 1
        near = np.sqrt(vectors @ normalize(seeds).T)
        near[near < near.max(axis=1, keepdims=True)] = 0  # an episode follows one list
        return csr_array(normalize(hstack([vectors, csr_array(GUIDED * near)])))


class Sentences:
    """Episodes as the mean of the vectors of their turns, longer turns counting more, less what corpus and session have in common.

    `name` is "sentence-transformers:NAME" or "model2vec:NAME" (NAME as these libraries take it: of a model, or a folder), or the path of a
    table (.csv or .parquet) with the columns session, turn and numbers. Raises Unusable where it is none of these, where the library is not
    installed, where the model cannot be had, or where turns have no vector.
    """

    above, between = 1.0, (0.4, 0.8)

    def __init__(self, name: str, centre: np.ndarray | None = None):
        self.name, self.centre = name, centre

    def fit(self, talk: pd.DataFrame) -> Sentences:
        """Learn what the corpus has in common."""
        self.centre = self._means(talk).mean(axis=0)
        return self

    def vectors(self, talk: pd.DataFrame) -> np.ndarray:
        """The vectors: documents by dimensions."""
        means = self._means(talk)
        session = talk.groupby("document", sort=True)["session"].first().to_numpy()
        local = pd.DataFrame(means).groupby(session).transform("mean").to_numpy()
        many = pd.Series(session).map(pd.Series(session).value_counts()).to_numpy()[:, None] > 1
        return np.round(normalize(means - np.where(many, (self.centre + local) / 2, self.centre)), 5)

    def _means(self, talk: pd.DataFrame) -> np.ndarray:
        """The mean vector of each document, over content turns, weighed by their words."""
        weight = np.where(talk["content"], np.sqrt(talk["words"]), 0.0)
        document, names = pd.factorize(talk["document"], sort=True)
        into = csr_array((weight, (document, np.arange(len(talk)))), shape=(len(names), len(talk)))
        return (into @ normalize(turn_vectors(talk, self.name))) / np.maximum(1e-9, into.sum(axis=1))[:, None]


def embedding(name: str, seeds: Sequence[Sequence[str]] = ()) -> Embedding:
    """The embedding that a parameter names: nothing for `Words`, or what `Sentences` takes.

    Raises Unusable where seed words are given with anything but `Words`, which alone follows them.
    """
    if name and seeds:
        raise Unusable("seeds guide the words of the talk; leave out either seeds or embeddings")
    return Sentences(name) if name else Words(seeds=seeds)


def turn_vectors(turns: pd.DataFrame, name: str) -> np.ndarray:
    """A vector for each turn, as `Sentences` says; turns by dimensions."""
    kind, _, model = name.partition(":")
    if kind in KINDS and model:
        return _encoded(turns["text"].tolist(), kind, model)
    if name.endswith((".csv", ".parquet")):
        return _given(turns, Path(name))
    raise Unusable(
        f"embeddings = {name!r} is none that is known: use sentence-transformers:NAME, model2vec:NAME, or a table of vectors (.csv, .parquet)"
    )


def _encoded(texts: list[str], kind: str, name: str) -> np.ndarray:
    try:
        if kind == "model2vec":
            from model2vec import StaticModel

            return np.asarray(StaticModel.from_pretrained(name).encode(texts))
        from sentence_transformers import SentenceTransformer

        return np.asarray(SentenceTransformer(name, device="cpu").encode(texts, show_progress_bar=False))
    except ImportError:
        raise Unusable(f"embeddings of {kind} want the extra `embeddings`: pip install 'standplaats[embeddings]'") from None
    except (OSError, ValueError) as fault:
        raise Unusable(f"the model {name} cannot be had: {str(fault).splitlines()[0]}") from None


def _given(turns: pd.DataFrame, path: Path) -> np.ndarray:
    """The vectors of a table, in the order of the turns."""
    if not path.exists():
        raise Unusable(f"{path}: there is no such table of vectors")
    table = pd.read_csv(path, dtype={"session": str}) if path.suffix == ".csv" else pd.read_parquet(path)
    if not {"session", "turn"} < set(table.columns):
        raise Unusable(f"{path.name}: a table of vectors has the columns session, turn, and numbers")
    found = turns[["session", "turn"]].merge(table.drop_duplicates(["session", "turn"]), on=["session", "turn"], how="left")
    numbers = found.drop(columns=["session", "turn"]).apply(pd.to_numeric, errors="coerce")
    bad = found[numbers.isna().any(axis=1)]
    if len(bad):
        raise Unusable(f"{path.name}: no vector, or not all of one, for turn {bad['turn'].iloc[0]} of {bad['session'].iloc[0]}")
    return numbers.to_numpy(float)


def _rounded(vectors: csr_array) -> csr_array:
    """Rounded, so that it comes out the same on every processor."""
    vectors.data = np.round(vectors.data, 5)
    return vectors
