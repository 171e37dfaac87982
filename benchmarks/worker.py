"""One contestant on one corpus, in a process of its own, so that its time and peak memory are its own.

`python -m benchmarks.worker KIND NAME FOLDER OUT SEED` reads the turns in FOLDER and writes what it found and `cost.json` into OUT. KIND is `topics` or `episodes`.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from pathlib import Path

import pandas as pd

from benchmarks.segmenters import METHODS

PLACES = {"topics": "contestants", "episodes": "segmenters"}


def main(kind: str, name: str, folder: str, out: str, seed: str) -> None:
    """Time the imports and the work apart."""
    turns, languages = pd.read_parquet(Path(folder) / "turns.parquet"), json.loads((Path(folder) / "languages.json").read_text())
    began = time.perf_counter()
    _, module, function = METHODS[name] if kind == "episodes" else ("", name, "topics")
    contestant = getattr(importlib.import_module(f"benchmarks.{PLACES[kind]}.{module}"), function)
    imported = time.perf_counter()
    if kind == "episodes":
        tables = {"assignments": turns[["session", "turn"]].assign(episode=contestant(turns, languages), topic=0)}
    else:
        found = contestant(turns, languages, int(seed))
        tables = {"assignments": found.assignments, "topics": found.topics}
    done = time.perf_counter()
    for table, rows in tables.items():
        rows.to_parquet(Path(out) / f"{table}.parquet")
    cost = {"import": imported - began, "seconds": done - imported, "megabytes": peak()}
    (Path(out) / "cost.json").write_text(json.dumps(cost))


def peak() -> float:
    """The most memory that this process ever held, in megabytes.

    On Linux by /proc, as `ru_maxrss` there begins with what the process that started this one held; elsewhere (macOS) by `ru_maxrss`, in bytes.
    """
    status = Path("/proc/self/status")
    if status.exists():
        told = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(told["VmHWM"].split()[0]) / 1e3  # "103680 kB"
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    main(*sys.argv[1:])
