"""SBV (SubViewer), the captions that YouTube gives: times on a line (`0:00:01.000,0:00:02.500`), words below; no speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.readers.captions import Cue, broken_off, head, pieces, voices
from analysis.readers.talk import Source, Talk
from analysis.readers.times import seconds

NAME = "SBV"
TIMES = re.compile(r"\s*(\d{1,3}:\d{2}:\d{2}\.\d{1,3}),(\d{1,3}:\d{2}:\d{2}\.\d{1,3})\s*")


def recognises(source: Source) -> bool:
    """Whether the first line is two times with a comma between."""
    return bool(TIMES.fullmatch(head(source).partition("\n")[0]))


def read(source: Source) -> Talk:
    """The talk in the cues, in their order; a cue that breaks off is told."""
    end = broken_off(source.lines, arrow=",")
    findings = [(end, "the file breaks off in this cue; export it again if talk is missing")] if end else []
    return Talk(pieces(cues(source.lines[: end - 1] if end else source.lines)), findings=findings)


def cues(lines: list[str]) -> Iterator[Cue]:
    """The lines below each line of times, until the next."""
    places = [(place, times) for place, line in enumerate(lines) if (times := TIMES.fullmatch(line))]
    ends = [place for place, _ in places[1:]] + [len(lines)]
    for (place, times), end in zip(places, ends, strict=True):
        start, stop = seconds(times[1]) or 0.0, seconds(times[2]) or 0.0
        yield Cue(start, stop, place + 1, voices(line.replace("[br]", " ") for line in lines[place + 1 : end]))
