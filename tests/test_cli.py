"""The command line: what each command says and leaves behind, and that every mistake of a user is one line and exit status 2."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import standplaats
from desk import PAGE, Desk, notebook, tree

from analysis import tables
from analysis.cli import main

MINUTES = "Anna Zomer: Goedenavond allemaal, welkom in het buurthuis.\nBert Wit: Dag. Ik kom voor het plein.\nAnna Zomer: Mooi.\n"


def call(desk: Desk, *arguments: object) -> Result:
    """The command on the folders of a desk."""
    command = [str(argument) for argument in arguments]
    where = ["--data", str(desk.data)] + (["--reports", str(desk.reports)] if command[0] == "report" else [])
    return CliRunner().invoke(main, [*command, *where])


def errors(result: Result) -> list[str]:
    """The lines on standard error; a progress bar draws over its own."""
    return [line for line in re.split(r"[\r\n]+", result.stderr) if line.strip() and not re.search(r"\d+/\d+ \d\d:\d\d", line)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Somebody's folder with a transcript."""
    made = tmp_path / "opnamen"
    made.mkdir()
    (made / "2026-02-05 buurthuis.txt").write_text(MINUTES)
    return made


# Help


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_mentions_each_command_with_a_line_on_what_it_does(flag):
    said = CliRunner().invoke(main, [flag])
    assert said.exit_code == 0
    for command in ("new", "check", "report", "export"):
        assert re.search(rf"^  {command} +[A-Z].+\.$", said.stdout, re.M)
        assert CliRunner().invoke(main, [command, flag]).stdout.startswith(f"Usage: main {command} ")


def test_version():
    assert re.fullmatch(r"standplaats, version \d+\.\d+\.\d+\n", standplaats("--version").stdout)


# Mistakes


def broken(desk: Desk, file: str, text: str) -> str:
    """A corpus that is there and cannot be used."""
    (desk.add("stuk") / file).write_text(text)
    return "stuk"


MISTAKES = [
    (lambda d: ["new", "wijk", d.corpus / "transcripts"], "there is a corpus 'wijk' already"),
    (lambda d: ["new", "buurt", d.folder / "nergens"], "nergens is no folder"),
    (lambda d: ["new", "buurt", d.corpus / "transcripts" / "a.txt"], "a.txt is no folder"),
    (lambda d: ["new", "buurt", d.data / "raw"], "there is no file in"),
    (lambda d: ["new", "../buurt", d.corpus / "transcripts"], "cannot be the name of a corpus"),
    (lambda d: ["new", ".buurt", d.corpus / "transcripts"], "cannot be the name of a corpus"),
    (lambda d: ["new", "", d.corpus / "transcripts"], "cannot be the name of a corpus"),
    (lambda d: ["check", "nergens"], "there is no corpus 'nergens' in .* \\(there: wijk\\)"),
    (lambda d: ["check", "../raw/wijk"], "there is no corpus"),
    (lambda d: ["check", ""], "there is no corpus"),
    (lambda d: ["check", broken(d, "corpus.toml", "title = buurt")], "corpus.toml: .*line 1"),
    (lambda d: ["check", broken(d, "corpus.toml", 'titel = "buurt"')], "corpus.toml: 'titel' is no setting"),
    (lambda d: ["check", broken(d, "corpus.toml", 'language = "fy"')], "corpus.toml: language must be one of nl, en"),
    (lambda d: ["check", broken(d, "corpus.toml", "parameters = 3")], "corpus.toml: parameters must be a table"),
    (lambda d: ["check", broken(d, "sessions.csv", "sessie,bestand\n")], "sessions.csv:1: the column 'session' is missing"),
    (lambda d: ["check", broken(d, "sessions.csv", "session,file\na,a.txt\na,a.txt\n")], "sessions.csv:3: session 'a' stands there twice"),
    (lambda d: ["check", broken(d, "participants.csv", "speaker,role\nAnna,a,b\n")], "participants.csv:2: more cells than columns"),
    (lambda d: ["check", broken(d, "transcripts/a.txt", "")], "no transcript in stuk/transcripts could be read; the first: a.txt"),
    (lambda d: ["report"], "name a corpus, or say --all \\(there are: wijk\\)"),
    (lambda d: ["report", "nergens"], "there is no corpus 'nergens'"),
    (lambda d: ["report", "wijk", "-p", "size"], "a parameter is given as NAME=VALUE, not 'size'"),
    (lambda d: ["report", "wijk", "-p", "=3"], "a parameter is given as NAME=VALUE, not '=3'"),
    (lambda d: ["report", "wijk", "-p", "size=vier"], "parameter size must be a whole number, not 'vier'"),
    (lambda d: ["report", "wijk", "-p", "sise=4"], "no notebook has a parameter 'sise'"),
    (lambda d: ["report", broken(d, "corpus.toml", "[parameters]\nsize = 'x'")], "parameter size must be a whole number, not 'x'"),
    (lambda d: ["export", "wijk", "--to", "csv"], "is not there yet; run `standplaats report wijk`"),
    (lambda d: ["export", "given", "--to", "csv", "--out", d.corpus / "transcripts" / "a.txt"], "a.txt"),
]


