"""The tables: the one place that says which there are, what their columns hold, and how they are checked, loaded and saved.

Every step of the analysis reads tables and makes tables. A table lies in ``data/processed/<corpus>/<table>.parquet``; the same table,
the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow
import pyarrow.parquet as parquet

from analysis.findings import Unusable

TEXT, WHOLE, PERHAPS, NUMBER, TRUTH, LIST = "text", "whole", "perhaps", "number", "truth", "list"  # perhaps: a whole number, or missing
DTYPES = {TEXT: "str", WHOLE: "int64", PERHAPS: "Int64", NUMBER: "float64", TRUTH: "bool", LIST: "object"}
ARROW = {
    TEXT: arrow.string(),
    WHOLE: arrow.int64(),
    PERHAPS: arrow.int64(),
    NUMBER: arrow.float64(),
    TRUTH: arrow.bool_(),
    LIST: arrow.list_(arrow.string()),
}

STABLE = 0.5  # of the trials: a topic that comes back in fewer is unsure (Hennig 2007)

BROKERAGE_ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")

COLUMNS: dict[str, dict[str, str]] = {
    "sessions": {"session": TEXT, "date": TEXT, "title": TEXT, "setting": TEXT, "venue": TEXT, "place": TEXT, "organiser": TEXT,
                 "file": TEXT, "language": TEXT, "turns": WHOLE, "words": WHOLE},
    "speakers": {"speaker": TEXT, "role": TEXT, "organisation": TEXT, "group": TEXT, "official": TRUTH, "facilitator": TRUTH,
                 "turns": WHOLE, "words": WHOLE},
    "turns": {"session": TEXT, "turn": WHOLE, "speaker": TEXT, "start": NUMBER, "end": NUMBER, "text": TEXT, "words": WHOLE,
              "content": TRUTH},
    "participation": {"session": TEXT, "speaker": TEXT, "turns": WHOLE, "words": WHOLE, "seconds": NUMBER, "share": NUMBER,
                      "questions": WHOLE},
    "episodes": {"session": TEXT, "episode": WHOLE, "first": WHOLE, "last": WHOLE, "words": WHOLE},
    "topics": {"topic": WHOLE, "label": TEXT, "words": LIST, "turns": WHOLE, "sessions": WHOLE, "speakers": WHOLE, "share": NUMBER,
               "npmi": NUMBER, "c_v": NUMBER, "stability": NUMBER,
               "unsure": TRUTH},
    "assignments": {"session": TEXT, "turn": WHOLE, "episode": WHOLE, "topic": WHOLE, "probability": NUMBER},
    "convergence": {"topic": WHOLE, "sessions": WHOLE, "organisers": WHOLE, "expected_sessions": NUMBER, "p_value": NUMBER, "q_value": NUMBER,
                    "returns": TRUTH, "convergent": TRUTH, "policy_similarity": NUMBER, "unexpected": TRUTH, "inside": WHOLE, "outside": WHOLE,
                    "internal": WHOLE, "external": WHOLE, "first_date": TEXT, "last_date": TEXT, "nearest": TEXT},
    "codes": {"session": TEXT, "turn": WHOLE, "code": TEXT, "value": TEXT, "quote": TEXT, "source": TEXT},
    "agreement": {"coder": TEXT, "code": TEXT, "name": TEXT, "turns": WHOLE, "human": WHOLE, "software": WHOLE, "precision": NUMBER,
                  "recall": NUMBER, "f1": NUMBER, "alpha": NUMBER, "low": NUMBER, "high": NUMBER},
    "ledger": {"session": TEXT, "turn": WHOLE, "speaker": TEXT, "topic": WHOLE, "kind": TEXT, "asked_turn": PERHAPS, "answered_session": TEXT,
               "answered_turn": PERHAPS},
    "stances": {"session": TEXT, "turn": WHOLE, "speaker": TEXT, "group": TEXT, "concept": TEXT, "stance": WHOLE, "source": TEXT},
    "edges": {"network": TEXT, "source": TEXT, "target": TEXT, "weight": NUMBER, "sessions": WHOLE},
    "actors": {"network": TEXT, "node": TEXT, "kind": TEXT, "degree": WHOLE, "strength": NUMBER, "betweenness": NUMBER,
               "constraint": NUMBER, "effective_size": NUMBER, **dict.fromkeys(BROKERAGE_ROLES, WHOLE), "community": WHOLE},
    "findings": {"file": TEXT, "line": WHOLE, "message": TEXT, "left_out": TRUTH},
}  # fmt: skip

KEYS = {"sessions": ["session"], "speakers": ["speaker"], "turns": ["session", "turn"], "participation": ["session", "speaker"],
        "episodes": ["session", "episode"], "topics": ["topic"], "assignments": ["session", "turn"],
        "convergence": ["topic"], "codes": ["session", "turn", "code", "value", "source"], "agreement": ["coder", "code"], "ledger": ["session", "turn", "kind"],
        "stances": ["session", "turn", "concept", "source"],
        "edges": ["network", "source", "target"], "actors": ["network", "node"]}  # fmt: skip

MAY_MISS = {"date", "title", "setting", "venue", "place", "organiser", "role", "organisation", "start", "end", "seconds", "npmi", "c_v", "stability",
            "constraint", "effective_size", "probability", "policy_similarity", "first_date", "last_date", "nearest", "value", "asked_turn", "answered_session",
            "answered_turn", "precision", "recall", "f1", "alpha", "low", "high"}  # fmt: skip

IN_RANGE = {"probability": (0, 1), "share": (0, 1), "npmi": (-1, 1), "stability": (0, 1), "topic": (-1, None), "weight": (0, None),
            "turn": (0, None), "turns": (0, None), "words": (0, None), "seconds": (0, None), "p_value": (0, 1), "q_value": (0, 1),
            "policy_similarity": (0, 1), "stance": (-1, 1)}  # fmt: skip


def schema(name: str) -> pa.DataFrameSchema:
    """What the table `name` must look like, as a pandera schema: columns, types, ranges, keys."""
    columns = {
        column: pa.Column(DTYPES[kind], _checks(column, kind), nullable=column in MAY_MISS) for column, kind in COLUMNS[name].items()
    }
    return pa.DataFrameSchema(columns, strict=True, ordered=True, unique=KEYS.get(name))


def _checks(column: str, kind: str) -> list[pa.Check]:
    if kind == LIST or column not in IN_RANGE:
        return []
    low, high = IN_RANGE[column]
    return [pa.Check.ge(low)] + ([pa.Check.le(high)] if high is not None else [])


def checked(name: str, rows: pd.DataFrame | list[dict]) -> pd.DataFrame:
    """The rows as the table `name`: columns in order, types made right, keys unique; a new frame with a fresh index.

    Raises pandera's SchemaError for rows that cannot be that table (a fault of ours, not of the user's).

    >>> checked("episodes", [{"session": "a", "episode": 0, "first": 0, "last": 4, "words": 61}]).shape
    (1, 5)
    """
    frame = pd.DataFrame(rows, columns=list(COLUMNS[name])).reset_index(drop=True)
    for column, kind in COLUMNS[name].items():
        if kind == TEXT:
            frame[column] = frame[column].astype("object").where(frame[column].notna(), np.nan).astype("str")
        elif kind == TRUTH:
            frame[column] = frame[column].astype("boolean").astype("bool")  # refuses what is missing, which bool alone takes for true
        elif kind != LIST:
            frame[column] = frame[column].astype(DTYPES[kind])
    return schema(name).validate(frame)


def path(name: str, corpus: str, data: str | Path = "data") -> Path:
    """Where the table `name` of a corpus lies."""
    return Path(data) / "processed" / corpus / f"{name}.parquet"


def save(table: pd.DataFrame, name: str, corpus: str, data: str | Path = "data") -> Path:
    """Check the table and write it: whole or not at all, the same rows as the same bytes."""
    frame, target = checked(name, table), path(name, corpus, data)
    kinds = arrow.schema([(column, ARROW[kind]) for column, kind in COLUMNS[name].items()])
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    parquet.write_table(arrow.Table.from_pandas(frame, schema=kinds, preserve_index=False).replace_schema_metadata(), fresh)
    fresh.replace(target)
    return target


def load(name: str, corpus: str, data: str | Path = "data") -> pd.DataFrame:
    """The table `name` of a corpus; Unusable, with what to run first, where it is not there."""
    source = path(name, corpus, data)
    if not source.exists():
        raise Unusable(f"the table {name} of {corpus} is not there yet; run `standplaats report {corpus}` or the notebooks before this one")
    frame = parquet.read_table(source).to_pandas()
    for column in (c for c, kind in COLUMNS[name].items() if kind == LIST):
        frame[column] = frame[column].map(list)
    return checked(name, frame)


def as_csv(table: pd.DataFrame, target: Path) -> None:
    """Write a table as CSV, for people and spreadsheets: lists joined by bars."""
    lists = {column: table[column].map("|".join) for column in table if len(table) and isinstance(table[column].iloc[0], list)}
    table.assign(**lists).to_csv(target, index=False, lineterminator="\n")


@dataclass
class Tables:
    """All tables of a corpus."""

    sessions: pd.DataFrame
    speakers: pd.DataFrame
    turns: pd.DataFrame
    participation: pd.DataFrame
    assignments: pd.DataFrame
    topics: pd.DataFrame
    convergence: pd.DataFrame
    codes: pd.DataFrame
    agreement: pd.DataFrame
    ledger: pd.DataFrame
    stances: pd.DataFrame
    edges: pd.DataFrame
    actors: pd.DataFrame
    findings: pd.DataFrame

    @property
    def left_out(self) -> pd.DataFrame:
        """The findings that keep a transcript out of the report."""
        return self.findings[self.findings["left_out"]]


def load_all(corpus: str, data: str | Path = "data") -> Tables:
    """Every table of a corpus; Unusable where one is not there yet."""
    return Tables(**{name.name: load(name.name, corpus, data) for name in fields(Tables)})


def load_so_far(corpus: str, data: str | Path = "data") -> Tables:
    """The tables of a corpus, those that later notebooks make empty: for a notebook that tells what was found before it."""
    names = [field.name for field in fields(Tables)]
    return Tables(**{name: load(name, corpus, data) if path(name, corpus, data).exists() else checked(name, []) for name in names})
