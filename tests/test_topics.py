"""What is talked about: topics that return in other sessions, and the researcher's hand on them."""

import os
import subprocess
import sys

import pandas as pd
import pytest

from analysis import topics
from analysis.findings import Unusable
from analysis.topics import Hand

SUBJECTS = {
    "bus": [
        "de bus rijdt te laat",
        "de halte is weg en de bus rijdt door",
        "die chauffeur van de bus kent de halte niet",
        "de buslijn naar de halte",
    ],
    "riool": [
        "het riool loopt over",
        "water in de kelder door het riool",
        "de put van het riool zit vol water",
        "regen en water in de straat bij de put",
    ],
    "school": [
        "de school heeft geen juf",
        "kinderen op school zonder leraar",
        "de leraar gaat weg van de school",
        "de juf en de kinderen op het schoolplein",
    ],
}


def corpus(sessions):
    """Sessions as lists of subjects: each subject is an episode of eight turns by two speakers."""
    turns, episodes = [], []
    for session, subjects in sessions.items():
        texts = [text for subject in subjects for text in SUBJECTS[subject] * 2]
        turns += [(session, n, f"Spreker {n % 2 + 1}", text, len(text.split()), True) for n, text in enumerate(texts)]
        episodes += [(session, n, 8 * n, 8 * n + 7, 40) for n in range(len(subjects))]
    columns = ["session", "turn", "speaker", "text", "words", "content"]
    return pd.DataFrame(turns, columns=columns), pd.DataFrame(episodes, columns=["session", "episode", "first", "last", "words"])


TURNS, EPISODES = corpus({"a": ["bus", "riool"], "b": ["riool", "school"], "c": ["school", "bus"], "d": ["bus", "school"]})
LANGUAGES = dict.fromkeys("abcd", "nl")


def subject_of(found):
    """Topic to subject, by what was said; fails where a topic mixes subjects."""
    said = TURNS.assign(topic=found.assignments["topic"], subject=[next(s for s in SUBJECTS if t in SUBJECTS[s]) for t in TURNS["text"]])
    kinds = said.groupby("topic")["subject"].unique()
    assert all(len(subjects) == 1 for subjects in kinds)
    return {topic: subjects[0] for topic, subjects in kinds.items()}


def test_a_subject_is_one_topic_in_all_its_sessions():
    found = topics.topics(TURNS, EPISODES, LANGUAGES)
    assert sorted(subject_of(found).values()) == ["bus", "riool", "school"]
    sessions = {subject_of(found)[row.topic]: row.sessions for row in found.topics.itertuples()}
    assert sessions == {"bus": 3, "riool": 2, "school": 3}


def test_topics_are_described_by_their_own_words_in_full():
    found = topics.topics(TURNS, EPISODES, LANGUAGES)
    words = {subject_of(found)[row.topic]: row.words for row in found.topics.itertuples()}
    assert {"halte", "bus rijdt"} <= set(words["bus"])  # two words that are one thing here
    assert {"riool", "water"} <= set(words["riool"])
    assert "kinderen" in words["school"]  # as people say it, not the lemma
    assert found.topics["label"].is_unique


def test_what_everybody_shares_comes_back_in_every_trial():
    assert topics.topics(TURNS, EPISODES, LANGUAGES).topics["stability"].min() >= 0.8


def test_backchannels_have_no_topic():
    turns = TURNS.assign(content=TURNS["turn"] != 3)
    found = topics.topics(turns, EPISODES, LANGUAGES)
    assert set(found.assignments[turns["turn"] == 3]["topic"]) == {-1}
    assert found.assignments[turns["turn"] == 3]["probability"].isna().all()


