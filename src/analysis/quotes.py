"""The turns that a finding rests on, to read for oneself."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from analysis import words

SHORT, LONG = 8, 60  # words: shorter turns say too little by themselves, longer ones are cut
FIRST = 5  # words of a topic that tell most of it
QUOTE = ["session", "turn", "speaker", "text"]


def telling(turns: pd.DataFrame, assignments: pd.DataFrame, topics: pd.DataFrame, topic: int, n: int = 3) -> pd.DataFrame:
    """The turns that tell most of what a topic is about, from as many sessions as there are.

    Those with two of its first words (`FIRST`) and of a good length come before all others; then the more of its words the better,
    and of as many the earlier words. A turn with none of them is chosen only where no turn has any. Returns the columns session,
    turn, speaker, text of `n` turns at most, the most telling first.
    """
    top = list(topics.set_index("topic")["words"][topic])
    talk = turns.merge(assignments[["session", "turn", "topic"]], on=["session", "turn"], validate="one_to_one")
    talk = talk[(talk["topic"] == topic) & talk["content"]]
    tokens = (set(words.tokens(text)) for text in talk["text"])
    held = [[place for place, word in enumerate(top) if word in said] for said in tokens]
    fits = talk["words"].between(SHORT, 3 * LONG).to_numpy()
    first = np.array([sum(place < FIRST for place in places) for places in held], dtype=int)
    talk = talk.assign(
        good=(first >= min(2, len(top))) & fits,
        fits=fits,
        score=[round(len(places) + sum(1 / (1 + place) for place in places) / 10, 6) for places in held],
    )
    talk = talk[talk["score"] > 0] if (talk["score"] > 0).any() else talk
    talk = talk.sort_values(["good", "fits", "score", "session", "turn"], ascending=[False, False, False, True, True], kind="stable")
    rank = talk.groupby("session", sort=False).cumcount()  # the best of each session before the second best of any
    talk = talk.assign(rank=rank).sort_values(["good", "rank"], ascending=[False, True], kind="stable")
    return talk.head(n)[QUOTE].reset_index(drop=True)


def exchanges(turns: pd.DataFrame, speaker: str, n: int = 3) -> pd.DataFrame:
    """Turns of a speaker that answer people whom few others answer, one for each person answered and for each session.

    To answer is to speak next. Turns of some length come first, then those to whom the fewest answer, then the longest.
    """
    talk = turns[turns["content"]].sort_values(["session", "turn"], kind="stable")
    talk = talk.assign(answered=talk.groupby("session")["speaker"].shift())
    talk = talk[talk["answered"].notna() & (talk["answered"] != talk["speaker"])]
    talk = talk.assign(by=talk.groupby("answered")["speaker"].transform("nunique"), short=talk["words"] < SHORT)
    mine = talk[talk["speaker"] == speaker]
    mine = mine.sort_values(["short", "by", "words", "session", "turn"], ascending=[True, True, False, True, True], kind="stable")
    return mine.drop_duplicates("answered").drop_duplicates("session").head(n)[QUOTE].reset_index(drop=True)


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
