"""What all pictures have in common: the look of the house, and a picture that can be shown and told."""

from __future__ import annotations

import base64
import io
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from PIL import Image

from analysis.language import Language

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
LONGEST = 60  # characters of a label
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
    "text.parse_math": False,  # a dollar in a label is a dollar
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


def blank(width: float, height: float) -> Axes:
    """Empty axes of so many inches."""
    figure, axes = plt.subplots(figsize=(width, height))
    plt.close(figure)  # or the notebook shows it a second time
    return axes


def group_styles(groups: pd.Series) -> dict[str, int]:
    """A number for each group, the largest first, to choose colour, hatch and marker by; the last number is for all that remain."""
    order = groups.value_counts().sort_index().sort_values(ascending=False, kind="stable").index
    return {group: min(n, MOST_GROUPS - 1) for n, group in enumerate(order)}


def legend(axes: Axes, marker_size: float | None = None, below: bool = False) -> None:
    """Each group once, beside the picture or in a row below it, with signs of one size."""
    handles, names = axes.get_legend_handles_labels()
    first = dict(zip(names, handles, strict=True))
    place = {"bbox_to_anchor": (0, 0), "ncols": len(first)} if below else {"bbox_to_anchor": (1.01, 1)}
    drawn = axes.legend(list(first.values()), list(first), loc="upper left", frameon=False, fontsize=9 if below else None, **place)
    for handle in drawn.legend_handles if marker_size else []:
        handle.set_sizes([marker_size])  # type: ignore[union-attr]


def heat(axes: Axes, values: np.ndarray, texts: np.ndarray) -> None:
    """A table of squares, the darker the higher, with a text in each."""
    shade = np.sqrt(values)
    axes.imshow(shade, cmap="Blues", aspect="auto", vmin=0)
    dark = shade.max(initial=0) * 0.6
    for (row, column), text in np.ndenumerate(texts):
        axes.text(column, row, text, ha="center", va="center", fontsize=8, color="white" if shade[row, column] > dark else "black")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def short(label: str, longest: int = LONGEST) -> str:
    """A label on one line; of a very long one the beginning."""
    return textwrap.shorten(label, longest, placeholder=" …")


def remark(axes: Axes, *sentences: str, below: int = 46) -> None:
    """What one must know to read the picture, in small type so many points below it, a sentence a line."""
    axes.annotate("\n".join(sentences), (0, 0), (0, -below), "axes fraction", "offset points", fontsize=8, va="top")


def largest(topics: pd.DataFrame, most: int) -> pd.DataFrame:
    """So many topics at most, the largest first."""
    return topics.sort_values("turns", ascending=False, kind="stable").head(most)


def left_out(topics: pd.DataFrame, most: int, language: Language) -> list[str]:
    """A sentence that says so where not all topics are shown."""
    return [language("Shown are the {n} largest of {total} topics.", n=most, total=len(topics))] if len(topics) > most else []


def nothing(title: str, language: Language) -> Axes:
    """A picture of nothing, that says so."""
    axes = blank(6, 1.5)
    axes.set_axis_off()
    axes.set_title(title)
    axes.text(0.5, 0.5, language("nothing to show"), ha="center")
    return axes
