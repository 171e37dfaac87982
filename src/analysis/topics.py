"""Episodes become topics: BERTopic with stages that need no model from elsewhere.

The stages: TF-IDF of an episode's lemmas (embedding), truncated SVD (reduction), average linkage on cosine distance (clustering), c-TF-IDF
(what is telling of a topic), and full words for its label (representation). Everything is seeded, and rounded where the last bits of a sum
differ between processors, so that the same talk gives the same topics on every machine.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from bertopic import BERTopic
from bertopic.backend import BaseEmbedder
from bertopic.vectorizers import ClassTfidfTransformer
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import normalize

from analysis import sheets, tables, words
from analysis.findings import Unusable
from analysis.settings import folder

DISTANCE = 0.87  # cosine distance up to which clusters are joined: the middle of the range in which agenda items were found again in other sessions
OWN = 0.5  # of what the episodes of a session have in common (its place, its people) is taken off before sessions are compared
DIMENSIONS = (
    0.6  # of the number of episodes, at most MOST_DIMENSIONS: fewer blur subjects that are near, more find no link between sessions
)
MOST_DIMENSIONS = 100
SMALLEST = 3  # content turns: a topic of fewer is no topic
TOP = 10  # words a topic
COMMON = 4  # turns: a word of so many turns of a topic goes before rarer ones, however telling these are
REFITS = 20  # resamples for stability
DRAWN = 0.8  # of the episodes, in each resample
SAME = 0.5  # Jaccard over turns from which a topic of a resample is the same one (Hennig 2007: below 0.5 a cluster is dissolved)

logging.getLogger("BERTopic").setLevel(logging.WARNING)


@dataclass
class Hand:
    """A researcher's hand on the topics, from topics.csv: other labels, and which topic to take into which."""

    labels: dict[int, str] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)


NO_HAND = Hand()


@dataclass
class Topics:
    """Topics as they were found: the two tables, and the model, which can be asked for more or saved."""

    topics: pd.DataFrame
    assignments: pd.DataFrame
    model: BERTopic | None


class Reduction:
    """The reduction stage: the directions in which episodes differ most, each episode of length one."""

    def __init__(self, dimensions: int):
        self.dimensions = dimensions

    def fit(self, embeddings: np.ndarray, y: object = None) -> Reduction:
        """Learn the directions; y is not used."""
        self.components_ = np.linalg.svd(embeddings, full_matrices=False)[2][: self.dimensions]
        return self

    def transform(self, embeddings: np.ndarray) -> np.ndarray:
        """Episodes by directions, rounded so that it comes out the same on every processor."""
        return np.round(normalize(np.round(embeddings @ self.components_.T, 5)), 4)


class AverageLinkage:
    """The clustering stage: average linkage on cosine distance, cut at DISTANCE; the number of clusters follows from the talk."""

    def fit(self, vectors: np.ndarray, y: object = None) -> AverageLinkage:
        """Cluster; `labels_` has the cluster of each row, -1 for a row without any word."""
        self.labels_ = np.full(len(vectors), -1)
        full = np.flatnonzero(np.abs(vectors).sum(axis=1) > 0)
        if len(full) == 1:
            self.labels_[full] = 0
        elif len(full):
            linkage = AgglomerativeClustering(None, metric="cosine", linkage="average", distance_threshold=DISTANCE)
            self.labels_[full] = linkage.fit_predict(vectors[full])
        return self


class Precomputed(BaseEmbedder):
    """The embedding stage is done before the model; this only keeps BERTopic from looking for another."""

    def embed(self, documents: list[str], verbose: bool = False) -> np.ndarray:
        """Never called with the vectors given."""
        raise ValueError("the vectors of the episodes must be given")


def hand(corpus: str, data: str | Path = "data") -> Hand:
    """What topics.csv of a corpus says (`topic,label,merge_into`, by the numbers in the table of topics); nothing where there is none.

    Raises Unusable for a row that names no topic, or that takes topics into one another in a circle.
    """
    path, found = folder(corpus, data) / "topics.csv", Hand()
    for line, row in sheets.rows(path, ("topic",)) if path.exists() else []:
        try:
            topic, into = int(row["topic"]), int(row.get("merge_into") or row["topic"])
        except ValueError:
            raise Unusable(f"topics.csv:{line}: topic and merge_into are numbers, as in the table of topics") from None
        if into != topic:
            found.merged[topic] = into
        if row.get("label"):
            found.labels[topic] = row["label"]
    for topic in found.merged:
        seen = {topic}
        while topic in found.merged:
            topic = found.merged[topic]
            if topic in seen:
                raise Unusable(f"topics.csv: topic {topic} is taken into itself")
            seen.add(topic)
    return found


