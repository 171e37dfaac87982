"""What every reader takes and gives: a source goes in, pieces of talk come out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from analysis.findings import Unreadable


@dataclass(frozen=True)
class Piece:
    """A piece of talk as its file has it: a cue, a paragraph, a row, a sentence.

    `speaker` is the label as the file has it, honorifics and party included, or None where the file names nobody;
    `start` and `end` are seconds from the beginning, or None; `line` is the place in the file for messages (a line, or the page of a
    PDF, the paragraph of a document, the row of a sheet); `role`, `group` and `organisation` only where the file says so apart from the label.
    `fresh` starts a new turn even when the speaker is the one before: for files whose rows are the turns as they stand.
    """

    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    line: int = 0
    role: str | None = None
    group: str | None = None
    organisation: str | None = None
    fresh: bool = False


@dataclass
class Talk:
    """What one file holds: its pieces in order, what it tells of the session, and what was odd (line, message)."""

    pieces: list[Piece]
    date: str | None = None
    title: str | None = None
    language: str | None = None
    findings: list[tuple[int, str]] = field(default_factory=list)


class Source:
    """A transcript file, read once: its bytes, its text whatever the encoding, its lines, its suffix.

    >>> Source("minutes.txt", "Anna: één\\r\\nBob: twee".encode("cp1252")).lines
    ['Anna: één', 'Bob: twee']
    """

    def __init__(self, path: str | Path, data: bytes | None = None):
        self.path = Path(path)
        self.data = self.path.read_bytes() if data is None else data
        self.suffix = self.path.suffix.lower()

    @cached_property
    def text(self) -> str:
        """The text with line endings as ``\\n``; UTF-8 with or without mark, UTF-16, UTF-32, else Windows-1252."""
        return decoded(self.data).replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def lines(self) -> list[str]:
        """The text line by line (only ``\\n`` ends a line)."""
        return self.text.removesuffix("\n").split("\n")

    def starts_with(self, *heads: bytes) -> bool:
        """Whether the first bytes (after a mark and white space) are one of these."""
        return self.data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(heads)


MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


def decoded(data: bytes) -> str:
    """Bytes as text: by their mark; else UTF-16 where every other byte is zero, UTF-8 where it fits, Windows-1252 where not.

    Raises Unreadable for bytes that are no text at all.

    >>> decoded("vóór".encode("utf-16")), decoded("vóór".encode("cp1252"))
    ('vóór', 'vóór')
    """
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    head = data[:400]
    if len(head) > 3 and head[1::2].count(0) > 0.7 * len(head[1::2]):
        return data.decode("utf-16-le", errors="replace")
    if len(head) > 3 and head[0::2].count(0) > 0.7 * len(head[0::2]):
        return data.decode("utf-16-be", errors="replace")
    if b"\x00" in head:
        raise Unreadable("this is not text; is it a sound, picture or program file? leave it out")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":  # cut in the middle of a character
            return data.decode("utf-8", errors="ignore")
        return data.decode("cp1252", errors="replace")
