"""BERTopic without a language model: TF-IDF of turns, truncated SVD, HDBSCAN as BERTopic sets it."""

from __future__ import annotations

from collections import Counter
from functools import partial

import numpy as np
import pandas as pd
from bertopic import BERTopic
from bertopic.backend import BaseEmbedder
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import normalize

from analysis import words
from benchmarks.contestants import Found, found, words_of
from benchmarks.vocabulary import Vocabulary, as_it_is

DIMENSIONS = 5  # as many as BERTopic lets UMAP make; 10 and 50 found less across sessions


class Reduced:
    """The reduction stage, when the vectors have been reduced before."""

    def fit(self, vectors: np.ndarray, y: object = None) -> Reduced:
        """Nothing to learn."""
        return self

    def transform(self, vectors: np.ndarray) -> np.ndarray:
        """The vectors as they are."""
        return vectors


def topics(turns: pd.DataFrame, languages: dict[str, str], seed: int) -> Found:
    """Topics of turns; a turn without a word that tells a subject gets none."""
    vocabulary = Vocabulary(turns, languages)
    weights = TfidfVectorizer(analyzer=as_it_is, min_df=2, sublinear_tf=True).fit_transform(vocabulary.lemmas)
    told = np.asarray(weights.sum(axis=1)).ravel() > 0
    vectors = normalize(TruncatedSVD(DIMENSIONS, random_state=seed).fit_transform(weights[told]))
    model = BERTopic(embedding_model=BaseEmbedder(), umap_model=Reduced(), vectorizer_model=_vectorizer(languages))
    topic = np.full(len(turns), -1)
    topic[told] = model.fit_transform(list(turns["text"][told]), vectors)[0]
    return found(turns, topic.tolist(), words_of(model))


def _vectorizer(languages: dict[str, str]) -> CountVectorizer:
    """Words without stop words; it gets all turns of a topic as one text, so the language is the one that most sessions have."""
    (language, _), *_ = Counter(languages.values()).most_common(1)
    return CountVectorizer(analyzer=partial(_words, language=language))


def _words(text: str, language: str) -> list[str]:
    return [word for _, word in words.content_words(text, language)]
