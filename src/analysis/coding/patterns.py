"""The patterns of a codebook: what is said, as words and their forms in order, with gaps; not as strings.

A pattern is written as it is spoken, `ik|we|wij <nemen> .. mee`, and is looked for within one sentence:

===========  ==========================================================================================
`mee`        that word
`ik|we`      one of these
`<nemen>`    any form of the word that dictionaries list so: neem, nam, genomen; `<nemen|gaan>` of one of these
`vergunn*`   a word that begins so; `*vergunning`, one that ends so
`..`         up to three words; `...` up to eight, of the same clause or sentence
`(niet)`     a word, or several, that may stand there or not
`[naam]`     somebody's name, or whatever else stands in square brackets
`^` and `$`  the beginning and the end of a sentence
`?` and `,`  that mark
===========  ==========================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from analysis.findings import Unusable
from analysis.words import TOKEN, lemma

PIECE = re.compile(rf"\[[^\]]*\]|{TOKEN.pattern}|\d+(?:[.,]\d+)*|[.!?…]+|[,;:–—]")
ENDS = re.compile(r"[.!?…]+")
NAME = "[naam]"
GAPS = {"..": r"(?:(?![.,;:–—?!…])\S+ ){0,3}?", "...": r"(?:(?![.?!…])\S+ ){0,8}?"}
WRITTEN = re.compile(r"\(|\)|[^\s()]+")
ONE = r"(?:\[naam\]|[^\s<>|()\[\]]+)"  # a word of a pattern
WORDS = re.compile(rf"<{ONE}(?:\|{ONE})*>|{ONE}(?:\|{ONE})*", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a turn as patterns see it: each word with its lemma, and where it stands in the turn."""

    text: str
    spans: tuple[tuple[int, int], ...]  # of the words in the turn
    offsets: tuple[int, ...]  # of the words in `text`
    held: frozenset[str]  # its words, and its lemmas between < and >

    @property
    def words(self) -> list[tuple[str, str]]:
        """(word, lemma) in order; marks are words here."""
        return [(word, base) for word, _, base in (piece.partition("/") for piece in self.text.split())]


@dataclass(frozen=True)
class Pattern:
    """What is looked for in a sentence. `needs`: a sentence without any word of one of these sets cannot hold it."""

    written: str
    regex: re.Pattern
    needs: tuple[frozenset[str], ...]

    def found(self, sentence: Sentence) -> bool:
        """Whether the sentence holds the pattern."""
        return not any(map(sentence.held.isdisjoint, self.needs)) and self.regex.search(sentence.text) is not None

    def places(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Where in the turn the pattern is found, each time from its first to its last word."""
        for match in self.regex.finditer(sentence.text) if self.found(sentence) else ():
            here = [n for n, start in enumerate(sentence.offsets) if match.start() <= start < match.end()]
            if here:
                yield sentence.spans[here[0]][0], sentence.spans[here[-1]][1]

    def place(self, sentence: Sentence) -> tuple[int, int] | None:
        """Where in the turn the pattern is first found; None where it is not."""
        return next(self.places(sentence), None)


@cache
def sentences(text: str, language: str) -> tuple[Sentence, ...]:
    """The sentences of a turn; a turn without a mark is one.

    >>> [sentence.words[-1] for sentence in sentences("Dat nemen we mee. Hoe laat gaat de bus?", "nl")]
    [('.', '.'), ('?', '?')]
    """
    found: list[Sentence] = []
    pieces: list[tuple[str, tuple[int, int]]] = []
    for match in PIECE.finditer(text):
        pieces.append((_piece(match.group().lower().replace("’", "'"), language), match.span()))
        if ENDS.fullmatch(match.group()):
            found.append(_sentence(pieces))
            pieces = []
    return tuple(found + ([_sentence(pieces)] if pieces else []))


def _piece(word: str, language: str) -> str:
    if word[0] == "[":
        return f"{NAME}/{NAME}"
    if ENDS.fullmatch(word):
        mark = "?" if "?" in word else word[0]
        return f"{mark}/{mark}"
    return f"{word}/{lemma(word, language)}"


def _sentence(pieces: list[tuple[str, tuple[int, int]]]) -> Sentence:
    offsets: list[int] = []
    place, held = 0, set[str]()
    for piece, _ in pieces:
        offsets.append(place)
        place += len(piece) + 1
        word, _, base = piece.partition("/")
        held.update((word, f"<{base}>"))
    return Sentence("".join(f"{piece} " for piece, _ in pieces), tuple(span for _, span in pieces), tuple(offsets), frozenset(held))


@cache
def compiled(pattern: str) -> Pattern:
    """A pattern as it is written; Unusable where it is not written as one.

    >>> nemen = compiled("ik|we <nemen> .. mee")
    >>> [nemen.place(sentences(said, "nl")[0]) for said in ("Goed, we nemen het mee.", "We gaan mee.")]
    [(6, 22), None]
    """
    parts = WRITTEN.findall(pattern.replace("’", "'"))
    depth, must, regex, needs = 0, False, r"(?:^|(?<= ))", list[frozenset[str]]()
    for part in parts:
        depth += (part == "(") - (part == ")")
        if depth < 0 or not (part in (*GAPS, *"()^$") or WORDS.fullmatch(part)):
            raise Unusable(f"in the pattern {pattern!r}, {part!r} is not written as a pattern is (see the head of the codebook)")
        regex += _part(part)
        must = must or (not depth and WORDS.fullmatch(part) is not None and part not in GAPS)
        if part not in (*GAPS, *"()^$") and not depth and "*" not in part:
            needs.append(_needed(part.lower()))
    if depth or not must:
        raise Unusable(f"the pattern {pattern!r} names no word, or a bracket in it is not closed")
    return Pattern(pattern, re.compile(regex), tuple(needs))


def _needed(part: str) -> frozenset[str]:
    """The words of which a sentence must hold one."""
    words = part.strip("<>").split("|")
    return frozenset([*words, *(f"<{word}>" for word in words)] if part[0] == "<" else words)


def _part(part: str) -> str:
    if part in GAPS:
        return GAPS[part]
    if part in "()":
        return "(?:" if part == "(" else ")?"
    if part in "^$":
        return "^" if part == "^" else r"(?:[.!?…]/\S+ )?$"
    words = "|".join(re.escape(word).replace(r"\*", r"[^\s/]*") for word in part.lower().strip("<>").split("|"))
    return rf"(?:(?:{words})/\S+|[^\s/]+/(?:{words})) " if part[0] == "<" else rf"(?:{words})/\S+ "
