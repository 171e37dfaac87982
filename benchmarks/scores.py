"""The figures: of score_topics.py for the real corpora, and the same by small functions of our own for the demo."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import adjusted_mutual_info_score

from benchmarks.corpora import SCORER, Corpus, planted

TOP = 10


def scores(corpus: Corpus, assignments: Path, topics: Path | None = None) -> dict[str, float]:
    """Every figure that can be had for what a contestant found in a corpus: tables as parquet files.

    `recovered` is for the demo alone, `kappa` for split copies, `pk` and `windowdiff` where there are episodes.
    """
    if corpus.name == "demo":
        return of_demo(corpus.turns, pd.read_parquet(assignments), pd.read_parquet(topics) if topics else None)
    call = [sys.executable, str(SCORER), "score", str(corpus.source), str(assignments), *([str(topics)] if topics else [])]
    return json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)


def of_demo(turns: pd.DataFrame, assignments: pd.DataFrame, topics: pd.DataFrame | None = None) -> dict[str, float]:
    """What score_topics.py tells, for the demo, and whether the planted subjects were found."""
    both = planted().merge(turns, on=["session", "turn"], validate="one_to_one").merge(assignments, on=["session", "turn"], how="left")
    both["topic"] = both["topic"].fillna(-1).astype(int)
    told, content = both[both["topic"] >= 0], both[both["content"]]
    on = content[content["segment"] != ""]
    found = {
        "topics": told["topic"].nunique(),
        "outliers": float((both["topic"] < 0).mean()),
        "per_session": float(told.groupby("session")["topic"].nunique().mean()),
        "recovered": agreement(on["segment"], on["topic"]),
        "recovered or none": agreement(content["segment"], content["topic"]),
    }
    if "episode" in both:
        labelled = [s for _, s in both[both["segment"] != ""].groupby("session")]
        errors = [segmentation(s["segment"].to_numpy(object), s["episode"].to_numpy()) for s in labelled]
        found |= dict(zip(("pk", "windowdiff"), map(float, np.mean([e for e in errors if e], axis=0)), strict=True))
    if topics is not None:
        words = [[word.lower() for word in top][:TOP] for top in topics["words"]]
        found |= {"npmi": coherence(words, turns["text"]), "diversity": diversity(words)}
    return found


def agreement(one: Sequence, other: Sequence) -> float:
    """Adjusted mutual information of two labellings (Vinh 2010): 1 the same, 0 by chance."""
    return float(adjusted_mutual_info_score(list(one), list(other)))


def stability(runs: Sequence[pd.DataFrame]) -> float:
    """The mean agreement of every two runs on the topics of turns; `runs` are assignments."""
    topics = [run.sort_values(["session", "turn"])["topic"] for run in runs]
    return float(np.mean([agreement(a, b) for a, b in combinations(topics, 2)]))


def segmentation(gold: np.ndarray, found: np.ndarray) -> tuple[float, float] | None:
    """P_k (Beeferman 1999) and WindowDiff (Pevzner & Hearst 2002) of a session, with half the mean length of a segment as window.

    Missing where there is one segment only.

    >>> segmentation(np.array([0, 0, 0, 0, 1, 1, 1, 1]), np.array([0, 0, 0, 0, 0, 0, 0, 0]))
    (0.3333333333333333, 0.3333333333333333)
    """
    window = max(2, round(len(gold) / len(set(gold)) / 2))
    if len(gold) <= window or len(set(gold)) < 2:
        return None
    number = [np.concatenate([[0], np.cumsum(labels[1:] != labels[:-1])]) for labels in (gold, found)]
    apart = gold[window:] != gold[:-window], found[window:] != found[:-window]
    passed = [n[window:] - n[:-window] for n in number]
    return float(np.mean(apart[0] != apart[1])), float(np.mean(passed[0] != passed[1]))


def coherence(tops: Iterable[Sequence[str]], texts: Iterable[str]) -> float:
    """Mean normalised pointwise mutual information of the pairs of top words of each topic (Bouma 2009), a turn a document.

    >>> coherence([["bus", "halte"]], ["De bus bij de halte.", "Het riool."])
    1.0
    """
    tops = [list(top) for top in tops]
    vocabulary = sorted({word for top in tops for word in top})
    if not vocabulary:
        return float("nan")
    counter = CountVectorizer(vocabulary=vocabulary, binary=True, token_pattern=r"(?u)\b\w[\w'-]+\b", ngram_range=(1, 3))
    said = counter.fit_transform(texts).astype(float)
    share, column = (said.T @ said).toarray() / said.shape[0], counter.vocabulary_
    return float(np.mean([_npmi(share, column[a], column[b]) for top in tops for a, b in combinations(top, 2)]))


def _npmi(share: np.ndarray, a: int, b: int) -> float:
    if share[a, b] in (0, 1):
        return -1.0 if share[a, b] == 0 else 1.0
    return float(np.log(share[a, b] / (share[a, a] * share[b, b])) / -np.log(share[a, b]))


def diversity(tops: Iterable[Sequence[str]]) -> float:
    """The share of distinct words among all top words (Dieng 2020).

    >>> diversity([["bus", "halte"], ["bus", "lijn"]])
    0.75
    """
    words = [word for top in tops for word in top]
    return len(set(words)) / len(words) if words else float("nan")


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """By which power costs grow with sizes: the slope of a line through both on logarithmic scales.

    >>> exponent([10, 100, 1000], [2, 20, 200])
    1.0
    """
    return round(float(np.polyfit(np.log(sizes), np.log(costs), 1)[0]), 6) if len(sizes) > 1 else float("nan")
