"""Names of columns and keys, Dutch and English, as tables and JSON have them, become the parts of a piece of talk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from analysis.readers.times import seconds

NAMES = {  # the first that a file has is taken
    "speaker": (
        "speakername sprekernaam naamspreker speaker spreker speakerlabel naam name persoon person deelnemer participant "
        "participantname who wie speakerid sprekerid speakertag participantrole displayname actor author spk"
    ),
    "text": (
        "text tekst uiting utterance transcript transcriptie transcription content inhoud spokentext gesprokentekst body sentence "
        "zin speech display punctuated beurttekst message punctuatedword word woord"
    ),
    "start": (
        "start starttime begin begintijd starttijd startoffset from van beginoffset startseconds starts tijdcode timecode "
        "timestamp tijdstip tijd time offset in"
    ),
    "end": "end endtime eind einde eindtijd endoffset stop stoptime to tot endseconds ends out",
    "role": "role rol functie function",
    "group": "group groep party partij fractie faction stakeholdergroup belangengroep",
    "organisation": "organisation organization organisatie company bedrijf",
    "date": "date datum dag day",
    "turn": "turn beurt turnid beurtnummer spreekbeurt turnnumber",
}
MILLI, TICK = 0.001, 1e-7
UNITS = {
    **dict.fromkeys(("ms", "inms", "millis", "milliseconds", "milliseconden"), MILLI),
    **dict.fromkeys(("s", "sec", "seconds", "seconden"), 1.0),
    "inticks": TICK,
}


def field(name: object) -> tuple[str, int, float] | None:
    """What a column or key holds, how telling its name is (0: most) and the unit of its numbers; None for others.

    >>> field("Speaker name"), field("begin (ms)"), field("kleur")
    (('speaker', 0, 1.0), ('start', 2, 0.001), None)
    """
    plain = re.sub(r"[\W_]+", "", str(name)).lower()
    for ending in sorted(UNITS, key=len, reverse=True):
        if plain not in KNOWN and plain.endswith(ending) and plain.removesuffix(ending) in KNOWN:
            return *KNOWN[plain.removesuffix(ending)], UNITS[ending]
    return (*KNOWN[plain], 1.0) if plain in KNOWN else None


KNOWN = {name: (part, rank) for part, names in NAMES.items() for rank, name in enumerate(names.split())}


def places(names: Iterable[object]) -> dict[str, tuple[int, float]]:
    """Where each part of a piece stands in a row with these column names, and the unit of its numbers."""
    found = [(part, rank, place, unit) for place, name in enumerate(names) if (known := field(name)) for part, rank, unit in [known]]
    return {part: (place, unit) for part, _, place, unit in sorted(found, key=lambda each: (each[0], -each[1], -each[2]))}


def words(value: object) -> str | None:
    """A value as text, None where it is empty; whole numbers that a sheet holds as 1.0 are 1."""
    if value is None or isinstance(value, (Mapping, list)):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split()) or None


def times(start: object, end: object, units: tuple[float, float] = (1.0, 1.0)) -> tuple[float | None, float | None]:
    """Start and end in seconds; an end before the start is none."""
    begin, stop = seconds(start, units[0]), seconds(end, units[1])
    return begin, stop if stop is not None and (begin is None or stop >= begin) else None
