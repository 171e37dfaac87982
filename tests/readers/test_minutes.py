"""Verbatim minutes in lines: who speaks, and what nobody said. The people are invented."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.readers import minutes
from analysis.readers.minutes import Line


def said(text: str) -> list[tuple[str, str]]:
    lines = text.strip("\n").split("\n")
    return [(piece.speaker, piece.text) for piece in minutes.pieces(list(enumerate(lines, 1)))]


@pytest.mark.parametrize(
    "label",
    [
        "De voorzitter",
        "De VOORZITTER",
        "De plaatsvervangend voorzitter (mevrouw Slot)",
        "De heer Mulder (VVD)",
        "De heer A.B.C. van 't Veer (50PLUS)",
        "De heer VAN DER MEER (ChristenUnie/SGP)",
        "Mevrouw De Boer-van Dijk (Groep van Dijk)",
        "Mevrouw Çelik (K)",
        "Dhr. Pronk (D66)",
        "Mw. de Wit",
        "Wethouder Van Asperen",
        "Wethouder De Vries (PvdA)",
        "Inspreker de heer Vos",
        "Jan Willem van den Berg (Lijst Vooruit)",
        "Burgemeester Te Velde",
        "The Chair",
        "The Chair (Hon. Anna Berg)",
        "Mr. Smith (Labour)",
        "Mrs. van der Berg",
        "Councillor Jones",
        "Cllr O'Neill (Green)",
        "Senator KLOBUCKA",
    ],
)
@pytest.mark.parametrize("mark", [".", ":"])
def test_labels_of_every_kind(label, mark):
    text = (
        f"De heer Anders{mark} Een.\n\n{label}{mark} Dank u wel. Ik noem drie zaken:\ngeld, tijd en ruimte.\n\nDe heer Anders{mark} Twee."
    )
    assert said(text) == [
        ("De heer Anders", "Een."),
        (label, "Dank u wel. Ik noem drie zaken: geld, tijd en ruimte."),
        ("De heer Anders", "Twee."),
    ]


def test_a_label_on_a_line_of_its_own():
    assert said("De voorzitter:\nIk open.\n\nMevrouw Bos (LOB) (interruptie):\nNee toch.") == [
        ("De voorzitter", "Ik open."),
        ("Mevrouw Bos (LOB)", "Nee toch."),
    ]


def test_a_label_that_breaks_within_its_parenthesis():
    text = "De voorzitter. Wie?\n\nAnnemarie Zwaluw (Lijst Onafhankelijk en\nBetrokken). Dank u.\nEn nog iets."
    assert said(text)[1] == ("Annemarie Zwaluw (Lijst Onafhankelijk en Betrokken)", "Dank u. En nog iets.")


def test_a_sentence_that_begins_like_a_label_is_none():
    text = """
De voorzitter. Dat vraag ik aan de
wethouder Bakker. Die zei al dat het kan, en
De Haan (Zaken). was een boek. Ik dank
Mevrouw Pol (CDA). voor haar vraag.

De heer Pol (CDA). Voorzitter. Ik heb twee vragen: waarom, en
Wethouder Bakker: wanneer?
Voorzitter. Dat was het.

De voorzitter. Dank u.
"""
    assert [speaker for speaker, _ in said(text)] == ["De voorzitter", "De heer Pol (CDA)", "De voorzitter"]


def test_bold_labels_are_labels_and_others_are_not():
    lines = [
        Line(1, "De voorzitter. Een.", "voorzitter"),
        Line(1, "Anna Smit (D66). Twee.", "Anna Smit"),
        Line(1, "De heer Pol. Drie."),
        Line(2, "De heer Pol (CDA) Vier.", "Pol"),
        Line(2, "1. Ingekomen stukken", "1. Ingekomen stukken"),
        Line(2, "Anna Smit (D66). Vijf.", "Anna Smit"),
    ]
    assert [(piece.line, piece.speaker, piece.text) for piece in minutes.pieces(lines)] == [
        (1, "De voorzitter", "Een."),
        (1, "Anna Smit (D66)", "Twee. De heer Pol. Drie."),
        (2, "De heer Pol (CDA)", "Vier."),
        (2, "Anna Smit (D66)", "Vijf."),
    ]


def test_bold_labels_without_a_mark():
    lines = [
        Line(1, "De voorzitter Een.", "De voorzitter"),
        Line(2, "Anna Smit (D66)", "Anna Smit (D66)"),
        Line(3, "Twee."),
        Line(4, "De voorzitter Drie.", "De voorzitter"),
    ]
    assert [(piece.speaker, piece.text) for piece in minutes.pieces(lines)] == [
        ("De voorzitter", "Een."),
        ("Anna Smit (D66)", "Twee."),
        ("De voorzitter", "Drie."),
    ]


def test_what_nobody_says():
    text = """
Notulen van de raad, gehouden op donderdag 3 mei 2026
Voorzitter: mevrouw A. Slot
Griffier: drs. B. Pen

Agenda
A. Opening
B. Stad in de raad

De voorzitter. Ik open de vergadering.

