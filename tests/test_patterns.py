"""Patterns: what a codebook looks for in a sentence, and where it finds it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.patterns import compiled, sentences
from analysis.findings import Unusable

SPOKEN = st.lists(st.sampled_from(["we", "nemen", "dat", "mee", "ja", "niet", "[Bewoner 3]"]), min_size=1)
WRITTEN = ["we ... mee", "<nemen> .. dat", "ja|nee (niet) we", "^ [naam]", "n*", "*t $", "... ?", ", dat"]


def held(pattern: str, text: str, language: str = "nl") -> str | None:
    """The words of the first sentence that holds the pattern."""
    places = [compiled(pattern).place(sentence) for sentence in sentences(text, language)]
    return next((text[slice(*place)] for place in places if place), None)


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("mee", "Dat nemen we mee.", "mee"),
        ("mee", "Een meerval, mede, meeting.", None),
        ("Mee", "MEE!", "MEE"),
        ("we nemen", "Goed, we nemen het.", "we nemen"),
        ("we nemen", "Nemen we het?", None),
        ("we nemen", "We dan nemen het.", None),
        ("we nemen", "We. Nemen.", None),
        ("ik|we gaan", "Wij gaan. We gaan.", "We gaan"),
        ("auto's", "De auto’s staan er.", "auto’s"),
        ("auto’s", "De auto's staan er.", "auto's"),
        ("30", "Dat zijn er 30.", "30"),
    ],
)
def test_words_stand_in_order_and_side_by_side(pattern, text, words):
    assert held(pattern, text) == words


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("we .. mee", "we mee", "we mee"),
        ("we .. mee", "we een twee drie mee", "we een twee drie mee"),
        ("we .. mee", "we een twee drie vier mee", None),
        ("we .. mee", "we nemen, en ook mee", None),
        ("we ... mee", "we 1 2 3 4 5 6 7 8 mee", "we 1 2 3 4 5 6 7 8 mee"),
        ("we ... mee", "we 1 2 3 4 5 6 7 8 9 mee", None),
        ("we ... mee", "we nemen dat, als het kan, mee", "we nemen dat, als het kan, mee"),
        ("we ... mee", "Dat nemen we. Ga mee.", None),
        ("we .. mee", "we gaan mee of nemen mee", "we gaan mee"),
    ],
)
def test_gaps_have_a_length_and_stay_in_the_clause_or_the_sentence(pattern, text, words):
    assert held(pattern, text) == words


@pytest.mark.parametrize(
    ("pattern", "text", "language", "words"),
    [
        ("<nemen>", "Ik neem het.", "nl", "neem"),
        ("<nemen>", "Zij nam het.", "nl", "nam"),
        ("<nemen>", "Dat is genomen.", "nl", "genomen"),
        ("nemen", "Ik neem het.", "nl", None),
        ("<nemen|gaan>", "Zij ging weg.", "nl", "ging"),
        ("<nemen>", "Wij geven.", "nl", None),
        ("we|i <take> .. away", "We took that away.", "en", "We took that away"),
        ("i'll", "I’ll see.", "en", "I’ll"),
    ],
)
def test_forms_of_a_word(pattern, text, language, words):
    assert held(pattern, text, language) == words


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("vergunn*", "Hun vergunning is weg.", "vergunning"),
        ("vergunn*", "Een bouwvergunning.", None),
        ("*vergunning", "Een bouwvergunning.", "bouwvergunning"),
        ("*vergunning", "Twee bouwvergunningen.", None),
        ("een|geen vergunn*|besluit*", "Geen besluiten.", "Geen besluiten"),
        ("dat kan (toch|echt) niet", "Dat kan niet.", "Dat kan niet"),
        ("dat kan (toch|echt) niet", "Dat kan echt niet.", "Dat kan echt niet"),
        ("dat kan (toch|echt) niet", "Dat kan hier niet.", None),
        ("kan (op den duur) niet", "Het kan op den duur niet.", "kan op den duur niet"),
        ("kan (op den duur) niet", "Het kan op niet.", None),
        ("kan (op (den) duur) niet", "Het kan niet.", "kan niet"),
        ("met [naam] <praten>", "Ga met [Bewoner 3] praten.", "met [Bewoner 3] praten"),
        ("met [naam] <praten>", "Ga met haar praten.", None),
    ],
)
def test_wildcards_what_may_stand_there_and_names(pattern, text, words):
    assert held(pattern, text) == words


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("^ ja", "Ja, dat is zo.", "Ja"),
        ("^ ja", "Nou, ja.", None),
        ("^ ja", "Nou. Ja, dat.", "Ja"),
        ("^ [naam]", "[Bewoner 3], gaat uw gang.", "[Bewoner 3]"),
        ("punt $", "Wij doen het niet, punt", "punt"),
        ("punt $", "Een punt is dit.", None),
        ("hoe ... ?", "Hoe laat gaat de bus?", "Hoe laat gaat de bus?"),
        ("hoe ... ?", "Zo laat gaat hoe dan ook de bus. Of niet?", None),
        ("hoe ... ?", "Hoe dan?!", "Hoe dan?!"),
        ("ja , maar", "Ja, maar dan niet.", "Ja, maar"),
        ("ja , maar", "Ja maar dan niet.", None),
        ("dat ... niet", "Dat kost 3.5 miljoen, niet 4.", "Dat kost 3.5 miljoen, niet"),
    ],
)
def test_begin_and_end_of_a_sentence_and_marks(pattern, text, words):
    assert held(pattern, text) == words


def test_an_end_of_a_sentence_may_have_its_mark():
    assert held("punt $", "Punt is dit. Ik zeg: punt!").startswith("punt")


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Ja. Dat nemen we mee", [2, 4]),
        ("Wat?! Nee... Goed…", [2, 2, 2]),
        ("[Bewoner 3] komt 12,50 te kort", [5]),
        ("", []),
        (" - ", []),
    ],
)
def test_sentences_end_at_marks_which_are_words(text, counts):
    assert [len(sentence.words) for sentence in sentences(text, "nl")] == counts


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "  ",
        "(niet",
        "niet)",
        ")niet(",
        "((niet)",
        "<nemen",
        "nemen>",
        "<>",
        "[naam",
        "ja|",
        "|ja",
        "ja || nee",
        "<gaan>|ging",
        "<de bus>",
    ],
)
def test_what_is_not_written_as_a_pattern_is_told_in_one_line(pattern):
    with pytest.raises(Unusable) as told:
        compiled(pattern)
    assert repr(pattern) in str(told.value) and "\n" not in str(told.value)


@pytest.mark.parametrize("pattern", ["..", "(niet)", "(niet) ... (wel)"])
def test_a_pattern_says_at_least_one_word(pattern):
    with pytest.raises(Unusable):
        compiled(pattern)


@given(st.text("<>()[]|*.?, ^$ab'’/\\+{"))
def test_any_text_is_a_pattern_or_is_told_to_be_none(written):
    try:
        compiled(written).place(sentences("a b, ab?", "nl")[0])
    except Unusable as error:
        assert "\n" not in str(error)


@given(st.text())
def test_words_of_any_text_stand_in_it_in_order(text):
    ends = [end for sentence in sentences(text, "nl") for span in sentence.spans for end in span]
    assert ends == sorted(ends) and all(0 <= end <= len(text) for end in ends)
    assert all(len(s.spans) == len(s.offsets) == len(s.words) for s in sentences(text, "nl"))


@given(st.text() | SPOKEN.map(" ".join) | st.lists(SPOKEN.map(" ".join)).map("? ".join), st.sampled_from(WRITTEN))
def test_a_pattern_is_found_where_it_has_a_place_which_is_in_its_sentence(text, written):
    pattern = compiled(written)
    for sentence in sentences(text, "nl"):
        place = pattern.place(sentence)
        assert pattern.found(sentence) == (place is not None)
        assert place is None or sentence.spans[0][0] <= place[0] < place[1] <= sentence.spans[-1][1]


@given(SPOKEN)
def test_what_is_said_holds_itself_as_a_pattern(words):
    said = " ".join(words)
    assert held(said.replace("[Bewoner 3]", "[naam]"), f"Ja, {said}.") is not None
    assert held(" .. ".join(words).replace("[Bewoner 3]", "[naam]"), said) == said
