"""Stances: who says, in so many words, to be for or against what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from analysis import tables, words
from analysis.coding.codebook import stance_patterns
from analysis.coding.patterns import Pattern, sentences

SIGNS = {"for": 1, "against": -1}
LONGEST = 2  # content words of a concept
WITHIN = 4  # words between "against" and what it is about
ENDS = re.compile(r"[.!?;:,]")
DENIED = re.compile(r"\b(?:geen|niet|nooit|no|not|never)\b", re.IGNORECASE)  # who is not against is not for either
SOURCE = "codebook"


def stances(turns: pd.DataFrame, speakers: pd.DataFrame, languages: dict[str, str], corpus: Path | None = None) -> pd.DataFrame:
    """The table `stances`: each turn in which somebody says to be for (1) or against (-1) a concept.

    Takes the tables, the language of each session, and the folder of the corpus, whose codebook.toml may have patterns of its own under [stances]. The
    concept is what is named after "for" or "against", in its first content words; a shorter name of what others name in full is taken for the same. Where
    nothing is named after it, the concept is what was named last before it in the sentence ("paid parking, I am against that"); where there is nothing, there is no row.
    """
    patterns = {language: stance_patterns(language, corpus) for language in sorted(set(languages.values()))}
    group = dict(zip(speakers["speaker"], speakers["group"], strict=True))
    rows = [
        {"session": row.session, "turn": row.turn, "speaker": row.speaker, "group": group[row.speaker], "named": named, "stance": sign}
        for row in turns[turns["content"]].itertuples()
        for named, sign in _said(row.text, languages[row.session], patterns[languages[row.session]])
    ]
    called = _names(row["named"] for row in rows)
    found = [{**row, "concept": called[tuple(base for base, _ in row["named"])], "source": SOURCE} for row in rows]
    unique = pd.DataFrame(found, columns=list(tables.COLUMNS["stances"])).drop_duplicates(["session", "turn", "concept"])
    return tables.checked("stances", unique)


Named = tuple[tuple[str, str], ...]


def _said(text: str, language: str, patterns: dict[str, tuple[Pattern, ...]]) -> Iterator[tuple[Named, int]]:
    """What a turn says to be for or against: the content words, each with its lemma, and the sign."""
    for sentence in sentences(text, language):
        if sentence.words[-1][0] == "?":
            continue
        begins, ends = sentence.spans[0][0], sentence.spans[-1][1]
        for side, sign in SIGNS.items():
            for start, end in sorted({place for pattern in patterns[side] for place in pattern.places(sentence)}):
                if DENIED.search(text[begins:end]) is None:
                    named = _named(text[end:ends], language) or _last(text[begins:start], language) or _last(text[start:end], language)
                    yield from [(named, sign)] if named else []


def _named(after: str, language: str) -> Named:
    """The first content words after "for" or "against", next to each other and in the same clause; nothing where they come late."""
    clause = ENDS.split(after.replace("’", "'"), maxsplit=1)[0]
    runs = words.runs(clause, language)
    if not runs:
        return ()
    before = clause.lower().split(runs[0][0][1])[0]
    return tuple(runs[0][:LONGEST]) if len(before.split()) <= WITHIN else ()


def _last(before: str, language: str) -> Named:
    """The last content words before it: "paid parking, I am against that"."""
    runs = words.runs(before, language)
    return tuple(runs[-1][-LONGEST:]) if runs else ()


def _names(named: Iterable[Named]) -> dict[tuple[str, ...], str]:
    """What each concept is called: as it is said most often; one word that is part of what others name in two goes by that."""
    said: dict[tuple[str, ...], Counter[str]] = {}
    for concept in named:
        said.setdefault(tuple(base for base, _ in concept), Counter())[" ".join(word for _, word in concept)] += 1
    often = {bases: sum(forms.values()) for bases, forms in said.items()}
    called = {bases: min(forms, key=lambda form: (-forms[form], form)) for bases, forms in said.items()}
    wider = {
        bases: max(
            (other for other in said if len(other) > len(bases) and set(bases) <= set(other)), key=lambda o: (often[o], o), default=bases
        )
        for bases in said
    }
    return {bases: called[wider[bases]] for bases in said}
