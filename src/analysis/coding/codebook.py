"""The codebook: what codes there are, what they mean, and the patterns that find them.

Ours are `codebook/nl.toml` and `codebook/en.toml`; a corpus may bring its own, `codebook.toml`, that adds to them or replaces codes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.coding.patterns import Pattern, Sentence, compiled, sentences
from analysis.findings import Unusable

FOLDER = Path(__file__).parents[3] / "codebook"
OWN = "codebook.toml"
STANCES = "stances"  # the one table of a codebook that is no code: the patterns of being for and against
SIDES = ("for", "against")
SPEAKERS = ("official", "other")
TEXTS, LISTS = ("name", "definition", "when", "not", "speaker"), ("examples", "counterexamples", "patterns", "sure", "unless")


@dataclass(frozen=True)
class Code:
    """A code as qualitative researchers know it, with the patterns that find it.

    `values` has the patterns of each value, for a code that has values. `sure` are patterns that give the code by themselves, and so are all those of a
    corpus' own codebook; `learnt` says whether what was learnt from coded turns decides with the patterns.
    """

    code: str
    name: str = ""
    definition: str = ""
    when: str = ""
    when_not: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    speaker: str = ""
    patterns: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    values: dict[str, tuple[Pattern, ...]] = field(default_factory=dict)
    sure: tuple[Pattern, ...] = ()
    learnt: bool = False

    def may(self, official: bool) -> bool:
        """Whether a turn of such a speaker can have the code."""
        return not self.speaker or (self.speaker == "official") == official

    def matches(self, said: tuple[Sentence, ...], sure: bool = False) -> Iterator[tuple[int, int]]:
        """Where in the turn each pattern is first found in each sentence; with `sure`, each pattern that gives the code by itself."""
        patterns = self.sure if sure else self.patterns
        for sentence in said:
            if not any(pattern.found(sentence) for pattern in self.unless):
                yield from (place for pattern in patterns if (place := pattern.place(sentence)))

    def value(self, text: str, language: str) -> str | None:
        """The value that most of the turn's words speak for, of as many the first; None for a code without values, or without such words."""
        found = {
            value: sum(pattern.found(sentence) for sentence in sentences(text, language) for pattern in patterns)
            for value, patterns in self.values.items()
        }
        best = max(found, key=lambda value: found[value], default=None)
        return best if best and found[best] else None


Codebook = dict[str, Code]


def codebook(language: str, corpus: Path | None = None) -> Codebook:
    """The codes of a language by their names, with what the codebook of a corpus adds or replaces; `corpus` is its folder.

    Raises Unusable, with the file, the code and what is wrong, where a codebook cannot be used.

    >>> codebook("nl")["deferral"].name, codebook("nl")["deferral"].speaker
    ('uitstel', 'official')
    """
    found = {
        code: replace(_code(said, code, f"{language}.toml"), learnt=True)
        for code, said in _read(FOLDER / f"{language}.toml").items()
        if code != STANCES
    }
    own = corpus / OWN if corpus else None
    if own and own.exists():
        for code, said in _read(own).items():
            if code != STANCES:
                found[code] = _joined(found.get(code), said, code)
    return found


def stance_patterns(language: str, corpus: Path | None = None) -> dict[str, tuple[Pattern, ...]]:
    """The patterns of being for and against, ours and those of a corpus. Raises Unusable as `codebook` does."""
    found: dict[str, tuple[Pattern, ...]] = dict.fromkeys(SIDES, ())
    own = corpus / OWN if corpus else None
    for source in (FOLDER / f"{language}.toml", own):
        told = _read(source).get(STANCES, {}) if source and source.exists() else {}
        if not isinstance(told, dict) or not set(told) <= set(SIDES) or not all(map(_texts, told.values())):
            raise Unusable(f"{source.name}: [{STANCES}] must have lists of patterns, for and against" if source else "")
        try:
            found = {side: found[side] + tuple(map(compiled, told.get(side, ()))) for side in SIDES}
        except Unusable as error:
            raise Unusable(f"{source.name}: [{STANCES}] {error}" if source else str(error)) from None
    return found


def _read(source: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(source.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Unusable(f"{source.name}: {error}") from None


def _joined(ours: Code | None, said: Any, code: str) -> Code:
    """A code of a corpus' own: new, in the place of ours, or ours with its patterns added."""
    instead = said.pop("replace", False) if isinstance(said, dict) else False
    if not isinstance(instead, bool):
        raise Unusable(f"{OWN}: [{code}] replace must be true or false")
    theirs = _code(said, code, OWN)
    theirs = replace(theirs, sure=theirs.sure + theirs.patterns + tuple(pattern for listed in theirs.values.values() for pattern in listed))
    if ours is None or instead:
        return theirs
    told = {name: value for name in ("definition", "when", "when_not", "speaker") if (value := getattr(theirs, name))}
    told |= {"name": theirs.name} if "name" in said else {}
    return replace(
        ours,
        **told,
        examples=ours.examples + theirs.examples,
        counterexamples=ours.counterexamples + theirs.counterexamples,
        unless=ours.unless + theirs.unless,
        values={value: ours.values.get(value, ()) + theirs.values.get(value, ()) for value in {**ours.values, **theirs.values}},
        sure=ours.sure + theirs.sure,
    )


def _code(said: Any, code: str, file: str) -> Code:
    """A code as a codebook says it, checked."""
    where = f"{file}: [{code}]"
    if not isinstance(said, dict):
        raise Unusable(f"{where} must be a table, with a name, a definition and patterns")
    for key, value in said.items():
        if key in TEXTS and not isinstance(value, str):
            raise Unusable(f"{where} {key} must be a text in quotes")
        if key in LISTS and not _texts(value):
            raise Unusable(f"{where} {key} must be a list of texts")
        if key == "values" and not (isinstance(value, dict) and all(map(_texts, value.values()))):
            raise Unusable(f"{where} values must be a table of lists of patterns")
        if key not in (*TEXTS, *LISTS, "values"):
            raise Unusable(f"{where} {' '.join(key.split())!r} is unknown (there are: {', '.join((*TEXTS, *LISTS, 'values', 'replace'))})")
    if said.get("speaker", "official") not in SPEAKERS:
        raise Unusable(f"{where} speaker must be one of {', '.join(SPEAKERS)}, not {said['speaker']!r}")
    try:
        patterns, sure, unless = (tuple(map(compiled, said.get(key, ()))) for key in ("patterns", "sure", "unless"))
        values = {value: tuple(map(compiled, listed)) for value, listed in said.get("values", {}).items()}
    except Unusable as error:
        raise Unusable(f"{where} {error}") from None
    texts = {key: said.get(key, "") for key in ("name", "definition", "when", "speaker")}
    examples, counterexamples = (tuple(said.get(key, ())) for key in ("examples", "counterexamples"))
    return Code(
        code,
        **{**texts, "name": texts["name"] or code},
        when_not=said.get("not", ""),
        examples=examples,
        counterexamples=counterexamples,
        patterns=patterns,
        sure=sure,
        unless=unless,
        values=values,
    )


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)
