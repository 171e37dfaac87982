"""A model to keep: topics of one corpus, told again in other talk."""

import os
import time

import numpy as np
import pandas as pd
import pytest
from test_embedding import table
from test_topics import EPISODES, LANGUAGES, SUBJECTS, TURNS, corpus, subject_of

from analysis import topics
from analysis.findings import Unusable
from analysis.topics import Hand

NEW = {"n": ["school", "riool"]}
FOREIGN = ["de kermis is te luid", "zweefmolen en suikerspin", "de attractie draait tot middernacht", "oliebollen op de kermis"]


def kept(found, folder, name="x"):
    """What was found, as it comes back from its file."""
    found.fitted.save(topics.path(name, folder))
    return topics.load(name, folder)


@pytest.fixture(scope="module")
def found():
    return topics.topics(TURNS, EPISODES, LANGUAGES)


def test_the_topics_of_the_very_same_talk_are_those_that_were_fitted(found, tmp_path):
    told = topics.again(TURNS, EPISODES, LANGUAGES, kept(found, tmp_path))
    pd.testing.assert_frame_equal(told.assignments, found.assignments)
    pd.testing.assert_frame_equal(told.topics, found.topics)


def test_the_file_has_the_same_bytes_each_time(found, tmp_path, monkeypatch):
    path = topics.path("x", tmp_path)
    found.fitted.save(path)
    before = path.read_bytes()
    monkeypatch.setattr(time, "time", lambda: 2e9)
    topics.load("x", tmp_path).save(path)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == ["topics.npz"]


def test_a_known_subject_has_its_topic_in_a_new_session_and_an_unknown_one_none(found, tmp_path):
    turns, episodes = corpus(NEW)
    strange = turns[turns["turn"] < 8].assign(turn=lambda t: t["turn"] + 16, text=FOREIGN * 2)
    turns = pd.concat([turns, strange], ignore_index=True)
    episodes = pd.concat([episodes, pd.DataFrame([("n", 2, 16, 23, 40)], columns=episodes.columns)], ignore_index=True)
    told = topics.again(turns, episodes, {"n": "nl"}, kept(found, tmp_path))
    number = {subject: topic for topic, subject in subject_of(found).items()}
    assert told.assignments.groupby("episode")["topic"].unique().map(list).tolist() == [[number["school"]], [number["riool"]], [-1]]
    assert told.assignments["probability"].isna().tolist() == [False] * 16 + [True] * 8
    assert sorted(told.topics["topic"]) == sorted([number["school"], number["riool"]])  # those that are in this talk
    assert told.topics["turns"].tolist() == [8, 8] and told.topics["share"].sum() == pytest.approx(2 / 3)
    was = found.topics.set_index("topic").loc[told.topics["topic"]]
    assert told.topics["label"].tolist() == was["label"].tolist() and told.topics["words"].tolist() == was["words"].tolist()


def test_labels_and_merges_by_hand_are_kept(found, tmp_path):
    number = {subject: topic for topic, subject in subject_of(found).items()}
    by_hand = Hand(labels={number["bus"]: "vervoer “en” zo"}, merged={number["riool"]: number["school"]})
    model = kept(topics.topics(TURNS, EPISODES, LANGUAGES, by_hand=by_hand), tmp_path)
    told = topics.again(*corpus({"n": ["bus", "school", "riool"]}), {"n": "nl"}, model)
    assert told.assignments["topic"].tolist() == [number["bus"]] * 8 + [number["school"]] * 16
    assert told.topics.set_index("topic")["label"][number["bus"]] == "vervoer “en” zo"


def test_seed_words_guide_in_new_talk_as_well(tmp_path):
    model = kept(topics.topics(TURNS, EPISODES, LANGUAGES, seeds=[["halte", "bushokje"], ["leraar"]]), tmp_path)
    told = topics.again(TURNS, EPISODES, LANGUAGES, model)
    assert sorted(subject_of(told).values()) == ["bus", "riool", "school"]