def topics(turns: pd.DataFrame, episodes: pd.DataFrame, languages: dict[str, str], seed: int = 1, by_hand: Hand = NO_HAND) -> Topics:
    """The topics of a corpus.

    `turns` and `episodes` are the tables, `languages` the language of each session; `seed` draws the resamples for stability; `by_hand` renames
    and merges what was found, by the numbers that it has without a hand. Raises Unusable where `by_hand` names a topic that is not there.
    Turns inherit the topic of their episode; backchannels and formulas get none (-1).
    """
    talk = _talk(turns, episodes, languages)
    documents = talk.groupby("document", sort=True)["lemmas"].agg(lambda turns: [word for turn in turns for word in turn])
    if not any(len(document) for document in documents):
        return Topics(tables.checked("topics", []), _assigned(talk, {}, {}), None)
    vectors = _embedding(list(documents), talk.groupby("document", sort=True)["session"].first().to_numpy())
    reduction = Reduction(_dimensions(len(documents)))
    reduced = reduction.fit(vectors).transform(vectors) if _dimensions(len(documents)) else vectors
    large_enough = _large_enough(AverageLinkage().fit(reduced).labels_, talk.groupby("document", sort=True)["content"].sum().to_numpy())
    model = _model(list(documents), vectors, reduction, large_enough)
    clusters = np.array(model.topics_)  # BERTopic numbers its topics by their episodes
    if by_hand.merged:
        clusters = _merged(clusters, by_hand)
        model = _model(list(documents), vectors, reduction, clusters)
    fit = dict(zip(documents.index, _fit(reduced, clusters), strict=True))
    assignments = _assigned(talk, dict(zip(documents.index, clusters, strict=True)), fit)
    stable = _stability(reduced, clusters, talk.groupby("document", sort=True)["content"].sum().to_numpy(), seed)
    in_model = dict(zip(clusters.tolist(), model.topics_, strict=True))
    described = _described(
        turns, talk, assignments, {t: _ranked(model, in_model[t]) for t in sorted(set(clusters.tolist()) - {-1})}, stable
    )
    for topic, label in by_hand.labels.items():
        if topic not in set(described["topic"]) | set(by_hand.merged):
            raise Unusable(f"topics.csv names topic {topic}, and there is none of that number")
        described["label"] = described["label"].mask(described["topic"] == topic, label)
    return Topics(described, assignments, model)


def _merged(clusters: np.ndarray, by_hand: Hand) -> np.ndarray:
    """The clusters with those that the researcher takes together as one, which keeps the number of the one they went into."""
    result = clusters.copy()
    for topic in by_hand.merged:
        into = topic
        while into in by_hand.merged:
            into = by_hand.merged[into]
        if not {topic, into} <= set(clusters.tolist()):
            raise Unusable(f"topics.csv takes topic {topic} into {into}, and not both are there")
        result[clusters == topic] = into
    return result


def _talk(turns: pd.DataFrame, episodes: pd.DataFrame, languages: dict[str, str]) -> pd.DataFrame:
    """The turns with their episode, the number of the document that the episode is, and their lemmas."""
    starts = episodes.groupby("session", sort=False)["first"].agg(list).to_dict()
    episode = [
        int(np.searchsorted(starts[session], turn, side="right")) - 1 for session, turn in zip(turns["session"], turns["turn"], strict=True)
    ]
    pairs = [
        words.content_words(text, languages[session]) if content else []
        for session, text, content in zip(turns["session"], turns["text"], turns["content"], strict=True)
    ]
    talk = turns[["session", "turn", "speaker", "content"]].assign(episode=episode, document=0, pairs=pairs)
    talk["lemmas"] = [[base for base, _ in found] for found in pairs]
    order = {key: n for n, key in enumerate(sorted(set(zip(talk["session"], talk["episode"], strict=True))))}
    talk["document"] = [order[key] for key in zip(talk["session"], talk["episode"], strict=True)]
    return talk


