"""The page that people read: findings first, each with the turns that it rests on; one file, without network or script."""

from __future__ import annotations

import base64
import math
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, select_autoescape

from analysis import figures, quotes, sentences
from analysis.dialogue.resistance import resistance
from analysis.language import Language
from analysis.sentences import Statement
from analysis.tables import Tables

TEMPLATES = Path(__file__).parent / "templates"


def page(title: str, tables: Tables, found: list[Statement], _: Language) -> str:
    """The report as one HTML page; `found` are the statements, with the pictures that go with them."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(["j2", "html"]), trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("report.html.j2").render(
        _=_,
        title=title,
        summary=sentences.summary(tables, _),
        guide=sentences.reading_guide(tables, found, _),
        statements=found,
        mirror=sentences.mirror(tables, _),
        certainty=sentences.certainty(tables.topics, tables.assignments, _),
        left_out=tables.left_out.to_dict("records"),
        remarks=tables.findings[~tables.findings["left_out"]].to_dict("records"),
        provenance=provenance(tables, _),
        quotes={s.name: cited(s.evidence, tables, _) for s in found},
        image=lambda picture: base64.b64encode(picture.png()).decode(),
        topics=_topic_rows(tables, _),
        sessions=_session_rows(tables, _),
    )


def save(page: str, corpus: str, data: str | Path = "data") -> Path:
    """Write the page where publishing finds it; returns its path."""
    target = Path(data) / "interim" / corpus / "report.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page, encoding="utf-8")
    return target


def illustrated(found: list[Statement], tables: Tables, _: Language) -> list[Statement]:
    """The statements with the picture that shows each."""
    groups = dict(zip(tables.speakers["speaker"], tables.speakers["group"], strict=True))
    pictures = {
        "returning": lambda: figures.topics_by_session(tables.assignments, tables.topics, tables.sessions, _),
        "resisting": lambda: figures.responses(resistance(tables.codes, tables.turns, tables.speakers, tables.assignments), _),
        "speaking": lambda: figures.speaking(tables.participation, tables.speakers, tables.sessions, _),
        "connecting": lambda: figures.network(tables.edges, tables.actors, groups, "interaction", _("Who speaks after whom"), _),
    }
    return [replace(s, picture=pictures[s.name]()) if s.name in pictures else s for s in found]


def as_markdown(found: list[Statement]) -> str:
    """The statements as Markdown, for a notebook."""
    return "\n\n".join(f"**{s.bold}** {s.plain}".strip() for s in found) or "–"


def provenance(tables: Tables, _: Language) -> str:
    """A line on how the report was made."""
    return _.count(
        "Made by standplaats {version} from one transcript, on this machine alone; run.json beside this page says from which file and how.",
        "Made by standplaats {version} from {n} transcripts, on this machine alone; run.json beside this page says from which files and how.",
        len(tables.sessions),
        version=version("standplaats"),
    )


def cited(evidence: pd.DataFrame, tables: Tables, _: Language) -> list[dict[str, str]]:
    """Turns as quotes: who, what, where to find it (session, date, turn, time), and about which topic, where `evidence` says so."""
    told = (
        evidence.reindex(columns=["session", "turn", "about"])
        .merge(tables.turns, on=["session", "turn"], how="left")
        .merge(tables.sessions[["session", "title", "date"]], on="session", how="left")
    )
    return [
        {
            "speaker": row.speaker,
            "text": quotes.shortened(row.text),
            "place": _place(row, _),
            "about": row.about if isinstance(row.about, str) else "",
        }
        for row in told.itertuples()
    ]


def _place(row: Any, _: Language) -> str:
    parts = [row.title if isinstance(row.title, str) else row.session]
    parts += [_.date(row.date)] if isinstance(row.date, str) else []
    parts += [_("turn {n}", n=int(row.turn))]
    parts += [f"{int(row.start) // 3600}:{int(row.start) // 60 % 60:02d}:{int(row.start) % 60:02d}"] if not math.isnan(row.start) else []
    return ", ".join(parts)


def _topic_rows(tables: Tables, _: Language) -> list[dict]:
    """The topics for a table: label, words, turns, sessions, and how sure."""
    return [
        {
            "label": row.label,
            "words": ", ".join(row.words),
            "turns": row.turns,
            "sessions": row.sessions,
            "stability": "" if math.isnan(row.stability) else _.share(row.stability),
            "unsure": row.unsure,
            "quotes": cited(quotes.telling(tables.turns, tables.assignments, tables.topics, row.topic), tables, _),
        }
        for row in tables.topics.itertuples()
    ]


def _session_rows(tables: Tables, _: Language) -> list[dict]:
    return [
        {
            "session": row.session,
            "title": row.title if isinstance(row.title, str) else row.session,
            "date": _.date(row.date) if isinstance(row.date, str) else "–",
            "organiser": row.organiser if isinstance(row.organiser, str) else "–",
            "turns": row.turns,
            "words": row.words,
        }
        for row in tables.sessions.itertuples()
    ]
