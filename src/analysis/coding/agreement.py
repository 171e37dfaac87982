"""How far codes agree with those of human coders, and human coders with one another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis import tables
from analysis.coding.codebook import FOLDER, Codebook
from analysis.coding.human import NOT

DRAWS = 1000
MEASURES = ("turns", "human", "software", "precision", "recall", "f1", "alpha", "low", "high")
SOFTWARE = "codebook"
REFERENCE = "(reference)"  # stands for the coder of dialogues that were coded for the codebook, and not learnt from


def agreement(codes: pd.DataFrame, by_hand: pd.DataFrame, turns: pd.DataFrame, seed: int = 1) -> pd.DataFrame:
    """How far the software's codes agree with each human coder's: a row a coder and code that the coder uses.

    `codes` are those of the software, before anybody overruled them; `by_hand` the rows of codes.csv; both with session, turn, code. Compared are the
    turns that the coder read: those with a row, where the coder has rows without a code; else, in each session with rows of theirs, from the first turn
    with one to the last.

    Columns: coder, code, turns (read), human (turns with the code by hand), software, precision, recall, f1 (missing where there is nothing to
    divide by), alpha (Krippendorff 2004, nominal), low and high (a bootstrap interval of 95 per cent for alpha, over turns).
    """
    rows = []
    for coder, theirs in by_hand.groupby("coder", sort=True):
        read = _read(theirs, turns)
        given = theirs[~theirs["value"].str.lower().isin(NOT)]
        for code in sorted(set(theirs["code"]) - {""}):
            rows.append({"coder": coder, "code": code, **compared(has(read, given, code), has(read, codes, code), seed)})
    return pd.DataFrame(rows, columns=["coder", "code", *MEASURES])


def compared(human: np.ndarray, software: np.ndarray, seed: int = 1) -> dict[str, float]:
    """Precision, recall, F1 and alpha of what the software found; both are truths, one a turn.

    >>> found = compared(np.array([True, True, False, False]), np.array([True, False, False, False]))
    >>> found["precision"], found["recall"], round(found["f1"], 3), round(found["alpha"], 3)
    (1.0, 0.5, 0.667, 0.533)
    """
    both = int((human & software).sum())
    pair = np.column_stack([human, software]).astype(float)
    low, high = interval(pair, seed)
    return {
        "turns": len(human),
        "human": int(human.sum()),
        "software": int(software.sum()),
        "precision": _ratio(both, int(software.sum())),
        "recall": _ratio(both, int(human.sum())),
        "f1": _ratio(2 * both, int(human.sum() + software.sum())),
        "alpha": alpha(pair),
        "low": low,
        "high": high,
    }


def alpha(ratings: np.ndarray) -> float:
    """Krippendorff's alpha for nominal ratings, units by coders; a rating that is missing is nan. (Krippendorff 2004, 2011)

    1 is perfect agreement, 0 what chance would give; nan where all ratings are the same, so that nothing can be said.

    >>> round(alpha(np.array([[1, 1], [2, 2], [1, 2], [1, 1]])), 3)
    0.533
    """
    known = ratings[(~np.isnan(ratings)).sum(axis=1) >= 2] if ratings.dtype.kind == "f" else ratings
    values = np.unique(known[~np.isnan(known)] if known.dtype.kind == "f" else known)
    counts = np.stack([(known == value).sum(axis=1) for value in values], axis=1) if len(values) else np.zeros((0, 0))
    return _alpha(counts.astype(float), np.ones(len(counts)))


def _alpha(counts: np.ndarray, weight: np.ndarray) -> float:
    """Alpha from how often each unit (row) was given each value (column), each unit counted so often."""
    coders = counts.sum(axis=1)
    total = weight @ counts
    n = total.sum()
    expected = n * n - (total**2).sum()
    if n < 2 or expected == 0:
        return float("nan")
    observed = (weight * (coders**2 - (counts**2).sum(axis=1)) / np.maximum(1, coders - 1)).sum()
    return float(1 - (n - 1) * observed / expected)


def interval(ratings: np.ndarray, seed: int = 1, draws: int = DRAWS) -> tuple[float, float]:
    """A bootstrap interval of 95 per cent for alpha of two coders, over units; nan where alpha is."""
    values = np.unique(ratings)
    counts = np.stack([(ratings == value).sum(axis=1) for value in values], axis=1).astype(float) if len(values) else np.zeros((0, 0))
    kinds, which = np.unique(counts, axis=0, return_inverse=True)
    if len(counts) == 0 or np.isnan(_alpha(counts, np.ones(len(counts)))):
        return float("nan"), float("nan")
    random = np.random.default_rng(seed)
    drawn = random.multinomial(len(counts), np.bincount(which.ravel()) / len(counts), draws)
    found = np.array([_alpha(kinds, row) for row in drawn])
    low, high = np.nanquantile(found, [0.025, 0.975])
    return float(low), float(high)


def reference(language: str) -> pd.DataFrame:
    """How far the codes agree with people on dialogues that were coded by hand and not learnt from: as of `agreement`, with the coder `(reference)`.

    Made by `tools/codebook.py`; no rows for a language of which nothing was measured.
    """
    source = FOLDER / f"{language}.quality.csv"
    told = pd.read_csv(source) if source.exists() else pd.DataFrame(columns=["code", *MEASURES])
    return told.assign(coder=REFERENCE)[["coder", "code", *MEASURES]]


def measured(codes: pd.DataFrame, by_hand: pd.DataFrame, turns: pd.DataFrame, book: Codebook, language: str) -> pd.DataFrame:
    """The table `agreement`: with the human coders of this corpus, and with those of the reference; parameters as of `agreement`."""
    found = pd.concat([agreement(codes, by_hand, turns), reference(language)], ignore_index=True)
    return tables.checked("agreement", found.assign(name=[book[code].name if code in book else code for code in found["code"]]))


def _read(theirs: pd.DataFrame, turns: pd.DataFrame) -> list[tuple[str, int]]:
    """The turns that a coder read: those with a row where some rows have no code, else all from the first with one to the last."""
    if (theirs["code"] == "").any():
        return list(theirs[["session", "turn"]].drop_duplicates().itertuples(index=False, name=None))
    ends = theirs.groupby("session")["turn"].agg(["min", "max"])
    here = turns[turns["session"].isin(ends.index)]
    inside = here["turn"].between(here["session"].map(ends["min"]), here["session"].map(ends["max"]))
    return list(zip(here["session"][inside], here["turn"][inside], strict=True))


def has(read: Sequence[tuple[str, int]], codes: pd.DataFrame, code: str) -> np.ndarray:
    """Which of the turns, told by session and turn, have a code: a truth for each."""
    rows = codes[codes["code"] == code]
    there = set(zip(rows["session"], rows["turn"], strict=True))
    return np.array([place in there for place in read], dtype=bool)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