@pytest.mark.parametrize(("arguments", "line"), MISTAKES, ids=[line for _, line in MISTAKES])
def test_a_mistake_is_one_line_and_exit_status_2_and_changes_nothing(bare, arguments, line):
    command = arguments(bare)
    before = tree(bare.folder)
    result = call(bare, *command)
    assert isinstance(result.exception, SystemExit), "a traceback"
    assert (result.exit_code, len(errors(result)), result.stdout) == (2, 1, "")
    assert re.search(f"^standplaats: .*{line}", errors(result)[0]) and tree(bare.folder) == before


@pytest.mark.parametrize(
    "arguments", [["nieuw"], ["new", "wijk"], ["report", "wijk", "-p"], ["export", "wijk"], ["export", "wijk", "--to", "pdf"]]
)
def test_a_call_that_is_no_call_is_explained(arguments):
    said = standplaats(*arguments)
    assert said.returncode == 2 and said.stdout == "" and "Traceback" not in said.stderr
    assert re.search(r"^Error: (No such command|Missing|Option '-p' requires|Invalid value for '--to')", said.stderr, re.M)


def test_where_there_is_nothing_yet_it_says_how_to_begin(tmp_path):
    said = standplaats("report", "--all", "--data", tmp_path)
    assert (said.returncode, said.stdout, len(said.stderr.splitlines())) == (2, "", 1)
    assert "there is no corpus in" in said.stderr and "standplaats new NAME FOLDER" in said.stderr


def test_a_place_that_cannot_be_written_is_one_line(tmp_path, folder):
    (tmp_path / "file").write_text("")
    said = standplaats("new", "buurt", folder, "--data", tmp_path / "file")
    assert said.returncode == 2 and re.fullmatch(r"standplaats: .*/file.*: Not a directory\n", said.stderr)


# new and check


def test_new_copies_and_writes_tables_to_fill_in(bare, folder):
    before = tree(folder)
    result = call(bare, "new", "buurt", folder)
    made = bare.data / "raw" / "buurt"
    assert result.exit_code == 0 and "1 transcript; fill in sessions.csv and participants.csv" in result.stdout
    assert tree(made / "transcripts") == before == tree(folder)
    rows = list(csv.DictReader((made / "sessions.csv").open()))
    assert [(row["session"], row["file"], row["date"]) for row in rows] == [
        ("2026-02-05 buurthuis", "2026-02-05 buurthuis.txt", "2026-02-05")
    ]
    assert list(rows[0]) == ["session", "file", "date", "title", "setting", "venue", "place", "organiser"]
    people = list(csv.DictReader((made / "participants.csv").open()))
    assert [(row["speaker"], row["official"], row["facilitator"]) for row in people] == [
        ("Anna Zomer", "no", "no"),
        ("Bert Wit", "no", "no"),
    ]


def test_new_never_overwrites(bare, folder):
    assert call(bare, "new", "buurt", folder).exit_code == 0
    (bare.data / "raw" / "buurt" / "sessions.csv").write_text("filled in")
    before = tree(bare.folder)
    assert call(bare, "new", "buurt", folder).exit_code == 2 and tree(bare.folder) == before


def test_new_says_which_transcript_it_could_not_read_and_copies_it_all_the_same(bare, folder):
    (folder / "kapot.docx").write_bytes(b"PK\x03\x04")
    result = call(bare, "new", "buurt", folder)
    assert result.exit_code == 3 and result.stdout.startswith("kapot.docx: ")
    assert (bare.data / "raw" / "buurt" / "transcripts" / "kapot.docx").exists()


@pytest.mark.parametrize(("name", "date"), [("20260205", "2026-02-05"), ("2026_02_05", "2026-02-05"), ("20261905", ""), ("20260231", "")])
def test_new_takes_a_date_from_the_name_of_a_file_if_it_is_one(bare, folder, name, date):
    (folder / "2026-02-05 buurthuis.txt").rename(folder / f"{name}.txt")
    call(bare, "new", "buurt", folder)
    assert next(csv.DictReader((bare.data / "raw" / "buurt" / "sessions.csv").open()))["date"] == date


