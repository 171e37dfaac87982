"""Read a corpus as this project does, and keep its turns and languages: what every contestant gets (run as a process of its own)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from analysis import corpus


def main(name: str, workspace: str, folder: str) -> None:
    """Write `turns.parquet` and `languages.json` of the corpus `name`, which lies in `workspace`/raw, into `folder`."""
    read = corpus.read(name, workspace)
    read.turns.to_parquet(Path(folder) / "turns.parquet")
    languages = dict(zip(read.sessions["session"], read.sessions["language"], strict=True))
    (Path(folder) / "languages.json").write_text(json.dumps(languages))


if __name__ == "__main__":
    main(*sys.argv[1:])
