"""Tables become sentences: what was found, in the language of the corpus, for the notebooks and the report.

Every sentence is made from the tables and holds for whatever is in them: one session, no official, no topic.
"""

from __future__ import annotations

import math

import pandas as pd

from analysis import quotes
from analysis.corpus import Corpus
from analysis.findings import Finding
from analysis.language import Language
from analysis.sentences.dialogue import contrasts, dialogue, ledger, missing, open_items, resisting, turning
from analysis.sentences.mirror import mirror, reflected
from analysis.sentences.returning import clearest, convergence, passages, returning
from analysis.sentences.statement import Statement
from analysis.tables import BROKERAGE_ROLES, STABLE, Tables

__all__ = [
    "Statement", "clearest", "contrasts", "convergence", "dialogue", "ledger", "mirror", "missing", "open_items", "passages", "reflected", "resisting",
    "returning", "turning",
]  # fmt: skip

WORDS_A_MINUTE = 238  # silent reading of prose (Brysbaert 2019)
GROUPS = 6  # groups named in a sentence; where there are more, the last ones are taken together
PAIRS = 3  # of people who might meet


def statements(tables: Tables, language: Language) -> list[Statement]:
    """The findings of a corpus, the most important first; those that its tables have no ground for are not there.

    `tables` are those of one corpus, as the notebooks before the report made them.
    """
    said = (returning, ledger, resisting, turning, connecting, strangers, speaking, missing)
    made = (say(tables, language) for say in said)
    return [statement for statement in made if statement]


def speaking(tables: Tables, _: Language) -> Statement | None:
    """Who spoke how much: officials against the others where there are both, else the group that spoke most, else how unevenly."""
    by_group = tables.speakers.groupby("group").agg(speakers=("speaker", "size"), turns=("turns", "sum"), words=("words", "sum"))
    by_group = by_group.sort_values("words", ascending=False, kind="stable")
    total = max(1, int(by_group["words"].sum()))
    officials = tables.speakers[tables.speakers["official"]]
    said = []
    if 0 < len(officials) < len(tables.speakers):
        bold = _(
            "Officials spoke {share} of the words, and were {part} of the speakers.",
            share=_.share(officials["words"].sum() / total),
            part=_.share(len(officials) / len(tables.speakers)),
        )
        chairs = officials[officials["facilitator"]]
        if len(chairs):
            said.append(_("Among them were chairs, who spoke {share} of all words.", share=_.share(chairs["words"].sum() / total)))
    else:
        bold = _spoke_most(tables.speakers, _)
    if len(by_group) > 1:
        said.append(_("By group: {parts}.", parts=_.all_of(_group_shares(by_group["words"] / total, _))))
    shown = by_group.assign(share=[_.share(words / total) for words in by_group["words"]]).reset_index()
    shown["group"] = [_(group) for group in shown["group"]]
    shown.columns = [_("group"), _("speakers"), _("turns"), _("words"), _("share of the words")]
    return Statement("speaking", _("Who spoke"), bold, " ".join(said), table=shown)


def _spoke_most(speakers: pd.DataFrame, _: Language) -> str:
    """The group that spoke most; where all are of one group (or of none), how few spoke half of the words."""
    words = speakers.groupby("group")["words"].sum().sort_values(ascending=False, kind="stable")
    total = max(1, int(words.sum()))
    if len(words) > 1:
        share = _.share(words.iloc[0] / total)
        if words.index[0] == "unknown":
            return _("Speakers without a group spoke most: {share} of the words.", share=share)
        return _("{group} spoke most: {share} of the words.", group=_(words.index[0]), share=share)
    if len(speakers) == 1:
        return _("There was only one speaker.")
    together = speakers["words"].sort_values(ascending=False).cumsum()
    return _.count(
        "One of the {total} speakers spoke half of the words.",
        "{n} of the {total} speakers spoke half of the words.",
        1 + int((together < total / 2).sum()),
        total=len(speakers),
    )