def test_a_model_without_topics_gives_none(tmp_path):
    nothing = kept(topics.topics(TURNS.head(8).assign(text="ja dat is zo"), EPISODES.head(1), LANGUAGES), tmp_path)
    told = topics.again(TURNS, EPISODES, LANGUAGES, nothing)
    assert told.topics.empty and set(told.assignments["topic"]) == {-1}


@pytest.mark.parametrize("kept_turns", [0, 1, 8])
def test_little_new_talk_does_no_harm(found, tmp_path, kept_turns):
    told = topics.again(TURNS.head(kept_turns), EPISODES.head(min(1, kept_turns)), LANGUAGES, kept(found, tmp_path))
    assert len(told.assignments) == kept_turns


def test_talk_that_says_no_word_of_the_model_has_no_topic(found, tmp_path):
    told = topics.again(TURNS.assign(text="zweefmolens en oliebollen"), EPISODES, LANGUAGES, kept(found, tmp_path))
    assert told.topics.empty


def test_topics_from_a_table_of_vectors_are_told_from_that_table(tmp_path):
    made = topics.topics(TURNS, EPISODES, LANGUAGES, embeddings=table(tmp_path))
    told = topics.again(TURNS, EPISODES, LANGUAGES, kept(made, tmp_path))
    pd.testing.assert_frame_equal(told.assignments, made.assignments)


def test_topics_from_a_table_without_a_vector_for_the_new_talk_are_told(tmp_path):
    model = kept(topics.topics(TURNS, EPISODES, LANGUAGES, embeddings=table(tmp_path)), tmp_path)
    with pytest.raises(Unusable, match=r"vectors\.csv: no vector, or not all of one, for turn 0 of n"):
        topics.again(*corpus(NEW), {"n": "nl"}, model)


def test_vectors_of_another_length_are_told(tmp_path):
    model = kept(topics.topics(TURNS, EPISODES, LANGUAGES, embeddings=table(tmp_path)), tmp_path)
    table(tmp_path, vectors=np.ones((len(TURNS), 5)))
    with pytest.raises(Unusable, match="vectors of 5 numbers, and the topics were found with 3"):
        topics.again(TURNS, EPISODES, LANGUAGES, model)


def test_a_model_without_topics_from_a_table_is_kept_as_well(tmp_path):
    silent = topics.topics(TURNS.assign(content=False), EPISODES, LANGUAGES, embeddings=table(tmp_path))
    told = topics.again(TURNS, EPISODES, LANGUAGES, kept(silent, tmp_path))
    assert told.topics.empty


def test_a_model_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Unusable, match="the topics of x are not there; run `standplaats report x` first"):
        topics.load("x", tmp_path)


@pytest.mark.parametrize("harm", ["cut", "other", "empty", "text"])
def test_a_file_that_is_no_model_is_told_in_a_line(found, tmp_path, harm):
    path = topics.path("x", tmp_path)
    found.fitted.save(path)
    whole = path.read_bytes()
    path.write_bytes({"cut": whole[: len(whole) // 2], "other": whole, "empty": b"", "text": b"topics"}[harm])
    if harm == "other":
        np.savez_compressed(path, told=np.array("{}"))
    with pytest.raises(Unusable, match="is cut, or of another version; run `standplaats report x` again") as raised:
        topics.load("x", tmp_path)
    assert "\n" not in str(raised.value)


def test_nothing_in_the_file_runs_and_no_turn_is_in_it(found, tmp_path):
    found.fitted.save(topics.path("x", tmp_path))
    with np.load(topics.path("x", tmp_path), allow_pickle=False) as held:
        told = str(held["told"])
        assert {held[name].dtype.kind for name in held.files} <= set("Uf")
    assert not [text for texts in SUBJECTS.values() for text in texts if text in told]


def test_saving_again_replaces_the_file_whole(found, tmp_path, monkeypatch):
    path = topics.path("x", tmp_path)
    found.fitted.save(path)
    before = path.read_bytes()
    monkeypatch.setattr(np, "savez_compressed", lambda *_, **__: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        found.fitted.save(path)
    assert path.read_bytes() == before
