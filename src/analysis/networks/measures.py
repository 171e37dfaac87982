"""Who stands where in a network: degree, betweenness, structural holes, brokerage roles, communities."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import pandas as pd

from analysis import tables
from analysis.tables import BROKERAGE_ROLES

SEED = 1  # of the communities


def graph(edges: pd.DataFrame, directed: bool = False) -> nx.Graph:
    """The rows of one network in `edges` as a networkx graph with `weight`; undirected, the two directions of a tie add up.

    >>> rows = pd.DataFrame({"source": ["A", "B"], "target": ["B", "A"], "weight": [2.0, 1.0], "sessions": 1})
    >>> graph(rows)["A"]["B"]["weight"]
    3.0
    """
    found = nx.DiGraph() if directed else nx.Graph()
    found.add_nodes_from(sorted(set(edges["source"]) | set(edges["target"])))
    for row in edges.sort_values(["source", "target"]).itertuples():
        before = found.get_edge_data(row.source, row.target, {"weight": 0.0, "sessions": 0})
        found.add_edge(row.source, row.target, weight=before["weight"] + row.weight, sessions=max(before["sessions"], row.sessions))
    return found


def actors(edges: pd.DataFrame, network: str, groups: Mapping[str, str], kinds: Mapping[str, str] | None = None) -> pd.DataFrame:
    """The nodes of one network with their measures, as rows of the table `actors`.

    `edges` is the table, `network` which of its networks, `groups` the group of each node (for the brokerage roles), `kinds` what a node is
    (default "speaker"). Betweenness (Freeman 1977) counts every tie as one step; constraint and effective size are Burt's (1992), by weight, and missing where they are not defined; communities are Louvain's (Blondel 2008), seeded,
    numbered from the largest.
    """
    rows = edges[edges["network"] == network]
    if rows.empty:
        return tables.checked("actors", [])
    ties, ways = graph(rows), graph(rows, directed=True)
    between = nx.betweenness_centrality(ties)
    constraint, size = nx.constraint(ties, weight="weight"), _effective_size(ties)
    community = {node: number for number, members in enumerate(_communities(ties)) for node in members}
    roles = brokerage(ways, groups)
    found = [
        {
            "network": network,
            "node": node,
            "kind": (kinds or {}).get(node, "speaker"),
            "degree": ties.degree(node),
            "strength": ties.degree(node, weight="weight"),
            "betweenness": round(between[node], 10),
            "constraint": round(constraint[node], 10),
            "effective_size": round(size[node], 10),
            **roles[node],
            "community": community[node],
        }
        for node in ties
    ]
    return tables.checked("actors", found)


def _effective_size(ties: nx.Graph) -> dict[str, float]:
    """Burt's effective size by weight: contacts, less what each of them repeats of the others (networkx 3.6 takes a wrong node's maximum)."""
    weights = nx.to_numpy_array(ties)
    spent, marginal = weights / weights.sum(axis=1, keepdims=True), weights / weights.max(axis=1, keepdims=True)
    return dict(zip(ties, ((weights > 0) * (1 - spent @ marginal.T)).sum(axis=1).tolist(), strict=True))


def _communities(ties: nx.Graph) -> list[list[str]]:
    if not ties:
        return []
    found = nx.community.louvain_communities(ties, weight="weight", seed=SEED)
    return sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))


def brokerage(ways: nx.DiGraph, groups: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """How often each node brokers, in the five roles of Gould & Fernandez (1989).

    A path A -> broker -> B counts where A has no tie to B. Coordinator: all of one group; itinerant: A and B of one group, the broker of another;
    representative: A and the broker of one group; gatekeeper: the broker and B of one group; liaison: three groups.

    >>> ways = nx.DiGraph([("A", "B"), ("A", "C"), ("B", "C"), ("B", "D"), ("C", "D"), ("D", "A")])
    >>> brokerage(ways, {"A": 1, "B": 1, "C": 2, "D": 2})["D"]
    {'coordinator': 0, 'itinerant': 1, 'representative': 1, 'gatekeeper': 0, 'liaison': 0}
    """
    found = {node: dict.fromkeys(BROKERAGE_ROLES, 0) for node in ways}
    for broker in ways:
        for a in ways.predecessors(broker):
            for b in ways.successors(broker):
                if a != b and not ways.has_edge(a, b):
                    found[broker][_role(groups[a], groups[broker], groups[b])] += 1
    return found


def _role(a: object, broker: object, b: object) -> str:
    if a == b:
        return "coordinator" if a == broker else "itinerant"
    return "representative" if a == broker else "gatekeeper" if b == broker else "liaison"
