"""Cost as it grows: this project on real turns, resampled into new sessions of as many turns as wanted.

`python -m benchmarks.scale FOLDER OUT SIZE` makes SIZE turns from those in FOLDER, finds episodes and topics, and writes the cost of each into OUT.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.episodes import episodes
from analysis.topics import topics
from benchmarks.worker import peak

RUN = 100  # consecutive turns that stay together, so that there is a subject to find
SESSION = 250  # turns
MOST = 16 * 2**30  # bytes a run may ask for: it fails by itself, and not the machine
SEED = 1


def resampled(turns: pd.DataFrame, languages: dict[str, str], size: int) -> tuple[pd.DataFrame, dict[str, str]]:
    """`size` turns in new sessions of SESSION turns, from drawn runs of RUN consecutive turns of one session, and the languages of the sessions.

    All runs of a new session are of one language. A run is cut short where a session ends, old or new.
    """
    draw = np.random.default_rng(SEED)
    rows = {session: np.sort(places) for session, places in turns.groupby("session").indices.items()}
    language = np.array([languages[session] for session in turns["session"]])
    drawn: list[np.ndarray] = []
    spoken: list[str] = []
    for room in [SESSION] * (size // SESSION) + [size % SESSION] * (size % SESSION > 0):
        spoken.append(str(language[draw.integers(len(turns))]))
        alike = np.flatnonzero(language == spoken[-1])
        while room:
            first = int(alike[draw.integers(len(alike))])
            session = rows[turns["session"].iloc[first]]
            run = session[np.searchsorted(session, first) :][: min(RUN, room)]
            drawn.append(run)
            room -= len(run)
    new = np.arange(size) // SESSION
    made = turns.iloc[np.concatenate(drawn)].reset_index(drop=True)
    names = [f"s{n:06d}" for n in range(len(spoken))]
    return made.assign(session=np.array(names)[new], turn=np.arange(size) % SESSION), dict(zip(names, spoken, strict=True))


def main(folder: str, out: str, size: str) -> None:
    """Seconds of each step, and the peak of memory up to its end."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST))
    source, languages = pd.read_parquet(Path(folder) / "turns.parquet"), json.loads((Path(folder) / "languages.json").read_text())
    turns, languages = resampled(source, languages, int(size))
    cost: dict[str, float] = {"turns": len(turns), "sessions": turns["session"].nunique(), "megabytes before": peak()}
    began = time.perf_counter()
    cut = episodes(turns, languages)
    cost |= {"episodes": len(cut), "seconds episodes": time.perf_counter() - began, "megabytes episodes": peak()}
    began = time.perf_counter()
    made = topics(turns, cut, languages)
    cost |= {"topics": len(made.topics), "seconds topics": time.perf_counter() - began, "megabytes topics": peak()}
    (Path(out) / "cost.json").write_text(json.dumps(cost))


if __name__ == "__main__":
    main(*sys.argv[1:])
