"""WebVTT: captions of Teams, Zoom, Webex, noScribe, YouTube, Whisper and many others.

Speakers stand in voice tags (`<v Anna>`, Teams, noScribe), before the words (`Anna: ...`, Zoom) or in the line above the time (Webex).
Teams gives cues an id and may write a cue as JSON; noScribe marks overlaps as `//S02: ... //` inside a cue; YouTube captions roll.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import webvtt

from analysis.readers.captions import Cue, broken_off, head, pieces, voices
from analysis.readers.languages import two_letters
from analysis.readers.talk import Source, Talk
from analysis.readers.times import seconds

NAME = "WebVTT"
TIMES = re.compile(r"\s*((?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3})")
WEBEX = re.compile(r'\d+\s+"([^"]+)"(?:\s+\(\d+\))?')
LANGUAGE = re.compile(r"Language:\s*([\w-]+)")


def recognises(source: Source) -> bool:
    """Whether the file begins with WEBVTT, as every WebVTT file must, whatever its name."""
    return head(source).startswith("WEBVTT")


def read(source: Source) -> Talk:
    """The talk in the cues, in their order; notes, styles and settings are left aside."""
    top = next(place for place, line in enumerate(source.lines) if "WEBVTT" in line)
    lines = [with_dots(line) for line in source.lines[top:]]
    captions = webvtt.from_string("\n".join(["WEBVTT" + lines[0].partition("WEBVTT")[2], *lines[1:]]))
    shown = list(cues(captions, lines))
    talk = Talk(
        [replace(piece, line=top + piece.line) for piece in pieces(shown)], findings=oddities(lines, {cue.line for cue in shown}, top)
    )
    talk.title = captions.header_text.strip(" -\t") or None
    talk.language = next((two_letters(match[1]) for line in captions.metadata if (match := LANGUAGE.match(line))), None)
    return talk


def with_dots(line: str) -> str:
    """A line of times with points before the milliseconds, also where a tool wrote the commas of SubRip."""
    return line.replace(",", ".") if TIMES.match(line) else line


def cues(captions: webvtt.WebVTT, lines: list[str]) -> Iterator[Cue]:
    """The captions with their place in the file, which the library does not keep: each is found again by its times."""
    places = [(place, seconds(match[1]), seconds(match[2])) for place, line in enumerate(lines, start=1) if (match := TIMES.match(line))]
    here = 0
    for caption in captions.captions:
        start, end = seconds(caption.start) or 0.0, seconds(caption.end) or 0.0
        here = next((there for there in range(here, len(places)) if places[there][1:] == (start, end)), here)
        webex = WEBEX.fullmatch((caption.identifier or "").strip())
        yield Cue(start, end, places[here][0], said(caption.lines, webex[1] if webex else None))
        here = min(here + 1, len(places) - 1)


def said(lines: list[str], speaker: str | None) -> tuple[tuple[str | None, str], ...]:
    """The lines of a cue with who says them; also where Teams wrote the cue as an object with `speakerName` and `spokenText`."""
    if lines and lines[0].lstrip().startswith("{"):
        try:
            spoken = json.loads("\n".join(lines))
        except ValueError:  # words in braces after all
            spoken = {}
        if isinstance(spoken.get("spokenText"), str):
            return ((spoken.get("speakerName") or speaker, spoken["spokenText"]),)
    return voices(lines, speaker)


def oddities(lines: list[str], read: set[int], top: int) -> list[tuple[int, str]]:
    """Times that are none, so that the library passes over their cues, and an end that is missing."""
    end = broken_off(lines)
    odd = [place for place, line in enumerate(lines, start=1) if "-->" in line and place not in read and not (end and place >= end)]
    findings = [
        (top + place, "these times are not understood, so the cue is left out; write 00:00:01.000 --> 00:00:02.000") for place in odd
    ]
    return findings + ([(top + end, "the file breaks off in this cue; export it again if talk is missing")] if end else [])
