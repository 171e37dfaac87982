"""Tables become sentences: what was found, in the language of the corpus, for the notebooks and the report.

Every sentence is made from the tables and holds for whatever is in them: one session, no official, no topic.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import pandas as pd

from analysis import quotes
from analysis.corpus import Corpus
from analysis.figures import Picture
from analysis.findings import Finding
from analysis.language import Language
from analysis.tables import BROKERAGE_ROLES, Tables

WORDS_A_MINUTE = 238  # silent reading of prose (Brysbaert 2019)
OFTEN = 3  # topics named in a finding
STABLE = 0.5  # a topic that comes back in fewer of the trials is called unsure


@dataclass
class Statement:
    """One finding: the sentence that carries it (bold), what makes it precise, and the turns or the table that it rests on."""

    name: str
    heading: str
    bold: str
    plain: str = ""
    evidence: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=quotes.QUOTE))
    table: pd.DataFrame | None = None
    picture: Picture | None = None


def statements(tables: Tables, language: Language) -> list[Statement]:
    """The findings of a corpus, the most important first; those that its tables have no ground for are not there.

    `tables` are those of one corpus, as the notebooks before the report made them.
    """
    made = (returning(tables, language), speaking(tables, language), connecting(tables, language), strangers(tables, language))
    return [statement for statement in made if statement]


def returning(tables: Tables, _: Language) -> Statement | None:
    """What came back: the topics that are in most sessions; with one session, what most was said about."""
    if tables.topics.empty:
        return None
    widest = tables.topics.sort_values(["sessions", "turns"], ascending=False, kind="stable").head(OFTEN)
    first, total = widest.iloc[0], len(tables.sessions)
    evidence = pd.concat([quotes.telling(tables.turns, tables.assignments, tables.topics, topic) for topic in widest["topic"]])
    if first["sessions"] == 1:
        largest = tables.topics.sort_values("turns", ascending=False, kind="stable").head(OFTEN)
        bold = _("Most was said about {topics}.", topics=_.all_of([f"“{label}”" for label in largest["label"]]))
        plain = _.count(
            "It was one session, so nothing can be said about what returns.",
            "No topic returns: each was in one of the {n} sessions only.",
            total,
        )
        return Statement("returning", _("What it was about"), bold, plain, evidence)
    bold = _("“{label}” came back in {n} of the {total} sessions.", n=int(first["sessions"]), total=total, label=first["label"])
    return Statement("returning", _("What came back"), bold, _returning_detail(tables, widest, _), evidence)


def _returning_detail(tables: Tables, widest: pd.DataFrame, _: Language) -> str:
    talk = tables.assignments.merge(tables.sessions[["session", "organiser"]], on="session")
    organisers = talk[talk["topic"] == widest.iloc[0]["topic"]]["organiser"].dropna().nunique()
    parts = [_.count("These were sessions of one organiser.", "These were sessions of {n} organisers.", organisers)] if organisers else []
    others = [
        _.count("“{label}” ({n} session)", "“{label}” ({n} sessions)", int(row.sessions), label=row.label)
        for row in widest.iloc[1:].itertuples()
        if row.sessions > 1
    ]
    if others:
        parts.append(_("Also returned: {topics}.", topics=_.all_of(others)))
    return " ".join(parts)


def speaking(tables: Tables, _: Language) -> Statement | None:
    """Who spoke how much, by group: officials against the others where there are both, else the group that spoke most."""
    by_group = tables.speakers.groupby("group").agg(speakers=("speaker", "size"), turns=("turns", "sum"), words=("words", "sum"))
    by_group = by_group.sort_values("words", ascending=False, kind="stable")
    total = max(1, int(by_group["words"].sum()))
    officials = tables.speakers[tables.speakers["official"]]
    if 0 < len(officials) < len(tables.speakers):
        share = officials["words"].sum() / total
        bold = _(
            "Officials spoke {share} of the words, and were {part} of the speakers.",
            share=_.share(share),
            part=_.share(len(officials) / len(tables.speakers)),
        )
    else:
        name = by_group.index[0]
        bold = _(
            "{group} spoke most: {share} of the words.",
            group=_("Speakers without a group") if name == "unknown" else _(name),
            share=_.share(by_group["words"].iloc[0] / total),
        )
    parts = [_("{group} {share}", group=_(group), share=_.share(words / total)) for group, words in by_group["words"].items()]
    plain = _("By group: {parts}.", parts=_.all_of(parts[:6])) if len(parts) > 1 else ""
    shown = by_group.assign(share=[_.share(words / total) for words in by_group["words"]]).reset_index()
    shown["group"] = [_(group) for group in shown["group"]]
    shown.columns = [_("group"), _("speakers"), _("turns"), _("words"), _("share of the words")]
    return Statement("speaking", _("Who spoke"), bold, plain, table=shown)


def connecting(tables: Tables, _: Language) -> Statement | None:
    """Who, apart from the chairs, stands most between others in who speaks after whom, and whom she connects."""
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
    bold = _("{name} connects the most people.", name=name)
    plain = _(
        "{name} spoke with {people}, of {groups}, in {sessions}.",
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
    """Two who talk about the same and were never in one session; no officials, whose work it is to talk about everything.

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
    a, b = min(apart, key=lambda pair: (-round(sum(rarity[topic] for topic in about[pair[0]] & about[pair[1]]), 6), pair))
    common = tables.topics[tables.topics["label"].isin(about[a] & about[b])]
    evidence = [
        quotes.telling(tables.turns[tables.turns["speaker"] == who], tables.assignments, tables.topics, topic, 1)
        for topic in common["topic"].head(2)
        for who in (a, b)
    ]
    bold = _.count(
        "{a} and {b} talk about the same topic, and were never in one session.",
        "{a} and {b} talk about the same {n} topics, and were never in one session.",
        len(common),
        a=a,
        b=b,
    )
    plain = _("It was about {topics}.", topics=_.all_of([f"“{label}”" for label in common["label"].head(3)]))
    return Statement("strangers", _("Who should meet"), bold, plain, pd.concat(evidence))


