"""Pictures of what returns, and of how officials respond to resistance."""

from __future__ import annotations

import numpy as np
import pandas as pd
from adjustText import adjust_text

from analysis.convergence import enough
from analysis.dialogue.resistance import IGNORED, NOBODY
from analysis.expected import UNEXPECTED
from analysis.figures.style import COLOURS, HATCHES, Picture, blank, legend, nothing, remark, short, styled
from analysis.language import Language

SPREAD = 0.12  # sessions: how far dots in one place are drawn apart
WIDEST = 0.8  # sessions: over so much at most
LABEL = 34  # characters


@styled
def returning(convergence: pd.DataFrame, topics: pd.DataFrame, sessions: pd.DataFrame, language: Language) -> Picture:
    """Each topic by the number of its sessions and by how near policy comes to it: what returns and is in no document stands at the top right."""
    found = convergence.merge(topics[["topic", "label"]], on="topic").sort_values("topic", kind="stable")
    title = language("What returns, and what was to be expected")
    if found.empty:
        return Picture(nothing(title, language), language("There are no topics to show."))
    known = found["policy_similarity"].notna().any()
    axes = blank(8.5, 4.6 if known else 0.9 + 0.35 * len(found))
    up = 1 - found["policy_similarity"].to_numpy() if known else np.arange(len(found))[::-1].astype(float)
    size = found.groupby("sessions")["topic"].transform("size")
    across = found["sessions"] + np.minimum(SPREAD, WIDEST / size) * (found.groupby("sessions").cumcount() - (size - 1) / 2)
    for kind, (label, marker, colour) in _kinds(language).items():
        here = [k == kind for k in _kind(found)]
        if any(here):
            axes.scatter(
                across[here], up[here], marker=marker, color=COLOURS[colour], s=90, edgecolor="black", linewidth=0.6, label=label, zorder=3
            )
    texts = [axes.text(x, y, short(label, LABEL), fontsize=8, zorder=4) for x, y, label in zip(across, up, found["label"], strict=True)]
    axes.axvline(found["expected_sessions"].iloc[0], color="#666666", linestyle=":", linewidth=1)
    axes.set(
        xlim=(min(0.3, float(across.min()) - 0.5), max(len(sessions), 2) + 0.5), xlabel=language("sessions with the topic"), title=title
    )
    axes.set_xticks(range(1, len(sessions) + 1) if len(sessions) <= 15 else range(0, len(sessions) + 1, 5))
    if known:
        axes.axhline(1 - UNEXPECTED, color="#666666", linestyle="--", linewidth=1)
        axes.set(
            ylim=(min(float(up.min()), 1 - UNEXPECTED) - 0.05, max(float(up.max()), 1 - UNEXPECTED) + 0.05),
            ylabel=language("far from policy →"),
        )
        axes.set_yticks([])
    else:
        axes.set_yticks([])
    adjust_text(
        texts,
        x=across.to_numpy(),
        y=up,
        ax=axes,
        iter_lim=200,
        expand=(1.1, 1.4),
        arrowprops={"arrowstyle": "-", "color": "#666666", "lw": 0.5},
    )
    legend(axes)
    remark(axes, *_lines(known, len(sessions), language))
    return Picture(axes, _told(found, bool(known), language))


def _kinds(language: Language) -> dict[str, tuple[str, str, int]]:
    return {
        "convergent": (language("returns, more than chance"), "D", 5),
        "returns": (language("returns"), "o", 0),
        "other": (language("does not return"), "s", 6),
    }


def _kind(found: pd.DataFrame) -> list[str]:
    return ["convergent" if row.convergent else "returns" if row.returns else "other" for row in found.itertuples()]


def _lines(known: bool, sessions: int, language: Language) -> list[str]:
    said = [
        language("Dotted: in how many sessions chance would have a topic. From {n} sessions on a topic can return.", n=enough(sessions))
    ]
    return said + ([language("Above the dashed line no agenda or policy document is about the topic.")] if known else [])


def _told(found: pd.DataFrame, known: bool, language: Language) -> str:
    back = found[found["returns"]].sort_values("sessions", ascending=False, kind="stable")
    parts = [
        language.count("{label} in {n} session", "{label} in {n} sessions", int(row.sessions), label=row.label)
        for row in back.head(3).itertuples()
    ]
    if not parts:
        return language("How many sessions each topic is in; none returns.")
    if not known:
        return language("How many sessions each topic is in. What returns: {parts}.", parts=language.all_of(parts))
    return language(
        "How many sessions each topic is in, and how near policy comes to it. What returns: {parts}.", parts=language.all_of(parts)
    )


@styled
def responses(found: pd.DataFrame, language: Language) -> Picture:
    """How officials respond to resistance: a bar for each group that pushed back, divided over the responses."""
    title = language("How officials respond to resistance")
    found = found[~found["official"]]
    if found.empty:
        return Picture(nothing(title, language), language("Nobody pushed back."))
    names = {
        "acknowledge": language("recognised"),
        "explore": language("asked on"),
        "sidestep": language("sidestepped"),
        "dismiss": language("brushed aside"),
        IGNORED: language("let pass"),
        NOBODY: language("no official spoke"),
    }
    counts = pd.crosstab(found["group"], found["response"]).reindex(columns=list(names), fill_value=0)
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    axes = blank(8, 1.3 + 0.42 * len(counts))
    left = np.zeros(len(counts))
    rows = [language(group) for group in counts.index]
    for place, (response, name) in enumerate(names.items()):
        axes.barh(rows, counts[response], left=left, color=COLOURS[place], hatch=HATCHES[place], edgecolor="white", label=name, height=0.75)
        left += counts[response].to_numpy()
    axes.invert_yaxis()
    axes.set(xlabel=language("turns that push back"), title=title)
    legend(axes)
    total = counts.sum()
    parts = [f"{name} {language.number(int(total[response]))}" for response, name in names.items() if total[response]]
    return Picture(
        axes, language("How officials respond to {n} turns that push back: {parts}.", n=int(total.sum()), parts=language.all_of(parts))
    )
