"""Profiles of topics: shares, distances and representatives that can be counted by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import profiles
from analysis.quotes import QUOTE

FILL = "maar dat is nu zo hier bij ons en ook bij jullie"  # eleven words that tell no subject
NL = {"a": "nl", "b": "nl"}


def talk(*rows: tuple[str, str, str, int], content: bool = True) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Turns and assignments from (session, speaker, text, topic)."""
    frame = pd.DataFrame(rows, columns=["session", "speaker", "text", "topic"])
    frame = frame.assign(
        turn=frame.groupby("session").cumcount(), content=content, words=frame["text"].str.split().str.len().astype("int64")
    )
    return frame.drop(columns="topic"), frame[["session", "turn", "topic"]].assign(episode=0, probability=1.0)


def topics(*numbers: int) -> pd.DataFrame:
    return pd.DataFrame({"topic": numbers, "label": [f"topic {n}" for n in numbers]}).astype({"topic": "int64"})


def sessions(**dates: str | None) -> pd.DataFrame:
    return pd.DataFrame({"session": list(dates), "date": list(dates.values())})


def rows(found: pd.DataFrame) -> list[tuple]:
    return list(found.itertuples(index=False, name=None))


# Shares

SIX = talk(
    ("a", "Ans", "De bus.", 0), ("a", "Bob", "De bus!", 0), ("a", "Ans", "Het park.", 1), ("a", "Bob", "Het weer.", -1),
    ("b", "Ans", "Het park.", 1), ("b", "Eef", "Het park!", 1),
)  # fmt: skip


def test_shares_on_each_date_in_order():
    found = profiles.over_time(*SIX, topics(0, 1), sessions(a="2026-01-02", b="2026-03-04"))
    assert list(found) == ["date", "topic", "turns", "of", "share"]
    assert rows(found) == [
        ("2026-01-02", 0, 2, 4, 0.5), ("2026-01-02", 1, 1, 4, 0.25), ("2026-03-04", 0, 0, 2, 0.0), ("2026-03-04", 1, 2, 2, 1.0)
    ]  # fmt: skip


def test_sessions_of_one_date_are_taken_together():
    found = profiles.over_time(*SIX, topics(0, 1), sessions(a="2026-01-02", b="2026-01-02"))
    assert rows(found) == [("2026-01-02", 0, 2, 6, 0.333333), ("2026-01-02", 1, 3, 6, 0.5)]


def test_where_a_date_is_missing_sessions_stand_in_the_order_of_their_table():
    found = profiles.over_time(*SIX, topics(1), sessions(b="2026-01-02", a=None))
    assert rows(found) == [("b", 1, 2, 2, 1.0), ("a", 1, 1, 4, 0.25)] and found.columns[0] == "session"


def test_shares_of_each_group_the_largest_group_first():
    people = pd.DataFrame({"speaker": ["Ans", "Bob", "Eef"], "group": ["Z", "A", "A"]})
    found = profiles.by_group(*SIX, topics(0, 1), people)
    assert rows(found) == [("A", 0, 1, 3, 0.333333), ("A", 1, 1, 3, 0.333333), ("Z", 0, 1, 3, 0.333333), ("Z", 1, 2, 3, 0.666667)]
    most_first = profiles.by_group(*SIX, topics(0), people.assign(group=["Z", "A", "Z"]))
    assert list(most_first["group"]) == ["Z", "A"]


def test_a_turn_that_says_nothing_is_not_counted():
    turns, assignments = SIX
    found = profiles.over_time(turns.assign(content=turns["turn"] > 0), assignments, topics(0), sessions(a="2026-01-02", b="2026-03-04"))
    assert rows(found) == [("2026-01-02", 0, 1, 3, 0.333333), ("2026-03-04", 0, 0, 1, 0.0)]


def test_a_session_without_content_is_not_there():
    turns, assignments = SIX
    found = profiles.over_time(
        turns.assign(content=turns["session"] == "b"), assignments, topics(1), sessions(a="2026-01-02", b="2026-03-04")
    )
    assert rows(found) == [("2026-03-04", 1, 2, 2, 1.0)]


@pytest.mark.parametrize(("content", "shown"), [(False, topics(0)), (True, topics())])
def test_of_nothing_there_are_no_shares(content, shown):
    turns, assignments = SIX
    turns = turns.assign(content=content)
    assert profiles.over_time(turns, assignments, shown, sessions(a=None, b=None)).empty
    assert profiles.by_group(turns, assignments, shown, pd.DataFrame({"speaker": ["Ans", "Bob", "Eef"], "group": "A"})).empty


