"""The pipeline: parameters, what is up to date, what a failure leaves behind, what is published; on two notebooks of a few lines."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from desk import PAGE, TABLES, Desk, notebook, tree

from analysis import pipeline, tables
from analysis.findings import Unusable
from analysis.pipeline import Failed

# Parameters


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("size", "4", 4),
        ("size", 4, 4),
        ("share", "0.25", 0.25),
        ("share", "2", 2.0),
        ("loud", "true", True),
        ("loud", "False", False),
        ("names", "['Anna', 'Bert']", ["Anna", "Bert"]),
        ("hint", "none", None),
        ("hint", "iets", "iets"),
        ("word", "7", "7"),
        ("word", "met = erin", "met = erin"),
    ],
)
def test_a_value_is_of_the_kind_that_the_notebook_declares(bare, name, text, value):
    given = [values[name] for values in pipeline.fit({name: text}).values() if name in values]
    assert given == [value] and type(given[0]) is type(value)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("size", "vier", "a whole number"),
        ("size", "4.5", "a whole number"),
        ("size", "true", "a whole number"),
        ("size", "", "a whole number"),
        ("size", True, "a whole number"),
        ("share", "half", "a number"),
        ("share", "'0.5'", "a number"),
        ("loud", "1", "true or false"),
        ("loud", "ja", "true or false"),
        ("names", "Anna", "a list"),
        ("word", 7, "a text"),
    ],
)
def test_a_value_of_another_kind_is_refused(bare, name, text, kind):
    with pytest.raises(Unusable, match=f"^parameter {name} must be {kind}, not "):
        pipeline.fit({name: text})


@pytest.mark.parametrize("name", ["sise", "corpus", "data", ""])
def test_a_parameter_that_no_notebook_has_is_refused_with_those_that_there_are(bare, name):
    with pytest.raises(Unusable, match=f"no notebook has a parameter '{name}'; there are: hint, loud, names, share, size, word$"):
        pipeline.fit({name: "1"})


def test_nothing_runs_for_a_parameter_that_is_refused(desk):
    before = tree(desk.reports)
    with pytest.raises(Unusable):
        desk.report(size="vier")
    assert desk.ran() == "" and tree(desk.reports) == before


def test_parameters_of_the_corpus_are_used_and_the_command_goes_before_them(desk):
    (desk.corpus / "corpus.toml").write_text('[parameters]\nword = "brug"\nsize = 5\n')
    desk.report()
    assert desk.page() == "<h1>brug</h1>" and desk.run()["parameters"] == {"1-tables": {"size": 5}, "2-page": {"word": "brug"}}
    desk.report(word="sluis")
    assert desk.page() == "<h1>sluis</h1>" and desk.run()["parameters"] == {"1-tables": {"size": 5}, "2-page": {"word": "sluis"}}


@pytest.mark.parametrize("line", ['sise = "3"', 'size = "vier"', "word = 7", "size = 2.5"])
def test_a_wrong_parameter_of_the_corpus_is_refused_before_anything_runs(desk, line):
    (desk.corpus / "corpus.toml").write_text(f"[parameters]\n{line}\n")
    with pytest.raises(Unusable, match="parameter"):
        desk.report()
    assert desk.ran() == ""


# What is up to date


def test_a_second_report_runs_nothing_and_writes_nothing(desk):
    before = {path: path.stat().st_mtime_ns for path in desk.folder.rglob("*")}
    outcome = desk.report()
    assert (outcome.ran, desk.ran(), outcome.page) == ([], "", desk.published / "report.html")
    assert {path: path.stat().st_mtime_ns for path in desk.folder.rglob("*")} == before


def with_outputs(path: Path) -> None:
    shutil.copy(path.parents[1] / "reports" / "wijk" / "notebooks" / path.name, path)
    read = nbformat.read(path, 4)
    read.cells = [cell for cell in read.cells if "injected-parameters" not in cell.metadata.get("tags", [])]
    assert any(cell.get("outputs") for cell in read.cells)
    nbformat.write(read, path)


CHANGES: list[tuple[str, str, Callable[[Desk], object]]] = [
    ("a transcript that changed", "12", lambda d: (d.corpus / "transcripts" / "a.txt").write_text("Anna: Dag.\n")),
    ("a transcript that is new", "12", lambda d: (d.corpus / "transcripts" / "b.txt").write_text("Anna: Dag.\n")),
    ("a participant", "12", lambda d: (d.corpus / "participants.csv").write_text("speaker\nAnna\n")),
    ("a hidden file", "", lambda d: (d.corpus / "transcripts" / ".DS_Store").write_text("")),
    ("the last notebook", "2", lambda d: notebook(d.notebooks / "2-page.ipynb", *PAGE, "'more'")),
    ("the first notebook", "12", lambda d: notebook(d.notebooks / "1-tables.ipynb", *TABLES, "'more'")),
    ("the code of the package", "12", lambda d: (d.package / "more.py").write_text("")),
    ("the settings of a template", "12", lambda d: (d.package / "conf.json").write_text("{}")),
    ("outputs that were saved", "", lambda d: with_outputs(d.notebooks / "2-page.ipynb")),
    ("a table that is gone", "12", lambda d: (d.processed / "turns.parquet").unlink()),
    ("a table that changed", "12", lambda d: (d.processed / "turns.parquet").write_bytes(b"")),
    ("a page that is gone", "2", lambda d: (d.data / "interim" / "wijk" / "report.html").unlink()),
    ("a report that is gone", "12", lambda d: shutil.rmtree(d.published)),
    (
        "an executed notebook that is gone",
        "2",
        lambda d: ((d.published / "notebooks/2-page.html").unlink(), (d.published / "report.html").unlink()),
    ),
    ("a run that cannot be read", "12", lambda d: (d.published / "run.json").write_bytes(b"\xff{")),
    ("a run that says nothing", "12", lambda d: (d.published / "run.json").write_text("[]")),
]


@pytest.mark.parametrize(("runs", "change"), [change[1:] for change in CHANGES], ids=[change[0] for change in CHANGES])
def test_what_changed_runs_again_with_all_that_follows(desk, runs, change):
    change(desk)
    outcome = desk.report()
    assert desk.ran() == runs and [stem[0] for stem in outcome.ran] == list(runs)
    assert sorted(desk.run()["steps"]) == ["1-tables", "2-page"] and (desk.processed / "turns.parquet").stat().st_size > 1000
    assert desk.report().ran == [] and desk.ran() == ""


def test_a_parameter_runs_the_notebook_that_has_it_and_back_again(desk):
    for given, runs in [({"word": "brug"}, "2"), ({"word": "brug"}, ""), ({"size": "4"}, "12"), ({}, "12")]:
        desk.report(**given)
        assert desk.ran() == runs
    assert desk.page() == "<h1>plein</h1>"


def test_the_topics_of_another_corpus_are_an_input(desk):
    notebook(desk.notebooks / "1-tables.ipynb", f'{TABLES[0]}\ntopics_of: str = ""', *TABLES[1:])
    kept = desk.data / "processed" / "buurt" / "topics.npz"
    kept.parent.mkdir()
    for content, runs in [(b"1", "12"), (b"1", ""), (b"2", "12")]:
        kept.write_bytes(content)
        desk.report(topics_of="buurt")
        assert desk.ran() == runs


def test_forcing_runs_everything_and_makes_the_same(desk):
    before = tree(desk.processed), tree(desk.published / "tables"), tree(desk.published / "networks")
    assert desk.report(force=True).ran == ["1-tables", "2-page"] and desk.ran() == "12"
    assert (tree(desk.processed), tree(desk.published / "tables"), tree(desk.published / "networks")) == before


def test_what_a_step_made_is_known_whatever_its_times_and_also_where_it_is_the_same(bare):
    old = "import os\n[os.utime(made / table.name, (1, 1)) for table in given.glob('*.parquet')]"
    notebook(bare.notebooks / "1-tables.ipynb", *TABLES, old)
    bare.report()
    first = bare.run()["steps"]["1-tables"]["made"]
    assert len(first) == 14
    notebook(bare.notebooks / "1-tables.ipynb", *TABLES)
    bare.report(force=True)
    assert bare.run()["steps"]["1-tables"]["made"] == first
    (bare.processed / "turns.parquet").unlink()
    assert bare.report().ran == ["1-tables", "2-page"]


# A notebook that fails


@pytest.fixture
def failing(desk: Desk, kernel: None) -> Desk:
    """A desk whose second notebook divides by zero."""
    notebook(desk.notebooks / "2-page.ipynb", *PAGE, "1 / 0")
    return desk


def test_a_failure_leaves_the_last_report_as_it_was_and_the_broken_notebook_beside_it(failing):
    before = tree(failing.published)
    with pytest.raises(Failed, match=r"^2-page.ipynb failed: ZeroDivisionError: division by zero; .*wijk.failed/2-page.ipynb$"):
        failing.report()
    assert tree(failing.published) == before and sorted(p.name for p in failing.reports.iterdir()) == ["wijk", "wijk.failed"]
    broken = nbformat.read(failing.reports / "wijk.failed" / "2-page.ipynb", 4)
    assert [output.ename for cell in broken.cells for output in cell.get("outputs", []) if output.output_type == "error"] == [
        "ZeroDivisionError"
    ]


def test_after_a_failure_it_runs_again_and_once_it_is_mended_the_broken_notebook_goes(failing):
    for _ in range(2):
        with pytest.raises(Failed):
            failing.report()
    notebook(failing.notebooks / "2-page.ipynb", *PAGE)
    failing.ran()
    assert failing.report().page.exists() and [p.name for p in failing.reports.iterdir()] == ["wijk"]


def test_a_first_report_that_fails_publishes_nothing(bare, kernel):
    notebook(bare.notebooks / "2-page.ipynb", *PAGE, "1 / 0")
    with pytest.raises(Failed):
        bare.report()
    assert [p.name for p in bare.reports.iterdir()] == ["wijk.failed"]


def test_a_notebook_whose_python_dies_has_failed(desk, kernel):
    before = tree(desk.published)
    notebook(desk.notebooks / "2-page.ipynb", *PAGE, "import os\nos._exit(1)")
    with pytest.raises(Failed, match=r"^2-page.ipynb failed: DeadKernelError: [^\n]*$"):
        desk.report()
    assert tree(desk.published) == before and (desk.reports / "wijk.failed" / "2-page.ipynb").exists()


def test_a_corpus_that_a_notebook_finds_unusable_is_the_users_to_mend(desk, kernel):
    before = tree(desk.published)
    notebook(desk.notebooks / "2-page.ipynb", *PAGE, "from analysis.findings import Unusable\nraise Unusable('no\\ntranscript')")
    with pytest.raises(Unusable, match=r"^no transcript$"):
        desk.report()
    assert tree(desk.published) == before and [p.name for p in desk.reports.iterdir()] == ["wijk"]


# Whole or not at all


@pytest.fixture
def seen(monkeypatch) -> list:
    """What stands in the place of the report when the last file of the next one is made, which then is interrupted."""
    found: list = []

    def interrupted(page: Path) -> None:
        found.extend([tree(page.parents[1] / "wijk"), tree(page.parent)])
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "pdf", interrupted)
    return found


def test_until_the_report_is_whole_the_last_one_stands(desk, seen, monkeypatch):
    before = tree(desk.published)
    with pytest.raises(KeyboardInterrupt):
        desk.report(word="brug")
    assert seen[0] == before == tree(desk.published) and desk.page() == "<h1>plein</h1>"
    assert seen[1].keys() == before.keys()  # the next one lacks nothing
    monkeypatch.setattr(pipeline, "pdf", lambda page: None)
    desk.report(word="brug")
    assert desk.page() == "<h1>brug</h1>" and [p.name for p in desk.reports.iterdir()] == ["wijk"]


def test_a_first_report_that_is_interrupted_is_not_there(bare, seen):
    with pytest.raises(KeyboardInterrupt):
        bare.report()
    assert seen[0] == {} and len(seen[1]) > 10 and not bare.published.exists()


def test_what_an_interrupted_run_left_is_cleaned_also_where_nothing_runs(desk):
    for name in (".wijk.new", ".wijk.old"):
        shutil.copytree(desk.published / "tables", desk.reports / name)
    assert desk.report().ran == [] and [p.name for p in desk.reports.iterdir()] == ["wijk"]


def test_interrupted_between_the_last_report_and_the_next_the_last_one_comes_back(failing):
    before = tree(failing.published)
    failing.published.rename(failing.reports / ".wijk.old")
    with pytest.raises(Failed):
        failing.report()
    assert tree(failing.published) == before


def test_a_file_of_somebody_else_among_the_tables_does_no_harm(bare):
    bare.processed.mkdir(parents=True)
    pd.DataFrame({"mine": [1]}).to_parquet(bare.processed / "mine.parquet")
    bare.report()
    assert not (bare.published / "tables" / "mine.csv").exists() and (bare.published / "tables" / "turns.csv").exists()


# What is published


def test_run_json_tells_what_the_report_was_made_from(desk):
    told = desk.run()
    # sha256sum of "Anna: Goedenavond.\nBert: Dag.\n"
    assert told["inputs"] == {"transcripts/a.txt": "0948650bd57cbbe0f856e29f41b6d748bcaadcb3a5f91eb113f819a69146b395"}
    assert told["parameters"] == {"1-tables": {}, "2-page": {}} and told["left_out"] == []
    assert told["versions"]["python"] == platform.python_version() and told["versions"]["bertopic"] == version("bertopic")
    assert pd.Timestamp(told["finished"]) <= pd.Timestamp.now(tz="UTC") and told["seconds"] >= told["steps"]["1-tables"]["seconds"] > 0
    made = told["steps"]["1-tables"]["made"]
    assert len(made) == 14 and made["processed/wijk/turns.parquet"] == tree(desk.processed)["turns.parquet"]
    assert str(desk.folder) not in json.dumps(told)


def test_what_is_published_holds_no_path_of_the_machine(desk):
    published = [p for p in desk.published.rglob("*") if p.is_file()]
    assert len(published) > 10 and not [p.name for p in published if str(desk.folder).encode() in p.read_bytes()]
    for path in sorted((desk.published / "notebooks").glob("*.ipynb")):
        made = nbformat.read(path, 4)
        [injected] = [cell.source for cell in made.cells if "injected-parameters" in cell.metadata.get("tags", [])]
        assert "corpus = \"wijk\"\ndata = '../data'" in injected and "papermill" not in made.metadata
        assert not [cell for cell in made.cells if {"papermill", "execution"} & set(cell.metadata)]


def test_what_was_left_out_is_told_also_when_nothing_runs(bare, conversation):
    tables.save(conversation.findings, "findings", "given", bare.data)
    line = "kapot.docx:3: geen Word & <geen> tekst"
    assert bare.report().left_out == bare.run()["left_out"] == bare.report().left_out == [line]


def test_tables_are_published_as_csv(desk):
    assert (desk.published / "tables" / "speakers.csv").read_text() == (
        "speaker,role,organisation,group,official,facilitator,turns,words\n"
        "Ambtenaar 1,,,Gemeente,True,False,4,29\nBewoner 1,,,Bewoners,False,False,2,24\nBewoner 2,,,Bewoners,False,False,2,22\n"
    )
    assert sorted(p.name for p in (desk.published / "networks").iterdir()) == ["interaction.graphml", "shared.graphml", "topics.graphml"]


# make


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Our Makefile at work in another folder."""
    return subprocess.run(
        ["make", "-f", str(pipeline.ROOT / "Makefile"), *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


with_make = pytest.mark.skipif(not shutil.which("make"), reason="there is no make")


@with_make
@pytest.mark.parametrize(("status", "ends"), [(0, 0), (3, 0), (1, 2), (2, 2)])
def test_make_report_ends_well_also_where_something_was_left_out(tmp_path, status, ends):
    command = tmp_path / ".venv" / "bin" / "standplaats"
    command.parent.mkdir(parents=True)
    command.write_text(f"#!/bin/sh\nexit {status}\n")
    command.chmod(0o755)
    for name in ("requirements.lock", "pyproject.toml", ".venv/ready"):
        (tmp_path / name).touch()
    assert make(tmp_path, "report").returncode == ends


@with_make
def test_make_clean_keeps_the_corpora_the_keys_and_the_folder_for_reports(tmp_path):
    kept = ["data/interim/wijk/names.csv", "data/raw/wijk/transcripts/a.txt", "reports/.gitkeep"]
    gone = ["data/interim/wijk/report.html", "data/processed/wijk/turns.parquet", "reports/wijk/report.html", "reports/.wijk.new/run.json"]
    for name in kept + gone:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert make(tmp_path, "clean").returncode == 0 and sorted(tree(tmp_path)) == kept
