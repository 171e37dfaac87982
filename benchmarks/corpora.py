"""The corpora that are measured on: the demo always, and the real ones where `../shared` is beside the project."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "bench" / "score_topics.py"
REAL = ("denhaag-csv", "qmsum-committee")


@dataclass(frozen=True)
class Corpus:
    """A corpus that has been read: `source` its raw folder, `folder` where its table of turns lies for the contestants.

    `split` is its copy in which every session stands twice (see score_topics.py), for the real ones.
    """

    name: str
    source: Path
    folder: Path
    split: Corpus | None = None

    @property
    def turns(self) -> pd.DataFrame:
        """The table `turns`."""
        return pd.read_parquet(self.folder / "turns.parquet")

    @property
    def languages(self) -> dict[str, str]:
        """The language of each session."""
        return json.loads((self.folder / "languages.json").read_text())


def names() -> list[str]:
    """The corpora that are there, the shipped one first."""
    return ["demo", *(name for name in REAL if SCORER.exists() and (SHARED / "corpora" / name).is_dir())]


def corpus(name: str, workspace: Path, python: str) -> Corpus:
    """The corpus of this name, read with `python` into `workspace`; a real one with its split copy."""
    if name == "demo":
        return _read(name, ROOT / "data" / "raw" / name, workspace, python)
    source, halves = SHARED / "corpora" / name, workspace / "halves" / name
    subprocess.run([sys.executable, str(SCORER), "split", str(source), str(halves)], check=True)
    return _read(name, source, workspace, python, _read(f"{name}-split", halves, workspace, python))


def _read(name: str, source: Path, workspace: Path, python: str, split: Corpus | None = None) -> Corpus:
    folder, raw = workspace / "turns" / name, workspace / "raw" / name
    folder.mkdir(parents=True)
    raw.parent.mkdir(exist_ok=True)
    raw.symlink_to(source.resolve(), target_is_directory=True)
    subprocess.run([python, "-m", "benchmarks.reading", name, str(workspace), str(folder)], cwd=ROOT, check=True)
    return Corpus(name, source, folder, split)


def planted() -> pd.DataFrame:
    """The subject of every turn of the demo, from its key: session, turn, segment; empty for small talk and procedure."""
    key = pd.read_csv(ROOT / "data" / "raw" / "demo" / "key.csv", keep_default_na=False)
    return key[key["kind"] == "topic"][["session", "turn", "value"]].rename(columns={"value": "segment"}).reset_index(drop=True)
