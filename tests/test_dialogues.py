"""The coded dialogues that the codebook learns from and is measured on: whole, with known codes, and kept apart from each other."""

import pandas as pd
import pytest

from analysis.coding import codebook
from analysis.coding.codebook import FOLDER

LEARNT, UNSEEN, READINGS = (sorted((FOLDER / name).glob("*.csv")) for name in ("dialogues", "unseen", "readings"))


def rows(file) -> pd.DataFrame:
    return pd.read_csv(file, dtype=str, keep_default_na=False)


@pytest.mark.parametrize("file", LEARNT + UNSEEN, ids=lambda file: file.stem)
def test_dialogues_are_whole(file):
    told = rows(file)
    assert list(told) == ["session", "turn", "official", "text", "codes"]
    assert set(told["official"]) <= {"yes", "no"} and told["text"].str.strip().all()
    assert not told.duplicated(["session", "turn"]).any()
    given = {code.split(":")[0] for codes in told["codes"] for code in codes.split(";") if code}
    assert given <= set(codebook(file.stem[:2]))


def test_what_is_measured_on_was_not_learnt_from():
    learnt = {text for file in LEARNT for text in rows(file)["text"] if len(text.split()) > 6}
    unseen = {text for file in UNSEEN for text in rows(file)["text"] if len(text.split()) > 6}
    assert len(unseen) > 500 and not learnt & unseen


@pytest.mark.parametrize("file", READINGS, ids=lambda file: file.stem)
def test_readings_hold_codes_and_no_words(file):
    told = rows(file)
    assert list(told) == ["session", "turn", "code", "value"] and set(told["code"]) <= {"", *codebook("nl")}
    assert told["value"].str.fullmatch("[a-z]*").all()