def _group_shares(shares: pd.Series, _: Language) -> list[str]:
    """The share of each group, the largest first; of many groups, the last ones together."""
    named = shares if len(shares) <= GROUPS else shares.head(GROUPS - 1)
    parts = [_("{group} {share}", group=_(group), share=_.share(share)) for group, share in named.items()]
    rest = shares.iloc[len(named) :]
    if len(rest):
        parts.append(_.count("{n} other group {share}", "{n} other groups {share}", len(rest), share=_.share(rest.sum())))
    return parts


def connecting(tables: Tables, _: Language) -> Statement | None:
    """Who, apart from the chairs, stands most often between others in who speaks after whom, and before or after whom she spoke."""
    rows = tables.actors[tables.actors["network"] == "interaction"].sort_values(["betweenness", "strength"], ascending=False, kind="stable")
    chairs = set(tables.speakers[tables.speakers["facilitator"]]["speaker"])
    rows = rows[~rows["node"].isin(chairs)]  # who gives the floor is between all others without connecting them
    if len(rows) < 3 or rows["betweenness"].iloc[0] == 0:
        return None
    name = rows["node"].iloc[0]
    ties = tables.edges[(tables.edges["network"] == "interaction") & ((tables.edges["source"] == name) | (tables.edges["target"] == name))]
    near = (set(ties["source"]) | set(ties["target"])) - {name}
    groups = tables.speakers.set_index("speaker")["group"].loc[sorted(near)].nunique()
    sessions = tables.participation[tables.participation["speaker"] == name]["session"].nunique()
    bold = _("{name} stands most often between others.", name=name)
    plain = _(
        "{name} spoke just before or after {people}, of {groups}, in {sessions}.",
        name=name,
        people=_.count("{n} other speaker", "{n} other speakers", len(near)),
        groups=_.count("one group", "{n} groups", groups),
        sessions=_.count("one session", "{n} sessions", sessions),
    )
    runner = rows["node"].iloc[1:3]
    plain += " " + _("After that come {names}.", names=_.all_of(list(runner)))
    plain += " " + _("Chairs do not count here.") if chairs else ""
    return Statement("connecting", _("Who connects"), bold, plain, quotes.exchanges(tables.turns, name))


def strangers(tables: Tables, _: Language) -> Statement | None:
    """Those who talk about the same and spoke in no session together, two by two; no officials, whose work it is to talk about everything.

    A shared topic counts for more, the fewer talk about it (Adamic & Adar 2003).
    """
    talking = tables.edges[tables.edges["network"] == "topics"]
    about = talking.groupby("source")["target"].agg(set).to_dict()
    rarity = {topic: 1 / math.log(1 + n) for topic, n in talking.groupby("target").size().items()}
    attended = tables.participation.groupby("speaker")["session"].agg(set).to_dict()
    others = set(tables.speakers[~tables.speakers["official"] & ~tables.speakers["facilitator"]]["speaker"])
    shared = tables.edges[tables.edges["network"] == "shared"]
    apart = [(a, b) for a, b in zip(shared["source"], shared["target"], strict=True) if {a, b} <= others and not attended[a] & attended[b]]
    if not apart:
        return None
    pairs = sorted(apart, key=lambda pair: (-round(sum(rarity[topic] for topic in about[pair[0]] & about[pair[1]]), 6), pair))[:PAIRS]
    a, b = pairs[0]
    common = tables.topics[tables.topics["label"].isin(about[a] & about[b])]
    evidence = [
        quotes.telling(tables.turns[tables.turns["speaker"] == who], tables.assignments, tables.topics, row.topic, 1).assign(
            about=row.label
        )
        for row in common.head(2).itertuples()
        for who in (a, b)
    ]
    bold = _.count(
        "{a} and {b} talk about the same topic, and spoke in no session together.",
        "{a} and {b} talk about the same {n} topics, and spoke in no session together.",
        len(common),
        a=a,
        b=b,
    )
    plain = _("It was about {topics}.", topics=_.all_of([f"“{label}”" for label in common["label"].head(3)]))
    if pairs[1:]:
        plain += " " + _("Also: {pairs}.", pairs="; ".join(_("{a} and {b}", a=one, b=other) for one, other in pairs[1:]))
    return Statement("strangers", _("Who might meet"), bold, plain, pd.concat(evidence))


