"""Pictures of topics: in which sessions they are, when, and in which groups."""

from __future__ import annotations

import datetime
import textwrap

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis import profiles
from analysis.figures.style import COLOURS, Picture, blank, heat, largest, left_out, nothing, remark, short, styled
from analysis.language import Language
from analysis.profiles import FEW

MOST_PANELS = 8  # topics over time: more panels are not compared any more
MOST_COLUMNS = 10  # groups
LOWEST_TOP = 0.1  # a smaller share than a tenth does not fill the height of the picture
TICKS = 3  # dates on an axis


@styled
def topics_by_session(
    assignments: pd.DataFrame, topics: pd.DataFrame, sessions: pd.DataFrame, language: Language, most: int = 20
) -> Picture:
    """Which topics are in which sessions: a table of squares, the darker the more turns, with the number in it."""
    shown = topics.head(most)
    counts = assignments[assignments["topic"] >= 0].pivot_table(
        index="topic", columns="session", values="turn", aggfunc="size", fill_value=0
    )
    counts = counts.reindex(index=shown["topic"], columns=sessions["session"], fill_value=0)
    axes = blank(2.2 + 0.5 * len(counts.columns), 1.6 + 0.3 * len(counts))
    numbers = counts.to_numpy()
    heat(axes, numbers.astype(float), np.where(numbers > 0, numbers.astype(str), ""))
    axes.set_xticks(range(len(counts.columns)), counts.columns, rotation=45, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(counts)), shown["label"])
    axes.set_title(language("Topics in each session (turns)"))
    widest = shown.sort_values(["sessions", "turns"], ascending=False, kind="stable").head(3)
    parts = [
        language.count("{label} in {n} session", "{label} in {n} sessions", int(row.sessions), label=row.label)
        for row in widest.itertuples()
    ]
    return Picture(axes, language("Turns on each topic in each session. In most sessions: {parts}.", parts=language.all_of(parts)))


@styled
def over_time(turns: pd.DataFrame, assignments: pd.DataFrame, topics: pd.DataFrame, sessions: pd.DataFrame, language: Language) -> Picture:
    """When each topic was talked about: a small picture for each of the largest topics, with its share of the turns on each date.

    Takes the tables; where a session has no date, all stand in the order of `sessions`, and the picture says so.
    """
    shown = largest(topics, MOST_PANELS)
    found = profiles.over_time(turns, assignments, shown, sessions)
    title = language("When each topic was talked about")
    if found.empty:
        return Picture(nothing(title, language), language("There are no topics to show."))
    panels = _panels(len(shown))
    at = _places(found.iloc[:, 0])
    for axes, (_, shares), label in zip(panels, found.groupby("topic", sort=False), shown["label"], strict=True):
        axes.vlines(at, 0, shares["share"], color=COLOURS[0], linewidth=2)
        axes.scatter(at, shares["share"], s=np.where(shares["share"] > 0, 16, 3), color=COLOURS[0], clip_on=False)
        axes.set_title(short(label, 50), fontsize=9)
        axes.yaxis.set_major_formatter(lambda value, _: language.share(value))
        axes.tick_params(labelsize=8)
    panels[0].yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    panels[0].set_ylim(0, max(LOWEST_TOP, found["share"].max() * 1.05))
    span = _time_axis(panels, found, at, language)
    remarks = (_undated(found, language), *left_out(topics, MOST_PANELS, language))
    panels[0].figure.supxlabel("\n".join(filter(None, remarks)), fontsize=8, x=0.01, ha="left")
    panels[0].figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    panels[0].figure.supylabel(language("share of the turns"), fontsize=10)
    told = [language("Share of the turns on each topic over time."), span, *remarks, _peaks(found, shown, language)]
    return Picture(panels[0], " ".join(filter(None, told)))


