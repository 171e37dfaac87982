"""Tables: CSV, TSV and Excel (.xlsx) with a row a turn or a stretch of one, and columns with Dutch or English names.

`text` is needed, `speaker` nearly always there; `start`, `end`, `role`, `group` or `party`, `organisation` may be. With a column `turn` the
rows are the turns as they stand. Excel writes semicolons in the Netherlands and commas elsewhere, and may say which in a line `sep=;`.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from itertools import islice

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from analysis.findings import Unreadable
from analysis.readers.captions import head
from analysis.readers.fields import places, times, words
from analysis.readers.speech import spoken
from analysis.readers.talk import Piece, Source, Talk

NAME = "table"
DELIMITERS = ";,\t|"
LONGEST_FIELD = 10_000_000  # characters; the csv module stops at 131,072, and a speech may be longer
TITLES = 10  # rows that may stand above the names of the columns
RULE = re.compile(r"[-:\s]*")  # | --- | :-- |, or nothing
SHEET = (b"xl/workbook", b"xl/worksheets", b"xl/sharedStrings")
DAMAGED = (zipfile.BadZipFile, InvalidFileException, zlib.error, KeyError, ValueError, EOFError, OSError, SyntaxError)

Row = tuple[int, list]  # the line (or row of the sheet), and what stands in it
Columns = dict[str, tuple[int, float]]


def recognises(source: Source) -> bool:
    """Whether it is an Excel file, a .csv or .tsv, or its first line names columns for speaker and text."""
    if is_excel(source):
        return True
    top = head(source)
    return {"speaker", "text"} <= columns_of(top).keys() or (source.suffix in (".csv", ".tsv") and is_delimited(top))


def read(source: Source) -> Talk:
    """A piece for each row with text; rows that break off or have too many fields are left out and told."""
    rows, findings = (sheet(source), []) if is_excel(source) else delimited(source)
    above, columns = header(rows)
    width = len(rows[above][1])
    sound = []
    for line, row in ((line, fitting(row, width)) for line, row in rows[above + 1 :]):
        if len(row) == width:
            sound.append((line, row))
        else:
            findings.append((line, misfit(len(row), width)))
    talk = Talk([piece for line, row in sound if (piece := of_row(line, row, columns))], findings=sorted(findings))
    talk.date = next((day for _, row in sound if (day := date_of(row, columns))), None)
    return talk


def is_excel(source: Source) -> bool:
    """Whether these are bytes of Excel, also of a workbook that is cut off or has another name."""
    if source.data.startswith(b"\xd0\xcf\x11\xe0"):
        return source.suffix == ".xls"
    return source.data.startswith(b"PK") and (source.suffix in (".xlsx", ".xlsm") or any(name in source.data for name in SHEET))


def is_delimited(top: str) -> bool:
    """Whether the first lines are rows of as many fields, and so a table though the names of its columns are not known."""
    lines = top.split("\n")[:-1][:TITLES] or [top]
    widths = {len(row) for row in csv.reader(lines, delimiter=delimiter(top)) if row}
    return len(widths) == 1 and widths.pop() > 1 and not top.startswith(("<", "{", "WEBVTT", "%PDF", "PK"))


def columns_of(top: str) -> Columns:
    """The columns that the first lines of a text name, whatever stands between them."""
    mark = delimiter(top)
    named = (places(next(csv.reader([line], delimiter=mark), [])) for line in top.split("\n")[:TITLES])
    return next((columns for columns in named if "text" in columns), {})


def delimiter(top: str) -> str:
    """The character between the columns: with which the first lines name most of them."""
    lines = top.split("\n")[:TITLES]
    return max(DELIMITERS, key=lambda mark: (max(len(places(line.replace('"', "").split(mark))) for line in lines), lines[0].count(mark)))


def delimited(source: Source) -> tuple[list[Row], list[tuple[int, str]]]:
    """The rows of a CSV or TSV with the lines they begin on; a quotation mark that nobody closes ends the reading there."""
    csv.field_size_limit(LONGEST_FIELD)
    reader, rows, first = csv.reader(io.StringIO(source.text), delimiter=delimiter(head(source))), list[Row](), 1
    try:
        for row in reader:
            rows.append((first, row))
            first = reader.line_num + 1
    except csv.Error as error:
        return rows, [(first, f"this row cannot be read ({error}), nor what follows; look at its quotation marks")]
    if rows and "\n".join(source.lines[rows[-1][0] - 1 :]).count('"') % 2:
        line, _ = rows.pop()
        return full(rows), [
            (line, f"a quotation mark opens in this row and never closes, so the last {len(source.lines) - line + 1} lines are left out")
        ]
    return full(rows), []


def full(rows: Iterable[Row]) -> list[Row]:
    """The rows in which anything stands but the rule of a Markdown table, without the line where Excel says what separates the columns."""
    return [(line, row) for line, row in rows if not (is_empty(row) or str(row[0]).startswith("sep="))]


def is_empty(row: list) -> bool:
    """Whether a row says nothing: empty cells, or a rule of dashes."""
    return all(RULE.fullmatch(words(value) or "") for value in row)


def fitting(row: list, width: int) -> list:
    """A row without the empty fields that a spreadsheet adds beyond the last column."""
    return row if any(words(value) for value in row[width:]) else row[:width]


def sheet(source: Source) -> list[Row]:
    """The rows of the first sheet that names a column for text."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
        sheets = [full(enumerate(padded(page.iter_rows(values_only=True)), start=1)) for page in book.worksheets]
    except DAMAGED as error:
        raise Unreadable("this Excel file is damaged, cut off or of the old kind (.xls); open it and save it again as .xlsx") from error
    return next((rows for rows in sheets if any("text" in places(row) for _, row in rows[:TITLES])), sheets[0] if sheets else [])


