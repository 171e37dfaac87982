"""Orientation: inward and outward turns of officials, their share and its interval, counted by hand."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import world

from analysis.dialogue.orientation import orientation

OUT, IN = "outward", "inward"
TWO = world(  # O and P are officials: outward 3 of 4 in s, 1 of 2 in t
    {"s": "OOPPA", "t": "OPA"},
    {"s": {"O": 0, "P": 1}, "t": {"O": 0}},
    official="OP",
    groups={"O": "Beheer", "P": "Bouw", "A": "Ouders"},
    codes={"s": {0: OUT, 1: OUT, 2: OUT, 3: IN, 4: OUT}, "t": {0: OUT, 1: IN, 2: IN}},
)


def rows(found: pd.DataFrame) -> list[tuple]:
    return [tuple(None if pd.isna(value) else value for value in row) for row in found.itertuples(index=False)]


def turned(tables, by: str = "group", **more) -> list[tuple]:
    """By what, turns, inward, outward and share."""
    found = orientation(tables.codes, tables.turns, tables.speakers.assign(**more), tables.assignments, by)
    assert list(found) == [by, "turns", "inward", "outward", "share", "low", "high"]
    return rows(found.drop(columns=["low", "high"]))


def interval(tables, seed: int = 1) -> tuple[float, float]:
    found = orientation(tables.codes, tables.turns, tables.speakers.assign(group="all"), tables.assignments, seed=seed)
    return found["low"].item(), found["high"].item()


def test_who_is_no_official_does_not_count():
    assert turned(TWO, group="all") == [("all", 6, 2, 4, pytest.approx(2 / 3))]
    assert turned(TWO, official=False) == []


def test_by_group_session_topic_role_and_speaker():
    assert turned(TWO) == [("Beheer", 3, 0, 3, 1.0), ("Bouw", 3, 2, 1, pytest.approx(1 / 3))]
    assert turned(TWO, "session") == [("s", 4, 1, 3, 0.75), ("t", 2, 1, 1, 0.5)]
    assert turned(TWO, "topic") == [(-1, 1, 1, 0, 0.0), (0, 3, 0, 3, 1.0), (1, 2, 1, 1, 0.5)]
    assert turned(TWO, "role", role=["Ouder", "adviseur", "adviseur"]) == [("adviseur", 6, 2, 4, pytest.approx(2 / 3))]
    assert [row[0] for row in turned(TWO, "speaker")] == ["O", "P"]


def test_sessions_stand_in_the_order_of_the_table():
    tables = world({"t": "O", "s": "O"}, official="O")
    assert [row[0] for row in turned(tables, "session")] == ["t", "s"]


def test_the_interval_of_two_sessions_is_from_one_to_the_other():
    """Of two sessions both are drawn, or one of them twice, a quarter of the times each: 4 of 6, 6 of 8 or 2 of 4."""
    assert interval(TWO) == (0.5, 0.75)


def test_the_same_seed_gives_the_same_interval():
    many = {f"s{n}": "OOO" for n in range(9)}
    tables = world(many, official="O", codes={s: {0: IN if n % 2 else OUT, 1: OUT} for n, s in enumerate(many)})
    assert interval(tables, 5) == interval(tables, 5)
    assert interval(tables)[0] < 14 / 18 < interval(tables)[1]


def test_one_session_with_codes_has_no_interval():
    tables = world({"s": "OO", "t": "O"}, official="O", codes={"s": {0: OUT, 1: IN}})
    assert all(map(pd.isna, interval(tables)))


def test_without_codes_there_is_no_share():
    assert turned(world({"s": "OAO"}, official="O")) == [("unknown", 2, 0, 0, None)]
    assert turned(world({"s": "A"})) == []


def test_a_turn_that_goes_both_ways_counts_on_both_sides_and_a_backchannel_does_not():
    tables = world({"s": "OO"}, official="O", codes={"s": {0: f"{OUT} {IN}", 1: OUT}})
    assert turned(tables) == [("unknown", 2, 1, 2, pytest.approx(2 / 3))]
    tables.turns["content"] = [True, False]
    assert turned(tables) == [("unknown", 1, 1, 1, 0.5)]


def test_a_code_with_several_rows_in_a_turn_counts_once():
    tables = world({"s": "O"}, official="O", codes={"s": {0: f"{OUT}:a {OUT}:b"}})
    assert turned(tables) == [("unknown", 1, 0, 1, 1.0)]


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from([OUT, IN, ""]), min_size=1, max_size=4), min_size=1, max_size=4))
def test_the_share_is_between_0_and_1_and_in_its_interval_of_the_sessions(said):
    keys = [{"session": f"s{i}", "turn": n, "speaker": "O", "content": True} for i, codes in enumerate(said) for n, _ in enumerate(codes)]
    turns = pd.DataFrame(keys)
    codes = turns.assign(code=[code for listed in said for code in listed])
    speakers = pd.DataFrame({"speaker": ["O"], "group": "g", "role": "r", "official": True})
    row = orientation(codes, turns, speakers, turns.assign(topic=0)).iloc[0]
    assert row["inward"] + row["outward"] == sum(bool(code) for listed in said for code in listed)
    assert pd.isna(row["share"]) or 0 <= row["share"] <= 1
    assert pd.isna(row["low"]) or 0 <= row["low"] <= row["high"] <= 1
