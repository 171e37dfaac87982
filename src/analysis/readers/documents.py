"""What word-processor files have in common, .docx and .odt: paragraphs with bold type, and tables.

Written by Microsoft Teams ("Name   0:03" and the words, or a line of two times, a name and the words; in one paragraph or in several),
by transcription services (a table with a row an utterance), by clerks (verbatim minutes) and by people who type interviews out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from analysis.readers import fields, minutes, text
from analysis.readers.labels import heads
from analysis.readers.minutes import Line
from analysis.readers.speech import spoken
from analysis.readers.styles import is_name, is_possible
from analysis.readers.talk import Piece, Source, Talk
from analysis.readers.times import STAMP, seconds


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its number in the document, and what of it is bold; a heading is bold throughout. `item`: it is one of a list."""

    place: int
    text: str
    bold: str = ""
    item: bool = False


@dataclass(frozen=True)
class Table:
    """A table: rows of cells, and the number of the first row among the paragraphs and rows of the document."""

    place: int
    rows: list[list[str]]


Block = Paragraph | Table

TIMES = re.compile(r"\s*(\d+:\d+:\d+(?:[.,]\d+)?)\s*-->\s*(\d+:\d+:\d+(?:[.,]\d+)?)\s*")
NAME_TIME = re.compile(rf"\s*(?P<name>[^\W\d_].{{0,60}}?)(?P<gap>\s+)(?P<time>{STAMP})\s*")
TIME_NAME = re.compile(rf"\s*(?P<time>{STAMP})(?P<gap>\s+)(?P<name>[^\W\d_].{{0,60}}?)\s*")
GAPS = ("   ", "  ", "\t")  # Teams puts three spaces between name and time
DATED = 200  # lines at the top among which the date of a session stands
TRANSCRIPTION = re.compile(
    r".{0,80}\b(?:started|stopped|paused|resumed) (?:the )?transcription\.?"
    r"|.{0,80}\b(?:transcriptie|transcriberen)\b.{0,20}\b(?:gestart|gestopt|beëindigd)\.?"
    r"|.{0,80}\b(?:gestart|gestopt) met (?:transcriberen|de transcriptie)\.?",
    re.IGNORECASE,
)
LENGTHS = ("dur", "duration", "duur", "length", "lengte")
FAIR = 0.2  # of its document's words a transcript table without times has so many at least; a list of actions in minutes has fewer
FEWEST_ROWS, WORDS_A_ROW = 4, 4  # a table without a head is talk if it has some rows and sentences; a list of names with parties has none


def talk(blocks: Sequence[Block]) -> Talk:
    """The talk in a document: its transcript table, else its timed paragraphs, its minutes, or what plain text would be."""
    made = reading(running([block for block in blocks if isinstance(block, Paragraph)]))
    rows = told_in_rows(blocks)
    if rows and not (named(made.pieces) and amount(made.pieces) > amount(rows)):
        return Talk(rows, minutes.date_in([paragraph.text for paragraph in in_cells(blocks)][:DATED]))
    if named(made.pieces) or not any(isinstance(block, Table) for block in blocks):
        return made
    within = reading(running(list(in_cells(blocks))))
    return within if named(within.pieces) or not made.pieces else made


def named(pieces: Iterable[Piece]) -> bool:
    """Whether anybody is named as a speaker."""
    return any(piece.speaker for piece in pieces)


def amount(pieces: Iterable[Piece]) -> int:
    """How many words were said."""
    return words(piece.text for piece in pieces)


def told_in_rows(blocks: Sequence[Block]) -> list[Piece]:
    """The pieces in the transcript tables of a document: with times, or with a fair part of its words."""
    tables = [block for block in blocks if isinstance(block, Table)]
    told = list(rows_told(tables, headed_columns)) or list(rows_told(tables, guessed_columns))
    timed = any(piece.start is not None for piece in told)
    return told if timed or amount(told) > FAIR * words(paragraph.text for paragraph in in_cells(blocks)) else []


