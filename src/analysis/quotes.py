"""The turns that a finding rests on, to read for oneself."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from analysis import words

SHORT, LONG = 8, 60  # words: shorter turns say too little by themselves, longer ones are cut
QUOTE = ["session", "turn", "speaker", "text"]


def telling(turns: pd.DataFrame, assignments: pd.DataFrame, topics: pd.DataFrame, topic: int, n: int = 3) -> pd.DataFrame:
    """The turns that tell most of what a topic is about: with most of its telling words, from as many sessions as there are.

    Returns the columns session, turn, speaker, text of `n` turns at most, the most telling first.
    """
    top = topics.set_index("topic")["words"][topic]
    talk = turns.merge(assignments[["session", "turn", "topic"]], on=["session", "turn"], validate="one_to_one")
    talk = talk[(talk["topic"] == topic) & talk["content"]]
    score = [
        sum(1 / (1 + place) for place, word in enumerate(top) if word in said)
        for said in (set(words.tokens(text)) for text in talk["text"])
    ]
    talk = talk.assign(score=np.round(score, 6) * talk["words"].between(SHORT, 3 * LONG).map({True: 1.0, False: 0.1}))
    talk = talk.sort_values(["score", "session", "turn"], ascending=[False, True, True], kind="stable")
    rank = talk.groupby("session", sort=False).cumcount()  # the best of each session before the second best of any
    return talk.assign(rank=rank).sort_values("rank", kind="stable").head(n)[QUOTE].reset_index(drop=True)


def exchanges(turns: pd.DataFrame, speaker: str, n: int = 3) -> pd.DataFrame:
    """Turns of a speaker that answer people whom few others answer: one for each person answered, the longest first."""
    talk = turns[turns["content"]].sort_values(["session", "turn"], kind="stable")
    before = talk.groupby("session")["speaker"].shift()
    mine = talk.assign(answered=before)[(talk["speaker"] == speaker) & before.notna()]
    mine = mine.sort_values(["words", "session", "turn"], ascending=[False, True, True]).drop_duplicates("answered")
    return mine.drop_duplicates("session").head(n)[QUOTE].reset_index(drop=True)


def shortened(text: str, longest: int = LONG) -> str:
    """A text of at most so many words, cut at a sentence where one ends in time, with an ellipsis where it was cut.

    >>> shortened("Dat weet ik niet. Het is een lang verhaal dat verder gaat.", 8)
    'Dat weet ik niet. …'
    """
    parts = text.split()
    if len(parts) <= longest:
        return text
    cut = " ".join(parts[:longest])
    ends = [found.end() for found in re.finditer(r"[.!?](?= )", cut)]
    return (cut[: ends[-1]] if ends and ends[-1] > len(cut) // 3 else cut) + " …"
