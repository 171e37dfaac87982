"""ELAN (.eaf): annotations on tiers along a recording, as linguists make them; also what noScribe, Transana and FLEx export for ELAN.

Speech stands on tiers of their own, one a speaker; what depends on them (words, glosses, translations) refers to them as their parent.
Where the top tier only numbers the sentences (Toolbox, FLEx), the speech is the text tier under it. Times are slots in milliseconds.
"""

from __future__ import annotations

from lxml import etree

from analysis.readers import markup
from analysis.readers.languages import two_letters
from analysis.readers.talk import Source, Talk
from analysis.readers.tiers import SPEECH, Annotation, Tier, talk

NAME = "ELAN"

NUMBERING = r"ref|segnum|phrase-segnum\S*|id"
Times = dict[str, float | None]
Spans = dict[str, tuple[float | None, float | None]]


def recognises(source: Source) -> bool:
    """Whether the root is `ANNOTATION_DOCUMENT`."""
    return markup.root_tag(source) == "ANNOTATION_DOCUMENT"


def read(source: Source) -> Talk:
    """What is said on the speech tiers, in the order of time."""
    root, findings = markup.parsed(source)
    elements = [element for element in markup.every(root, "TIER") if element.get("TIER_ID")]
    spans = annotation_spans(root, slots(root))
    chosen = [element for element in elements if holds_speech(element, elements)]
    tiers = [Tier(element.get("TIER_ID"), annotated(element, spans), element.get("PARTICIPANT", ""), kind(element)) for element in chosen]
    return Talk(talk(tiers), language=language(chosen), findings=findings)


def slots(root: etree._Element) -> Times:
    """Seconds of each time slot; None for slots that ELAN has not aligned."""
    return {slot.get("TIME_SLOT_ID", ""): milliseconds(slot.get("TIME_VALUE")) for slot in markup.every(root, "TIME_SLOT")}


def milliseconds(value: str | None) -> float | None:
    """Milliseconds as seconds."""
    return int(value) / 1000 if value and value.strip().isdecimal() else None


def annotation_spans(root: etree._Element, slot: Times) -> Spans:
    """Start and end of each annotation; one that refers to another has the times of that one (wherever that stands)."""
    spans = {
        one.get("ANNOTATION_ID", ""): (slot.get(one.get("TIME_SLOT_REF1", "")), slot.get(one.get("TIME_SLOT_REF2", "")))
        for one in markup.every(root, "ALIGNABLE_ANNOTATION")
    }
    references = {one.get("ANNOTATION_ID", ""): one.get("ANNOTATION_REF", "") for one in markup.every(root, "REF_ANNOTATION")}
    for one in references:
        origin, seen = one, set()
        while origin in references and origin not in seen:  # a damaged file may refer in a circle
            seen.add(origin)
            origin = references[origin]
        spans[one] = spans.get(origin, (None, None))
    return spans


def annotated(element: etree._Element, spans: Spans) -> list[Annotation]:
    """The annotations of a tier: start, end, text, line."""
    return [
        (*spans.get(one.get("ANNOTATION_ID", ""), (None, None)), markup.text_of(markup.first(one, "ANNOTATION_VALUE")), one.sourceline or 0)
        for one in markup.every(element, "ALIGNABLE_ANNOTATION", "REF_ANNOTATION")
    ]


def holds_speech(element: etree._Element, elements: list[etree._Element]) -> bool:
    """Whether a tier is at the top, or is the first text tier under one at the top that only numbers the sentences."""
    parent = next((one for one in elements if one.get("TIER_ID") == element.get("PARENT_REF")), None)
    if parent is None:
        return not numbers(element) or not any(is_text(child) for child in children(element, elements))
    texts = [child for child in children(parent, elements) if is_text(child)]
    return not parent.get("PARENT_REF") and numbers(parent) and texts[:1] == [element]


def children(element: etree._Element, elements: list[etree._Element]) -> list[etree._Element]:
    """The tiers that depend on a tier."""
    return [child for child in elements if child.get("PARENT_REF") == element.get("TIER_ID")]


def numbers(element: etree._Element) -> bool:
    """Whether a tier only numbers sentences, by its name or type."""
    return Tier(element.get("TIER_ID"), [], kind=kind(element)).is_a(NUMBERING)


def is_text(element: etree._Element) -> bool:
    """Whether a tier is called speech, by its name or type."""
    return Tier(element.get("TIER_ID"), [], kind=kind(element)).is_a(SPEECH)


def kind(element: etree._Element) -> str:
    """The linguistic type of a tier."""
    return element.get("LINGUISTIC_TYPE_REF", "")


def language(chosen: list[etree._Element]) -> str | None:
    """The language of the tiers, where it is one (the locale is only that of the keyboard)."""
    used = {element.get("LANG_REF") for element in chosen if element.get("LANG_REF")}
    return two_letters(used.pop()) if len(used) == 1 else None
