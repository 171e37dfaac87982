"""The last two stages: c-TF-IDF says which words set a topic apart, and of these the ones that are said together make its words and label.

Words are lemmas while they are counted, and full words, as people said them most often, when they are shown. Terms of two words ("betaald
parkeren") count as words where they are said together far more often than chance has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from operator import itemgetter

import numpy as np
import pandas as pd
from bertopic import BERTopic
from bertopic.vectorizers import ClassTfidfTransformer
from scipy.sparse import csc_array, csr_array, csr_matrix, issparse
from sklearn.feature_extraction.text import CountVectorizer

from analysis import thesaurus, words
from analysis.topics.embedding import counts

Term = tuple[str, str]  # as counted (lemma), and as said (word)

TOP = 10  # words a topic
CANDIDATES = 40  # the words with the highest c-TF-IDF, of which the TOP are chosen
TOGETHER = 1.3  # how much being said with the other words of the topic counts beside c-TF-IDF
KINDRED = 1.5  # and how much more a word tells that stands in the thesaurus of public life
COMMON = 4  # turns: a word of so many turns of a topic goes before rarer ones, however telling these are
ALIKE = 5  # letters: words that begin with the same are not both in a label
PHRASE = 5  # times: a term of two words is said at least so often
BOUND = 0.4  # and its normalised pointwise mutual information is at least this (Bouma 2009)


class _Numbered(BERTopic):
    """BERTopic that leaves topics the numbers they have, so that they are those of our tables."""

    def _sort_mappings_by_frequency(self, documents: pd.DataFrame) -> pd.DataFrame:
        self._update_topic_size(documents)
        return documents


class _Stage:
    """A stage of BERTopic whose work is done: the vectors as they are, and the clusters that were found."""

    def __init__(self, labels: np.ndarray | None = None):
        self.labels_ = labels

    def fit(self, vectors: object, y: object = None) -> _Stage:
        """Nothing to learn."""
        return self

    def transform(self, vectors: object) -> object:
        """The vectors as they are."""
        return vectors


def model(documents: Sequence[Sequence[str]], vectors: object, clusters: np.ndarray) -> BERTopic:
    """BERTopic with every stage named: the vectors, no reduction, the clusters, and words by c-TF-IDF.

    `documents` are the terms of each episode (those of two words joined by _), `clusters` its topic or -1. Each document gets a dash, as
    c-TF-IDF wants two terms at least; it is nobody's word and in no topic.
    """
    return _Numbered(
        embedding_model=None,
        umap_model=_Stage(),
        hdbscan_model=_Stage(clusters),
        vectorizer_model=CountVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False),
        ctfidf_model=ClassTfidfTransformer(reduce_frequent_words=True),
        top_n_words=TOP,
        language=None,
    ).fit([" ".join([*document, "-"]) for document in documents], csr_matrix(vectors) if issparse(vectors) else vectors)


def terms(texts: Sequence[str], content: Sequence[bool], languages: Sequence[str]) -> list[list[Term]]:
    """The terms of each turn: content words and terms of two words, each as counted (lemma) and as said (word).

    Two words in a row are a term where they are together at least PHRASE times, and more than chance has it (BOUND).

    >>> turns = terms(["Wij willen betaald parkeren.", "Nee, geen betaald parkeren!"] * 5 + ["De bus rijdt."] * 9, [True] * 19, ["nl"] * 19)
    >>> turns[0]
    [('betalen', 'betaald'), ('parkeren', 'parkeren'), ('betalen_parkeren', 'betaald parkeren')]
    """
    found = [_row(text, language) if say else [] for text, say, language in zip(texts, content, languages, strict=True)]
    bound = _bound(found)
    return [list(_terms(row, bound)) for row in found]


def _row(text: str, language: str) -> list[Term | None]:
    """The content words of a turn in a row, with nothing (None) after those that stand together."""
    return [term for run in words.runs(text, language) for term in (*run, None)]


def _bound(rows: list[list[Term | None]]) -> dict[tuple[Term | None, Term | None], Term]:
    """The terms that two words in a row make, by these two."""
    written = Counter(chain.from_iterable(map(pairwise, rows)))
    single, double = Counter[str](), Counter[tuple[str, str]]()
    for (a, b), n in written.items():
        if a:  # every word has something after it
            single[a[0]] += n
        if a and b and a[0] != b[0]:
            double[a[0], b[0]] += n
    total = single.total()
    bound = {
        (a, b) for (a, b), n in double.items() if n >= PHRASE and np.log(n * total / (single[a] * single[b])) / -np.log(n / total) >= BOUND
    }
    return {(a, b): (f"{a[0]}_{b[0]}", f"{a[1]} {b[1]}") for a, b in written if a and b and (a[0], b[0]) in bound}


def _terms(row: list[Term | None], bound: dict[tuple[Term | None, Term | None], Term]) -> Iterator[Term]:
    """The words of a row, each followed by the term that it makes with the one before."""
    for two in pairwise([None, *row]):
        if two[1]:
            yield two[1]
        if two in bound:
            yield bound[two]


def described(
    found: BERTopic, said: Sequence[Sequence[Term]], topic: np.ndarray, sessions: Sequence[str], names: set[str], languages: Sequence[str]
) -> tuple[list[list[str]], list[list[str]]]:
    """The ten words of each topic, in order of number, the most telling first: as counted, and as said.

    `said` are the terms of each turn, `topic` its topic, `sessions` its session, `names` words that are names and never stand in a topic,
    `languages` those that are spoken. What is said in all sessions of a topic counts for more than what is said in one.
    """
    vocabulary = found.vectorizer_model.get_feature_names_out()
    holds = counts([[base for base, _ in turn] for turn in said], np.arange(len(said)), vocabulary)
    holds.data[:] = 1
    by_term, session = holds.tocsc(), pd.factorize(np.asarray(sessions))[0]
    numbers = sorted(set(found.topics_))
    kindred = np.where(
        [any(thesaurus.themes(part, tongue) for part in term.split("_") for tongue in languages) for term in vocabulary], KINDRED, 1
    )
    bases, tops = [], []
    for t in sorted(set(topic.tolist()) - {-1}):
        here = np.flatnonzero(topic == t)
        held, written = holds[here], _written([said[i] for i in here.tolist()])
        where = csr_array((np.ones(len(here)), (pd.factorize(session[here])[0], np.arange(len(here)))))
        spread = ((where @ held) > 0).mean(axis=0)
        weights = np.round(found.c_tf_idf_[numbers.index(t)].toarray().ravel() * np.sqrt(spread) * kindred, 8)
        often = held.sum(axis=0)
        common = np.minimum(COMMON, often)
        shown: dict[str, int] = {}  # no two of them written alike
        for i in np.lexsort((-weights, -common)):  # of as telling ones, that which is first in the alphabet
            word = written.get(vocabulary[i])
            if weights[i] > 0 and word and not names & set(word.split()):
                shown.setdefault(word, i)
            if len(shown) == CANDIDATES:
                break
        candidates = _without_parts(list(shown.values()), vocabulary, often)
        chosen = _chosen(weights[candidates], common[candidates], _npmi(by_term[:, candidates]))
        bases.append([str(vocabulary[candidates[i]]) for i in chosen])
        tops.append([written[base] for base in bases[-1]])
    return bases, tops


def labels(tops: Sequence[Sequence[str]]) -> list[str]:
    """A label of three words each, or of as many as it takes that no two are alike; a word that is much like one before it is left out.

    >>> labels([["parkeerplaats", "betaald parkeren", "referendum", "wijk"], ["bus"], ["bus"]])
    ['parkeerplaats · referendum · wijk', 'bus', 'bus (2)']
    """
    found: list[str] = []
    for top in tops:
        begins = [{part[:ALIKE] for part in word.split()} for word in top]
        apart = [word for i, word in enumerate(top) if not any(begins[i] & other for other in begins[:i])]
        n = 3
        while (label := " · ".join(apart[:n])) in found and n < len(apart):
            n += 1
        same = sum(other == label or other.startswith(f"{label} (") for other in found)
        found.append(f"{label} ({same + 1})" if same else label or "–")
    return found


def _written(said: Sequence[Sequence[Term]]) -> dict[str, str]:
    """How each term is written most often; of forms as frequent, the first in the alphabet."""
    forms = Counter(chain.from_iterable(said))
    last_first = sorted(forms, key=itemgetter(1), reverse=True)
    return dict(sorted(last_first, key=forms.__getitem__))  # of a term that is there more than once, a dict keeps the last


def _without_parts(candidates: list[int], vocabulary: np.ndarray, turns: np.ndarray) -> list[int]:
    """The candidates less the words that are mostly said as a part of a longer one among them; `turns` is in how many each word is."""
    parts: dict[str, float] = {}
    for i in candidates:
        if "_" in vocabulary[i]:
            for part in vocabulary[i].split("_"):
                parts[part] = max(parts.get(part, 0), turns[i])
    return [i for i in candidates if parts.get(vocabulary[i], 0) <= turns[i] / 2]


def _npmi(holds: csc_array) -> np.ndarray:
    """The normalised pointwise mutual information of each two of the columns; -1 where they are never together."""
    total, together = holds.shape[0], np.asarray((holds.T @ holds).todense())
    alone = together.diagonal()
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(together * total / np.outer(alone, alone)) / -np.log(together / total)
    return np.where(together == 0, -1.0, np.nan_to_num(found, nan=0.0, posinf=0.0, neginf=0.0))


def _chosen(weights: np.ndarray, common: np.ndarray, together: np.ndarray) -> list[int]:
    """Which TOP of the candidates: one by one that with the most weight, and the most often said with those that are there."""
    left, chosen = list(range(len(weights))), list[int]()
    most = weights.max() if len(weights) else 1.0
    while left and len(chosen) < TOP:
        score = [(common[i], round(weights[i] / most + TOGETHER * (together[i, chosen].mean() if chosen else 0.0), 6), -i) for i in left]
        best = left[max(range(len(left)), key=score.__getitem__)]
        left.remove(best)
        chosen.append(best)
    return chosen