# Distances


def test_topics_of_the_same_words_are_at_no_distance_and_of_other_words_at_one():
    said = talk(("a", "Ans", "bus halte", 0), ("a", "Bob", "bus halte", 1), ("a", "Ans", "riool", 2))
    assert profiles.distances(*said, topics(0, 1, 2), NL).to_numpy().tolist() == [[0, 0, 1], [0, 0, 1], [1, 1, 0]]


def test_a_distance_by_hand():
    """The word of two turns weighs 1 + ln(4/3) by smoothed idf, a word of one turn 1 + ln(4/2)."""
    found = profiles.distances(
        *talk(("a", "Ans", "bus halte", 0), ("a", "Bob", "bus riool", 1), ("a", "Ans", "plein", -1)), topics(0, 1), NL
    )
    shared, own = 1 + np.log(4 / 3), 1 + np.log(4 / 2)
    assert found.loc[0, 1] == pytest.approx(1 - shared**2 / (shared**2 + own**2), abs=1e-6)


def test_a_word_that_everybody_says_weighs_less():
    often = talk(("a", "A", "bus halte", 0), ("a", "B", "bus riool", 1), ("a", "C", "bus", -1), ("a", "D", "bus", -1))
    seldom = talk(("a", "A", "bus halte", 0), ("a", "B", "bus riool", 1), ("a", "C", "plein", -1), ("a", "D", "plein", -1))
    assert profiles.distances(*often, topics(0, 1), NL).loc[0, 1] > profiles.distances(*seldom, topics(0, 1), NL).loc[0, 1]


def test_no_words_and_no_topics():
    assert profiles.distances(*talk(("a", "Ans", "12", 0), ("a", "Bob", "13", 1)), topics(0, 1), NL).to_numpy().tolist() == [[0, 1], [1, 0]]
    assert profiles.distances(*SIX, topics(), NL).empty
    assert profiles.distances(*talk(), topics(), NL).empty


@given(st.lists(st.tuples(st.sampled_from("ab"), st.just("A"), st.sampled_from(["bus", "bus halte", "riool", "ja"]), st.integers(-1, 2))))
def test_distances_are_symmetric_and_between_0_and_1(said):
    found = profiles.distances(*talk(*said), topics(0, 1, 2), NL).to_numpy()
    assert (found == found.T).all() and (found.diagonal() == 0).all() and (found >= 0).all() and (found <= 1).all()


# Representatives


def chosen(*said: tuple[str, str, str, int], n: int = 3) -> list[tuple[int, str, int]]:
    found = profiles.representatives(*talk(*said), topics(0, 1), NL, n)
    assert list(found) == ["topic", *QUOTE, "fit"]
    return list(zip(found["topic"], found["session"], found["turn"], strict=True))


def test_the_turn_with_the_words_of_the_topic_stands_for_it():
    said = [("a", "Ans", f"bus halte {FILL}", 0), ("a", "Ans", f"bus paraplu {FILL}", 0), ("a", "Ans", f"bus halte {FILL}", 0)]
    assert chosen(*said) == [(0, "a", 0), (0, "a", 2), (0, "a", 1)]
    assert chosen(*said, n=1) == [(0, "a", 0)]


def test_other_speakers_and_sessions_come_first():
    said = [
        ("a", "Ans", f"bus halte {FILL}", 0),
        ("a", "Ans", f"bus halte {FILL}", 0),
        ("a", "Eef", f"bus lijn {FILL}", 0),
        ("b", "Bob", f"bus {FILL}", 0),
    ]
    assert chosen(*said) == [(0, "a", 0), (0, "b", 0), (0, "a", 2)]


@pytest.mark.parametrize("text", ["bus halte", f"bus halte {FILL} " * 7, FILL])
def test_a_turn_too_short_too_long_or_of_no_subject_stands_for_nothing(text):
    assert chosen(("a", "Ans", text, 0), ("a", "Bob", f"riool {FILL}", 1)) == [(1, "a", 1)]


def test_the_fit_of_a_turn_that_is_the_whole_topic_is_1():
    found = profiles.representatives(*talk(("a", "Ans", f"bus halte {FILL}", 0)), topics(0), NL)
    assert found["fit"].tolist() == [1.0] and found["text"].tolist() == [f"bus halte {FILL}"]


def test_no_topics_have_no_representatives():
    assert profiles.representatives(*SIX, topics(), NL).empty
    assert profiles.representatives(*talk(), topics(), NL).empty