def in_cells(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """All paragraphs, those in tables too: some minutes stand in a table with the agenda numbers beside them."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (Paragraph(place, cell) for place, row in enumerate(block.rows, block.place) for cell in row if cell.strip())


def running(paragraphs: Sequence[Paragraph]) -> list[Line]:
    """The paragraphs as lines, an empty one after each; a line break within a paragraph makes a line."""
    lines: list[Line] = []
    for paragraph in paragraphs:
        for part in paragraph.text.split("\n"):
            if not TRANSCRIPTION.fullmatch(part.strip()):
                lines.append(Line(paragraph.place, part, paragraph.bold if part.strip() and bears(part, paragraph.bold) else ""))
        lines.append(Line(paragraph.place, ""))
    return lines


def bears(part: str, bold: str) -> bool:
    """Whether the bold type of a paragraph stands on this line of it."""
    return bool(bold.strip()) and "".join(bold.split()) in "".join(part.split())


def reading(lines: list[Line]) -> Talk:
    """Timed paragraphs, minutes, or plain text."""
    texts = [line.text for line in lines]
    date = minutes.date_in(texts[:DATED])
    cues = list(timed_cues(lines))
    if len(cues) > 1 and (TIMES.search("\n".join(texts)) or not minutes.are_minutes(lines)):
        return Talk(list(timed_pieces(cues)), date)
    if minutes.are_minutes(lines) and (any(line.bold for line in lines) or text.is_verbatim(texts, heads(texts))):
        return Talk(minutes.pieces(lines), date)
    return as_text(lines)


def as_text(lines: Sequence[Line]) -> Talk:
    """The lines read as Markdown, in which the text reader knows bold type; places are those of the document."""
    if not any(line.text.strip() for line in lines):
        return Talk([])
    made = text.read(Source("document.md", "\n".join(map(marked, lines)).encode()))
    made.pieces = [replace(piece, line=lines[min(piece.line, len(lines)) - 1].place) for piece in made.pieces]
    made.findings = [(lines[min(place, len(lines)) - 1].place, message) for place, message in made.findings]
    return made


def marked(line: Line) -> str:
    """A line with the bold type at its beginning marked as in Markdown."""
    bold, whole = line.bold.strip(), line.text.strip()
    return f"**{bold}**{whole[len(bold) :]}" if bold and whole.startswith(bold) else whole


@dataclass
class Cue:
    """What was said from a time on, by whom if that is known, line by line."""

    place: int
    start: float | None
    end: float | None = None
    speaker: str | None = None
    said: list[str] = field(default_factory=list)


def timed_cues(lines: Sequence[Line]) -> Iterator[Cue]:
    """Each time or pair of times with the lines under it; numbers of captions before a time fall out."""
    cue: Cue | None = None
    for line in lines:
        if head := cue_head(line):
            if cue and cue.said:
                if cue.end is not None and len(cue.said) > 1 and cue.said[-1].isdecimal():
                    cue.said.pop()
                yield cue
            cue = head
        elif cue and line.text.strip():
            cue.said.append(line.text.strip())
    if cue and cue.said:
        yield cue


def cue_head(line: Line) -> Cue | None:
    """The cue that a line opens: two times; a name and a time; a time and a name."""
    if times := TIMES.fullmatch(line.text):
        return Cue(line.place, seconds(times[1]), seconds(times[2]))
    match = NAME_TIME.fullmatch(line.text) or TIME_NAME.fullmatch(line.text)
    if match and (is_name(match["name"]) or (match["gap"] in GAPS and is_possible(match["name"]))):
        return Cue(line.place, seconds(match["time"]), None, " ".join(match["name"].split()))
    return None


def timed_pieces(cues: Sequence[Cue]) -> Iterator[Piece]:
    """Pieces of cues; older Teams files have the name on a line of its own between the times and the words."""
    firsts = Counter(cue.said[0] for cue in cues if cue.speaker is None and len(cue.said) > 1)
    are_names = all(map(is_possible, firsts)) and (len(firsts) < sum(firsts.values()) or all(map(is_name, firsts)))
    for cue in cues:
        inside = cue.speaker is None and are_names and len(cue.said) > 1
        if heard := spoken(" ".join(cue.said[1:] if inside else cue.said)):
            yield Piece(heard, cue.said[0] if inside else cue.speaker, cue.start, cue.end, cue.place)


def rows_told(tables: Iterable[Table], columns_of: Callable[[list[list[str]]], tuple[dict[str, int], int]]) -> Iterator[Piece]:
    """The rows of the transcript tables as pieces, nothing from other tables."""
    for table in tables:
        rows = [[" ".join(cell.split()) for cell in row] for row in table.rows]
        columns, first = columns_of(rows)
        if columns:
            yield from row_pieces(rows[first:], columns, table.place + first)


def row_pieces(rows: list[list[str]], columns: dict[str, int], place: int) -> Iterator[Piece]:
    """A piece for each row; an empty speaker is the one above."""
    speaker = None
    for number, row in enumerate(rows, place):
        cells = {name: row[column] for name, column in columns.items() if column < len(row) and row[column]}
        speaker = cells.get("speaker", speaker)
        start, end = fields.times(cells.get("start"), cells.get("end"))
        if end is None and start is not None and (length := seconds(cells.get("length"))) is not None:
            end = round(start + length, 3)
        if said := spoken(cells.get("text", "")):
            yield Piece(said, speaker, start, end, number, cells.get("role"), cells.get("group"), cells.get("organisation"))


def headed_columns(rows: list[list[str]]) -> tuple[dict[str, int], int]:
    """Which column holds what, by the words in the first row; none where speakers or words are not among them."""
    head = rows[0] if rows else []
    known = {name: place for name, (place, _) in fields.places(head).items()}
    lengths = [place for place, cell in enumerate(head) if cell.lower().strip(". ") in LENGTHS]
    return (known | ({"length": lengths[0]} if lengths else {}) if {"speaker", "text"} <= known.keys() else {}), 1


def guessed_columns(rows: list[list[str]]) -> tuple[dict[str, int], int]:
    """Which column holds what in a table without a head: names that return, perhaps times, and sentences in the last."""
    width = len(rows[0]) if rows else 0
    if len(rows) < FEWEST_ROWS or width not in (2, 3, 4) or any(len(row) != width for row in rows):
        return {}, 0
    *columns, texts = zip(*rows, strict=True)
    names = [
        i for i, cells in enumerate(columns) if any(cells) and len(set(cells)) < len(cells) and all(is_name(cell) for cell in cells if cell)
    ]
    clocks = [i for i, cells in enumerate(columns) if all(seconds(cell) is not None for cell in cells)]
    if not names or words(texts) < WORDS_A_ROW * len(rows):
        return {}, 0
    return {"speaker": names[0], "text": width - 1} | ({"start": clocks[0]} if clocks else {}), 0


def words(texts: Iterable[str]) -> int:
    """How many words there are."""
    return sum(len(each.split()) for each in texts)
