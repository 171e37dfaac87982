"""Plain text and Markdown: transcripts of Otter, Rev, Descript, Trint, noScribe, F4, Whisper, and those typed by hand.

There is no format, only habits (see `labels`). Lines without a label go on with the turn. Where nobody is named, every paragraph is a
piece of nobody's. Verbatim minutes ("De heer Mulder (VVD). ...") have habits of their own and a module of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from analysis.findings import Unreadable
from analysis.readers import minutes
from analysis.readers.labels import HEADING, MARKS, TIMED, Head, heads, is_stamp
from analysis.readers.speech import exchanges, spoken
from analysis.readers.talk import Piece, Source, Talk
from analysis.readers.times import seconds

NAME = "plain text"
RULE = re.compile(r"\s*(?:[-*_=~#]\s*){3,}$")
FIELD = re.compile(r"\W{0,4}(date|datum|title|titel|onderwerp|subject)\W{0,4}:\W{0,4}(?=\w)(.+?)[\s\"'*_]*$", re.IGNORECASE)
DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b|\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")
MARKUP = re.compile(r"</|/>|<\?xml|<!")  # not <Anna>: words
NOISE = 0.02  # so many signs of no alphabet are no slip of an encoding
FORMAL = 0.3  # the chair and those with an honorific have about half of the turns in minutes, nearly none elsewhere
MISSED = 0.05  # of the labels found here; if the habits of clerks pass over more of them, they are not the habits of this file
RARE = 0.02  # a turn in fifty lines; fewer labels are words of address ("Thank you, Senator Smith.")
MANY_WORDS = 60  # so much before the first speaker is worth telling
OTHERS = {
    (b"{\\rtf",): "this is rich text (RTF); open it in a word processor and save it as .docx or plain text",
    (
        b"%PDF",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0",
    ): "this is a document under the name of a text file, or one that is damaged; save it again from its own program",
}


def recognises(source: Source) -> bool:
    """Whatever is text and no other format; it comes last, so it also says what is wrong with what nobody could recognise."""
    return bool(source.text.strip())


def refuse_others(source: Source) -> None:
    """Unreadable for what is no transcript in plain text, though its bytes can be read as letters."""
    for beginnings, message in OTHERS.items():
        if source.starts_with(*beginnings):
            raise Unreadable(message)
    top = source.text[:4000]
    if top.lstrip().startswith("<") and MARKUP.search(top):
        raise Unreadable("this is XML or HTML of no known kind; save it as plain text, or leave it out of transcripts/")
    if sum(not (letter.isprintable() or letter.isspace()) or letter == "\ufffd" for letter in top) > NOISE * len(top):
        raise Unreadable("this is not text; is it a sound, picture or program file? Leave it out of transcripts/")


def read(source: Source) -> Talk:
    """The talk by speakers where the file names them in a steady way, else by paragraphs of nobody."""
    refuse_others(source)
    lines = body(source.lines)
    found = heads(lines)
    if is_verbatim(lines, found):
        return Talk(minutes.pieces(list(enumerate(lines, start=1))), date=minutes.date_in(lines[:200]))
    top = beginning(lines, found)
    talk = Talk(list(pieces(lines, found, top)), *particulars(source.lines[: min(found, default=0)]))
    if (before := sum(len(line.split()) for line in lines[:top])) > MANY_WORDS:
        talk.findings.append(
            (1, f"the {before} words before the first speaker are not read as talk; put a speaker's name before them if they are")
        )
    return talk


def body(lines: list[str]) -> list[str]:
    """The lines, as many, with the header between `---` of a Markdown file, code fences and rules emptied."""
    ends = [place for place, line in enumerate(lines[:60]) if line.strip() == "---"]
    header = ends[1] + 1 if len(ends) > 1 and ends[0] == 0 else 0
    return [*[""] * header, *("" if RULE.match(line) or line.startswith("```") else line for line in lines[header:])]


def beginning(lines: list[str], found: dict[int, Head]) -> int:
    """The line on which the talk begins: the first speaker, or the time just above."""
    top = min(found, default=0)
    while top and (not lines[top - 1].strip() or is_time(lines[top - 1])):
        top -= 1
    return top


def is_verbatim(lines: list[str], found: dict[int, Head]) -> bool:
    """Whether these are minutes as a clerk writes them: many labels with an honorific or `De voorzitter`, and no times."""
    if any(head.start is not None for head in found.values()) or not minutes.looks_like(lines):
        return False
    matches = (minutes.LABEL.match(lines[place].strip()) for place in found)
    formal = sum(bool(match and (match["article"] or re.match(minutes.TITLED, match["label"]))) for match in matches)
    turns = {piece.line - 1 for piece in minutes.pieces(list(enumerate(lines, start=1)))}
    sure = formal >= FORMAL * len(found) and len(found.keys() - turns) <= MISSED * len(found)
    return len(turns) > RARE * sum(map(bool, lines)) and (sure or len(turns) > 2 * len(found))


def pieces(lines: list[str], found: dict[int, Head], top: int) -> Iterator[Piece]:
    """A piece for each paragraph under a speaker's label; overlaps within it apart."""
    for place, who, start, words in paragraphs(lines, found, top):
        for number, (speaker, said) in enumerate(exchanges(" ".join(words), who)):
            if text := spoken(said):
                yield Piece(text, speaker, start if number == 0 else None, line=place)


def paragraphs(lines: list[str], found: dict[int, Head], top: int) -> Iterator[tuple[int, str | None, float | None, list[str]]]:
    """The line, the speaker, the time and the words of each paragraph; a label or a time begins a new one, headings fall out."""
    who, start, place, words = None, None, top + 1, list[str]()
    for number, line in enumerate(lines[top:], start=top):
        head, (time, rest) = found.get(number), timed(line)
        if head or time is not None or not line.strip():
            if words:
                yield place, who, start, words
                start, words = None, []
            who = head.label if head else who
            start = next((known for known in (head.start if head else None, time, start) if known is not None), None)
            line = head.text if head else rest
        if line.strip() and not HEADING.match(line):
            place = place if words else number + 1
            words.append(line if head else MARKS.sub("", line, count=1))
    if words:
        yield place, who, start, words


def timed(line: str) -> tuple[float | None, str]:
    """A time at the beginning of a line of talk, and the rest; None where the line only speaks of a time."""
    bare = line.lstrip("# ") if HEADING.match(line) else line
    match = TIMED.match(bare)
    return (seconds(match[1]), bare[match.end() :]) if match and is_stamp(bare, match) else (None, line)


def is_time(line: str) -> bool:
    """Whether a line holds a time and nothing else."""
    time, rest = timed(line)
    return time is not None and not rest.strip()


def particulars(front: Iterable[str]) -> tuple[str | None, str | None]:
    """Date and title from what stands before the talk."""
    front = [line.strip() for line in front if line.strip(" -#*=_")]
    fields = {match[1].lower(): match[2] for line in front if (match := FIELD.match(line))}
    title = next((value for name, value in fields.items() if name not in ("date", "datum")), None)
    heading = next((match[1] for line in front if (match := HEADING.match(line)) and not is_time(line)), None)
    return day(front), title or heading


def day(front: list[str]) -> str | None:
    """The first date, as ISO; 3-5-2026 is the third of May."""
    for match in filter(None, map(DAY.search, front)):
        year, month, date = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
        if 1 <= int(month) <= 12 and 1 <= int(date) <= 31:
            return f"{year}-{int(month):02}-{int(date):02}"
    return minutes.date_in(front)
