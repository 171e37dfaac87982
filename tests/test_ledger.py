"""The ledger: who asked, who came back to it and when, on six turns counted by hand and on the demo's documented truth."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from worlds import coded

from analysis import corpus
from analysis.dialogue import ledger as ledgers
from analysis.tables import checked

DATA = Path(__file__).parents[1] / "data"
ASKED = "Wanneer komt er voor de kinderen een zebrapad bij de school in de Molenstraat?"
PUT_OFF = "Dat zebrapad nemen we mee."
CAME_BACK = "Voor de kinderen komt er een zebrapad bij de school in de Molenstraat."
ELSEWHERE = 500  # turns of another session, so that words that two turns share are rare
CHAT = [
    "De koffie staat klaar.",
    "Het regent buiten.",
    "Fijn verslag van de markt.",
    "Groetjes aan de buren.",
    "Prachtige muziek in het park.",
]


def found(
    talk: dict[str, list[tuple[str, str]]],
    codes: dict[str, dict[int, str]],
    dates: dict[str, str] = {},
    topics: dict[tuple[str, int], int] = {},
) -> list[tuple]:
    """The ledger of what is said in each session (who, what); O and P are officials. Session, turn, asked, answered session, answered turn."""
    talk = {**talk, "elsewhere": [("Z", "Ja.")] * ELSEWHERE}
    turns = [
        {"session": s, "turn": n, "speaker": who, "text": text, "words": len(text.split()), "content": True}
        for s, said in talk.items()
        for n, (who, text) in enumerate(said)
    ]
    turns = checked("turns", turns)
    people = turns.groupby("speaker", as_index=False).agg(turns=("turn", "size"), words=("words", "sum"))
    speakers = checked("speakers", people.assign(group="g", official=people["speaker"].isin(list("OP")), facilitator=False))
    about = [topics.get(key, -1) for key in zip(turns["session"], turns["turn"], strict=True)]
    assignments = checked("assignments", turns[["session", "turn"]].assign(episode=0, topic=about, probability=1.0))
    languages = dict.fromkeys(talk, "nl")
    table = ledgers.ledger(coded(codes), turns, speakers, assignments, sessions(**{s: dates.get(s) for s in talk}), languages)
    rows = table[["session", "turn", "asked_turn", "answered_session", "answered_turn"]].itertuples(index=False)
    return [tuple(None if pd.isna(value) else value for value in row) for row in rows]


def sessions(**dates: str | None) -> pd.DataFrame:
    rows = [{"session": s, "date": date, "file": s, "language": "nl", "turns": 1, "words": 1} for s, date in dates.items()]
    return checked("sessions", rows)


def chat(who: str, n: int = len(CHAT)) -> list[tuple[str, str]]:
    return [(who, text) for text in CHAT[:n]]


ITEM = [("A", ASKED), ("O", PUT_OFF)]
CODES = {"s": {0: "question", 1: "deferral"}}
DATES = {"s": "2026-01-01", "t": "2026-02-01"}


# Who asked


def test_the_turn_that_asked_is_the_question_and_not_the_chat_between():
    said = [("A", ASKED), ("B", CHAT[0]), ("O", PUT_OFF)]
    assert found({"s": said}, {"s": {0: "question", 2: "deferral"}}) == [("s", 2, 0, None, None)]


def test_without_a_question_a_turn_that_raises_something_asked():
    said = [("A", ASKED), ("B", CHAT[0]), ("O", PUT_OFF)]
    assert found({"s": said}, {"s": {0: "initiative", 2: "deferral"}}) == [("s", 2, 0, None, None)]


def test_of_two_questions_the_one_about_the_same_asked():
    said = [("A", ASKED), ("B", "Is er koffie?"), ("O", PUT_OFF)]
    assert found({"s": said}, {"s": {0: "question", 1: "question", 2: "deferral"}}) == [("s", 2, 0, None, None)]


def test_where_nobody_raises_anything_the_nearest_turn_of_another_asked():
    assert found({"s": ITEM}, {"s": {1: "promise"}}) == [("s", 1, 0, None, None)]


def test_nobody_asked_who_speaks_first_or_to_oneself_or_in_another_session():
    assert found({"s": [("O", PUT_OFF)]}, {"s": {0: "promise"}}) == [("s", 0, None, None, None)]
    assert found({"s": [("O", ASKED), ("O", PUT_OFF)]}, {"s": {0: "question", 1: "promise"}}) == [("s", 1, None, None, None)]
    talk = {"s": [("A", ASKED)], "t": [("O", PUT_OFF)]}
    assert found(talk, {"s": {0: "question"}, "t": {0: "promise"}}, DATES) == [("t", 0, None, None, None)]


@pytest.mark.parametrize(("between", "asked"), [(5, 0), (6, None)])
def test_who_asked_did_so_within_six_turns(between, asked):
    said = [("A", ASKED), *(("O", CHAT[0]) for _ in range(between)), ("O", PUT_OFF)]
    assert found({"s": said}, {"s": {0: "question", between + 1: "deferral"}})[0][2] == asked


# Who came back to it


def test_answered_in_the_same_session():
    assert found({"s": [*ITEM, *chat("B") * 3, ("O", CAME_BACK)]}, CODES) == [("s", 1, 0, "s", 17)]


def test_answered_in_a_later_session():
    assert found({"s": [*ITEM, *chat("B")], "t": [*chat("A"), ("O", CAME_BACK)]}, CODES, DATES) == [("s", 1, 0, "t", 5)]


def test_the_order_is_that_of_the_dates_and_not_of_the_table():
    talk = {"t": [*chat("A"), ("O", CAME_BACK)], "s": [*ITEM, *chat("B")]}
    assert found(talk, CODES, DATES) == [("s", 1, 0, "t", 5)]
    assert found(talk, CODES, {"t": "2025-12-01", "s": "2026-01-01"}) == [("s", 1, 0, None, None)]


@pytest.mark.parametrize("dates", [{}, {"s": "2026-01-01"}, {"t": "2026-02-01"}])
def test_a_session_without_a_date_follows_none_and_is_followed_by_none(dates):
    assert found({"s": [*ITEM, *chat("B")], "t": [*chat("A"), ("O", CAME_BACK)]}, CODES, dates) == [("s", 1, 0, None, None)]


def test_what_is_put_off_at_the_end_can_be_answered_at_the_beginning_of_the_next_session():
    talk = {"s": [*chat("B"), *ITEM], "t": [("O", CAME_BACK), *chat("A")]}
    assert found(talk, {"s": {5: "question", 6: "deferral"}}, DATES) == [("s", 6, 5, "t", 0)]


def test_what_is_said_at_once_belongs_to_the_item():
    assert found({"s": [*ITEM, ("A", CHAT[0]), ("O", CAME_BACK), *chat("B")]}, CODES) == [("s", 1, 0, None, None)]


def test_a_reminder_is_no_answer():
    said = [*ITEM, *chat("O"), ("A", "U zou het zebrapad bij de school uitzoeken.")]
    assert found({"s": said}, {"s": {**CODES["s"], 7: "follow_up"}}) == [("s", 1, 0, None, None)]


def test_talk_of_something_else_is_no_answer():
    said = [*ITEM, *chat("B"), ("O", "De bomen aan de gracht worden gekapt.")]
    assert found({"s": said}, CODES) == [("s", 1, 0, None, None)]


def test_an_answer_is_found_among_other_turns_of_officials():
    assert found({"s": [*ITEM, *chat("B")], "t": [*chat("O"), ("O", CAME_BACK)]}, CODES, DATES) == [("s", 1, 0, "t", 5)]


@pytest.mark.parametrize(("codes", "answered"), [("", None), ("follow_up", 5)])
def test_another_official_answers_in_so_many_words_only(codes, answered):
    talk = {"s": [*ITEM, *chat("B")], "t": [*chat("B"), ("P", CAME_BACK)]}
    assert found(talk, {**CODES, "t": {5: codes}}, DATES)[0][4] == answered


def test_the_same_official_answers_before_another():
    talk = {"s": [*ITEM, *chat("B")], "t": [*chat("B"), ("P", CAME_BACK), ("B", CHAT[0]), ("O", CAME_BACK)]}
    assert found(talk, {**CODES, "t": {5: "follow_up", 7: "follow_up"}}, DATES)[0][4] == 7


# What is in it


def test_no_item_by_somebody_who_is_no_official():
    assert found({"s": [("O", ASKED), ("A", PUT_OFF)]}, {"s": {0: "question", 1: "deferral promise"}}) == []


def test_a_turn_with_a_deferral_and_a_promise_is_two_items_and_other_codes_are_none():
    assert len(found({"s": ITEM}, {"s": {0: "question", 1: "deferral promise sidestep"}})) == 2
    assert found({"s": ITEM}, {"s": {0: "question", 1: "sidestep"}}) == []
    assert found({"s": ITEM}, {}) == []


# How old it is


def ledger(*rows: tuple[str, int, int | None]) -> pd.DataFrame:
    named = [{"session": s, "turn": n, "answered_turn": answered} for s, n, answered in rows]
    return checked("ledger", [{**row, "speaker": "O", "topic": -1, "kind": "promise"} for row in named])


def test_an_item_is_as_old_as_it_has_been_open_at_the_last_session():
    table = ledger(("s", 1, None), ("s", 2, 9), ("t", 1, None), ("u", 1, None))
    days = ledgers.age(table, sessions(s="2026-01-01", t="2026-02-01", u=None))
    assert [None if pd.isna(n) else n for n in days] == [31, None, 0, None]


def test_no_item_has_no_age_and_without_dates_none_has():
    assert ledgers.age(ledger(), sessions(s="2026-01-01")).empty
    assert ledgers.age(ledger(("s", 1, None)), sessions(s=None)).isna().all()


# The demo


@pytest.fixture(scope="module")
def key() -> list[dict[str, str]]:
    with (DATA / "raw" / "demo" / "key.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def demo(key) -> dict[tuple[str, int], tuple]:
    """The ledger of the demo from its true codes: for each item the turn that asked, and the session that answered."""
    read = corpus.read("demo", DATA)
    codes: dict[str, dict[int, set[str]]] = {}
    for row in key:
        if row["kind"] in (*ledgers.KINDS, *ledgers.RAISING):
            codes.setdefault(row["session"], {}).setdefault(int(row["turn"]), set()).add(row["kind"])
    told = coded({session: {turn: " ".join(sorted(said)) for turn, said in turns.items()} for session, turns in codes.items()})
    assignments = checked("assignments", read.turns[["session", "turn"]].assign(episode=0, topic=-1, probability=1.0))
    languages = dict(zip(read.sessions["session"], read.sessions["language"], strict=True))
    table = ledgers.ledger(told, read.turns, read.speakers, assignments, read.sessions, languages)
    return {(row.session, row.turn, row.kind): row for row in table.itertuples()}


@pytest.fixture(scope="module")
def items(key) -> dict[str, tuple]:
    return {row["ref"]: (row["session"], int(row["turn"]), row["kind"]) for row in key if row["kind"] in ledgers.KINDS}


def truth(key: list[dict[str, str]], kind: str) -> dict[str, tuple[str, int]]:
    return {row["ref"]: (row["session"], int(row["turn"])) for row in key if row["kind"] == kind}


def test_every_item_of_the_demo_is_in_the_ledger(demo, items):
    assert len(items) == 34 and set(demo) == set(items.values())


def test_most_items_of_the_demo_were_asked_by_the_turn_of_the_key(demo, items, key):
    asked = [(demo[items[ref]].session, demo[items[ref]].asked_turn) == place for ref, place in truth(key, "ask").items()]
    assert len(asked) == 34 and sum(asked) >= 28


def test_every_answered_item_of_the_demo_is_found_and_few_others(demo, items, key):
    answers = truth(key, "answer")
    right = [demo[items[ref]] for ref in answers]
    assert [row.answered_session for row in right] == [session for session, _ in answers.values()]
    assert sum(row.answered_turn == turn for row, (_, turn) in zip(right, answers.values(), strict=True)) >= 11 and len(right) == 12
    others = [demo[item] for ref, item in items.items() if ref not in answers]
    assert len(others) == 22 and sum(pd.notna(row.answered_turn) for row in others) <= 0.1 * len(others)
