"""What sentences say of the dialogue: whole whatever is in the tables, with numbers counted by hand, and of no person which way they turned."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from worlds import EN, NL, numbers, said, world

from analysis import sentences
from analysis.coding.agreement import REFERENCE
from analysis.policy import Passage
from analysis.quotes import QUOTE
from analysis.sentences.dialogue import trust
from analysis.tables import Tables, checked

TOLD = {
    "s": {"date": "2026-01-01", "setting": "internal", "venue": "inside", "organiser": "X", "title": "Start"},
    "t": {"date": "2026-01-31", "setting": "external", "venue": "outside", "organiser": "Y"},
    "u": {"date": "2026-03-02", "setting": "external", "venue": "outside", "organiser": "X"},
}
BACK = {"s": "OBBBO", "t": "OCCCP", "u": "OBBBC"}  # topic 0 is in all three
TOPICS = {"s": {"B": 0, "O": 1}, "t": {"C": 0, "P": 1}, "u": {"B": 0}}
GROUPS = {"O": "Beheer", "P": "Bouw", "B": "Bewoners", "C": "Bewoners"}
MANY = {
    "s": {0: "outward", 1: "question resistance interest value:trust", 4: "deferral outward"},
    "t": {0: "inward", 1: "resistance value:fairness", 2: "initiative", 3: "question", 4: "promise deferral outward acknowledge"},
    "u": {0: "inward dismiss", 1: "resistance value:trust", 2: "resistance", 4: "initiative"},
}


def three(codes: dict[str, dict[int, str]] = {}, told: dict[str, dict[str, str]] = TOLD, policy: str = "", official: str = "OP") -> Tables:
    return world(BACK, TOPICS, official=official, groups=GROUPS, codes=codes, told=told, policy=policy)


def answered(tables: Tables, *items: int) -> Tables:
    """The ledger with an answer to these items, in the last turn of the last session."""
    found = tables.ledger.assign(place=range(len(tables.ledger)))
    done = found["place"].isin(items)
    found = found.assign(answered_session=found["answered_session"].astype(object).mask(done, "u"))
    found = found.assign(answered_turn=found["answered_turn"].mask(done, 4))
    return replace(tables, ledger=checked("ledger", found.drop(columns="place")))


def compared(*rows: tuple[str, str, str, float | None]) -> pd.DataFrame:
    """The table `agreement`: coder, code, name and alpha."""
    named = [dict(zip(("coder", "code", "name", "alpha"), row, strict=True)) for row in rows]
    same = {"turns": 9, "human": 4, "software": 4, "precision": 0.75, "recall": 0.5, "f1": 0.6, "low": 0.4, "high": 0.8}
    return checked("agreement", [{**row, **same} for row in named])


BY_REFERENCE = compared((REFERENCE, "deferral", "uitstel", 0.7), (REFERENCE, "resistance", "weerstand", None))
BY_PEOPLE = compared(("Ans", "deferral", "uitstel", 0.66), (REFERENCE, "deferral", "uitstel", 0.7), ("Ans", "inward", "naar binnen", 0.5))
ONE_OF_EACH = {"s": {0: "inward", 1: "question resistance interest", 4: "deferral acknowledge"}}

WORLDS = {
    "one turn": world({"s": "A"}),
    "one turn with codes": world({"s": "A"}, official="A", codes={"s": {0: "promise inward resistance"}}),
    "one of each": world({"s": "OBBBO"}, {"s": {"B": 0}}, official="O", codes=ONE_OF_EACH, told={"s": TOLD["s"]}),
    "two sessions on one day": world(
        {"s": "OBO", "t": "OBO"}, official="O", codes={"s": {2: "promise"}}, told={s: {**TOLD[s], "date": "2026-01-01"} for s in "st"}
    ),
    "two sessions, a day apart": world(
        {"s": "OBO", "t": "OBO"},
        official="O",
        codes={"s": {2: "deferral"}},
        told={"s": {"date": "2026-01-01"}, "t": {"date": "2026-01-02"}},
    ),
    "sessions of which nothing is told": three(MANY, told={}),
    "no codes": three(),
    "no official": three(MANY, official=""),
    "only officials": three(MANY, official="OPBC"),
    "only inside": three(MANY, told={s: {**TOLD[s], "venue": "inside", "setting": "internal"} for s in TOLD}),
    "only outside": three(MANY, told={s: {**TOLD[s], "venue": "outside", "setting": "external"} for s in TOLD}),
    "one outward": world({"s": "OOOOOB"}, official="O", codes={"s": {n: "inward" if n else "outward" for n in range(5)}}),
    "one inward": world({"s": "OOOOOB"}, official="O", codes={"s": {n: "outward" if n else "inward" for n in range(5)}}),
    "one who speaks alone": world({"s": "B", "t": "BBBOOO"}, {"t": {"B": 0}}, official="O", groups=GROUPS),
    "many": three(MANY),
    "many, in policy": replace(three(MANY), convergence=three(MANY).convergence.assign(policy_similarity=0.3)),
    "many, not in policy": three(MANY, policy="Het zwembad gaat dicht."),
    "all answered": answered(three(MANY), 0, 1, 2),
    "one answered": answered(three(MANY), 0),
    "checked by people": replace(three(MANY), agreement=BY_PEOPLE),
    "checked elsewhere": replace(three(MANY), agreement=BY_REFERENCE),
    "an unsure topic": replace(three(MANY), topics=three(MANY).topics.assign(unsure=True, stability=0.3)),
    "in one session inside and one outside": replace(three(MANY), convergence=three(MANY).convergence.assign(inside=1, outside=1)),
    "expected by chance in one": replace(three(MANY), convergence=three(MANY).convergence.assign(expected_sessions=1.0)),
}
HOLES = r"nan|NaN|None(?! more)|<NA>|[{}]|  |\.\.|unknown|inf\b|^[;, ]"
ONE_OF_MANY = r"\b1 (?:sessions|turns|days|organisers|matters|promises|topics|times|cases|groups|speakers|bijeenkomsten|beurten|dagen|organisatoren|onderwerpen|sprekers)\b"
NONE_OF_ANY = r"\b0 (?:sessions|turns|days|topics|times|bijeenkomsten|beurten|dagen|onderwerpen)\b|\bin 0\b(?!%)"


def texts(tables: Tables, language) -> list[str]:
    found = [text for statement in said(tables, language).values() for text in (statement.bold, statement.plain, statement.trust)]
    found += [text for reflection in sentences.mirror(tables, language) for text in (reflection.tip, reflection.shows)]
    found += sentences.dialogue(tables, language).splitlines()
    found += sentences.convergence(tables.convergence, tables.topics, language).splitlines()
    return [text for text in found if text]


@pytest.mark.parametrize("language", [EN, NL], ids=["en", "nl"])
@pytest.mark.parametrize("tables", WORLDS.values(), ids=WORLDS)
def test_sentences_are_whole_whatever_is_in_the_tables(tables, language):
    for text in texts(tables, language):
        assert text.strip() == text and text[-1] in ".?" and not re.search(HOLES, text), text
    for statement in said(tables, language).values():
        assert statement.heading and statement.bold
        assert len(statement.evidence.merge(tables.turns, on=QUOTE)) == len(statement.evidence)
        assert statement.table is None or not statement.table.isna().any(axis=None)
    assert len(sentences.mirror(tables, language)) in (0, 5)


@pytest.mark.parametrize("language", [EN, NL], ids=["en", "nl"])
@pytest.mark.parametrize("tables", WORLDS.values(), ids=WORLDS)
def test_of_one_thing_no_sentence_speaks_as_of_many_and_none_counts_nothing(tables, language):
    found = [text for text in texts(tables, language) if re.search(f"{ONE_OF_MANY}|{NONE_OF_ANY}", text)]
    assert found == []


# The ledger


def test_what_was_put_off_and_promised():
    statement = said(three(MANY))["ledger"]
    assert statement.bold == "Officials put off 2 matters and made one promise; to 3 of these none came back."
    assert statement.plain == "Most that is open, 3 times, is about “bus 1”. The oldest was 60 days old at the last session."
    assert statement.table.values.tolist() == [["bus 1", 2, 1, 0, 3]]
    assert statement.evidence[["session", "turn", "about"]].values.tolist() == [
        ["s", 1, "bus 1"], ["s", 4, "bus 1"], ["t", 3, "bus 1"], ["t", 4, "bus 1"]
    ]  # fmt: skip


def test_what_was_answered_is_not_open():
    one = said(answered(three(MANY), 0))["ledger"]
    assert numbers(one.bold) == [2, 2] and numbers(one.plain) == [2, 30]  # the oldest was put off on 31 January
    assert one.table.values.tolist() == [["bus 1", 2, 1, 1, 2]]
    assert set(one.evidence["session"]) == {"t"}
    everything = said(answered(three(MANY), 0, 1, 2))["ledger"]
    assert everything.bold.endswith("; they came back to all of it.") and everything.plain == ""
    assert everything.evidence.empty


@pytest.mark.parametrize(
    ("code", "english", "dutch"),
    [("deferral", "Officials put off one matter", "uit"), ("promise", "Officials made one promise", "toe")],
)
def test_only_one_kind_of_item(code, english, dutch):
    tables = three({"s": {4: code}})
    assert said(tables)["ledger"].bold.startswith(f"{english};")
    assert re.search(dutch, said(tables, NL)["ledger"].bold)


def test_one_open_item_is_not_one_of_these():
    assert "one of these" not in said(three({"s": {4: "promise"}}))["ledger"].bold


def test_without_items_there_is_no_ledger():
    assert "ledger" not in said(three())
    assert "ledger" not in said(three(MANY, official=""))


def test_open_items_by_organiser_and_topic():
    tables = answered(three(MANY), 1)
    found = sentences.open_items(tables.ledger, tables.topics, tables.sessions, EN)
    assert found.values.tolist() == [["X", "bus 1", 1, 1, 60], ["Y", "bus 1", 2, 1, 30]]
    nowhere = sentences.open_items(three(MANY, told={}).ledger, tables.topics.head(0), three(told={}).sessions, EN)
    assert nowhere[["organiser", "label", "items", "open"]].values.tolist() == [["–", "no topic", 3, 3]]
    assert sentences.open_items(three().ledger, tables.topics, tables.sessions, EN).empty


# Resistance


def test_what_lies_beneath_the_resistance():
    """B resists in s, whom O asks on, and twice in u, where nobody answers; C in t, whom P recognises."""
    statement = said(three(MANY))["resisting"]
    assert numbers(statement.bold) == [4, 4]
    assert numbers(statement.plain) == [100, 0, 0]
    assert "trust and fairness" in statement.plain
    assert statement.table.iloc[:, 0].tolist() == ["Bewoners"]
    assert statement.table.iloc[0, 1:].tolist() == [1, 1, 0, 0, 0, 2]  # recognised, asked on, ..., no official spoke


def test_resistance_by_an_official_is_another_matter():
    assert "resisting" not in said(three({"s": {0: "resistance"}}))
    assert "resisting" in said(three({"s": {0: "resistance"}}, official="P"))


def test_how_officials_responded_is_not_said_where_none_spoke():
    assert "%" not in said(three(MANY, official=""))["resisting"].plain


# Which way officials turned


def test_which_way_officials_turned():
    """Outward in s twice and in t once, inward in t and u."""
    statement = said(three(MANY))["turning"]
    assert numbers(statement.bold) == [3, 2]
    assert numbers(statement.plain)[0] == 60
    rows = {row[0]: row[1:3] for row in statement.table.values.tolist()}
    assert rows == {
        "inside": [0, 2], "outside": [2, 1], "internal sessions": [0, 2], "external sessions": [2, 1], "Beheer": [2, 2], "Bouw": [0, 1]
    }  # fmt: skip


def test_of_few_coded_turns_nothing_is_said():
    assert "turning" not in said(three({"s": {0: "outward", 4: "inward"}, "t": {0: "inward", 4: "outward"}}))
    assert "turning" not in said(three(MANY, official=""))


def test_inside_and_outside_are_compared_where_each_has_five_turns():
    tables = world(
        dict.fromkeys("st", "OOOOO"),
        official="O",
        codes={"s": dict.fromkeys(range(5), "inward"), "t": {n: "outward" if n else "inward" for n in range(5)}},
        told=TOLD,
    )
    assert said(tables)["turning"].plain.endswith("Outside their own building it was 80%, inside 0%.")
    assert "it was" not in said(three(MANY))["turning"].plain


@pytest.mark.parametrize("language", [EN, NL], ids=["en", "nl"])
@pytest.mark.parametrize("groups", [{}, {"[Ambtenaar 1]": "Beheer", "[Ambtenaar 2]": "Bouw"}])
def test_of_no_person_it_is_said_which_way_they_turned(language, groups):
    tables = three(MANY)
    names = {"O": "[Ambtenaar 1]", "P": "[Ambtenaar 2]", "B": "[Bewoner 1]", "C": "[Bewoner 2]"}
    renamed = {name: getattr(tables, name).replace({"speaker": names}) for name in ("turns", "speakers", "participation", "ledger")}
    tables = replace(tables, **renamed)
    tables.speakers["group"] = [groups.get(who, "Gemeente") for who in tables.speakers["speaker"]]
    statement = sentences.turning(tables, language)
    written = " ".join([statement.heading, statement.bold, statement.plain, statement.trust, statement.table.to_csv()])
    assert not any(name in written for name in names.values())


# Who was not heard


def test_who_was_not_heard():
    statement = said(three())["missing"]
    assert "“bus 0”" in statement.bold and "Beheer" in statement.bold
    assert statement.plain.startswith("Words were spread least evenly in “")
    assert said(three(), NL)["missing"].bold != statement.bold


def test_the_least_even_session_by_its_title_or_its_name():
    def uneven(session: str) -> str:
        talk = dict.fromkeys("st", "OB" * 4) | {session: "OBBBBBBB"}
        return said(world(talk, {s: {"B": 0} for s in "st"}, official="O", groups=GROUPS, told=TOLD))["missing"].plain

    assert "“Start”: one of the 2 speakers" in uneven("s")
    assert "“t”" in uneven("t")


def test_of_one_group_or_of_none_nobody_is_missing():
    assert "missing" not in said(world({"s": "ABBB"}, {"s": {"B": 0}}))
    assert "missing" not in said(world({"s": "ABBB"}, {"s": {"B": 0}}, groups={"B": "Bewoners"}))


# How far codes can be trusted


def test_agreement_with_people_is_shown_where_people_coded():
    assert trust(replace(three(), agreement=BY_PEOPLE), ("deferral",), EN) == (
        "Beside the codes of people on these transcripts – uitstel: found 50%, right 75%, alpha 0.66."
    )
    assert "0,66" in said(replace(three(MANY), agreement=BY_PEOPLE), NL)["ledger"].trust
    assert "naar binnen" in said(replace(three(MANY), agreement=BY_PEOPLE))["turning"].trust


def test_agreement_on_other_dialogues_is_called_so():
    found = said(replace(three(MANY), agreement=BY_REFERENCE))
    assert found["ledger"].trust.startswith("Codes were not checked by people here.") and "alpha 0.7." in found["ledger"].trust
    assert found["resisting"].trust.endswith("weerstand: found 50%, right 75%, alpha –.")
    assert found["turning"].trust == trust(three(), ("inward",), EN) == "How far these codes agree with those of people was not measured."


# What came back


def back(policy: str = "", **more) -> sentences.Statement:
    tables = three(policy=policy)
    return said(replace(tables, convergence=tables.convergence.assign(**more)))["returning"]


def test_what_came_back_and_whether_it_was_expected():
    assert back().bold == "“bus 0” came back in 3 of the 3 sessions, of 2 organisers."
    assert back(policy_similarity=0.3).bold == back().bold
    assert back("Het zwembad gaat dicht.").bold.endswith("of 2 organisers, and no agenda or policy document mentions it.")


def test_what_chance_may_do():
    assert "By chance about 2 sessions might have a topic" in back(expected_sessions=1.5).plain
    assert "more than chance explains (q = 0.01)" in back(convergent=True, q_value=0.01).plain
    assert "may still be chance (q = 0.2)" in back(convergent=False, q_value=0.2).plain


def test_a_q_that_is_very_small_is_not_nothing():
    assert "q = 0)" not in back(convergent=True, q_value=0.00002).plain


def test_what_came_back_inside_and_outside():
    assert "2 sessions outside and 3 inside" in back(outside=2, inside=3).plain
    assert "outside" not in back(outside=0).plain and "outside" not in back(inside=0).plain


def test_a_convergent_topic_that_nobody_expected_comes_first():
    tables = world(dict.fromkeys("stu", "BBBCCCC"), {s: {"B": 0, "C": 1} for s in "stu"}, told=TOLD)
    assert said(tables)["returning"].bold.startswith("“bus 1”")  # as convergent, and larger
    first = replace(tables, convergence=tables.convergence.assign(convergent=[True, False]))
    assert said(first)["returning"].bold.startswith("“bus 0”")
    assert "Also returned: “bus 1” (3 sessions)." in said(first)["returning"].plain
    unexpected = replace(tables, convergence=tables.convergence.assign(policy_similarity=0.3, unexpected=[True, False]))
    assert said(unexpected)["returning"].bold.startswith("“bus 0”")
    assert said(unexpected)["returning"].plain.endswith("That was in agendas or policy.")
    assert sentences.clearest(tables.convergence, tables.topics) == 1
    assert sentences.clearest(first.convergence, tables.topics) == sentences.clearest(unexpected.convergence, tables.topics) == 0
    assert sentences.clearest(tables.convergence.head(0), tables.topics) is None


def test_convergence_for_the_notebook():
    tables = three(policy="Het zwembad gaat dicht.")
    convergent = tables.convergence.assign(convergent=tables.convergence["returns"])
    lines = sentences.convergence(convergent, tables.topics, EN).splitlines()
    assert lines == [
        "One topic returns. More often than chance: “bus 0”. Returns, and is in no agenda or policy document: “bus 0”."
    ] or lines == ["One topic returns.", "More often than chance: “bus 0”.", "Returns, and is in no agenda or policy document: “bus 0”."]
    nothing = sentences.convergence(three(told={}).convergence, tables.topics, EN).splitlines()
    assert nothing[0] == "No topic returns." and nothing[1].startswith("None ") and nothing[2].startswith("There is no policy")


@pytest.mark.parametrize(("files", "expected"), [("", []), ("a", [1]), ("ab", [2, 2]), ("aa", [2])])
def test_passages_of_documents_are_counted(files, expected):
    text = sentences.passages([Passage(file, 1, "", "De bus.") for file in files], [], EN)
    assert numbers(text.replace("one passage", "1")) == expected


# The mirror


def shown(tables: Tables, language=EN) -> list[str]:
    return [reflection.shows for reflection in sentences.mirror(tables, language)]


def test_the_mirror_counts():
    inside, time, outside, motives, response = shown(three(MANY))
    assert inside.startswith(
        "One session was internal, with 2 speakers. Besides officials, these took part: Bewoners. The dialogue began inside."
    )
    assert time == "3 sessions in 60 days. The internal dialogue was held once."
    assert outside.startswith("2 of the 3 sessions were held outside the organiser's own building.")
    assert outside.endswith("One person told of something they do or want to do themselves.")  # C, twice
    assert numbers(motives) == [2, 3, 3, 0] or "to none" in motives
    assert response == "These sessions cannot say."  # two turns of resistance were met


def test_the_mirror_counts_responses():
    codes = dict.fromkeys((0, 2, 4, 6, 8), "resistance") | {1: "outward", 3: "outward", 5: "acknowledge", 7: "dismiss"}
    tables = world({"s": "BOBOBOBOBO"}, official="O", codes={"s": codes})
    assert numbers(shown(tables)[4])[:2] == [5, 2]
    few = world({"s": "BOBOBOBO"}, official="O", codes={"s": codes | {8: "", 9: ""}})
    assert shown(few) == []  # four responses are too few, and nothing else is known


@pytest.mark.parametrize("language", [EN, NL], ids=["en", "nl"])
def test_a_mirror_of_which_nothing_is_known_is_not_there(language):
    assert shown(world({"s": "A"}), language) == [] and sentences.reflected([]) == "–"


def test_a_dialogue_that_did_not_begin_inside():
    later = {**TOLD, "s": {**TOLD["s"], "date": "2026-04-01"}}
    assert "The dialogue did not begin inside." in shown(three(told=later))[0]
    assert shown(WORLDS["only outside"])[0].startswith("All sessions were external;")
    assert "Only officials took part." in shown(WORLDS["only officials"])[0]


def test_time_is_that_of_the_sessions_with_a_date():
    undated = {**TOLD, "u": {**TOLD["u"], "date": None}}
    assert shown(three(told=undated))[1].startswith("2 sessions in 30 days.")


def test_the_mirror_as_text():
    lines = sentences.reflected(sentences.mirror(three(MANY), EN)).splitlines()
    assert len(lines) == 10 and lines[0].startswith("1. ") and lines[8].startswith("5. ")


# Sides


def test_the_topics_that_sides_differ_on():
    tables = world({"s": "B" * 18 + "C" * 2, "t": "B" * 2 + "C" * 18}, {s: {"B": 0, "C": 1} for s in "st"}, told=TOLD)
    side = {"venue": {(s, who): TOLD[s]["venue"] for s in "st" for who in "BC"}}
    found = sentences.contrasts(side, tables.assignments, tables.turns, tables.topics, EN)
    assert found[["division", "topic", "more"]].values.tolist() == [["venue", "bus 0", "inside"], ["venue", "bus 1", "outside"]]
    assert sentences.contrasts({}, tables.assignments, tables.turns, tables.topics, EN).empty
