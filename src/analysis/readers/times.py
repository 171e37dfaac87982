"""Times as transcripts write them become seconds."""

from __future__ import annotations

import datetime
import math
import re

STAMP = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,:]\d{1,3}(?!\d))?"  # 1:02, 00:01:02, 00:01:02.500; no hours of the day beyond that
CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:[.,]\d+)?)")
DURATION = re.compile(r"PT(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?")  # ISO 8601, as Azure writes
NUMBER = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,12})?\s*s?")


def seconds(value: object, unit: float = 1.0) -> float | None:
    """A time of any usual shape as seconds, or None where it is none; `unit` is what a bare number counts (0.001: milliseconds).

    >>> seconds("00:01:02,500"), seconds("1:02"), seconds("62.5s"), seconds(62500, unit=0.001), seconds("PT1M2.5S"), seconds("later")
    (62.5, 62.0, 62.5, 62.5, 62.5, None)
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return number(value, unit)
    if isinstance(value, datetime.timedelta):
        return round(value.total_seconds(), 3)
    if isinstance(value, (datetime.datetime, datetime.time)):
        return round(value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6, 3)
    return written(str(value).strip(), unit)


def written(text: str, unit: float) -> float | None:
    """The seconds that a time in writing stands for: a number of units ("12.5s"), a clock ("0:01:02,5") or a duration; None for what is no time."""
    if NUMBER.fullmatch(text):
        return number(float(text.rstrip("s ").replace(",", ".")), unit)
    if match := CLOCK.fullmatch(text) or (DURATION.fullmatch(text) if len(text) > 2 else None):
        hours, minutes, rest = (float((part or "0").replace(",", ".")) for part in match.groups())
        return round(hours * 3600 + minutes * 60 + rest, 3)
    return None


def number(value: float, unit: float) -> float | None:
    """The seconds of so many units, to the millisecond; None for what is no number of seconds."""
    return round(float(value) * unit, 3) if abs(value) < 1e15 and math.isfinite(value) else None
