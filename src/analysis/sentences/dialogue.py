"""What the dialogue says: what was put off and promised, what lies beneath resistance and how it was met, which way officials turned."""

from __future__ import annotations

import math
from collections import Counter

import pandas as pd

from analysis import quotes
from analysis.coding.agreement import REFERENCE
from analysis.dialogue import ledger as ledgers
from analysis.dialogue import variety
from analysis.dialogue.orientation import FEW, orientation
from analysis.dialogue.resistance import IGNORED, NOBODY, resistance
from analysis.language import Language
from analysis.sentences.statement import Statement
from analysis.tables import Tables

SHOWN = 4  # exchanges of turns shown as evidence
VALUES = 3  # values named


def ledger(tables: Tables, _: Language) -> Statement | None:
    """What officials put off and promised, and what of it nobody came back to."""
    found = tables.ledger
    if found.empty:
        return None
    is_open = found["answered_turn"].isna()
    put_off, promised = ((found["kind"] == kind).sum() for kind in ledgers.KINDS)
    matters = _.count("one matter", "{n} matters", int(put_off))
    promises = _.count("one promise", "{n} promises", int(promised))
    if put_off and promised:
        said = _("Officials put off {matters} and made {promises}", matters=matters, promises=promises)
    else:
        said = _("Officials put off {matters}", matters=matters) if put_off else _("Officials made {promises}", promises=promises)
    n = int(is_open.sum())
    if len(found) == 1:
        rest = _("; none came back to it.") if n else _("; they came back to it.")
    else:
        rest = (
            _.count("; to one of these none came back.", "; to {n} of these none came back.", n)
            if n
            else _("; they came back to all of it.")
        )
    bold = said + rest
    plain = " ".join(part for part in (_most_open(tables, found[is_open], _), _oldest(tables, found, _)) if part)
    return Statement(
        "ledger",
        _("What was put off and promised"),
        bold,
        plain,
        _asked_and_answered(tables, found[is_open], _),
        _by_topic(tables, found, _),
        trust=trust(tables, ("deferral", "promise"), _),
    )


