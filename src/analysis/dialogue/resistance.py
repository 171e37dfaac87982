"""Resistance as a sign of involvement: what lies beneath it, how officials respond, and whether it goes with taking part."""

from __future__ import annotations

import numpy as np
import pandas as pd

AROUND = 3  # turns before and after, by the same speaker, in which an interest or a value belongs to resistance
SOON = 3  # turns after, in which an official may respond
RESPONSES = {
    "acknowledge": ("acknowledge",),
    "explore": ("outward",),
    "dismiss": ("dismiss",),
    "sidestep": ("sidestep", "deferral", "inward"),
}
IGNORED, NOBODY = "ignore", "nobody"  # an official spoke, and of none of these kinds; no official spoke
DRAWS = 1000


def resistance(codes: pd.DataFrame, turns: pd.DataFrame, speakers: pd.DataFrame, assignments: pd.DataFrame) -> pd.DataFrame:
    """Every turn of resistance, with the interests and values spoken out in and around it, and the response of officials.

    Takes the tables. Columns: session, turn, speaker, group, official, topic, interests (list of turns), values (list of values), response,
    response_turn. Interests and values are those in turns of the same speaker within three turns. The response is that of the first official, other
    than the speaker, who within three turns acknowledges, explores (asks on, connects), dismisses or sidesteps (a rule, another desk, a deferral); `ignore` where officials
    spoke and did none of these, `nobody` where none spoke. A turn that acknowledges or explores counts as that, whatever else is in it.
    """
    talk = turns.merge(speakers[["speaker", "group", "official"]], on="speaker", how="left")
    talk = talk.merge(assignments[["session", "turn", "topic"]], on=["session", "turn"], how="left")
    talk = talk.sort_values(["session", "turn"], kind="stable")
    by_turn = codes.groupby(["session", "turn"])["code"].agg(set).to_dict()
    named = codes[(codes["code"] == "value") & codes["value"].notna()].groupby(["session", "turn"])["value"].agg(list).to_dict()
    rows = []
    for session, here in talk.groupby("session", sort=False):
        said = list(here.itertuples())
        coded = [by_turn.get((session, row.turn), set()) for row in said]
        for n, row in enumerate(said):
            if "resistance" not in coded[n]:
                continue
            near = [m for m in range(max(0, n - AROUND), min(len(said), n + AROUND + 1)) if said[m].speaker == row.speaker]
            response, at = _response(said, coded, n)
            rows.append(
                {
                    "session": session,
                    "turn": row.turn,
                    "speaker": row.speaker,
                    "group": row.group,
                    "official": row.official,
                    "topic": row.topic,
                    "interests": [said[m].turn for m in near if "interest" in coded[m]],
                    "values": sorted({value for m in near for value in named.get((session, said[m].turn), [])}),
                    "response": response,
                    "response_turn": at,
                }
            )
    columns = ["session", "turn", "speaker", "group", "official", "topic", "interests", "values", "response", "response_turn"]
    return pd.DataFrame(rows, columns=columns).astype({"response_turn": "Int64"})


def _response(said: list, coded: list[set[str]], n: int) -> tuple[str, int | None]:
    """How officials respond to turn `n`, and in which turn."""
    spoke = None
    for m in range(n + 1, min(len(said), n + 1 + SOON)):
        if not said[m].official or said[m].speaker == said[n].speaker:
            continue
        for response, signs in RESPONSES.items():
            if coded[m] & set(signs):
                return response, said[m].turn
        spoke = said[m].turn if spoke is None else spoke
    return (NOBODY, None) if spoke is None else (IGNORED, spoke)


def involvement(codes: pd.DataFrame, turns: pd.DataFrame, speakers: pd.DataFrame, seed: int = 1) -> pd.DataFrame:
    """Whether those who resist take more part: those who did in a session beside those who did not, no officials.

    Takes the tables. A row each for turns, words and questions a session, without the turns of resistance themselves: with (mean of those who resisted), without (mean of
    the others), ratio, low and high (bootstrap over sessions, 95 per cent), speakers (in how many cases each). Who speaks more has more
    occasion to resist, so that this says that they go together, and not which comes first.
    """
    others = set(speakers["speaker"][~speakers["official"]])
    by_turn = codes.groupby(["session", "turn"])["code"].agg(set).to_dict()
    talk = turns[turns["speaker"].isin(others) & turns["content"]]
    coded = [by_turn.get(key, set()) for key in zip(talk["session"], talk["turn"], strict=True)]
    talk = talk.assign(resists=["resistance" in said for said in coded], asks=["question" in said for said in coded])
    quiet = talk.assign(
        words=talk["words"].where(~talk["resists"], 0), one=(~talk["resists"]).astype(int), asks=talk["asks"] & ~talk["resists"]
    )
    each = quiet.groupby(["session", "speaker"]).agg(
        resists=("resists", "any"), turns=("one", "sum"), words=("words", "sum"), questions=("asks", "sum")
    )
    each = each.reset_index()
    rows = [
        {
            "measure": measure,
            **_beside(each, measure, seed),
            "resisting": int(each["resists"].sum()),
            "others": int((~each["resists"]).sum()),
        }
        for measure in ("turns", "words", "questions")
        if each["resists"].any() and not each["resists"].all()
    ]
    return pd.DataFrame(rows, columns=["measure", "with", "without", "ratio", "low", "high", "resisting", "others"])


def _beside(each: pd.DataFrame, measure: str, seed: int) -> dict[str, float]:
    """The mean of those who resist and of the others, their ratio, and an interval for it."""
    sums = (
        each.groupby(["session", "resists"])[measure]
        .agg(["sum", "size"])
        .unstack(fill_value=0)
        .reindex(columns=pd.MultiIndex.from_product([["sum", "size"], [True, False]]), fill_value=0)
    )
    table = sums.to_numpy(float)  # a row a session: sum with, sum without, number with, number without
    total = table.sum(axis=0)
    drawn = np.random.default_rng(seed).multinomial(len(table), np.full(len(table), 1 / len(table)), DRAWS) @ table
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = (drawn[:, 0] / drawn[:, 2]) / (drawn[:, 1] / drawn[:, 3])
        ratio = (total[0] / total[2]) / (total[1] / total[3])
    ratios = ratios[np.isfinite(ratios)]
    low, high = np.quantile(ratios, [0.025, 0.975]) if len(table) > 1 and len(ratios) else (np.nan, np.nan)
    return {"with": total[0] / total[2], "without": total[1] / total[3], "ratio": ratio, "low": low, "high": high}
