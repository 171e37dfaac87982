"""Pictures: what they show and tell, for many topics, one or none, with dates and groups or without; the same bytes on every run."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text
from PIL import Image

from analysis import figures, profiles
from analysis.convergence import convergence
from analysis.figures import Picture
from analysis.figures.nearness import places
from analysis.language import Language
from analysis.policy import Passage
from analysis.tables import Tables, checked

NL, EN = Language("nl"), Language("en")
WORDS = ["bus halte", "bus halte lijn", "riool buis", "park bomen", "markt kraam"]


def world(
    topics: int = 3, dates: bool = True, groups: int = 2, turns: int = 24, stability: float = 1.0, label: str = "onderwerp {n}"
) -> Tables:
    """Two sessions of equally many turns; the speakers take turns, and topic n has every nth of them."""
    numbers = [n % topics if topics else -1 for n in range(turns)]
    talk = pd.DataFrame(
        {"session": ["a" if n < turns / 2 else "b" for n in range(turns)], "text": [WORDS[n % len(WORDS)] for n in numbers]}
    )
    talk = talk.assign(turn=talk.groupby("session").cumcount(), speaker=[f"S{n % groups}" for n in range(turns)], words=2, content=True)
    rows = [
        {"topic": n, "label": label.format(n=n), "words": ["x"], "turns": numbers.count(n), "sessions": 2, "speakers": 2}
        for n in range(topics)
    ]
    when = ["2026-02-05", "2026-03-05"] if dates else ["2026-02-05", None]
    made = {
        "sessions": pd.DataFrame({"session": ["a", "b"], "date": when, "file": "x", "language": "nl", "turns": turns // 2, "words": turns}),
        "speakers": pd.DataFrame(
            {
                "speaker": [f"S{n}" for n in range(groups)],
                "group": [f"Groep {n}" for n in range(groups)],
                "official": False,
                "facilitator": False,
            }
        ).assign(turns=1, words=1),
        "turns": talk,
        "topics": pd.DataFrame(rows).assign(share=0.1, npmi=0.1, stability=stability, unsure=stability < 0.5) if rows else [],
        "assignments": talk[["session", "turn"]].assign(episode=0, topic=numbers, probability=1.0),
    }
    names = Tables.__dataclass_fields__
    return Tables(**{name: checked(name, made.get(name, [])) for name in names})


def over_time(t: Tables, _: Language) -> Picture:
    return figures.over_time(t.turns, t.assignments, t.topics, t.sessions, _)


def by_group(t: Tables, _: Language) -> Picture:
    return figures.by_group(t.turns, t.assignments, t.topics, t.speakers, _)


def far(t: Tables) -> pd.DataFrame:
    return profiles.distances(t.turns, t.assignments, t.topics, dict(zip(t.sessions["session"], t.sessions["language"], strict=True)))


def hierarchy(t: Tables, _: Language) -> Picture:
    return figures.hierarchy(far(t), t.topics, _)


def topic_map(t: Tables, _: Language) -> Picture:
    return figures.topic_map(far(t), t.topics, _)


def returning(t: Tables, _: Language) -> Picture:
    return figures.returning(convergence(t.assignments, t.turns, t.topics, t.sessions), t.topics, t.sessions, _)


def texts(picture: Picture) -> list[str]:
    """What is written in a picture."""
    figure = picture.axes.figure
    figure.canvas.draw()
    ticks = [tick for axes in figure.axes for tick in (*axes.get_xticklabels(), *axes.get_yticklabels())]
    found = {id(text): text.get_text() for text in [*figure.findobj(Text), *ticks] if text.get_visible()}
    return [text for text in found.values() if text]


every = pytest.mark.parametrize("drawn", [over_time, by_group, hierarchy, topic_map, returning])
Drawn = Callable[[Tables, Language], Picture]

WORLDS = {
    "plain": world(),
    "one topic": world(topics=1),
    "two topics": world(topics=2),
    "many topics": world(topics=45, turns=180),
    "no topics": world(topics=0),
    "no date": world(dates=False),
    "one session": replace(
        world(), sessions=world().sessions.head(1), turns=world().turns.head(12), assignments=world().assignments.head(12)
    ),
    "one group": world(groups=1),
    "many groups": world(groups=14, turns=60),
    "unsure": world(stability=0.2),
    "no trials": world(stability=np.nan),
    "odd labels": world(label="$a$ & <b> " + 9 * "zeer lang {n} "),
    "nothing said": world(turns=0),
}


@every
@pytest.mark.parametrize("tables", WORLDS.values(), ids=WORLDS)
def test_a_picture_of_whatever_is_in_the_tables(drawn: Drawn, tables: Tables):
    picture = drawn(tables, NL)
    assert Image.open(BytesIO(picture.png())).width > 100
    assert picture.alternative.endswith(".") and "{" not in picture.alternative and "nan" not in picture.alternative.split()


@every
def test_the_same_tables_are_the_same_bytes_and_are_not_changed(drawn: Drawn):
    tables = world(stability=0.2)
    before = {name: table.copy() for name, table in vars(tables).items()}
    assert drawn(tables, NL).png() == drawn(tables, NL).png()
    for name, table in vars(tables).items():
        pd.testing.assert_frame_equal(table, before[name])


@every
def test_titles_and_alternatives_are_in_the_language_asked_for(drawn: Drawn):
    dutch, english = drawn(world(), NL), drawn(world(), EN)
    assert dutch.alternative != english.alternative and set(texts(dutch)) != set(texts(english))


@every
@pytest.mark.parametrize(("language", "told"), [(NL, "niets te tonen"), (EN, "nothing to show")])
def test_without_topics_a_picture_says_so(drawn: Drawn, language, told):
    assert told in texts(drawn(world(topics=0), language))


@pytest.mark.parametrize(("drawn", "n"), [(over_time, 8), (by_group, 20), (hierarchy, 40)])
def test_a_picture_that_does_not_show_all_topics_says_so(drawn: Drawn, n):
    picture, said = drawn(WORLDS["many topics"], EN), f"Shown are the {n} largest of 45 topics."
    assert said in picture.alternative and any(said in text for text in texts(picture))
    assert "Shown are" not in drawn(world(), EN).alternative


# Over time


def test_each_topic_has_its_label_and_its_share_on_each_date():
    picture = over_time(world(topics=2, turns=24), EN)
    assert picture.alternative == (
        "Share of the turns on each topic over time. From 5 February 2026 to 5 March 2026. "
        "Most about onderwerp 0 (50%, 5 February 2026) and onderwerp 1 (50%, 5 February 2026)."
    )
    assert {"onderwerp 0", "onderwerp 1", "When each topic was talked about", "5 Feb 2026", "5 Mar 2026"} <= set(texts(picture))


def test_eight_topics_at_most_the_largest():
    tables = world(topics=10, turns=95)
    shown = {text for text in texts(over_time(tables, NL)) if text.startswith("onderwerp")}
    assert shown == {f"onderwerp {n}" for n in range(8)}


def test_where_a_date_is_missing_the_picture_says_that_sessions_are_numbered():
    picture = over_time(world(dates=False), NL)
    said = "Niet alle bijeenkomsten hebben een datum: ze zijn genummerd in de volgorde van de tabel met bijeenkomsten."
    assert said in texts(picture) and said in picture.alternative and {"1", "2"} <= set(texts(picture))
    assert said not in texts(over_time(world(), NL))


# By group


def test_each_square_has_its_share_and_each_group_its_turns():
    picture = by_group(world(topics=2, groups=2, turns=80), EN)  # speaker and topic change together
    assert picture.alternative == (
        "Share of each topic in the turns of each group. Largest: Groep 0: onderwerp 0 (100%) and Groep 1: onderwerp 1 (100%)."
    )
    assert texts(picture).count("100%") == 2 and {"Groep 0\n40 turns", "Groep 1\n40 turns"} <= set(texts(picture))


def test_a_group_with_few_turns_is_marked():
    few = by_group(world(turns=24), EN)
    remark = "* Fewer than 20 turns: one turn more or less makes much difference."
    assert "Groep 0\n12 turns*" in texts(few) and remark in texts(few) and remark in few.alternative
    assert not [text for text in texts(by_group(world(turns=40), EN)) if "*" in text]


def test_what_is_said_in_less_than_a_hundredth_is_not_none():
    tables = world(topics=1, groups=1, turns=400)
    tables.assignments["topic"] = [0] + 399 * [-1]
    assert "<1%" in texts(by_group(tables, EN))


def test_groups_that_are_not_shown_are_counted():
    picture = by_group(world(groups=14, turns=60), EN)
    assert "4 smaller groups are not shown." in picture.alternative
    assert len([text for text in texts(picture) if text.startswith("Groep")]) == 10


# Hierarchy and map


def test_the_topics_with_the_same_words_are_named_as_most_alike():
    assert hierarchy(world(topics=5, turns=50), EN).alternative == "A tree of 5 topics. Most alike are “onderwerp 0” and “onderwerp 1”."
    assert {f"onderwerp {n}" for n in range(5)} <= set(texts(hierarchy(world(topics=5, turns=50), EN)))


@pytest.mark.parametrize(
    ("topics", "language", "told"),
    [(1, EN, "There are too few topics to compare."), (0, NL, "Er zijn te weinig onderwerpen om te vergelijken.")],
)
def test_a_tree_takes_two_topics(topics, language, told):
    assert hierarchy(world(topics=topics), language).alternative == told


def test_unsure_topics_are_marked_on_the_map_and_told():
    tables = world()
    tables.topics["unsure"] = [True, False, False]
    picture = topic_map(tables, EN)
    assert picture.alternative == "A map of 3 topics; the largest is “onderwerp 0”. Unsure: “onderwerp 0”."
    assert "unsure: found again in fewer than half of the trials" in texts(picture)
    assert [drawn.get_hatch() for drawn in picture.axes.collections] == [None, "////"]
    assert picture.axes.get_legend() is not None and topic_map(world(), EN).axes.get_legend() is None


def test_names_on_the_map_do_not_overlap():
    axes = topic_map(world(topics=5, turns=50), NL).axes
    boxes = [text.get_window_extent() for text in axes.texts if text.get_text().startswith("onderwerp")]
    assert len(boxes) == 5 and not [1 for n, box in enumerate(boxes) if any(box.overlaps(other) for other in boxes[:n])]


def test_of_very_many_topics_the_largest_are_named():
    picture = topic_map(world(topics=45, turns=180), EN)
    assert len([text for text in texts(picture) if text.startswith("onderwerp")]) == 30
    assert any("Only the 30 largest topics are named." in text for text in texts(picture))


def test_places_keep_distances_that_fit_in_a_plane():
    corners = np.array([[0, 0], [3, 0], [0, 4]], float)
    given = np.linalg.norm(corners[:, None] - corners, axis=2)
    found, kept = places(given)
    assert np.linalg.norm(found[:, None] - found, axis=2) == pytest.approx(given, abs=1e-3) and kept == pytest.approx(1)


@pytest.mark.parametrize(("n", "kept"), [(1, 1), (2, 1), (3, 1), (4, 2 / 3), (5, 2 / 4)])
def test_of_equal_distances_a_plane_shows_two_directions(n, kept):
    assert places(1 - np.eye(n))[1] == pytest.approx(kept)


# What returns


def returned(sessions: list[int], similar: float | None = None, of: int = 12, language: Language = EN, **columns: object) -> Picture:
    """Topics in so many of the sessions; from four on they return."""
    made = pd.DataFrame({"topic": range(len(sessions)), "sessions": sessions}).assign(
        organisers=2, expected_sessions=3.0, p_value=0.5, q_value=0.5, policy_similarity=similar, unexpected=False, convergent=False
    )
    made = made.assign(returns=made["sessions"] >= 4, inside=0, outside=0, internal=0, external=0).assign(**columns)
    named = pd.DataFrame({"topic": made["topic"], "label": [f"onderwerp {n}" for n in made["topic"]]})
    held = pd.DataFrame({"session": [f"s{n}" for n in range(of)]})
    return figures.returning(checked("convergence", made), named, held, language)


def dots(picture: Picture) -> list[tuple[float, float]]:
    """Where the topics stand."""
    return [tuple(place) for drawn in picture.axes.collections for place in np.asarray(drawn.get_offsets())]


def test_what_returns_is_told_the_most_first():
    told = "How many sessions each topic is in{}. What returns: onderwerp 1 in 8 sessions, onderwerp 2 in 5 sessions and onderwerp 0 in 4 sessions."
    assert returned([4, 8, 5, 1, 4], 0.2).alternative == told.format(", and how near policy comes to it")
    assert returned([1, 3], 0.2).alternative == "How many sessions each topic is in; none returns."


def test_each_kind_of_topic_has_its_sign():
    picture = returned([8, 5, 1], 0.2, convergent=[True, False, False])
    assert [drawn.get_label() for drawn in picture.axes.collections] == ["returns, more than chance", "returns", "does not return"]
    assert len({drawn.get_paths()[0].vertices.tobytes() for drawn in picture.axes.collections}) == 3
    assert {"onderwerp 0", "onderwerp 1", "onderwerp 2", "sessions with the topic"} <= set(texts(picture))


def test_what_is_in_no_policy_stands_above_the_line():
    picture = returned([8, 5], policy_similarity=[0.08, 0.33], unexpected=[True, False])
    line = picture.axes.lines[-1].get_ydata()[0]
    assert [y > line for _, y in dots(picture)] == [True, False]
    assert any("Above the dashed line no agenda or policy document is about the topic." in text for text in texts(picture))


def test_without_policy_nothing_is_said_about_it():
    picture = returned([8, 5])
    assert not [text for text in [*texts(picture), picture.alternative] if "policy" in text] and len(picture.axes.lines) == 1


@pytest.mark.parametrize(("of", "least"), [(2, 3), (12, 4), (30, 10)])
def test_from_how_many_sessions_on_a_topic_returns(of, least):
    said = f"Dotted: in how many sessions chance would have a topic. From {least} sessions on a topic can return."
    assert any(said in text for text in texts(returned([1, 2], 0.2, of=of)))


@pytest.mark.parametrize("similar", [None, 0.2])
@pytest.mark.parametrize("sessions", [[0, 1, 12], [5] * 3, [1] * 25 + [4] * 12])
def test_every_topic_stands_in_the_picture_and_by_the_number_of_its_sessions(sessions, similar):
    picture = returned(sessions, similar)
    found = dots(picture)
    assert sorted(round(x) for x, _ in found) == sorted(sessions) and len(set(found)) == len(sessions)
    (left, right), (low, high) = sorted(picture.axes.get_xlim()), sorted(picture.axes.get_ylim())
    assert all(left <= x <= right and low <= y <= high for x, y in found)


def test_policy_that_is_near_to_one_topic_only():
    tables = world(topics=2)
    made = convergence(tables.assignments, tables.turns, tables.topics, tables.sessions, [Passage("policy/a.md", 1, "", "De riool buis.")])
    picture = figures.returning(made, tables.topics, tables.sessions, NL)
    assert Image.open(BytesIO(picture.png())).width > 100 and len(dots(picture)) == 2


# Responses to resistance


def resisting(*rows: tuple[str, str, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["group", "response", "official"]).astype({"official": "bool"})


PUSHED = resisting(
    ("Ouders", "explore", False), *3 * [("Bewoners", "ignore", False)], ("Bewoners", "sidestep", False), ("Gemeente", "explore", True)
)


def test_responses_are_counted_without_what_officials_push_back():
    picture = figures.responses(PUSHED, EN)
    assert picture.alternative == "How officials respond to 5 turns that push back: asked on 1, sidestepped 1 and let pass 3."
    assert [text.get_text() for text in picture.axes.get_yticklabels()] == ["Bewoners", "Ouders"]  # the most first, at the top
    assert picture.axes.get_ylim()[0] > picture.axes.get_ylim()[1]


def test_the_bar_of_a_group_is_as_long_as_its_turns():
    bars = figures.responses(PUSHED, EN).axes.containers
    assert [[bar.get_width() for bar in part] for part in bars] == [[0, 0], [0, 1], [1, 0], [0, 0], [3, 0], [0, 0]]
    assert [part[0].get_x() for part in bars] == [0, 0, 0, 1, 1, 4]
    assert len({part[0].get_hatch() for part in bars}) == 6


@pytest.mark.parametrize(("language", "told", "shown"), [(EN, "Nobody pushed back.", "nothing to show"), (NL, None, "niets te tonen")])
@pytest.mark.parametrize("found", [resisting(), resisting(("Gemeente", "explore", True))], ids=["nobody", "only officials"])
def test_where_nobody_pushes_back_the_picture_says_so(found, language, told, shown):
    picture = figures.responses(found, language)
    assert shown in texts(picture) and (picture.alternative == told if told else picture.alternative != "Nobody pushed back.")


def test_responses_are_the_same_bytes_in_the_language_asked_for():
    before = PUSHED.copy()
    assert figures.responses(PUSHED, NL).png() == figures.responses(PUSHED, NL).png()
    assert figures.responses(PUSHED, NL).alternative != figures.responses(PUSHED, EN).alternative
    pd.testing.assert_frame_equal(PUSHED, before)
