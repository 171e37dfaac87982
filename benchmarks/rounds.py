"""The rounds of the benchmark: topics, episodes and scale, each a table with a row a contestant."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import pandas as pd

from benchmarks import contestants, segmenters
from benchmarks.corpora import Corpus
from benchmarks.processes import Failed, run
from benchmarks.scores import exponent, scores, stability

SEEDS = (1, 2, 3)
Say = Callable[[str], None]


def topics(corpus: Corpus, names: list[str], workspace: Path, say: Say) -> pd.DataFrame:
    """Topics of a corpus by each contestant: once for each seed, and once on the split copy where there is one.

    Quality is that of the first seed; seconds are the median of the seeds (of BERTopic's README the first, as the others use its vectors again),
    memory their peak.
    """
    rows = {name: _attempt(f"{corpus.name}: {contestants.TITLES[name]}", say, partial(_topics, corpus, name, workspace)) for name in names}
    table = pd.DataFrame.from_dict(rows, orient="index")
    for column in {"seconds", "process"} & set(table) if contestants.README in table.index else ():
        table[f"{column} faster"] = table.loc[contestants.README, column] / table[column]
    return table


def _topics(corpus: Corpus, name: str, workspace: Path) -> dict[str, float]:
    places = [workspace / "found" / corpus.name / name / str(seed) for seed in SEEDS]
    costs = [
        run("worker", ["topics", name, str(corpus.folder), str(at), str(seed)], at, name) for at, seed in zip(places, SEEDS, strict=True)
    ]
    row = scores(corpus, places[0] / "assignments.parquet", places[0] / "topics.parquet")
    row["stability"] = stability([pd.read_parquet(at / "assignments.parquet") for at in places])
    if corpus.split:
        at = workspace / "found" / corpus.split.name / name
        run("worker", ["topics", name, str(corpus.split.folder), str(at), str(SEEDS[0])], at, name)
        row["kappa"] = scores(corpus.split, at / "assignments.parquet")["kappa"]
    return row | _cost(costs[:1] if name == contestants.README else costs)


def episodes(corpus: Corpus, names: list[str], workspace: Path, say: Say) -> pd.DataFrame:
    """Episodes of a corpus by each method."""
    rows = {
        name: _attempt(f"{corpus.name}: episodes, {segmenters.METHODS[name][0]}", say, partial(_episodes, corpus, name, workspace))
        for name in names
    }
    return pd.DataFrame.from_dict(rows, orient="index")


def _episodes(corpus: Corpus, name: str, workspace: Path) -> dict[str, float]:
    at = workspace / "cut" / corpus.name / name
    cost = run("worker", ["episodes", name, str(corpus.folder), str(at), "0"], at, name)
    found = pd.read_parquet(at / "assignments.parquet")
    return {"episodes": len(found[["session", "episode"]].drop_duplicates())} | scores(corpus, at / "assignments.parquet") | _cost([cost])


def _cost(costs: list[dict[str, float]]) -> dict[str, float]:
    return {key: median(cost[key] for cost in costs) for key in ("seconds", "process")} | {"megabytes": max(c["megabytes"] for c in costs)}


def scale(corpus: Corpus, sizes: list[int], workspace: Path, say: Say) -> tuple[pd.DataFrame, dict[str, float]]:
    """Time and memory of this project at each size, and the exponent of each with which it grows."""
    rows = {}
    for size in sorted(sizes):
        at = workspace / "scale" / str(size)
        rows[size] = _attempt(f"{size:,} turns", say, partial(run, "scale", [str(corpus.folder), str(at), str(size)], at))
    table = pd.DataFrame.from_dict(rows, orient="index")
    done = table[table["failed"].isna()] if "failed" in table else table
    if len(done) < 2:
        return table, {}
    totals = done.assign(seconds=done["seconds episodes"] + done["seconds topics"])
    measured = ("seconds episodes", "seconds topics", "seconds", "megabytes topics")
    return table, {column: exponent(list(done.index), list(totals[column])) for column in measured}


def _attempt(what: str, say: Say, work: Callable[[], dict]) -> dict:
    """What the work gives, or a row that says why it failed."""
    say(what)
    try:
        return work()
    except Failed as failure:
        say(f"  failed: {failure}")
        return {"failed": str(failure)}
