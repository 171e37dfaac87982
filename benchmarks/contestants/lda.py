"""Latent Dirichlet allocation (Blei 2003) by collapsed Gibbs sampling, as tomotopy does it: a turn a document, its topic the likeliest one."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import tomotopy

from benchmarks.contestants import Found, found
from benchmarks.vocabulary import Vocabulary

TOPICS = 20  # has to be guessed; near the number of subjects of a corpus of a dozen sessions
ROUNDS = 1000
RANKED = 30  # lemmas a topic: more than are shown, as some are written alike


def topics(turns: pd.DataFrame, languages: dict[str, str], seed: int) -> Found:
    """Topics of turns; a turn without a word that occurs in two turns gets none."""
    vocabulary = Vocabulary(turns, languages)
    heard = Counter(lemma for turn in vocabulary.lemmas for lemma in set(turn))
    documents = [[lemma for lemma in turn if heard[lemma] > 1] for turn in vocabulary.lemmas]
    model = tomotopy.LDAModel(k=TOPICS, seed=seed)
    for document in filter(None, documents):
        model.add_doc(document)
    model.train(ROUNDS, workers=1)
    likeliest = iter([int(np.argmax(document.get_topic_dist())) for document in model.docs])
    topic = [next(likeliest) if document else -1 for document in documents]
    ranked = {k: [lemma for lemma, _ in model.get_topic_words(k, top_n=RANKED)] for k in sorted(set(topic) - {-1})}
    return found(turns, topic, {k: vocabulary.full(lemmas) for k, lemmas in ranked.items()})
