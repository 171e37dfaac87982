"""Passages of policy and agendas: small documents made for it in each format, and those of the demo."""

from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from odf.opendocument import OpenDocumentText
from odf.text import H, P

from analysis.findings import Finding
from analysis.policy import Passage, passages

DEMO = Path(__file__).parents[1] / "data" / "raw" / "demo"
Read = Callable[..., list[Passage]]


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "policy").mkdir()
    return tmp_path


@pytest.fixture
def read(folder) -> Read:
    """The passages of one document; nothing may be wrong with it."""

    def made(name: str, content: str | bytes, language: str = "nl") -> list[Passage]:
        (folder / "policy" / name).write_bytes(content.encode() if isinstance(content, str) else content)
        findings: list[Finding] = []
        found = passages(folder, findings, language)
        assert findings == []
        return found

    return made


def told(found: list[Passage]) -> list[tuple[int, str, str]]:
    return [(passage.line, passage.heading, passage.text) for passage in found]


def word(fill: Callable) -> bytes:
    document, target = Document(), BytesIO()
    fill(document)
    document.save(target)
    return target.getvalue()


# Text and Markdown

AGENDA = """\
# Agenda

Het college stelt de agenda vast.

## Avond in maart

- Parkeren op
  het plein
* Afval
1. Winkels
2) Rondvraag

Na afloop is er koffie.
"""


def test_paragraphs_and_items_under_their_headings(read):
    assert told(read("agenda.md", AGENDA)) == [
        (3, "Agenda", "Het college stelt de agenda vast."),
        (7, "Avond in maart", "Parkeren op het plein"),
        (9, "Avond in maart", "Afval"),
        (10, "Avond in maart", "Winkels"),
        (11, "Avond in maart", "Rondvraag"),
        (13, "Avond in maart", "Na afloop is er koffie."),
    ]
    assert {passage.file for passage in read("agenda.md", AGENDA)} == {"policy/agenda.md"}


def test_a_heading_needs_no_empty_line_before_it(read):
    text = "# Afval\nDe container gaat open met een pasje.\n## Bomen\n- Kappen\n## Water\nHet riool is vol.\n"
    assert told(read("nota.md", text)) == [
        (2, "Afval", "De container gaat open met een pasje."),
        (4, "Bomen", "Kappen"),
        (6, "Water", "Het riool is vol."),
    ]


def test_an_agenda_of_headings_only_has_items(read):
    assert [text or heading for _, heading, text in told(read("agenda.md", "## Parkeren\n\n## Afval\n\n## Rondvraag\n"))] == [
        "Parkeren", "Afval", "Rondvraag",
    ]  # fmt: skip


