"""The benchmark measures what it says: segmenters and figures with answers known by hand, the resampler, and the table."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from analysis.pipeline import ROOT
from benchmarks import __main__ as command
from benchmarks import corpora, page, scores
from benchmarks.scale import RUN, SESSION, resampled
from benchmarks.segmenters import c99, equal, numbered, texttiling

BUS, WATER = ("bus", "halte", "rit", "lijn", "haltebord", "chauffeur"), ("riool", "put", "regen", "kelder", "pomp", "sloot")


def talk(*subjects: tuple[str, ...], turns: int = 30, words: int = 8) -> list[list[str]]:
    """Turns of drawn words, so many on each subject in order."""
    draw = np.random.default_rng(1)
    return [list(draw.choice(subject, words)) for subject in subjects for _ in range(turns)]


# Segmenters


def test_similarity_is_that_of_the_blocks_on_either_side():
    sequences = [Counter(a=1), Counter(a=1), Counter(b=1)]
    assert texttiling.similarities(sequences).tolist() == pytest.approx([1.0, 0.0])


def test_texttiling_cuts_at_the_turn_nearest_to_the_valley():
    turns = [["bus"] * 21] * 20 + [["riool"] * 21] * 20
    assert texttiling.cuts(turns) == [0, 20]
    assert texttiling.cuts([[*turn, None, None] for turn in turns]) == [0, 20]
    assert texttiling.cuts([["bus"]] * 20) == texttiling.cuts([]) == [0]


def test_texttiling_with_a_number_given_takes_the_deepest_valleys():
    turns = talk(BUS, WATER)
    assert len(texttiling.cuts(turns)) > 2
    assert texttiling.cuts(turns, 1) == [0] and texttiling.cuts(turns, 2) == [0, 30]


def test_c99_divides_first_where_the_words_change():
    assert c99.cuts(talk(BUS, WATER), 2) == [0, 30]
    assert c99.cuts(talk(BUS, WATER, BUS), 3) == [0, 30, 60]


def test_c99_passes_over_turns_without_words():
    turns = talk(BUS, WATER)
    assert c99.cuts([[], *turns[:30], [], [], *turns[30:]], 2) == [0, 33]
    assert c99.cuts([[], ["bus"], []]) == c99.cuts([]) == [0]


def test_c99_density_grows_with_each_of_all_cuts():
    order, density = c99.divided(c99.ranks(np.eye(6)))
    assert sorted(order) == [1, 2, 3, 4, 5] and len(density) == 6
    assert (np.diff(density) > 0).all() and density[-1] == c99.ranks(np.eye(6)).diagonal().mean()


@pytest.mark.parametrize(("turns", "many", "starts"), [(4, 2, [0, 2]), (5, 1, [0]), (3, 3, [0, 1, 2])])
def test_equal_lengths(turns, many, starts):
    assert equal.cuts(turns, many) == starts


def test_episodes_are_numbered_in_each_session():
    turns = pd.DataFrame({"session": ["a", "a", "a", "b", "b"]})
    assert numbered(turns, lambda rows: [0, len(rows) - 1]) == [0, 0, 1, 0, 1]


# Figures


def test_agreement_and_stability():
    run = pd.DataFrame({"session": "a", "turn": range(4), "topic": [0, 0, 1, 1]})
    assert scores.agreement(["x", "x", "y", "y"], [5, 5, -1, -1]) == pytest.approx(1)
    assert scores.stability([run, run.assign(topic=[7, 7, 3, 3]), run[::-1]]) == pytest.approx(1)


@pytest.mark.skipif(not corpora.SCORER.exists(), reason="needs ../shared")
def test_our_figures_are_those_of_the_scorer(tmp_path):
    session = sorted((corpora.SHARED / "corpora" / "qmsum-committee" / "transcripts").glob("*.csv"))[0]
    gold = pd.read_csv(session.parents[1] / "gold.csv", keep_default_na=False)
    gold = gold[gold["session"] == session.stem]
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "transcripts" / session.name).write_text(session.read_text())
    gold.to_csv(tmp_path / "gold.csv", index=False)
    found = gold[["session", "turn"]].assign(topic=0, episode=gold["turn"] // 30)
    found.to_csv(tmp_path / "found.csv", index=False)
    tops = [["people", "government", "house"], ["people", "support", "workers"]]
    pd.DataFrame({"topic": [0, 1], "words": ["|".join(top) for top in tops]}).to_csv(tmp_path / "topics.csv", index=False)
    call = [sys.executable, str(corpora.SCORER), "score", str(tmp_path), str(tmp_path / "found.csv"), str(tmp_path / "topics.csv")]
    told = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
    labelled = gold["segment"] != ""
    ours = scores.segmentation(gold["segment"][labelled].to_numpy(object), found["episode"][labelled].to_numpy())
    assert ours == pytest.approx((told["pk"], told["windowdiff"]), abs=0.0006)
    texts = pd.read_csv(session, keep_default_na=False)["text"]
    assert scores.coherence(tops, texts) == pytest.approx(told["npmi"], abs=0.0006)
    assert scores.diversity(tops) == pytest.approx(told["diversity"], abs=0.0006)


def test_every_turn_of_the_demo_has_a_planted_subject_or_none():
    planted = corpora.planted()
    assert len(planted) == 1299 and (planted["segment"] == "").sum() == 162 and planted["segment"].nunique() == 12


# Scale


@pytest.fixture
def two_sessions() -> tuple[pd.DataFrame, dict[str, str]]:
    sessions = [("nl-a", 300), ("en-b", 150)]
    rows = [{"session": name, "turn": turn, "text": f"{name} {turn}"} for name, size in sessions for turn in range(size)]
    return pd.DataFrame(rows), {"nl-a": "nl", "en-b": "en"}


@pytest.mark.parametrize("size", [SESSION - 1, SESSION, 1010])
def test_resampled_talk_has_the_size_and_numbers_its_turns(two_sessions, size):
    turns, languages = resampled(*two_sessions, size)
    assert len(turns) == size and set(turns["session"]) == set(languages)
    for _, session in turns.groupby("session"):
        assert len(session) <= SESSION and list(session["turn"]) == list(range(len(session)))


def test_resampled_talk_keeps_runs_together_and_languages_apart(two_sessions):
    turns, languages = resampled(*two_sessions, 2000)
    source, number = turns["text"].str.split().str[0], turns["text"].str.split().str[1].astype(int)
    assert (source.str[:2] == turns["session"].map(languages)).all() and set(languages.values()) == {"nl", "en"}
    follows = (number.diff() == 1) & (source == source.shift())
    assert follows.mean() > 1 - 4 / RUN and not follows.all()


def test_resampled_talk_is_the_same_each_time(two_sessions):
    assert resampled(*two_sessions, 600)[0].equals(resampled(*two_sessions, 600)[0])


# The command


@pytest.mark.parametrize("narrower", ["--quick", "--only lda", "--corpora demo", "--sizes 10000", "--sizes 0"])
def test_a_run_that_leaves_something_out_is_not_whole(narrower):
    assert not command.options(narrower.split()).whole
    assert command.options([]).whole == corpora.SCORER.exists()


def test_quick_is_the_demo_alone():
    quick = command.options(["--quick"])
    assert (quick.corpora, quick.sizes) == (["demo"], [])


# The page


def test_a_figure_that_is_missing_is_a_dash_and_a_failure_is_told():
    figures = pd.DataFrame({"pk": [0.4, float("nan")], "failed": [None, "no memory"]}, index=["x", "y"])
    told = page.table(figures, page.EPISODES, {"x": "this", "y": "that"})
    assert told.splitlines()[2:4] == ["| this | 0.400 |", "| that |     – |"]
    assert told.endswith("that failed: no memory")


def test_the_machine_is_told_without_its_name():
    assert "cores" in page.machine() and str(ROOT) not in page.opening(whole=True)
