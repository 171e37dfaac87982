"""Words that belong to one theme."""

import tomllib
from collections import Counter
from importlib import resources

import pytest

from analysis import thesaurus, words

LISTED = tomllib.loads(resources.files("analysis").joinpath("thesaurus.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("word", "language", "theme"),
    [
        ("stoeptegel", "nl", "lopen-en-stoepen"),
        ("parkeervergunning", "nl", "parkeren"),
        ("vuilniszak", "nl", "afvalinzameling"),
        ("cyclist", "en", "fietsen"),
        ("sewer", "en", "riolering"),
    ],
)
def test_words_have_the_theme_that_anybody_would_give_them(word, language, theme):
    assert theme in thesaurus.themes(words.lemma(word, language), language)


@pytest.mark.parametrize("word", ["gemeente", "plan", "probleem", "mens", "verhaal", "moeilijk", "zeggen"])
def test_words_that_say_nothing_of_a_subject_have_none(word):
    assert thesaurus.themes(word, "nl") == ()


def test_dutch_and_english_share_their_themes():
    assert set(thesaurus.themes("fietser", "nl")) & set(thesaurus.themes("cyclist", "en"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_list_keeps_its_own_rules(language):
    entries = [entry for theme in LISTED.values() for entry in theme[language].split()]
    assert max(Counter(entries).values()) <= 2
    assert all(theme[language].split() for theme in LISTED.values())
    starred = [entry for entry in entries if "*" in entry]
    assert all(entry.count("*") == 1 and (entry[0] == "*" or entry[-1] == "*") and len(entry) > thesaurus.SHORTEST for entry in starred)
    assert all(entry == entry.lower() and "_" not in entry for entry in entries)