def certainty(topics: pd.DataFrame, assignments: pd.DataFrame, _: Language) -> str:
    """How sure the topics are, in a sentence or two."""
    if topics.empty:
        return _("No topics were found: there was too little to go by.")
    known = topics["stability"].dropna()
    without = float((assignments["topic"] < 0).mean())
    rest = _("{share} of the turns has no topic.", share=_.share(without)) if round(without, 2) else _("Almost every turn has a topic.")
    return f"{_found_again(known, _)} {rest}".strip()


def _found_again(known: pd.Series, _: Language) -> str:
    """How many topics were found again in most of the trials; `known` are the shares of the trials in which each was."""
    stable = int((known >= STABLE).sum())
    if known.empty:
        return ""
    if len(known) == 1:
        return _(
            "There is one topic; it was found again in {share} of the trials in which a fifth of the talk was left out.",
            share=_.share(known.iloc[0]),
        )
    if stable == 0:
        return _("None of the {n} topics was found again in most trials in which a fifth of the talk was left out.", n=len(known))
    if stable == len(known):
        return _("All {n} topics were found again in most trials in which a fifth of the talk was left out.", n=len(known))
    return _.count(
        "Of {total} topics, one was found again in most trials in which a fifth of the talk was left out.",
        "Of {total} topics, {n} were found again in most trials in which a fifth of the talk was left out.",
        stable,
        total=len(known),
    )


def summary(tables: Tables, _: Language) -> str:
    """What a report is about: how many sessions, when, how many people, how much was said."""
    dates = sorted(tables.sessions["date"].dropna())
    when = (
        _(" between {first} and {last}", first=_.date(dates[0]), last=_.date(dates[-1]))
        if len(set(dates)) > 1
        else _(" on {first}", first=_.date(dates[0]))
        if dates
        else ""
    )
    return _(
        "This report is about {sessions}{when}, with {people} who took {turns} and spoke {words}.",
        sessions=_.count("one session", "{n} sessions", len(tables.sessions)),
        when=when,
        people=_.count("one speaker", "{n} speakers", len(tables.speakers)),
        turns=_.count("one turn", "{n} turns", len(tables.turns)),
        words=_.count("one word", "{n} words", int(tables.turns["words"].sum())),
    )


def reading_guide(tables: Tables, found: list[Statement], _: Language) -> str:
    """How long the report takes to read, counted from its own text."""
    running = [summary(tables, _), *(f"{s.bold} {s.plain} {s.trust}" for s in found), certainty(tables.topics, tables.assignments, _)]
    running += [f"{reflection.tip} {reflection.shows}" for reflection in mirror(tables, _)]
    words, short = (sum(len(text.split()) for text in texts) for texts in (running, [s.bold for s in found]))
    minutes, seconds = max(1, math.ceil(words / WORDS_A_MINUTE)), math.ceil(short / WORDS_A_MINUTE * 60 / 5) * 5
    return _.count(
        "This text has {words} words and takes about a minute to read. The bold parts alone take {seconds} seconds.",
        "This text has {words} words and takes about {n} minutes to read. The bold parts alone take {seconds} seconds.",
        minutes,
        words=words,
        seconds=seconds,
    )


# For the notebooks


def read(found: Corpus, _: Language) -> str:
    """How much was read, and how much could not be."""
    left = len(found.left_out)
    said = _.count("Read: one session of one file.", "Read: {n} sessions, each of one file.", len(found.sessions))
    return said + (" " + _.count("One transcript had to be left out.", "{n} transcripts had to be left out.", left) if left else "")


def oddities(findings: list[Finding], _: Language) -> pd.DataFrame:
    """What was odd about the files, a row a finding."""
    rows = [(finding.file, finding.line or "", finding.message) for finding in findings]
    return pd.DataFrame(rows or [("–", "", _("nothing was odd"))], columns=[_("file"), _("line"), _("what")])


