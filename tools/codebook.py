"""Learns from the coded dialogues in codebook/dialogues what tells each code, and writes it beside the codebook.

    python tools/codebook.py          learn, and write codebook/<language>.weights.csv.gz
    python tools/codebook.py --check  cross-validate, and print precision, recall and F1 of each code

A logistic regression for each code on the features of `analysis.coding.features`. Where a code begins is chosen on dialogues that the fit has not seen, for
the best F1.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

from analysis.coding import found
from analysis.coding.agreement import compared, has
from analysis.coding.codebook import FOLDER, codebook
from analysis.coding.features import Part, parts
from analysis.coding.weights import BIAS, matrix, weights

STRENGTH = 10.0  # how much a fit may follow the turns it learns from
FOLDS = 8
EXAMPLES = 3  # the codebook's own examples count so often
FEWEST = 3  # parts that have a feature
SMALLEST = 0.1  # a weight under it is left out
GRID = np.arange(-2.0, 3.0, 0.05)


def turns(language: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The coded dialogues of a language as turns (session, turn, official, text, alone) and codes (session, turn, code).

    A session whose name holds a colon is of single turns (`alone`), that follow nothing; so are the examples of the codebook.
    """
    told, coded = read(sorted((FOLDER / "dialogues").glob(f"{language}-*.csv")))
    given = [
        (f"codebook:{code.code} {n} {kind}", code.speaker == "official", text, kind)
        for code in codebook(language).values()
        for kind, texts in ((code.code, code.examples), ("", code.counterexamples))
        for n, text in enumerate(texts * EXAMPLES)
    ]
    examples = pd.DataFrame(given, columns=["session", "official", "text", "code"]).assign(turn=0, alone=True)
    told = pd.concat([told, examples[told.columns]], ignore_index=True)
    return told, pd.concat([coded, examples[examples["code"] != ""][coded.columns]], ignore_index=True)


