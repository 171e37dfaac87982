"""Real verbatim minutes against a reference parse of the same sessions; neither is part of the project, so skipped where they are absent.

The reference keeps in the turn before them what a clerk wrote between turns (attendance, "(Applaus)", what is put to the vote, suspensions,
who takes the chair); the reader leaves that out. Such a turn differs only by what is missing from it, and is counted apart.
"""

from __future__ import annotations

import csv
import re
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from analysis.readers import minutes, pdf
from analysis.readers.talk import Source, Talk

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
REFERENCE = CORPORA / "denhaag-csv" / "transcripts"
SESSIONS = sorted(path.stem for path in REFERENCE.glob("*.csv"))

Turn = tuple[tuple[str, str], str]

pytestmark = pytest.mark.skipif(not SESSIONS, reason="the minutes and their reference parse are not on this machine")


def squeezed(text: str) -> str:
    return re.sub(r"[\s\-‐‑–\xad]", "", text)


def key(label: str) -> tuple[str, str]:
    """The speaker before the parenthesis, and what stands in it."""
    match = re.fullmatch(r"(.*?)(?: \(([^()]*)\))?", label)
    return match[1], match[2] or ""


def reference(session: str) -> list[Turn]:
    with open(REFERENCE / f"{session}.csv", encoding="utf-8", newline="") as file:
        return [((row["speaker"], row["party"]), squeezed(row["text"])) for row in csv.DictReader(file)]


@cache
def talk_of(session: str) -> Talk:
    (path,) = (CORPORA / "denhaag" / "transcripts").glob(f"*{session}*.pdf")
    return pdf.read(Source(path))


def turns(session: str) -> list[Turn]:
    """The pieces, neighbours of one speaker joined."""
    return [
        (who, squeezed("".join(piece.text for piece in run)))
        for who, run in groupby(talk_of(session).pieces, lambda piece: key(piece.speaker))
    ]


def is_less(ours: str, theirs: str) -> bool:
    """Whether our text is theirs with parts left out, and nothing added or moved."""
    letters = iter(theirs)
    return all(letter in letters for letter in ours)


@pytest.mark.parametrize("session", SESSIONS)
def test_turns_are_those_of_the_reference(session):
    theirs, ours = reference(session), turns(session)
    alike = sum(block.size for block in SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks())
    speakers = SequenceMatcher(None, [who for who, _ in theirs], [who for who, _ in ours], autojunk=False).get_matching_blocks()
    pairs = [(theirs[block.a + i], ours[block.b + i]) for block in speakers for i in range(block.size)]
    but_for_the_clerk = sum(they == we or is_less(we[1], they[1]) for they, we in pairs)
    print(
        f"{session}: {len(ours)} turns, reference {len(theirs)} ({len(ours) / len(theirs) - 1:+.1%}); "
        f"same speaker {len(pairs) / len(theirs):.1%}; same speaker and text {alike / len(theirs):.1%}; "
        f"the same but for what the clerk wrote between turns {but_for_the_clerk / len(theirs):.1%}"
    )
    assert abs(len(ours) - len(theirs)) <= 0.03 * len(theirs)
    assert len(pairs) >= 0.99 * len(theirs)
    assert alike >= 0.95 * len(theirs)
    assert but_for_the_clerk >= 0.99 * len(theirs)
    assert sum(len(text) for _, text in ours) >= 0.95 * sum(len(text) for _, text in theirs)


@pytest.mark.parametrize("session", SESSIONS)
def test_what_a_clerk_writes_between_turns_is_nobodys(session):
    talk = talk_of(session)
    between = re.compile(
        r"^(?:Presentielijst|Aanwezig zijn \d)|Aan de orde is:|In stemming komt|"
        r"\((?:Applaus|Hilariteit|Gelach)\)|Niets meer aan de orde zijnde"
    )
    assert [piece.line for piece in talk.pieces if between.search(piece.text)] == []
    assert not any(
        minutes.LABEL.match(piece.text) and minutes.LABEL.match(piece.text)["label"] in {p.speaker for p in talk.pieces}
        for piece in talk.pieces
    )
    assert talk.date in {"2024-11-13", "2025-01-23", "2025-02-13", "2025-06-12"}
