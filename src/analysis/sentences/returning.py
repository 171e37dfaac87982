"""What came back, by chance or not, expected or not."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import quotes
from analysis.convergence import enough
from analysis.language import Language
from analysis.sentences.statement import Statement
from analysis.tables import Tables

OFTEN = 3  # topics named in a finding
SHOWN = 8  # sessions of which a quote is shown


def returning(tables: Tables, _: Language) -> Statement | None:
    """What came back: a convergent topic that nobody expected before any other; where nothing returns, what most was said about."""
    if tables.topics.empty:
        return None
    found = tables.topics.merge(tables.convergence, on="topic", suffixes=("", "_with"))
    found = found[found["returns"]]
    if found.empty:
        return _nothing_returns(tables, _)
    order = ["convergent", "unexpected", "sessions_with", "turns"]
    found = found.sort_values(order, ascending=False, kind="stable")
    first: Any = next(found.itertuples())
    values = {"label": first.label, "n": first.sessions_with, "total": len(tables.sessions), "organisers": first.organisers}
    if first.unexpected:
        bold = _(
            "“{label}” came back in {n} of the {total} sessions, of {organisers} organisers, and no agenda or policy document mentions it.",
            **values,
        )
    else:
        bold = _("“{label}” came back in {n} of the {total} sessions, of {organisers} organisers.", **values)
    evidence = quotes.telling(tables.turns, tables.assignments, tables.topics, first.topic, min(SHOWN, first.sessions_with))
    plain = " ".join(part for part in (_chance(first, _), _where(first, _), _unsure(first, _), _others(found.iloc[1:], _)) if part)
    return Statement("returning", _("What came back"), bold, plain, evidence.assign(about=first.label))


def _chance(first: Any, _: Language) -> str:
    expected = _(
        "By chance {expected} might have a topic",
        expected=_.count("about one session", "about {n} sessions", round(first.expected_sessions)),
    )
    q = _("q = {q}", q=round(first.q_value, 3)) if first.q_value >= 0.0005 else _("q under 0.001")
    if first.convergent:
        return f"{expected}{_('; this is more than chance explains ({q}).', q=q)}"
    return f"{expected}{_('; that this one is in more may still be chance ({q}).', q=q)}"


def _where(first: Any, _: Language) -> str:
    if first.inside and first.outside:
        outside = _.count("one session", "{n} sessions", int(first.outside))
        return _("It was heard in {outside} outside and {inside} inside.", outside=outside, inside=_.count("one", "{n}", int(first.inside)))
    return ""


def _unsure(first: Any, _: Language) -> str:
    if first.unsure and pd.notna(first.stability):
        return _("This topic is unsure: with a little less talk it often falls apart.")
    return ""


def _others(found: pd.DataFrame, _: Language) -> str:
    """The other topics that return, and whether those were expected."""
    if found.empty:
        return ""
    named = [
        _.count("“{label}” ({n} session)", "“{label}” ({n} sessions)", int(row.sessions_with), label=row.label)
        for row in found.head(OFTEN - 1).itertuples()
    ]
    said = [_("Also returned: {topics}.", topics=_.all_of(named))]
    if found["policy_similarity"].notna().any():
        rest = found.head(OFTEN - 1)
        if not rest["unexpected"].any():
            said.append(_.count("That was in agendas or policy.", "These were in agendas or policy.", len(rest)))
    return " ".join(said)


def _nothing_returns(tables: Tables, _: Language) -> Statement:
    largest = tables.topics.sort_values("turns", ascending=False, kind="stable").head(OFTEN)
    bold = _("Most was said about {topics}.", topics=_.all_of([f"“{label}”" for label in largest["label"]]))
    total = len(tables.sessions)
    if total == 1:
        plain = _("It was one session, so nothing can be said about what returns.")
    elif tables.sessions["organiser"].nunique() < 2:
        plain = _("Nothing can be said about what returns with different organisers: there is one, or sessions.csv does not say who it is.")
    else:
        plain = _("No topic came back in {n} sessions or more, of two organisers.", n=enough(total))
    return Statement("returning", _("What it was about"), bold, plain, _told(tables, largest))


def _told(tables: Tables, topics: pd.DataFrame) -> pd.DataFrame:
    """The turns that tell most of each topic, and in `about` its label."""
    return pd.concat(
        [quotes.telling(tables.turns, tables.assignments, tables.topics, row.topic).assign(about=row.label) for row in topics.itertuples()]
    )


def convergence(found: pd.DataFrame, topics: pd.DataFrame, _: Language) -> str:
    """For the notebook: what returns, what of it is convergent, and what nobody expected."""
    found = found.merge(topics[["topic", "label"]], on="topic")
    if found.empty:
        return _("No topics were found: there was too little to go by.")
    returns = found[found["returns"]]
    said = [_.count("One topic returns.", "{n} topics return.", len(returns)) if len(returns) else _("No topic returns.")]
    more = _quoted(returns[returns["convergent"]])
    said.append(_("More often than chance: {topics}.", topics=_.all_of(more)) if more else _("None more often than chance might have it."))
    if found["policy_similarity"].isna().all():
        said.append(_("There is no policy or agenda to compare with, so nothing is called unexpected."))
    else:
        new = _quoted(returns[returns["unexpected"]])
        said.append(
            _("Returns, and is in no agenda or policy document: {topics}.", topics=_.all_of(new))
            if new
            else _("Nothing returns that is in no agenda or policy document.")
        )
    return "\n".join(said)


def _quoted(found: pd.DataFrame) -> list[str]:
    return [f"“{label}”" for label in found["label"]]


def clearest(found: pd.DataFrame, topics: pd.DataFrame) -> int | None:
    """The topic that returns most clearly: convergent and unexpected before others, then in most sessions; None where there is no topic."""
    order = ["returns", "convergent", "unexpected", "sessions", "turns"]
    told = found.merge(topics[["topic", "turns"]], on="topic").sort_values(order, ascending=False, kind="stable")
    return None if told.empty else int(told["topic"].iloc[0])


def passages(found: list, findings: list, _: Language) -> str:
    """How many passages of policy and agendas there are, and which documents could not be read."""
    if not found and not findings:
        return _("There is no policy or agenda to compare with, so nothing is called unexpected.")
    files = len({passage.file for passage in found})
    said = _.count("There is one passage of policy or agendas, in {files}.", "There are {n} passages of policy or agendas, in {files}.", len(found), files=_.count("one document", "{n} documents", files))  # fmt: skip
    return "\n".join([said, *map(str, findings)])
