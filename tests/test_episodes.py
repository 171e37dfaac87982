"""Where the subject of a session changes."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln

from analysis import episodes

BUS = ["de bus rijdt te laat en de halte is weg", "die chauffeur slaat de halte over", "met de bus naar het dorp, die rit duurt lang"]
SEWER = ["het riool loopt over bij regen", "er staat water in de kelder door het riool", "de put zit vol en het water blijft staan"]


def talk(*texts, session="a", speaker="A", start=np.nan, end=np.nan):
    return pd.DataFrame(
        {
            "session": session,
            "turn": range(len(texts)),
            "speaker": speaker,
            "start": start,
            "end": end,
            "text": texts,
            "words": [len(t.split()) for t in texts],
            "content": True,
        }
    )


def cuts(tokens, hold=10.0, signs=None):
    """The cuts by one kind of token, each as common as in the talk itself."""
    said = [token for turn in tokens for token in turn]
    share = {token: said.count(token) / len(said) for token in said}
    return episodes.cuts([episodes.Evidence(tokens, share, hold)], np.zeros(len(tokens)) if signs is None else signs)


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
    starts = cuts(lemmas)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] < len(lemmas)


def test_no_episode_is_longer_than_the_longest():
    starts = cuts([["bus"]] * 1000)
    assert max(b - a for a, b in zip(starts, [*starts[1:], 1000])) <= episodes.LONGEST


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abc"), max_size=3), min_size=1, max_size=9), st.integers(0, 3))
def test_the_cuts_are_the_best_there_are(tokens, sign):
    """All ways to cut a short session, each by the definition: how probable each part is by itself (Dirichlet compound multinomial)."""
    said = [token for turn in tokens for token in turn]
    share, hold, n = {token: said.count(token) / len(said) for token in said}, 4.0, len(tokens)
    signs = np.array([sign * (i % 3 == 2) * 2.0 for i in range(n)])

    def probable(part):
        words = [token for turn in part for token in turn]
        urn = sum(gammaln(hold * share[w] + words.count(w)) - gammaln(hold * share[w]) for w in set(words))
        return gammaln(hold) - gammaln(hold + len(words)) + urn - sum(np.log(share[w]) for w in words)

    def worth(starts):
        return sum(probable(tokens[a:b]) + signs[a] - 2.0 for a, b in zip(starts, [*starts[1:], n]))

    every = [[0, *chosen] for size in range(n) for chosen in combinations(range(1, n), size)]
    found = episodes.cuts([episodes.Evidence(tokens, share, hold)], signs, penalty=2.0)
    assert worth(found) == pytest.approx(max(worth(starts) for starts in every), abs=1e-4)


def test_kindred_words_hold_an_episode_together():
    """Every word is said eight times, so the words alone are no reason to cut; that they are about parking and about waste is."""
    parking = [["parkeervergunning", "garagebox"], ["foutparkeren", "wegslepen"], ["parkeerschijf", "wielklem"]]
    waste = [["vuilniszak", "afvalpas"], ["afvalcontainer", "gft"], ["grofvuil", "papiercontainer"]]
    unknown = [["blim", "blam"], ["snor", "snar"], ["kwet", "kwit"]], [["flap", "flop"], ["trik", "trak"], ["zwam", "zwem"]]

    def found(first, second):
        texts = [" ".join(["het", *pair]) for half in (first, second) for _ in range(8) for pair in half]
        return episodes.episodes(talk(*texts), {"a": "nl"})["first"].tolist()

    assert found(parking, waste) == [0, 24]
    assert found(*unknown) == [0]


def test_who_speaks_tells_where_a_subject_ends():
    """Two halves with nothing in their words to tell them apart, each by its own four people."""
    tokens = [["plan"]] * 40
    people = [[f"{half}{n % 4}"] for half in "ab" for n in range(20)]
    share = {name[0]: 1 / 8 for name in people}
    words = episodes.Evidence(tokens, {"plan": 1.0}, 10.0)
    assert episodes.cuts([words], np.zeros(40)) == [0]
    assert episodes.cuts([words, episodes.Evidence(people, share, 8.0)], np.zeros(40), penalty=10.0) == [0, 20]


def test_a_chair_who_names_the_next_subject_moves_the_cut():
    tokens = [["bus"]] * 20 + [[]] * 5 + [["riool"]] * 20  # anywhere among the five will do
    signs = np.zeros(45)
    signs[23] = episodes.CUE
    assert cuts(tokens, signs=signs) == [0, 23]


def test_a_long_silence_speaks_for_a_cut():
    start = np.arange(40) * 10.0
    start[20:] += 30
    turns = talk(*["de bus"] * 40, start=start, end=start + 9)
    signs = episodes._signs(turns, "nl")
    assert signs[20] == episodes.SILENCE
    assert signs.sum() == episodes.SILENCE


def test_the_order_of_sessions_makes_no_difference():
    a, b = talk(*BUS * 20, *SEWER * 20), talk(*SEWER * 12, *BUS * 12, session="b")
    languages = {"a": "nl", "b": "nl"}
    one = episodes.episodes(pd.concat([a, b], ignore_index=True), languages)
    other = episodes.episodes(pd.concat([b, a], ignore_index=True), languages)
    assert one.sort_values(["session", "episode"]).to_numpy().tolist() == other.sort_values(["session", "episode"]).to_numpy().tolist()
