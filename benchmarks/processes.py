"""Processes that do the work, one after another: what each cost, or why it failed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.corpora import ROOT
from benchmarks.segmenters import PROJECT

LIMIT = 2 * 60 * 60  # seconds that a process may take
ONE_THREAD = {"OMP_NUM_THREADS": "1"}  # as `standplaats report` runs this project; the others have all cores


class Failed(Exception):
    """A process did not do its work; the message is its last line."""


def python(name: str) -> str:
    """The interpreter for a contestant: this project runs in the environment of its users, without what the others need."""
    own = ROOT / ".venv" / "bin" / "python"
    return str(own) if name == PROJECT and own.exists() else sys.executable


def run(module: str, arguments: list[str], out: Path, name: str = PROJECT) -> dict[str, float]:
    """Run a module of the benchmark for a contestant and return what it says it cost, with `process`: the seconds of the whole process.

    Raises Failed with the last line of what the process said.
    """
    out.mkdir(parents=True, exist_ok=True)
    kept = {"BENCH_KEPT": str(out.parent)}  # what runs of one contestant on one corpus may share
    environment = os.environ | kept | (ONE_THREAD if name == PROJECT else {})
    began = time.perf_counter()
    try:
        call = [python(name), "-m", f"benchmarks.{module}", *arguments]
        subprocess.run(call, cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        raise Failed(f"took more than {LIMIT} seconds") from None
    except subprocess.CalledProcessError as error:
        raise Failed((error.stderr.strip().splitlines() or [f"ended by signal {-error.returncode}"])[-1]) from None
    return json.loads((out / "cost.json").read_text()) | {"process": time.perf_counter() - began}
