"""Pictures of how near topics are to one another: a tree and a map, both from `profiles.distances`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from scipy.cluster.hierarchy import dendrogram, linkage
from scipy.spatial.distance import squareform

from analysis.figures.style import COLOURS, Picture, blank, largest, left_out, legend, nothing, remark, short, styled
from analysis.language import Language

MOST_BRANCHES = 40
MOST_NAMES = 30
LONGEST_NAME = 48  # characters
GAP = 4  # pixels between a circle and its label
RINGS = 40  # of places for a label around a circle, a gap wider each
DIRECTIONS = [(1, 0), (-1, 0), (0, 1), (0, -1), (0.7, 1), (0.7, -1), (-0.7, 1), (-0.7, -1)]  # right and left first
SMALLEST = 50  # square points
LARGEST = 1600  # square points: the circle of the topic with most turns


@styled
def hierarchy(distances: pd.DataFrame, topics: pd.DataFrame, language: Language) -> Picture:
    """Which topics are alike: a tree in which those that use the same words are joined first (average linkage, Sokal & Michener 1958).

    `distances` is what `profiles.distances` gives, topics by topics; `topics` is the table. Shows the largest `MOST_BRANCHES`.
    """
    shown, remarks = largest(topics, MOST_BRANCHES), left_out(topics, MOST_BRANCHES, language)
    title = language("Which topics use the same words")
    if len(shown) < 2:
        return Picture(nothing(title, language), language("There are too few topics to compare."))
    far = distances.loc[shown["topic"], shown["topic"]].to_numpy()
    joined = linkage(squareform(far), "average")
    axes = blank(6, 1.2 + 0.3 * len(shown))
    dendrogram(
        joined,
        orientation="left",
        labels=[short(label) for label in shown["label"]],
        ax=axes,
        color_threshold=0,
        above_threshold_color=COLOURS[0],
    )
    axes.tick_params(axis="y", labelsize=9)
    axes.set_xlim(min(1.0, joined[:, 2].max() + 0.03), max(0.0, joined[:, 2].min() - 0.1))
    axes.xaxis.set_major_formatter(lambda value, _: language.number(value))
    axes.set(title=title, xlabel=language("difference (0: the same words, 1: no word in common)"))
    axes.spines["left"].set_visible(False)
    remark(axes, *remarks)
    return Picture(axes, " ".join([_joined_first(far, list(shown["label"]), language), *remarks]))


def _joined_first(far: np.ndarray, labels: list[str], language: Language) -> str:
    """Which two topics are most alike, in a sentence."""
    rows, columns = np.triu_indices(len(far), 1)
    nearest = int(np.argmin(far[rows, columns]))
    return language(
        "A tree of {n} topics. Most alike are “{a}” and “{b}”.", n=len(far), a=labels[rows[nearest]], b=labels[columns[nearest]]
    )


@styled
def topic_map(distances: pd.DataFrame, topics: pd.DataFrame, language: Language) -> Picture:
    """Topics as circles: near one another where they use the same words, larger with more turns, dashed where a topic is unsure.

    `distances` is what `profiles.distances` gives, topics by topics; `topics` is the table, with the stability of each topic, if known. The
    places are those of classical scaling (see `places`).
    """
    title = language("Topics on a map: near together where they use the same words")
    if topics.empty:
        return Picture(nothing(title, language), language("There are no topics to show."))
    spots, kept = places(distances.loc[topics["topic"], topics["topic"]].to_numpy())
    axes = blank(9, 6.5)
    axes.set_axis_off()
    axes.set_title(title)
    _circles(axes, spots, topics, language)
    _names(axes, spots, topics)
    said = [language("The larger a circle, the more turns are on the topic.")]
    said += (
        [language("A flat map shows part of the differences only, here {share}.", share=language.share(kept))] if len(topics) > 3 else []
    )
    said += [language("Only the {n} largest topics are named.", n=MOST_NAMES)] if len(topics) > MOST_NAMES else []
    remark(axes, *said, below=30 if axes.get_legend() else 6)
    return Picture(axes, _on_the_map(topics, language))


def places(far: np.ndarray) -> tuple[np.ndarray, float]:
    """Where things lie in the plane, so that what is near is near: classical scaling (Torgerson 1952).

    `far`: the distances, n by n. Returns the places, n by 2, and the share of the differences that they show (0 to 1). The same distances
    give the same places: they are rounded, and the place that is farthest out in a direction is on its positive side.

    >>> places(np.array([[0.0, 2.0], [2.0, 0.0]]))[0].tolist()
    [[1.0, 0.0], [-1.0, 0.0]]
    """
    centring = np.eye(len(far)) - 1 / len(far)
    values, vectors = np.linalg.eigh(np.round(-centring @ far**2 @ centring / 2, 10))
    values, vectors = np.clip(values[::-1], 0, None), np.round(vectors[:, ::-1], 6)
    spots = np.zeros((len(far), 2))
    for axis in range(min(2, len(far))):
        along = vectors[:, axis] * np.sqrt(values[axis])
        spots[:, axis] = along * (np.sign(along[np.abs(along).argmax()]) or 1)
    return np.round(spots, 4) + 0.0, float(values[:2].sum() / values.sum()) if values.sum() > 0 else 1.0


def _circles(axes: Axes, spots: np.ndarray, topics: pd.DataFrame, language: Language) -> None:
    """A circle for each topic; where any is unsure, a legend that says which."""
    unsure, sizes = topics["unsure"].to_numpy(), _sizes(topics)
    across, up = spots.T
    axes.scatter(across[~unsure], up[~unsure], s=sizes[~unsure], edgecolor=COLOURS[0], facecolor=COLOURS[4], alpha=0.7)
    if unsure.any():
        look: dict[str, Any] = {"hatch": "////", "facecolor": "white", "linestyle": "--", "edgecolor": COLOURS[0], "alpha": 0.7}
        name = language("unsure: found again in fewer than half of the trials")
        axes.scatter(across[unsure], up[unsure], s=sizes[unsure], label=name, **look)
        legend(axes, marker_size=100, below=True)
    axes.margins(0.12)
    axes.autoscale_view()
    axes.autoscale(False)  # places of names are reckoned from here on


def _names(axes: Axes, spots: np.ndarray, topics: pd.DataFrame) -> None:
    """The labels of the largest topics, each at the free place that is nearest to its circle, with a thread where that is not beside it."""
    centres, radii = axes.transData.transform(spots), np.sqrt(_sizes(topics)) / 2 * axes.figure.dpi / 72
    circles = [Bbox([centre - radius, centre + radius]) for centre, radius in zip(centres, radii, strict=True)]
    taken = list(circles)
    for n in np.argsort(-topics["turns"].to_numpy(), kind="stable")[:MOST_NAMES]:
        text = axes.text(0, 0, short(topics["label"].iloc[n], LONGEST_NAME), fontsize=8, ha="center", va="center")
        box = _free(text.get_window_extent().padded(1), centres[n], radii[n], taken, axes.bbox)
        taken.append(box)
        middle, edge = axes.transData.inverted().transform([np.mean(box.get_points(), axis=0), np.clip(centres[n], box.min, box.max)])
        text.set_position((middle[0], middle[1]))
        if not circles[n].padded(2 * GAP).overlaps(box):
            axes.plot(*zip(spots[n], edge, strict=True), color="#666666", linewidth=0.5, zorder=0)


def _free(size: Bbox, centre: np.ndarray, radius: float, taken: list[Bbox], within: Bbox) -> Bbox:
    """The place for a label of this size nearest to a circle that touches nothing; the last that was tried, where all are taken."""
    half = np.array([size.width, size.height]) / 2
    middles = [centre + np.array(way) * (radius + GAP * ring + half) for ring in range(1, RINGS) for way in DIRECTIONS]
    boxes = [Bbox([middle - half, middle + half]) for middle in middles]
    free = (
        box for box in boxes if within.contains(box.x0, box.y0) and within.contains(box.x1, box.y1) and not any(map(box.overlaps, taken))
    )
    return next(free, boxes[-1])


def _sizes(topics: pd.DataFrame) -> np.ndarray:
    """The area of each circle in square points, in proportion to its turns; never so small that its sign cannot be seen."""
    return np.maximum(LARGEST * topics["turns"].to_numpy() / max(1, topics["turns"].max()), SMALLEST)


def _on_the_map(topics: pd.DataFrame, language: Language) -> str:
    """How many topics there are, which is the largest, and which are unsure, in sentences."""
    first = largest(topics, 1)["label"].iloc[0]
    unsure = topics[topics["unsure"]]
    said = [language.count("A map of one topic, “{label}”.", "A map of {n} topics; the largest is “{label}”.", len(topics), label=first)]
    said += [language("Unsure: {labels}.", labels=language.all_of([f"“{label}”" for label in unsure["label"]]))] if len(unsure) else []
    return " ".join(said)
