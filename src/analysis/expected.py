"""Whether a topic was to be expected: how near the nearest passage of policy or agendas comes to what was said on it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from analysis import words
from analysis.policy import Passage
from analysis.thesaurus import themes

UNEXPECTED = 0.18  # similarity to the nearest passage under which no passage is about the topic: the demo's subjects in policy have 0.20 and more, those that are not 0.11 and less
THEME = "#"  # stands before a theme of the thesaurus among words


def nearest(
    assignments: pd.DataFrame, turns: pd.DataFrame, said: pd.DataFrame, languages: Mapping[str, str], passages: Sequence[Passage] | None
) -> dict[int, tuple[float, str]]:
    """For each topic the similarity of the nearest passage, from 0 to 1, and that passage with where it stands; none without passages.

    `assignments` and `turns` are the tables, `said` the content turns of topics (rows) by sessions, `languages` the language of each session. Compared is
    what the topic says more than the corpus does, each session counting as much, in words and in themes of the thesaurus (cosine of tf-idf, Salton & Buckley 1988).
    """
    if not passages:
        return {}
    main = Counter(languages.values()).most_common(1)[0][0]
    written = [_counted(f"{p.heading} {p.text}", main) for p in passages]
    held = Counter(word for passage in written for word in passage)
    rarity = {word: math.log((1 + len(written)) / (0.5 + n)) for word, n in held.items()}
    vectors = [_unit({word: math.sqrt(n) * rarity[word] for word, n in passage.items()}) for passage in written]
    found = {}
    for topic, profile in _profiles(assignments, turns, said.loc[said.any(axis=1)], languages).items():
        near = [round(sum(profile.get(word, 0.0) * weight for word, weight in vector.items()), 6) for vector in vectors]
        best = int(np.argmax(near))
        found[topic] = (near[best], _shown(passages[best]))
    return found


def _profiles(
    assignments: pd.DataFrame, turns: pd.DataFrame, said: pd.DataFrame, languages: Mapping[str, str]
) -> dict[int, dict[str, float]]:
    """What is said on each topic more than in the whole corpus: the mean of its sessions, each as a vector of length one."""
    talk = assignments.merge(turns[["session", "turn", "text", "content"]], on=["session", "turn"], validate="one_to_one")
    talk = talk[talk["content"]]
    talk = talk.assign(counted=[_counted(text, languages[session]) for text, session in zip(talk["text"], talk["session"], strict=True)])
    common = _sum(talk["counted"])
    share = 1 / max(1, sum(common.values()))
    parts = talk.groupby(["topic", "session"], sort=True)["counted"]
    found = {}
    for topic in said.index:
        mean: Counter[str] = Counter()
        for session in said.columns[said.loc[topic] > 0]:
            counted = _sum(parts.get_group((topic, session)))
            total = sum(counted.values())
            mean.update(_unit({w: max(0.0, math.sqrt(n) - math.sqrt(total * common[w] * share)) for w, n in counted.items()}))
        found[topic] = _unit(mean)
    return found


def _counted(text: str, language: str) -> Counter[str]:
    """The content words of a text, as lemmas, and their themes."""
    said = [word for word, _ in words.content_words(text, language)]
    return Counter(said) + Counter(f"{THEME}{theme}" for word in said for theme in themes(word, language))


def _sum(counted: Iterable[Counter[str]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for more in counted:
        found.update(more)
    return found


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}


def _shown(passage: Passage) -> str:
    """A passage with where it stands."""
    return f"{passage.file}:{passage.line}: " + ". ".join(part for part in (passage.heading, passage.text) if part)
