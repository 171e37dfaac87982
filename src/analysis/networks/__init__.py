"""Networks: who speaks after whom, who talks about what, who shares topics; and who stands where in them."""

from analysis.networks.interaction import interaction
from analysis.networks.measures import actors, brokerage, graph
from analysis.networks.topical import affiliation, shared

__all__ = ["actors", "affiliation", "brokerage", "graph", "interaction", "shared"]
