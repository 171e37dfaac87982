"""Runs the notebooks of a corpus with papermill, skips what is up to date, and publishes the report whole or not at all.

What a run was made from is known by keys: a step's key is a hash of its notebook, its parameters, the package and the key of the step before
it; the first step's is that of the corpus. A step whose key and tables are those of the last run is not run again.
"""

from __future__ import annotations

import ast
import contextlib
import datetime
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.findings import Unusable
from analysis.settings import folder, settings

if TYPE_CHECKING:
    from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
CODEBOOK = ROOT / "codebook"
PACKAGE = Path(__file__).parent
OURS = {"corpus", "data"}  # parameters that the pipeline sets
LIBRARIES = ("standplaats", "bertopic", "networkx", "numpy", "pandas", "papermill", "scikit-learn", "simplemma")
KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a text", list: "a list", type(None): "anything"}
EXECUTED = (".ipynb", ".html")
ALIKE = {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}  # one thread is faster on texts of this size, and the same everywhere
KERNEL = ["--log-level=40"]  # its warning on unencrypted traffic is about this machine's own loopback
SCRIPTS_FROM_ELSEWHERE = ("require_js_url", "mathjax_url", "jquery_url", "mermaid_js_url", "mermaid_layout_elk_js_url")
PROGRESS = {"bar_format": "{desc:<28} {bar:20} {n_fmt}/{total_fmt} {elapsed}", "disable": None}  # None: no bar where there is no terminal
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
BROWSER_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-pdf-header-footer",
)


class Failed(Exception):
    """A notebook failed; the message is one line: which, where it lies, and why."""


@dataclass
class Outcome:
    """How a run ended: where the report is, what was left out, which notebooks ran."""

    corpus: str
    page: Path
    left_out: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)


def notebooks() -> list[Path]:
    """The notebooks of a report, in order."""
    return sorted(NOTEBOOKS.glob("[0-9]-*.ipynb"))


def report(corpus: str, data: Path, reports: Path, given: dict[str, str], force: bool = False) -> Outcome:
    """Bring the report of a corpus up to date.

    `given` are parameters as text, which go before those of corpus.toml; `force` runs everything again.
    Raises Unusable for a corpus or parameter that cannot be worked with, Failed where a notebook fails; the last report then stays as it was.
    """
    parameters = {**settings(corpus, data).parameters, **given}
    inputs = hashes(folder(corpus, data))
    if kept := parameters.get("topics_of"):  # the topics of another corpus are an input too
        inputs |= {f"topics of {kept}": told for told in _hashed([f"processed/{kept}/topics.npz"], data).values()}
    whole = key(
        {"inputs": inputs, "parameters": parameters, "code": _code(), "notebooks": [_sources(n) for n in notebooks()], "name": corpus}
    )
    page = _settled(reports, corpus) / "report.html"
    before = _last(page.parent)
    if not force and before.get("key") == whole and page.exists() and all(_as_made(step, data) for step in before["steps"].values()):
        shutil.rmtree(_broken(reports, corpus), ignore_errors=True)
        return Outcome(corpus, page, before["left_out"])
    fitted = fit(parameters)
    run = _Run(corpus, data.resolve(), reports.resolve(), fitted, {} if force else before.get("steps", {}), inputs)
    return run.publish(whole, run.execute())


