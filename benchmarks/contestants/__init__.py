"""Who finds topics: a module each, with `topics(turns, languages, seed)`, which returns what it `Found`.

What a contestant needs is imported at the top of its module, so that imports can be told from work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from bertopic import BERTopic

NAMES = ("standplaats", "bertopic", "bertopic_offline", "lda", "nmf")
PROJECT, README = NAMES[:2]
TITLES = {
    "standplaats": "this project",
    "bertopic": "BERTopic, as its README",
    "bertopic_offline": "BERTopic, offline vectors",
    "lda": "LDA (tomotopy)",
    "nmf": "NMF (scikit-learn)",
}


@dataclass
class Found:
    """What a contestant found: `assignments` (session, turn, topic, perhaps episode) and `topics` (topic, words)."""

    assignments: pd.DataFrame
    topics: pd.DataFrame


def found(turns: pd.DataFrame, topic: list[int], words: dict[int, list[str]]) -> Found:
    """The topic of each turn (-1: none) and the words of each topic, as tables."""
    assignments = turns[["session", "turn"]].assign(topic=topic)
    return Found(assignments, pd.DataFrame({"topic": list(words), "words": list(words.values())}))


def words_of(model: BERTopic) -> dict[int, list[str]]:
    """The ten words of each of BERTopic's topics."""
    return {topic: [word for word, _ in pairs if word] for topic, pairs in model.get_topics().items() if topic >= 0}
