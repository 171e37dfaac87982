"""What belongs together in this project has not drifted apart: locks, translations, notebooks."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from analysis.pipeline import NOTEBOOKS, PACKAGE, ROOT, notebooks

HEAVY = ("torch", "nvidia", "sentence-transformers", "umap", "hdbscan", "numba", "transformers")
LOCKS = ("requirements.lock", "requirements-dev.lock")
VALUES = {
    "unknown",
    "safety",
    "fairness",
    "autonomy",
    "community",
    "trust",
    "nature",
    "care",
    "tradition",
    "openness",
}  # words in a table that are translated as they come
NAMED = {"corpus", "data"}


# Locks


@cache
def lock_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lock", ROOT / "tools" / "lock.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pinned(lock: str) -> set[str]:
    """The packages of a lock."""
    lines = (ROOT / lock).read_text().splitlines()
    return {line.split("==")[0] for line in lines if line and not line.startswith("#")}


def declared(extra: str | None = None) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    told = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {re.split(r"[^\w.-]", name)[0].lower().replace("_", "-") for name in told}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_was_made_from_these_declarations(lock):
    first = (ROOT / lock).read_text().split("\n", 1)[0]
    assert first == lock_tool().mark((ROOT / "pyproject.toml").read_text()), "pyproject.toml has changed: say `make lock`"


def test_the_mark_changes_with_a_dependency_and_not_with_other_things():
    before = (ROOT / "pyproject.toml").read_text()
    mark = lock_tool().mark
    assert mark(before.replace('"babel",', '"babel>=2",')) != mark(before) == mark(before.replace("line-length = 140", "line-length = 80"))


def test_every_declared_dependency_is_locked():
    assert len(declared()) > 20 and declared() <= pinned("requirements.lock")
    assert declared() | declared("dev") <= pinned("requirements-dev.lock")


def test_every_line_of_a_lock_is_one_version():
    lines = [line for lock in LOCKS for line in (ROOT / lock).read_text().splitlines()[1:]]
    assert not [line for line in lines if not re.fullmatch(r"[a-z0-9.-]+==[\w.!+]+( ; .+)?", line)]


@pytest.mark.parametrize("lock", LOCKS)
def test_nothing_heavy_is_locked(lock):
    assert not [name for name in pinned(lock) if name.startswith(HEAVY)]


def test_the_conda_environment_has_the_versions_of_the_lock():
    assert (ROOT / "environment.yml").read_text() == lock_tool().environment((ROOT / "requirements.lock").read_text())


# Translations


def sources() -> Iterator[str]:
    """All Python there is: the package, and the cells of the notebooks."""
    yield from (path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    for path in NOTEBOOKS.rglob("*.ipynb"):
        yield from ("".join(cell["source"]) for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code")


def in_python(source: str) -> Iterator[str | tuple[str, str]]:
    """The sentences in calls `_("...")`, `language("...")` and `.count("...", "...", n)`."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if isinstance(call.func, ast.Name) and call.func.id in {"_", "language"} and texts:
            yield texts[0]
        elif isinstance(call.func, ast.Attribute) and call.func.attr == "count" and len(texts) == 2 and len(call.args) == 3:
            yield texts[0], texts[1]


def in_template(source: str) -> Iterator[str | tuple[str, str]]:
    """The same calls in a template."""
    for call in Environment().parse(source).find_all(nodes.Call):
        texts = [a.value for a in call.args if isinstance(a, nodes.Const) and isinstance(a.value, str)]
        if isinstance(call.node, nodes.Name) and call.node.name == "_" and texts:
            yield texts[0]
        elif isinstance(call.node, nodes.Getattr) and call.node.attr == "count" and len(texts) == 2:
            yield texts[0], texts[1]


@cache
def used() -> set[str | tuple[str, str]]:
    template = (PACKAGE / "templates" / "report.html.j2").read_text(encoding="utf-8")
    return {sentence for source in sources() for sentence in in_python(source)} | set(in_template(template))


@cache
def dutch() -> dict[str | tuple[str, str], str | tuple[str, str]]:
    with (PACKAGE / "locale" / "nl.po").open("rb") as handle:
        return {message.id: message.string for message in read_po(handle, locale="nl", abort_invalid=True) if message.id}


