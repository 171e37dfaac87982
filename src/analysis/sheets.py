"""The small tables that people fill in beside the transcripts (sessions.csv, participants.csv): rows with their line in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.findings import Unusable
from analysis.readers.talk import Source

YES = {"yes", "ja", "y", "j", "true", "waar", "1", "x"}
NO = {"", "no", "nee", "n", "false", "onwaar", "0"}


def rows(path: Path, required: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file as (line, column to value), trimmed; comma, semicolon or tab, any usual encoding.

    A row's line is its first, also where a cell holds a line break; an empty file has no rows, as if it were not there.
    Raises Unusable where a required column is missing, a row has more cells than there are columns, or quotation marks do not pair.
    """
    text = Source(path).text
    if not text.strip():
        return []
    head = text.split("\n", 1)[0]
    numbered = _numbered(path, csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count), strict=True))
    columns = [column.strip().lower() for column in next(numbered)[1]]
    if missing := [column for column in required if column not in columns]:
        raise Unusable(f"{path.name}:1: the column {missing[0]!r} is missing; the first line must name the columns")
    found = []
    for line, cells in numbered:
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            raise Unusable(f"{path.name}:{line}: more cells than columns; put quotes around a value that holds the separator")
        if any(cell.strip() for cell in cells):
            found.append((line, {c: v.strip() for c, v in zip(columns, [*cells, *[""] * len(columns)], strict=False)}))
    return found


def _numbered(path: Path, reader: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV reader, each with the line where it begins."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            wrong = "a quotation mark is not closed, or text follows one that closes; write a quotation mark within quotes twice"
            raise Unusable(f"{path.name}:{line}: {wrong}") from None
        yield line, cells


def yes(value: str) -> bool | None:
    """Whether a cell says yes; None where it says neither yes nor no.

    >>> yes("Ja"), yes(""), yes("soms")
    (True, False, None)
    """
    folded = value.strip().lower()
    return True if folded in YES else False if folded in NO else None
