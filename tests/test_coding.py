"""Codes: which turns get them, with which words; and the hand of a coder, who overrules."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import tables
from analysis.coding import codebook, codes, found, human, measured, overruled
from analysis.coding.agreement import SOFTWARE
from analysis.findings import Finding, Unusable

SPEAKERS = pd.DataFrame({"speaker": ["Ans", "Bob"], "official": [False, True]})
ASKED = {"nl": "Komt er een bankje bij het plein?", "en": "Will there be a bench on the square?"}
TOLD = ("deferral", "promise", "question", "inward", "outward", "resistance", "follow_up", "agreement", "disagreement")
SAID = {
    language: [(code, text) for code in codebook(language).values() for text in (*code.examples, *code.counterexamples)]
    for language in ("nl", "en")
}
OFFICIAL = {code.code for code in codebook("nl").values() if code.speaker == "official"}
PHRASES = st.lists(st.sampled_from([text for said in SAID.values() for _, text in said]), max_size=5).map(" ".join)


def talk(*rows: tuple[str, str], session="s") -> pd.DataFrame:
    """Turns of (speaker, text): Ans is a resident, Bob an official."""
    return pd.DataFrame(rows, columns=["speaker", "text"]).assign(session=session, turn=range(len(rows)))


def of_last(turns: pd.DataFrame, language: str = "nl") -> set[str]:
    rows = found(turns, SPEAKERS, {"s": language})
    return set(rows["code"][rows["turn"] == turns["turn"].max()])


def cases(kind: str) -> list:
    return [(lang, name, text) for lang in ("nl", "en") for name in TOLD for text in getattr(codebook(lang)[name], kind)]


def answer(language: str, code: str, text: str) -> set[str]:
    """The codes of an answer to a resident's question, by an official where only they can have the code, else by another resident."""
    return of_last(talk(("Ans", ASKED[language]), ("Bob" if code in OFFICIAL else "Ans", text)), language)


@pytest.mark.parametrize(("language", "code", "text"), cases("examples"))
def test_an_example_in_the_codebook_gets_its_code(language, code, text):
    assert code in answer(language, code, text)


@pytest.mark.parametrize(("language", "code", "text"), cases("counterexamples"))
def test_a_counterexample_in_the_codebook_does_not_get_the_code(language, code, text):
    assert code not in answer(language, code, text)


@pytest.mark.parametrize("text", ["Neem je jas mee.", "Ik neem de bus.", "Neem uw paraplu mee, het regent.", "Ik neem de fiets wel."])
@pytest.mark.parametrize("speaker", ["Ans", "Bob"])
def test_who_takes_a_coat_or_a_bus_puts_nothing_off(text, speaker):
    assert "deferral" not in of_last(talk(("Ans", ASKED["nl"]), (speaker, text)))


@pytest.mark.parametrize(
    "text", ["Jullie zeggen altijd: we nemen het mee.", "U zegt steeds 'dat nemen we mee', en dan?", "Dat nemen we mee."]
)
def test_a_resident_puts_nothing_off(text):
    assert "deferral" not in of_last(talk(("Bob", "Goedenavond."), ("Ans", text)))


@pytest.mark.parametrize(
    "text", ["Jullie zeggen altijd: we nemen het mee.", "U zei: ‘Dat nemen we mee.’", 'Zij zeggen dan "we nemen het mee".']
)
def test_who_quotes_a_deferral_puts_nothing_off(text):
    assert "deferral" not in of_last(talk(("Ans", ASKED["nl"]), ("Bob", text)))


def test_rows_are_a_table_in_the_order_of_the_turns_with_the_words_that_gave_the_code():
    turns = talk(("Ans", "Goedenavond. Komt er een bankje?"), ("Bob", "Mooi weer. Dat nemen we mee."), ("Ans", "Dat is niet eerlijk."))
    rows = found(turns, SPEAKERS, {"s": "nl"})
    assert list(rows) == list(tables.COLUMNS["codes"]) and rows["turn"].is_monotonic_increasing and set(rows["source"]) == {SOFTWARE}
    assert rows.query("turn == 0 and code == 'question'")["quote"].tolist() == ["Komt er een bankje?"]
    assert "nemen we mee" in rows.query("turn == 1 and code == 'deferral'")["quote"].item()
    assert rows.query("turn == 2 and code == 'value'")["value"].tolist() == ["fairness"]
    assert rows["value"][rows["code"] != "value"].isna().all()


def test_what_is_said_in_a_long_turn_is_found_where_it_is_said():
    long = "Het plein ligt in het centrum, en daar staan bomen. " * 30
    turns = talk(("Ans", ASKED["nl"]), ("Bob", f"{long}Dat nemen we mee. {long}"))
    rows = found(turns, SPEAKERS, {"s": "nl"}).query("turn == 1 and code == 'deferral'")
    assert len(rows) == 1 and "nemen we mee" in rows["quote"].item() and len(rows["quote"].item()) < 30


