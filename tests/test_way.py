"""The whole way, once, with the real notebooks: `new`, `check` and `report` as the README shows them, and what is published then."""

from __future__ import annotations

import json
import re
import shutil

import pypdf
import pytest
from conftest import Way
from desk import tree
from lxml import html
from test_report import (  # the same checks, on the page of this run
    page,  # noqa: F401
    test_a_finding_about_talk_has_quotes_with_it,  # noqa: F401
    test_every_element_is_closed_where_it_should_be,  # noqa: F401
    test_every_picture_says_what_it_shows,  # noqa: F401
    test_every_quote_is_a_turn_of_that_speaker_at_that_place,  # noqa: F401
    test_ids_are_unique_and_what_refers_to_one_finds_it,  # noqa: F401
    test_nothing_comes_from_elsewhere_and_nothing_runs,  # noqa: F401
    test_one_title_and_headings_in_order,  # noqa: F401
    test_tables_have_headings_for_columns_and_rows,  # noqa: F401
    test_the_bold_parts_are_as_many_as_the_findings,  # noqa: F401
    test_what_was_left_out_stands_above_the_findings,  # noqa: F401
    with_browser,
)

from analysis import pipeline, tables
from analysis.tables import Tables


@pytest.fixture(scope="session")
def made(way: Way) -> tuple[str, Tables]:
    """The page of this run, and the tables that it was made from."""
    return (way.published / "report.html").read_text(encoding="utf-8"), tables.load_all("wijk", way.data)


def test_new_then_check_then_report(way: Way):
    assert (way.new.returncode, way.check.returncode, way.report.returncode) == (3, 3, 3)  # one of the four cannot be read
    assert way.new.stdout.startswith("04-kapot.docx: ") and "4 transcripts; fill in sessions.csv" in way.new.stdout
    assert re.search(r"^wijk: 3 sessions, \d+ speakers, \d+ turns, \d+ words, language nl; 1 transcript left out$", way.check.stdout, re.M)
    assert way.report.stdout.splitlines()[-1] == f"wijk: the report is in {way.published / 'report.html'}"
    assert not way.new.stderr and not way.check.stderr and "Traceback" not in way.report.stderr


def test_the_report_shows_how_far_it_is(way: Way):
    stems = list(json.loads((way.published / "run.json").read_text())["steps"])
    assert stems and all(re.search(rf"^wijk {stem}: \d+ s$", way.report.stdout, re.M) for stem in stems)


def test_the_real_notebooks_publish_a_whole_report(way: Way):
    stems = [path.stem for path in pipeline.notebooks()]
    names = {str(p.relative_to(way.published)) for p in way.published.rglob("*") if p.is_file()}
    expected = {"report.html", "run.json", *(f"notebooks/{stem}{suffix}" for stem in stems for suffix in (".ipynb", ".html"))}
    expected |= {f"tables/{name}.csv" for name in tables.COLUMNS} | {"networks/interaction.graphml"}
    assert expected <= names and len(stems) >= 4
    assert [p.name for p in way.reports.iterdir()] == ["wijk"]


def test_a_transcript_that_is_left_out_is_told_in_the_report_and_on_the_way(way: Way):
    told = json.loads((way.published / "run.json").read_text())
    assert len(told["left_out"]) == 1 and told["left_out"][0].startswith("04-kapot.docx: ") and len(told["inputs"]) == 6
    assert way.report.returncode == 3 and f"left out: {told['left_out'][0]}" in way.report.stderr
    assert set(tables.load("sessions", "wijk", way.data)["file"]) == {name.split("/")[1] for name in told["inputs"] if "/0" in name} - {
        "04-kapot.docx"
    }


def test_the_same_corpus_gives_the_same_bytes_whatever_the_machine_does_at_once(way: Way, tmp_path, monkeypatch):
    shutil.copytree(way.data / "raw", tmp_path / "data" / "raw")
    for name, value in {"OMP_NUM_THREADS": "2", "PYTHONHASHSEED": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(pipeline, "ALIKE", {})
    monkeypatch.setattr(pipeline, "BROWSERS", ())
    pipeline.report("wijk", tmp_path / "data", tmp_path / "reports", {}, force=True)
    for ours, theirs in [
        (way.data / "processed", tmp_path / "data" / "processed"),
        (way.published / "tables", tmp_path / "reports/wijk/tables"),
    ]:
        assert len(tree(ours)) >= 10 and tree(ours) == tree(theirs)
    assert tree(way.published)["report.html"] == tree(tmp_path / "reports" / "wijk")["report.html"]


def test_nothing_comes_from_elsewhere_in_the_notebooks(way):
    for notebook in sorted((way.published / "notebooks").glob("*.html")):
        text = notebook.read_text(encoding="utf-8")
        shown = html.document_fromstring(text)
        assert shown.xpath("//main") and all(source.startswith(("data:", "#")) for source in shown.xpath("//@src|//link/@href") if source)
        assert not re.search(r"//cdn|import\(\W*http|url\(\W*http", text)


def test_the_key_to_the_pseudonyms_is_nowhere_in_what_is_published(way):
    names = [row.split(",", 1)[1].strip('"') for row in (way.data / "interim" / "wijk" / "names.csv").read_text().splitlines()[1:]]
    published = [p for p in way.published.rglob("*") if p.suffix in {".html", ".csv", ".json", ".graphml", ".ipynb"}]
    assert "Hanneke Terpstra" in names and len(published) > 10
    assert not [(name, p.name) for p in published for name in names if name in p.read_text(encoding="utf-8")]


def test_no_path_of_the_machine_is_in_what_is_published(way):
    published = [p for p in way.published.rglob("*") if p.is_file()]
    paths = [str(path).encode() for path in (way.data.parent, pipeline.ROOT)]
    assert len(published) > 20 and not [(path, p.name) for p in published for path in paths if path in p.read_bytes()]


@with_browser
def test_the_pdf_is_published_with_the_report(way):
    assert len(pypdf.PdfReader(way.published / "report.pdf").pages) >= 1
