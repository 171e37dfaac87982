"""Sentences hold whatever is in the tables, and say what can be counted by hand."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from worlds import EN, NL, numbers, said, world

from analysis import sentences
from analysis.findings import Finding
from analysis.quotes import QUOTE

WORLDS = {
    "one turn": world({"s": "A"}),
    "a monologue in two sessions": world({"s": "A", "t": "A"}),
    "two speakers, no topic": world({"s": "ABAB"}),
    "two speakers, both officials": world({"s": "AB"}, official="AB"),
    "one session, one topic": world({"s": "ABAC"}, {"s": {"A": 0, "B": 0}}, official="A"),
    "four topics in one session": world({"s": "ABCDABCD"}, {"s": {"A": 0, "B": 1, "C": 2, "D": 3}}),
    "two sessions, a topic in each": world({"s": "ABA", "t": "CAC"}, {"s": {"B": 0}, "t": {"C": 1}}),
    "a topic that returns": world(
        {"s": "ABABAB", "t": "ACACAC", "u": "ABABAB"},
        {"s": {"B": 0}, "t": {"C": 0}, "u": {"B": 0}},
        official="A",
        chair="A",
        told={"s": {"organiser": "X"}, "t": {"organiser": "Y"}, "u": {"organiser": "X"}},
    ),
}


@pytest.mark.parametrize("language", [EN, NL], ids=["en", "nl"])
@pytest.mark.parametrize("tables", WORLDS.values(), ids=WORLDS)
def test_sentences_are_whole_whatever_is_in_the_tables(tables, language):
    found = sentences.statements(tables, language)
    texts = [sentences.summary(tables, language), sentences.certainty(tables.topics, tables.assignments, language)]
    texts += [sentences.topics(tables.topics, tables.assignments, len(tables.sessions), language), sentences.networks(tables, language)]
    texts += [sentences.corpus(tables, language), sentences.reading_guide(tables, found, language)]
    texts += [text for statement in found for text in (statement.bold, statement.plain) if text]
    for text in texts:
        assert text.strip() == text
        assert text.endswith(".")
        assert not re.search(r"nan|None|[{}]|  |\.\.|unknown|\b0 (?:sessions|bijeenkomsten)", text)
    for statement in found:
        assert statement.heading
        assert statement.bold
        quoted = statement.evidence.merge(tables.turns, on=QUOTE)
        assert len(quoted) == len(statement.evidence)


@pytest.mark.parametrize(
    ("world", "names"),
    [
        ("one turn", {"speaking"}),
        ("a monologue in two sessions", {"speaking"}),
        ("two speakers, no topic", {"speaking"}),
        ("one session, one topic", {"returning", "speaking", "connecting"}),
        ("a topic that returns", {"returning", "speaking", "strangers"}),
    ],
)
def test_a_finding_without_ground_is_not_there(world, names):
    assert set(said(WORLDS[world])) == names


def test_what_came_back():
    statement = said(WORLDS["a topic that returns"])["returning"]
    assert "“bus 0”" in statement.bold
    assert numbers(statement.bold) == [3, 3, 2]  # of the sessions, of organisers
    assert set(statement.evidence["speaker"]) == {"B", "C"}


def test_in_one_session_nothing_comes_back():
    statement = said(WORLDS["four topics in one session"])["returning"]
    assert "“bus 0”, “bus 1” and “bus 2”" in statement.bold  # all as large: the first three
    assert numbers(statement.plain) == []
    apart = WORLDS["two sessions, a topic in each"]
    assert numbers(said(apart)["returning"].plain) == []  # nobody says who organised them
    organised = replace(apart, sessions=apart.sessions.assign(organiser=["X", "Y"]))
    assert numbers(said(organised)["returning"].plain) == [3]


@pytest.mark.parametrize(("total", "enough"), [(2, 3), (3, 3), (9, 3), (10, 4), (12, 4), (20, 7)])
def test_a_topic_comes_back_in_three_sessions_or_in_a_third_of_them(total, enough):
    def back(n: int) -> sentences.Statement:
        talk = {f"s{i}": "ABBB" for i in range(total)}
        return said(world(talk, {f"s{i}": {"B": 0} for i in range(n)}, told={s: {"organiser": "XY"[s > "s0"]} for s in talk}))["returning"]

    assert back(enough - 1).heading == "What it was about"
    assert numbers(back(enough - 1).plain) == [enough]
    if enough <= total:
        assert back(enough).heading == "What came back"
        assert numbers(back(enough).bold) == [enough, total, 2]


def test_what_was_said_stands_under_the_topics_that_are_named():
    sessions = {"s": {"A": 0, "B": 1}, "t": {"A": 0}, "u": {"C": 2}, "v": {"C": 2}}
    statement = said(world({"s": "ABAB", "t": "A", "u": "C", "v": "C"}, sessions))["returning"]
    assert set(statement.evidence["about"]) == {"bus 0", "bus 1", "bus 2"}


def test_how_much_officials_spoke():
    statement = said(world({"s": "ABAC"}, official="A"))["speaking"]
    assert numbers(statement.bold) == [50, 33]  # of the words, of the speakers


def test_how_much_of_it_chairs_among_the_officials_spoke():
    statement = said(world({"s": "ABACD"}, official="AD", chair="A"))["speaking"]
    assert numbers(statement.bold) == [60, 50]
    assert numbers(statement.plain) == [40]


@pytest.mark.parametrize(
    ("order", "english", "dutch"),
    [
        ("ABCDEAAAA", "One of the 5 speakers spoke half of the words.", "Eén van de 5 sprekers sprak de helft van de woorden."),
        ("ABCD", "2 of the 4 speakers spoke half of the words.", "2 van de 4 sprekers spraken samen de helft van de woorden."),
        ("AAA", "There was only one speaker.", "Er was maar één spreker aan het woord."),
    ],
)
@pytest.mark.parametrize("group", ["unknown", "Jongeren"])
def test_of_one_group_how_unevenly_they_spoke(order, english, dutch, group):
    found = world({"s": order}, groups=dict.fromkeys(order, group))
    assert [said(found, language)["speaking"].bold for language in (EN, NL)] == [english, dutch]


def test_speakers_without_a_group_are_not_a_group_by_that_name():
    found = world({"s": "AAB"}, groups={"B": "Ouders"})
    assert said(found, NL)["speaking"].bold == "Sprekers zonder groep waren het meest aan het woord: 67% van de woorden."


@pytest.mark.parametrize(("n", "end"), [(6, "and f 10%"), (7, "and 2 other groups 18%"), (8, "and 3 other groups 25%")])
def test_of_many_groups_the_last_are_taken_together(n, end):
    order = "ABCDEFGH"[:n]
    statement = said(world({"s": order + "ABCD"}, groups={who: who.lower() for who in order}))["speaking"]
    assert statement.plain.endswith(f"{end}.")


@pytest.mark.parametrize("official", ["", "ABC"])
def test_without_officials_or_with_nobody_else_the_group_that_spoke_most(official):
    statement = said(world({"s": "ABACA"}, official=official, groups={"A": "Jongeren", "B": "Ouders", "C": "Ouders"}))["speaking"]
    assert "Jongeren" in statement.bold
    assert numbers(statement.bold) == [60]
    assert numbers(statement.plain) == [60, 40]
    assert statement.table.iloc[:, 0].tolist() == ["Jongeren", "Ouders"]
    assert statement.table.iloc[:, 1:4].values.tolist() == [[1, 3, 30], [2, 2, 20]]


def test_who_connects():
    statement = said(world({"s": "MAMB", "t": "MCMC"}, groups={"A": "Jongeren", "B": "Jongeren", "C": "Ouders"}))["connecting"]
    assert statement.bold.startswith("M ")
    assert numbers(statement.plain) == [3, 2, 2]  # other speakers, groups, sessions
    assert set(statement.evidence["speaker"]) == {"M"}


def test_nobody_connects_where_everybody_speaks_after_everybody():
    assert "connecting" not in said(world({"s": "ABCACBA"}))


def test_a_chair_is_not_who_connects():
    talk = {"s": "MAMBANB", "t": "MCMC"}  # N speaks between A and B once, M all the time
    assert said(world(talk))["connecting"].bold.startswith("M ")
    assert not said(world(talk, chair="M"))["connecting"].bold.startswith("M ")
    assert "connecting" not in said(world({"s": "MAMBMC"}, chair="M"))


def test_who_have_not_met():
    statement = said(world({"s": "ABAB", "t": "ACAC"}, {"s": {"B": 0}, "t": {"C": 0}}))["strangers"]
    assert "B and C" in statement.bold
    assert "“bus 0”" in statement.plain
    assert list(statement.evidence["speaker"]) == ["B", "C"]


def test_three_pairs_at_most_have_not_met():
    talk, about = {"s": "BAB", "t": "CAC", "u": "DAD", "v": "EAE"}, {"s": {"B": 0}, "t": {"C": 0}, "u": {"D": 0}, "v": {"E": 0}}
    statement = said(world(talk, about))["strangers"]
    assert statement.bold.startswith("B and C ")
    assert statement.plain.endswith("Also: B and D; B and E.")


def test_who_have_met_are_no_strangers_nor_are_chairs_and_officials():
    topics = {"s": {"B": 0}, "t": {"C": 0}}
    assert "strangers" in said(world({"s": "BABA", "t": "CACA"}, topics))
    assert "strangers" not in said(world({"s": "BCBC", "t": "CACA"}, topics))
    assert "strangers" not in said(world({"s": "BABA", "t": "CACA"}, topics, chair="C"))
    assert "strangers" not in said(world({"s": "BABA", "t": "CACA"}, topics, official="B"))


def test_a_topic_of_few_brings_strangers_together_before_a_topic_of_many():
    many = {"s": {"B": 0, "D": 0, "G": 1}, "t": {"C": 0, "E": 0, "F": 1}}
    found = said(world({"s": "BDGBDG", "t": "CEFCEF"}, many))["strangers"]
    assert "F and G" in found.bold
    assert "“bus 1”" in found.plain


def test_summary_counts_sessions_speakers_turns_and_words():
    assert numbers(sentences.summary(world({"s": "ABA", "t": "CA"}), EN)) == [2, 3, 5, 50]
    assert numbers(sentences.summary(WORLDS["one turn"], EN)) == [10]  # one session, one speaker, one turn


@pytest.mark.parametrize(
    ("dates", "when"),
    [
        (["2026-02-05", "2026-01-13"], " between 13 January 2026 and 5 February 2026,"),
        (["2026-02-05", "2026-02-05"], " on 5 February 2026,"),
        ([None, None], "2 sessions,"),
    ],
)
def test_summary_says_when(dates, when):
    found = world({"s": "AB", "t": "AB"})
    found.sessions["date"] = dates
    assert when in sentences.summary(found, EN)


def test_certainty_counts_what_was_found_again_and_what_has_no_topic():
    found = WORLDS["four topics in one session"]
    half = found.assignments.assign(topic=[0, 1, 2, 3, -1, -1, -1, -1])
    text = sentences.certainty(found.topics.assign(stability=[0.9, 0.5, 0.4, None]), half, EN)
    assert numbers(text) == [3, 2, 50]
    assert numbers(sentences.certainty(found.topics, half, EN)) == [50]  # no trials


@pytest.mark.parametrize(
    ("bold", "plain", "minutes", "seconds"),
    [(3, 0, 1, 5), (60, 10, 1, 20), (238, 238, 3, 60), (240, 1000, 6, 65)],  # 238 words a minute, the summary has less than 100
)
def test_the_reading_guide_counts_the_text(bold, plain, minutes, seconds):
    found = WORLDS["two speakers, no topic"]
    frame = [sentences.summary(found, EN), sentences.certainty(found.topics, found.assignments, EN)]
    words = sum(len(text.split()) for text in frame) + bold + plain
    statement = sentences.Statement("x", "a heading is not counted", "vet " * bold, "mager " * plain)
    guide = sentences.reading_guide(found, [statement], EN).replace(",", "")
    assert numbers(guide) == ([words, seconds] if minutes == 1 else [words, minutes, seconds])


def test_the_reading_guide_of_no_findings():
    found = WORLDS["one turn"]
    assert numbers(sentences.reading_guide(found, [], EN))[1:] == [0]


def test_oddities_are_a_row_a_finding():
    findings = [Finding("sessions.csv", 3, "a wrong date"), Finding("a.txt", 0, "empty")]
    assert sentences.oddities(findings, EN).values.tolist() == [["sessions.csv", 3, "a wrong date"], ["a.txt", "", "empty"]]
    assert len(sentences.oddities([], NL)) == 1


def test_episodes_that_are_as_many_in_each_session():
    rows = [{"session": s, "episode": n, "first": 4 * n, "last": 4 * n + 3, "words": 9} for s in "ab" for n in range(3)]
    assert sentences.episodes(pd.DataFrame(rows), EN) == "6 episodes in 2 sessions: 3 in each, with a median of 4 turns."


def test_episodes_by_hand():
    found = pd.DataFrame({"session": ["s", "s", "s", "t"], "first": [0, 4, 9, 0], "last": [3, 8, 9, 9]})  # 4, 5, 1 and 10 turns
    assert numbers(sentences.episodes(found, EN)) == [4, 2, 1, 3, 4]  # of which the median is 4.5


def test_the_widest_topic_is_in_most_sessions_and_then_the_largest():
    found = pd.DataFrame({"topic": [0, 1, 2], "sessions": [1, 2, 2], "turns": [90, 3, 4]})
    assert sentences.widest(found) == 2
    assert sentences.widest(found.head(0)) is None


def test_how_wide_a_topic_is_goes_for_ties_and_for_one_session():
    found = pd.DataFrame({"topic": [0, 1], "label": ["bus", "park"], "sessions": [2, 1], "turns": [9, 3], "share": 0.5, "stability": 0.9})
    about = pd.DataFrame({"topic": [0, 1]})
    assert "“bus” is in more sessions than any other topic: 2 of 3." in sentences.topics(found, about, 3, EN)
    assert "No topic is in more sessions than “bus”: 2 of 3." in sentences.topics(found.assign(sessions=2), about, 3, EN)
    assert "It is in 2 of the 3 sessions." in sentences.topics(found.head(1), about, 3, EN)
    assert len(sentences.topics(found.assign(sessions=1), about, 3, EN).splitlines()) == 2


@pytest.mark.parametrize(
    ("stability", "begin"),
    [
        ([0.1, 0.2, 0.3], "Geen van de 3 onderwerpen kwam "),
        ([0.1, 0.2, 0.9], "Van de 3 onderwerpen kwam er één "),
        ([0.1, 0.8, 0.9], "Van de 3 onderwerpen kwamen er 2 "),
        ([0.7, 0.8, 0.9], "Alle 3 onderwerpen kwamen "),
        ([None, None, None], "Vrijwel elke beurt heeft een onderwerp."),
    ],
)
def test_certainty_has_a_form_for_none_one_some_and_all(stability, begin):
    found = pd.DataFrame({"stability": pd.Series(stability, dtype=float)})
    text = sentences.certainty(found, pd.DataFrame({"topic": [0] * 300 + [-1]}), NL)
    assert text.startswith(begin)
    assert text.endswith("Vrijwel elke beurt heeft een onderwerp.")


def test_an_unsure_topic_is_called_so_where_it_is_the_news():
    found = WORLDS["a topic that returns"]
    said = "Dit onderwerp is onzeker"
    assert said not in sentences.returning(found, NL).plain
    unsure = replace(found, topics=found.topics.assign(unsure=True, stability=0.3))
    assert said in sentences.returning(unsure, NL).plain


def test_brokers_are_ordered_by_betweenness():
    found = WORLDS["a topic that returns"]
    table = sentences.brokers(found.actors, found.speakers)
    assert table["speaker"].tolist()[0] == "A"
    assert table["betweenness"].tolist() == [1, 0, 0]
    assert table["facilitator"].tolist() == [True, False, False]
