"""Tables: what goes in comes out, the same rows are the same bytes, and what is no such table is refused."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from pandera.errors import SchemaError

from analysis import tables
from analysis.findings import Unusable
from analysis.tables import COLUMNS, DTYPES, KEYS, LIST, MAY_MISS, NUMBER, PERHAPS, TEXT, TRUTH, WHOLE

VALUES = {
    TEXT: st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    WHOLE: st.integers(0, 2**40),
    PERHAPS: st.integers(0, 2**40),
    NUMBER: st.floats(0, 1),
    TRUTH: st.booleans(),
    LIST: st.lists(st.text("abé|", max_size=3), max_size=3),
}


def row(name: str) -> st.SearchStrategy[dict]:
    """A row that the table `name` may have."""
    return st.fixed_dictionaries({column: _value(column, kind) for column, kind in COLUMNS[name].items()})


def _value(column: str, kind: str) -> st.SearchStrategy:
    if column == "stance":
        return st.sampled_from([-1, 1])
    return st.one_of(st.none(), VALUES[kind]) if column in MAY_MISS else VALUES[kind]


def rows(name: str) -> st.SearchStrategy[list[dict]]:
    unique = (lambda row: tuple(row[column] for column in KEYS[name])) if name in KEYS else None
    return st.lists(row(name), max_size=5, unique_by=unique)


REFUSED = (SchemaError, ValueError, TypeError)
TURN = {"session": "a", "turn": 0, "speaker": "Bewoner 1", "start": 0.0, "end": None, "text": "Ja.", "words": 1, "content": False}


@pytest.mark.parametrize("name", COLUMNS)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_what_is_saved_is_loaded(name, data, tmp_path_factory):
    found = data.draw(rows(name))
    folder = tmp_path_factory.mktemp("data")
    tables.save(pd.DataFrame(found, columns=list(COLUMNS[name])), name, "c", folder)
    loaded = tables.load(name, "c", folder)
    assert_frame_equal(loaded, tables.checked(name, found))
    for column, kind in COLUMNS[name].items():
        values = [None if kind != LIST and pd.isna(value) else value for value in loaded[column]]
        assert values == [before[column] for before in found]
        assert loaded[column].dtype == DTYPES[kind]


@pytest.mark.parametrize("name", COLUMNS)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_the_same_rows_are_the_same_bytes_whatever_their_index(name, data, tmp_path_factory):
    frame = tables.checked(name, data.draw(rows(name)))
    folder = tmp_path_factory.mktemp("data")
    once = tables.save(frame, name, "c", folder).read_bytes()
    assert tables.save(frame.set_axis(range(7, 7 + len(frame))), name, "c", folder).read_bytes() == once
    assert tables.save(tables.load(name, "c", folder), name, "c", folder).read_bytes() == once


def test_another_row_is_other_bytes(tmp_path):
    once = tables.save(pd.DataFrame([TURN]), "turns", "c", tmp_path).read_bytes()
    assert tables.save(pd.DataFrame([TURN | {"text": "Nee"}]), "turns", "c", tmp_path).read_bytes() != once


def test_saving_leaves_one_file_and_the_table_that_was_given(tmp_path):
    frame = pd.DataFrame([TURN], index=[5])
    path = tables.save(frame, "turns", "c", tmp_path)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [path] == [tmp_path / "processed" / "c" / "turns.parquet"]
    assert_frame_equal(frame, pd.DataFrame([TURN], index=[5]))


def test_columns_come_in_order_with_a_fresh_index():
    found = tables.checked("turns", pd.DataFrame([dict(reversed(TURN.items()))], index=[9]))
    assert list(found) == list(COLUMNS["turns"])
    assert found.index.tolist() == [0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"speaker": None},
        {"text": None},
        {"turn": None},
        {"turn": "eerste"},
        {"turn": -1},
        {"words": -1},
        {"start": "vroeg"},
        {"content": None},
        {"content": "soms"},
    ],
)
def test_a_wrong_value_is_refused_and_not_written(wrong, tmp_path):
    with pytest.raises(REFUSED):
        tables.save(pd.DataFrame([TURN | wrong]), "turns", "c", tmp_path)
    assert list(tmp_path.rglob("*.*")) == []


@pytest.mark.parametrize("column", sorted(set(TURN) - MAY_MISS))
def test_a_missing_column_is_refused(column):
    with pytest.raises(REFUSED):
        tables.checked("turns", pd.DataFrame([TURN]).drop(columns=column))


@pytest.mark.parametrize("value", [-0.01, 1.01])
def test_a_share_is_between_nothing_and_all(value):
    some = {"session": "a", "speaker": "b", "turns": 1, "words": 1, "seconds": None, "share": 0.5, "questions": 0}
    assert len(tables.checked("participation", [some])) == 1
    with pytest.raises(SchemaError, match="share"):
        tables.checked("participation", [some | {"share": value}])


def test_a_key_stands_there_once():
    assert len(tables.checked("turns", [TURN, TURN | {"turn": 1}])) == 2
    with pytest.raises(SchemaError, match="not unique"):
        tables.checked("turns", [TURN, TURN | {"text": "Nee."}])


def test_a_table_that_is_not_there_says_what_to_run(tmp_path):
    with pytest.raises(Unusable, match=r"^the table topics of zuid is not there yet; run `standplaats report zuid`"):
        tables.load("topics", "zuid", tmp_path)


def test_a_missing_table_makes_all_of_them_unusable(tmp_path):
    tables.save(pd.DataFrame([TURN]), "turns", "c", tmp_path)
    with pytest.raises(Unusable, match="of c is not there yet"):
        tables.load_all("c", tmp_path)


def test_a_list_is_bars_in_csv(tmp_path):
    topic = {"topic": 0, "label": "Bus", "words": ["bus", "halte"], "turns": 1, "sessions": 1, "speakers": 1, "share": 0.5, "unsure": False}
    frame = tables.checked("topics", [topic])
    tables.as_csv(frame, tmp_path / "topics.csv")
    assert (tmp_path / "topics.csv").read_text().splitlines() == [
        "topic,label,words,turns,sessions,speakers,share,npmi,c_v,stability,unsure",
        "0,Bus,bus|halte,1,1,1,0.5,,,,False",
    ]
    assert frame["words"].tolist() == [["bus", "halte"]]
