"""What was said in plain text: no tags, entities, sounds, pauses, stamps; and interruptions inside a turn apart."""

from __future__ import annotations

import html
import re

from analysis.readers.noise import without_noise
from analysis.readers.styles import is_name

TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>|<\d[\d:.,]*>|\{\\[^{}]*\}")  # <i>, <v Name>, <00:00:01.500>, {\an8}
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
STAMPS = re.compile(r"[\[(]\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]|#\d{1,2}:\d{2}:\d{2}-\d#")  # the second: f4transkript
INVISIBLE = re.compile("[\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad]")
SOME_SECONDS = r"\d[\d.,:]*\s*(?:s|sec|sec\.|seconds?|secon?den?)?"
PAUSE = re.compile(
    rf"[(\[]\s*(?:\.{{1,6}}|…|-{{1,3}}|{SOME_SECONDS}|(?:[\w.,]+ ){{0,3}}(?:pauses?|pauzes?|inaudible|onverst\.?))\s*[)\]]", re.IGNORECASE
)
GESTURES = r"\*(?:laughs|laughter|lacht|lachend|gelach|applaus|zucht|hoest|kucht|snikt|pauze|stilte)\*"
SUNG = re.compile(rf"[♪♫♬]+[^♪♫♬\n]*[♪♫♬]+|[♪♫♬]|{GESTURES}", re.IGNORECASE)
EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
OVERLAP = re.compile(r"(?<!:)//")  # not the slashes of https:
WHO = re.compile(r"\s*([^:]{1,40}):\s*")


def spoken(text: str) -> str:
    """The words that were said, on one line: no tags, entities, sounds in brackets, pauses, stamps.

    >>> spoken("<i>Ja</i>, (..) goed &amp; wel [Applaus] [00:01:02]")
    'Ja, goed & wel'
    """
    if "<" in text or "{" in text:
        text = TAG.sub("", text)
    if "&" in text:
        text = ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    for pattern in (STAMPS, PAUSE, SUNG):
        text = pattern.sub(" ", text)
    return without_noise(EMPHASIS.sub(r"\2", INVISIBLE.sub("", text)))


def exchanges(text: str, speaker: str | None) -> list[tuple[str | None, str]]:
    """A turn with overlaps as noScribe marks them, apart: who, what.

    >>> exchanges("Dat is zo. //S02: Precies. // En verder?", "S01")
    [('S01', 'Dat is zo.'), ('S02', 'Precies.'), ('S01', 'En verder?')]
    """
    parts: list[tuple[str | None, str]] = []
    for part in OVERLAP.split(text):
        who = WHO.match(part) if parts or text.startswith("//") else None
        if who and is_name(who[1].strip()):
            parts.append((who[1].strip(), part[who.end() :].strip()))
        else:
            parts.append((speaker, part.strip()))
    return [(name, said) for name, said in parts if said]