def _embedding(documents: list[list[str]], sessions: np.ndarray) -> np.ndarray:
    """Episodes as TF-IDF vectors of their lemmas, less a part of what their session has in common.

    Words of one session alone say nothing of what returns, and with three sessions or more are left out.
    """
    heard: dict[str, set[str]] = defaultdict(set)
    for document, session in zip(documents, sessions, strict=True):
        for word in document:
            heard[word].add(session)
    if len(set(sessions)) > 2:
        documents = [[word for word in document if len(heard[word]) > 1] for document in documents]
    if not any(documents):
        return np.zeros((len(documents), 1))
    weights = TfidfVectorizer(analyzer=_as_it_is, sublinear_tf=True).fit_transform(documents).toarray()
    for session in sorted(set(sessions)):
        here = sessions == session
        if here.sum() > 1:
            weights[here] -= OWN * weights[here].mean(axis=0)
    return np.round(normalize(weights), 5)


def _as_it_is(words: list[str]) -> list[str]:
    return words


def _dimensions(documents: int) -> int:
    """To how many dimensions so many episodes are reduced; 0: not at all, there are too few."""
    return min(MOST_DIMENSIONS, round(DIMENSIONS * documents)) if documents > 4 else 0


def _large_enough(labels: np.ndarray, content: np.ndarray) -> np.ndarray:
    """The clusters with those of too few content turns (`content`: of each episode) made -1."""
    small = [label for label in set(labels) if content[labels == label].sum() < SMALLEST]
    return np.where(np.isin(labels, small), -1, labels)


class _Given:
    """The clusters that were found, handed to BERTopic as its clustering stage."""

    def __init__(self, labels: np.ndarray):
        self.labels_ = labels

    def fit(self, vectors: np.ndarray, y: object = None) -> _Given:
        """Nothing to learn."""
        return self


def _model(documents: list[list[str]], vectors: np.ndarray, reduction: Reduction, clusters: np.ndarray) -> BERTopic:
    """BERTopic with every stage named: its topics are the clusters, its words by c-TF-IDF."""
    model = BERTopic(
        embedding_model=Precomputed(),
        umap_model=reduction if hasattr(reduction, "components_") else _Unreduced(),
        hdbscan_model=_Given(clusters),
        vectorizer_model=CountVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False),
        ctfidf_model=ClassTfidfTransformer(reduce_frequent_words=True),
        top_n_words=TOP,
        verbose=False,
    )
    return model.fit([" ".join(document) or "-" for document in documents], vectors)


class _Unreduced:
    """No reduction: too few episodes for it."""

    def fit(self, vectors: np.ndarray, y: object = None) -> _Unreduced:
        return self

    def transform(self, vectors: np.ndarray) -> np.ndarray:
        return vectors


def _fit(vectors: np.ndarray, clusters: np.ndarray) -> np.ndarray:
    """How well each episode fits its topic: the cosine with the topic's mean, 0 to 1."""
    fit = np.zeros(len(vectors))
    for topic in sorted(set(clusters) - {-1}):
        centre = normalize(vectors[clusters == topic].mean(axis=0, keepdims=True))
        fit[clusters == topic] = np.clip(normalize(vectors[clusters == topic]) @ centre.T, 0, 1).ravel()
    return np.round(fit, 4)


def _assigned(talk: pd.DataFrame, topic_of: dict[int, int], fit: dict[int, float]) -> pd.DataFrame:
    topic = [topic_of.get(document, -1) if content else -1 for document, content in zip(talk["document"], talk["content"], strict=True)]
    probability = [fit.get(document, np.nan) if t >= 0 else np.nan for document, t in zip(talk["document"], topic, strict=True)]
    return tables.checked("assignments", talk[["session", "turn", "episode"]].assign(topic=topic, probability=probability))


def _stability(vectors: np.ndarray, clusters: np.ndarray, sizes: np.ndarray, seed: int) -> dict[int, float]:
    """Per topic: in which share of the resamples it comes back, by Jaccard over turns (Hennig 2007; Greene 2014)."""
    draw = np.random.default_rng(seed)
    back: Counter[int] = Counter()
    tried: Counter[int] = Counter()
    for _ in range(REFITS if len(vectors) > 2 else 0):
        drawn = np.sort(draw.choice(len(vectors), max(2, round(DRAWN * len(vectors))), replace=False))
        again, weight = AverageLinkage().fit(vectors[drawn]).labels_, sizes[drawn]
        for topic in sorted(set(clusters[drawn]) - {-1}):
            here = clusters[drawn] == topic
            best = max(weight[here & (again == other)].sum() / weight[here | (again == other)].sum() for other in set(again[here]))
            tried[topic] += 1
            back[topic] += best >= SAME
    return {int(topic): back[topic] / tried[topic] for topic in tried}


