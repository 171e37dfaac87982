"""Variety: how evenly people speak, which groups are missing, what differs between sides; known values, and counts by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from worlds import world

from analysis.dialogue import variety


def balance(*words: int) -> dict:
    [row] = variety.balance(pd.DataFrame({"session": "s", "words": words})).to_dict("records")
    return row


# How evenly


def test_all_speak_as_much():
    assert balance(10, 10, 10, 10) == {"session": "s", "speakers": 4, "gini": 0, "evenness": pytest.approx(1), "half": 2}


def test_one_speaks_everything():
    assert balance(0, 0, 0, 40) == {"session": "s", "speakers": 4, "gini": 0.75, "evenness": 0, "half": 1}


def test_the_gini_of_1_to_4_is_a_quarter():
    """The mean difference of two speakers, 30/16, over twice the mean, 5."""
    found = balance(4, 1, 3, 2)
    share = np.array([1, 2, 3, 4]) / 10
    assert found["gini"] == pytest.approx(0.25) and found["half"] == 2
    assert found["evenness"] == pytest.approx(-(share * np.log(share)).sum() / np.log(4))


def test_of_one_speaker_evenness_says_nothing():
    assert balance(9)["gini"] == 0 and np.isnan(balance(9)["evenness"]) and balance(9)["half"] == 1


def test_a_row_a_session_in_their_order():
    rows = variety.balance(pd.DataFrame({"session": list("tts"), "words": [1, 3, 2]}))
    assert rows[["session", "speakers"]].values.tolist() == [["t", 2], ["s", 1]]
    assert variety.balance(pd.DataFrame({"session": [], "words": []})).empty


@settings(deadline=None)
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any), st.integers(1, 9))
def test_balance_is_in_its_bounds_and_does_not_depend_on_how_much_was_said(words, times):
    found, more = balance(*words), balance(*(times * n for n in words))
    assert 0 <= found["gini"] < 1 and 1 <= found["half"] <= len(words)
    assert len(words) == 1 or -1e-9 <= found["evenness"] <= 1 + 1e-9
    assert found["gini"] == pytest.approx(more["gini"]) and found["half"] == more["half"]


# Who is missing

GROUPS = {"A": "Ouders", "B": "Jongeren", "C": "Ondernemers"}


def missing(talk: dict[str, str], topics: dict[str, dict[str, int]], content: bool = True) -> list[list]:
    tables = world(talk, topics, groups=GROUPS)
    turns = tables.turns.assign(content=content)
    return variety.missing(tables.assignments, turns, tables.speakers, tables.topics).values.tolist()


def test_a_group_with_fewer_than_three_turns_on_a_topic_is_missing_where_it_was_there():
    assert missing({"s": "AAABBC"}, {"s": {"A": 0, "B": 0}}) == [[0, "Jongeren", 1, 2], [0, "Ondernemers", 1, 0]]
    assert missing({"s": "AAABBB"}, {"s": {"A": 0, "B": 0}}) == []


def test_a_group_that_was_not_there_is_not_missing():
    assert missing({"s": "AAA", "t": "CCC"}, {"s": {"A": 0}}) == []


def test_turns_and_sessions_are_added_up():
    assert missing({"s": "AAAB", "t": "AB"}, {"s": {"A": 0, "B": 0}, "t": {"A": 0}}) == [[0, "Jongeren", 2, 1]]
    assert missing({"s": "AAAB", "t": "ABB"}, {"s": {"A": 0, "B": 0}, "t": {"A": 0, "B": 0}}) == []


def test_without_topics_or_content_nobody_is_missing():
    assert missing({"s": "AB"}, {}) == missing({"s": "AAAB"}, {"s": {"A": 0}}, content=False) == []


# What differs


def contrasts(first: list[int], second: list[int], sides: tuple[str, str] = ("inside", "outside")) -> pd.DataFrame:
    """The contrasts of two sides with so many turns on each topic."""
    rows = [(side, topic) for side, counts in zip(sides, (first, second), strict=True) for topic, n in enumerate(counts) for _ in range(n)]
    talk = pd.DataFrame(rows, columns=["speaker", "topic"]).assign(session="s", turn=range(len(rows)), content=True)
    side = {("s", name): name for name in sides}
    return variety.contrasts(
        talk[["session", "turn", "topic"]], talk.drop(columns="topic"), pd.DataFrame({"topic": range(len(first))}), side
    )


def test_log_odds_by_hand():
    """Two topics, 3 and 1 turns inside, 1 and 3 outside: the prior is one turn on each."""
    found = contrasts([3, 1], [1, 3])
    assert found[["first", "second"]].values.tolist() == [[3, 1], [1, 3]]
    assert found["log_odds"].tolist() == pytest.approx([2 * np.log(2), -2 * np.log(2)], abs=1e-6)  # log(4/2) - log(2/4)
    z = 2 * np.log(2) / np.sqrt(1 / 4 + 1 / 2)
    assert found["z"].tolist() == pytest.approx([z, -z], abs=1e-6)
    assert found["q"].tolist() == pytest.approx([2 * norm.sf(z)] * 2, abs=1e-6)  # of two p that are as large
    assert found["differs"].tolist() == [False, False]


def test_what_differs_much_differs():
    assert contrasts([18, 2, 5], [2, 18, 5])["differs"].tolist() == [True, True, False]


def test_sides_that_say_the_same_do_not_differ():
    found = contrasts([5, 9], [5, 9])
    assert found["log_odds"].tolist() == [0, 0] and found["q"].tolist() == [1, 1]


def test_on_the_only_topic_sides_do_not_differ_however_much_one_of_them_speaks():
    assert contrasts([100], [2])["differs"].tolist() == [False]


COUNTS = st.integers(2, 5).flatmap(lambda n: st.tuples(*[st.lists(st.integers(0, 9), min_size=n, max_size=n)] * 2))


@settings(deadline=None)
@given(COUNTS)
def test_when_sides_swap_the_sign_does_and_q_is_between_0_and_1(counts):
    found, swapped = contrasts(*counts), contrasts(*counts, sides=("outside", "inside"))
    assert found["log_odds"].tolist() == pytest.approx((-swapped["log_odds"]).tolist(), abs=1e-6)
    assert found[["first", "second"]].values.tolist() == swapped[["second", "first"]].values.tolist()
    assert found["q"].tolist() == swapped["q"].tolist() and found["q"].between(0, 1).all()
    assert (found["differs"] == (found["q"] <= 0.05)).all()


def test_others_and_turns_without_a_topic_do_not_count():
    talk = pd.DataFrame({"session": "s", "turn": range(4), "speaker": list("ABBC"), "topic": [0, 1, -1, 0], "content": True})
    found = variety.contrasts(
        talk[["session", "turn", "topic"]], talk.drop(columns="topic"), pd.DataFrame({"topic": [0, 1]}), {("s", "A"): "a", ("s", "B"): "b"}
    )
    assert found[["first", "second"]].values.tolist() == [[1, 0], [0, 1]]


def test_without_two_sides_or_topics_there_are_no_contrasts():
    assert contrasts([3, 1], [1, 3], ("here", "here")).empty
    assert contrasts([], []).empty


# Which sides there are


def sides(roles: dict[str, str | None], official: str = "", told: dict[str, dict[str, str]] = {}) -> dict[str, dict]:
    tables = world({"s": "".join(roles), "t": "".join(roles)}, official=official, told=told)
    found = variety.sides(tables.sessions, tables.speakers.assign(role=list(roles.values())), tables.participation)
    return {name: {who: side for (session, who), side in side.items() if session == "s"} for name, side in found.items()}


@pytest.mark.parametrize(
    ("young", "old"),
    [
        ("junior adviseur", "senior adviseur"),
        ("trainee", "senior planner"),
        ("Stagiair", "Senior beleidsmedewerker"),
        ("Junior planner", "senior"),
    ],
)
def test_juniors_and_seniors_by_their_roles(young, old):
    assert sides({"A": young, "B": old, "C": "adviseur", "D": None}, "ABCD")["seniority"] == {"A": "junior", "B": "senior"}


@pytest.mark.parametrize("role", ["manager", "Directeur", "afdelingshoofd", "Teamleider", "hoofd Ruimte", "Head of Planning", "Director"])
def test_managers_and_staff_by_their_roles(role):
    assert sides({"A": role, "B": "adviseur"}, "AB")["management"] == {"A": "management", "B": "staff"}


def test_an_account_manager_manages_nobody():
    assert "management" not in sides({"A": "accountmanager ondernemers", "B": "adviseur"}, "AB")


def test_who_works_for_the_young_is_not_young():
    assert "seniority" not in sides({"A": "adviseur jongeren", "B": "senior adviseur"}, "AB")


def test_roles_of_others_do_not_count():
    found = sides({"A": "directeur", "B": "adviseur", "C": "senior"}, "B")
    assert found == {"officials": {"A": "other", "B": "official", "C": "other"}}


def test_sessions_divide_by_setting_and_venue():
    told = {"s": {"setting": "internal", "venue": "inside"}, "t": {"setting": "external", "venue": "inside"}}
    assert sides({"A": None}, told=told) == {"setting": {"A": "internal"}}  # all inside: one side is none
    assert sides({"A": None}) == {}


# Where it was heard first


def heard(internal: str | None, external: str | None, said: str = "AAA") -> list:
    told = {"i": {"setting": "internal", "date": internal}, "e": {"setting": "external", "date": external}}
    tables = world({"e": said, "i": "AAA"}, {"i": {"A": 0}, "e": {"A": 0}}, told=told)
    found = variety.heard_first(tables.assignments, tables.turns, tables.sessions, tables.topics)
    assert list(found) == ["topic", "internal", "external", "first"]
    return [None if pd.isna(value) else value for value in found.iloc[0]]


@pytest.mark.parametrize(
    ("internal", "external", "first"),
    [
        ("2026-01-01", "2026-02-01", "internal"),
        ("2026-02-01", "2026-01-01", "external"),
        ("2026-01-01", "2026-01-01", "same"),
        ("2026-01-01", None, None),
        (None, None, None),
    ],
)
def test_where_a_topic_was_heard_first(internal, external, first):
    assert heard(internal, external) == [0, internal, external, first]


def test_two_turns_on_a_topic_are_too_few_to_hear_it():
    assert heard("2026-02-01", "2026-01-01", said="AAB") == [0, "2026-02-01", None, None]


def test_the_first_of_several_sessions_counts():
    told = {s: {"setting": "external", "date": date} for s, date in {"s": "2026-03-01", "t": "2026-01-01", "u": None}.items()}
    tables = world(dict.fromkeys(told, "AAA"), {s: {"A": 0} for s in told}, told=told)
    found = variety.heard_first(tables.assignments, tables.turns, tables.sessions, tables.topics)
    assert found["external"].tolist() == ["2026-01-01"]


def test_of_no_topics_and_of_no_setting_nothing_was_heard():
    for tables in (world({"s": "AAA"}), world({"s": "AAA"}, {"s": {"A": 0}})):
        found = variety.heard_first(tables.assignments, tables.turns, tables.sessions, tables.topics)
        assert found["topic"].tolist() == tables.topics["topic"].tolist() and found["first"].isna().all()