def holes(sentences: str | tuple[str, ...]) -> list[set[str]]:
    """The placeholders of each form of a sentence."""
    forms = (sentences,) if isinstance(sentences, str) else sentences
    return [{name for _, name, _, _ in Formatter().parse(form) if name} for form in forms]


def test_sentences_are_found_where_they_are_used():
    assert list(in_python('_("a {n}", n=1); language("b"); x.count("c", "d", 2); text.count("e"); _(name)')) == ["a {n}", "b", ("c", "d")]
    assert list(in_template('{{ _("a") }}{% if x %}{{ _.count("b", "c", n) }}{% endif %}')) == ["a", ("b", "c")]


def test_every_sentence_has_a_dutch_translation():
    assert len(used()) > 50 and used() - dutch().keys() == set()
    assert not [sentence for sentence, translation in dutch().items() if not translation or not all(translation)]


def test_no_translation_is_used_nowhere():
    assert dutch().keys() - used() - VALUES == set()


def test_a_translation_has_the_placeholders_of_its_sentence():
    for sentence, translation in dutch().items():
        whole, told = set.union(*holes(sentence)), holes(translation)
        assert told[-1] == holes(sentence)[-1] and set.union(*told) <= whole | {"n"}, sentence
        assert len(told) == len(holes(sentence)) and told[0] >= holes(sentence)[0] - {"n"}, sentence


def test_a_translation_begins_and_ends_as_its_sentence():
    def edges(sentence: str | tuple[str, str]) -> list[tuple]:
        forms = (sentence,) if isinstance(sentence, str) else sentence
        return [(form[0] == " ", form[-1] if form[-1] in " .:?" else "") for form in forms]

    assert not [sentence for sentence, translation in dutch().items() if edges(sentence) != edges(translation)]


# Notebooks


def cells(notebook: Path, kind: str | None = None) -> list[dict]:
    found = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in found if kind in (None, cell["cell_type"])]


reports = pytest.mark.parametrize("notebook", notebooks(), ids=lambda path: path.stem)
every = pytest.mark.parametrize(
    "notebook", sorted(p for p in NOTEBOOKS.rglob("*.ipynb") if "checkpoint" not in p.name), ids=lambda p: p.stem
)


@reports
def test_title_then_parameters_with_one_annotated_value_a_line(notebook):
    title, parameters, *others = cells(notebook)
    assert re.match(rf"# {notebook.name[0]}\. \w", title["source"]) and parameters["metadata"]["tags"] == ["parameters"]
    lines = ast.parse(parameters["source"]).body
    assert all(isinstance(line, ast.AnnAssign) and ast.literal_eval(line.value) is not NotImplemented for line in lines)
    assert len({line.lineno for line in lines}) == len(parameters["source"].splitlines())
    assert {line.target.id for line in lines} >= NAMED
    assert not [cell for cell in others if "parameters" in cell["metadata"].get("tags", [])]


@reports
def test_the_shipped_values_are_those_of_the_demo(notebook):
    values = {line.target.id: ast.literal_eval(line.value) for line in ast.parse(cells(notebook)[1]["source"]).body}
    assert (values["corpus"], values["data"]) == ("demo", "../data")


@reports
def test_code_is_calls_and_little_of_it(notebook):
    for cell in cells(notebook, "code"):
        found = [
            node for node in ast.walk(ast.parse(cell["source"])) if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While)
        ]
        assert not found and len(cell["source"].splitlines()) <= 10, cell["source"]


@reports
def test_at_least_as_much_prose_as_code(notebook):
    prose, code = (sum(len(cell["source"].split()) for cell in cells(notebook, kind)) for kind in ("markdown", "code"))
    assert prose >= code


@reports
def test_what_we_found_is_the_last_heading(notebook):
    headings = [line for cell in cells(notebook, "markdown") for line in cell["source"].splitlines() if line.startswith("#")]
    assert (
        headings[-1] == "## What we found"
        and len(cells(notebook)) - [c["source"][:16] for c in cells(notebook)].index("## What we found") <= 2
    )


@every
def test_no_error_is_stored_and_no_machine_is_named(notebook):
    outputs = json.dumps([cell["outputs"] for cell in cells(notebook, "code")])
    assert '"output_type": "error"' not in outputs
    assert not re.search(r"/(home|root|Users|tmp|work|mnt)/|[A-Z]:\\\\", re.sub(r'"image/png": "[^"]*"', "", outputs))