def test_what_new_makes_of_two_files_with_one_name_can_be_checked(bare, folder):
    (folder / "2026-02-05 buurthuis.md").write_text("**Anna Zomer:** Nog een avond.\n\n**Bert Wit:** Gezellig.\n")
    assert call(bare, "new", "buurt", folder).exit_code == 0
    result = call(bare, "check", "buurt")
    assert result.exit_code == 0 and result.stdout.splitlines()[-1].startswith("buurt: 2 sessions, 2 speakers, ")


def test_check_counts_and_writes_nothing(bare, folder):
    call(bare, "new", "buurt", folder)
    before = tree(bare.folder)
    result = call(bare, "check", "buurt")
    # 6 + 6 + 1 words
    assert result.stdout == "buurt: 1 session, 2 speakers, 3 turns, 13 words, language nl; 0 transcripts left out\n"
    assert result.exit_code == 0 and tree(bare.folder) == before


def test_check_gives_a_line_a_finding_with_file_and_line(bare, folder):
    call(bare, "new", "buurt", folder)
    (bare.data / "raw" / "buurt" / "sessions.csv").write_text(
        "session,file,date\navond,2026-02-05 buurthuis.txt,5 februari\nweg,weg.txt,\n"
    )
    (bare.data / "raw" / "buurt" / "participants.csv").write_text("speaker,official\nAnna Zomer,soms\nChris,no\n")
    result = call(bare, "check", "buurt")
    found = [line.split(": ")[0] for line in result.stdout.splitlines()[:-1]]
    assert result.exit_code == 3 and found == ["participants.csv:2", "participants.csv:3", "sessions.csv:2", "sessions.csv:3"]


# report


def test_report_says_where_it_is_and_then_that_it_is_up_to_date(bare):
    first, second = call(bare, "report", "wijk"), call(bare, "report", "wijk")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout.splitlines()[-1] == f"wijk: the report is in {bare.published / 'report.html'}"
    assert second.stdout == f"wijk: up to date: {bare.published / 'report.html'}\n" and second.stderr == ""


def test_parameters_from_the_command_line(bare):
    assert call(bare, "report", "wijk", "-p", "word=een = twee", "-p", "size=4").exit_code == 0
    assert bare.page() == "<h1>een = twee</h1>" and bare.run()["parameters"]["1-tables"] == {"size": 4}


def test_a_notebook_that_fails_is_one_line_and_exit_status_1(desk, kernel):
    notebook(desk.notebooks / "2-page.ipynb", *PAGE, "raise ValueError('one\\ntwo')")
    before = tree(desk.published)
    result = call(desk, "report", "wijk")
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit) and result.stdout == ""
    assert len(errors(result)) == 1 and errors(result)[0].startswith("standplaats: 2-page.ipynb failed: ValueError: one two; it lies")
    assert tree(desk.published) == before and (desk.reports / "wijk.failed" / "2-page.ipynb").exists()


def test_all_goes_on_after_a_broken_corpus_and_the_exit_status_tells(bare):
    broken(bare, "corpus.toml", "title = ")
    bare.add("zuid")
    result = call(bare, "report", "--all")
    assert result.exit_code == 2 and [line.split(":")[0] for line in errors(result)] == ["standplaats"]
    assert [line.split(":")[0] for line in result.stdout.splitlines() if "the report is in" in line] == ["wijk", "zuid"]
    assert sorted(p.name for p in bare.reports.iterdir()) == ["wijk", "zuid"]


def test_a_transcript_that_is_left_out_is_exit_status_3_each_time(bare, conversation):
    tables.save(conversation.findings, "findings", "given", bare.data)
    for _ in range(2):
        result = call(bare, "report", "wijk")
        assert result.exit_code == 3 and errors(result) == ["left out: kapot.docx:3: geen Word & <geen> tekst"]


# export


@pytest.mark.parametrize(("kind", "files"), [("graphml", 3), ("gexf", 3), ("csv", 10)])
def test_export_writes_the_files_that_it_names(desk, tmp_path, conversation, kind, files):
    for name in set(tables.COLUMNS) - {path.stem for path in desk.processed.iterdir()}:
        tables.save(tables.checked(name, []), name, "wijk", desk.data)
    result = call(desk, "export", "wijk", "--to", kind, "--out", tmp_path / "uit")
    written = sorted((tmp_path / "uit").iterdir())
    assert result.exit_code == 0 and sorted(result.stdout.splitlines()) == [str(path) for path in written]
    assert len(written) >= files and all(path.suffix == f".{kind}" and path.stat().st_size for path in written)
