"""Run the notebooks on the demo and save them, with their outputs, in their place (`make notebooks`): what nbval then compares with."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import papermill

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def plain(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without what differs from run to run: times, what papermill noted."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
    return notebook


def main() -> None:
    """Run each in order; a notebook that fails stays as it was."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        made = papermill.execute_notebook(str(path), None, kernel_name="python3", cwd=str(NOTEBOOKS), progress_bar={"desc": path.stem})
        path.write_text(json.dumps(plain(made), indent=1, ensure_ascii=False, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
