"""How plain text marks a speaker: a family a way of writing, and the one that a file keeps to.

Each family looks at a line (and the lines around it) and says which label it would find there. The family that finds most speakers
which the whole file bears out (`styles.speakers`) is the file's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from analysis.readers.styles import is_name, is_possible, speakers
from analysis.readers.times import STAMP, seconds

MARKS = re.compile(r"\s*(?:>\s*)*(?:[-*+•]\s+(?=\S)|\d{1,4}[.)]\s+)?")  # quotation marks and bullets of Markdown, numbered turns
HEADING = re.compile(r"\s*#{1,6}\s+(.+?)\s*#*$")
BOLD = re.compile(r"(\*\*|__|\*|_)(?=\S)([^*_]{1,100}?)\s*\1(?!\w)\s*")
TIMED = re.compile(rf"\s*[\[(<]?({STAMP})(?:\s*(?:-->|-|–|to|tot)\s*({STAMP}))?[\])>]?(?=\s|$|[:\-–])[\s:–-]*")
NAME = r"[\[(<]?(?P<name>[^\W\d_][^:\[\]<>\t]*?(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?)[\])>]?"
BETWEEN = rf"(?P<time>{STAMP})(?:\s*-+>?\s*{STAMP})?"
COLON = re.compile(rf"{NAME}\s*(?:[\[(]?{BETWEEN}[\])]?)?\s*:(?=\s|$|[\"'‘“*_]|[^\W\d_])[*_]*\s*(?P<text>.*)")
TIME_AFTER = re.compile(rf"{NAME}\s*(?:[-–|,]\s*)?(?:[\[(]{BETWEEN}[\])]|(?P<bare>{STAMP}))\s*(?P<colon>[:–-]?)\s*(?P<text>.*)")
DASHED = re.compile(rf"{NAME}(?:\s+[-–—]+\s+|\t+\s*|\s+\|\s+)(?P<text>\S.*)")
CODED = re.compile(r"[\[(](?P<name>(?:SPEAKER|SPK|S|Speaker|Spreker)[ _]?\d{1,3})[\])]\s*(?P<text>.*)")


@dataclass(frozen=True)
class Head:
    """Where a turn begins: the speaker's label, the time if it is there, and the words on the same line."""

    label: str
    start: float | None
    text: str


Family = Callable[[list[str], int], Head | None]


def heads(lines: list[str]) -> dict[int, Head]:
    """The lines (from 0) on which a speaker is named, in the way of writing that the file keeps to; empty where nobody is."""
    return max((borne_out(lines, family) for family in FAMILIES), key=len)


def borne_out(lines: list[str], family: Family) -> dict[int, Head]:
    """The heads of one family whose labels the whole file bears out as speakers."""
    found = {place: head for place in range(len(lines)) if lines[place].strip() and (head := family(lines, place))}
    if not found:
        return {}
    top = min(found)
    places = units(lines[top:], family)
    names = speakers((head.label for head in found.values()), places)
    kept = {place: head for place, head in found.items() if head.label in names}
    return kept if len(kept) >= LEAST.get(family, 0) * places else {}


def units(lines: list[str], family: Family) -> int:
    """How many places a label could stand: paragraphs where blank lines make them, otherwise lines."""
    begins = [place for place, line in enumerate(lines) if line.strip() and (place == 0 or not lines[place - 1].strip())]
    full = sum(bool(line.strip()) for line in lines)
    return len(begins) if family in (alone, time_after) or len(begins) > 0.3 * full else full


def named(match: re.Match[str] | None, start: float | None = None) -> Head | None:
    """The head that a pattern finds, if its label could be a speaker."""
    if not match or not is_possible(label := " ".join(match["name"].strip("*_ \t").split())):
        return None
    groups = match.groupdict()
    time, text = groups.get("time") or groups.get("bare"), TIMED.match(groups.get("text") or "")
    if not time and text and is_stamp(groups["text"], text):  # Speaker 1: [00:01:02] words
        return Head(label, seconds(text[1]) if start is None else start, groups["text"][text.end() :])
    return Head(label, seconds(time) if time else start, groups.get("text") or "")


def is_stamp(line: str, time: re.Match[str]) -> bool:
    """Whether a time that opens a line is the transcriber's: in brackets, or all there is ("10:30 komt niet uit" is talk)."""
    return time[0].lstrip()[0] in "[(<" or not line[time.end() :].strip() or "-->" in time[0]


def untimed(line: str) -> tuple[float | None, str]:
    """A line without its marks of Markdown and a time before the label, and that time."""
    line = "\t".join(" ".join(part.split()) for part in line.split("\t") if part.strip())  # long runs of spaces make patterns slow
    line = BOLD.sub(r"\2 ", MARKS.sub("", line, count=1), count=1).strip()
    time = TIMED.match(line)
    line = line[time.end() :] if time else line
    return (seconds(time[1]) if time else None), BOLD.sub(r"\2 ", line, count=1).strip() if BOLD.match(line) else line


def colon(lines: list[str], place: int) -> Head | None:
    """`Name: words`, with a time before or after the name if there is one; `[SPEAKER_00] words`."""
    start, line = untimed(lines[place])
    return named(COLON.match(line) or CODED.match(line), start)


def time_after(lines: list[str], place: int) -> Head | None:
    """`Name 0:12`, `Name (00:00:12)`, `[00:00:12] - Name`: a name with a time; words may follow if the time stands in brackets."""
    start, line = untimed(lines[place])
    if start is not None:
        return Head(line, start, "") if is_name(line) and follows(lines, place) else None
    match = TIME_AFTER.match(line)
    if match and match["bare"] and (match["text"] or match["colon"] == "-"):  # "Jan 10:15 moet ik weg" is talk
        return None
    return named(match)


def headed(lines: list[str], place: int) -> Head | None:
    """`### Name`: a heading, the talk below."""
    if not (heading := HEADING.match(lines[place])):
        return None
    start, line = untimed(heading[1])
    return Head(line, start, "") if is_name(line) else None


def marked(lines: list[str], place: int) -> Head | None:
    """`**Name** words`: bold type."""
    bold = BOLD.match(MARKS.sub("", lines[place], count=1))
    if not bold or not is_possible(bold[2].rstrip(": ")):
        return None
    return Head(bold[2].rstrip(": "), None, MARKS.sub("", lines[place], count=1)[bold.end() :])


def dashed(lines: list[str], place: int) -> Head | None:
    """`Name - words`, also with a long dash, a tab or a bar."""
    start, line = untimed(lines[place])
    match = DASHED.match(line)
    return named(match, start) if match and is_name(match["name"].strip()) else None


def alone(lines: list[str], place: int) -> Head | None:
    """A name on a line of its own after a blank line (or a time), the talk below."""
    line = untimed(lines[place])[1].strip()
    opens = place == 0 or not lines[place - 1].strip() or TIMED.fullmatch(lines[place - 1])
    if not opens or line.endswith((".", ",", "?", "!", ";", ":")) or not follows(lines, place):
        return None
    return Head(line, None, "") if is_name(line) else None


def follows(lines: list[str], place: int) -> bool:
    """Whether there are words or a time on the next line, or after one blank line."""
    return any(line.strip() for line in lines[place + 1 : place + 3])


FAMILIES: tuple[Family, ...] = (colon, time_after, marked, headed, dashed, alone)

LEAST: dict[Family, float] = {
    dashed: 0.5,
    alone: 0.4,
}  # the share of places that bear a label where the label is not marked by much: short lines and dashes are common
