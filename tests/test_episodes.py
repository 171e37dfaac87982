"""Where the subject of a session changes."""

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import episodes

BUS = ["de bus rijdt te laat en de halte is weg", "die chauffeur slaat de halte over", "met de bus naar het dorp, die rit duurt lang"]
SEWER = ["het riool loopt over bij regen", "er staat water in de kelder door het riool", "de put zit vol en het water blijft staan"]


def talk(*texts, session="a"):
    return pd.DataFrame(
        {"session": session, "turn": range(len(texts)), "text": texts, "words": [len(t.split()) for t in texts], "content": True}
    )


def test_a_session_is_cut_where_its_words_change():
    turns = talk(*BUS * 20, *SEWER * 20)
    assert episodes.episodes(turns, {"a": "nl"})[["first", "last"]].to_numpy().tolist() == [[0, 59], [60, 119]]


def test_a_session_on_one_subject_stays_whole():
    assert len(episodes.episodes(talk(*BUS * 10), {"a": "nl"})) == 1


def test_backchannels_do_not_cut():
    turns = talk(*BUS * 6, "ja, precies", "hm-hm", *BUS * 6)
    turns.loc[turns["text"].str.len() < 12, "content"] = False
    assert len(episodes.episodes(turns, {"a": "nl"})) == 1


@pytest.mark.parametrize("texts", [[], ["ja"], ["hm", "hm"], ["een woord"]])
def test_tiny_sessions_are_one_episode_or_none(texts):
    assert len(episodes.episodes(talk(*texts), {"a": "nl"})) == min(1, len(texts))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["bus", "halte", "riool", "water", "school"]), max_size=4), min_size=1, max_size=40))
def test_episodes_cover_a_session_without_gap_or_overlap(lemmas):
    starts = episodes.cuts(lemmas, Counter(word for turn in lemmas for word in turn))
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] < len(lemmas)


def test_no_episode_is_longer_than_the_longest():
    starts = episodes.cuts([["bus"]] * 1000, Counter(bus=1000))
    assert max(b - a for a, b in zip(starts, [*starts[1:], 1000])) <= episodes.LONGEST
