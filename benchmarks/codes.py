"""How far the codes agree with people (`make codes`): on dialogues that nothing was learnt from, on the demo, on minutes of a council; writes CODES.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import corpus
from analysis.coding import codebook, found
from analysis.coding.agreement import compared, has
from analysis.coding.codebook import FOLDER
from analysis.dialogue.ledger import ledger
from benchmarks.corpora import SHARED

ROOT = Path(__file__).parents[1]
TARGET = Path(__file__).with_name("CODES.md")
HEAD = """# How far the codes agree with people

Made by `make codes`. The weights were learnt from the dialogues in `codebook/dialogues`, and from nothing below. Seen while it was made: the eight other sessions of the demo, for the patterns that are sure of a deferral; and on the
council's minutes it was chosen how much plainer a long turn must put something off (`LONG`).

Every set was read twice, each reading without sight of the other and before anything was tuned on it. **between readings**: how far the two agree (F1, and Krippendorff's
alpha). **precision, recall, F1, alpha**: the software beside the first reading, with a bootstrap interval of 95 per cent for alpha. Codes with fewer than five turns say little. The readers followed
one manual, the texts of the definitions in `codebook/nl.toml`, and agree closely; readers with another manual would not.
"""


def sets() -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame, list[pd.DataFrame]]]:
    """Each set: what it is, its turns (all that were spoken, for what a turn follows), its speakers, and the two readings."""
    readings = [_dialogues(FOLDER / "unseen" / f"nl-{n}.csv") for n in (1, 2)]
    talk = readings[0][0]
    speakers = pd.DataFrame({"speaker": ["official", "other"], "official": [True, False]})
    yield "Invented dialogues, kept apart (10 dialogues, spoken, informal)", talk, speakers, [codes for _, codes in readings]
    demo = corpus.read("demo", ROOT / "data")
    yield "The demo (4 of its 12 sessions)", demo.turns, demo.speakers, [_reading("demo", n) for n in (1, 2)]
    if (SHARED / "corpora" / "denhaag-csv").is_dir():
        yield (
            "Council minutes (eight stretches of 42 turns of denhaag-csv, long and formal)",
            *_council(),
            [_reading("denhaag", n) for n in (1, 2)],
        )


def _dialogues(file: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    told = pd.read_csv(file, dtype=str, keep_default_na=False)
    told = told.assign(turn=told["turn"].astype(int), speaker=told["official"].map({"yes": "official", "no": "other"}))
    coded = told.assign(code=told["codes"].str.split(";")).explode("code")
    return told, coded.assign(code=coded["code"].str.split(":").str[0])[["session", "turn", "code"]]


def _reading(name: str, n: int) -> pd.DataFrame:
    told = pd.read_csv(FOLDER / "readings" / f"{name}-{n}.csv", dtype=str, keep_default_na=False)
    return told.assign(turn=told["turn"].astype(int))


def _council() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The reference parse of the council's minutes; officials are aldermen, the mayor and the chair."""
    files = sorted((SHARED / "corpora" / "denhaag-csv" / "transcripts").glob("*.csv"))
    told = pd.concat([pd.read_csv(file, keep_default_na=False).assign(session=file.stem) for file in files], ignore_index=True)
    told = told.assign(text=told["text"].astype(str))
    names = pd.Series(told["speaker"].unique())
    official = names.str.startswith(("Wethouder", "De voorzitter")) | names.str.contains("urgemeester")
    return told, pd.DataFrame({"speaker": names, "official": official})


def figures(talk: pd.DataFrame, speakers: pd.DataFrame, readings: list[pd.DataFrame]) -> pd.DataFrame:
    """A row a code: how far the readings agree, and how far the software agrees with the first."""
    codes = found(talk, speakers, dict.fromkeys(talk["session"], "nl"))
    read = list(readings[0][["session", "turn"]].drop_duplicates().itertuples(index=False, name=None))
    rows = {}
    for code in codebook("nl"):
        first, second, ours = (has(read, told, code) for told in (*readings, codes))
        between, beside = compared(first, second), compared(first, ours)
        rows[code] = {
            "turns": int(first.sum()),
            "between readings F1": between["f1"],
            "between readings alpha": between["alpha"],
            "precision": beside["precision"],
            "recall": beside["recall"],
            "F1": beside["f1"],
            "alpha": beside["alpha"],
            "low": beside["low"],
            "high": beside["high"],
        }
    return pd.DataFrame(rows).T


def planted() -> Iterator[str]:
    """What of the demo's documented truth is found: the planted codes, the look-alikes, the ledger."""
    demo = corpus.read("demo", ROOT / "data")
    key = pd.read_csv(ROOT / "data" / "raw" / "demo" / "key.csv", dtype=str, keep_default_na=False).astype({"turn": int})
    languages = dict(zip(demo.sessions["session"], demo.sessions["language"], strict=True))
    codes = found(demo.turns, demo.speakers, languages)
    alike = key[key["kind"] == "lookalike"].merge(codes[codes["code"] == "deferral"], on=["session", "turn"])
    items = key[key["kind"].isin(["deferral", "promise"])]
    book = ledger(
        codes, demo.turns, demo.speakers, demo.turns[["session", "turn"]].assign(topic=-1), demo.sessions, languages
    ).drop_duplicates(["session", "turn"])
    here = items.merge(book, on=["session", "turn"], how="left", indicator=True)
    answered = set(key["ref"][key["kind"] == "answer"])
    known = here[here["_merge"] == "both"]
    back = known["answered_turn"].notna()
    is_answered = known["ref"].isin(answered)
    yield f"- look-alikes of deferrals coded as such: {len(alike)} of {(key['kind'] == 'lookalike').sum()}"
    yield f"- planted deferrals and promises in the ledger: {len(known)} of {len(items)}; rows in the ledger: {len(book)}"
    yield f"- of those answered, found to be: {int((back & is_answered).sum())} of {int(is_answered.sum())}; of the others, called answered: {int((back & ~is_answered).sum())} of {int((~is_answered).sum())}"


def main() -> None:
    """Measure, and write the page."""
    parts = [HEAD]
    for title, talk, speakers, readings in sets():
        table = figures(talk, speakers, readings)
        lines = ["| code | " + " | ".join(table.columns) + " |", "| --- |" + " ---: |" * len(table.columns)]
        lines += [
            f"| {code} | {int(row['turns'])} | " + " | ".join("–" if np.isnan(v) else f"{v:.2f}" for v in row.iloc[1:]) + " |"
            for code, row in table.iterrows()
        ]
        parts.append(f"## {title}\n\n" + "\n".join(lines) + "\n")
    parts.append("## The demo's documented truth (`data/raw/demo/KEY.md`)\n\n" + "\n".join(planted()) + "\n")
    TARGET.write_text("\n".join(parts), encoding="utf-8")
    print(TARGET.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
