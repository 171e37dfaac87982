"""Speaker labels: taken apart, shown, and brought together to people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.labels import parsed, people, shown


def told(text: str) -> tuple[str, str, str, str]:
    label = parsed(text)
    return label.name, label.gender, label.role, label.group


def together(*labels: str, **options) -> set[frozenset[str]]:
    """Which of the labels are one person."""
    return {frozenset(person.labels) for person in people(dict.fromkeys(labels, 1), **options)}


def apart(*labels: str) -> set[frozenset[str]]:
    return {frozenset({label}) for label in labels}


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        ("De heer Mulder", "Mulder", "m"),
        ("de heer Van den Berg", "Van den Berg", "m"),
        ("Dhr. Smit", "Smit", "m"),
        ("dhr Smit", "Smit", "m"),
        ("Meneer Smit", "Smit", "m"),
        ("Mevrouw De Wit", "De Wit", "f"),
        ("Mevr. De Jong", "De Jong", "f"),
        ("mw. drs. A. de Jong", "A. de Jong", "f"),
        ("mevrouw mr. Jansen", "Jansen", "f"),
        ("Prof. dr. ir. Jansen", "Jansen", ""),
        ("Mr. Smith", "Smith", "m"),
        ("Mr Smith", "Smith", "m"),
        ("Mrs Jane Brown", "Jane Brown", "f"),
        ("Ms. O'Neil", "O'Neil", "f"),
        ("Sir Keir Starmer", "Keir Starmer", "m"),
        ("The Right Hon. Lord Blunkett", "Blunkett", "m"),
        ("Rt Hon Keir Starmer", "Keir Starmer", ""),
        ("Dr. Jones", "Jones", ""),
    ],
)
def test_honorifics_are_no_part_of_the_name_and_tell_the_gender(text, name, gender):
    assert told(text) == (name, gender, "", "")


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("De voorzitter", "", "voorzitter"),
        ("Voorzitter:", "", "voorzitter"),
        ("Mevrouw de voorzitter", "", "voorzitter"),
        ("De burgemeester", "", "burgemeester"),
        ("Wethouder Bruines", "Bruines", "wethouder"),
        ("Raadslid mevrouw Kapteijns", "Kapteijns", "raadslid"),
        ("Minister Bruins Slot", "Bruins Slot", "minister"),
        ("De voorzitter (mevrouw Aalst)", "Aalst", "voorzitter"),
        ("The Chair", "", "chair"),
        ("The Acting Chair (Mr. Bruce Stanton)", "Bruce Stanton", "chair"),
        ("The Presiding Officer (Alison Johnstone)", "Alison Johnstone", "chair"),
        ("Cllr Jones", "Jones", "councillor"),
        ("Councillor Anna Jones", "Anna Jones", "councillor"),
        ("Michael Gove (Secretary of State)", "Michael Gove", "Secretary of State"),
        ("Hugo de Jonge (minister van VWS)", "Hugo de Jonge", "minister van VWS"),
        ("Jan Smit (directeur Wonen)", "Jan Smit", "directeur Wonen"),
    ],
)
def test_roles(text, name, role):
    label = parsed(text)
    assert (label.name, label.role, label.group) == (name, role, "")


@pytest.mark.parametrize(
    ("text", "name", "group"),
    [
        ("De heer Mulder (VVD)", "Mulder", "VVD"),
        ("Jelle Meinesz (Hart voor Den Haag)", "Jelle Meinesz", "Hart voor Den Haag"),
        ("Mr. Peter Julian (New Westminster—Burnaby, NDP)", "Peter Julian", "NDP"),
        ("Wethouder Bruines (D66)", "Bruines", "D66"),
        ("Kim (a)", "Kim", ""),
        ("Anna (zij/haar)", "Anna", ""),
        ("Anna de Vries (Gast)", "Anna de Vries", ""),
        ("Anna de Vries (External)", "Anna de Vries", ""),
        ("SPEAKER_00 (derde-sessie)", "SPEAKER_00", ""),
    ],
)
def test_parties_but_no_pronouns_guests_and_agenda_items(text, name, group):
    label = parsed(text)
    assert (label.name, label.group) == (name, group)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vries, Anna de", "Anna de Vries"),
        ("Berg, Jan van den", "Jan van den Berg"),
        ("Terpstra, Hanneke", "Hanneke Terpstra"),
        ("  Anna   de Vries : ", "Anna de Vries"),
        ("Anna de Vries -", "Anna de Vries"),
        ("Sarah Boyack MSP", "Sarah Boyack"),
        ("John Smith QC MP", "John Smith"),
        ("John Smith, OBE", "John Smith"),
    ],
)
def test_directory_order_post_nominals_and_stray_marks(text, name):
    assert told(text) == (name, "", "", "")


@pytest.mark.parametrize(
    ("name", "first_names", "surname"),
    [
        ("Ilse van der Meulen", ("ilse",), "meulen"),
        ("Jan-Willem Zoet", ("jan", "willem"), "zoet"),
        ("Beytullah Çelik", ("beytullah",), "celik"),
        ("Van den Berg", (), "berg"),
        ("Mulder", (), "mulder"),
        ("Van der Meulen-Jansen", (), "jansen"),
        ("Anna Meulen-Jansen", ("anna",), "jansen"),
        ("De voorzitter", (), ""),
    ],
)
def test_first_names_and_surname(name, first_names, surname):
    assert (parsed(name).first_names, parsed(name).surname) == (first_names, surname)


@pytest.mark.parametrize(
    "text", ["SPEAKER_00", "Speaker 1", "spreker 2", "S1", "12", "<Unknown>", "Onbekend", "Deelnemer 3", "?", "S1 (b)"]
)
def test_labels_that_a_tool_made_up(text):
    assert parsed(text).machine


@pytest.mark.parametrize("text", ["Anna", "Speaker Pelosi", "De voorzitter", "Sam", "Spreker Jansen", "Anna (S1)"])
def test_labels_that_somebody_gave(text):
    assert not parsed(text).machine


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("De heer Monkhorst (F)", "De heer Monkhorst"),
        ("Lesley Arp (SP)", "Lesley Arp"),
        ("Vries, Anna de", "Anna de Vries"),
        ("Mrs Jane Brown (Lab)", "Jane Brown"),
        ("De heer Canter Visscher", "De heer Canter Visscher"),
        ("Wethouder Bruines", "Wethouder Bruines"),
        ("De voorzitter", "De voorzitter"),
        ("De voorzitter (mevrouw Aalst)", "De voorzitter Aalst"),
        ("The Acting Chair (Mr. Bruce Stanton)", "Bruce Stanton"),
        ("SPEAKER_00 (derde-sessie)", "SPEAKER_00 (derde-sessie)"),
    ],
)
def test_shown(text, seen):
    assert shown(parsed(text)) == seen


@pytest.mark.parametrize(
    "labels",
    [
        ("Anna de Vries", "anna de vries", "ANNA DE VRIES"),
        ("Anna de Vries", "Vries, Anna de", "A. de Vries", "Anna", "Mevrouw De Vries", "De Vries"),
        ("Beytullah Çelik", "Beytullah Celik", "Çelik", "De heer Celik"),
        ("Jan-Willem Zoet", "Jan Willem Zoet", "Zoet"),
        ("Dhr. Smit", "De heer Smit", "Meneer Smit"),
        ("Lesley Arp (SP)", "Mevrouw Arp (SP)"),
        ("Saskia Bruines (D66)", "Wethouder Bruines"),
        ("Sarah Boyack MSP", "Sarah Boyack"),
        ("De voorzitter", "Voorzitter"),
        ("De voorzitter (mevrouw Aalst)", "Mevrouw Aalst"),
        ("Ilse van der Meulen-Jansen", "Mevrouw Van der Meulen-Jansen"),
    ],
)
def test_one_person_under_several_spellings(labels):
    assert together(*labels) == {frozenset(labels)}


@pytest.mark.parametrize(
    "labels",
    [
        ("De heer De Jong", "Mevrouw De Jong"),
        ("De heer De Jong (VVD)", "De heer De Jong (D66)"),
        ("Piet de Jong (VVD)", "De heer De Jong (D66)"),
        ("Mr Jones", "Mrs Jones"),
        ("De voorzitter", "De burgemeester"),
        ("De voorzitter", "Voorzitter Jansen"),
        ("Daan Kuiper", "Peter Kuipers"),
        ("SPEAKER_00 (een)", "SPEAKER_00 (twee)"),
        ("Speaker 1 (een)", "Speaker 2 (een)", "Speaker 1 (twee)"),
        ("? (een)", "? (twee)"),
    ],
)
def test_different_people(labels):
    assert together(*labels) == apart(*labels)


@pytest.mark.parametrize(
    "labels",
    [("Piet de Jong", "Anna de Jong", "De Jong"), ("Jan Smit", "Jan Jansen", "Jan"), ("Piet de Vries", "Paul de Vries", "P. de Vries")],
)
def test_a_part_of_two_names_is_neither_of_them(labels):
    assert together(*labels) == apart(*labels)


def test_an_honorific_tells_which_of_two_namesakes_is_meant():
    found = people({"Lesley Arp (SP)": 9, "Mevrouw Arp (SP)": 3, "De heer Arp": 1, "De heer Baas": 2, "Mevrouw Baas": 2, "Kim Baas": 1})
    assert {frozenset(person.labels) for person in found} >= {
        frozenset({"Lesley Arp (SP)", "Mevrouw Arp (SP)"}),
        frozenset({"De heer Arp"}),
    }
    assert not any({"De heer Baas", "Mevrouw Baas"} <= set(person.labels) for person in found)


def test_aliases_and_participants_overrule_the_spelling():
    found = people(
        {"De voorzitter": 3, "RH": 1, "Haverkort": 2, "Bo": 1},
        known=["Ruben Haverkort", "Bo"],
        aliases={"De voorzitter": "Ruben Haverkort", "RH": "Ruben Haverkort"},
    )
    assert {person.name: set(person.labels) for person in found} == {
        "Ruben Haverkort": {"Ruben Haverkort", "De voorzitter", "RH", "Haverkort"},
        "Bo": {"Bo"},
    }


def test_a_person_has_the_role_and_party_that_most_of_her_pieces_say():
    (person,) = people({"Anna de Wit (D66)": 1, "Wethouder De Wit": 4, "Raadslid Anna de Wit (VVD)": 2})
    assert (person.name, person.role, person.group) == ("Anna de Wit", "wethouder", "VVD")


LABELS = [
    "Anna de Vries",
    "A. de Vries",
    "Mevrouw De Vries",
    "De heer De Vries (VVD)",
    "Piet de Vries (VVD)",
    "Anna",
    "De voorzitter",
    "S1 (a)",
]


@given(st.permutations(LABELS), st.integers(1, len(LABELS)))
def test_every_label_has_one_owner_whatever_the_order(labels, n):
    taken = labels[:n]
    owned = [label for person in people(dict.fromkeys(taken, 1)) for label in person.labels]
    assert sorted(owned) == sorted(taken)
    assert together(*taken) == together(*sorted(taken))
