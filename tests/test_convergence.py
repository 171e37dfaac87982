"""What returns, against chance that can be counted by hand, against made-up corpora in which it is known, and in the demo."""

import csv
import random
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from string import ascii_lowercase

import numpy as np
import pandas as pd
import pytest

from analysis import convergence, corpus, policy
from analysis.convergence import chance, enough
from analysis.policy import Passage
from analysis.tables import checked

DATA = Path(__file__).parents[1] / "data"
Said = dict[int, int]  # topic: content turns on it in a session


def world(*said: Said, organisers: str = "", topics: int = 4, texts: dict[int, str] = {}, **columns: object) -> tuple[pd.DataFrame, ...]:
    """Assignments, turns, topics and sessions a, b, c ...; an organiser is a letter, a dash is none."""
    rows = [(ascii_lowercase[n], topic) for n, session in enumerate(said) for topic, turns in session.items() for _ in range(turns)]
    talk = pd.DataFrame(rows, columns=["session", "topic"])
    talk = talk.assign(turn=talk.groupby("session").cumcount(), content=True, text=[texts.get(topic, "") for _, topic in rows])
    held = [
        {"session": ascii_lowercase[n], "date": f"2026-01-{n + 1:02}", "organiser": None if organiser == "-" else organiser}
        for n, (_, organiser) in enumerate(zip(said, organisers or len(said) * "-", strict=True))
    ]
    sessions = checked("sessions", pd.DataFrame(held).assign(file="x", language="nl", turns=1, words=1, **columns))
    shown = pd.DataFrame({"topic": range(topics)}, dtype="int64")
    return talk[["session", "turn", "topic"]], talk[["session", "turn", "text", "content"]], shown, sessions


def found(*said: Said, passages: list[Passage] | None = None, by_organiser: bool = False, **how: object) -> pd.DataFrame:
    return convergence.convergence(*world(*said, **how), passages, by_organiser=by_organiser).set_index("topic")


def alone(topic: int, sessions: int) -> list[Said]:
    """So many sessions with one topic."""
    return sessions * [{topic: 3}]


def near(p: float) -> object:
    """p as well as so many draws can tell it: four standard errors."""
    return pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / convergence.DRAWS) + 2 / convergence.DRAWS)


# Where a topic is, and whether it returns


def test_a_session_has_a_topic_from_three_content_turns_on():
    assert found({0: 3, 1: 2}, {0: 4, 1: 2}, topics=2)["sessions"].tolist() == [2, 0]
    assignments, turns, *more = world({0: 3})
    assert convergence.convergence(assignments, turns.assign(content=turns["turn"] > 0), *more)["sessions"].tolist() == 4 * [0]


def test_what_has_no_topic_is_none():
    assert found({-1: 9, 0: 3}, topics=1).index.tolist() == [0]


@pytest.mark.parametrize(("sessions", "n"), [(1, 3), (3, 3), (9, 3), (10, 4), (12, 4), (13, 5), (30, 10), (31, 11)])
def test_a_third_of_the_sessions_three_at_least(sessions, n):
    assert enough(sessions) == n


@pytest.mark.parametrize(
    ("sessions", "others", "organisers", "returns"),
    [
        (3, 0, "xxy", True),
        (3, 0, "xxx", False),  # one organiser
        (2, 1, "xyz", False),  # two sessions
        (3, 6, "xyzxxxxxx", True),  # three of nine
        (3, 7, "xyzxxxxxxx", False),  # three of ten
        (3, 0, "x--", False),  # who organised it, is known of one
        (3, 0, "---", False),
    ],
)
def test_returning_takes_sessions_and_organisers(sessions, others, organisers, returns):
    made = found(*alone(0, sessions), *alone(1, others), organisers=organisers)
    assert made["returns"][0] == returns and made["organisers"][0] == len(set(organisers[:sessions]) - {"-"})


def test_where_and_when_a_topic_is():
    inside, internal = {"venue": ["inside", "outside", None]}, {"setting": ["external", "external", "internal"]}
    made = found(*alone(0, 3), **inside, **internal, date=["2026-03-01", "2026-01-01", None]).loc[0]
    assert made[["inside", "outside", "internal", "external"]].tolist() == [1, 1, 1, 2]
    assert made[["first_date", "last_date"]].tolist() == ["2026-01-01", "2026-03-01"]