def test_each_session_is_coded_in_its_language():
    turns = pd.concat([talk(("Bob", "Dat nemen we mee."), session="a"), talk(("Ans", "Is that fair?"), session="b")])
    rows = found(turns, SPEAKERS, {"a": "nl", "b": "en"})
    assert "deferral" in set(rows["code"][rows["session"] == "a"]) and "question" in set(rows["code"][rows["session"] == "b"])


def test_a_session_is_coded_without_looking_at_others():
    one, other = talk(("Ans", ASKED["nl"]), ("Bob", "Dat nemen we mee."), session="b"), talk(("Bob", "Dat past niet."), session="a")
    both = found(pd.concat([one, other]), SPEAKERS, {"a": "nl", "b": "nl"})
    apart = pd.concat([found(turns, SPEAKERS, {"a": "nl", "b": "nl"}) for turns in (one, other)], ignore_index=True)
    pd.testing.assert_frame_equal(both, apart)


def test_nothing_said_has_no_codes():
    assert found(talk(), SPEAKERS, {"s": "nl"}).empty
    assert found(talk(("Ans", ""), ("Bob", "..."), ("Bob", " ")), SPEAKERS, {"s": "nl"}).empty


@given(st.lists(st.tuples(st.sampled_from(["Ans", "Bob"]), st.text() | PHRASES), max_size=4), st.sampled_from(["nl", "en"]))
@settings(max_examples=60, deadline=None)
def test_of_any_talk_quotes_stand_in_their_turns_and_residents_have_no_codes_of_officials(rows, language):
    turns = talk(*rows)
    coded = found(turns, SPEAKERS, {"s": language}).merge(turns, on=["session", "turn"])
    assert all(quote and quote in text for quote, text in zip(coded["quote"], coded["text"], strict=True))
    assert not set(coded["code"][coded["speaker"] == "Ans"]) & OFFICIAL


