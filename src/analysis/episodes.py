"""Turns become episodes: consecutive turns on one subject.

Single turns are too short to tell a subject by, and speakers change subject together. So a session is cut where its vocabulary changes: the
cuts that make the talk most probable when every episode has a vocabulary of its own, drawn around that of the whole corpus (a Dirichlet
compound multinomial, as in Eisenstein & Barzilay 2008), found exactly by dynamic programming (Utiyama & Isahara 2001).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import gammaln

from analysis import tables, words

LONGEST = 400  # turns: no episode is longer; it bounds the cost, and longer ones were never found
OWN_WORDS = 6.0  # how far an episode's vocabulary is held to that of the corpus, times a session's content words to the power 2/3:
# sessions of 700 to 30,000 content words are then cut into the three to fifteen subjects that people find in them
PENALTY = 12.0  # nats an episode must gain to be worth a cut


def episodes(turns: pd.DataFrame, languages: dict[str, str]) -> pd.DataFrame:
    """The episodes of every session.

    `turns` is the table of turns, `languages` the language of each session. Returns the table `episodes`: they cover each session from its
    first turn to its last without a gap.

    >>> talk = ["de bus rijdt te laat"] * 6 + ["het riool loopt over"] * 6
    >>> turns = pd.DataFrame({"session": "a", "turn": range(12), "text": talk, "words": 5, "content": True})
    >>> episodes(turns, {"a": "nl"})[["first", "last"]].values.tolist()
    [[0, 11]]
    """
    lemmas = [
        [base for base, _ in words.content_words(text, languages[session])] if content else []
        for session, text, content in zip(turns["session"], turns["text"], turns["content"], strict=True)
    ]
    background = Counter(word for turn in lemmas for word in turn)
    rows = []
    for session, places in turns.groupby("session", sort=False).indices.items():
        starts = cuts([lemmas[i] for i in places], background)
        for number, (first, last) in enumerate(zip(starts, [*starts[1:], len(places)], strict=True)):
            here = turns.iloc[places[first:last]]
            rows.append(
                {
                    "session": session,
                    "episode": number,
                    "first": here["turn"].iloc[0],
                    "last": here["turn"].iloc[-1],
                    "words": here["words"].sum(),
                }
            )
    return tables.checked("episodes", rows)


def cuts(lemmas: Sequence[Sequence[str]], background: Counter[str], own: float = OWN_WORDS, penalty: float = PENALTY) -> list[int]:
    """Where the episodes of one session begin: positions in `lemmas` (a list of words a turn), the first always 0.

    >>> talk = [["bus", "halte", "rit"], ["bus", "lijn"], ["halte", "bus", "chauffeur"]] * 12 + [["riool", "water"], ["water", "regen", "put"], ["put", "riool"]] * 12
    >>> cuts(talk, Counter(word for turn in talk for word in turn))
    [0, 36]
    """
    number = {word: i for i, word in enumerate(dict.fromkeys(word for turn in lemmas for word in turn))}
    total = sum(background.values())
    hold = own * max(1, sum(map(len, lemmas))) ** (2 / 3)
    prior = hold * np.array([background[word] for word in number]) / max(1, total)
    seen = np.zeros((len(lemmas) + 1, len(number)), dtype=np.int32)  # how often each word was said before each turn
    for i, turn in enumerate(lemmas):
        seen[i + 1] = seen[i]
        np.add.at(seen[i + 1], [number[word] for word in turn], 1)
    said = seen.sum(axis=1)
    likelihood = np.zeros(len(lemmas))  # of the episode from each turn up to the present one, against the corpus as a whole
    best, came_from = np.full(len(lemmas) + 1, np.inf), np.zeros(len(lemmas) + 1, dtype=int)
    best[0] = 0.0
    for i, turn in enumerate(lemmas):
        low = max(0, i + 1 - LONGEST)
        likelihood[low : i + 1] += _gain([number[word] for word in turn], seen[low : i + 1], seen[i], prior)
        length = said[i + 1] - said[low : i + 1]
        cost = penalty - likelihood[low : i + 1] + gammaln(hold + length) - gammaln(hold) - length * np.log(hold)
        total_cost = np.round(best[low : i + 1] + cost, 6)  # the same cut whatever the last bits of a sum
        came_from[i + 1] = low + int(np.argmin(total_cost))
        best[i + 1] = total_cost.min()
    return _path(came_from)


def _gain(turn: list[int], before: np.ndarray, now: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """What one turn adds to the likelihood of the episodes that began at each earlier turn."""
    gain = np.zeros(len(before))
    for word, times in sorted(Counter(turn).items()):
        already = now[word] - before[:, word]
        for k in range(times):
            gain += np.log((already + k + prior[word]) / prior[word])
    return gain


def _path(came_from: np.ndarray) -> list[int]:
    """The cuts along the best path, back from the end."""
    found, at = [], len(came_from) - 1
    while at > 0:
        at = int(came_from[at])
        found.append(at)
    return found[::-1]