# Chance


def said(*columns: list[int]) -> pd.DataFrame:
    return pd.DataFrame(dict(enumerate(columns)))


def test_p_by_hand():
    """A topic is in the first session with chance 1/2 and in the second with 1/4: in both 1/8, in one or both 5/8."""
    p, expected = chance(said([3, 3, 0, 0], [3, 0, 0, 0]), np.arange(2))
    assert p.tolist() == [near(1 / 8), near(5 / 8), 1, 1] and expected == 0.75


def test_of_topics_in_as_many_sessions_that_with_more_said_is_rarer():
    """In both sessions 1/8; in one only with nine turns 1/2 x 1/2 x 3/4 = 3/16, with four as much again, with three 1/2 x 1/4 more."""
    p, _ = chance(said([9, 4, 0, 0], [0, 0, 3, 0]), np.arange(2))
    assert p.tolist() == [near(5 / 16), near(1 / 8 + 3 / 8), near(5 / 8), 1]


def tail(chances: list[float], n: int) -> float:
    """How likely n or more of these come true: the Poisson-binomial distribution, exactly."""
    return float(reduce(np.convolve, ([1 - p, p] for p in chances))[n:].sum())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_p_is_the_tail_of_the_poisson_binomial_distribution(seed):
    """Twelve sessions with one to five of eight topics, each of three turns."""
    drawn = random.Random(seed)
    columns = [drawn.sample([3] * n + [0] * (8 - n), 8) for n in (drawn.randint(1, 5) for _ in range(12))]
    chances = [np.count_nonzero(column) / 8 for column in columns]
    table = said(*columns)
    p, expected = chance(table, np.arange(12), seed)
    assert p.tolist() == [near(tail(chances, n)) for n in (table > 0).sum(axis=1)]
    assert expected == pytest.approx(sum(chances))


def test_q_by_hand():
    """Four sessions with one of four topics each: p is 67/256, twice 175/256, and 1; times 4/rank, and no larger than that of a next one."""
    made = found({0: 3}, {0: 3}, {1: 3}, {2: 3}, topics=4)
    assert made["p_value"].tolist() == [near(67 / 256), near(175 / 256), near(175 / 256), 1]
    assert made["q_value"].tolist() == [*3 * [pytest.approx(made["p_value"][1] * 4 / 3, abs=1e-6)], 1]
    assert made["expected_sessions"].tolist() == 4 * [1]


def test_convergent_is_what_returns_more_than_chance():
    """All four sessions have the topic, of ten there are: p is 1/10,000 and q ten times that."""
    two, one = (found(*alone(0, 4), organisers=organisers, topics=10) for organisers in ("xxyy", "xxxx"))
    assert two["q_value"][0] == one["q_value"][0] == pytest.approx(0.001, abs=0.0015)
    assert two["convergent"].tolist() == [True] + 9 * [False] and not one["convergent"].any()
    often = found(*alone(0, 4), organisers="xxyy", topics=1).loc[0]  # there is nothing else to talk about
    assert often["returns"] and not often["convergent"] and often["p_value"] == 1


def test_by_organiser_the_sessions_of_one_count_as_one():
    """Sessions a and b are of x, c and d of y, each on one of ten topics; topic 0 is in a and c."""
    how = {"organisers": "xxyy", "topics": 10}
    assert found({0: 3}, {1: 3}, {0: 3}, {2: 3}, **how)["p_value"][0] == near(tail(4 * [0.1], 2))
    by_organiser = found({0: 3}, {1: 3}, {0: 3}, {2: 3}, by_organiser=True, **how)
    assert by_organiser["p_value"][:2].tolist() == [near(0.19**2), near(1 - 0.81**2)] and by_organiser["sessions"][0] == 2


def test_by_organiser_one_without_organiser_stands_for_itself():
    how = {"topics": 10, "by_organiser": True}
    assert found({0: 3}, {1: 3}, {0: 3}, organisers="xx-", **how)["p_value"][0] == near(0.19 * 0.1)
    assert found({0: 3}, {1: 3}, {0: 3}, organisers="---", **how)["p_value"][0] == near(tail(3 * [0.1], 2))


