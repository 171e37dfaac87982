"""Episodes become topics: BERTopic with stages that need no model from elsewhere.

The stages, each a module: `embedding` (episodes as vectors; those of turns from elsewhere by `vectors`), no reduction, `clustering` (average linkage, which finds how many topics there
are, and their stability), `representation` (c-TF-IDF, words, labels). `hand` is the researcher's, `saved` keeps a model to assign new talk
with. Everything is seeded, and rounded where the last bits of a sum differ between processors, so that the same talk gives the same topics
on every machine.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import numpy as np
import pandas as pd
from bertopic import BERTopic

from analysis import coherence, formulas, tables, words
from analysis.topics import clustering, representation
from analysis.topics.embedding import Embedding, embedding
from analysis.topics.hand import NO_HAND, Hand, Seeds, hand, merged, renamed
from analysis.topics.saved import Fitted, load, path
from analysis.topics.vectors import located

__all__ = ["NO_HAND", "Fitted", "Found", "Hand", "again", "hand", "load", "located", "path", "topics"]

logging.getLogger("BERTopic").setLevel(logging.WARNING)


@dataclass
class Found:
    """Topics as they were found: the two tables, BERTopic's model of them to ask for more, and what is needed to tell them in new talk."""

    topics: pd.DataFrame
    assignments: pd.DataFrame
    model: BERTopic | None
    fitted: Fitted


def topics(
    turns: pd.DataFrame,
    episodes: pd.DataFrame,
    languages: dict[str, str],
    seed: int = 1,
    by_hand: Hand = NO_HAND,
    embeddings: str = "",
    seeds: Seeds = (),
) -> Found:
    """The topics of a corpus.

    `turns` and `episodes` are the tables, `languages` the language of each session; `seed` draws the resamples for stability; `by_hand` renames
    and merges what was found, by the numbers that it has without a hand; `embeddings` names another embedding than the words of the talk
    (see `embedding.Sentences`); `seeds` are lists of words that guide. Turns inherit the topic of their episode; backchannels, formulas, the
    welcome and the goodbye get none (-1). Raises Unusable where `by_hand` names a topic that is not there, or `embeddings` cannot be had.
    """
    talk = _talk(turns, episodes, languages)
    chosen = embedding(embeddings, seeds)
    if not talk["terms"].map(len).any():
        return _none(talk, chosen)
    vectors = chosen.fit(talk).vectors(talk)
    sizes = talk.groupby("document", sort=True)["content"].sum().to_numpy()
    distance = clustering.reach(vectors, talk.groupby("document", sort=True)["session"].first().to_numpy(), chosen.above, chosen.between)
    parts = clustering.clusters(vectors, sizes, distance, seed)
    clusters = merged(parts, by_hand)
    if clusters.max() < 0:  # so little was said that nothing is large enough
        return _none(talk, chosen)
    assignments = _assigned(talk, clusters, clustering.fit(vectors, clusters))
    topic = assignments["topic"].to_numpy()
    model = representation.model(_documents(talk), vectors, clusters)
    bases, tops = representation.described(
        model, talk["terms"], topic, talk["session"], words.proper_names(turns["text"]), sorted(set(talk["language"]))
    )
    stable = _of_merged(clustering.stability(vectors, parts, sizes, distance, seed), parts, clusters, sizes)
    numbers = sorted(set(clusters.tolist()) - {-1})
    fitted = Fitted(
        chosen,
        distance,
        clustering.centres(vectors, clusters),
        numbers,
        representation.labels(tops),
        tops,
        bases,
        [stable.get(t, np.nan) for t in numbers],
    )
    table = renamed(_described(talk, topic, fitted), by_hand)
    fitted.labels = table["label"].tolist()
    return Found(table, assignments, model, fitted)


def _none(talk: pd.DataFrame, chosen: Embedding) -> Found:
    """No topics: nobody said anything, or too little."""
    nothing = Fitted(chosen, 0.0, np.zeros((0, 1)), [], [], [], [], [])
    return Found(tables.checked("topics", []), _assigned(talk, np.full(len(talk), -1), np.zeros(len(talk))), None, nothing)


def _of_merged(stable: dict[int, float], parts: np.ndarray, clusters: np.ndarray, sizes: np.ndarray) -> dict[int, float]:
    """The stability of topics that may have been taken together by hand: the mean of that of their parts, by turns."""
    known = np.array([stable.get(part, np.nan) for part in parts.tolist()])
    return {
        topic: float(np.average(known[here], weights=sizes[here]))
        for topic in sorted(set(clusters.tolist()) - {-1})
        if (here := clusters == topic).any() and not np.isnan(known[here]).any()
    }


