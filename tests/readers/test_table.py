"""Tables: CSV, TSV and Excel; names of columns, rows that break off."""

import datetime
import io
from pathlib import Path

import openpyxl
import pytest
from damage import cut, encoded
from hypothesis import given
from hypothesis import strategies as st

from analysis.findings import Unreadable
from analysis.readers import table
from analysis.readers.talk import Source

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
GESPREK = 'begin;spreker;partij;tekst\n0:01;Anna de Vries;VVD;"Eén; twee,\ndrie ""vier"""\n00:01:02,5;Bob;;Ja <b>en</b> nee\n'


def talk(data: str | bytes, name: str = "gesprek.txt"):
    return table.read(Source(name, data if isinstance(data, bytes) else data.encode()))


def excel(*rows: list, above: str = "Blad1") -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.title = above
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("data", encoded(GESPREK))
def test_dutch_columns_and_quoted_line_ends_in_any_encoding(data):
    assert table.recognises(Source("gesprek.txt", data))
    assert [(piece.speaker, piece.group, piece.start, piece.text, piece.line, piece.fresh) for piece in talk(data).pieces] == [
        ("Anna de Vries", "VVD", 1.0, 'Eén; twee, drie "vier"', 2, False),
        ("Bob", None, 62.5, "Ja en nee", 4, False),
    ]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Speaker,Text,Start (ms),End (ms),Role,Group", "Anna,Hoi.,1500,2500,chair,residents"),
        ("naam\ttekst\tstarttijd\teindtijd\trol\tgroep", "Anna\tHoi.\t1.5\t2,5\tchair\tresidents"),
        ("group|role|end_time|start_time|utterance|speaker_name", "residents|chair|00:00:02.5|00:00:01,500|Hoi.|Anna"),
        ('sep=;\n"rol";"fractie";"uiting";"spreker";"begin";"eind"', "chair;residents;Hoi.;Anna;1,5;2,5"),
    ],
)
def test_names_of_columns_units_and_separators(head, row):
    piece = talk(f"{head}\n{row}\n").pieces[0]
    assert (piece.speaker, piece.text, piece.start, piece.end, piece.role, piece.group) == ("Anna", "Hoi.", 1.5, 2.5, "chair", "residents")


def test_a_table_in_markdown():
    read = talk("| speaker | text |\n| --- | :-- |\n| Anna | Hoi. |\n")
    assert [(piece.speaker, piece.text, piece.line) for piece in read.pieces] == [("Anna", "Hoi.", 3)]


def test_rows_with_a_turn_are_turns():
    read = talk("beurt,spreker,tekst\n1,Anna,Een.\n2,Anna,[applaus]\n")
    assert [(piece.fresh, piece.text) for piece in read.pieces] == [(True, "Een."), (True, "[applaus]")]


def test_rows_that_do_not_fit_are_told_and_left_out():
    read = talk("speaker,text,start\nAnna,Ja, maar nee,1\nBob,Goed.,2,,\n\nAnna,Nou\n", "a.csv")
    assert [(piece.speaker, piece.text) for piece in read.pieces] == [("Bob", "Goed.")]
    assert read.findings == [
        (2, "this row has 4 fields and the header 3; put text with a comma or semicolon in quotation marks; the row is left out"),
        (5, "this row breaks off: 2 of 3 fields; it is left out"),
    ]


def test_a_quotation_mark_that_never_closes_is_told():
    read = talk('speaker,text\nAnna,Een.\nBob,"Twee\nAnna,Drie.\n', "a.csv")
    assert [piece.text for piece in read.pieces] == ["Een."]
    assert read.findings == [(3, "a quotation mark opens in this row and never closes, so the last 2 lines are left out")]


def test_excel_with_a_title_above_times_and_dates():
    data = excel(
        ["Gesprek in de gymzaal"],
        [None],
        ["Datum", "Spreker", "Tekst", "Tijd", "Beurt"],
        [datetime.date(2026, 5, 3), "Anna", "Hoi.", datetime.time(0, 1, 2), 1],
        [None, 7, "Dag.", 62.5, 2],
        [None, None, None, None, None],
    )
    for name in ("gesprek.xlsx", "gesprek.txt"):
        assert table.recognises(Source(name, data))
        read = talk(data, name)
        assert [(piece.speaker, piece.text, piece.start, piece.line, piece.fresh) for piece in read.pieces] == [
            ("Anna", "Hoi.", 62.0, 4, True),
            ("7", "Dag.", 62.5, 5, True),
        ]
        assert read.date == "2026-05-03"


def test_excel_that_is_cut_is_refused():
    whole = excel(["spreker", "tekst"], *[["Anna", f"Zin {number}."] for number in range(50)])
    for data in cut(whole):
        assert table.recognises(Source("gesprek.xlsx", data))
        with pytest.raises(Unreadable, match="this Excel file is damaged"):
            talk(data, "gesprek.xlsx")


def test_a_table_without_text_is_refused_with_its_columns():
    with pytest.raises(Unreadable, match=r"no column holds the talk.*\(it has: wie, kleur\)"):
        talk("wie,kleur\nAnna,rood\nBob,groen\n", "a.csv")


@pytest.mark.parametrize(
    "text", ["Anna: Hoi, Bob.\nBob: Dag, Anna, fijn.\n", "WEBVTT\n\n00:01.000 --> 00:02.000\nHoi\n", "[{}]", "<a>,\n</a>,\n"]
)
def test_other_files_under_the_name_of_a_table_are_left_to_others(text):
    assert not table.recognises(Source("a.csv", text.encode()))


FIELD = st.text(alphabet='ab é,;"\n', min_size=1, max_size=12).filter(str.strip)


@given(st.lists(st.tuples(FIELD, FIELD), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_rows_written_are_rows_read(rows, mark):
    quoted = [mark.join('"' + value.replace('"', '""') + '"' for value in row) for row in rows]
    pieces = talk(f"speaker{mark}text\n" + "\n".join(quoted) + "\n").pieces
    assert [(piece.speaker, piece.text) for piece in pieces] == [(" ".join(who.split()), " ".join(text.split())) for who, text in rows]


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the real tables are not on this machine")
@pytest.mark.parametrize(
    ("path", "pieces", "speakers"),
    [("qmsum-committee/transcripts/covid_0.csv", 316, 94), ("denhaag-csv/transcripts/ris321576.csv", 577, 51)],
)
def test_real_files(path, pieces, speakers):
    read = table.read(Source(CORPORA / path))
    assert (len(read.pieces), len({piece.speaker for piece in read.pieces}), read.pieces[0].line) == (pieces, speakers, 2)
    assert all(piece.fresh for piece in read.pieces) and read.findings == []
