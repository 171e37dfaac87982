"""Turns become codes: by a codebook of patterns, by what was learnt from coded turns, and by the hand of human coders, who overrule."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import tables
from analysis.coding.agreement import SOFTWARE, agreement, measured
from analysis.coding.codebook import Code, Codebook, codebook
from analysis.coding.features import Part, parts
from analysis.coding.human import human, overruled
from analysis.coding.weights import Weights, weights

LONG = {"deferral": 0.5}  # a turn of many parts must say it the plainer: on turns of a council F1 rose from 0.48 to 0.67
QUOTES = tuple("'\"‘’“”„«")
__all__ = ["Code", "Codebook", "agreement", "codebook", "codes", "found", "human", "measured", "overruled"]


def codes(
    turns: pd.DataFrame, speakers: pd.DataFrame, languages: dict[str, str], corpus: Path | None = None, by_hand: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The table `codes`: what each turn does, by the codebook, overruled by human coders.

    `turns` and `speakers` are the tables, `languages` the language of each session; `corpus` is the folder of a corpus, which may hold a codebook of its
    own, and `by_hand` are the rows of its codes.csv (see `human`). Each row has the words that gave the code. Codes are indicators: see
    `agreement` for how far to trust them. Raises Unusable where the codebook cannot be used.

    >>> turns = pd.DataFrame({"session": "a", "turn": [0, 1], "speaker": ["Ans", "Bob"], "text": ["Komt er een bankje?", "Dat nemen we mee."]})
    >>> speakers = pd.DataFrame({"speaker": ["Ans", "Bob"], "official": [False, True]})
    >>> codes(turns, speakers, {"a": "nl"})[["turn", "code", "quote"]].query("code in ['question', 'deferral']").values.tolist()
    [[0, 'question', 'Komt er een bankje?'], [1, 'deferral', 'Dat nemen we mee']]
    """
    by_software = found(turns, speakers, languages, corpus)
    if by_hand is None or by_hand.empty:
        return by_software
    order = {(session, turn): n for n, (session, turn) in enumerate(zip(turns["session"], turns["turn"], strict=True))}
    rows = overruled(by_software, by_hand, turns)
    place = [order[key] for key in zip(rows["session"], rows["turn"], strict=True)]
    rows = rows.assign(place=place).sort_values(["place", "code", "source"], kind="stable")
    return tables.checked("codes", rows.drop(columns="place").drop_duplicates(tables.KEYS["codes"]))


def found(turns: pd.DataFrame, speakers: pd.DataFrame, languages: dict[str, str], corpus: Path | None = None) -> pd.DataFrame:
    """The table `codes` as the software finds them, whatever human coders say. Parameters as of `codes`."""
    official = dict(zip(speakers["speaker"], speakers["official"], strict=True))
    talk = turns.assign(official=turns["speaker"].map(official).astype(bool)).reset_index(drop=True)
    books = {language: codebook(language, corpus) for language in sorted(set(languages.values()))}
    rows: list[dict] = []
    for language, book in books.items():
        here = talk[talk["session"].map(languages) == language].reset_index(drop=True)
        rows += _found(here, language, book)
    order = {session: n for n, session in enumerate(pd.unique(turns["session"]))}
    rows.sort(key=lambda row: (order[row["session"]], row["turn"], row["code"]))
    return tables.checked("codes", rows)


def _found(talk: pd.DataFrame, language: str, book: Codebook) -> Iterator[dict]:
    """The codes of turns of one language, a row a turn and code."""
    learnt = weights(language)
    split = list(parts(talk, dict.fromkeys(talk["session"], language), {language: book}))
    scores = learnt.scores(split) if learnt else np.zeros((len(split), 0))
    of_turn: dict[int, list[int]] = {}
    for n, part in enumerate(split):
        of_turn.setdefault(part.turn, []).append(n)
    for row in talk.itertuples():
        here = of_turn.get(row.Index, [])
        for code in book.values():
            if code.may(row.official) and (quote := _quote(row.text, code, [split[n] for n in here], learnt, scores[here])):
                value = code.value(quote, language) or code.value(row.text, language)
                yield {"session": row.session, "turn": row.turn, "code": code.code, "value": value, "quote": quote, "source": SOFTWARE}


def _quote(text: str, code: Code, here: list[Part], learnt: Weights | None, scores: np.ndarray) -> str | None:
    """The words that give a turn a code; None where it does not have it.

    A pattern that is sure gives it, else what was learnt, else, where nothing was learnt of the code, any of its patterns.
    """
    for part in here:
        for start, end in code.matches(part.said, sure=True):
            if text[:start][-1:] not in QUOTES:  # what is quoted is not done
                return text[start:end]
    if learnt and code.learnt and code.code in learnt.codes:
        column = scores[:, learnt.codes.index(code.code)] - LONG.get(code.code, 0.0) * math.log(max(1, len(here)))
        if not (column > 0).any():
            return None
        part = here[int(np.argmax(column))]
        sentence = part.said[learnt.sentence(part, code.code)]
        return text[sentence.spans[0][0] : sentence.spans[-1][1]]
    if code.learnt:
        for part in here:
            for start, end in code.matches(part.said):
                return text[start:end]
    return None
