"""TextGrid: Praat's tiers of intervals, also written by forced aligners (MFA, WebMAUS) and the Corpus Gesproken Nederlands.

Praat reads only the free-standing strings, numbers and flags in a TextGrid and passes over all else, so that its long and its short text
format are the same list of tokens. So does this reader. Tiers follow each other: a file that is cut lacks whole speakers, and is no use.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator

from analysis.findings import Unreadable
from analysis.readers.talk import Source, Talk
from analysis.readers.tiers import Tier, talk

NAME = "TextGrid"

TOKEN = re.compile(r'"(?P<text>[^"]*(?:""[^"]*)*)(?P<closed>"|\Z)|<(?P<flag>\w+)>|(?P<comment>![^\n]*)|(?P<word>[^\s"<!]+)|<')
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
ACCENTS = {"'": "\u0301", '"': "\u0308", "^": "\u0302", "`": "\u0300", "~": "\u0303", ",": "\u0327"}  # Praat writes é as \e'
Token = tuple[str | float, int]


def recognises(source: Source) -> bool:
    """Whether the head names a TextGrid of Praat, in any encoding, as text or binary."""
    head = source.data[:200].replace(b"\x00", b"")
    return b"TextGrid" in head and (b"ooTextFile" in head or b"ooBinaryFile" in head or b"Praat chronological" in head)


def read(source: Source) -> Talk:
    """What is said on the speech tiers, in the order of time."""
    if b"ooTextFile" not in source.data[:200].replace(b"\x00", b""):
        raise Unreadable("a binary or chronological TextGrid; open it in Praat and choose Save as text file")
    return Talk(talk(tiers(tokens(source.text))))


def tokens(text: str) -> Iterator[Token]:
    """The free-standing strings and numbers, each with its line."""
    line, position = 1, 0
    for match in TOKEN.finditer(text):
        line, position = line + text.count("\n", position, match.start()), match.start()
        if match["text"] is not None and match["closed"]:
            yield match["text"].replace('""', '"'), line
        elif match["text"] is not None:
            return  # the closing quotation mark is missing: the file is cut here
        elif match["word"] and NUMBER.fullmatch(match["word"]) and math.isfinite(number := float(match["word"])):
            yield number, line


def tiers(stream: Iterator[Token]) -> list[Tier]:
    """All tiers of intervals; Unreadable with the line where the file breaks off."""
    reading = Reading(stream)
    for _ in ("file type", "object class"):
        reading.take(str)
    reading.take(float), reading.take(float)
    found = []
    for number in range(int(reading.take(float))):
        reading.place = f"tier {number + 1}"
        if tier := one_tier(reading):
            found.append(tier)
    return found


def one_tier(reading: Reading) -> Tier | None:
    """The next tier; None for a tier of points (tones, breaks), which holds no speech."""
    intervals, name = reading.take(str) == "IntervalTier", reading.take(str)
    reading.take(float), reading.take(float)
    annotations = []
    for _ in range(int(reading.take(float))):
        start, end = reading.take(float), reading.take(float) if intervals else 0.0
        annotations.append((start, end, accented(reading.take(str)), reading.line))
    return Tier(accented(name), annotations) if intervals else None


class Reading:
    """Takes tokens one by one, and says where the file breaks off when the one that must come does not."""

    def __init__(self, stream: Iterator[Token]):
        self.stream, self.line, self.place = stream, 1, "its head"

    def take(self, kind: type):
        """The next token, which must be of this kind (str or float)."""
        value, self.line = next(self.stream, (None, self.line))
        if not isinstance(value, kind):
            raise Unreadable(
                f"the TextGrid breaks off or is damaged in {self.place}, so that speakers are missing; save it again from Praat", self.line
            )
        return value


def accented(label: str) -> str:
    r"""A label with Praat's codes for accents as letters.

    >>> accented(r"\e'\e'n"), accented(r'co\o"rdinatie'), accented(r"a\b")
    ('één', 'coördinatie', 'a\\b')
    """
    return re.sub(r"""\\([A-Za-z])(['"^`~,])""", lambda code: unicodedata.normalize("NFC", code[1] + ACCENTS[code[2]]), label)
