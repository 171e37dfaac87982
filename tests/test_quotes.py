"""Which turns are quoted, and how a long one is cut."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.quotes import LONG, QUOTE, exchanges, shortened, telling

FILL = "maar dat is nu eenmaal zo hier bij ons"
TOPICS = pd.DataFrame({"topic": [0, 1], "words": [["bus", "halte", "lijn"], ["park"]]})


def talk(*rows: tuple[str, str, str], content=True) -> pd.DataFrame:
    """Turns of (session, speaker, text), numbered within their session."""
    frame = pd.DataFrame(rows, columns=["session", "speaker", "text"]).assign(content=content)
    return frame.assign(turn=frame.groupby("session").cumcount(), words=frame["text"].str.split().str.len())


def about(turns: pd.DataFrame, *topics: int) -> pd.DataFrame:
    return turns[["session", "turn"]].assign(topic=topics, episode=0, probability=1.0)


def told(turns: pd.DataFrame, *topics: int, topic=0, n=3) -> list[tuple[str, int]]:
    found = telling(turns, about(turns, *topics), TOPICS, topic, n)
    assert list(found) == QUOTE
    return list(zip(found["session"], found["turn"], strict=True))


def test_the_most_telling_words_come_first():
    turns = talk(("s", "A", f"De lijn, {FILL}"), ("s", "B", f"De bus, {FILL}"), ("s", "C", f"De bus en de halte, {FILL}"))
    assert told(turns, 0, 0, 0) == [("s", 2), ("s", 1), ("s", 0)]


def test_the_best_of_each_session_comes_before_the_second_best_of_any():
    turns = talk(("s", "A", f"De bus en de halte, {FILL}"), ("s", "B", f"De bus, {FILL}"), ("t", "A", f"De lijn, {FILL}"))
    assert told(turns, 0, 0, 0) == [("s", 0), ("t", 0), ("s", 1)]
    assert told(turns, 0, 0, 0, n=2) == [("s", 0), ("t", 0)]


def test_only_turns_of_the_topic_that_say_something():
    turns = talk(("s", "A", f"De bus, {FILL}"), ("s", "B", f"De bus, {FILL}"), ("s", "C", f"De bus, {FILL}"), content=[True, True, False])
    assert told(turns, 0, 1, 0) == [("s", 0)]
    assert told(turns, 1, 1, 1) == []


def test_a_short_or_endless_turn_comes_after_one_of_good_length():
    turns = talk(("s", "A", "De bus!"), ("s", "B", f"De bus, {FILL} " * 30), ("s", "C", f"De lijn, {FILL}"))
    assert told(turns, 0, 0, 0)[0] == ("s", 2)


def test_turns_that_tell_the_same_stand_in_order():
    turns = talk(*[("s", "A", f"De bus, {FILL}")] * 4)
    assert told(turns.iloc[::-1], 0, 0, 0, 0) == [("s", 0), ("s", 1), ("s", 2)]


def test_more_words_count_for_more_than_the_first_word():
    turns = talk(("s", "A", f"De bus, {FILL}"), ("s", "B", f"De halte van de lijn, {FILL}"))
    assert told(turns, 0, 0)[0] == ("s", 1)


def test_a_turn_with_two_words_of_the_topic_comes_before_any_with_one():
    turns = talk(("s", "A", f"De bus en de halte, {FILL}"), ("s", "B", f"De lijn en de halte, {FILL}"), ("t", "A", f"De bus, {FILL}"))
    assert told(turns, 0, 0, 0, n=2) == [("s", 0), ("s", 1)]


def test_a_turn_with_none_of_the_words_only_where_there_is_no_other():
    turns = talk(("s", "A", "De bus!"), ("t", "B", FILL))
    assert told(turns, 0, 0) == [("s", 0)]
    assert told(turns.tail(1), 0) == [("t", 0)]


def test_a_word_counts_as_a_whole():
    turns = talk(("s", "A", f"De busbaan en busjes, {FILL}"), ("s", "B", f"De lijn, {FILL}"))
    assert told(turns, 0, 0)[0] == ("s", 1)


def test_exchanges_are_one_for_each_person_answered_and_session_the_longest_first():
    turns = talk(
        ("s", "A", "een twee"), ("s", "M", "een twee drie"), ("s", "A", "een"), ("s", "M", "een twee drie vier"),
        ("t", "B", "een"), ("t", "M", "een twee drie vier vijf"),
        ("u", "A", "een"), ("u", "M", "een"),
    )  # fmt: skip
    found = exchanges(turns, "M")
    assert list(zip(found["session"], found["turn"], strict=True)) == [("t", 1), ("s", 3)]
    assert exchanges(turns, "M", 1)["session"].tolist() == ["t"]


def test_whom_few_others_answer_comes_first():
    long = "een twee drie vier vijf zes zeven acht negen"
    turns = talk(
        ("s", "A", "een"), ("s", "M", f"{long} tien"), ("t", "A", "een"), ("t", "C", "een"),
        ("u", "B", "een"), ("u", "M", long), ("v", "D", "een"), ("v", "M", "ja"),
    )  # fmt: skip
    assert exchanges(turns, "M")["session"].tolist() == ["u", "s", "v"]  # C answers A as well; a short turn says little
    assert exchanges(talk(("s", "M", long), ("s", "M", long)), "M").empty  # nobody answers herself


def test_who_only_opens_answers_nobody():
    turns = talk(("s", "M", "een twee"), ("s", "A", "een"), ("t", "M", "een"))
    assert exchanges(turns, "M").empty


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("een twee drie", 3, "een twee drie"),
        ("een twee drie vier", 3, "een twee drie …"),
        ("Een twee. Drie vier vijf", 4, "Een twee. …"),
        ("Een twee? Drie! Vier vijf", 4, "Een twee? Drie! …"),
        ("Ja. Een lang verhaal zonder einde dat doorgaat", 6, "Ja. Een lang verhaal zonder einde …"),  # too little would be left
        ("", 3, ""),
    ],
)
def test_cut_at_a_sentence_where_one_ends_in_time(text, longest, expected):
    assert shortened(text, longest) == expected


@given(st.lists(st.sampled_from(["een", "twee.", "drie?", "vier,"]), max_size=150).map(" ".join))
def test_a_cut_text_is_its_beginning_and_not_too_long(text):
    cut = shortened(text)
    assert len(cut.removesuffix(" …").split()) <= LONG
    assert text.startswith(cut.removesuffix(" …"))
    assert cut.endswith(" …") == (cut != text)