def padded(rows: Iterable[tuple]) -> list[list]:
    """Rows of one width: a sheet may leave out the empty cells at the end."""
    rows = list(rows)
    width = max(map(len, rows), default=0)
    return [[*row, *[None] * (width - len(row))] for row in rows]


def header(rows: list[Row]) -> tuple[int, Columns]:
    """Which row names the columns (titles may stand above), and what they hold; Unreadable where none has a column for text."""
    for above, (_, row) in enumerate(rows[:TITLES]):
        if "text" in (columns := places(row)):
            return above, columns
    names = ", ".join(str(name) for name in islice(rows[0][1], 8)) if rows else ""
    raise Unreadable(f"no column holds the talk; name the columns speaker and text in the first row (it has: {names[:100]})", 1)


def misfit(has: int, width: int) -> str:
    """What is told of a row with fewer or more fields than the header."""
    if has < width:
        return f"this row breaks off: {has} of {width} fields; it is left out"
    return f"this row has {has} fields and the header {width}; put text with a comma or semicolon in quotation marks; the row is left out"


def of_row(line: int, row: list, columns: Columns) -> Piece | None:
    """The piece in a row, None where it has no text."""

    def value(part: str) -> object:
        return row[columns[part][0]] if part in columns else None

    said = words(value("text"))
    if not said:
        return None
    start, end = times(value("start"), value("end"), (columns.get("start", (0, 1.0))[1], columns.get("end", (0, 1.0))[1]))
    fresh = "turn" in columns
    text = spoken(said) or (said if fresh else "")  # numbered turns are kept all, for others refer to their numbers
    return Piece(
        text, words(value("speaker")), start, end, line, words(value("role")), words(value("group")), words(value("organisation")), fresh
    )


def date_of(row: list, columns: Columns) -> str | None:
    """The day in a row as ISO, if its table has a column for it."""
    value = row[columns["date"][0]] if "date" in columns else None
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    return str(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)) else None
