"""JSON and JSON Lines of transcription services and tools; what each service writes is told in `services`.

Any other list of objects with words (and who speaks them) is read by the names of its keys, as a table is by its columns.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from analysis.findings import Unreadable
from analysis.readers.captions import head
from analysis.readers.languages import two_letters
from analysis.readers.services import pieces
from analysis.readers.talk import Source, Talk

NAME = "JSON"
OPENS = re.compile(r'\{\s*(?:"|\}|\Z)|\[\s*(?:[\[{\]"]|\Z)')
LANGUAGES = ("language", "language_code", "languageCode", "lang", "locale")


def recognises(source: Source) -> bool:
    """Whether it opens as an object, or as a list of objects or lists; `[00:01] Anna: ...` and `{\\an8}` are not."""
    return bool(OPENS.match(head(source)))


def read(source: Source) -> Talk:
    """The talk as the service has it: by speakers where it tells them apart, else by sentences of nobody."""
    data, findings = parsed(source)
    found = pieces(data)
    if not found:
        raise Unreadable("this JSON has no talk that is understood; it needs a list of objects with the keys speaker and text")
    return Talk(found, findings=findings, language=two_letters(next(languages(data), None)))


def parsed(source: Source) -> tuple[object, list[tuple[int, str]]]:
    """The data; Unreadable, with the line, where the JSON breaks off. JSON Lines are read up to a line that is damaged."""
    try:
        return json.loads(source.text.lstrip("\ufeff")), []
    except json.JSONDecodeError as error:
        broken = Unreadable(f"the JSON breaks off or is damaged here ({error.msg}); export or download the file again", error.lineno)
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits, lists in lists without end
        raise Unreadable("this JSON is no transcript; leave it out of transcripts/") from error
    objects, findings = by_lines(source.lines)
    if not objects:
        raise broken
    return objects, findings


def by_lines(lines: list[str]) -> tuple[list[object], list[tuple[int, str]]]:
    """The objects of JSON Lines, each with its line; none where the first line is not an object by itself."""
    objects: list[object] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            return objects, [(number, "the file is damaged or breaks off in this line; what follows is left out; export it again")]
        if not isinstance(value, dict):
            return [], []
        objects.append({**value, "line": number})
    return objects, []


def languages(data: object) -> Iterator[str]:
    """What the file says of its language, at the top or one level below."""
    for level in [data, *(data.values() if isinstance(data, dict) else [])]:
        if isinstance(level, dict):
            yield from (level[key] for key in LANGUAGES if isinstance(level.get(key), str))
