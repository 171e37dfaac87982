"""A model to keep: the topics of one corpus, told again in new talk without looking for others."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.findings import Unusable
from analysis.topics.embedding import Embedding, Sentences, Words

TOLD = ("distance", "topics", "labels", "words", "bases", "stability")


@dataclass
class Fitted:
    """What is needed to tell topics in new talk.

    A row of `centres` for each of `topics` (their numbers), with its label, its words as said and as counted, and its stability where it
    was found; `distance` is how far from a centre an episode may be.
    """

    embedding: Embedding
    distance: float
    centres: np.ndarray
    topics: list[int]
    labels: list[str]
    words: list[list[str]]
    bases: list[list[str]]
    stability: list[float]

    def save(self, path: Path) -> None:
        """Write it as one file (.npz): whole or not at all, nothing in it that runs, and the same bytes for the same topics.

        It holds words that were said and counts of them, and no turns; among the words may be names. See `load`.
        """
        told = {name: getattr(self, name) for name in TOLD}
        if isinstance(self.embedding, Sentences):
            told |= {"embedding": self.embedding.name}
            learnt = self.embedding.centre
        elif isinstance(self.embedding, Words):
            told |= {"embedding": "", "vocabulary": self.embedding.vocabulary, "seeds": self.embedding.seeds}
            learnt = self.embedding.share
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        with open(fresh, "wb") as file:
            np.savez_compressed(file, told=np.array(json.dumps(told)), learnt=learnt, centres=self.centres)
        fresh.replace(path)


def path(corpus: str, data: str | Path = "data") -> Path:
    """Where the model of a corpus lies."""
    return Path(data) / "processed" / corpus / "topics.npz"


def load(corpus: str, data: str | Path = "data") -> Fitted:
    """The model of a corpus, as its report left it in `data`/processed.

    Raises Unusable, with what to run first, where it is not there, or is of another version of this software.
    """
    source = path(corpus, data)
    if not source.exists():
        raise Unusable(f"the topics of {corpus} are not there; run `standplaats report {corpus}` first")
    try:
        with np.load(source) as held:
            told, learnt, centres = json.loads(str(held["told"])), held["learnt"], held["centres"]
        name = told.pop("embedding")
        embedding: Embedding = Sentences(name, learnt) if name else Words(told.pop("vocabulary"), learnt, told.pop("seeds"))
        return Fitted(embedding=embedding, centres=centres, **told)
    except (OSError, EOFError, KeyError, TypeError, ValueError, AttributeError, zipfile.BadZipFile):
        raise Unusable(f"{source} is cut, or of another version; run `standplaats report {corpus}` again") from None
