"""The front door: `standplaats new`, `check`, `report`, `export`.

Exit status: 0 done; 1 a notebook failed; 2 the call or the corpus is unusable; 3 done, but some transcripts had to be left out.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from analysis import pipeline
from analysis.findings import Finding, Unusable
from analysis.settings import corpora

DONE, NOTEBOOK_FAILED, UNUSABLE, LEFT_OUT = 0, 1, 2, 3

data_option = click.option(
    "--data", type=click.Path(path_type=Path), default=pipeline.ROOT / "data", show_default="data/", help="Where the corpora lie."
)
reports_option = click.option(
    "--reports", type=click.Path(path_type=Path), default=pipeline.ROOT / "reports", show_default="reports/", help="Where reports go."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="standplaats")
def main() -> None:
    """Dialogue transcripts to topics, networks and a report that people read."""


@main.command()
@click.argument("corpus")
@click.argument("folder", type=click.Path(path_type=Path))
@data_option
def new(corpus: str, folder: Path, data: Path) -> None:
    """Make a corpus of the transcripts in FOLDER, with tables to fill in."""
    from analysis import intake  # late, here and below: loading pandas takes a second, and `--help` does not need it

    with _Plainly():
        made = intake.new(corpus, folder, data)
        _tell(made.findings)
        click.echo(
            f"{made.path}: {_number(made.transcripts, 'transcript')}; fill in sessions.csv and participants.csv there, then `standplaats report {corpus}`"
        )
        sys.exit(LEFT_OUT if any(f.left_out for f in made.findings) else DONE)


@main.command()
@click.argument("corpus")
@data_option
def check(corpus: str, data: Path) -> None:
    """Read everything in CORPUS and say what is wrong; writes nothing."""
    from analysis import coding, policy
    from analysis import corpus as reading
    from analysis.settings import folder

    with _Plainly():
        found = reading.read(corpus, data)
        beside: list[Finding] = []
        policy.passages(folder(corpus, data), beside, found.language)
        coding.human(folder(corpus, data), found.turns, beside, coding.codebook(found.language, folder(corpus, data)))
        for line in [*map(str, found.findings), *map(str, beside), *found.merged]:
            click.echo(line)
        click.echo(
            f"{corpus}: {_number(len(found.sessions), 'session')}, {_number(len(found.speakers), 'speaker')}, {_number(len(found.turns), 'turn')}, "
            f"{_number(int(found.turns['words'].sum()), 'word')}, language {found.language}; {_number(len(found.left_out), 'transcript')} left out"
        )
        sys.exit(LEFT_OUT if found.left_out else DONE)


@main.command()
@click.argument("corpus", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every corpus there is.")
@click.option("-p", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter of the notebooks; may be given more than once.")
@click.option("--force", is_flag=True, help="Run everything again, also what is up to date.")
@data_option
@reports_option
def report(corpus: tuple[str, ...], every: bool, parameters: tuple[str, ...], force: bool, data: Path, reports: Path) -> None:
    """Run the notebooks for each CORPUS, skip what is up to date, publish the report."""
    with _Plainly():
        names = list(corpus) or (corpora(data) if every else [])
        if not names:
            there = ", ".join(corpora(data))
            raise Unusable(
                f"name a corpus, or say --all (there are: {there})"
                if there
                else f"there is no corpus in {data / 'raw'} yet; make one with `standplaats new NAME FOLDER`"
            )
        given = dict(_parameter(text) for text in parameters)
    worst = max((_reported(name, data, reports, given, force) for name in names), key=[DONE, LEFT_OUT, UNUSABLE, NOTEBOOK_FAILED].index)
    sys.exit(worst)


@main.command()
@click.argument("corpus")
@click.option("--to", "kind", type=click.Choice(["csv", "graphml", "gexf"]), required=True, help="What the other tool reads.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("."), show_default="this folder", help="Where the files go.")
@data_option
def export(corpus: str, kind: str, out: Path, data: Path) -> None:
    """Hand the tables or networks of CORPUS to other tools."""
    from analysis import tables
    from analysis.networks import files

    with _Plainly():
        if kind == "csv":
            written = [out / f"{name}.csv" for name in tables.COLUMNS]
            out.mkdir(parents=True, exist_ok=True)
            for target in written:
                tables.as_csv(tables.load(target.stem, corpus, data), target)
        else:
            edges, actors, speakers = (tables.load(name, corpus, data) for name in ("edges", "actors", "speakers"))
            written = files.write(edges, actors, speakers, out, kind)
        for target in written:
            click.echo(target)


def _reported(name: str, data: Path, reports: Path, given: dict[str, str], force: bool) -> int:
    """Report on one corpus and say how it went; its exit status."""
    try:
        outcome = pipeline.report(name, data, reports, given, force)
    except (Unusable, OSError) as error:
        click.echo(f"standplaats: {_said(error)}", err=True)
        return UNUSABLE
    except pipeline.Failed as error:
        click.echo(f"standplaats: {error}", err=True)
        return NOTEBOOK_FAILED
    for line in outcome.left_out:
        click.echo(f"left out: {line}", err=True)
    click.echo(f"{name}: {'the report is in' if outcome.ran else 'up to date:'} {_short(outcome.page)}")
    return LEFT_OUT if outcome.left_out else DONE


def _number(n: int, thing: str) -> str:
    """So many things: "1 session", "2 sessions"."""
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def _short(path: Path) -> Path:
    """A path as one would type it here."""
    here = Path.cwd()
    return path.resolve().relative_to(here) if path.resolve().is_relative_to(here) else path


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise Unusable(f"a parameter is given as NAME=VALUE, not {text!r}")
    return name.strip(), value.strip()


def _tell(findings: list[Finding]) -> None:
    for finding in findings:
        click.echo(str(finding))


class _Plainly:
    """What is wrong with the user's input, in one line instead of a traceback."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Unusable | OSError):
            click.echo(f"standplaats: {_said(error)}", err=True)
            sys.exit(UNUSABLE)


def _said(error: Unusable | OSError) -> str:
    """What is wrong, in one line; of a file that cannot be read or written: which, and why."""
    return f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)


if __name__ == "__main__":
    main()