def test_by_organiser_sessions_that_resemble_each_other_prove_nothing():
    """Two organisers who always talk about the same three of twenty topics have one in common in four of ten cases: that may be chance."""
    mine, theirs = {0: 9, 1: 8, 2: 7}, {0: 9, 3: 8, 4: 7}
    made = found(*6 * [mine], *6 * [theirs], organisers="xxxxxxyyyyyy", topics=20, by_organiser=True)
    assert made["returns"][0] and not made["convergent"].any()


# Corpora in which it is known

ORGANISERS = "wwwxxxyyyzzz"


def drawn(made: random.Random, topics: int, n: int, planted: set[int] = set()) -> list[Said]:
    """Twelve sessions with n random topics each, and topic 0 in those where it is planted."""
    return [
        {topic: made.randint(3, 40) for topic in [*([0] if session in planted else []), *made.sample(range(bool(planted), topics), n)]}
        for session in range(12)
    ]


def test_where_nothing_is_planted_hardly_anything_is_found(monkeypatch):
    monkeypatch.setattr(convergence, "DRAWS", 3000)
    made = random.Random(2026)
    runs = [found(*drawn(made, 20, 3), organisers=ORGANISERS, topics=20)["convergent"] for _ in range(60)]
    assert np.mean([run.mean() for run in runs]) <= 0.05
    assert np.mean([run.any() for run in runs]) <= 0.12  # of so many corpora 5 per cent, and two standard errors


def test_what_is_planted_in_half_of_the_sessions_is_found(monkeypatch):
    monkeypatch.setattr(convergence, "DRAWS", 3000)
    made = random.Random(2026)
    runs = [
        found(*drawn(made, topics, 2, set(made.sample(range(12), 6))), organisers=ORGANISERS, topics=topics)["convergent"]
        for topics in [20, 22, 24, 26, 28, 30] * 10
    ]
    assert np.mean([run[0] for run in runs]) >= 0.9
    assert np.mean([run[1:].mean() for run in runs]) <= 0.05


# Same in, same out; little in


def test_the_same_tables_make_the_same_table_and_are_not_changed():
    tables = world(*drawn(random.Random(1), 20, 3), organisers=ORGANISERS, topics=20)
    before = [table.copy() for table in tables]
    pd.testing.assert_frame_equal(convergence.convergence(*tables), convergence.convergence(*tables))
    for table, was in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, was)


@pytest.mark.parametrize("by_organiser", [False, True])
@pytest.mark.parametrize("passages", [None, [], [Passage("policy/a.md", 1, "", "De bus.")]])
def test_no_topics(by_organiser, passages):
    assert found({-1: 4}, topics=0, passages=passages, by_organiser=by_organiser).empty
    assert found({}, {}, topics=0, passages=passages, by_organiser=by_organiser).empty


def test_topics_that_nobody_talks_about():
    made = found({}, {}, {}, topics=2)
    assert made["sessions"].tolist() == [0, 0] and made["p_value"].tolist() == [1, 1] and not made["returns"].any()


def test_no_organisers_and_no_dates():
    made = found(*alone(0, 4), topics=10, date=None).loc[0]
    assert made["sessions"] == 4 and made["organisers"] == 0 and not made["returns"] and not made["convergent"]
    assert made[["first_date", "last_date"]].isna().all()
    assert found(*alone(0, 4), topics=10, by_organiser=True)["p_value"][0] == found(*alone(0, 4), topics=10)["p_value"][0]


def test_in_one_session_nothing_returns():
    made = found({0: 5, 1: 3}, organisers="x", topics=2)
    assert made["sessions"].tolist() == [1, 1] and not made["returns"].any() and not made["convergent"].any()
    assert made["first_date"].tolist() == made["last_date"].tolist() == 2 * ["2026-01-01"]


# Policy

TEXTS = {0: "paraplu", 1: "sleutel", 2: "banaan"}  # words without a theme
WRITTEN = [Passage("policy/a.md", 3, "", "Paraplu."), Passage("policy/b.md", 7, "Sleutel", "Kurkentrekker.")]


