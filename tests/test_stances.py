"""Stances: who is for or against what, in so many words and in any order of words."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dialogue.stances import stances
from analysis.tables import checked


def table(*said: str, language: str = "nl", content: bool = True, corpus=None) -> pd.DataFrame:
    """The stances of turns by one speaker."""
    rows = [
        {"session": "s", "turn": n, "speaker": "A", "text": text, "words": len(text.split()), "content": content}
        for n, text in enumerate(said)
    ]
    person = {"speaker": "A", "group": "Ouders", "official": False, "facilitator": False, "turns": len(said), "words": 9}
    return stances(checked("turns", rows), checked("speakers", [person]), {"s": language}, corpus)


def found(*said: str, language: str = "nl", **more) -> list[tuple[int, str, int]]:
    rows = table(*said, language=language, **more)
    return list(zip(rows["turn"], rows["concept"], rows["stance"], strict=True))


@pytest.mark.parametrize(
    ("language", "text", "concept", "sign"),
    [
        ("nl", "Ik ben voor betaald parkeren.", "betaald parkeren", 1),
        ("nl", "Wij zijn tegen hoogbouw.", "hoogbouw", -1),
        ("nl", "Daarom ben ik ook tegen hoogbouw.", "hoogbouw", -1),
        ("nl", "Hoogbouw, daar zijn wij voor.", "hoogbouw", 1),
        ("nl", "Betaald parkeren, daar ben ik faliekant tegen.", "betaald parkeren", -1),
        ("nl", "Tegen hoogbouw ben ik.", "hoogbouw", -1),
        ("nl", "Ik ben er tegen dat er hoogbouw komt.", "hoogbouw", -1),
        ("nl", "Als voorstander van hoogbouw zeg ik dit.", "hoogbouw", 1),
        ("nl", "Ik ben tegen auto's op het plein in de zomer.", "auto's", -1),
        ("nl", "Ik ben tegen auto’s op het plein in de zomer.", "auto's", -1),
        ("en", "I am for paid parking.", "paid parking", 1),
        ("en", "We're strongly against tall buildings.", "tall buildings", -1),
        ("en", "Paid parking, I am against.", "paid parking", -1),
        ("en", "I fully support paid parking.", "paid parking", 1),
        ("en", "We are opposed to paid parking.", "paid parking", -1),
        ("en", "I am in favour of paid parking.", "paid parking", 1),
    ],
)
def test_for_and_against_in_any_order(language, text, concept, sign):
    assert found(text, language=language) == [(0, concept, sign)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Ik ben niet tegen hoogbouw."),
        ("nl", "Wij zijn niet voor hoogbouw."),
        ("nl", "Ik ben nooit voor hoogbouw geweest."),
        ("en", "I am not against paid parking."),
        ("en", "We do not support paid parking."),
        ("en", "I don't oppose paid parking."),
    ],
)
def test_what_is_negated_is_no_stance(language, text):
    assert found(text, language=language) == []


@pytest.mark.parametrize(
    ("language", "text", "sign"),
    [
        ("nl", "Ik ben geen voorstander van hoogbouw.", 1),
        ("nl", "Ik ben geen tegenstander van hoogbouw.", -1),
        ("en", "I am no supporter of paid parking.", 1),
        ("en", "I'm not an opponent of paid parking.", -1),
    ],
)
def test_who_is_no_supporter_is_not_for(language, text, sign):
    assert sign not in [stance for _, _, stance in found(text, language=language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Daar ben ik tegen."),
        ("nl", "Daar zijn wij voor!"),
        ("en", "I am against it."),
        ("nl", "De bus rijdt voor de school langs."),
        ("nl", "Tegen de zomer is het plein klaar."),
        ("nl", ""),
    ],
)
def test_without_a_concept_or_a_stance_there_is_no_row(language, text):
    assert found(text, language=language) == []


def test_for_one_and_against_another_in_one_turn():
    assert found("Ik ben voor bomen. Maar ik ben tegen hoogbouw.") == [(0, "bomen", 1), (0, "hoogbouw", -1)]


def test_two_that_one_is_for_in_one_sentence():
    assert found("Ik ben voor bomen en ik ben voor bankjes.") == [(0, "bomen", 1), (0, "bankjes", 1)]


def test_what_is_said_twice_in_a_turn_is_one_row():
    assert found("Ik ben tegen hoogbouw. Ja, ik ben tegen hoogbouw.") == [(0, "hoogbouw", -1)]


def test_a_shorter_name_is_the_concept_that_others_name_in_full():
    said = ["Ik ben voor betaald parkeren.", "Wij zijn tegen betaald parkeren.", "Ik ben tegen parkeren."]
    assert found(*said) == [(0, "betaald parkeren", 1), (1, "betaald parkeren", -1), (2, "betaald parkeren", -1)]


def test_a_concept_is_called_as_it_is_said_most_often():
    said = ["Ik ben voor een boom.", "Ik ben voor bomen.", "Wij zijn voor bomen."]
    assert {concept for _, concept, _ in found(*said)} == {"bomen"}


def test_a_turn_that_says_nothing_has_no_stance():
    assert found("Ik ben tegen hoogbouw.", content=False) == []


def test_the_group_of_the_speaker_and_where_it_comes_from():
    assert table("Ik ben tegen hoogbouw.")[["session", "speaker", "group", "source"]].values.tolist() == [["s", "A", "Ouders", "codebook"]]
    assert table().empty


def test_a_corpus_has_patterns_of_its_own(tmp_path):
    (tmp_path / "codebook.toml").write_text('[stances]\nagainst = ["weg met"]\n', encoding="utf-8")
    assert found("Weg met de hoogbouw!", corpus=tmp_path) == [(0, "hoogbouw", -1)]
    assert found("Ik ben voor hoogbouw.", corpus=tmp_path) == [(0, "hoogbouw", 1)]
    assert found("Weg met de hoogbouw!") == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(["ik ben", "wij zijn", "voor", "tegen", "niet", "hoogbouw", "groen", "daar", ",", ".", "’", "?"])))
def test_whatever_is_said_each_stance_is_for_or_against_something(words):
    rows = table(" ".join(words))
    assert set(rows["stance"]) <= {1, -1} and all(rows["concept"])
    assert not rows.duplicated(["session", "turn", "concept"]).any()