def read(files: Iterable[Path]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Coded dialogues, as `turns` has them."""
    told = pd.concat([pd.read_csv(file, dtype=str, keep_default_na=False) for file in files], ignore_index=True)
    told = told.assign(turn=told["turn"].astype(int), official=told["official"] == "yes", alone=told["session"].str.contains(":"))
    coded = told.assign(code=told["codes"].str.split(";")).explode("code")
    coded = coded.assign(code=coded["code"].str.split(":").str[0])[["session", "turn", "code"]]
    return told.drop(columns="codes"), coded[coded["code"] != ""].drop_duplicates()


def places(told: pd.DataFrame) -> list[tuple[str, int]]:
    """Each turn by its session and its number."""
    return list(zip(told["session"], told["turn"], strict=True))


def fitted(rows: csr_array, truth: np.ndarray, here: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights of the features, and the bias, learnt from the parts (rows) that are `here`; nothing where hardly any of them has the code."""
    if truth[here].sum() < FEWEST:
        return np.zeros(rows.shape[1]), -9.0
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", solver="liblinear", random_state=1)
    model.fit(rows[np.flatnonzero(here)], truth[here])
    return model.coef_[0], float(model.intercept_[0])


def vocabulary(split: list[Part], here: np.ndarray) -> dict[str, int]:
    """The features that parts have often enough, numbered."""
    seen = Counter(feature for n in np.flatnonzero(here) for feature in split[n].features)
    return {feature: n for n, feature in enumerate(sorted(f for f, times in seen.items() if times >= FEWEST))}


def main() -> int:
    """Learn each language that has dialogues."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="cross-validate only, and write nothing")
    asked = parser.parse_args()
    for language in sorted({file.name[:2] for file in (FOLDER / "dialogues").glob("*.csv")}):
        learn(language, None if asked.check else FOLDER / f"{language}.weights.csv.gz")
    return 0


def learn(language: str, target: Path | None) -> None:
    """Learn the codes of a language; print how well they are found in dialogues that were not learnt from; write the weights to `target`."""
    told, coded = turns(language)
    book = codebook(language)
    split = [
        _alone(part) if told["alone"][part.turn] else part
        for part in parts(told, dict.fromkeys(told["session"], language), {language: book})
    ]
    of_turn = np.array([part.turn for part in split])
    alone, official = told["alone"].to_numpy(), told["official"].to_numpy()
    sessions = np.random.default_rng(1).permutation(sorted(set(told["session"][~alone])))
    fold = told["session"].map({session: n % FOLDS for n, session in enumerate(sessions)}).fillna(-1).to_numpy()[of_turn]
    there = places(told)
    truth = {code: has(there, coded, code) for code in book}
    may = {code: np.array([book[code].may(one) for one in official]) for code in book}
    unseen = {code: np.full(len(told), -9.0) for code in book}
    for n in range(FOLDS):
        here = fold != n
        rows = matrix(split, vocabulary(split, here))
        for code in book:
            slopes, bias = fitted(rows, truth[code][of_turn], here & may[code][of_turn])
            np.maximum.at(unseen[code], of_turn[~here], rows[np.flatnonzero(~here)] @ slopes + bias)
    begins = {code: _begins(truth[code][~alone], np.where(may[code], unseen[code], -9.0)[~alone]) for code in book}
    print(
        f"{language}: {(~alone).sum()} turns of {len(sessions)} dialogues, and {alone.sum()} single turns; found in dialogues that were left out:"
    )
    for code in book:
        given = (unseen[code] > begins[code]) & may[code] & ~alone
        told_of = compared(truth[code][~alone], given[~alone])
        print(
            f"  {code:14} {told_of['human']:5} {told_of['precision']:.2f} {told_of['recall']:.2f} F1 {told_of['f1']:.2f} alpha {told_of['alpha']:.2f}"
        )
    if target:
        known = vocabulary(split, np.ones(len(split), dtype=bool))
        rows, kept = matrix(split, known), []
        for code in book:
            slopes, bias = fitted(rows, truth[code][of_turn], may[code][of_turn])
            kept.append((code, BIAS, round(bias - begins[code], 4)))
            kept += [(code, feature, round(w, 2)) for feature, w in zip(known, slopes, strict=True) if abs(w) >= SMALLEST]
        _write(kept, target)
        quality(language)


def quality(language: str) -> None:
    """How far the codes agree with a reader of dialogues that nothing was learnt from, as a table beside the codebook."""
    source = FOLDER / "unseen" / f"{language}-1.csv"
    if not source.exists():
        return
    weights.cache_clear()
    told, coded = read([source])
    talk = told.assign(speaker=told["official"].map({True: "official", False: "other"}))
    speakers = pd.DataFrame({"speaker": ["official", "other"], "official": [True, False]})
    codes = found(talk, speakers, dict.fromkeys(talk["session"], language))
    rows = [{"code": code, **compared(has(places(told), coded, code), has(places(told), codes, code))} for code in codebook(language)]
    pd.DataFrame(rows).round(4).to_csv(FOLDER / f"{language}.quality.csv", index=False, lineterminator="\n")


def _alone(part: Part) -> Part:
    """A part of a single turn, of which nobody knows what it follows."""
    return Part(part.turn, part.said, part.of_sentence, frozenset(f for f in part.of_part if not f.startswith(("$after", "$first"))))


def _begins(truth: np.ndarray, scores: np.ndarray) -> float:
    """The score from which on a turn has the code: where F1 is best, evened out over its neighbours."""
    f1 = np.array([2 * (truth & (scores > t)).sum() / max(1, truth.sum() + (scores > t).sum()) for t in GRID])
    return float(GRID[int(np.convolve(f1, np.ones(5) / 5, "same").argmax())])


def _write(rows: list[tuple[str, str, float]], target: Path) -> None:
    """The weights as a compressed table, the same weights as the same bytes."""
    text = pd.DataFrame(rows, columns=["code", "feature", "weight"]).to_csv(index=False, lineterminator="\n")
    target.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"  {len(rows)} weights, {target.stat().st_size / 1e6:.1f} MB in {target.name}")


if __name__ == "__main__":
    sys.exit(main())
