"""A function a picture: tables in, a picture out, readable without colour and with an alternative text."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
import pandas as pd
from adjustText import adjust_text
from matplotlib.axes import Axes
from PIL import Image

from analysis.language import Language
from analysis.networks import graph

COLOURS = [
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#D55E00",
    "#666666",
    "#F0E442",
]  # Okabe & Ito: told apart by the colour-blind
HATCHES = ["", "///", "...", "xxx", "\\\\\\", "ooo", "---", "+++"]
MARKERS = "osD^vPX*"
MOST_GROUPS = len(COLOURS)
MOST_LABELS = 22
CROWDED = 5  # ties a node: from there on a picture shows the strongest ties of each only, and says so
DPI = 100
STYLE: dict[str, Any] = {
    "font.size": 10,
    "font.family": "DejaVu Sans",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titleweight": "bold",
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "svg.hashsalt": "standplaats",
}


@dataclass
class Picture:
    """Axes with their alternative text; a notebook shows it as an image that a screen reader can tell."""

    axes: Axes
    alternative: str

    def png(self) -> bytes:
        """The picture as the bytes of a PNG file, the same on every run; two hundred colours, so that a notebook stays small."""
        drawn, target = io.BytesIO(), io.BytesIO()
        self.axes.figure.savefig(drawn, format="png", dpi=DPI, bbox_inches="tight", metadata={"Software": None})  # type: ignore[union-attr]
        Image.open(drawn).convert("RGB").quantize(200, method=Image.Quantize.MAXCOVERAGE).save(target, "png", optimize=True)
        return target.getvalue()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> tuple[dict, dict]:
        image = base64.b64encode(self.png()).decode()
        return {"image/png": image, "text/plain": self.alternative}, {"image/png": {"alt": self.alternative}}


def styled(function: Callable[..., Picture]) -> Callable[..., Picture]:
    """Draws in the style of the house, whatever style the caller has set."""

    @wraps(function)
    def drawn(*args: Any, **kwargs: Any) -> Picture:
        with plt.rc_context(STYLE):  # type: ignore[arg-type]
            return function(*args, **kwargs)

    return drawn


def _axes(width: float, height: float) -> Axes:
    figure, axes = plt.subplots(figsize=(width, height))
    plt.close(figure)  # or the notebook shows it a second time
    return axes


def group_styles(groups: pd.Series) -> dict[str, int]:
    """A number for each group, the largest first, to choose colour, hatch and marker by; the last number is for all that remain."""
    order = groups.value_counts().sort_index().sort_values(ascending=False, kind="stable").index
    return {group: min(n, MOST_GROUPS - 1) for n, group in enumerate(order)}


@styled
def speaking(participation: pd.DataFrame, speakers: pd.DataFrame, sessions: pd.DataFrame, language: Language) -> Picture:
    """Who spoke how much: a bar for each session, divided over the groups by their share of the words."""
    talk = participation.merge(speakers[["speaker", "group"]], on="speaker")
    styles = group_styles(speakers["group"])
    share = talk.pivot_table(index="session", columns="group", values="share", aggfunc="sum", fill_value=0.0).reindex(sessions["session"])
    axes = _axes(8, 1.2 + 0.32 * len(share))
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
    _legend(axes)
    total = talk.groupby("group")["words"].sum().sort_values(ascending=False, kind="stable")
    parts = [f"{language(group)} {language.share(words / total.sum())}" for group, words in total.items()]
    return Picture(
        axes, language("Share of the words of each group, for each session. Over all sessions: {parts}.", parts=language.all_of(parts))
    )


def _legend(axes: Axes, marker_size: float | None = None) -> None:
    """Each group once, beside the picture, with signs of one size."""
    handles, names = axes.get_legend_handles_labels()
    first = dict(zip(names, handles, strict=True))
    legend = axes.legend(list(first.values()), list(first), loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False)
    for handle in legend.legend_handles if marker_size else []:
        handle.set_sizes([marker_size])  # type: ignore[union-attr]


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
    axes = _axes(2.2 + 0.5 * len(counts.columns), 1.6 + 0.3 * len(counts))
    axes.imshow(np.sqrt(counts.to_numpy(float)), cmap="Blues", aspect="auto", vmin=0)
    dark = np.sqrt(counts.to_numpy(float)).max(initial=1) * 0.6
    for (row, column), n in np.ndenumerate(counts.to_numpy()):
        if n:
            axes.text(column, row, str(n), ha="center", va="center", fontsize=8, color="white" if np.sqrt(n) > dark else "black")
    axes.set_xticks(range(len(counts.columns)), counts.columns, rotation=45, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(counts)), shown["label"])
    axes.set_title(language("Topics in each session (turns)"))
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    widest = shown.sort_values(["sessions", "turns"], ascending=False, kind="stable").head(3)
    parts = [
        language.count("{label} in {n} session", "{label} in {n} sessions", int(row.sessions), label=row.label)
        for row in widest.itertuples()
    ]
    return Picture(axes, language("Turns on each topic in each session. In most sessions: {parts}.", parts=language.all_of(parts)))


@styled
def network(edges: pd.DataFrame, actors: pd.DataFrame, groups: Mapping[str, str], which: str, title: str, language: Language) -> Picture:
    """A network of speakers: near who have to do with one another, larger who stand between others, a sign and colour for each group."""
    ties = graph(edges[edges["network"] == which])
    rows = actors[actors["network"] == which].set_index("node")
    axes = _axes(9, 6.5)
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
    _legend(axes, marker_size=60)
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
