"""Akoma Ntoso: debates of parliaments and councils (OASIS LegalDocML; the archives of g0v and SayIt).

A `speech` (or `question`, `answer`) says by whom in `by`, an id of a person whose name stands in `TLCPerson`, and often in `from`, the
label as printed. Some files write a speech a paragraph, some several; some declare the namespace, some none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from analysis.readers import markup
from analysis.readers.languages import two_letters
from analysis.readers.speech import spoken
from analysis.readers.talk import Piece, Source, Talk

NAME = "Akoma Ntoso"

SPEECHES = ("speech", "question", "answer")
NOT_SPOKEN = frozenset(
    [
        "from",
        "num",
        "heading",
        "subheading",
        "crossHeading",
        "narrative",
        "scene",
        "summary",
        "remark",
        "authorialNote",
        "noteRef",
        "recordedTime",
    ]
)
SPEAKERS = ("TLCPerson", "TLCOrganization", "TLCRole")


def recognises(source: Source) -> bool:
    """Whether the root is `akomaNtoso`."""
    return markup.root_tag(source) == "akomaNtoso"


def read(source: Source) -> Talk:
    """The speeches in order, with the names of the speakers, and the date and title of the debate."""
    root, findings = markup.parsed(source)
    references = {key: one for one in markup.every(root, *SPEAKERS) for key in (one.get("eId"), one.get("id"), one.get("wId")) if key}
    nested = {inner for speech in markup.every(root, *SPEECHES) for inner in markup.every(speech, *SPEECHES) if inner is not speech}
    outer = [speech for speech in markup.every(root, *SPEECHES) if speech not in nested]
    origin = min((moment for speech in outer if (moment := when(speech, "startTime"))), default=None)
    pieces = [piece for speech in outer for piece in turns(speech, references, origin)]
    title = titled(root)
    return Talk(pieces, date=dated(root, title), title=title, language=spoken_language(root), findings=findings)


def turns(speech: etree._Element, references: dict[str, etree._Element], origin: datetime | None) -> Iterator[Piece]:
    """The pieces of a speech: its own words, and the speeches that interrupt it in their place."""
    for part in markup.stretches(speech, SPEECHES, NOT_SPOKEN):
        if not isinstance(part, str):
            yield from turns(part, references, origin)
        elif text := markup.tidy(spoken(part)):
            start, end = (elapsed(when(speech, attribute), origin) for attribute in ("startTime", "endTime"))
            yield Piece(text, speaker(speech, references), start, end, speech.sourceline or 0, role=shown(speech.get("as"), references))


def speaker(speech: etree._Element, references: dict[str, etree._Element]) -> str | None:
    """The name of the person, else the label as printed, else the id."""
    by = speech.get("by")
    known = shown(by, references) if (by or "").strip().lstrip("#") in references else None
    printed = markup.text_of(markup.first(speech, "from")).rstrip(" :.")
    return known or printed or shown(by, references)


def shown(reference: str | None, references: dict[str, etree._Element]) -> str | None:
    """How a reference ("#mulder") is shown to readers; the id itself where the file does not say."""
    key = (reference or "").strip().lstrip("#")
    shown_as = references[key].get("showAs", "").strip() if key in references else ""
    return shown_as or key or None


def when(speech: etree._Element, attribute: str) -> datetime | None:
    """The moment in an attribute, without its time zone."""
    try:
        return datetime.fromisoformat(speech.get(attribute, "").strip()).replace(tzinfo=None)
    except ValueError:
        return None


def elapsed(moment: datetime | None, origin: datetime | None) -> float | None:
    """Seconds from the first speech."""
    return (moment - origin).total_seconds() if moment and origin else None


def titled(root: etree._Element) -> str | None:
    """The title of the document, else the first heading."""
    found = next(markup.every(root, "docTitle"), None)
    return markup.text_of(found if found is not None else next(markup.every(root, "heading"), None)) or None


def dated(root: etree._Element, title: str | None) -> str | None:
    """The date of the work, else of the document, else the one that the title begins with."""
    works = [date.get("date", "") for work in markup.every(root, "FRBRWork") for date in markup.every(work, "FRBRdate")]
    written = [date.get("date", "") for date in markup.every(root, "docDate")]
    dates = (re.match(r"\d{4}-\d\d-\d\d", candidate) for candidate in [*works, *written, title or ""])
    return next((date.group() for date in dates if date), None)


def spoken_language(root: etree._Element) -> str | None:
    """The language that the file declares."""
    declared = next(markup.every(root, "FRBRlanguage"), None)
    return two_letters(declared.get("language") if declared is not None else root.get(markup.XML_LANG))
