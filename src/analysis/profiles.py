"""Profiles of topics: when and in which groups they are talked about, how far they are from one another, which turns stand for them.

All of it is counted from the tables, over content turns. A turn without a topic is in the total and in no topic, so shares may add up
to less than one.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, diags_array
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis import words
from analysis.quotes import QUOTE

FEW = 20  # content turns of a group: of fewer, a single turn is more than five per cent
READABLE = (12, 80)  # words: a shorter turn says too little to stand for a topic, a longer one says more than one thing


def over_time(turns: pd.DataFrame, assignments: pd.DataFrame, topics: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """How much of the talk each topic has on each date: to see what rises, what is new and what is gone.

    Takes the tables. A row for each date and each topic, with the columns date, topic, turns, of (all content turns of that date) and
    share. Sessions of one date are taken together; where any session has no date, each session stands by itself in the order of `sessions`,
    and the first column is session instead of date.

    >>> turns = pd.DataFrame({"session": "a", "turn": [0, 1], "speaker": ["Ans", "Bob"], "content": True, "text": ["De bus.", "Het park."]})
    >>> assignments = turns[["session", "turn"]].assign(topic=[0, 1])
    >>> topics = pd.DataFrame({"topic": [0, 1]})
    >>> over_time(turns, assignments, topics, pd.DataFrame({"session": ["a"], "date": ["2026-02-05"]})).values.tolist()
    [['2026-02-05', 0, 1, 2, 0.5], ['2026-02-05', 1, 1, 2, 0.5]]
    """
    by = "date" if sessions["date"].notna().all() else "session"
    talk = _talk(turns, assignments).merge(sessions[["session", "date"]], on="session")
    return _shares(talk, by, topics, pd.unique(sessions[by]))


def by_group(turns: pd.DataFrame, assignments: pd.DataFrame, topics: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """What each stakeholder group talks about: the share of each topic in its content turns.

    Takes the tables. A row for each group and each topic, with the columns group, topic, turns, of (all content turns of that group) and
    share; the group that took most turns first. Of a group with fewer turns than `FEW` the shares say little.

    >>> turns = pd.DataFrame({"session": "a", "turn": [0, 1], "speaker": ["Ans", "Bob"], "content": True, "text": ["De bus.", "Het park."]})
    >>> assignments = turns[["session", "turn"]].assign(topic=[0, 1])
    >>> topics = pd.DataFrame({"topic": [0, 1]})
    >>> by_group(turns, assignments, topics, pd.DataFrame({"speaker": ["Ans", "Bob"], "group": "Bewoners"})).values.tolist()
    [['Bewoners', 0, 1, 2, 0.5], ['Bewoners', 1, 1, 2, 0.5]]
    """
    talk = _talk(turns, assignments).merge(speakers[["speaker", "group"]], on="speaker")
    most_first = talk["group"].value_counts().sort_index().sort_values(ascending=False, kind="stable").index
    return _shares(talk, "group", topics, most_first)


def distances(turns: pd.DataFrame, assignments: pd.DataFrame, topics: pd.DataFrame, languages: Mapping[str, str]) -> pd.DataFrame:
    """How far topics are from one another in their words: topics by topics, 0 (the same words, as often) to 1 (no word in common).

    Takes the tables and the language of each session. The profile of a topic is how often each lemma is said in its turns, weighed by how
    few turns hold that lemma (TF-IDF, Salton & Buckley 1988); the distance is one less the cosine.

    >>> turns = pd.DataFrame({"session": "a", "turn": [0, 1], "speaker": ["Ans", "Bob"], "content": True, "text": ["De bus.", "Het park."]})
    >>> assignments = turns[["session", "turn"]].assign(topic=[0, 1])
    >>> topics = pd.DataFrame({"topic": [0, 1]})
    >>> distances(turns, assignments, topics, {"a": "nl"}).to_numpy().tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    talk = _talk(turns, assignments)
    profiles = _profiles(talk, _weights(talk, languages), topics)
    far = np.round(np.clip(1 - (profiles @ profiles.T).toarray(), 0, 1), 6)
    np.fill_diagonal(far, 0)
    return pd.DataFrame(far, index=topics["topic"], columns=topics["topic"])


