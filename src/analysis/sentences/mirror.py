"""The mirror: five tips for officials who hold dialogues, and for each what these sessions show."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.dialogue.orientation import FEW, orientation
from analysis.dialogue.resistance import IGNORED, NOBODY, resistance
from analysis.dialogue.variety import heard_first
from analysis.language import Language
from analysis.tables import Tables

NAMED = 3  # topics named


@dataclass
class Reflection:
    """A tip, and what these sessions show beside it; nothing but sentences made from tables."""

    tip: str
    shows: str


def mirror(tables: Tables, _: Language) -> list[Reflection]:
    """The five tips of the founding article (“Standplaats? Buiten!”, 2018), each with what these sessions show; where the tables say nothing, so does it; none where they say nothing of any."""
    nothing = _("These sessions cannot say.")
    pairs = (
        (_("Begin with a broad dialogue inside."), _internal_first(tables, _)),
        (_("Take the time that it needs."), _time(tables, _)),
        (_("Be outside, and explore what you meet there."), _outside(tables, _)),
        (_("Ask yourself why you do what you do, and whether it can be done otherwise."), _motives(tables, _)),
        (_("What is your own response to resistance?"), _response(tables, _)),
    )
    if not any(any(shown) for _tip, shown in pairs):
        return []
    return [Reflection(tip, " ".join(part for part in shown if part) or nothing) for tip, shown in pairs]


def _internal_first(tables: Tables, _: Language) -> list[str]:
    internal = tables.sessions[tables.sessions["setting"] == "internal"]
    external = tables.sessions[tables.sessions["setting"] == "external"]
    if internal.empty and external.empty:
        return []
    if internal.empty:
        return [_("All sessions were external; none was held inside first.")]
    who = tables.participation[tables.participation["session"].isin(internal["session"])].merge(tables.speakers, on="speaker")
    said = [
        _.count(
            "One session was internal, with {people}.",
            "{n} sessions were internal, with {people}.",
            len(internal),
            people=_.count("one speaker", "{n} speakers", who["speaker"].nunique()),
        )
    ]
    groups = sorted(set(who["group"][~who["official"]]) - {"unknown"})
    said.append(
        _("Besides officials, these took part: {groups}.", groups=_.all_of([_(group) for group in groups]))
        if groups
        else _("Only officials took part.")
    )
    dates = internal["date"].dropna(), external["date"].dropna()
    if len(dates[0]) and len(dates[1]):
        said.append(_("The dialogue began inside.") if dates[0].min() < dates[1].min() else _("The dialogue did not begin inside."))
    first = heard_first(tables.assignments, tables.turns, tables.sessions, tables.topics)
    crossed = first["first"].value_counts()
    if crossed.sum():
        said.append(
            _(
                "Topics heard on both sides: {internal} first in an internal session, {external} first in an external one.",
                internal=int(crossed.get("internal", 0)),
                external=int(crossed.get("external", 0)),
            )
        )
    return said


def _time(tables: Tables, _: Language) -> list[str]:
    dates = sorted(pd.to_datetime(tables.sessions["date"].dropna()))
    if len(dates) < 2:
        return []
    days = (dates[-1] - dates[0]).days
    sessions = _.count("One session", "{n} sessions", len(dates))
    said = [
        _.count("{sessions} in one day.", "{sessions} in {n} days.", days, sessions=sessions)
        if days
        else _("{sessions}, all on one day.", sessions=sessions)
    ]
    internal = pd.to_datetime(tables.sessions["date"][tables.sessions["setting"] == "internal"].dropna())
    if len(internal) > 1:
        said.append(
            _(
                "The internal dialogue was taken up {n} times, the last time on {date}.",
                n=len(internal),
                date=_.date(internal.max().date().isoformat()),
            )
        )
    elif len(internal) == 1:
        said.append(_("The internal dialogue was held once."))
    return said


def _outside(tables: Tables, _: Language) -> list[str]:
    known = tables.sessions[tables.sessions["venue"].notna()]
    if known.empty:
        return []
    outside = known[known["venue"] == "outside"]
    said = [_share_outside(len(outside), len(known), _)]
    only = tables.convergence[(tables.convergence["outside"] > 0) & (tables.convergence["inside"] == 0)].merge(
        tables.topics, on="topic", suffixes=("_with", "")
    )
    if len(only) and len(outside) < len(known):
        labels = [f"“{label}”" for label in only.sort_values("turns", ascending=False, kind="stable")["label"].head(NAMED)]
        said.append(_("Heard only outside: {topics}.", topics=_.all_of(labels)))
    begun = tables.codes[tables.codes["code"] == "initiative"].merge(tables.turns[["session", "turn", "speaker"]], on=["session", "turn"])
    begun = begun.merge(tables.speakers[["speaker", "official"]], on="speaker")
    people = begun["speaker"][~begun["official"]].nunique()
    if people:
        said.append(
            _.count(
                "One person told of something they do or want to do themselves.",
                "{n} people told of something they do or want to do themselves.",
                people,
            )
        )
    return said


def _share_outside(n: int, total: int, _: Language) -> str:
    if n == total:
        return _("Every session was outside the organiser's own building.")
    if n == 0:
        return _("No session was outside the organiser's own building.")
    return _.count(
        "One of the {total} sessions was held outside the organiser's own building.",
        "{n} of the {total} sessions were held outside the organiser's own building.",
        n,
        total=total,
    )


def _motives(tables: Tables, _: Language) -> list[str]:
    found = orientation(tables.codes, tables.turns, tables.speakers.assign(group="all"), tables.assignments)
    said = []
    if len(found) and found["inward"][0] + found["outward"][0] >= FEW:
        said.append(
            _(
                "In {inward} officials judged by policy, procedure or competence; in {outward} they asked on or explored.",
                inward=_.count("one turn", "{n} turns", int(found["inward"][0])),
                outward=_.count("one turn", "{n} turns", int(found["outward"][0])),
            )
        )
    if len(tables.ledger):
        back = int(tables.ledger["answered_turn"].notna().sum())
        said.append(
            _.count(
                "One matter was put off or promised; officials came back to {back} of that.",
                "{n} matters were put off or promised; officials came back to {back} of those.",
                len(tables.ledger),
                back=back,
            )
        )
    return said


def _response(tables: Tables, _: Language) -> list[str]:
    found = resistance(tables.codes, tables.turns, tables.speakers, tables.assignments)
    met = found[~found["official"] & (found["response"] != NOBODY)]
    if len(met) < FEW:
        return []
    count = met["response"].value_counts()
    return [
        _(
            "Officials responded to {n} turns of resistance: {explored} times by asking on, {recognised} by recognising it, {sidestepped} by sidestepping, {dismissed} by brushing it aside, {ignored} not at all.",
            n=len(met),
            explored=int(count.get("explore", 0)),
            recognised=int(count.get("acknowledge", 0)),
            sidestepped=int(count.get("sidestep", 0)),
            dismissed=int(count.get("dismiss", 0)),
            ignored=int(count.get(IGNORED, 0)),
        )
    ]


def reflected(found: list[Reflection]) -> str:
    """The mirror as plain text, for a notebook."""
    return "\n".join(f"{n}. {reflection.tip}\n   {reflection.shows}" for n, reflection in enumerate(found, 1)) or "–"
