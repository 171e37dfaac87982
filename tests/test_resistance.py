"""Resistance: what lies around it, how officials respond, and whether it goes with taking part, counted by hand."""

import pandas as pd
import pytest
from worlds import world

from analysis.dialogue.resistance import involvement, resistance


def met(order: str, codes: dict[int, str], official: str = "OP") -> list[tuple]:
    """The turn, the interests, the values, the response and its turn, of each resistance in one session."""
    tables = world({"s": order}, official=official, codes={"s": codes})
    found = resistance(tables.codes, tables.turns, tables.speakers, tables.assignments)
    rows = found[["turn", "interests", "values", "response", "response_turn"]].itertuples(index=False)
    return [tuple(None if value is pd.NA else value for value in row) for row in rows]


def response(order: str, codes: dict[int, str]) -> tuple[str, int | None]:
    [(*_, kind, turn)] = met(order, {0: "resistance", **codes})
    return kind, turn


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("acknowledge", "acknowledge"),
        ("outward", "explore"),
        ("dismiss", "dismiss"),
        ("sidestep", "sidestep"),
        ("deferral", "sidestep"),
        ("inward", "sidestep"),
        ("question", "ignore"),
        ("", "ignore"),
    ],
)
def test_each_response(code, expected):
    assert response("AO", {1: code}) == (expected, 1)


@pytest.mark.parametrize(
    ("codes", "expected"), [("dismiss acknowledge", "acknowledge"), ("inward outward", "explore"), ("sidestep dismiss", "dismiss")]
)
def test_what_recognises_or_explores_counts_whatever_else_is_in_it(codes, expected):
    assert response("AO", {1: codes}) == (expected, 1)


def test_the_first_official_who_responds_does_so_within_three_turns():
    assert response("ABBO", {3: "outward"}) == ("explore", 3)
    assert response("ABBBO", {4: "outward"}) == ("nobody", None)
    assert response("AOPO", {2: "dismiss", 3: "outward"}) == ("dismiss", 2)
    assert response("AOBO", {}) == ("ignore", 1)


def test_nobody_responds_where_no_official_speaks_or_only_a_resident_recognises_it():
    assert response("A", {}) == ("nobody", None)
    assert response("AB", {1: "acknowledge"}) == ("nobody", None)


def test_an_official_who_resists_does_not_answer_herself():
    assert response("OBO", {2: "outward"}) == ("nobody", None)
    assert response("OBP", {2: "outward"}) == ("explore", 2)


def test_nobody_answers_in_another_session():
    tables = world({"s": "A", "t": "O"}, official="O", codes={"s": {0: "resistance"}, "t": {0: "outward"}})
    assert resistance(tables.codes, tables.turns, tables.speakers, tables.assignments)["response"].tolist() == ["nobody"]


def test_interests_and_values_of_the_same_speaker_within_three_turns():
    codes = {
        0: "interest",
        1: "interest value:care",
        2: "interest",
        4: "resistance value:trust",
        7: "interest value:fairness",
        8: "interest",
    }
    assert met("AABBABBAA", codes) == [(4, [1, 7], ["care", "fairness", "trust"], "nobody", None)]


def test_an_interest_in_the_turn_itself_and_a_value_said_twice():
    assert met("ABA", {0: "resistance interest value:trust", 2: "value:trust"}) == [(0, [0], ["trust"], "nobody", None)]


def test_who_resisted_and_on_what():
    tables = world({"s": "AOA"}, {"s": {"A": 0}}, official="O", groups={"A": "Ouders"}, codes={"s": {2: "resistance"}})
    [row] = resistance(tables.codes, tables.turns, tables.speakers, tables.assignments).itertuples()
    assert (row.session, row.turn, row.speaker, row.group, row.official, row.topic) == ("s", 2, "A", "Ouders", False, 0)


def test_without_resistance_there_is_nothing():
    assert met("AOB", {0: "interest", 1: "outward"}) == met("AOB", {}) == []


# Whether it goes with taking part


def taking_part(talk: dict[str, str], codes: dict[str, dict[int, str]], seed: int = 1) -> pd.DataFrame:
    tables = world(talk, official="O", codes=codes)
    return involvement(tables.codes, tables.turns, tables.speakers, seed).set_index("measure")


def test_the_ratio_by_hand():
    """A speaks 3 times beside her resistance and asks once; B and C speak 1 and 2 times, and B asks once; O does not count."""
    found = taking_part({"s": "AAAABCCOOOOO"}, {"s": {0: "resistance question", 1: "question", 4: "question", 7: "question"}})
    assert found.loc["turns", ["with", "without", "ratio"]].tolist() == [3, 1.5, 2]
    assert found.loc["words", ["with", "without", "ratio"]].tolist() == [30, 15, 2]
    assert found.loc["questions", ["with", "without", "ratio"]].tolist() == [1, 0.5, 2]
    assert found[["resisting", "others"]].values.tolist() == [[1, 2]] * 3


def test_one_session_has_no_interval_and_several_have():
    """Of two sessions with a ratio of 2 and of 4 both are drawn, or one twice: (2 + 4) / (1 + 1) is between."""
    one = taking_part({"s": "AAAB"}, {"s": {0: "resistance"}})
    assert one[["low", "high"]].isna().all(axis=None)
    two = taking_part({"s": "AAAB", "t": "AAAAAB"}, {"s": {0: "resistance"}, "t": {0: "resistance"}})
    assert two.loc["turns", ["ratio", "low", "high"]].tolist() == [3, 2, 4]


def test_who_resists_in_one_session_may_be_another_in_the_next():
    found = taking_part({"s": "AAB", "t": "ABB"}, {"s": {0: "resistance"}, "t": {1: "resistance"}})
    assert found.loc["turns", ["with", "without", "ratio", "resisting", "others"]].tolist() == [1, 1, 1, 2, 2]


@pytest.mark.parametrize("codes", [{}, {0: "resistance", 1: "resistance"}, {2: "resistance"}])
def test_where_nobody_resists_or_everybody_there_is_nothing_to_compare(codes):
    assert taking_part({"s": "ABO"}, {"s": codes}).empty


def test_of_officials_alone_nothing_is_compared():
    assert taking_part({"s": "OO"}, {"s": {0: "resistance"}}).empty


def test_where_others_ask_nothing_there_is_no_finite_ratio_and_no_warning(recwarn):
    found = taking_part({"s": "AAB", "t": "AAB"}, {"s": {0: "resistance", 1: "question"}, "t": {0: "resistance"}})
    assert found.loc["questions", ["with", "without", "ratio"]].tolist() == [0.5, 0, float("inf")]
    assert len(recwarn) == 0
