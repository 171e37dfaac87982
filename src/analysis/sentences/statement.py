"""A finding as people read it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from analysis import quotes
from analysis.figures import Picture


@dataclass
class Statement:
    """One finding: the sentence that carries it (bold), what makes it precise, and the turns or the table that it rests on.

    `trust` says how far to trust it, where it rests on codes.
    """

    name: str
    heading: str
    bold: str
    plain: str = ""
    evidence: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=quotes.QUOTE))
    table: pd.DataFrame | None = None
    picture: Picture | None = None
    trust: str = ""
