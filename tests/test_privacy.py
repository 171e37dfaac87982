"""Masks and pseudonyms: what identifies people goes, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.privacy import KINDS, Mentions, base_of, forms, masked, pseudonyms

MASK = re.compile(r"\[([^\]]+)\]")
WRITTEN = {
    "telefoonnummer": [
        "06-12345678", "0612345678", "06 12345678", "06 12 34 56 78", "06 1234 5678", "06.12345678", "06.12.34.56.78", "+31 6 12345678",
        "+31612345678", "0031 6 12345678", "+31 (0)6 12345678", "010-1234567", "010 123 45 67", "(010) 123 45 67", "0183-123456", "0800-1234", "0900 1234",
        "+44 20 7946 0958", "020 7946 0958", "07700 900123", "(555) 123-4567", "555-123-4567",
    ],
    "e-mailadres": [
        "an@voorbeeld.nl", "An.de-Vries+x@sub.voorbeeld.co.uk", "an apenstaartje voorbeeld punt nl", "an punt smit apenstaartje voorbeeld punt nl",
        "john dot smith at example dot com",
    ],
    "IBAN": [
        "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "BE71 0961 2345 6769", "DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19",
    ],
    "BSN": ["111222333", "123456782", "123 456 782", "123.456.782", "1234.56.782"],
    "adres": [
        "9871 AB", "9871AB", "Weverstraat 12, 9871 AB Lindervaart", "Weverstraat 12 9871AB", "Van der Helstlaan 3a, 1234AB Den Haag",
        "Lange Voorhout 102-A, 2514 EJ in Den Haag", "Postbus 12, 1234 AB Delft", "10 Downing Street, London SW1A 2AA", "221b Baker Street, NW1 6XE",
        "EC1A 1BB",
    ],
    "kenteken": ["AB-12-CD", "12-AB-34", "12-ABC-3", "1-ABC-23", "G-001-BB", "AB-123-C", "99-99-XX"],
}  # fmt: skip
PLANTED = [(kind, number) for kind, numbers in WRITTEN.items() for number in numbers]


@pytest.mark.parametrize(("kind", "number"), PLANTED)
def test_masked_by_its_kind_in_dutch_and_english(kind, number):
    assert masked(f"Schrijf op: {number}, en dank.") == f"Schrijf op: [{kind}], en dank."
    assert masked(f"Write down: {number}. Thanks", "en") == f"Write down: [{KINDS[kind]}]. Thanks"


@pytest.mark.parametrize(
    "date",
    ["12-03-1980", "05-12-1980", "5-12-'80", "1980-03-12", "12 maart 1980", "1 mrt 1980", "12/3/1980", "12.3.1980", "12 maart"],
)
@pytest.mark.parametrize(
    "before",
    ["Ik ben geboren op", "geboren", "geboren te Delft op", "geb.", "Mijn geboortedatum is", "Geboortedatum:", "geboren in Den Haag op"],
)
def test_dutch_birth_dates(before, date):
    assert masked(f"{before} {date}, zei hij.") == f"{before} [geboortedatum], zei hij."


@pytest.mark.parametrize(
    "date", ["12 March 1980", "12th of March 1980", "March 12, 1980", "3 Feb 1980", "03/12/1980", "05-12-1980", "5 September 1980"]
)
@pytest.mark.parametrize("before", ["I was born on", "born", "born on the", "My date of birth is", "Date of birth:", "born in Leeds on"])
def test_english_birth_dates(before, date):
    assert masked(f"{before} {date}.", "en") == f"{before} [date of birth]."


@pytest.mark.parametrize(
    "text",
    [
        "Het kost 1.234.567 euro.",
        "Het kost € 12.500.000,- per jaar.",
        "Voor 130.000.000 euro, of € 123.456.782.",
        "That is £123456782, or 123456782 pounds.",
        "130 000 000 mensen",
        "10.000.000 liter, 3.5 miljoen, 0,12345678 procent",
        "In 2024 en in 2023-2024, van 1990 tot 2030.",
        "RIS 305123, RIS305123 en RIS-305123",
        "Om 20:15, van 19.30 tot 21.00 uur, 00:12:34.567, 09-30",
        "motie 5432, nummer 1234, artikel 12, lid 3",
        "Er waren 1234 mensen, 5000 EU-burgers en 1200 auto's.",
        "We zien elkaar op 05-12-2026, 12-03-2026, 2026-03-12 of 12 maart 2026.",
        "Op 01-02-2026 om 20:00 uur, of 05 12 2026.",
        "Het plan is geboren in 1980. Op 12 maart 2026 is het klaar.",
        "On March 12, 2026 the plan was born, in 2024.",
        "De A12 en lijn 3 naar D66, de G4 en COVID-19, 1-2-3.",
        "Kamerstuk 36 200-XV, zaak ZAAK-2024-123456, 2024/123456",
        "ISBN 9789012345678, 12-13-14 mei, bel 112",
        "123456789 is geen burgernummer",
        "I was born at home. Meet me at noon dot.",
    ],
)
def test_not_masked(text):
    assert masked(text) == text
    assert masked(text, "en") == text


@pytest.mark.parametrize("before", ["Mijn BSN is ", "BSN: ", "burgerservicenummer ", "my citizen service number, that is "])
def test_a_number_said_to_be_a_bsn_need_not_pass_the_eleven_test(before):
    assert masked(f"{before}123456789.") == f"{before}[BSN]."
    assert masked(f"{before}12345678.") == f"{before}[BSN]."


NUMBERS = st.sampled_from(PLANTED).map(lambda planted: planted[1])
TALK = st.text("abcd EN019.,:-/'()@+", max_size=30)


@given(st.lists(st.one_of(TALK, NUMBERS, st.sampled_from(["geboren op 05-12-1980", "2024", "[adres]", "Jan"])), max_size=6))
def test_masking_twice_is_masking_once(parts):
    once = masked(", ".join(parts))
    assert masked(once) == once


WORDS = st.lists(st.sampled_from(["maar", "dat is", "toch", "Zo,", "En.", "Ja?", "the", "of"]), max_size=5).map(" ".join)


@given(st.lists(st.tuples(WORDS, st.sampled_from(PLANTED)), min_size=1, max_size=4), st.sampled_from(["nl", "en"]))
def test_no_planted_number_survives(parts, language):
    text = masked(" ; ".join(f"{before} = {number}" for before, (_, number) in parts), language)
    assert MASK.findall(text) == [kind if language == "nl" else KINDS[kind] for _, (kind, _) in parts]
    assert not re.search(r"\d", text)


def test_numbers_in_a_row_are_all_masked():
    assert masked("0612345678 06 87654321 010-1234567 0800-1234 06-12345678") == " ".join(["[telefoonnummer]"] * 5)


@given(st.integers(10_000_000, 99_999_999), st.sampled_from(["06{}", "06-{}", "06 {}", "+316{}", "+31 6 {}", "0031 6{}"]))
def test_no_mobile_number_survives(number, writing):
    assert masked(f"bel {writing.format(number)} maar") == "bel [telefoonnummer] maar"


@given(st.integers(10_000_001, 99_999_999))
def test_no_nine_digits_that_pass_the_eleven_test_survive(eight):
    check = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), str(eight), strict=True)) % 11
    assert masked(f"nummer {eight}{check % 10} dus") == (f"nummer {eight}0 dus" if check == 10 else "nummer [BSN] dus")


@pytest.mark.parametrize(
    ("role", "group", "official", "facilitator", "dutch", "english"),
    [
        ("", "Bewoners", False, False, "Bewoner", "Bewoner"),
        ("", "Residents", False, False, "Resident", "Resident"),
        ("", "VVD", False, False, "VVD", "VVD"),
        ("", "unknown", False, False, "Spreker", "Speaker"),
        ("beleidsadviseur", "Gemeente", True, False, "Ambtenaar", "Official"),
        ("wethouder", "Gemeente", True, False, "Wethouder", "Wethouder"),
        ("beleidsadviseur", "Gemeente", True, True, "Gespreksleider", "Facilitator"),
        ("voorzitter", "VVD", True, True, "Voorzitter", "Voorzitter"),
        ("bakker", "Ondernemers", False, False, "Ondernemer", "Ondernemer"),
    ],
)
def test_what_a_pseudonym_is_made_from(role, group, official, facilitator, dutch, english):
    assert base_of(role, group, official, facilitator, "nl") == dutch
    assert base_of(role, group, official, facilitator, "en") == english


def test_pseudonyms_are_numbered_in_order():
    assert pseudonyms({"Ans": "Bewoner", "Bo": "Bewoner", "Cas": "Ambtenaar"}) == {
        "Ans": "Bewoner 1",
        "Bo": "Bewoner 2",
        "Cas": "Ambtenaar 1",
    }


def test_pseudonyms_stay_with_their_person_and_are_not_given_again():
    before = {"Bo": "Bewoner 1", "Weg": "Bewoner 2"}
    assert pseudonyms({"Ans": "Bewoner", "Bo": "Bewoner"}, before) == {"Ans": "Bewoner 3", "Bo": "Bewoner 1"}


def test_a_pseudonym_that_no_longer_fits_is_replaced():
    assert pseudonyms({"Bo": "Ambtenaar"}, {"Bo": "Bewoner 1"}) == {"Bo": "Ambtenaar 1"}


@given(st.dictionaries(st.text("abc", min_size=1), st.sampled_from(["Bewoner", "Ambtenaar"])), st.data())
def test_pseudonyms_are_distinct_and_the_same_in_a_second_run(bases, data):
    first = pseudonyms(bases)
    assert len(set(first.values())) == len(bases)
    others = {name: bases[name] for name in data.draw(st.permutations(list(bases)))}
    assert pseudonyms(others | {"new": "Bewoner"}, first).items() >= first.items()


NAMES = {
    "Ilse van der Meulen": "Gespreksleider 1",
    "Jan Willem Zoet": "Ondernemer 1",
    "Wendy Kool": "Partner 1",
    "Mark Overdiep": "Partner 2",
    "Daan Kuiper": "Bewoner 1",
    "Peter Kuipers": "Ambtenaar 1",
    "Ans Kramer": "Bewoner 2",
    "Ans Blom": "Bewoner 3",
    "Farida El Amrani": "Gespreksleider 2",
    "Beytullah Çelik": "Bewoner 4",
    "Tom Verbruggen": "Ambtenaar 2",
}


def replaced(text: str, *talk: str, present=(), language="nl") -> str:
    return Mentions(NAMES, talk, language).replaced(text, present)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ilse van der Meulen zei dat.", "[Gespreksleider 1] zei dat."),
        ("Dat zei Ilse.", "Dat zei [Gespreksleider 1]."),
        ("Mevrouw Van der Meulen zei dat.", "Mevrouw [Gespreksleider 1] zei dat."),
        ("mevrouw van der Meulen", "mevrouw [Gespreksleider 1]"),
        ("Vraag het Meulen.", "Vraag het [Gespreksleider 1]."),
        ("Jan-Willem en Jan Willem en Jan", "[Ondernemer 1] en [Ondernemer 1] en [Ondernemer 1]"),
        ("Ik sprak Farida El-Amrani, of El Amrani.", "Ik sprak [Gespreksleider 2], of [Gespreksleider 2]."),
        ("Vraag het Çelik, of Celik.", "Vraag het [Bewoner 4], of [Bewoner 4]."),
        ("Daan  Kuiper", "[Bewoner 1]"),
        ("Kuiper of Kuipers", "[Bewoner 1] of [Ambtenaar 1]"),
        ("de fiets van Tom's zus, Toms fiets", "de fiets van [Ambtenaar 2]'s zus, [Ambtenaar 2]s fiets"),
        ('"Ilse/Tom"', '"[Gespreksleider 1]/[Ambtenaar 2]"'),
    ],
)
def test_people_of_the_corpus_are_found(text, expected):
    assert replaced(text) == expected


@pytest.mark.parametrize("text", ["De tomaat en de markt", "Tomas", "Anstalt", "[Ilse]", "Ansje", "een pilse", "Willem"])
def test_other_words_are_no_names(text):
    assert replaced(text) == text


def test_a_name_that_several_bear_is_whoever_is_there():
    assert replaced("Dat zei Ans.") == "Dat zei [naam]."
    assert replaced("Dat zei Ans.", present=["Bewoner 3"]) == "Dat zei [Bewoner 3]."
    assert replaced("Dat zei Ans.", present=["Bewoner 2", "Bewoner 3"]) == "Dat zei [naam]."
    assert replaced("Dat zei Ans Blom.", present=["Bewoner 2"]) == "Dat zei [Bewoner 3]."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zoet is het wel.", "Zoet is het wel."),
        ("Ja. Kool is duur.", "Ja. Kool is duur."),
        ("Hoezo? Mark is geen euro.", "Hoezo? [Partner 2] is geen euro."),  # a first name is never taken for a word
        ("Zoet, wat vind jij?", "[Ondernemer 1], wat vind jij?"),
        ("Dat vindt Zoet niet.", "Dat vindt [Ondernemer 1] niet."),
        ("Ik vroeg het Mark.", "Ik vroeg het [Partner 2]."),
        ("Meneer Zoet bakt brood.", "Meneer [Ondernemer 1] bakt brood."),
    ],
)
def test_ordinary_words_at_the_head_of_a_sentence_are_no_names(text, expected):
    assert replaced(text, "het is zoet", "de kool en de mark") == expected


def test_a_name_that_is_no_ordinary_word_in_this_talk_is_a_name_anywhere():
    assert replaced("Mark weet het. Zoet ook.", "de kool is gaar") == "[Partner 2] weet het. [Ondernemer 1] ook."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("meneer De Bruin weet het", "meneer [naam] weet het"),
        ("meneer Van den Berg weet het", "meneer [naam] weet het"),
        ("Mevrouw van 't Hof", "Mevrouw [naam]"),
        ("mevrouw in 't Veld.", "mevrouw [naam]."),
        ("mevrouw Jansen-de Vries.", "mevrouw [naam]."),
        ("mevrouw Anna van Dijk", "mevrouw [naam]"),
        ("mevrouw A. Jansen", "mevrouw [naam]"),
        ("dhr. P.J. de Vries en mw. Smit", "dhr. [naam] en mw. [naam]"),
        ("mevr Smit, dhr Smit", "mevr [naam], dhr [naam]"),
        ("mevrouw dr. Özdemir", "mevrouw dr. [naam]"),
        ("De heer Jansen uit Delft", "De heer [naam] uit Delft"),
        ("Mr. Brown's house", "Mr. [naam]'s house"),
        ("Mr and Mrs Brown", "Mr and Mrs [naam]"),
        ("Miss O'Neil", "Miss [naam]"),
    ],
)
def test_a_stranger_behind_an_honorific_becomes_a_name(text, expected):
    assert replaced(text) == expected
    assert replaced(text, language="en") == expected.replace("[naam]", "[name]")


@pytest.mark.parametrize(
    "text",
    [
        "Mevrouw de voorzitter, dank.",
        "Mevrouw de Voorzitter!",
        "Meneer de Burgemeester",
        "Mr Speaker, Mr. Chairman, Mr Deputy Speaker, Madam Chair",
        "Meneer, dat klopt.",
        "Meneer? Ja.",
        "die mevrouw in Delft",
    ],
)
def test_who_is_addressed_by_office_keeps_it(text):
    assert replaced(text) == text


@given(st.lists(st.sampled_from([*NAMES, "zei", "Ans", "meneer Bos", "van", "Kool,", "Tom's", "Ja."]), max_size=8).map(" ".join))
def test_no_name_survives_and_replacing_twice_is_replacing_once(text):
    once = replaced(text)
    assert replaced(once) == once
    assert not re.search(r"Ilse|Meulen|Willem|Zoet|Wendy|Kool|Mark|Over|Daan|Kuiper|Peter|Ans|Kramer|Blom|Amrani|elik|Tom|Verb|Bos", once)


def test_forms_of_short_and_long_names():
    assert forms("Bo") == ["Bo"]
    assert forms("Ab Wessels") == ["Ab Wessels", "Ab", "Wessels"]
    assert forms("A. Wessels") == ["A. Wessels", "Wessels"]
    assert forms("A Wessels") == ["A Wessels", "Wessels"]
    assert forms("S") == []
    assert forms("Terpstra") == ["Terpstra"]
    assert forms("Jan Willem Zoet") == ["Jan Willem Zoet", "Jan Willem", "Jan", "Zoet"]


def test_a_corpus_without_names_still_masks_strangers():
    assert Mentions({}, (), "en").replaced("I told Mrs Brown.") == "I told Mrs [name]."