def certainty(topics: pd.DataFrame, assignments: pd.DataFrame, _: Language) -> str:
    """How sure the topics are, in a sentence or two."""
    if topics.empty:
        return _("No topics were found: there was too little to go by.")
    known = topics["stability"].dropna()
    without = float((assignments["topic"] < 0).mean())
    said = (
        _.count(
            "There is one topic; it was found again in {share} of the trials in which a fifth of the talk was left out.",
            "Of {n} topics, {stable} were found again in most trials in which a fifth of the talk was left out.",
            len(known),
            stable=int((known >= STABLE).sum()),
            share=_.share(known.mean()),
        )
        if len(known)
        else ""
    )
    return f"{said} {_('{share} of the turns has no topic.', share=_.share(without))}".strip()


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
    running = [summary(tables, _), *(f"{s.bold} {s.plain}" for s in found), certainty(tables.topics, tables.assignments, _)]
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
    words = found.speakers.groupby("group")["words"].sum().sort_values(ascending=False, kind="stable")
    group = _("Speakers without a group") if words.index[0] == "unknown" else _(words.index[0])
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
            _("{group} spoke most: {share} of the words.", group=group, share=_.share(words.iloc[0] / max(1, words.sum()))),
            _.count("One turn is only a backchannel or a formula.", "{n} turns are only a backchannel or a formula.", quiet),
        ]
    )


def episodes(found: pd.DataFrame, _: Language) -> str:
    """How many episodes a session has, and how long they are."""
    a_session, length = found.groupby("session").size(), found["last"] - found["first"] + 1
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
    largest, wide = found.sort_values("turns", ascending=False, kind="stable").iloc[0], found.set_index("topic").loc[widest(found)]
    return "\n".join(
        [
            _.count(
                "There is one topic, “{label}”, with {share} of the turns.",
                "There are {n} topics; the largest, “{label}”, has {share} of the turns.",
                len(found),
                label=largest["label"],
                share=_.share(largest["share"]),
            ),
            _.count(
                "“{label}” is in the most sessions: one of {total}.",
                "“{label}” is in the most sessions: {n} of {total}.",
                int(wide["sessions"]),
                label=wide["label"],
                total=sessions,
            ),
            certainty(found, assignments, _),
        ]
    )


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
