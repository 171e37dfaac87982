"""Words that belong to one theme of public life: `stoep`, `trottoir` and `voetpad` are kindred, though no letter is the same.

Short spoken turns say a thing in ever other words. The list, thesaurus.toml beside this module, brings these together where a session is cut into
episodes. It guides and decides nothing: words that stand in no theme count as much, and topics are made of what people said.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from importlib import resources

SHORTEST = 4  # letters beside a *


@cache
def themes(lemma: str, language: str) -> tuple[str, ...]:
    """The themes that a word belongs to, in order of name: none for most words, two at most. The word is a lemma (see `words.content_words`).

    >>> themes("stoeptegel", "nl"), themes("cyclist", "en"), themes("verhaal", "nl")
    (('lopen-en-stoepen',), ('fietsen',), ())
    """
    whole, begins, ends = _entries()[language]
    found = set(whole.get(lemma, ()))
    for n in range(SHORTEST, len(lemma) + 1):
        found.update(begins.get(lemma[:n], ()), ends.get(lemma[-n:], ()))
    return tuple(sorted(found))


Themes = dict[str, list[str]]


@cache
def _entries() -> dict[str, tuple[Themes, Themes, Themes]]:
    """Per language: the themes of whole words, of beginnings and of endings."""
    with resources.files("analysis").joinpath("thesaurus.toml").open("rb") as file:
        listed = tomllib.load(file)
    found: dict[str, tuple[Themes, Themes, Themes]] = {}
    for language in ("nl", "en"):
        whole, begins, ends = (defaultdict(list) for _ in range(3))
        for theme, entries in listed.items():
            for entry in entries[language].split():
                if entry.startswith("*"):
                    ends[entry[1:]].append(theme)
                elif entry.endswith("*"):
                    begins[entry[:-1]].append(theme)
                else:
                    whole[entry].append(theme)
        found[language] = (whole, begins, ends)
    return found