def _most_open(tables: Tables, found: pd.DataFrame, _: Language) -> str:
    """The topic with most open items."""
    labels = dict(zip(tables.topics["topic"], tables.topics["label"], strict=True))
    counted = Counter(labels[topic] for topic in found["topic"] if topic in labels)
    if not counted:
        return ""
    label, n = min(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return _("Most that is open, {n} times, is about “{label}”.", n=n, label=label) if n > 1 else ""


def _oldest(tables: Tables, found: pd.DataFrame, _: Language) -> str:
    days = ledgers.age(found, tables.sessions).dropna()
    if not len(days) or days.max() <= 0:
        return ""
    return _.count("The oldest was a day old at the last session.", "The oldest was {n} days old at the last session.", int(days.max()))


def _asked_and_answered(tables: Tables, found: pd.DataFrame, _: Language) -> pd.DataFrame:
    """What was asked, and how it was put off, of some open items: of as many topics as there are, what no official asked and was put off most briefly first."""
    labels = dict(zip(tables.topics["topic"], tables.topics["label"], strict=True))
    official = dict(zip(tables.speakers["speaker"], tables.speakers["official"], strict=True))
    speaker = dict(zip(zip(tables.turns["session"], tables.turns["turn"], strict=True), tables.turns["speaker"], strict=True))
    quotes_of = tables.codes.drop_duplicates(["session", "turn", "code"]).set_index(["session", "turn", "code"])["quote"].to_dict()
    asked = [speaker.get((row.session, row.asked_turn)) if pd.notna(row.asked_turn) else None for row in found.itertuples()]
    told = found.assign(
        known=found["topic"].isin(labels) & found["asked_turn"].notna(),
        inside=[official.get(who, True) for who in asked],
        brief=[len(str(quotes_of.get((row.session, row.turn, row.kind), "")).split()) for row in found.itertuples()],
    ).sort_values(["known", "inside", "brief", "session", "turn"], ascending=[False, True, True, True, True], kind="stable")
    chosen = told.assign(n=told.groupby("topic").cumcount()).sort_values(["known", "n"], ascending=[False, True], kind="stable").head(SHOWN)
    rows = [
        {"session": row.session, "turn": int(turn), "about": labels.get(row.topic, "")}
        for row in chosen.sort_values(["topic", "session", "turn"], kind="stable").itertuples()
        for turn in (row.asked_turn, row.turn)
        if pd.notna(turn)
    ]
    return _quoted(tables, rows)


def _quoted(tables: Tables, rows: list[dict]) -> pd.DataFrame:
    told = pd.DataFrame(rows, columns=["session", "turn", "about"]).drop_duplicates(["session", "turn"])
    return told.merge(tables.turns[["session", "turn", "speaker", "text"]], on=["session", "turn"])[[*quotes.QUOTE, "about"]]


def _by_topic(tables: Tables, found: pd.DataFrame, _: Language) -> pd.DataFrame:
    """The ledger by topic: put off, promised, come back to, open."""
    labels = dict(zip(tables.topics["topic"], tables.topics["label"], strict=True))
    shown = found.assign(label=[labels.get(topic, _("no topic")) for topic in found["topic"]], done=found["answered_turn"].notna())
    counted = shown.groupby("label", sort=True).agg(
        put_off=("kind", lambda kinds: int((kinds == "deferral").sum())),
        promised=("kind", lambda kinds: int((kinds == "promise").sum())),
        done=("done", "sum"),
        all=("done", "size"),
    )
    counted["open"] = counted["all"] - counted["done"]
    counted = counted.drop(columns="all").sort_values("open", ascending=False, kind="stable").reset_index()
    counted.columns = [_("topic"), _("put off"), _("promised"), _("come back to"), _("open")]
    return counted


def resisting(tables: Tables, _: Language) -> Statement | None:
    """Where people resist: what they need or hold dear, and how officials respond."""
    found = resistance(tables.codes, tables.turns, tables.speakers, tables.assignments)
    found = found[~found["official"]]
    if found.empty:
        return None
    beneath = int(((found["interests"].map(len) > 0) | (found["values"].map(len) > 0)).sum())
    bold = _.count("In one turn somebody pushed back", "People pushed back in {n} turns", len(found))
    if len(found) == 1:
        bold += (
            _("; an interest or a value was spoken out beside it.") if beneath else _("; no interest or value was spoken out beside it.")
        )
    else:
        bold += _.count(
            "; in one of these an interest or a value was spoken out beside it.",
            "; in {n} of these an interest or a value was spoken out beside it.",
            beneath,
        )
    met = found[~found["response"].isin([NOBODY])]
    parts = [_met(met, _)] if len(met) else []
    values = Counter(value for listed in found["values"] for value in listed)
    if values:
        most = sorted(values, key=lambda value: (-values[value], value))[:VALUES]
        parts.append(_("Most spoken out: {values}.", values=_.all_of([_(value) for value in most])))
    parts.append(_("Resistance is a sign of involvement, not of bad will."))
    return Statement(
        "resisting",
        _("What lies beneath the resistance"),
        bold,
        " ".join(parts),
        _resistance_quotes(tables, found),
        _responses(found, _),
        trust=trust(tables, ("resistance", "interest", "value", "acknowledge", "sidestep"), _),
    )


def _met(met: pd.DataFrame, _: Language) -> str:
    """How officials responded, in shares."""
    count = met["response"].value_counts()
    return _(
        "Where officials spoke next, they recognised it or asked on in {open} of the cases, sidestepped or brushed aside in {closed}, and let it pass in {ignored}.",
        open=_.share((count.get("acknowledge", 0) + count.get("explore", 0)) / len(met)),
        closed=_.share((count.get("sidestep", 0) + count.get("dismiss", 0)) / len(met)),
        ignored=_.share(count.get(IGNORED, 0) / len(met)),
    )


def _resistance_quotes(tables: Tables, found: pd.DataFrame) -> pd.DataFrame:
    """Turns of resistance with an interest or value, each with the official's response."""
    told = found.assign(
        beneath=(found["interests"].map(len) > 0).astype(int) + (found["values"].map(len) > 0).astype(int),
        answered=found["response_turn"].notna(),
    )
    told = (
        told.sort_values(["beneath", "answered"], ascending=False, kind="stable")
        .drop_duplicates("speaker")
        .drop_duplicates("session")
        .head(SHOWN)
    )
    rows = [
        {"session": row.session, "turn": int(turn), "about": ""}
        for row in told.sort_values(["session", "turn"], kind="stable").itertuples()
        for turn in (row.turn, row.response_turn)
        if pd.notna(turn)
    ]
    return _quoted(tables, rows)


def _responses(found: pd.DataFrame, _: Language) -> pd.DataFrame:
    """How officials responded to whom: groups by responses."""
    names = {"acknowledge": _("recognised"), "explore": _("asked on"), "sidestep": _("sidestepped"), "dismiss": _("brushed aside")}
    names |= {IGNORED: _("let pass"), NOBODY: _("no official spoke")}
    counted = pd.crosstab(found["group"], found["response"]).reindex(columns=list(names), fill_value=0).reset_index()
    counted["group"] = [_(group) for group in counted["group"]]
    counted.columns = [_("group"), *names.values()]
    return counted


def turning(tables: Tables, _: Language) -> Statement | None:
    """Which way officials turned: inward, to standing policy, or outward; by where it was, and by group where there is more than one. Never by person."""
    talk = tables.turns.merge(tables.sessions[["session", "venue", "setting"]], on="session")
    everybody = tables.speakers.assign(group="all")
    whole = orientation(tables.codes, tables.turns, everybody, tables.assignments)
    if whole.empty or whole["inward"][0] + whole["outward"][0] < FEW:
        return None
    row = whole.iloc[0]
    bold = _(
        "Officials asked on, explored or connected in {outward}, and fell back on policy, procedure or competence in {inward}.",
        outward=_.count("one turn", "{n} turns", int(row["outward"])),
        inward=_.count("one turn", "{n} turns", int(row["inward"])),
    )
    parts = []
    if pd.notna(row["low"]):
        parts.append(
            _(
                "So {share} of these turns were outward; with other sessions this might have been between {low} and {high}.",
                share=_.share(row["share"]),
                low=_.share(row["low"]),
                high=_.share(row["high"]),
            )
        )
    shown = []
    for column, names in (
        ("venue", {"inside": _("inside"), "outside": _("outside")}),
        ("setting", {"internal": _("internal sessions"), "external": _("external sessions")}),
    ):
        shown += [(names[side], _share_of(tables, talk[talk[column] == side])) for side in names if (talk[column] == side).any()]
    groups = orientation(tables.codes, tables.turns, tables.speakers, tables.assignments)
    shown += [(_(str(r.group)), r) for r in groups.itertuples()] if len(groups) > 1 else []
    table = pd.DataFrame(
        [(name, r.inward, r.outward, "–" if math.isnan(r.share) else _.share(r.share)) for name, r in shown if r is not None]
    )
    if len(table):
        table.columns = [_("where"), _("inward"), _("outward"), _("share outward")]
    where = {name: r for name, r in shown if r is not None and r.inward + r.outward >= FEW}
    if _("inside") in where and _("outside") in where:
        parts.append(
            _(
                "Outside their own building it was {outside}, inside {inside}.",
                outside=_.share(where[_("outside")].share),
                inside=_.share(where[_("inside")].share),
            )
        )
    return Statement(
        "turning",
        _("Which way officials turned"),
        bold,
        " ".join(parts),
        _both_ways(tables),
        table if len(table) else None,
        trust=trust(tables, ("inward", "outward"), _),
    )


def _share_of(tables: Tables, talk: pd.DataFrame):
    """The orientation of all officials in some turns, as one row; None where no official spoke."""
    found = orientation(tables.codes, talk[tables.turns.columns], tables.speakers.assign(group="all"), tables.assignments)
    return next(found.itertuples(), None)


def _both_ways(tables: Tables) -> pd.DataFrame:
    """Some turns that turned inward, and some that turned outward, of several sessions."""
    rows = []
    for code in ("outward", "inward"):
        found = tables.codes[tables.codes["code"] == code].merge(tables.turns, on=["session", "turn"])
        found = found[found["words"].between(quotes.SHORT, quotes.LONG)].drop_duplicates("session").head(SHOWN // 2)
        rows += [{"session": row.session, "turn": row.turn, "about": ""} for row in found.itertuples()]
    return _quoted(tables, rows)


def missing(tables: Tables, _: Language) -> Statement | None:
    """Which groups were there and said next to nothing on a topic."""
    found = variety.missing(tables.assignments, tables.turns, tables.speakers, tables.topics)
    found = found[found["group"] != "unknown"].merge(tables.topics[["topic", "label", "turns"]], on="topic", suffixes=("", "_all"))
    if found.empty or tables.speakers["group"].nunique() < 2:
        return None
    first = found.sort_values(["sessions", "turns_all"], ascending=False, kind="stable").iloc[0]
    bold = _("On “{label}” {group} said next to nothing, though present.", label=first["label"], group=_(first["group"]))
    balance = variety.balance(tables.participation).set_index("session")
    uneven = balance["gini"].idxmax()
    title = tables.sessions.set_index("session")["title"]
    said = {
        "session": title[uneven] if isinstance(title[uneven], str) else uneven,
        "speakers": int(balance["speakers"][uneven]),
    }
    plain = (
        _.count(
            "Words were spread least evenly in “{session}”: one of the {speakers} speakers spoke half of them.",
            "Words were spread least evenly in “{session}”: {n} of the {speakers} speakers spoke half of them.",
            int(balance["half"][uneven]),
            **said,
        )
        if balance["gini"][uneven] > 0.05
        else ""
    )
    return Statement("missing", _("Who was not heard"), bold, plain)


def trust(tables: Tables, codes: tuple[str, ...], _: Language) -> str:
    """How far codes agree with those of human coders, in a sentence; on this corpus where people coded it, else on dialogues coded beforehand."""
    here = tables.agreement[tables.agreement["code"].isin(codes)]
    by_hand, elsewhere = here[here["coder"] != REFERENCE], here[here["coder"] == REFERENCE]
    told = by_hand if len(by_hand) else elsewhere
    if told.empty:
        return _("How far these codes agree with those of people was not measured.")
    names = dict(zip(told["code"], told["name"], strict=True))
    parts = [
        _(
            "{code}: found {recall}, right {precision}, alpha {alpha}",
            code=names[row.code],
            recall=_part(row.recall, _),
            precision=_part(row.precision, _),
            alpha="–" if math.isnan(row.alpha) else _.number(row.alpha),
        )
        for row in told.itertuples()
    ]
    shown = "; ".join(parts)
    if len(by_hand):
        return _("Beside the codes of people on these transcripts – {parts}.", parts=shown)
    return _("Codes were not checked by people here. On other dialogues, coded by hand – {parts}.", parts=shown)


def _part(value: float, _: Language) -> str:
    return "–" if math.isnan(value) else _.share(value)


# For the notebook


def open_items(found: pd.DataFrame, topics: pd.DataFrame, sessions: pd.DataFrame, _: Language) -> pd.DataFrame:
    """The open items of the ledger by organiser and topic, with how many there were, and the age in days of the oldest that is open."""
    labels = dict(zip(topics["topic"], topics["label"], strict=True))
    organiser = sessions.set_index("session")["organiser"].fillna("–").to_dict()
    told = found.assign(
        organiser=[organiser[session] for session in found["session"]],
        label=[labels.get(topic, _("no topic")) for topic in found["topic"]],
        open=found["answered_turn"].isna(),
        days=ledgers.age(found, sessions),
    )
    return (
        told.groupby(["organiser", "label"], sort=True)
        .agg(items=("open", "size"), open=("open", "sum"), oldest=("days", "max"))
        .reset_index()
    )


def contrasts(sides: dict, assignments: pd.DataFrame, turns: pd.DataFrame, topics: pd.DataFrame, _: Language) -> pd.DataFrame:
    """Every division of a corpus, and the topics that its two sides differ on: division, topic, more (the side that talks of it more), log-odds, q."""
    rows = []
    for name, side in sides.items():
        first, second = sorted(set(side.values()))
        found = variety.contrasts(assignments, turns, topics, side).merge(topics[["topic", "label"]], on="topic")
        rows += [
            {
                "division": name,
                "topic": row.label,
                "more": first if row.log_odds > 0 else second,
                "log_odds": round(abs(row.log_odds), 2),
                "q": round(row.q, 3),
            }
            for row in found[found["differs"]].sort_values("z", key=abs, ascending=False, kind="stable").itertuples()
        ]
    return pd.DataFrame(rows, columns=["division", "topic", "more", "log_odds", "q"])


def dialogue(tables: Tables, _: Language) -> str:
    """What was put off, what was resisted and how it was met, and which way officials turned."""
    found = [ledger(tables, _), resisting(tables, _), turning(tables, _), missing(tables, _)]
    return "\n".join(f"{s.bold} {s.plain}".strip() for s in found if s) or _("No codes were found, so nothing can be said.")
