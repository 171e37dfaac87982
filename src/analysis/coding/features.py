"""What of a turn can tell its codes: its words and forms in order, the patterns found in it, its shape, and what it follows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.coding.codebook import Codebook
from analysis.coding.patterns import Sentence, sentences

LONGEST = 60  # words: a longer turn is judged in parts, for in it everything is said
BEGIN, QUESTION = "^", "?"


@dataclass(frozen=True)
class Part:
    """A part of a turn, of whole sentences: the number of the turn, the sentences, and the features, of each sentence and of the part."""

    turn: int
    said: tuple[Sentence, ...]
    of_sentence: tuple[frozenset[str], ...]
    of_part: frozenset[str]

    @cached_property
    def features(self) -> frozenset[str]:
        """All features of the part."""
        return self.of_part.union(*self.of_sentence)


def parts(turns: pd.DataFrame, languages: dict[str, str], books: dict[str, Codebook]) -> Iterator[Part]:
    """The parts of each turn, in order; a short turn is one part. `turns` has session, text and official, ordered as they were spoken.

    Names are told as names, whatever they are, and marks as words.
    """
    before: tuple[str, bool, str] | None = None
    for number, (session, text, official) in enumerate(zip(turns["session"], turns["text"], turns["official"], strict=True)):
        language = languages[session]
        context = _context(before if before and before[0] == session else None, official)
        for said in _in_parts(sentences(text, language)):
            yield Part(number, said, tuple(frozenset(_of_sentence(s, books[language])) for s in said), frozenset({*context, *_shape(said)}))
        before = (session, official, text)


def _in_parts(said: Sequence[Sentence]) -> Iterator[tuple[Sentence, ...]]:
    held: list[Sentence] = []
    for sentence in said:
        if held and sum(len(s.spans) for s in held) + len(sentence.spans) > LONGEST:
            yield tuple(held)
            held = []
        held.append(sentence)
    if held:
        yield tuple(held)


def _of_sentence(sentence: Sentence, book: Codebook) -> Iterator[str]:
    """Words in runs of one to three, their forms in the dictionary in runs of one and two, and the codes whose patterns are found."""
    said = sentence.words
    yield from _runs([BEGIN, *(word for word, _ in said)], 3, "")
    yield from _runs([base for _, base in said], 2, "~")
    for code in book.values():
        if any(p.found(sentence) for p in code.patterns) and not any(p.found(sentence) for p in code.unless):
            yield f"%{code.code}"
        for value, patterns in code.values.items():
            if any(p.found(sentence) for p in patterns):
                yield f"%{code.code}"
                yield f"%{code.code}={value}"


def _runs(words: Sequence[str], longest: int, mark: str) -> Iterator[str]:
    for n in range(1, longest + 1):
        for place in range(len(words) - n + 1):
            yield mark + " ".join(words[place : place + n])


def _shape(said: Sequence[Sentence]) -> Iterator[str]:
    """How long a part is, how it begins and ends, and whether it asks."""
    ends = [sentence.words[-1][0] for sentence in said]
    yield f"$length {min(6, int(math.log2(1 + sum(len(s.spans) for s in said))))}"
    if said:
        yield f"$begins {said[0].words[0][0]}"
        yield f"$ends {ends[-1]}"
    if QUESTION in ends:
        yield "$asks" if ends.count(QUESTION) == 1 else "$asks more"


def _context(before: tuple[str, bool, str] | None, official: bool) -> Iterator[str]:
    """Who speaks, and what was just before."""
    yield "$official" if official else "$other"
    if before is None:
        yield "$first"
    else:
        yield f"$after {'official' if before[1] else 'other'}{QUESTION if before[2].rstrip().endswith(QUESTION) else ''}"