@pytest.mark.parametrize("passages", [None, []])
def test_without_policy_nothing_is_unexpected(passages):
    made = found(*alone(0, 3), texts=TEXTS, passages=passages)
    assert made["policy_similarity"].isna().all() and made["nearest"].isna().all() and not made["unexpected"].any()


def test_how_near_policy_is_by_hand():
    """The first passage is the word of topic 0; the second has that of topic 1 and one as rare: the cosine is 1 / sqrt(2)."""
    made = found({0: 3, 1: 3, 2: 3}, texts=TEXTS, passages=WRITTEN, topics=3)
    assert made["policy_similarity"].tolist() == [1, 0.707107, 0]
    assert made["unexpected"].tolist() == [False, False, True]
    assert made["nearest"][:2].tolist() == ["policy/a.md:3: Paraplu.", "policy/b.md:7: Sleutel. Kurkentrekker."]


def test_a_passage_in_other_words_of_the_theme_is_near():
    made = found({0: 3, 1: 3}, texts={0: "gans", 1: "sleutel"}, passages=[Passage("policy/a.md", 1, "", "Zwanen.")], topics=2)
    assert made["policy_similarity"][0] > 0.3 and made["policy_similarity"][1] == 0


def test_each_session_counts_as_much():
    """One long session is about something else as well: were all turns in one heap, hardly anything would be left of the topic."""
    assignments, turns, *more = world({0: 3, 1: 3}, {0: 60, 1: 60}, topics=2, texts={1: "sleutel"})
    on, short = assignments["topic"] == 0, assignments["session"] == "a"
    turns["text"] = turns["text"].mask(on & short, "paraplu").mask(on & ~short, "banaan")
    made = convergence.convergence(assignments, turns, *more, WRITTEN)
    assert made["policy_similarity"][0] > 0.6


def test_a_topic_in_no_session_has_nothing_to_compare_with_policy():
    made = found({0: 3, 1: 2}, texts=TEXTS, passages=WRITTEN, topics=2).loc[1]
    assert made[["policy_similarity", "nearest"]].isna().all() and not made["unexpected"]


# The demo, whose KEY.md says what is planted


@pytest.fixture(scope="module")
def demo() -> Iterator[pd.DataFrame]:
    """The subjects of the key as topics, by their names."""
    read = corpus.read("demo", DATA)
    with (DATA / "raw" / "demo" / "key.csv").open(encoding="utf-8", newline="") as handle:
        key = pd.DataFrame([row for row in csv.DictReader(handle) if row["kind"] == "topic"])
    names = sorted(set(key["value"]) - {""})
    numbers = [names.index(name) if name else -1 for name in key["value"]]
    assignments = key[["session"]].assign(turn=key["turn"].astype(int), topic=numbers)
    passages = policy.passages(DATA / "raw" / "demo", [])
    made = convergence.convergence(assignments, read.turns, pd.DataFrame({"topic": range(len(names))}), read.sessions, passages)
    return made.set_index(pd.Index(names))


def test_meeting_is_convergent_and_unexpected(demo):
    assert demo.index[demo["convergent"]].tolist() == ["ontmoeten"] and demo["unexpected"]["ontmoeten"]
    assert demo.loc["ontmoeten", ["sessions", "organisers", "inside", "outside", "internal", "external"]].tolist() == [8, 4, 2, 6, 1, 7]
    assert demo.loc["ontmoeten", ["first_date", "last_date"]].tolist() == ["2026-01-27", "2026-06-09"]


def test_parking_returns_and_is_expected(demo):
    assert demo.loc["parkeren", ["sessions", "organisers", "returns", "unexpected"]].tolist() == [5, 3, True, False]
    assert demo["nearest"]["parkeren"].startswith("policy/nota-parkeren.docx:")


def test_geese_are_in_one_session_only(demo):
    assert demo.loc["ganzen", ["sessions", "organisers", "returns", "convergent"]].tolist() == [1, 1, False, False]


def test_only_meeting_and_geese_are_in_no_policy(demo):
    assert demo.index[demo["unexpected"]].tolist() == ["ganzen", "ontmoeten"]
    assert demo.index[demo["returns"]].tolist() == ["ontmoeten", "parkeren", "regels"]
