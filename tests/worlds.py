"""Made-up corpora of which every table can be counted by hand."""

import re
from dataclasses import fields

import pandas as pd

from analysis import networks, sentences
from analysis.convergence import convergence
from analysis.dialogue.ledger import ledger
from analysis.language import Language
from analysis.policy import Passage
from analysis.tables import Tables, checked

EN, NL = Language("en"), Language("nl")
SAY = "De bus en de halte zijn weg en dat is jammer"  # 10 words


def coded(codes: dict[str, dict[int, str]]) -> pd.DataFrame:
    """The table `codes`, from the codes of each turn of each session: "resistance value:trust"."""
    rows = [(session, turn, *code.split(":")) for session, turns in codes.items() for turn, said in turns.items() for code in said.split()]
    named = [dict(zip(("session", "turn", "code", "value"), row, strict=False)) for row in rows]
    return checked("codes", [{**row, "quote": SAY, "source": "codebook"} for row in named])


def world(
    talk: dict[str, str],
    topics: dict[str, dict[str, int]] = {},
    official: str = "",
    chair: str = "",
    groups: dict[str, str] = {},
    codes: dict[str, dict[int, str]] = {},
    told: dict[str, dict[str, str]] = {},
    policy: str = "",
) -> Tables:
    """Tables of a made-up corpus.

    `talk` has for each session who speaks in turn ("ABA"; each turn is 10 words), `topics` for each session the topic of speakers
    (the others have none), `official` and `chair` who is one, `groups` the group of each, `codes` the codes of turns (see `coded`), `told` what
    sessions.csv says of each session, `policy` what the policy says; all say the same, so that the ledger finds no answer.
    """
    turns = pd.DataFrame([{"session": s, "turn": n, "speaker": who} for s, order in talk.items() for n, who in enumerate(order)])
    turns = checked("turns", turns.assign(text=SAY, words=10, content=True))
    about = [topics.get(row.session, {}).get(row.speaker, -1) for row in turns.itertuples()]
    assignments = checked("assignments", turns[["session", "turn"]].assign(episode=0, topic=about, probability=1.0))
    spoken = turns.assign(topic=about)
    found = spoken[spoken["topic"] >= 0].groupby("topic", as_index=False)
    found = found.agg(turns=("turn", "size"), sessions=("session", "nunique"), speakers=("speaker", "nunique"))
    found = found.assign(label=[f"bus {topic}" for topic in found["topic"]], words=[["bus", "halte"]] * len(found), share=0.5, unsure=False)
    speakers = turns.groupby("speaker", as_index=False).agg(turns=("turn", "size"), words=("words", "sum"))
    attended = turns.groupby(["session", "speaker"], as_index=False).agg(turns=("turn", "size"), words=("words", "sum"))
    made = {
        "turns": turns,
        "assignments": assignments,
        "topics": checked("topics", found.to_dict("records")),
        "sessions": [
            {"session": s, "file": f"{s}.txt", "language": "nl", "turns": len(who), "words": 10 * len(who), **told.get(s, {})}
            for s, who in talk.items()
        ],
        "speakers": speakers.assign(
            group=[groups.get(who, "unknown") for who in speakers["speaker"]],
            official=[who in official for who in speakers["speaker"]],
            facilitator=[who in chair for who in speakers["speaker"]],
        ),
        "participation": attended.assign(share=0.5, questions=0),
        "codes": coded(codes),
    }
    made |= {name: checked(name, made[name]) for name in ("sessions", "speakers")}
    who_about_what = networks.affiliation(made["turns"], made["assignments"], made["topics"])
    made["edges"] = pd.concat([networks.interaction(turns), who_about_what, networks.shared(who_about_what)])
    named = dict.fromkeys([*speakers["speaker"], *made["topics"]["label"]], "g")
    made["actors"] = pd.concat([networks.actors(made["edges"], name, named) for name in ("interaction", "topics", "shared")])
    passages = [Passage("beleid.txt", 1, "", policy)] if policy else None
    made["convergence"] = convergence(assignments, turns, made["topics"], made["sessions"], passages)
    made["ledger"] = ledger(made["codes"], turns, made["speakers"], assignments, made["sessions"], dict.fromkeys(talk, "nl"))
    return Tables(**{field.name: checked(field.name, made.get(field.name, [])) for field in fields(Tables)})


def said(tables: Tables, language: Language = EN) -> dict[str, sentences.Statement]:
    return {statement.name: statement for statement in sentences.statements(tables, language)}


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"(?<!bus )\b\d+", text)]