def representatives(
    turns: pd.DataFrame, assignments: pd.DataFrame, topics: pd.DataFrame, languages: Mapping[str, str], n: int = 3
) -> pd.DataFrame:
    """The turns that stand most for each topic as a whole, to read before one trusts its label.

    Takes the tables and the language of each session. Those of a readable length (`READABLE`) whose words are nearest to the profile of
    the topic (see `distances`), from different speakers and sessions where there are any. Returns topic, session, turn, speaker, text and
    fit (the cosine, 0 to 1) of `n` turns of each topic at most; of a topic without such turns none. `quotes.telling` chooses otherwise: by
    the words that a report prints.

    >>> turns = pd.DataFrame({"session": "a", "turn": [0, 1], "speaker": ["Ans", "Bob"], "content": True, "text": ["De bus.", "Het park."]})
    >>> assignments = turns[["session", "turn"]].assign(topic=[0, 1])
    >>> topics = pd.DataFrame({"topic": [0, 1]})
    >>> representatives(turns.assign(words=12), assignments, topics, {"a": "nl"})[["topic", "speaker", "fit"]].values.tolist()
    [[0, 'Ans', 1.0], [1, 'Bob', 1.0]]
    """
    talk = _talk(turns, assignments)
    weights = _weights(talk, languages)
    profiles = _profiles(talk, weights, topics)
    row = pd.Index(topics["topic"]).get_indexer(talk["topic"])
    fits = (row >= 0) & talk["words"].between(*READABLE).to_numpy()
    cosine = _of_length_one(weights[fits]).multiply(profiles[row[fits]]).sum(axis=1)
    talk = talk[fits].assign(fit=np.round(cosine, 6))
    talk = talk[talk["fit"] > 0]
    talk = talk.sort_values(["fit", "session", "turn"], ascending=[False, True, True], kind="stable")
    chosen = [index for topic in topics["topic"] for index in _spread(talk[talk["topic"] == topic], n)]
    return talk.loc[chosen, ["topic", *QUOTE, "fit"]].reset_index(drop=True)


def _spread(ranked: pd.DataFrame, n: int) -> list[int]:
    """The first `n` rows; each time those of a speaker and a session that are not there yet come before others."""
    chosen: list[int] = []
    while len(chosen) < min(n, len(ranked)):
        there, left = ranked.loc[chosen], ranked.drop(index=chosen)
        known = left["speaker"].isin(there["speaker"]).astype(int) + left["session"].isin(there["session"])
        chosen.append(known.idxmin())
    return chosen


def _talk(turns: pd.DataFrame, assignments: pd.DataFrame) -> pd.DataFrame:
    """The content turns with their topic."""
    talk = turns[turns["content"]].merge(assignments[["session", "turn", "topic"]], on=["session", "turn"], validate="one_to_one")
    return talk.reset_index(drop=True)


def _shares(talk: pd.DataFrame, by: str, topics: pd.DataFrame, order: pd.Index | np.ndarray) -> pd.DataFrame:
    """For each value of `by` at which something was said, and each topic: its turns, of how many, and the share."""
    of = talk.groupby(by).size()
    every = pd.MultiIndex.from_product([[value for value in order if value in of.index], topics["topic"]], names=[by, "topic"])
    found = talk.groupby([by, "topic"]).size().reindex(every, fill_value=0).rename("turns").reset_index()
    found["of"] = found[by].map(of).astype("int64")
    return found.assign(share=np.round(found["turns"] / found["of"], 6))


def _weights(talk: pd.DataFrame, languages: Mapping[str, str]) -> csr_array:
    """Turns by lemmas: how often the turn holds the lemma, times how rare the lemma is among turns."""
    lemmas = [
        [base for base, _ in words.content_words(text, languages[session])]
        for session, text in zip(talk["session"], talk["text"], strict=True)
    ]
    if not any(lemmas):
        return csr_array((len(talk), 1))
    return csr_array(TfidfVectorizer(analyzer=_as_it_is, norm=None).fit_transform(lemmas))


def _as_it_is(lemmas: list[str]) -> list[str]:
    return lemmas


def _profiles(talk: pd.DataFrame, weights: csr_array, topics: pd.DataFrame) -> csr_array:
    """Topics by lemmas: the weights of all turns of a topic together, each row of length one."""
    row = pd.Index(topics["topic"]).get_indexer(talk["topic"])
    there = np.flatnonzero(row >= 0)
    of = csr_array((np.ones(len(there)), (row[there], there)), shape=(len(topics), len(talk)))
    return _of_length_one(of @ weights)


def _of_length_one(rows: csr_array) -> csr_array:
    """The rows with the length one; a row of nothing stays as it is."""
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1))
    return csr_array(diags_array(1 / np.where(lengths > 0, lengths, 1)) @ rows)