Presentielijst

Aanwezig zijn 2 leden: Bos (LOB), Pol (CDA).

De voorzitter. Welkom. (Gelach) Stelt u de agenda vast?

De agenda wordt ongewijzigd vastgesteld.

Aan de orde is:

B. Stad in de raad.

Mevrouw Bos (LOB). Ik noem de brug (de oude).

(Applaus)

En het park.

(De vergadering gaat
over in een besloten deel)

De vergadering wordt van 20.15 uur tot 20.25 uur geschorst.

Voorzitter: de heer Pol.

De voorzitter. We stemmen.

- Voorstel over de brug.

In stemming komt motie 1.

De voorzitter. De motie is aangenomen.

Niets meer aan de orde zijnde, sluit de voorzitter te 21.15 uur de vergadering.
"""
    assert said(text) == [
        ("De voorzitter", "Ik open de vergadering."),
        ("De voorzitter", "Welkom. Stelt u de agenda vast?"),
        ("Mevrouw Bos (LOB)", "Ik noem de brug (de oude). En het park."),
        ("De voorzitter", "We stemmen. - Voorstel over de brug."),
        ("De voorzitter", "De motie is aangenomen."),
    ]


def test_what_nobody_says_in_english():
    text = "The Chair: Order.\n\n[Laughter]\n\nMr. Smith (Green): Thank you.\n\nThe meeting was adjourned at 3.15 p.m.\n\nThe Chair: On."
    assert said(text) == [("The Chair", "Order."), ("Mr. Smith (Green)", "Thank you."), ("The Chair", "On.")]


def test_a_numbered_heading_before_a_label_is_no_talk_and_a_numbered_list_is():
    text = "De voorzitter: Twee dingen.\n\n1. De brug.\n\n2. Het park?\n\n4. Zienswijze begroting\n\nDe heer Pol (CDA): Goed."
    assert said(text) == [("De voorzitter", "Twee dingen. 1. De brug. 2. Het park?"), ("De heer Pol (CDA)", "Goed.")]


def test_broken_words_are_mended_and_hyphens_stay():
    text = (
        "De voorzitter. Voor de samen-\nleving in Noord-\nHolland, voor raads-\nen commissieleden, de MKB-\nondernemers, "
        "oud-\nwethouder Pol en de be\xad\ngroting - wij -\n"
        "danken u.\n\nMevrouw Bos (LOB). Een oud-wethouder en de samenleving."
    )
    expected = "Voor de samenleving in Noord-Holland, voor raads- en commissieleden, de MKB-ondernemers, "
    expected += "oud-wethouder Pol en de begroting - wij - danken u."
    assert said(text)[0] == ("De voorzitter", expected)


def test_where_lines_hardly_ever_end_in_a_hyphen_it_is_the_writers():
    text = "De voorzitter. Dit is de offerte-\nuitvraag.\n" + "En nog een regel.\n" * 120 + "\nMevrouw Bos (LOB). Goed."
    assert said(text)[0][1].startswith("Dit is de offerte-uitvraag. En")


def test_what_looks_like_minutes():
    assert minutes.looks_like(["De voorzitter: Welkom.", "De heer Pol (CDA): Dank u."])
    assert not minutes.looks_like(["Anna: Hoi.", "Bob: Dag.", "Anna: Ja.", "Bob: Nee."])
    assert not minutes.looks_like(["De voorzitter: Welkom.", "En dank."])
    assert not minutes.looks_like(["Let op: dit is een brief.", "De heer Pol woont hier.", ""])
    assert minutes.pieces([]) == []


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("gehouden op woensdag 13 november 2024", "2024-11-13"),
        ("June 5, 2026, 3:35PM", "2026-06-05"),
        ("5 June 2026", "2026-06-05"),
        ("1 MAART 2025", "2025-03-01"),
        ("45 mei 2025", None),
        ("mei 2025", None),
    ],
)
def test_dates(line, date):
    assert minutes.date_in(["Verslag", line, "2 april 1999"][:2]) == date


people = st.sampled_from(["De voorzitter", "De heer Pol (CDA)", "Mevrouw Bos (LOB)", "Wethouder De Vries", "Jan van den Berg (Vooruit)"])
spoken = ["de", "brug", "gaat", "open", "dus", "morgen", "komt", "er", "niemand", "bij", "het", "water"]
sentences = st.lists(st.sampled_from(spoken), min_size=1, max_size=30).map(lambda words: " ".join(words) + ".")


@given(
    st.lists(st.tuples(people, sentences), min_size=1, max_size=12),
    st.sampled_from(".:"),
    st.integers(20, 100),
    st.sampled_from(["\n", "\n\n"]),
)
def test_what_is_set_as_minutes_is_read_back(turns, mark, width, between):
    """Whatever the width of the lines, and with or without empty lines between the turns."""
    laid_out = between.join("\n".join([f"{who}{mark} Ja.", *textwrap.wrap(text, width)]) for who, text in turns)
    assert said(laid_out) == [(who, f"Ja. {text}") for who, text in turns]
