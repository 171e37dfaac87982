"""Make requirements.lock, requirements-dev.lock and environment.yml from pyproject.toml (`make lock`).

pyproject.toml is the only place where dependencies are declared. Each lock begins with a mark of the declarations that it was made from; a test
compares it, so that a lock that has drifted is found without a network.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = {"requirements.lock": [], "requirements-dev.lock": ["--extra", "dev"]}
COMPILE = [
    "uv",
    "pip",
    "compile",
    "pyproject.toml",
    "--universal",
    "--python-version",
    "3.11",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
]


def mark(pyproject: str) -> str:
    """The first line of a lock: what it was made from."""
    told = tomllib.loads(pyproject)
    declared = [
        told["project"]["requires-python"],
        told["project"]["dependencies"],
        told["project"]["optional-dependencies"],
        told["tool"]["uv"],
    ]
    return f"# made by `make lock` from pyproject.toml {hashlib.sha256(json.dumps(declared, sort_keys=True).encode()).hexdigest()[:16]}"


def environment(lock: str) -> str:
    """environment.yml for conda: the same versions; conda-forge's own bertopic would bring torch."""
    pins = "\n".join(f"      - {line}" for line in lock.splitlines() if line and not line.startswith("#"))
    return (
        "# Made by `make lock`. Create with: PIP_NO_DEPS=1 conda env create -f environment.yml\n"
        "# then, in the environment: pip install --no-deps -e .\n"
        f"name: standplaats\nchannels:\n  - conda-forge\ndependencies:\n  - python=3.11\n  - pip\n  - pip:\n{pins}\n"
    )


def main(upgrade: list[str]) -> None:
    """Write the locks and environment.yml; `--upgrade` takes the newest versions instead of those that stand there."""
    head = mark((ROOT / "pyproject.toml").read_text())
    for name, extra in LOCKS.items():
        subprocess.run([*COMPILE, *extra, *upgrade, "-o", name], cwd=ROOT, check=True)
        pins = re.sub(r"^#.*\n", "", (ROOT / name).read_text(), flags=re.M)
        (ROOT / name).write_text(f"{head}\n{pins}")
    (ROOT / "environment.yml").write_text(environment((ROOT / "requirements.lock").read_text()))


if __name__ == "__main__":
    main(sys.argv[1:])
