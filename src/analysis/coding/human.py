"""Codes by human coders: `codes.csv` beside the transcripts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis import sheets
from analysis.coding.codebook import Codebook
from analysis.findings import Finding, Unusable

FILE = "codes.csv"
NOT = {"no", "nee"}  # as a value: the turn does not have the code
COLUMNS = ["session", "turn", "code", "value", "coder"]


def human(corpus: Path, turns: pd.DataFrame, findings: list[Finding], book: Codebook | None = None) -> pd.DataFrame:
    """The rows of codes.csv with the columns session, turn, code, value, coder; none where there is no such file.

    A row without a code says that the coder read the turn and found nothing; one with the value `no` that the turn does not have the code. A
    row on a turn that is not there is left out, and a finding says so, as one does of a code that is not in the codebook, which is kept; Unusable where a
    turn is no number.
    """
    source = corpus / FILE
    there = set(zip(turns["session"], turns["turn"], strict=True))
    found = []
    for line, row in sheets.rows(source, ("session", "turn", "code")) if source.exists() else []:
        try:
            turn = int(row["turn"])
        except ValueError:
            raise Unusable(f"{FILE}:{line}: turn {row['turn']!r} is no whole number; turns count from 0, as in the table turns") from None
        if (row["session"], turn) not in there:
            findings.append(Finding(FILE, line, f"there is no turn {turn} in a session {row['session']!r}; the row was left out"))
            continue
        if book and row["code"] and row["code"] not in book:
            findings.append(
                Finding(FILE, line, f"the code {row['code']!r} is not in the codebook (there are: {', '.join(book)}); it is kept")
            )
        found.append((row["session"], turn, row["code"], row.get("value", ""), row.get("coder") or "coder"))
    return pd.DataFrame(found, columns=COLUMNS).drop_duplicates(ignore_index=True)


def overruled(codes: pd.DataFrame, by_hand: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """The codes found by the software, overruled by hand: of each turn with a row by a coder, and each code that coder uses, the coder's word stands.

    What a coder gave has the whole turn as its quote and the coder as its source. Coders who differ each have their row, but for a code that one
    of them denies (`no`) and nobody gives.
    """
    if by_hand.empty:
        return codes
    used = by_hand.groupby("coder")["code"].agg(lambda said: set(said) - {""}).to_dict()
    decided = {
        (session, turn, code)
        for session, turn, coder in by_hand[["session", "turn", "coder"]].drop_duplicates().itertuples(index=False)
        for code in used[coder]
    }
    kept = [key not in decided for key in zip(codes["session"], codes["turn"], codes["code"], strict=True)]
    given = by_hand[(by_hand["code"] != "") & ~by_hand["value"].str.lower().isin(NOT)]
    given = given.merge(turns[["session", "turn", "text"]], on=["session", "turn"])
    given = given.assign(value=given["value"].where(given["value"] != "", None)).rename(columns={"text": "quote", "coder": "source"})
    columns = ["session", "turn", "code", "value", "quote", "source"]
    return pd.concat([codes[kept][columns], given[columns]], ignore_index=True)
