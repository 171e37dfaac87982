"""Where a corpus lies, and what its corpus.toml says of it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from analysis.findings import Unusable

LANGUAGES = ("nl", "en")
PRIVACY = ("pseudonymous", "named")
KINDS = {"title": str, "language": str, "privacy": str, "parameters": dict}


@dataclass
class Settings:
    """What corpus.toml says, or the defaults: no language means to detect it."""

    title: str
    language: str | None = None
    privacy: str = "pseudonymous"
    parameters: dict = field(default_factory=dict)


def corpora(data: str | Path) -> list[str]:
    """The names of all corpora."""
    return sorted(p.name for p in (Path(data) / "raw").glob("*") if p.is_dir() and not p.name.startswith("."))


def folder(name: str, data: str | Path) -> Path:
    """Where a corpus lies; Unusable where there is none."""
    found = Path(data) / "raw" / name
    if not name or name in (".", "..") or Path(name).name != name or not found.is_dir():
        there = ", ".join(corpora(data)) or "none"
        raise Unusable(f"there is no corpus {name!r} in {Path(data) / 'raw'} (there: {there}); make one with `standplaats new NAME FOLDER`")
    return found


def settings(name: str, data: str | Path) -> Settings:
    """What corpus.toml says of a corpus; Unusable where it is no TOML, or says what it cannot say."""
    source = folder(name, data) / "corpus.toml"
    if not source.exists():
        return Settings(name)
    try:
        said = tomllib.loads(source.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Unusable(f"corpus.toml: {error}") from None
    for key, value in said.items():
        if key not in KINDS:
            raise Unusable(f"corpus.toml: {key!r} is no setting (there are: {', '.join(KINDS)})")
        if not isinstance(value, KINDS[key]):
            raise Unusable(f"corpus.toml: {key} must be {'a table, [parameters]' if key == 'parameters' else 'a text in quotes'}")
    for key, choices in (("language", LANGUAGES), ("privacy", PRIVACY)):
        if said.get(key, choices[0]) not in choices:
            raise Unusable(f"corpus.toml: {key} must be one of {', '.join(choices)}, not {said[key]!r}")
    return Settings(**{"title": name, **said})
