"""FoLiA: the XML of Dutch language corpora (CGN, SoNaR, FoLiA exports of ASR), where words are tokens.

A sentence or an utterance may hold its text whole, or only words; `speaker`, `begintime` and `endtime` stand on it or on what is around
it; times may also stand in a `timing` layer that refers to the words.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from analysis.readers import markup
from analysis.readers.languages import two_letters
from analysis.readers.speech import spoken
from analysis.readers.talk import Piece, Source, Talk
from analysis.readers.times import seconds

NAME = "FoLiA"

UNITS = ("s", "utt", "p", "event", "head")
# Layers and corrections that hold other words than those that were said, or the same once more.
NOT_SPOKEN = frozenset(
    [
        "original",
        "suggestion",
        "alt",
        "altlayers",
        "morphology",
        "phonology",
        "timing",
        "dependencies",
        "entities",
        "chunking",
        "syntax",
        "comment",
        "desc",
        "gap",
        "note",
    ]
)
Span = tuple[float | None, float | None]


def recognises(source: Source) -> bool:
    """Whether the root is `FoLiA`."""
    return markup.root_tag(source) == "FoLiA"


def read(source: Source) -> Talk:
    """The sentences in order, with speaker and times, and what the metadata tell."""
    root, findings = markup.parsed(source)
    metadata = {one.get("id", "").lower(): markup.text_of(one) for one in markup.every(root, "meta")}
    spans = word_spans(root)
    pieces = [piece for unit in units(root) if (piece := piece_of(unit, spans)).text]
    return Talk(
        pieces, metadata.get("date", "")[:10] or None, metadata.get("title") or None, two_letters(metadata.get("language")), findings
    )


def units(root: etree._Element) -> Iterator[etree._Element]:
    """The smallest units that hold talk: sentences, or utterances and paragraphs without sentences in them."""
    for unit in markup.every(root, *UNITS):
        if next(markup.every(unit, "w", "t"), None) is not None and not any(inner is not unit for inner in markup.every(unit, *UNITS)):
            yield unit


def piece_of(unit: etree._Element, spans: dict[str, Span]) -> Piece:
    """A unit as a piece of talk."""
    start, end = span(unit, spans)
    return Piece(text(unit), markup.nearest(unit, "speaker"), start, end, unit.sourceline or 0)


def text(unit: etree._Element) -> str:
    """The text of a unit as a whole where it has one, else its words joined."""
    return spoken(own_text(unit) or markup.sentence((word_text(word), word.get("space") == "no") for word in words(unit)))


def own_text(element: etree._Element) -> str:
    """The text given to an element itself, the current one where there are several (from OCR, before normalisation)."""
    texts = [t for t in element if markup.name(t) == "t"]
    current = [t for t in texts if t.get("class", "current") == "current"] or texts
    return markup.text_of(current[0]) if current else ""


def word_text(word: etree._Element) -> str:
    """The text of a word, as corrected where it was."""
    return own_text(word) or markup.text_of(markup.first(word, "correction/new"))


def words(element: etree._Element) -> Iterator[etree._Element]:
    """The words below an element, without those in layers and replaced originals."""
    for child in element:
        if markup.name(child) == "w":
            yield child
        elif markup.name(child) and markup.name(child) not in NOT_SPOKEN:
            yield from words(child)


def word_spans(root: etree._Element) -> dict[str, Span]:
    """The times of words, from the timing layers and from the words themselves."""
    spans = {word.get(markup.XML_ID, ""): own_span(word) for word in markup.every(root, "w") if word.get("begintime")}
    for segment in markup.every(root, "timesegment"):
        for reference in markup.every(segment, "wref"):
            spans[reference.get("id", "")] = own_span(segment)
    return spans


def own_span(element: etree._Element) -> Span:
    """Begin and end time of an element, in seconds."""
    return seconds(element.get("begintime")), seconds(element.get("endtime"))


def span(unit: etree._Element, spans: dict[str, Span]) -> Span:
    """The times of a unit: its own, else from its first word to its last, else those of what is around it."""
    if unit.get("begintime"):
        return own_span(unit)
    timed = [spans[word.get(markup.XML_ID, "")] for word in words(unit) if word.get(markup.XML_ID) in spans]
    starts, ends = ([time for time in times if time is not None] for times in (zip(*timed, strict=True) if timed else ((), ())))
    around = seconds(markup.nearest(unit, "begintime")), seconds(markup.nearest(unit, "endtime"))
    return min(starts, default=around[0]), max(ends, default=around[1])