def _panels(n: int) -> list[Axes]:
    """So many small axes, two in a row, with the same scales."""
    columns, rows = min(n, 2), -(-n // 2)
    figure, grid = plt.subplots(
        rows, columns, figsize=(4.2 * columns, 0.9 + 1.45 * rows), sharex=True, sharey=True, squeeze=False, layout="constrained"
    )
    plt.close(figure)
    for axes in grid.flat[n:]:
        axes.set_visible(False)
    if n < grid.size:
        grid[-2, -1].tick_params(labelbottom=True)
    return list(grid.flat[:n])


def _places(when: pd.Series) -> list[int]:
    """Where dates, or else sessions, stand on an axis: days, or 1, 2, ..."""
    moments = when.drop_duplicates()
    if when.name == "date":
        return [datetime.date.fromisoformat(date).toordinal() for date in moments]
    return list(range(1, len(moments) + 1))


def _time_axis(panels: list[Axes], found: pd.DataFrame, at: list[int], language: Language) -> str:
    """Write dates, or the numbers of sessions, under the panels; returns a sentence with the first and the last date."""
    ticks = np.unique(np.linspace(at[0], at[-1], min(TICKS, len(at))).round().astype(int))
    if found.columns[0] == "session":
        panels[0].set_xticks(ticks, [language.number(tick) for tick in ticks])
        return ""
    dates = [format_date(datetime.date.fromordinal(tick), "d MMM y", locale=language.locale) for tick in ticks]
    panels[0].set_xticks(ticks, dates)
    return language("From {first} to {last}.", first=language.date(found["date"].iloc[0]), last=language.date(found["date"].iloc[-1]))


def _undated(found: pd.DataFrame, language: Language) -> str:
    """A sentence that says so where sessions stand in order and not at their dates."""
    if found.columns[0] == "date":
        return ""
    return language("Not all sessions have a date: they are numbered in the order of the table of sessions.")


def _peaks(found: pd.DataFrame, shown: pd.DataFrame, language: Language) -> str:
    """Where the largest topics were talked about most, in a sentence."""
    parts = []
    for row in shown.head(3).itertuples():
        most = found[found["topic"] == row.topic].sort_values("share", ascending=False, kind="stable").iloc[0]
        when, share = language.date(most.iloc[0]), language.share(most["share"])
        parts.append(language("{label} ({share}, {when})", label=row.label, share=share, when=when))
    return language("Most about {parts}.", parts=language.all_of(parts))


@styled
def by_group(
    turns: pd.DataFrame, assignments: pd.DataFrame, topics: pd.DataFrame, speakers: pd.DataFrame, language: Language, most: int = 20
) -> Picture:
    """What each stakeholder group talks about: topics by groups, with the share of the topic in the turns of the group in each square.

    Takes the tables; shows the `most` largest topics. Under each group stands how many turns it took; a group with few is marked.
    """
    rows = largest(topics, most)
    found = profiles.by_group(turns, assignments, rows, speakers)
    title = language("What each group talks about (share of its turns)")
    if found.empty:
        return Picture(nothing(title, language), language("There are no topics to show."))
    took = found.drop_duplicates("group").set_index("group")["of"]
    shown = took.head(MOST_COLUMNS)
    shares = found.pivot(index="topic", columns="group", values="share").loc[rows["topic"], shown.index]
    axes = blank(2.2 + 0.95 * len(shown), 1.8 + 0.3 * len(shares))
    heat(axes, shares.to_numpy(), shares.map(lambda share: _in_square(share, language)).to_numpy())
    axes.set_xticks(range(len(shown)), [_column(group, n, language) for group, n in shown.items()], fontsize=8)
    axes.set_yticks(range(len(shares)), [short(label) for label in rows["label"]])
    axes.set_title(title)
    remarks = _remarks(took, language) + left_out(topics, most, language)
    remark(axes, *remarks)
    parts = [
        language(
            "{group}: {label} ({share})", group=language(group), label=_label(topics, shares[group].idxmax()), share=language.share(share)
        )
        for group, share in shares.max().items()
        if share > 0
    ]
    told = language("Share of each topic in the turns of each group. Largest: {parts}.", parts=language.all_of(parts))
    return Picture(axes, " ".join([told, *remarks]))


def _label(topics: pd.DataFrame, topic: int) -> str:
    return topics.set_index("topic")["label"][topic]


def _in_square(share: float, language: Language) -> str:
    """A share as a whole per cent; what is there but rounds to none is less than one."""
    return "" if share == 0 else f"<{language.share(0.01)}" if share < 0.005 else language.share(share)


def _column(group: str, n: int, language: Language) -> str:
    """The name of a group, with how many turns it took, and a mark where these are few."""
    took = language.count("one turn", "{n} turns", n)
    return f"{textwrap.fill(language(group), 14)}\n{took}{'*' if n < FEW else ''}"


def _remarks(took: pd.Series, language: Language) -> list[str]:
    """What one must know of the groups: which have few turns, and how many are not shown."""
    few, hidden = (took.head(MOST_COLUMNS) < FEW).any(), len(took) - MOST_COLUMNS
    found = [language("* Fewer than {n} turns: one turn more or less makes much difference.", n=FEW)] if few else []
    return found + ([language.count("One smaller group is not shown.", "{n} smaller groups are not shown.", hidden)] if hidden > 0 else [])
