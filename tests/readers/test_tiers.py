"""Which tiers hold speech, whose, and in what order."""

import pytest

from analysis.readers.tiers import Tier, talk


@pytest.mark.parametrize(
    ("tier", "speaker"),
    [
        ("K-Spch", "K"), ("tx@Anna", "Anna"), ("Anna - utterances", "Anna"), ("Anna - words", "Anna"), ("utt@Bob", "Bob"),
        ("transcription", None),
        ("Anna", "Anna"), ("speaker 1", "speaker 1"), ("Speech", None), ("N01234", "N01234"), ("Tekstra", "Tekstra"),
        ("speech Anna", "Anna"),
        ("MB", "MB"),
    ],
)  # fmt: skip
def test_speakers_of_tiers(tier, speaker):
    assert Tier(tier, []).speaker == speaker


def test_the_participant_goes_before_the_name_of_the_tier():
    assert Tier("A1", [], participant="Anna Zomer ").speaker == "Anna Zomer"


def said(*tiers: Tier) -> list[tuple]:
    return [(piece.speaker, piece.text) for piece in talk(tiers)]


def test_speech_in_the_order_of_time_and_nothing_else():
    tiers = [
        Tier("Anna", [(0, 1, "Hallo", 1), (3, 4, "Goed.", 2)]),
        Tier("Bob", [(1, 2, "Dag", 3), (2, 3, "<sil>", 4)]),
        Tier("Anna - words", [(0, 1, "Hallo", 5)]),
        Tier("Anna - phones", [(0, 1, "h", 6)]),
        Tier("Bob-vertaling", [(1, 2, "Bye", 7)]),
        Tier("B2", [(1, 2, "wave", 8)], kind="gestures"),
        Tier("COMMENT", [(0, 4, "lawaai", 9)]),
    ]
    assert said(*tiers) == [("Anna", "Hallo"), ("Bob", "Dag"), ("Anna", "Goed.")]


def test_words_count_for_who_has_nothing_else():
    tiers = [
        Tier("Anna - words", [(0, 1, "hallo", 1), (1, 2, "daar", 2)]),
        Tier("Anna - phones", [(0, 1, "h", 3)]),
        Tier("Bob", [(2, 3, "Dag", 4)]),
    ]
    assert said(*tiers) == [("Anna", "hallo"), ("Anna", "daar"), ("Bob", "Dag")]


def test_a_person_may_be_called_like_a_tier():
    assert said(Tier("Free", [(0, 1, "Ja", 1)], participant="Free")) == [("Free", "Ja")]
