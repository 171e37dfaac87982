"""The language of what people read: sentences in Dutch or English, with numbers, dates and plurals as they are written there.

The code holds the English sentences; `locale/nl.po` holds the Dutch ones (read by Babel).
"""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

CATALOGUES = Path(__file__).parent / "locale"
LOCALES = {"nl": "nl_NL", "en": "en_GB"}


class Language:
    """Writes in one language; call it with a sentence and its values.

    >>> nl = Language("nl")
    >>> nl.number(28408), nl.share(0.314), nl.date("2026-02-05"), nl.all_of(["A", "B", "C"])
    ('28.408', '31%', '5 februari 2026', 'A, B en C')
    """

    def __init__(self, code: str):
        self.code, self.locale = code, LOCALES[code]
        self._catalogue = _catalogue(code)

    def __call__(self, sentence: str, /, **values: object) -> str:
        """The sentence in this language, with its values filled in; whole numbers and fractions are written as the language does."""
        return self._filled(self._catalogue.get(sentence, sentence), values)

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The sentence for one thing or for `n` things; `{n}` in it is the number."""
        forms = self._catalogue.get(one, (one, many))
        return self._filled(forms[0] if n == 1 else forms[1], {"n": n, **values})

    def _filled(self, sentence: str, values: dict) -> str:
        shown = {name: self.number(value) if isinstance(value, int | float) else value for name, value in values.items()}
        return sentence.format(**shown) if values else sentence

    def number(self, value: float) -> str:
        """A number as it is written, with at most two decimals."""
        return format_decimal(round(float(value), 2), locale=self.locale)

    def share(self, value: float) -> str:
        """A share as whole per cents."""
        return format_percent(round(float(value), 2), locale=self.locale)

    def date(self, iso: str) -> str:
        """A date (2026-02-05) in words; what is no date comes back as it is."""
        try:
            return format_date(datetime.date.fromisoformat(iso), "long", locale=self.locale)
        except (TypeError, ValueError):
            return iso

    def all_of(self, parts: list[str]) -> str:
        """Parts as a list in a sentence: "A, B and C"."""
        return format_list(parts, locale=self.locale) if parts else ""


@cache
def _catalogue(code: str) -> dict:
    """English sentence to its translation; for a plural the two forms. Empty for English."""
    source = CATALOGUES / f"{code}.po"
    if not source.exists():
        return {}
    with source.open("rb") as handle:
        messages = read_po(handle, locale=code)
    return {m.id[0] if isinstance(m.id, tuple) else m.id: m.string for m in messages if m.id and m.string and all(m.string)}
