"""PDF: verbatim minutes as municipalities publish them, written by word processors.

A PDF knows places on a page, not paragraphs: page numbers, running heads and feet stand between the lines of a sentence, and an empty line
is only a larger step down. What is bold is known by the name of its font.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections import Counter
from math import inf
from operator import sub
from typing import NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from analysis.findings import Unreadable
from analysis.readers import documents, minutes
from analysis.readers.minutes import Line
from analysis.readers.talk import Source, Talk

logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every oddity that it mends

NAME = "PDF"
EDGE = 3  # running heads and feet are among the outermost three lines of a page
REPEATED = 0.3  # heads of left and right pages differ, so each stands on half of the pages at most; the first pages may have none
FEW = 4  # of so few pages nearly all must have the line
TAIL = 4096  # bytes at the end, among which a whole PDF says where its table of contents is
DAMAGED = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    AssertionError,
    RecursionError,
    OSError,
    NotImplementedError,
    zlib.error,
)
BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)  # in the name of a font
NUMBER = re.compile(r"(?:[-–] ?)?(?:(?i:pagina|blad(?:zijde)?|p\.|page) ?)?\d{1,4}(?: ?(?:/|van|of) ?\d{1,4})?(?: ?[-–])?")
RAISED = 6  # points; a smaller step is a raised number, not a line
COMMON = 0.1  # the smallest step that so many lines make is the usual one; short turns may have more empty lines than full ones
STEP = 1.4  # a step down this much larger than the usual one is an empty line


class Part(NamedTuple):
    """A part of a line as the page draws it: its height on the page, if there is anything to see, and whether a new line opens with it."""

    text: str
    height: float | None
    is_bold: bool
    opens: bool


Row = tuple[Line, float | None]


def recognises(source: Source) -> bool:
    """Whether the file begins as a PDF does; some have a few bytes before it."""
    return b"%PDF-" in source.data[:1024]


def read(source: Source) -> Talk:
    """The turns of verbatim minutes in a PDF; `line` is the page."""
    pages = [trimmed(page) for page in without_furniture(pages_of(source))]
    if not any(line.text for page in pages for line in page):
        raise Unreadable("this PDF has pictures of pages and no text; put it through text recognition (OCR) first")
    lines = run_on(pages)
    if minutes.are_minutes(lines):
        return Talk(minutes.pieces(lines), date=minutes.date_in(line.text for line in lines[:200]))
    return documents.reading(minutes.mended(lines))


def pages_of(source: Source) -> list[list[Line]]:
    """The lines of every page from top to bottom, empty ones where the page leaves room."""
    if b"startxref" not in source.data[-TAIL:]:  # pypdf would read on without the pages that are missing
        raise Unreadable("this PDF is cut off: its end is missing; download or save it again")
    try:
        reader = PdfReader(io.BytesIO(source.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("this PDF asks for a password; save it without one")
        return with_gaps([rows_of(page, number) for number, page in enumerate(reader.pages, 1)])
    except DAMAGED as error:
        raise Unreadable(f"this PDF is broken or cut off ({type(error).__name__}); download or save it again") from error


def rows_of(page: PageObject, number: int) -> list[Row]:
    """The lines of a page with what is bold in them, and their heights."""
    parts: list[Part] = []

    def visit(text: str, user: list[float], place: list[float], font: dict | None, _: object) -> None:
        is_bold = BOLD.search(str((font or {}).get("/BaseFont", ""))) is not None
        height = place[4] * user[1] + place[5] * user[3] + user[5]
        for i, piece in enumerate(text.split("\n")):
            parts.append(Part(piece, height if piece.strip() else None, is_bold, i > 0))

    page.extract_text(visitor_text=visit)
    lines: list[list[Part]] = [[]]
    for part in parts:
        if part.opens:
            lines.append([])
        lines[-1].append(part)
    return [row_of(line, number) for line in lines]


def row_of(parts: list[Part], number: int) -> Row:
    """The parts of a line as one."""
    text = "".join(part.text for part in parts).strip()
    bold = "".join(part.text for part in parts if part.is_bold and part.text.strip())
    return Line(number, text, bold), next((part.height for part in parts if part.height is not None), None)


def with_gaps(pages: list[list[Row]]) -> list[list[Line]]:
    """The lines of each page with an empty one wherever the step down is larger than the usual one of the file."""
    heights = [[height for _, height in page if height is not None] for page in pages]
    steps = Counter(round(step) for page in heights for step in map(sub, page, page[1:]) if step > RAISED)
    usual = min((step for step, count in steps.items() if count >= COMMON * steps.total()), default=inf)
    return [spaced(page, usual) for page in pages]


def spaced(rows: list[Row], usual: float) -> list[Line]:
    """The lines of a page with an empty one wherever the step down is larger than usual."""
    lines: list[Line] = []
    above = -inf
    for line, height in rows:
        if height is not None and above - height > STEP * usual and lines[-1].text:
            lines.append(Line(line.place, ""))
        lines.append(line)
        above = height if height is not None else above
    return lines


def without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers and running heads and feet: outer lines that return, but for their digits, on many pages."""
    edges = [outer(page) for page in pages]
    counts = Counter(key for page, edge in zip(pages, edges, strict=True) for key in {shape(page[i]) for i in edge})
    least = max(2, len(pages) - 1) if len(pages) <= FEW else max(3, REPEATED * len(pages))
    often = {key for key, count in counts.items() if count >= least and not minutes.LABEL.match(key)}
    return [
        [line for i, line in enumerate(page) if not (i in edge and (shape(line) in often or NUMBER.fullmatch(line.text)))]
        for page, edge in zip(pages, edges, strict=True)
    ]


def outer(page: list[Line]) -> set[int]:
    """The places of the first and last lines with text."""
    full = [i for i, line in enumerate(page) if line.text]
    return {*full[:EDGE], *full[-EDGE:]}


def shape(line: Line) -> str:
    """A line with its numbers alike."""
    return re.sub(r"\d+", "#", line.text)


def trimmed(page: list[Line]) -> list[Line]:
    """A page without the empty lines at its head and foot."""
    full = [i for i, line in enumerate(page) if line.text]
    return page[full[0] : full[-1] + 1] if full else []


def run_on(pages: list[list[Line]]) -> list[Line]:
    """All pages in one: a sentence that runs over the break goes on, a page that ends with a sentence ends a paragraph."""
    lines: list[Line] = []
    for page in filter(None, pages):
        if lines and minutes.SENTENCE_END.search(lines[-1].text):
            lines.append(Line(page[0].place, ""))
        lines.extend(page)
    return lines