CODED = """
import sys, pandas as pd
from analysis.coding import codebook, found
texts = [text for code in codebook(sys.argv[1]).values() for text in (*code.examples, *code.counterexamples)]
turns = pd.DataFrame({"session": "s", "turn": range(len(texts)), "speaker": "A", "text": texts})
print(found(turns, pd.DataFrame({"speaker": ["A"], "official": [True]}), {"s": sys.argv[1]}).to_csv())
"""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_same_talk_gets_the_same_codes(language):
    ran = [
        subprocess.run([sys.executable, "-c", CODED, language], capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    assert ran[0].stdout == ran[1].stdout != b""


def test_turns_and_speakers_stay_what_they_were():
    turns, speakers = talk(("Ans", ASKED["nl"]), ("Bob", "Dat nemen we mee.")), SPEAKERS.copy()
    before = turns.copy()
    codes(
        turns,
        speakers,
        {"s": "nl"},
        by_hand=pd.DataFrame([("s", 0, "own", "", "An")], columns=["session", "turn", "code", "value", "coder"]),
    )
    pd.testing.assert_frame_equal(turns, before)
    pd.testing.assert_frame_equal(speakers, SPEAKERS)


TALK = talk(("Ans", ASKED["nl"]), ("Bob", "Dat nemen we mee."), ("Ans", "Wanneer wordt dat besloten?"), ("Bob", "Dat nemen we mee."))


def by_hand(folder: Path, *lines: str, head="session,turn,code,value,coder") -> tuple[pd.DataFrame, list[Finding]]:
    """The rows of a codes.csv of these lines, and the findings."""
    (folder / "codes.csv").write_text("\n".join((head, *lines)), encoding="utf-8")
    findings: list[Finding] = []
    return human(folder, TALK, findings), findings


def given_by(rows: pd.DataFrame) -> list[tuple]:
    """(turn, code, source) of deferrals and questions, and of what coders gave."""
    coded = codes(TALK, SPEAKERS, {"s": "nl"}, by_hand=rows)
    told = coded[coded["code"].isin(["deferral", "question"]) | (coded["source"] != SOFTWARE)]
    return list(told[["turn", "code", "source"]].itertuples(index=False, name=None))


FOUND = [(0, "question", SOFTWARE), (1, "deferral", SOFTWARE), (2, "question", SOFTWARE), (3, "deferral", SOFTWARE)]


def test_without_codes_by_hand_the_software_has_the_word(tmp_path):
    rows = human(tmp_path, TALK, [])
    assert rows.empty and list(rows) == ["session", "turn", "code", "value", "coder"]
    assert given_by(rows) == FOUND and given_by(None) == FOUND


def test_a_coder_gives_a_code_of_which_the_whole_turn_is_the_quote(tmp_path):
    rows, findings = by_hand(tmp_path, "s,1,promise,,An")
    assert findings == [] and (1, "promise", "An") in given_by(rows)
    coded = codes(TALK, SPEAKERS, {"s": "nl"}, by_hand=rows)
    assert coded[coded["source"] == "An"][["quote", "value"]].isna().values.tolist() == [[False, True]]
    assert coded["quote"][coded["source"] == "An"].tolist() == ["Dat nemen we mee."]


def test_a_code_that_is_given_by_hand_stands_once(tmp_path):
    assert given_by(by_hand(tmp_path, "s,1,deferral,,An", "s,1,deferral,,An")[0]) == [FOUND[0], (1, "deferral", "An"), *FOUND[2:]]


@pytest.mark.parametrize("no", ["no", "nee", "NO"])
def test_a_coder_takes_a_code_away_on_that_turn_only(tmp_path, no):
    assert given_by(by_hand(tmp_path, f"s,1,deferral,{no},An")[0]) == [FOUND[0], *FOUND[2:]]


def test_who_codes_a_turn_without_a_code_that_they_use_takes_it_away(tmp_path):
    rows, _ = by_hand(tmp_path, "s,1,deferral,,An", "s,3,,,An")
    assert given_by(rows) == [FOUND[0], (1, "deferral", "An"), FOUND[2]]


def test_codes_that_a_coder_does_not_use_stay_of_the_software(tmp_path):
    assert given_by(by_hand(tmp_path, "s,1,,,An", "s,3,,,An")[0]) == FOUND
    assert given_by(by_hand(tmp_path, "s,3,question,no,An")[0]) == FOUND


def test_coders_who_differ_each_have_their_row_but_for_what_nobody_gives(tmp_path):
    rows, _ = by_hand(tmp_path, "s,1,deferral,,Bo", "s,1,deferral,,An", "s,3,deferral,no,An", "s,3,question,no,Bo")
    assert given_by(rows) == [FOUND[0], (1, "deferral", "An"), (1, "deferral", "Bo"), FOUND[2]]
    rows, _ = by_hand(tmp_path, "s,1,deferral,,Bo", "s,1,deferral,no,An")
    assert given_by(rows) == [FOUND[0], (1, "deferral", "Bo"), *FOUND[2:]]


def test_a_coder_gives_values_and_codes_of_their_own(tmp_path):
    rows, _ = by_hand(tmp_path, "s,0,value,fairness,An", "s,0,value,care,An", "s,2,bench,,An")
    coded = codes(TALK, SPEAKERS, {"s": "nl"}, by_hand=rows)
    told = coded[coded["source"] == "An"][["turn", "code", "value"]].fillna("").values.tolist()
    assert sorted(told) == [[0, "value", "care"], [0, "value", "fairness"], [2, "bench", ""]]


def test_overruled_alone(tmp_path):
    ours = tables.checked("codes", [{"session": "s", "turn": 1, "code": "deferral", "value": None, "quote": "mee", "source": SOFTWARE}])
    rows, _ = by_hand(tmp_path, "s,1,deferral,no,An")
    assert overruled(ours, rows, TALK).empty and len(ours) == 1
    pd.testing.assert_frame_equal(overruled(ours, rows.iloc[:0], TALK), ours)


def test_who_leaves_value_and_coder_out_is_a_coder(tmp_path):
    rows, findings = by_hand(tmp_path, "s;1;promise", head="session;turn;code")
    assert rows.values.tolist() == [["s", 1, "promise", "", "coder"]] and findings == []


@pytest.mark.parametrize("place", ["s,4", "s,-1", "t,1"])
def test_a_row_on_a_turn_that_is_not_there_is_left_out_and_told(tmp_path, place):
    rows, findings = by_hand(tmp_path, "s,1,promise,,An", f"{place},promise,,An")
    assert rows["turn"].tolist() == [1]
    assert [(finding.file, finding.line) for finding in findings] == [("codes.csv", 3)]
    session, turn = place.split(",")
    assert repr(session) in findings[0].message and f"turn {turn}" in findings[0].message


@pytest.mark.parametrize("turn", ["een", "", "1.5", "1a"])
def test_a_turn_that_is_no_number_is_told_with_its_line(tmp_path, turn):
    with pytest.raises(Unusable, match=r"^codes\.csv:3: .*'" + turn + "'.*$"):
        by_hand(tmp_path, "s,1,promise,,An", f"s,{turn},promise,,An")


def test_a_missing_column_is_told(tmp_path):
    with pytest.raises(Unusable, match=r"^codes\.csv:1: .*'code'"):
        by_hand(tmp_path, "s,1", head="session,turn")


@pytest.mark.parametrize("coder", ["reference", SOFTWARE])
def test_a_coder_has_any_name_or_is_told_to_choose_another(tmp_path, coder):
    with contextlib.suppress(Unusable):
        rows, _ = by_hand(tmp_path, f"s,1,deferral,,{coder}")
        table = measured(found(TALK, SPEAKERS, {"s": "nl"}), rows, TALK, codebook("nl"), "nl")
        assert (table["coder"] == coder).any() and len(codes(TALK, SPEAKERS, {"s": "nl"}, by_hand=rows))
