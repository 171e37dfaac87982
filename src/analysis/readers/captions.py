"""What WebVTT, SubRip and SBV share: cues that come on and go off a screen become pieces of talk.

Captions repeat themselves (rolling captions show the line before once more), name speakers in voice tags (`<v Anna>`) or before the
words (`Anna: ...`), and are cut into lines where the screen ends, not where the sentence does.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from analysis.findings import Unreadable
from analysis.readers.speech import exchanges, spoken
from analysis.readers.styles import speakers
from analysis.readers.talk import Piece, Source, decoded

VOICE = re.compile(r"<v(?:\.[^\s>]+)*(?:\s+([^>\n]*))?>|(</v>)")
TIMING = re.compile(r"<\d[\d:.,]*>|</?c[^>]*>")  # karaoke marks, different each time a rolling line is shown
LABEL = re.compile(r"\s*(?:-\s+|>>\s*)?(?:\[([^\[\]:]{1,60})\]|\(([^():]{1,60})\)|([^\W\d_][^:<>]{0,89}?))\s*:(?=\s|$|[^\W\d_])\s*")
CODED = re.compile(r"\s*[\[(](SPEAKER[_ ]?\d+|S\d+|spk_\d+|Speaker \d+|Spreker \d+)[\])]:?\s*", re.IGNORECASE)
LEAD = re.compile(r"\s*(?:>>+|-\s|–\s)\s*")
DANGLING = re.compile(r"(?=.*\d)[\da-f:.,\s>/-]+")  # a number, an id or a piece of a time
ROLLS = 0.2  # a file rolls where this share of the cues begins with what the screen showed just before
TOUCHING = 0.1  # seconds between cues that follow without a pause


@dataclass(frozen=True)
class Cue:
    """What stands on the screen from start to end: its lines, each with who says it (None: not marked), and its place in the file."""

    start: float
    end: float
    line: int
    said: tuple[tuple[str | None, str], ...]


def head(source: Source) -> str:
    """The first characters of a file as text, "" for what is not text: to recognise a format without reading all of it."""
    try:
        return decoded(source.data[:8192]).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff \n\t")
    except Unreadable:
        return ""


def pieces(cues: Iterable[Cue]) -> list[Piece]:
    """The talk in cues: repeated lines once, speakers from voice tags or from labels that the whole file bears out."""
    cues = labelled(unrolled(list(cues)))
    return [piece for cue in cues for piece in of_cue(cue)]


def voices(lines: Iterable[str], speaker: str | None = None) -> tuple[tuple[str | None, str], ...]:
    """Lines with who says them: a voice tag holds until the next one or its end tag."""
    said = []
    for line in lines:
        rest = 0
        for tag in VOICE.finditer(line):
            said.append((speaker, line[rest : tag.start()]))
            speaker, rest = (None if tag[2] else (tag[1] or "").strip().strip("/:").strip() or None), tag.end()
        said.append((speaker, line[rest:]))
    return tuple((who, text) for who, text in said if text.strip())


def unrolled(cues: list[Cue]) -> list[Cue]:
    """The cues without lines that were on the screen already."""
    rolling = rolls(cues)
    return [
        replace(cue, said=after(before, cue)) if before and (rolling or cue.start < before.end) else cue
        for before, cue in zip([None, *cues], cues, strict=False)
    ]


def rolls(cues: list[Cue]) -> bool:
    """Whether cues as a rule begin with what was just shown; two times "Ja." is no such rule."""
    repeats = sum(len(after(before, cue)) < len(cue.said) for before, cue in itertools.pairwise(cues))
    return repeats > 1 and repeats >= ROLLS * len(cues)


def after(before: Cue, cue: Cue) -> tuple[tuple[str | None, str], ...]:
    """What a cue adds to the one before it: lines that came up from below are dropped, and so is the beginning of a line that grew."""
    if cue.start > before.end + TOUCHING:
        return cue.said
    shown, now = [comparable(line) for line in before.said], [comparable(line) for line in cue.said]
    for same in range(min(len(shown), len(now)), 0, -1):
        if shown[-same:] == now[:same]:
            return cue.said[same:]
    if shown and now and shown[-1][0] == now[0][0] and now[0][1].startswith(shown[-1][1] + " "):
        return ((now[0][0], now[0][1][len(shown[-1][1]) :].strip()), *cue.said[1:])
    return cue.said


def comparable(line: tuple[str | None, str]) -> tuple[str | None, str]:
    """A line as it is compared with the one before: without timing marks, with single spaces."""
    return line[0], " ".join(TIMING.sub("", line[1]).split())


def labelled(cues: list[Cue]) -> list[Cue]:
    """The cues with speakers from labels (`Anna: ...`), where no voice tags name them and the file as a whole bears the labels out."""
    if any(who for cue in cues for who, _ in cue.said):
        return cues
    found = [label for cue in cues for _, text in cue.said if (label := label_of(text)[0])]
    names, speaker, renamed = speakers(found, len([cue for cue in cues if cue.said])), None, []
    for cue in cues:
        said = []
        for _, text in cue.said:
            label, rest = label_of(text)
            speaker, text = (label, rest) if label in names else (speaker, text)  # a label holds until the next
            said.append((speaker, text))
        renamed.append(replace(cue, said=tuple(said)))
    return renamed


def label_of(text: str) -> tuple[str | None, str]:
    """A line split in the label before the colon, or None, and the rest."""
    match = CODED.match(text) or LABEL.match(text)
    return (" ".join(next(filter(None, match.groups())).split()), text[match.end() :]) if match else (None, text)


def of_cue(cue: Cue) -> Iterator[Piece]:
    """A piece for each run of one speaker in a cue; only the outer ones keep a time, for nothing is known of the times inside."""
    runs: list[list] = []
    for who, text in cue.said:
        text = LEAD.sub("", text, count=1) if LEAD.match(text) else text
        if runs and runs[-1][0] == who:
            runs[-1][1] += " " + text
        else:
            runs.append([who, text])
    parts = [(who, said) for speaker, text in runs for who, words in exchanges(text, speaker) if (said := spoken(words))]
    end = cue.end if cue.end >= cue.start else None  # noScribe may write an end before the start
    for place, (who, said) in enumerate(parts):
        yield Piece(said, who, cue.start if place == 0 else None, end if place == len(parts) - 1 else None, cue.line)


def broken_off(lines: list[str], arrow: str = "-->") -> int | None:
    """The line (from 1) where the last cue breaks off: a number or a time without words; None where the file ends well."""
    last = len(lines)
    while last and not lines[last - 1].strip():
        last -= 1
    first = last
    while first > 1 and lines[first - 2].strip():
        first -= 1
    block = lines[first - 1 : last]
    wordless = bool(block) and (arrow in block[-1] or (DANGLING.fullmatch(block[-1]) and not any(arrow in line for line in block)))
    return first if wordless and first > 1 else None
