"""Numbers, dates, lists and sentences as they are written in Dutch and in English."""

import ast
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from analysis import language
from analysis.language import Language

SOURCE = Path(language.__file__).parent
NL, EN = Language("nl"), Language("en")


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (0, "0", "0"),
        (1, "1", "1"),
        (1000, "1.000", "1,000"),
        (28408, "28.408", "28,408"),
        (1234567.891, "1.234.567,89", "1,234,567.89"),
        (0.5, "0,5", "0.5"),
        (2.0, "2", "2"),
        (-5, "-5", "-5"),
    ],
)
def test_numbers(value, dutch, english):
    assert (NL.number(value), EN.number(value)) == (dutch, english)


@pytest.mark.parametrize(("value", "written"), [(0, "0%"), (1, "100%"), (0.314, "31%"), (0.5, "50%"), (0.006, "1%"), (0.004, "0%")])
def test_shares(value, written):
    assert NL.share(value) == EN.share(value) == written


@pytest.mark.parametrize(
    ("iso", "dutch", "english"),
    [
        ("2026-02-05", "5 februari 2026", "5 February 2026"),
        ("2026-12-31", "31 december 2026", "31 December 2026"),
        ("2026-02-30", "2026-02-30", "2026-02-30"),
        ("volgende week", "volgende week", "volgende week"),
        ("", "", ""),
    ],
)
def test_dates(iso, dutch, english):
    assert (NL.date(iso), EN.date(iso)) == (dutch, english)


@pytest.mark.parametrize(
    ("parts", "dutch", "english"),
    [([], "", ""), (["A"], "A", "A"), (["A", "B"], "A en B", "A and B"), (["A", "B", "C"], "A, B en C", "A, B and C")],
)
def test_lists(parts, dutch, english):
    assert (NL.all_of(parts), EN.all_of(parts)) == (dutch, english)


@pytest.mark.parametrize(
    ("n", "dutch", "english"),
    [
        (0, "0 sprekers", "0 speakers"),
        (1, "één spreker", "one speaker"),
        (2, "2 sprekers", "2 speakers"),
        (1200, "1.200 sprekers", "1,200 speakers"),
    ],
)
def test_one_and_many(n, dutch, english):
    assert NL.count("one speaker", "{n} speakers", n) == dutch
    assert EN.count("one speaker", "{n} speakers", n) == english


def test_values_are_filled_in_as_the_language_writes_them():
    assert NL(" between {first} and {last}", first="A", last="B") == " tussen A en B"
    assert EN("{n} of {share}", n=1234, share="31%") == "1,234 of 31%"
    assert NL("{n} of {total}: a sentence without a translation", n=1234.5, total=2) == "1.234,5 of 2: a sentence without a translation"


def test_a_sentence_without_values_may_hold_braces_and_per_cents():
    assert EN("100% {literal}") == "100% {literal}"


def test_a_value_may_hold_braces():
    assert NL(" on {first}", first="{n}") == " op {n}"


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


with (language.CATALOGUES / "nl.po").open("rb") as handle:
    CATALOGUE = {message.id: message.string for message in read_po(handle, locale="nl") if message.id}


@pytest.mark.parametrize("english", CATALOGUE, ids=str)
def test_a_translation_has_the_values_of_its_sentence(english):
    dutch = CATALOGUE[english]
    if isinstance(english, str):
        assert placeholders(dutch) == placeholders(english)
    else:
        one, many = dutch
        assert placeholders(many) == placeholders(english[1])
        assert placeholders(one) <= placeholders(english[0]) | placeholders(english[1])


def sentences_in_the_code() -> set[str]:
    """The sentences that the package gives to a Language: the first text in each call of ``_`` and ``_.count``."""
    calls = (
        node
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    )
    return {
        call.args[0].value
        for call in calls
        if ast.unparse(call.func) in ("_", "_.count") and call.args and isinstance(call.args[0], ast.Constant)
    }


def test_every_sentence_in_the_code_has_a_dutch_one():
    said, translated = sentences_in_the_code(), {english if isinstance(english, str) else english[0] for english in CATALOGUE}
    assert len(said) > 20
    assert said <= translated
