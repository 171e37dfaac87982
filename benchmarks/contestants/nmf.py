"""Non-negative matrix factorisation (Lee & Seung 1999) of the TF-IDF of turns, as scikit-learn does it: a turn's topic is its largest part."""

from __future__ import annotations

import pandas as pd
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.contestants import Found, found
from benchmarks.vocabulary import Vocabulary, as_it_is

TOPICS = 20  # has to be guessed, as in LDA
RANKED = 30  # lemmas a topic: more than are shown, as some are written alike


def topics(turns: pd.DataFrame, languages: dict[str, str], seed: int) -> Found:
    """Topics of turns; a turn that no topic has a part in gets none."""
    vocabulary = Vocabulary(turns, languages)
    vectorizer = TfidfVectorizer(analyzer=as_it_is, min_df=2)
    model = NMF(TOPICS, random_state=seed, max_iter=1000)
    parts = model.fit_transform(vectorizer.fit_transform(vocabulary.lemmas))
    topic = [int(row.argmax()) if row.any() else -1 for row in parts]
    names = vectorizer.get_feature_names_out()
    ranked = {k: [names[i] for i in model.components_[k].argsort()[::-1][:RANKED]] for k in sorted(set(topic) - {-1})}
    return found(turns, topic, {k: vocabulary.full(lemmas) for k, lemmas in ranked.items()})
