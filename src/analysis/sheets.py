"""The small tables that people fill in beside the transcripts (sessions.csv, participants.csv): rows with their line in the file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from analysis.findings import Unusable
from analysis.readers.talk import Source

YES = {"yes", "ja", "y", "j", "true", "waar", "1", "x"}
NO = {"", "no", "nee", "n", "false", "onwaar", "0"}


def rows(path: Path, required: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file as (line, column to value), trimmed; comma, semicolon or tab, any usual encoding.

    Raises Unusable where a required column is missing or a row has more cells than there are columns.
    """
    text = Source(path).text
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count))
    columns = [column.strip().lower() for column in next(reader, [])]
    if missing := [column for column in required if column not in columns]:
        raise Unusable(f"{path.name}:1: the column {missing[0]!r} is missing; the first line must name the columns")
    found = []
    for cells in reader:
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            raise Unusable(f"{path.name}:{reader.line_num}: more cells than columns; put quotes around a value that holds the separator")
        if any(cell.strip() for cell in cells):
            found.append((reader.line_num, {c: v.strip() for c, v in zip(columns, [*cells, *[""] * len(columns)], strict=False)}))
    return found


def yes(value: str) -> bool | None:
    """Whether a cell says yes; None where it says neither yes nor no.

    >>> yes("Ja"), yes(""), yes("soms")
    (True, False, None)
    """
    folded = value.strip().lower()
    return True if folded in YES else False if folded in NO else None