WRAPPED = """\
Café's en terrassen
Een terras mag open tot tien uur, en op een
vrijdag tot elf uur in de avond.

Geen kop, want er staat een punt.

Dit is ook geen kop, want daarvoor is deze regel met al zijn woorden te lang
maar wel een alinea.
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_wrapped_lines_in_whatever_encoding(read, encoding, end):
    long = WRAPPED.replace("op een\n", "op een vrijdag in de zomer als het weer het toelaat\n")
    assert told(read("terras.txt", long.replace("\n", end).encode(encoding))) == [
        (2, "Café's en terrassen",
         "Een terras mag open tot tien uur, en op een vrijdag in de zomer als het weer het toelaat vrijdag tot elf uur in de avond."),
        (5, "Café's en terrassen", "Geen kop, want er staat een punt."),
        (7, "Café's en terrassen", "Dit is ook geen kop, want daarvoor is deze regel met al zijn woorden te lang maar wel een alinea."),
    ]  # fmt: skip


def test_a_word_that_a_line_end_breaks_is_whole_and_a_hyphen_that_is_meant_stays(read):
    text = "Er komt, als het even kan en de raad het goed vindt, een par-\nkeergarage voor woon- en werkverkeer, bij zorg-\nen welzijnsgebouwen."
    assert [passage.text for passage in read("nota.txt", text)] == [
        "Er komt, als het even kan en de raad het goed vindt, een parkeergarage voor woon- en werkverkeer, bij zorg- en welzijnsgebouwen."
    ]


def test_the_first_line_of_a_wrapped_paragraph_is_no_heading(read):
    """Of ten words, over one of fifteen."""
    text = "Het college onderzoekt of bewoners van de omliggende straten betaald\nparkeren op en om het plein ook in de avond en in het weekeinde willen."
    assert [(heading, len(said.split())) for _, heading, said in told(read("nota.txt", text))] == [("", 25)]


def test_an_empty_document_has_no_passages(read):
    assert read("leeg.txt", "") == [] and read("leeg.md", "\n\n") == []


# Word and OpenDocument


def test_headings_items_and_tables_of_a_word_document(read):
    def fill(document) -> None:
        document.add_heading("Nota", 1)
        document.add_paragraph("Vastgesteld in november.")
        document.add_paragraph().add_run("Bomen").bold = True
        document.add_paragraph("Wij planten er twee terug.")
        table = document.add_table(2, 2)
        for cell, text in zip(
            [*table.rows[0].cells, *table.rows[1].cells], ["1. Opening", "allen", "2. Winkels", "de wethouder"], strict=True
        ):
            cell.text = text

    assert told(read("nota.docx", word(fill))) == [
        (2, "Nota", "Vastgesteld in november."),
        (4, "Bomen", "Wij planten er twee terug."),
        (5, "Bomen", "Opening allen"),
        (6, "Bomen", "Winkels de wethouder"),
    ]


def test_the_items_of_a_list_in_word_are_passages(read):
    items = ["Afval", "Parkeren op de dijk, de blauwe zone en betaald parkeren in het centrum", "Rondvraag"]

    def fill(document) -> None:
        document.add_heading("Agenda", 1)
        for item in items:
            document.add_paragraph(item, style="List Bullet")

    assert told(read("agenda.docx", word(fill))) == [(line, "Agenda", item) for line, item in enumerate(items, 2)]


def test_an_opendocument_text(read):
    document, target = OpenDocumentText(), BytesIO()
    document.text.addElement(H(outlinelevel=1, text="Nota"))
    document.text.addElement(P(text="Wij planten er twee terug."))
    document.save(target)
    assert told(read("nota.odt", target.getvalue())) == [(2, "Nota", "Wij planten er twee terug.")]


# What identifies people


@pytest.mark.parametrize(("language", "phone", "mail"), [("nl", "telefoonnummer", "e-mailadres"), ("en", "phone number", "e-mail address")])
def test_what_identifies_people_is_masked(read, language, phone, mail):
    found = read("nota.md", "# Nota\n\nBel 06-\n12345678, of mail ans@lindervaart.example.\n", language)
    assert told(found) == [(3, "Nota", f"Bel [{phone}], of mail [{mail}].")]


def test_in_a_heading_as_well(read):
    assert told(read("nota.md", "# Vragen? 06-12345678\n\nBel ons.\n")) == [(3, "Vragen? [telefoonnummer]", "Bel ons.")]


# What cannot be read


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("kapot.docx", b"PK\x03\x04 no Word document", "broken or cut off"),
        ("kapot.odt", b"PK\x03\x04 no OpenDocument", "broken or cut off"),
        ("half.docx", word(lambda document: document.add_paragraph("Nota"))[:-400], "broken or cut off"),
        ("half.pdf", (DEMO / "policy" / "woonvisie-hoogveld.pdf").read_bytes()[:1500], "cut off"),
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "policy is read from .md, .txt, .docx, .odt and .pdf"),
        ("foto.jpg", b"\xff\xd8\xff\xe0", "policy is read from .md, .txt, .docx, .odt and .pdf"),
        ("geluid.txt", b"RIFF\x00\x00\x00\x00WAVE", "this is not text"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_others_go_on(folder, name, content, told):
    (folder / "policy" / name).write_bytes(content)
    (folder / "policy" / "nota.txt").write_text("De bus rijdt.")
    findings: list[Finding] = []
    assert passages(folder, findings) == [Passage("policy/nota.txt", 1, "", "De bus rijdt.")]
    (finding,) = findings
    assert finding.file == f"policy/{name}" and told in finding.message and "\n" not in finding.message
    assert not finding.left_out  # that is for transcripts
    assert "transcripts/" not in finding.message


def test_no_folder_an_empty_one_and_files_that_are_nobodys(tmp_path, folder):
    assert passages(tmp_path / "nowhere", []) == passages(folder, []) == []
    for name in (".DS_Store", "~$nota.docx"):
        (folder / "policy" / name).write_bytes(b"\x00\x01")
    findings: list[Finding] = []
    assert passages(folder, findings) == findings == []


def test_folders_within_in_the_order_of_their_names(folder):
    (folder / "policy" / "nota").mkdir()
    for name in ("b.txt", "a.txt", "nota/c.txt"):
        (folder / "policy" / name).write_text("De bus rijdt.")
    assert [passage.file for passage in passages(folder, [])] == ["policy/a.txt", "policy/b.txt", "policy/nota/c.txt"]


# The demo


@pytest.fixture(scope="module")
def demo() -> list[Passage]:
    findings: list[Finding] = []
    found = passages(DEMO, findings)
    assert findings == []
    return found


def test_all_six_documents_of_the_demo(demo):
    assert Counter(passage.file.removeprefix("policy/") for passage in demo) == {
        "afval-en-openbare-ruimte.txt": 8,
        "agendas-2026.md": 21,
        "nota-parkeren.docx": 7,
        "transitievisie-warmte.md": 7,
        "uitvoeringsplan-sociaal-domein.docx": 6,
        "woonvisie-hoogveld.pdf": 7,
    }


def test_the_headings_of_the_pdf(demo):
    assert [passage.heading for passage in demo if passage.file.endswith(".pdf")] == [
        "Woonvisie Lindervaart: uitwerking Hoogveld",
        "Wat er komt",
        "Hoogte en schaduw",
        "Huren",
        "Doelgroepen",
        "Plint en buitenruimte",
        "Aanpassen of verhuizen",
    ]


def test_passages_of_each_format_as_they_stand(demo):
    assert Passage("policy/agendas-2026.md", 39, "7 april 2026: Ondernemersontbijt", "Winkels") in demo
    by_heading = {passage.heading: passage for passage in demo}
    assert by_heading["Meten"].text == "De gemeente telt elk jaar de bezetting. Is die hoger dan 85 procent, dan neemt zij maatregelen."
    assert by_heading["Pasje"].line == 8 and by_heading["Pasje"].text.startswith("De container gaat open met een pasje. Dat staat")
    assert by_heading["Huren"].text.startswith("Dertig procent van de woningen is sociale huur. Woningcorporatie De Linde")
