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
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from analysis.coding.agreement import compared
from analysis.coding.codebook import FOLDER, codebook
from analysis.coding.features import Part, parts
from analysis.coding.weights import BIAS, matrix

STRENGTH = 10.0  # how much a fit may follow the turns it learns from
FOLDS = 8
FEWEST = 2  # parts that have a feature
SMALLEST = 0.02  # a weight under it is left out
GRID = np.arange(-2.0, 3.0, 0.05)


def turns(language: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The coded dialogues of a language as turns (session, turn, official, text, alone) and codes (session, turn, code).

    A session whose name holds a colon is of single turns (`alone`), that follow nothing.
    """
    files = sorted((FOLDER / "dialogues").glob(f"{language}-*.csv"))
    told = pd.concat([pd.read_csv(file, dtype=str, keep_default_na=False) for file in files], ignore_index=True)
    told = told.assign(turn=told["turn"].astype(int), official=told["official"] == "yes", alone=told["session"].str.contains(":"))
    coded = told.assign(code=told["codes"].str.split(";")).explode("code")
    coded = coded.assign(code=coded["code"].str.split(":").str[0])[["session", "turn", "code"]]
    return told.drop(columns="codes"), coded[coded["code"] != ""].drop_duplicates()


def fitted(split: list[Part], known: dict[str, int], truth: np.ndarray, here: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights of the known features, and the bias, learnt from the parts that are `here`; nothing where none of them has the code."""
    if truth[here].sum() < FEWEST:
        return np.zeros(len(known)), -9.0
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", solver="liblinear", random_state=1)
    model.fit(matrix([split[n] for n in np.flatnonzero(here)], known), truth[here])
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
