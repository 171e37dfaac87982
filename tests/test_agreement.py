"""Agreement: how far codes and coders agree, with published values and values by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.coding import agreement, codebook, measured
from analysis.coding.agreement import REFERENCE, alpha, compared, interval, reference

X = np.nan
FOUR = np.array([  # Krippendorff (2011), "Computing Krippendorff's alpha-reliability", C: nominal data, any number of observers, missing data
    [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
    [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
]).T  # fmt: skip
TWO = np.array([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]).T  # the same, A: binary data, two observers
TRUTHS = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12)
TALK = pd.DataFrame({"session": ["a"] * 6 + ["b"] * 3, "turn": [0, 1, 2, 3, 4, 5, 0, 1, 2]})


def by_hand(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame([row if len(row) > 3 else (*row, "", "An") for row in rows], columns=["session", "turn", "code", "value", "coder"])


def by_software(*rows: tuple[str, int, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["session", "turn", "code"])


def told(codes: pd.DataFrame, hand: pd.DataFrame, *columns: str) -> list[tuple]:
    return list(agreement(codes, hand, TALK)[list(columns)].itertuples(index=False, name=None))


def test_alpha_as_published():
    assert alpha(FOUR) == pytest.approx(0.743, abs=5e-4)
    assert alpha(TWO) == pytest.approx(0.095, abs=5e-4)
    assert alpha(TWO.astype(float)) == alpha(TWO)


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([[0, 0], [1, 1]], 1),
        ([[0, 1], [1, 0]], -0.5),  # four values, two of each, every pair differs: 1 - 3 * 2 / (2 * 2)
        ([[1, 1], [1, 1]], X),  # nothing varies
        ([[1, X], [X, 0]], X),  # nothing was rated twice
        ([[1, 1], [0, 0], [1, X]], 1),  # what was rated once does not count
    ],
)
def test_alpha_by_hand(ratings, expected):
    assert alpha(np.array(ratings)) == pytest.approx(expected, nan_ok=True)


def test_alpha_does_not_mind_the_order_of_coders_and_units_nor_what_values_are_called():
    assert alpha(FOUR[::-1]) == pytest.approx(alpha(FOUR)) == pytest.approx(alpha(FOUR[:, ::-1])) == pytest.approx(alpha(10 - FOUR))


def test_precision_recall_f1_and_alpha_by_hand():
    human, software = np.array([1, 1, 1, 1, 0, 0], dtype=bool), np.array([0, 0, 1, 1, 1, 0], dtype=bool)
    found = compared(human, software)
    assert (found["turns"], found["human"], found["software"]) == (6, 4, 3)
    assert (found["precision"], found["recall"], found["f1"]) == pytest.approx((2 / 3, 2 / 4, 4 / 7))
    assert found["alpha"] == pytest.approx(1 - 11 * 3 / (7 * 5))


def test_what_has_nothing_to_divide_by_is_missing():
    none, some = np.zeros(3, dtype=bool), np.array([True, False, False])
    assert np.isnan([compared(none, none)[name] for name in ("precision", "recall", "f1", "alpha", "low", "high")]).all()
    assert np.isnan(compared(some, none)["precision"]) and compared(some, none)["recall"] == compared(some, none)["f1"] == 0
    assert np.isnan(compared(none, some)["recall"]) and compared(none, some)["precision"] == 0


def test_the_interval_holds_alpha_is_seeded_and_narrows_with_more_turns():
    low, high = interval(TWO)
    assert -1 <= low < alpha(TWO) < high <= 1
    assert interval(TWO) == (low, high) != interval(TWO, seed=2)
    narrow = interval(np.tile(TWO, (20, 1)))
    assert narrow[1] - narrow[0] < (high - low) / 2


def test_the_interval_of_perfect_agreement_is_one_and_of_nothing_is_missing():
    assert interval(np.array([[0, 0], [1, 1]] * 10)) == (1, 1)
    assert np.isnan(interval(np.zeros((5, 2)))).all() and np.isnan(interval(np.zeros((0, 2)))).all()


@given(TRUTHS)
def test_any_two_coders_can_be_compared(pairs):
    human, software = np.array(pairs, dtype=bool).reshape(-1, 2).T
    found, turned = compared(human, software), compared(software, human)
    assert (found["precision"], found["f1"], found["alpha"]) == pytest.approx(
        (turned["recall"], turned["f1"], turned["alpha"]), nan_ok=True
    )
    assert np.isnan(found["alpha"]) or -1 <= found["low"] <= found["high"] <= 1
    assert np.isnan(found["alpha"]) == (len(set(np.ravel(pairs))) < 2)


def test_a_row_a_coder_and_code_in_order():
    hand = by_hand(("a", 0, "promise", "", "Bo"), ("a", 0, "question", "", "An"), ("a", 1, "deferral", "", "An"))
    assert told(by_software(), hand, "coder", "code") == [("An", "deferral"), ("An", "question"), ("Bo", "promise")]


def test_read_is_from_the_first_turn_with_a_row_to_the_last_in_each_session():
    hand = by_hand(("a", 1, "promise"), ("a", 4, "promise"), ("b", 2, "promise"))
    codes = by_software(("a", 0, "promise"), ("a", 3, "promise"), ("a", 4, "promise"), ("a", 5, "promise"), ("b", 0, "promise"))
    assert told(codes, hand, "turns", "human", "software", "precision", "recall") == [(5, 3, 2, 1 / 2, 1 / 3)]


def test_a_session_without_rows_was_not_read():
    assert told(by_software(("b", 1, "promise")), by_hand(("a", 0, "promise"), ("a", 1, "question")), "turns", "software") == [
        (2, 0),
        (2, 0),
    ]


def test_read_are_the_turns_with_a_row_where_some_rows_have_no_code():
    hand = by_hand(("a", 0, "promise"), ("a", 5, ""), ("b", 2, "question"))
    codes = by_software(("a", 3, "promise"), ("a", 5, "promise"))
    assert told(codes, hand, "code", "turns", "human", "software") == [("promise", 3, 1, 1), ("question", 3, 1, 0)]


def test_a_turn_is_read_once_whatever_the_number_of_its_codes():
    hand = by_hand(("a", 0, "promise"), ("a", 0, "question"), ("a", 1, ""))
    assert told(by_software(), hand, "turns") == [(2,), (2,)]


def test_each_coder_read_what_they_read():
    hand = by_hand(("a", 0, "promise", "", "An"), ("a", 5, "", "", "An"), ("a", 0, "promise", "", "Bo"), ("a", 5, "promise", "", "Bo"))
    assert told(by_software(), hand, "coder", "turns") == [("An", 2), ("Bo", 6)]


@pytest.mark.parametrize("no", ["no", "nee", "Nee"])
def test_a_code_that_is_denied_was_not_given(no):
    hand = by_hand(("a", 0, "promise", "", "An"), ("a", 1, "promise", no, "An"))
    assert told(by_software(("a", 1, "promise")), hand, "turns", "human", "software", "f1") == [(2, 1, 1, 0)]


def test_nobody_coded():
    assert agreement(by_software(("a", 0, "promise")), by_hand(), TALK).empty


def test_measured_is_a_table_with_the_coders_and_the_reference_and_names_of_codes():
    found = measured(by_software(), by_hand(("a", 0, "deferral"), ("a", 1, "own")), TALK, codebook("nl"), "nl")
    own = found[found["coder"] == "An"]
    assert own[["code", "name"]].values.tolist() == [["deferral", "uitstel"], ["own", "own"]]
    assert set(found["coder"]) == {"An", REFERENCE} and list(found) == list(tables.COLUMNS["agreement"])


def test_a_language_of_which_nothing_was_measured_has_no_reference():
    assert reference("fy").empty
    assert measured(by_software(), by_hand(), TALK, codebook("nl"), "fy").empty
