"""PDFs as word processors write them: what belongs to the page is not talk. The people are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from damage import cut
from pypdf import PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from analysis.findings import Unreadable
from analysis.readers import pdf
from analysis.readers.talk import Source

PAGES = [
    """
    *Vergadering gemeenteraad Oosterzee*
    gehouden op donderdag 3 mei 2026
    Voorzitter: mevrouw mr. A. Slot
    Griffier: drs. B.C. Pen

    *Agenda*
    A. Opening ........ 1
    B. Stad in de raad ........ 2

    De *voorzitter*. Ik open de vergadering.

    Presentielijst

    Aanwezig zijn 2 leden: Bos (LOB), Pol (CDA).

    Aan de orde is:

    *B. Stad in de raad.*

    De *voorzitter*. Welkom, allemaal, ook de mensen op de publieke tribune. Ik
    geef het woord aan mevrouw Celik voor haar bijdrage over de samen-
    leving in Noord-
    """,
    """
    Holland en in onze gemeente.

    *Mevrouw Celik* (B). Dank u wel, voorzitter. Ik vraag dit aan
    wethouder Bakker. Die zei dat het kan, en dan staan er in de straat weer
    """,
    """
    twee bomen minder.
    Een samenleving kan niet zonder bomen.

    (Applaus)

    *Jan van den Berg* (Lijst Vooruit). Hoeveel bomen zijn het?

    De vergadering wordt van 20.15 uur tot 20.25 uur geschorst.

    De *voorzitter*. We gaan verder. De drie
    """,
    """
    minuten zijn om.

    *- Voorstel over de bomen.*

    In stemming komt motie B.1.

    *De heer Pol* (CDA) Twaalf.

    Niets meer aan de orde zijnde, sluit de voorzitter te 21.15 uur de vergadering.
    """,
]

TURNS = [
    ("De voorzitter", "Ik open de vergadering.", 1),
    (
        "De voorzitter",
        "Welkom, allemaal, ook de mensen op de publieke tribune. Ik geef het woord aan mevrouw Celik "
        "voor haar bijdrage over de samenleving in Noord-Holland en in onze gemeente.",
        1,
    ),
    (
        "Mevrouw Celik (B)",
        "Dank u wel, voorzitter. Ik vraag dit aan wethouder Bakker. Die zei dat het kan, en dan staan er in de straat weer "
        "twee bomen minder. Een samenleving kan niet zonder bomen.",
        2,
    ),
    ("Jan van den Berg (Lijst Vooruit)", "Hoeveel bomen zijn het?", 3),
    ("De voorzitter", "We gaan verder. De drie minuten zijn om.", 3),
    ("De heer Pol (CDA)", "Twaalf.", 4),
]


def made(path: Path, pages: list[str], head: str = "Gemeenteraad Oosterzee, 3 mei 2026", number: str = "Pagina {} van 4") -> Source:
    """A PDF with running head and foot; what stands between stars is bold; an empty line is only a larger step."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    for place, page in enumerate(pages, 1):
        height = 800
        line(canvas, height, head)
        height -= 30
        for row in page.strip("\n").split("\n"):
            if row.strip():
                line(canvas, height, row.strip())
            height -= 13
        line(canvas, 40, number.format(place))
        canvas.showPage()
    canvas.save()
    return Source(path)


def line(canvas: Canvas, height: float, text: str) -> None:
    row = canvas.beginText(70, height)
    for i, part in enumerate(text.split("*")):
        row.setFont("Helvetica-Bold" if i % 2 else "Helvetica", 10)
        row.textOut(part)
    canvas.drawText(row)


def turns(source: Source) -> list[tuple[str | None, str, int]]:
    return [(piece.speaker, piece.text, piece.line) for piece in pdf.read(source).pieces]


@pytest.mark.parametrize(
    ("head", "number"),
    [("Gemeenteraad Oosterzee, 3 mei 2026", "Pagina {} van 4"), ("", "{}"), ("Raad", "- {} -"), ("Verslag {}", "oosterzee.example")],
)
def test_minutes(tmp_path, head, number):
    source = made(tmp_path / "minutes.pdf", PAGES, head, number)
    assert pdf.recognises(source)
    assert turns(source) == TURNS
    assert pdf.read(source).date == "2026-05-03"


def test_minutes_with_colons_and_nothing_bold(tmp_path):
    pages = [
        page.replace("*voorzitter*.", "voorzitter:")
        .replace("*- Voorstel over de bomen.*", "")
        .replace("*", "")
        .replace("). ", "): ")
        .replace("(CDA) ", "(CDA): ")
        for page in PAGES
    ]
    text = [(who, said) for who, said, _ in turns(made(tmp_path / "minutes.pdf", pages))]
    expected = [(who, said) for who, said, _ in TURNS]
    assert text == expected


def test_an_interview(tmp_path):
    page = "Interviewer: Hoe gaat het in de straat?\nAnna: Goed, al zijn er nu minder bo-\nmen dan toen.\n"
    page += "Interviewer: En verder?\nAnna: Verder niets."
    assert turns(made(tmp_path / "interview.pdf", [page], "")) == [
        ("Interviewer", "Hoe gaat het in de straat?", 1),
        ("Anna", "Goed, al zijn er nu minder bomen dan toen.", 1),
        ("Interviewer", "En verder?", 1),
        ("Anna", "Verder niets.", 1),
    ]


def test_content_decides_not_the_suffix(tmp_path):
    data = made(tmp_path / "minutes.pdf", PAGES).data
    assert pdf.recognises(Source("minutes.txt", data))
    assert pdf.recognises(Source("minutes.pdf", b"\n" + data))
    assert not pdf.recognises(Source("minutes.pdf", b"De voorzitter: Welkom.\n"))


def test_pictures_and_passwords(tmp_path):
    empty = PdfWriter()
    empty.add_blank_page(100, 100)
    empty.write(tmp_path / "scan.pdf")
    with pytest.raises(Unreadable, match="OCR"):
        pdf.read(Source(tmp_path / "scan.pdf"))
    empty.encrypt("geheim", algorithm="RC4-128")
    empty.write(tmp_path / "locked.pdf")
    with pytest.raises(Unreadable, match="password"):
        pdf.read(Source(tmp_path / "locked.pdf"))


def test_what_is_cut_off_is_not_half_read(tmp_path):
    data = made(tmp_path / "minutes.pdf", PAGES * 3).data
    for part in cut(data)[:-1]:
        with pytest.raises(Unreadable, match="cut off"):
            pdf.read(Source("minutes.pdf", part))
    for part in (b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 9 + b"\nstartxref\n12\n%%EOF"):
        with pytest.raises(Unreadable, match="cut off"):
            pdf.read(Source("minutes.pdf", part))
