"""A place to try the pipeline on: a corpus of one file, and two notebooks of a few lines that note in a file that they ran."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import fields
from pathlib import Path

from papermill.engines import Engine, NotebookExecutionManager

from analysis import pipeline, tables
from analysis.tables import Tables

TABLES = (
    "corpus: str = 'demo'\ndata: str = '../data'\nsize: int = 3\nshare: float = 0.5\nloud: bool = False\nnames: list = []\nhint: str = None",
    "import shutil\nfrom pathlib import Path",
    "given, made = Path(data, 'processed', 'given'), Path(data, 'processed', corpus)",
    "made.mkdir(exist_ok=True)\n[shutil.copy(table, made / table.name) for table in given.glob('*.parquet')]",
    "open(Path(data, 'ran'), 'a').write('1')",
)
KERNEL = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}, "language_info": {"name": "python"}}
PAGE = (
    "corpus: str = 'demo'\ndata: str = '../data'\nword: str = 'plein'",
    "from pathlib import Path\npage = Path(data, 'interim', corpus, 'report.html')",
    "page.parent.mkdir(exist_ok=True, parents=True)\npage.write_text(f'<h1>{word}</h1>')",
    "open(Path(data, 'ran'), 'a').write('2')",
)


def notebook(path: Path, parameters: str, *code: str) -> None:
    """Write a notebook: a title, its parameters, and its code."""
    common = {"cell_type": "code", "execution_count": None, "outputs": []}
    cells = [{"cell_type": "markdown", "id": "title", "metadata": {}, "source": f"# {path.stem}"}]
    cells += [{**common, "id": "parameters", "metadata": {"tags": ["parameters"]}, "source": parameters}]
    cells += [{**common, "id": f"cell{n}", "metadata": {}, "source": source} for n, source in enumerate(code)]
    path.write_text(json.dumps({"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}))


def tree(folder: Path) -> dict[str, str]:
    """Every file in a folder, with a hash of its bytes."""
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


class Here(Engine):
    """Runs the cells in this Python: starting a kernel takes a second or two."""

    @classmethod
    def execute_managed_notebook(cls, manager: NotebookExecutionManager, kernel_name: str, **options: object) -> None:
        scope: dict = {}
        for cell in manager.nb.cells:
            exec(cell.source if cell.cell_type == "code" else "", scope)


class Desk:
    """The folders, and what one does with them."""

    def __init__(self, folder: Path):
        self.folder, self.data, self.reports, self.notebooks = (folder, *(folder / name for name in ("data", "reports", "notebooks")))
        self.package = folder / "package"
        self.corpus, self.published, self.processed = self.data / "raw" / "wijk", self.reports / "wijk", self.data / "processed" / "wijk"

    def furnish(self, found: Tables) -> None:
        """Write the corpus, the notebooks, and the tables that the first notebook gives out."""
        self.add("wijk")
        self.notebooks.mkdir()
        shutil.copytree(pipeline.PACKAGE / "templates", self.package / "templates")
        notebook(self.notebooks / "1-tables.ipynb", *TABLES)
        notebook(self.notebooks / "2-page.ipynb", *PAGE)
        for field in fields(Tables):
            tables.save(getattr(found, field.name), field.name, "given", self.data)

    def add(self, name: str, text: str = "Anna: Goedenavond.\nBert: Dag.\n") -> Path:
        """A corpus of one transcript."""
        corpus = self.data / "raw" / name
        (corpus / "transcripts").mkdir(parents=True)
        (corpus / "transcripts" / "a.txt").write_text(text)
        return corpus

    def report(self, force: bool = False, **given: str) -> pipeline.Outcome:
        return pipeline.report("wijk", self.data, self.reports, given, force)

    def ran(self) -> str:
        """Which notebooks ran since this was last asked."""
        note = self.data / "ran"
        told = note.read_text() if note.exists() else ""
        note.unlink(missing_ok=True)
        return told

    def page(self) -> str:
        return (self.published / "report.html").read_text()

    def run(self) -> dict:
        return json.loads((self.published / "run.json").read_text())

    def copy(self, folder: Path) -> Desk:
        shutil.copytree(self.folder, folder)
        return Desk(folder)
