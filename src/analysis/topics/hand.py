"""A researcher's hand on the topics: other labels, which topics to take together, and seed words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import sheets
from analysis.findings import Unusable
from analysis.settings import folder

Seeds = Sequence[Sequence[str]]


@dataclass
class Hand:
    """What topics.csv says, by the numbers in the table of topics: other labels, and which topic to take into which."""

    labels: dict[int, str] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)


NO_HAND = Hand()


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


def merged(clusters: np.ndarray, by_hand: Hand) -> np.ndarray:
    """The clusters with those that the researcher takes together as one, which keeps the number of the one they went into.

    Raises Unusable where a topic that is named is not there.
    """
    result = clusters.copy()
    for topic in by_hand.merged:
        into = topic
        while into in by_hand.merged:
            into = by_hand.merged[into]
        if not {topic, into} <= set(clusters.tolist()):
            raise Unusable(f"topics.csv takes topic {topic} into {into}, and not both are there")
        result[clusters == topic] = into
    return result


def renamed(topics: pd.DataFrame, by_hand: Hand) -> pd.DataFrame:
    """The table of topics with the labels that the researcher gave. Raises Unusable where a topic that is named is not there."""
    for topic in by_hand.labels:
        if topic not in set(topics["topic"]) | set(by_hand.merged):
            raise Unusable(f"topics.csv names topic {topic}, and there is none of that number")
    return topics.assign(label=[by_hand.labels.get(row.topic, row.label) for row in topics.itertuples()])
