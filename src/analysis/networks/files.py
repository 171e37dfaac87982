"""Networks as files that other programs open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pandas as pd

from analysis.networks.measures import graph

DIRECTED = {"interaction"}
FORMATS: dict[str, Callable] = {"graphml": nx.write_graphml, "gexf": nx.write_gexf}


def write(edges: pd.DataFrame, actors: pd.DataFrame, speakers: pd.DataFrame, folder: Path, kind: str = "graphml") -> list[Path]:
    """Write every network in `edges` to a file in `folder`, its nodes with their measures and group; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    groups = speakers.set_index("speaker")["group"].to_dict()
    written = []
    for network in sorted(set(edges["network"])):
        ties = graph(edges[edges["network"] == network], directed=network in DIRECTED)
        rows = actors[actors["network"] == network].drop(columns="network").set_index("node")
        for node in ties:
            told = rows.loc[node].dropna() if node in rows.index else {}
            ties.nodes[node].update({name: value.item() if hasattr(value, "item") else value for name, value in dict(told).items()})
            ties.nodes[node]["group"] = groups.get(node, "")
        written.append(folder / f"{network}.{kind}")
        FORMATS[kind](ties, written[-1])
    return written
