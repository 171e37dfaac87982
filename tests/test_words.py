"""Words: what counts as one, its dictionary form, and which turns say something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import formulas, words
from analysis.formulas import is_content
from analysis.words import content_words, language_of, lemma, proper_names, stop_words, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De auto's van [Bewoner 3] staan op 't plein, hè?", ["de", "auto's", "van", "staan", "op", "t", "plein", "hè"]),
        ("Don’t e-mail [Resident 3]!", ["don't", "e-mail"]),
        ("Bel [telefoonnummer] om 20:15 in 2024.", ["bel", "om", "in"]),
        ("naïef café’s Één", ["naïef", "café's", "één"]),
        ("de A12 en x_y", ["de", "a", "en", "x", "y"]),
        ("... -- ?", []),
        ("", []),
    ],
)
def test_tokens(text, expected):
    assert tokens(text) == expected


@given(st.text(st.characters(max_codepoint=0x17F)))
def test_tokens_are_words_in_lower_case_without_digits(text):
    assert all(word == word.lower() and not any(c.isdecimal() or c.isspace() or c in "[]" for c in word) for word in tokens(text))


@pytest.mark.parametrize(
    ("word", "language", "base"),
    [
        ("huizen", "nl", "huis"),
        ("bankjes", "nl", "bankje"),
        ("auto's", "nl", "auto"),
        ("parkeerplaatsen", "nl", "parkeerplaats"),
        ("gelopen", "nl", "lopen"),
        ("amsterdam", "nl", "amsterdam"),
        ("qwrtzen", "nl", "qwrtzen"),
        ("mice", "en", "mouse"),
        ("running", "en", "run"),
        ("council", "en", "council"),
    ],
)
def test_lemma(word, language, base):
    assert lemma(word, language) == base


def test_content_words_are_lemma_and_word_in_order_without_stop_words_masks_and_short_words():
    assert content_words("De bomen in de straat, [Bewoner 3], die 24 bomen bij de zee!", "nl") == [
        ("boom", "bomen"), ("straat", "straat"), ("boom", "bomen"), ("zee", "zee"),
    ]  # fmt: skip
    assert content_words("Thank you, Chair. The trees on our road, the sea.", "en") == [("tree", "trees"), ("road", "road"), ("sea", "sea")]


def test_a_form_of_a_stop_word_is_a_stop_word():
    assert "zeggen" in stop_words("nl")
    assert content_words("zeiden zegt gezegd", "nl") == []


BACKCHANNELS = {
    "nl": [
        "Ja.", "Ja, precies.", "Ja ja ja.", "Hm-hm.", "Mm-hm.", "Nee hoor.", "Oké, goed.", "Nou nou.", "Tja.", "Inderdaad!", "Dat klopt.",
        "Dank u wel, voorzitter.", "Dank u wel, mevrouw Jansen.", "Bedankt, [Bewoner 3].", "Gaat uw gang.", "Graag gedaan.", "Tot ziens!",
        "Goedemorgen.", "Welkom allemaal.", "Het woord is aan de heer Jansen.", "Ik geef het woord aan de wethouder.", "De heer Van den Berg.",
        "Mevrouw De Wit.", "Helemaal mee eens.", "Akkoord.", "Pardon?", "Ja?", "Wat?", "[lacht]", "12.", "...", "",
    ],
    "en": [
        "Yes.", "Yes, exactly.", "Mm-hm.", "Uh-huh.", "Okay, great.", "Right.", "No.", "Of course.", "Go ahead.", "I see.", "I agree.",
        "Thank you very much, Chair.", "Thank you, Mr. Smith.", "Thanks, [Resident 2].", "Ms Van Dyke.", "Good morning.", "That is true.",
        "Sorry?", "[laughs]", "",
    ],
}  # fmt: skip
SAYING = {
    "nl": [
        "Waarom?", "Wie?", "Hoezo niet?", "Wat kost dat?", "En nu?", "En wat is dat?", "Te duur.", "Niet.", "Parkeren.", "Nee, nooit.", "Geen idee.",
        "Dertig euro.", "Nou, dat bankje is weg.", "Nee, dat klopt niet.", "Daar ben ik het niet mee eens.", "Ik wil niet.", "Ja, mevrouw, de bus.",
    ],
    "en": [
        "Why?", "Why not?", "Who pays?", "And what is it?", "Too expensive.", "Never.", "Not here.", "The bench is gone.", "I don't agree.",
        "No, that is not correct.", "I disagree.", "Yes, the bus.",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("language", "turn"), [(language, turn) for language, turns in BACKCHANNELS.items() for turn in turns])
def test_backchannels_and_formulas_are_no_content(language, turn):
    assert not is_content(turn, language)


@pytest.mark.parametrize(("language", "turn"), [(language, turn) for language, turns in SAYING.items() for turn in turns])
def test_short_turns_that_say_something_are_content(language, turn):
    assert is_content(turn, language)


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (["Dat zou ik wel willen, maar het is niet aan mij."], "nl"),
        (["I would like that, but it is not up to me."], "en"),
        (["Ja."], "nl"),
        (["Yes."], "en"),
        (["We need the bus.", "And the bench.", "Ja, precies."], "en"),
        (["12", "[lacht]"], "nl"),
        ([], "nl"),
    ],
)
def test_language(texts, language):
    assert language_of(texts) == language


def test_names_have_a_capital_in_the_middle_of_sentences():
    assert proper_names(["Zij woont in Hoogveld.", "Hoe is het in Hoogveld? Daar is water.", "In het water."]) == {"hoogveld"}


@pytest.mark.parametrize(
    "texts",
    [
        ["Zij woont in Hoogveld."],  # once is too little
        ["Hoogveld is mooi. Hoogveld is groot."],  # a sentence begins with a capital
        ["op de Markt, de Markt, de markt en de markt"],  # as often without
        ["de [Bewoner 3], de [Bewoner 3]"],
    ],
)
def test_no_names(texts):
    assert proper_names(texts) == set()


def test_a_name_may_stand_without_a_capital_once_for_every_two_with():
    assert proper_names(["op de Markt, de Markt, de markt"]) == {"markt"}


@pytest.mark.parametrize(
    "text",
    [
        "Zaterdag gaan we naar het strand.",
        "Zo komen we tot een oplossing.",
        "De bus rijdt door naar Leiden.",
        "Dat is niet aan de orde is mij gezegd.",
        "Wij beginnen met isoleren.",
        "Een nieuw blok woningen.",
        "Turn on the heating.",
        "They move to the coast.",
        "Our first priority is housing.",
    ],
)
def test_ordinary_talk_announces_nothing(text):
    assert not formulas.announces(text, "nl") and not formulas.announces(text, "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dan gaan we naar het volgende punt.", "nl"),
        ("Dan gaan we nu over naar agendapunt 4.", "nl"),
        ("Ik wil door naar het laatste onderwerp.", "nl"),
        ("Nu de rondvraag.", "nl"),
        ("Let us move on to the budget.", "en"),
        ("The next item is the petition.", "en"),
    ],
)
def test_a_chair_announces_the_next_subject(text, language):
    assert formulas.announces(text, language)


def test_a_speech_is_no_welcome_and_no_goodbye():
    speech = "Goedemiddag. Mijn naam is niet van belang. " + "De bus moet terug. " * 12
    assert formulas.courtesies([speech, "Dank u wel, voorzitter. De bus moet terug."] * 5, "nl") == (0, 0)
    assert formulas.courtesies(["Welkom allemaal.", "Goedenavond.", speech] + ["De bus is weg."] * 9 + ["Wel thuis."], "nl") == (2, 1)


@pytest.mark.parametrize("word", ["veer", "vieren", "achten", "deren", "elfen", "tenten", "regen"])
def test_what_looks_like_a_number_is_a_word(word):
    assert not words.NUMBER["nl"].fullmatch(word)


@pytest.mark.parametrize("word", ["zesentwintig", "achtduizend", "tweeëndertig", "vierde", "zeventiende", "honderdtwintig"])
def test_a_number_in_words_is_a_number(word):
    assert words.NUMBER["nl"].fullmatch(word)


def test_what_is_in_capitals_alone_is_no_name():
    assert words.proper_names(
        ["Zit er PFAS in de grond? En er zit PFAS in het water.", "Zij is van Dorpsbelang, en ik van Dorpsbelang."]
    ) == {"dorpsbelang"}