@pytest.mark.parametrize(("kept", "topics_found"), [(0, 0), (1, 0), (2, 0), (3, 1), (8, 1), (16, 2)])
def test_small_corpora_do_not_collapse(kept, topics_found):
    turns, episodes = TURNS.head(kept), EPISODES[EPISODES["session"] == "a"].head(max(1, kept // 8) if kept else 0)
    found = topics.topics(turns, episodes.assign(last=episodes["last"].clip(upper=kept - 1)), LANGUAGES)
    assert len(found.assignments) == kept
    assert len(found.topics) == topics_found


def test_one_session_on_one_subject_is_one_topic():
    turns, episodes = TURNS.head(8), EPISODES.head(1)
    found = topics.topics(turns, episodes, LANGUAGES)
    assert set(found.assignments["topic"]) == {0}
    assert {"bus", "halte"} & set(found.topics["words"][0])
    assert found.topics["stability"].isna().all() and found.topics["unsure"].all()  # nothing to draw from: nobody can tell


@pytest.mark.parametrize("sessions", [{"a": ["bus"], "b": ["riool"], "c": ["school"]}, {"a": ["bus"], "b": ["bus"], "c": ["school"]}])
def test_a_subject_of_one_session_is_a_topic(sessions):
    turns, episodes = corpus(sessions)
    found = topics.topics(turns, episodes, LANGUAGES).assignments
    by_session = found.groupby("session")["topic"].unique().map(tuple)
    assert (by_session.map(len) == 1).all() and (by_session.map(min) >= 0).all()
    same = {session: subjects[0] for session, subjects in sessions.items()}
    assert [[by_session[a] == by_session[b] for b in same] for a in same] == [[same[a] == same[b] for b in same] for a in same]


def test_turns_need_no_index_of_their_own():
    rest = TURNS[TURNS["session"] != "a"]
    found = topics.topics(rest, EPISODES[EPISODES["session"] != "a"], LANGUAGES)
    again = topics.topics(rest.reset_index(drop=True), EPISODES[EPISODES["session"] != "a"], LANGUAGES)
    pd.testing.assert_frame_equal(found.topics, again.topics)


def test_a_session_of_one_word_does_not_fall_over():
    turns = pd.DataFrame({"session": "a", "turn": range(4), "speaker": "A", "text": "de bus", "words": 2, "content": True})
    episodes = pd.DataFrame({"session": ["a"], "episode": [0], "first": [0], "last": [3], "words": [8]})
    found = topics.topics(turns, episodes, LANGUAGES)
    assert found.topics["words"].tolist() == [["bus"]]


def test_a_topic_that_was_taken_together_is_as_stable_as_its_parts():
    plain = topics.topics(TURNS, EPISODES, LANGUAGES).topics
    number = {row.topic: row.stability for row in plain.itertuples()}
    taken = topics.topics(TURNS, EPISODES, LANGUAGES, by_hand=Hand(merged={2: 0})).topics.set_index("topic")
    assert min(number[0], number[2]) <= taken["stability"][0] <= max(number[0], number[2])


def test_words_without_meaning_make_no_topic():
    turns, episodes = TURNS.head(8).assign(text="ja dat is zo"), EPISODES.head(1)
    found = topics.topics(turns, episodes, LANGUAGES)
    assert found.topics.empty
    assert set(found.assignments["topic"]) == {-1}


def test_the_hand_of_a_researcher_merges_and_renames():
    plain = topics.topics(TURNS, EPISODES, LANGUAGES)
    number = {subject: topic for topic, subject in subject_of(plain).items()}
    by_hand = Hand(labels={number["bus"]: "vervoer"}, merged={number["riool"]: number["school"]})
    found = topics.topics(TURNS, EPISODES, LANGUAGES, by_hand=by_hand)
    assert set(found.topics["topic"]) == {number["bus"], number["school"]}
    assert found.topics.set_index("topic")["label"][number["bus"]] == "vervoer"
    assert found.topics.set_index("topic")["turns"].to_dict() == {number["bus"]: 24, number["school"]: 40}
    assert (found.assignments["topic"] == number["bus"]).equals(plain.assignments["topic"] == number["bus"])


def test_topics_csv_is_read_with_its_line_numbers(tmp_path):
    folder = tmp_path / "raw" / "x"
    folder.mkdir(parents=True)
    assert topics.hand("x", tmp_path) == Hand()
    (folder / "topics.csv").write_text("topic,label,merge_into\n3,parkeren,\n5,,3\n")
    assert topics.hand("x", tmp_path) == Hand(labels={3: "parkeren"}, merged={5: 3})
    (folder / "topics.csv").write_text("topic,label,merge_into\ndrie,parkeren,\n")
    with pytest.raises(Unusable, match=r"topics\.csv:2: topic and merge_into are numbers"):
        topics.hand("x", tmp_path)
    (folder / "topics.csv").write_text("topic,label,merge_into\n3,,5\n5,,3\n")
    with pytest.raises(Unusable, match="taken into itself"):
        topics.hand("x", tmp_path)


@pytest.mark.parametrize("by_hand", [Hand(merged={99: 0}), Hand(merged={0: 99}), Hand(labels={99: "x"})])
def test_a_topic_that_is_not_there_is_told(by_hand):
    with pytest.raises(Unusable, match="99"):
        topics.topics(TURNS, EPISODES, LANGUAGES, by_hand=by_hand)


SCRIPT = """
import sys; sys.path.insert(0, {folder!r})
from test_topics import *
found = topics.topics(TURNS, EPISODES, LANGUAGES)
print(found.topics.to_csv(), found.assignments.to_csv())
"""


def test_the_same_talk_gives_the_same_topics_whatever_the_threads_and_hash_seed():
    def run(**environment):
        script = SCRIPT.format(folder=os.path.dirname(__file__))
        return subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, **environment}, capture_output=True, text=True, check=True
        ).stdout

    assert run(OMP_NUM_THREADS="1", PYTHONHASHSEED="0") == run(OMP_NUM_THREADS="2", PYTHONHASHSEED="7")
