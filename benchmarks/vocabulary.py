"""What every contestant gets of the language: the same tokens, lemmas and stop words, and lemmas back to full words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import pandas as pd

from analysis import words

TOP = 10  # words a topic, as many as are scored


class Vocabulary:
    """The turns as lemmas without stop words, and how each lemma is written most often.

    `lemmas` has a list for each turn, empty where nothing is left.
    """

    def __init__(self, turns: pd.DataFrame, languages: dict[str, str]):
        found = [words.content_words(text, languages[session]) for session, text in zip(turns["session"], turns["text"], strict=True)]
        self.lemmas = [[lemma for lemma, _ in turn] for turn in found]
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        for turn in found:
            for lemma, word in turn:
                forms[lemma][word] += 1
        self._written = {lemma: min(seen, key=lambda word: (-seen[word], word)) for lemma, seen in forms.items()}

    def full(self, lemmas: Iterable[str]) -> list[str]:
        """The first ten lemmas that are written differently, as full words."""
        return list(dict.fromkeys(self._written[lemma] for lemma in lemmas))[:TOP]


def as_it_is(lemmas: Sequence[str]) -> Sequence[str]:
    """The analyzer of a vectorizer that gets lists of lemmas."""
    return lemmas
