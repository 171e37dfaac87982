"""SubRip (.srt): captions of YouTube, Whisper, Amberscript, Trint and subtitle editors.

The format has no speakers; tools write `Anna: ...` or `[SPEAKER_00]: ...` before the words, often only where the speaker changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pysubs2
from pysubs2.time import TIMESTAMP

from analysis.readers.captions import Cue, broken_off, head, pieces, voices
from analysis.readers.talk import Source, Talk

NAME = "SubRip"
TIMES = re.compile(r"(?:\A|\n)\s*\d{1,2}:\d{2}:\d{2}[.,]\d{1,3}\s*-->\s*\d{1,2}:\d{2}:\d{2}[.,]\d{1,3}")


def recognises(source: Source) -> bool:
    """Whether two times with an arrow stand within the first lines, and nothing says that it is WebVTT."""
    top = head(source)
    match = TIMES.search(top)
    return match is not None and top.count("\n", 0, match.start() + 1) <= 4 and not top.startswith(("WEBVTT", "<", "{", "[Script"))


def read(source: Source) -> Talk:
    """The talk in the cues, in their order; a cue that breaks off is left out and told."""
    end = broken_off(source.lines)
    lines = source.lines[: end - 1] if end else source.lines
    odd = [place for place, line in enumerate(lines, start=1) if "-->" in line and not timed(line)]
    findings = [(place, "these times are not understood, so the cue is left out; write 00:00:01,000 --> 00:00:02,000") for place in odd]
    if end:
        findings.append((end, "the file breaks off in this cue; export it again if talk is missing"))
    return Talk(pieces(cues(readable(lines))), findings=findings)


def timed(line: str) -> bool:
    """Whether pysubs2 takes this line for the times of a cue."""
    return len(TIMESTAMP.findall(line)) == 2


def readable(lines: list[str]) -> list[str]:
    """The lines, as many, without cues whose times are not understood: the library would add them to the cue before."""
    kept, dropping = [], False
    for line in lines:
        if "-->" in line:
            dropping = not timed(line)
        kept.append("" if dropping else line)
    return kept


def cues(lines: list[str]) -> Iterator[Cue]:
    """The cues with their place in the file, which the library does not keep."""
    places = [place for place, line in enumerate(lines, start=1) if timed(line)]
    if not places:
        return
    events = pysubs2.SSAFile.from_string("\n".join(lines), format_="srt", keep_html_tags=True)
    for place, event in zip(places, events, strict=True):
        yield Cue(event.start / 1000, event.end / 1000, place, voices(event.plaintext.split("\n")))
