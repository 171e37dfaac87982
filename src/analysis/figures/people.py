"""Pictures of people: who spoke how much, and who has to do with whom."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import numpy as np
import pandas as pd
from adjustText import adjust_text

from analysis.figures.style import COLOURS, HATCHES, MARKERS, Picture, blank, group_styles, legend, styled
from analysis.language import Language
from analysis.networks import graph

MOST_LABELS = 22
CROWDED = 5  # ties a node: from there on a picture shows the strongest ties of each only, and says so


@styled
def speaking(participation: pd.DataFrame, speakers: pd.DataFrame, sessions: pd.DataFrame, language: Language) -> Picture:
    """Who spoke how much: a bar for each session, divided over the groups by their share of the words."""
    talk = participation.merge(speakers[["speaker", "group"]], on="speaker")
    styles = group_styles(speakers["group"])
    share = talk.pivot_table(index="session", columns="group", values="share", aggfunc="sum", fill_value=0.0).reindex(sessions["session"])
    axes = blank(8, 1.2 + 0.32 * len(share))
    left = np.zeros(len(share))
    for group in sorted(share.columns, key=lambda g: (styles[g], g)):
        axes.barh(
            share.index,
            share[group],
            left=left,
            color=COLOURS[styles[group]],
            hatch=HATCHES[styles[group]],
            edgecolor="white",
            label=language(group),
            height=0.8,
        )
        left += share[group].to_numpy()
    axes.invert_yaxis()
    axes.set(xlim=(0, 1), xlabel=language("share of the words"), title=language("Who spoke how much"))
    axes.xaxis.set_major_formatter(lambda value, _: language.share(value))
    legend(axes)
    total = talk.groupby("group")["words"].sum().sort_values(ascending=False, kind="stable")
    parts = [f"{language(group)} {language.share(words / total.sum())}" for group, words in total.items()]
    return Picture(
        axes, language("Share of the words of each group, for each session. Over all sessions: {parts}.", parts=language.all_of(parts))
    )


@styled
def network(edges: pd.DataFrame, actors: pd.DataFrame, groups: Mapping[str, str], which: str, title: str, language: Language) -> Picture:
    """A network of speakers: near who have to do with one another, larger who stand between others, a sign and colour for each group."""
    ties = graph(edges[edges["network"] == which])
    rows = actors[actors["network"] == which].set_index("node")
    axes = blank(9, 6.5)
    axes.set_axis_off()
    axes.set_title(title)
    if not ties:
        axes.text(0.5, 0.5, language("nothing to show"), ha="center")
        return Picture(axes, language("There are no ties to show."))
    drawn = strongest(ties) if ties.number_of_edges() > CROWDED * len(ties) else ties
    places = _layout(drawn)
    heaviest = max(weight for _, _, weight in ties.edges(data="weight"))
    for a, b, weight in drawn.edges(data="weight"):
        axes.plot(*zip(places[a], places[b], strict=True), color="#999999", linewidth=0.4 + 3 * weight / heaviest, alpha=0.5, zorder=1)
    styles = group_styles(pd.Series([groups[node] for node in ties]))
    for node in ties:
        style = styles[groups[node]]
        axes.scatter(
            places[node][0],
            places[node][1],
            s=60 + 900 * rows["betweenness"][node],
            marker=MARKERS[style],
            color=COLOURS[style],
            edgecolor="black",
            linewidth=0.7,
            zorder=2,
            label=language(groups[node]),
        )
    labelled = rows.sort_values(["betweenness", "strength"], ascending=False, kind="stable").index[:MOST_LABELS]
    texts = [axes.text(places[node][0], places[node][1], node, fontsize=8, zorder=3) for node in labelled]
    across, up = zip(*places.values(), strict=True)
    thread = {"arrowstyle": "-", "color": "#666666", "lw": 0.5}
    adjust_text(texts, x=across, y=up, ax=axes, iter_lim=300, expand=(1.15, 1.5), force_text=(0.3, 0.5), arrowprops=thread)
    legend(axes, marker_size=60)
    if drawn is not ties:
        axes.text(0, -0.02, language("Drawn are the {n} strongest ties of each.", n=CROWDED), fontsize=8, transform=axes.transAxes)
    return Picture(axes, _told(rows, ties, title, language))


def strongest(ties: nx.Graph, each: int = CROWDED) -> nx.Graph:
    """The network with the heaviest ties of each node only; of ties that weigh the same, those that come first in the alphabet."""
    kept = nx.Graph()
    kept.add_nodes_from(ties)
    for node in ties:
        nearest = sorted(ties[node], key=lambda other: (-ties[node][other]["weight"], other))[:each]
        kept.add_edges_from((node, other, ties[node][other]) for other in nearest)
    return kept


def _layout(ties: nx.Graph) -> dict[str, np.ndarray]:
    """A seeded layout, rounded: the same picture on every run."""
    places = nx.spring_layout(ties, seed=1, k=2.2 / np.sqrt(len(ties)), weight=None, iterations=200)
    return {node: np.round(place, 4) for node, place in places.items()}


def _told(rows: pd.DataFrame, ties: nx.Graph, title: str, language: Language) -> str:
    between = rows.sort_values(["betweenness", "strength"], ascending=False, kind="stable").index[:3]
    return language(
        "{title}: {people} speakers and {ties} ties. Most stand between others: {names}.",
        title=title,
        people=len(ties),
        ties=ties.number_of_edges(),
        names=language.all_of(list(between)),
    )
