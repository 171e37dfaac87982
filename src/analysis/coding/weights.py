"""What was learnt from coded turns: for each code and each feature how much it speaks for the code; a sum above nothing gives the code.

The weights are fitted by `tools/codebook.py` to the dialogues in `codebook/dialogues`, which were written and coded for this purpose, and lie beside the
codebook as a table that can be read: code, feature, weight. A language without such a table goes by patterns alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.coding.codebook import FOLDER
from analysis.coding.features import Part

BIAS = "(always)"


@dataclass(frozen=True)
class Weights:
    """Weights of features (rows, `features` their names) for codes (columns)."""

    codes: tuple[str, ...]
    features: dict[str, int]
    values: np.ndarray
    bias: np.ndarray

    def scores(self, parts: Sequence[Part]) -> np.ndarray:
        """How much speaks for each code in each part, parts by codes: above nothing, the part has the code.

        A part's features count the less, the more there are.
        """
        return np.round(matrix(parts, self.features) @ self.values + self.bias, 6)

    def sentence(self, part: Part, code: str) -> int:
        """The sentence of a part that speaks most for a code: its number."""
        column = self.codes.index(code)
        sums = [
            round(sum(self.values[self.features[f], column] for f in sorted(features) if f in self.features), 6)
            for features in part.of_sentence
        ]
        return int(np.argmax(sums))


def matrix(parts: Sequence[Part], known: dict[str, int]) -> csr_array:
    """Which features each part has, parts by features, each row over the root of the number of all its features."""
    columns, data, ends = [], [], [0]
    for part in parts:
        features = part.features
        here = sorted(known[feature] for feature in features if feature in known)
        columns += here
        data += [1 / math.sqrt(len(features))] * len(here)
        ends.append(len(columns))
    indices, pointers = np.array(columns, dtype=np.int32), np.array(ends, dtype=np.int32)
    return csr_array((np.array(data), indices, pointers), shape=(len(parts), len(known)))


@lru_cache
def weights(language: str) -> Weights | None:
    """The weights of a language; None where nothing was learnt."""
    source = FOLDER / f"{language}.weights.csv.gz"
    if not source.exists():
        return None
    told = pd.read_csv(source, keep_default_na=False, dtype={"code": str, "feature": str})
    codes = tuple(told["code"].unique())
    bias = told[told["feature"] == BIAS].set_index("code")["weight"]
    told = told[told["feature"] != BIAS]
    row, features = pd.factorize(told["feature"], sort=True)
    values = np.zeros((len(features), len(codes)))
    values[row, told["code"].map({code: n for n, code in enumerate(codes)})] = told["weight"]
    return Weights(codes, {feature: n for n, feature in enumerate(features)}, values, bias[list(codes)].to_numpy())