def again(turns: pd.DataFrame, episodes: pd.DataFrame, languages: dict[str, str], fitted: Fitted) -> Found:
    """The topics of a model that was kept, told in new talk: nothing is fitted, and topics keep their numbers, labels and words.

    Parameters as of `topics`. An episode gets the topic it is nearest to, or none where it is near to none. Shares and coherence are those
    of the new talk, stability is that of the model.
    """
    talk = _talk(turns, episodes, languages)
    vectors = fitted.embedding.vectors(talk)
    place, cosine = clustering.nearest(vectors, fitted.centres)
    near = cosine >= 1 - fitted.distance
    numbers = np.array([*fitted.topics, -1])
    clusters = np.where(near, numbers[place], -1)
    assignments = _assigned(talk, clusters, clustering.cosines(vectors, fitted.centres, place))
    return Found(_described(talk, assignments["topic"].to_numpy(), fitted), assignments, None, fitted)


def _talk(turns: pd.DataFrame, episodes: pd.DataFrame, languages: dict[str, str]) -> pd.DataFrame:
    """The turns with their episode, the number of the document that the episode is, their terms, and the lemmas of these alone."""
    turns = turns.reset_index(drop=True)
    talk = turns[["session", "turn", "speaker", "text", "words", "content"]].assign(
        episode=_episode(turns, episodes), language=turns["session"].map(languages)
    )
    talk["document"] = talk.groupby(["session", "episode"], sort=True).ngroup().to_numpy()
    talk["content"] &= ~_small_talk(turns, languages)
    talk["terms"] = representation.terms(talk["text"], talk["content"], talk["language"])
    talk["lemmas"] = [[base for base, _ in turn if "_" not in base] for turn in talk["terms"]]
    return talk


def _episode(turns: pd.DataFrame, episodes: pd.DataFrame) -> np.ndarray:
    """The number of the episode that each turn is in."""
    found = np.zeros(len(turns), dtype=int)
    turn, starts = turns["turn"].to_numpy(), dict(list(episodes.groupby("session", sort=False)["first"]))
    for session, places in turns.groupby("session", sort=False).indices.items():
        found[places] = np.searchsorted(starts[session].to_numpy(), turn[places], side="right") - 1
    return found


def _small_talk(turns: pd.DataFrame, languages: dict[str, str]) -> np.ndarray:
    """Which turns are the welcome and the goodbye of their session; a session that is all welcome has none."""
    found = np.zeros(len(turns), dtype=bool)
    for session, places in turns.groupby("session", sort=False).indices.items():
        first, last = formulas.courtesies(turns["text"].iloc[places].tolist(), languages[session])
        if first + last < len(places) / 2:
            found[places[:first]] = True
            found[places[len(places) - last :]] = True
    return found


def _documents(talk: pd.DataFrame) -> list[list[str]]:
    """The terms of each episode, as they are counted."""
    found: list[list[str]] = [[] for _ in range(talk["document"].max() + 1)]
    for document, terms in zip(talk["document"].tolist(), talk["terms"], strict=True):
        found[document].extend(base for base, _ in terms)
    return found


def _assigned(talk: pd.DataFrame, clusters: np.ndarray, fit: np.ndarray) -> pd.DataFrame:
    """The table of assignments: content turns have the topic of their document (`clusters`), which it fits so well (`fit`)."""
    document = talk["document"].to_numpy()
    topic = np.where(talk["content"], clusters[document], -1)
    return tables.checked(
        "assignments", talk[["session", "turn", "episode"]].assign(topic=topic, probability=np.where(topic >= 0, fit[document], np.nan))
    )


def _described(talk: pd.DataFrame, topic: np.ndarray, fitted: Fitted) -> pd.DataFrame:
    """The table of topics, of those that are in the talk: how much of it, how coherent, how stable."""
    documents = [[base for base, _ in turn] for turn, content in zip(talk["terms"], talk["content"], strict=True) if content]
    npmi, c_v = coherence.npmi(fitted.bases, documents), coherence.c_v(fitted.bases, documents)
    by_topic = talk.groupby(topic)[["turn", "session", "speaker"]].agg({"turn": "size", "session": "nunique", "speaker": "nunique"})
    rows = [
        {
            "topic": t,
            "label": fitted.labels[i],
            "words": fitted.words[i],
            "turns": by_topic["turn"][t],
            "sessions": by_topic["session"][t],
            "speakers": by_topic["speaker"][t],
            "share": by_topic["turn"][t] / max(1, talk["content"].sum()),
            "npmi": npmi[i],
            "c_v": c_v[i],
            "stability": fitted.stability[i],
            "unsure": not fitted.stability[i] >= tables.STABLE,  # what could not be tried is unsure too
        }
        for i, t in enumerate(fitted.topics)
        if t in by_topic.index
    ]
    return tables.checked("topics", rows)