def _described(
    turns: pd.DataFrame, talk: pd.DataFrame, assignments: pd.DataFrame, ranked: dict[int, list[str]], stable: dict[int, float]
) -> pd.DataFrame:
    """The table of topics: label and words in full, how much of the talk, how coherent, how stable."""
    topic = assignments["topic"].to_numpy()
    written, names = _written(talk, topic), words.proper_names(turns["text"])
    telling = {}
    for t in sorted(set(topic) - {-1}):
        plain = {base: word for base, word in written[t].items() if word not in names}
        telling[t] = _telling(ranked[t], plain, talk["lemmas"][topic == t])
    said = [set(found) for found in talk["lemmas"][talk["content"]]]
    rows = [
        {
            "topic": t,
            "label": "",
            "words": [written[t][base] for base in bases],
            "turns": int((topic == t).sum()),
            "sessions": turns["session"][topic == t].nunique(),
            "speakers": turns["speaker"][topic == t].nunique(),
            "share": (topic == t).sum() / max(1, turns["content"].sum()),
            "npmi": npmi(bases, said),
            "stability": stable.get(t, np.nan),
        }
        for t, bases in telling.items()
    ]
    for row, label in zip(rows, _labels([row["words"] for row in rows]), strict=True):
        row["label"] = label
    return tables.checked("topics", rows)


def _written(talk: pd.DataFrame, topic: np.ndarray) -> dict[int, dict[str, str]]:
    """Per topic: how each lemma is written there most often."""
    seen: dict[int, dict[str, Counter]] = defaultdict(lambda: defaultdict(Counter))
    for t, pairs in zip(topic, talk["pairs"], strict=True):
        for base, word in pairs:
            seen[int(t)][base][word] += 1
    return {t: {base: min(forms, key=lambda word: (-forms[word], word)) for base, forms in bases.items()} for t, bases in seen.items()}


def _ranked(model: BERTopic, topic: int) -> list[str]:
    """The lemmas of a topic, those with the highest c-TF-IDF first."""
    row = model.c_tf_idf_[topic + model._outliers].toarray().ravel()
    names = model.vectorizer_model.get_feature_names_out()
    return [names[i] for i in np.lexsort((names, -np.round(row, 8))) if row[i] > 0]


def _telling(bases: list[str], written: dict[str, str], turns: pd.Series) -> list[str]:
    """The ten most telling lemmas, those of at least COMMON turns first: what one turn said once is not what a topic is about."""
    said = Counter(base for turn in turns for base in set(turn))
    ranked = sorted((base for base in bases if base in written), key=lambda base: -min(said[base], COMMON))
    found: dict[str, str] = {}
    for base in ranked:
        found.setdefault(written[base], base)  # no two of them written alike
    return list(found.values())[:TOP]


def _labels(tops: list[list[str]]) -> list[str]:
    """A label of three words each, or of as many as it takes that no two are alike."""
    found: list[str] = []
    for top in tops:
        n = 3
        while (label := " · ".join(top[:n])) in found and n < len(top):
            n += 1
        found.append(label or "–")
    return found


def npmi(top: list[str], documents: list[set[str]]) -> float:
    """Mean normalised pointwise mutual information of the pairs of top words (Bouma 2009), over the words of each document.

    -1: never together; 0: as chance has it; 1: only together. Missing for fewer than two words.

    >>> npmi(["bus", "halte"], [{"bus", "halte"}, {"bus", "halte"}, {"riool"}])
    1.0
    """
    n, scores = len(documents), []
    holding = {word: {i for i, document in enumerate(documents) if word in document} for word in top}
    for a, b in combinations(top, 2):
        both = len(holding[a] & holding[b]) / n
        scores.append(
            -1.0 if both == 0 else 1.0 if both == 1 else float(np.log(both * n * n / (len(holding[a]) * len(holding[b]))) / -np.log(both))
        )
    return round(float(np.mean(scores)), 10) if scores else float("nan")
