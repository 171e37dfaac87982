"""Turns become episodes: consecutive turns on one subject.

Single turns are too short to tell a subject by, and speakers change subject together. So a session is cut where the talk changes: the cuts
that make it most probable when every episode has words, kinds of words and speakers of its own, drawn around those of the corpus and the
session (a Dirichlet compound multinomial, as in Eisenstein & Barzilay 2008), found exactly by dynamic programming (Utiyama & Isahara 2001).
A chair who names the next subject, and a long silence, make a cut there cheaper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd
from scipy.special import gammaln

from analysis import formulas, tables, thesaurus, words

LONGEST = 400  # turns: no episode is longer; it bounds the cost, and longer ones were never found
PENALTY = 16.0  # nats an episode must gain to be worth a cut
WORDS_HELD = 13.0  # how far an episode's words are held to those of corpus and session, times a session's number of them to the power 2/3
THEMES_HELD = 5.0  # the same for the themes that its words belong to
MOST = 30_000  # words: a session of more is held no more than one of these
CUE = 3.0  # nats: "dan gaan we naar het volgende punt", in this turn; half, in the one before
SILENCE = 3.0  # nats: a silence of LONG seconds or more, that is among the longest of its session
LONG = 5.0


@dataclass(frozen=True)
class Evidence:
    """What is seen of each turn of a session (its words, say): `tokens` a turn, how common each is, how far episodes are held to that."""

    tokens: Sequence[Sequence[str]]
    share: dict[str, float]
    hold: float


def episodes(turns: pd.DataFrame, languages: dict[str, str]) -> pd.DataFrame:
    """The episodes of every session.

    `turns` is the table of turns, `languages` the language of each session. Returns the table `episodes`: they cover each session from its
    first turn to its last without a gap.

    >>> talk = ["de bus rijdt te laat"] * 6 + ["het riool loopt over"] * 6
    >>> turns = pd.DataFrame({"session": "a", "turn": range(12), "speaker": "A", "start": np.nan, "end": np.nan, "text": talk, "words": 5, "content": True})
    >>> episodes(turns, {"a": "nl"})[["first", "last"]].values.tolist()
    [[0, 11]]
    """
    lemmas = [
        [base for base, _ in words.content_words(text, languages[session])] if content else []
        for session, text, content in zip(turns["session"], turns["text"], turns["content"], strict=True)
    ]
    themes = [
        [theme for word in turn for theme in thesaurus.themes(word, languages[session])]
        for session, turn in zip(turns["session"], lemmas, strict=True)
    ]
    all_words, all_themes = _shares(lemmas), _shares(themes)
    rows = []
    for session, places in turns.groupby("session", sort=False).indices.items():
        here = turns.iloc[places]
        speakers = [[speaker] for speaker in here["speaker"]]
        evidence = [
            _evidence([lemmas[i] for i in places], all_words, WORDS_HELD),
            _evidence([themes[i] for i in places], all_themes, THEMES_HELD),
            Evidence(speakers, _shares(speakers), here["speaker"].nunique()),
        ]
        starts = cuts(evidence, _signs(here, languages[session]))
        for number, (first, last) in enumerate(zip(starts, [*starts[1:], len(places)], strict=True)):
            rows.append(
                {
                    "session": session,
                    "episode": number,
                    "first": here["turn"].iloc[first],
                    "last": here["turn"].iloc[last - 1],
                    "words": here["words"].iloc[first:last].sum(),
                }
            )
    return tables.checked("episodes", rows)


def cuts(evidence: Sequence[Evidence], signs: np.ndarray, penalty: float = PENALTY) -> list[int]:
    """Where the episodes of one session begin: positions of turns, the first always 0.

    `signs` has, for each turn, how many nats cheaper a cut before it is.

    >>> talk = [["bus", "halte", "rit"], ["bus", "lijn"], ["halte", "bus"]] * 12 + [["riool", "water"], ["water", "regen"], ["put", "riool"]] * 12
    >>> cuts([Evidence(talk, _shares(talk), 300)], np.zeros(72))
    [0, 36]
    """
    best, came_from = np.zeros(len(signs) + 1), np.zeros(len(signs) + 1, dtype=int)
    gains = [_gains(one) for one in evidence]
    for i in range(len(signs)):
        low = max(0, i + 1 - LONGEST)
        gained = sum(next(gain) for gain in gains)
        total = np.round(best[low : i + 1] + gained + signs[low : i + 1] - penalty, 6)  # the same cut whatever the last bits of a sum
        came_from[i + 1] = low + int(np.argmax(total))
        best[i + 1] = total.max()
    return _path(came_from)


def _gains(evidence: Evidence) -> Iterator[np.ndarray]:
    """Turn by turn: how much more probable the talk up to there is as an episode of its own, for each of the turns it may have begun at.

    A token that was said m times since then is (hold * share + m) / (hold * share) times as probable as elsewhere.
    """
    said = np.cumsum([0, *map(len, evidence.tokens)])
    turn = np.repeat(np.arange(len(evidence.tokens)), np.diff(said))
    token, kinds = pd.factorize(np.array(list(chain.from_iterable(evidence.tokens)), dtype=object))
    held = evidence.hold * np.array([evidence.share[kind] for kind in kinds])[token]
    order, place, times = _order(token, turn)
    length = np.arange(said[-1] + 1)
    longer = gammaln(evidence.hold) - gammaln(evidence.hold + length) + length * np.log(evidence.hold)
    likelihood = np.zeros(len(evidence.tokens))
    for i in range(len(evidence.tokens)):
        low, here = max(0, i + 1 - LONGEST), slice(said[i], said[i + 1])
        if times[here].any():
            m = np.repeat(times[here].cumsum(), times[here])
            m -= np.arange(len(m))
            before = turn[order[np.repeat(place[here], times[here]) - m]]
            gained = np.log1p(1 / (np.repeat(held[here], times[here]) + m - 1))
            likelihood[low : i + 1] += np.bincount(before - low, gained, i + 1 - low)[::-1].cumsum()[::-1]
        yield likelihood[low : i + 1] + longer[said[i + 1] - said[low : i + 1]]


def _order(token: np.ndarray, turn: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The order that brings the same tokens together; the place of each in it; and how often it was said before, within LONGEST turns."""
    order = np.argsort(token, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    many = turn.max(initial=0) + 1
    since = np.searchsorted((token * many + turn)[order], token * many + np.maximum(0, turn + 1 - LONGEST))
    return order, place, place - since


def _shares(tokens: Sequence[Sequence[str]]) -> dict[str, float]:
    """Which share of all tokens each is."""
    counted = Counter(token for turn in tokens for token in turn)
    total = counted.total()
    return {token: n / total for token, n in counted.items()}


def _evidence(tokens: Sequence[Sequence[str]], everywhere: dict[str, float], held: float) -> Evidence:
    """What a session says, held to what is halfway between corpus and session: so what it is about throughout (its place, its one plan) does
    not keep all of it together."""
    here = _shares(tokens)
    size = max(1, min(sum(map(len, tokens)), MOST))
    return Evidence(tokens, {token: (everywhere[token] + share) / 2 for token, share in here.items()}, held * size ** (2 / 3))


def _signs(turns: pd.DataFrame, language: str) -> np.ndarray:
    """For each turn of a session, what its chair and its silences say for a cut before it, in nats."""
    cue = np.array([formulas.announces(text, language) for text in turns["text"]], dtype=float)
    silence = turns["start"].to_numpy(float)[1:] - turns["end"].to_numpy(float)[:-1]
    signs = CUE * cue
    signs[1:] += CUE / 2 * cue[:-1]
    if np.isfinite(silence).any():
        signs[1:] += SILENCE * (silence >= max(LONG, float(np.nanquantile(silence, 0.95))))
    return signs


def _path(came_from: np.ndarray) -> list[int]:
    """The cuts along the best path, back from the end."""
    found, at = [], len(came_from) - 1
    while at > 0:
        at = int(came_from[at])
        found.append(at)
    return found[::-1]