def corpus(found: Corpus, _: Language) -> str:
    """What there is: sessions, people, words, and who spoke."""
    quiet = int((~found.turns["content"]).sum())
    return "\n".join(
        [
            _.count(
                "There is one session of {words} words, by {people}.",
                "There are {n} sessions of {words} words together, by {people}.",
                len(found.sessions),
                words=int(found.turns["words"].sum()),
                people=_.count("one speaker", "{n} speakers", len(found.speakers)),
            ),
            _spoke_most(found.speakers, _),
            _.count("One turn is only a backchannel or a formula.", "{n} turns are only a backchannel or a formula.", quiet),
        ]
    )


def episodes(found: pd.DataFrame, _: Language) -> str:
    """How many episodes a session has, and how long they are."""
    a_session, length = found.groupby("session").size(), found["last"] - found["first"] + 1
    if a_session.min() == a_session.max():
        return _(
            "{all} episodes in {sessions}: {few} in each, with a median of {turns} turns.",
            all=len(found),
            few=int(a_session.min()),
            sessions=_.count("one session", "{n} sessions", len(a_session)),
            turns=int(length.median()),
        )
    return _(
        "{all} episodes in {sessions}: between {few} and {many} a session, with a median of {turns} turns.",
        all=len(found),
        few=int(a_session.min()),
        many=int(a_session.max()),
        sessions=_.count("one session", "{n} sessions", len(a_session)),
        turns=int(length.median()),
    )


def widest(found: pd.DataFrame) -> int | None:
    """The topic that is in most sessions, and of these the largest; None where there is no topic."""
    return None if found.empty else int(found.sort_values(["sessions", "turns"], ascending=False, kind="stable")["topic"].iloc[0])


def topics(found: pd.DataFrame, assignments: pd.DataFrame, sessions: int, _: Language) -> str:
    """What the topics are: how many, which is the largest, which is in most sessions, how sure."""
    if found.empty:
        return _("No topics were found: there was too little to go by.")
    largest = found.sort_values("turns", ascending=False, kind="stable").iloc[0]
    return "\n".join(
        [
            _.count(
                "There is one topic, “{label}”, with {share} of the turns.",
                "There are {n} topics; the largest, “{label}”, has {share} of the turns.",
                len(found),
                label=largest["label"],
                share=_.share(largest["share"]),
            ),
            *_in_most_sessions(found, sessions, _),
            certainty(found, assignments, _),
        ]
    )


def _in_most_sessions(found: pd.DataFrame, total: int, _: Language) -> list[str]:
    """The topic that is in most sessions, in a sentence; none where each is in one session."""
    wide = found.set_index("topic").loc[widest(found)]
    label, n = wide["label"], int(wide["sessions"])
    if n == 1:
        return []
    if len(found) == 1:
        return [_("It is in {n} of the {total} sessions.", n=n, total=total)]
    if (found["sessions"] == n).sum() > 1:
        return [_("No topic is in more sessions than “{label}”: {n} of {total}.", label=label, n=n, total=total)]
    return [_("“{label}” is in more sessions than any other topic: {n} of {total}.", label=label, n=n, total=total)]


def brokers(actors: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """The speakers of the interaction network who stand most between others, with their measures."""
    rows = actors[actors["network"] == "interaction"].merge(
        speakers[["speaker", "group", "facilitator"]], left_on="node", right_on="speaker"
    )
    rows = rows.sort_values(["betweenness", "strength"], ascending=False, kind="stable").reset_index(drop=True)
    return rows[["speaker", "group", "facilitator", "degree", "betweenness", "constraint", *BROKERAGE_ROLES]].round(
        {"betweenness": 3, "constraint": 3}
    )


def networks(tables: Tables, _: Language) -> str:
    """Who connects, and who have not met."""
    found = [connecting(tables, _), strangers(tables, _)]
    return "\n".join(f"{s.bold} {s.plain}" for s in found if s) or _("There are too few ties to say who connects.")
