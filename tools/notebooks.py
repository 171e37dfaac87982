"""Run the notebooks on the demo and save them, with their outputs, in their place (`make notebooks`): what nbval then compares with."""

from __future__ import annotations

import json
from pathlib import Path

import papermill

from analysis.pipeline import plain

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def main() -> None:
    """Run each in order; a notebook that fails stays as it was."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        made = papermill.execute_notebook(str(path), None, kernel_name="python3", cwd=str(NOTEBOOKS), progress_bar={"desc": path.stem})
        path.write_text(json.dumps(plain(made), indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