def hashes(corpus: Path) -> dict[str, str]:
    """The files of a corpus, by their path in it, with a hash of their content."""
    files = sorted(p for p in corpus.rglob("*") if p.is_file() and not p.name.startswith((".", "~$")))
    return {p.relative_to(corpus).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def key(parts: object) -> str:
    """A short hash of anything that JSON can write."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _code() -> str:
    """A hash of what makes the tables besides the notebooks: the package, and the versions that it runs on."""
    files = sorted(p for p in PACKAGE.rglob("*") if p.suffix in {".py", ".j2", ".json", ".po", ".toml"})
    lock = ROOT / "requirements.lock"
    codebooks = sorted(p for p in CODEBOOK.glob("*") if p.is_file())
    return key(
        [
            platform.python_version(),
            lock.read_text(encoding="utf-8") if lock.exists() else "",
            *((p.name, hashlib.sha256(p.read_bytes()).hexdigest()) for p in codebooks),
            *((str(p.relative_to(PACKAGE)), p.read_text(encoding="utf-8")) for p in files),
        ]
    )


def _sources(notebook: Path) -> list:
    """What a notebook says and does, whatever outputs it was saved with."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [[cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("tags", [])] for cell in cells]


def _settled(reports: Path, corpus: str) -> Path:
    """Where a corpus is published, after what an interrupted run left there is put right."""
    published, old = reports / corpus, reports / f".{corpus}.old"
    if old.exists() and not published.exists():
        old.rename(published)
    for left in (old, reports / f".{corpus}.new"):
        shutil.rmtree(left, ignore_errors=True)
    return published


def _broken(reports: Path, corpus: str) -> Path:
    """Where the notebook lies that failed, until the next report of that corpus."""
    return reports / f"{corpus}.failed"


def _last(published: Path) -> dict:
    """What run.json says of the last run; nothing where there was none, or where it cannot be read."""
    try:
        told = json.loads((published / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _as_made(step: dict, data: Path) -> bool:
    """Whether everything that a step made is still there as it made it."""
    return step["made"] == _hashed(list(step["made"]), data)


def _hashed(files: list[str], data: Path) -> dict[str, str]:
    return {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in files if (data / name).exists()}


def fit(parameters: dict) -> dict[str, dict]:
    """The parameters for each notebook, as values of the kind that its parameters cell declares.

    Raises Unusable for a name that no notebook declares, and for a value of another kind, before anything runs.
    """
    from papermill import inspect_notebook  # late: it takes a second, and a report that is up to date does not need it

    declared = {path.stem: inspect_notebook(str(path)) for path in notebooks()}
    known = sorted({name for told in declared.values() for name in told} - OURS)
    for name in parameters:
        if name not in known:
            raise Unusable(f"no notebook has a parameter {name!r}; there are: {', '.join(known) or 'none'}")
    return {
        stem: {name: _valued(name, parameters[name], ast.literal_eval(told[name]["default"])) for name in told if name in parameters}
        for stem, told in declared.items()
    }


def _valued(name: str, value: object, default: object) -> object:
    """A parameter's value, of the kind of its default."""
    kind = type(default)
    if isinstance(value, str) and kind is not str:
        try:
            value = ast.literal_eval({"true": "True", "false": "False", "none": "None"}.get(value.lower(), value))
        except (ValueError, SyntaxError):
            if default is None:
                return value
            raise Unusable(f"parameter {name} must be {KINDS[kind]}, not {value!r}") from None
    if kind is float and type(value) is int:
        return float(value)
    if kind is not type(None) and type(value) is not kind:
        raise Unusable(f"parameter {name} must be {KINDS[kind]}, not {value!r}")
    return value


@dataclass
class _Run:
    """One run: executes the steps into a folder of its own, then swaps that for the published one."""

    corpus: str
    data: Path
    reports: Path
    parameters: dict[str, dict]
    before: dict[str, dict]
    inputs: dict[str, str]

    def __post_init__(self) -> None:
        self.started = time.time()
        self.published, self.staging = self.reports / self.corpus, self.reports / f".{self.corpus}.new"
        self.broken = _broken(self.reports, self.corpus)
        (self.staging / "notebooks").mkdir(parents=True)

    def execute(self) -> dict[str, dict]:
        """Run the steps that are not up to date; what each was made from and made."""
        steps: dict[str, dict] = {}
        last = key([self.inputs, self.corpus, _code()])
        stale = False
        for path in notebooks():
            last = key([last, _sources(path), self.parameters[path.stem]])
            stale = stale or not self._fresh(path, last)
            steps[path.stem] = self._executed(path, last) if stale else self._kept(path)
        return steps

    def _fresh(self, path: Path, now: str) -> bool:
        before = self.before.get(path.stem, {})
        return (
            before.get("key") == now
            and all((self.published / "notebooks" / f"{path.stem}{suffix}").exists() for suffix in EXECUTED)
            and _as_made(before, self.data)
        )

    def _kept(self, path: Path) -> dict:
        for suffix in EXECUTED:
            shutil.copy2(self.published / "notebooks" / f"{path.stem}{suffix}", self.staging / "notebooks")
        return self.before[path.stem]

    def _executed(self, path: Path, now: str) -> dict:
        import nbformat
        import papermill
        from nbclient.exceptions import DeadKernelError
        from papermill.exceptions import PapermillExecutionError

        started, target, before = time.time(), self.staging / "notebooks" / path.name, self._state()
        os.environ.update(ALIKE)
        values = {"corpus": self.corpus, "data": str(self.data), **self.parameters[path.stem]}
        try:
            papermill.execute_notebook(
                str(path),
                str(target),
                values,
                kernel_name="python3",
                cwd=str(NOTEBOOKS),
                log_output=False,
                extra_arguments=KERNEL,
                progress_bar={"desc": f"{self.corpus} {path.stem}", **PROGRESS},
            )
        except PapermillExecutionError as error:
            raise self._failure(path, target, error.ename, error.evalue) from None
        except DeadKernelError:
            raise self._failure(path, target, "DeadKernelError", "Python itself stopped; is there enough memory?") from None
        if not sys.stderr.isatty():  # a log gets a line a notebook instead of a bar
            print(f"{self.corpus} {path.stem}: {time.time() - started:.0f} s", flush=True)
        nbformat.write(plain(nbformat.read(target, nbformat.NO_CONVERT)), target)
        _html(target)
        made = {name: state[0] for name, state in self._state().items() if state != before.get(name)}
        return {"key": now, "seconds": round(time.time() - started, 1), "made": made}

    def _state(self) -> dict[str, tuple[str, int]]:
        """The tables and pages of the corpus, each with its hash, and its time of change: a step may write the same bytes again."""
        folders = (self.data / "processed" / self.corpus, self.data / "interim" / self.corpus)
        files = [p for f in folders for p in sorted(f.glob("*")) if p.is_file()]
        hashed = _hashed([p.relative_to(self.data).as_posix() for p in files], self.data)
        return {name: (found, (self.data / name).stat().st_mtime_ns) for name, found in hashed.items()}

    def _failure(self, path: Path, target: Path, name: str, why: str) -> Exception:
        """The broken notebook beside the last good report, and what to tell."""
        if name == "Unusable":  # the user's input, not our notebook
            shutil.rmtree(self.staging)
            return Unusable(" ".join(why.split()))
        self.broken.mkdir(exist_ok=True)
        shutil.copy2(target, self.broken / path.name)
        shutil.rmtree(self.staging)
        return Failed(
            f"{path.name} failed: {name}: {' '.join(why.split())[:300]}; it lies, as far as it came, in {self.broken / path.name}"
        )

    def publish(self, whole: str, steps: dict[str, dict]) -> Outcome:
        """Complete the report and put it in the place of the last one."""
        from analysis import tables  # late, like all that loads pandas
        from analysis.networks import files

        shutil.copy2(self.data / "interim" / self.corpus / "report.html", self.staging / "report.html")
        shown = [name for name in sorted(tables.COLUMNS) if tables.path(name, self.corpus, self.data).exists()]
        found = {name: tables.load(name, self.corpus, self.data) for name in shown}
        (self.staging / "tables").mkdir()
        for name, table in found.items():
            tables.as_csv(table, self.staging / "tables" / f"{name}.csv")
        files.write(found["edges"], found["actors"], found["speakers"], self.staging / "networks")
        left = found["findings"][found["findings"]["left_out"]]
        left_out = [f"{row.file}:{row.line}: {row.message}" if row.line else f"{row.file}: {row.message}" for row in left.itertuples()]
        now = datetime.datetime.now(datetime.UTC)
        told = {
            "corpus": self.corpus,
            "key": whole,
            "finished": now.isoformat(timespec="seconds"),
            "seconds": round(time.time() - self.started, 1),
            "inputs": self.inputs,
            "parameters": self.parameters,
            "versions": {"python": platform.python_version()} | {name: version(name) for name in LIBRARIES},
            "steps": steps,
            "left_out": left_out,
        }
        (self.staging / "run.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        pdf(self.staging / "report.html")
        self._swap()
        return Outcome(
            self.corpus,
            self.published / "report.html",
            left_out,
            [stem for stem, step in steps.items() if step is not self.before.get(stem)],
        )

    def _swap(self) -> None:
        """The new folder in the place of the old one, which is gone only when the new one stands."""
        old = self.reports / f".{self.corpus}.old"
        shutil.rmtree(old, ignore_errors=True)
        if self.published.exists():
            self.published.rename(old)
        self.staging.rename(self.published)
        shutil.rmtree(old, ignore_errors=True)
        shutil.rmtree(self.broken, ignore_errors=True)


def plain(notebook: NotebookNode) -> NotebookNode:
    """An executed notebook without what differs from run to run and from machine to machine.

    Gone are times and what papermill noted; where the data lies is told as the notebook's own parameters cell tells it.
    """
    notebook.metadata.pop("papermill", None)
    notebook.metadata["language_info"] = {"name": "python"}
    data = None
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        tags = cell.metadata.get("tags", [])
        if "parameters" in tags:
            data = _default("data", cell.source)
        elif "injected-parameters" in tags:
            here = f"data = {data}" if data else ""
            cell.source = re.sub(r"^data = .*$", lambda _: here, cell.source, flags=re.M)  # noqa: B023
    return notebook


def _default(name: str, source: str) -> str | None:
    """The value that a parameters cell gives a name, as it stands there.

    >>> _default("data", 'corpus: str = "demo"\\ndata: str = "../data"  # where the corpora lie')
    '"../data"'
    """
    for line in ast.parse(source).body:
        targets = [line.target] if isinstance(line, ast.AnnAssign) else line.targets if isinstance(line, ast.Assign) else []
        if isinstance(line, (ast.Assign, ast.AnnAssign)) and line.value and any(isinstance(t, ast.Name) and t.id == name for t in targets):
            return ast.get_source_segment(source, line.value)
    return None


def _html(executed: Path) -> None:
    """The executed notebook as a page beside it: with alternative texts, and without anything from elsewhere."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        template_name="standplaats", extra_template_basedirs=[str(PACKAGE / "templates")], **dict.fromkeys(SCRIPTS_FROM_ELSEWHERE, "")
    )
    page, _ = exporter.from_filename(str(executed))
    executed.with_suffix(".html").write_text(page, encoding="utf-8")


def browser() -> str | None:
    """A Chromium on this machine, or None."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def pdf(page: Path) -> Path | None:
    """The page as a PDF beside it, where there is a browser that can make one; else nothing."""
    program = browser()
    if program is None:
        return None
    target = page.with_suffix(".pdf")
    with_profile = [
        program,
        *BROWSER_OPTIONS,
        f"--user-data-dir={page.parent / '.browser'}",
        f"--print-to-pdf={target}",
        page.resolve().as_uri(),
    ]
    with contextlib.suppress(subprocess.TimeoutExpired):  # the page is there; the PDF can be printed from it
        subprocess.run(with_profile, capture_output=True, timeout=60, check=False)
    shutil.rmtree(page.parent / ".browser", ignore_errors=True)
    return target if target.exists() else None
