"""Languages as two letters (ISO 639-1), where a format names them with three (ISO 639-3) or with a country."""

from __future__ import annotations

PAIRS = [
    "nld",
    "nl",
    "dut",
    "nl",
    "fry",
    "fy",
    "eng",
    "en",
    "deu",
    "de",
    "ger",
    "de",
    "fra",
    "fr",
    "fre",
    "fr",
    "spa",
    "es",
    "cat",
    "ca",
    "ita",
    "it",
    "por",
    "pt",
    "dan",
    "da",
    "swe",
    "sv",
    "pol",
    "pl",
    "tur",
    "tr",
    "ara",
    "ar",
    "ukr",
    "uk",
]
TWO_LETTERS = dict(zip(PAIRS[::2], PAIRS[1::2], strict=True))


def two_letters(code: str | None) -> str | None:
    """The two letters of a language code, the code itself where there are none known, None for no code.

    >>> two_letters("nld"), two_letters("en-GB"), two_letters("")
    ('nl', 'en', None)
    """
    short = (code or "").strip().lower().replace("_", "-").partition("-")[0]
    return TWO_LETTERS.get(short, short) or None
