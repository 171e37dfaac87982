"""Networks: ties counted by hand, measures against published values."""

import itertools

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import tables
from analysis.networks import actors, affiliation, brokerage, files, graph, interaction, shared
from analysis.tables import BROKERAGE_ROLES


def talk(*rows: tuple[str, str, bool]) -> pd.DataFrame:
    """Turns of (session, speaker, content), numbered within their session."""
    frame = pd.DataFrame(rows, columns=["session", "speaker", "content"])
    return frame.assign(turn=frame.groupby("session").cumcount())


def ties(*rows: tuple[str, str, float], network: str = "n") -> pd.DataFrame:
    return tables.checked("edges", pd.DataFrame(rows, columns=["source", "target", "weight"]).assign(network=network, sessions=1))


def weights(edges: pd.DataFrame) -> dict[tuple[str, str], tuple[float, int]]:
    return {(row.source, row.target): (row.weight, row.sessions) for row in edges.itertuples()}


# Interaction


def test_six_turns():
    turns = talk(("s", "A", True), ("s", "B", True), ("s", "A", True), ("s", "B", True), ("s", "C", True), ("s", "A", True))
    found = interaction(turns)
    assert weights(found) == {("B", "A"): (2, 1), ("A", "B"): (1, 1), ("C", "B"): (1, 1), ("A", "C"): (1, 1)}
    assert set(found["network"]) == {"interaction"}


def test_a_backchannel_takes_nobodys_place_and_nobody_speaks_after_herself():
    turns = talk(("s", "A", True), ("s", "B", False), ("s", "C", True), ("s", "C", True))
    assert weights(interaction(turns)) == {("C", "A"): (1, 1)}


def test_no_tie_goes_from_one_session_to_the_next():
    turns = talk(("s", "A", True), ("s", "B", True), ("t", "C", True), ("t", "A", True))
    assert weights(interaction(turns)) == {("B", "A"): (1, 1), ("A", "C"): (1, 1)}


def test_ties_add_up_over_sessions_whatever_the_order_of_the_rows():
    turns = talk(("s", "A", True), ("s", "B", True), ("t", "A", True), ("t", "B", True), ("t", "A", True))
    assert weights(interaction(turns.iloc[::-1])) == {("B", "A"): (2, 2), ("A", "B"): (1, 1)}


@pytest.mark.parametrize("turns", [talk(("s", "A", True)), talk(("s", "A", True), ("s", "B", False)), talk()])
def test_a_monologue_has_no_ties(turns):
    assert interaction(turns.astype({"content": bool})).empty


# Brokerage


def roles(coordinator=0, itinerant=0, representative=0, gatekeeper=0, liaison=0) -> dict[str, int]:
    return dict(zip(BROKERAGE_ROLES, (coordinator, itinerant, representative, gatekeeper, liaison), strict=True))


def test_brokerage_of_a_small_example():
    ways = nx.DiGraph([("A", "B"), ("A", "C"), ("B", "C"), ("B", "D"), ("C", "D"), ("D", "A")])
    assert brokerage(ways, {"A": 1, "B": 1, "C": 2, "D": 2}) == {
        "A": roles(itinerant=1, gatekeeper=1),
        "B": roles(representative=1),
        "C": roles(gatekeeper=1),
        "D": roles(itinerant=1, representative=1),
    }


@pytest.mark.parametrize(
    ("groups", "role"),
    [("xxx", "coordinator"), ("xyx", "itinerant"), ("xxy", "representative"), ("xyy", "gatekeeper"), ("xyz", "liaison")],
)
def test_each_role_on_a_path_of_three(groups, role):
    path = nx.DiGraph([("A", "broker"), ("broker", "B")])
    found = brokerage(path, dict(zip(("A", "broker", "B"), groups, strict=True)))
    assert found == {"A": roles(), "broker": roles(**{role: 1}), "B": roles()}


def test_who_speaks_directly_needs_no_broker():
    assert (
        brokerage(nx.DiGraph([("A", "broker"), ("broker", "B"), ("A", "B")]), dict.fromkeys(["A", "broker", "B"], 1))["broker"] == roles()
    )


STRIKE = """Xavier: Wendle Sam
Utrecht: Norm Russ Quint Sam
Frank: Gill
Domingo: Carlos Alejandro Eduardo
Norm: Bob Ozzie Sam Vern Paul
Hal: Bob Gill John
Russ: Quint Ted
Karl: Ozzie Lanny John
Bob: Ike Lanny Mike Alejandro John
Quint: Paul
Wendle: Sam
Ike: Gill Mike
Ted: Vern
Gill: John
Lanny: John
Carlos: Alejandro Eduardo
Alejandro: Eduardo"""  # 24 workers, 38 ties (Michael 1997; r4sna, CC0)
STRIKE_GROUPS = ("Domingo Carlos Alejandro Eduardo", "Frank Hal Karl Bob Ike Gill Lanny Mike John",
                 "Xavier Utrecht Norm Russ Quint Wendle Ozzie Ted Sam Vern Paul")  # fmt: skip


def test_brokerage_in_the_strike_network():
    pairs = [(name, other) for line in STRIKE.splitlines() for name, others in [line.split(": ")] for other in others.split()]
    groups = {name: number for number, names in enumerate(STRIKE_GROUPS) for name in names.split()}
    found = brokerage(nx.Graph(pairs).to_directed(), groups)
    assert (len(found), len(pairs)) == (24, 38)
    assert {
        name: tuple(counts.values()) for name, counts in found.items() if name in ("Norm", "Bob", "Karl", "Alejandro", "Gill", "John")
    } == {
        "Norm": (18, 0, 5, 5, 0),
        "Bob": (14, 0, 10, 10, 2),
        "Karl": (0, 0, 2, 2, 0),
        "Alejandro": (0, 0, 3, 3, 0),
        "Gill": (10, 0, 0, 0, 0),
        "John": (12, 0, 0, 0, 0),
    }
    assert [sum(counts[role] for counts in found.values()) for role in BROKERAGE_ROLES] == [92, 0, 21, 21, 2]


# Structural holes and the other measures

BURT = [("A", "B", 2), ("A", "F", 3), ("A", "G", 5), ("A", "E", 2), ("E", "G", 8), ("F", "G", 3), ("B", "G", 4), ("B", "D", 1), ("D", "G", 3),
        ("G", "C", 10)]  # fmt: skip


def measures(edges: pd.DataFrame) -> pd.DataFrame:
    nodes = set(edges["source"]) | set(edges["target"])
    return actors(edges, "n", dict.fromkeys(nodes, "g")).set_index("node")


@pytest.mark.parametrize(
    ("weigh", "node", "constraint", "size"),
    [
        (lambda weight: 1, "G", 0.400, 4.67),
        (lambda weight: 1, "A", 0.595, 2.50),
        (lambda weight: 1, "C", 1, 1),
        (float, "G", 0.299, 5.47),
        (float, "A", 0.795, 2.47),
    ],
)
def test_constraint_and_effective_size_of_burts_example(weigh, node, constraint, size):
    found = measures(ties(*((a, b, weigh(weight)) for a, b, weight in BURT)))
    assert found["constraint"][node] == pytest.approx(constraint, abs=0.0005)
    assert found["effective_size"][node] == pytest.approx(size, abs=0.005)


def test_the_two_directions_of_a_tie_add_up():
    once = measures(ties(*BURT))
    both = measures(ties(*((a, b, weight / 2) for a, b, weight in BURT), *((b, a, weight / 2) for a, b, weight in BURT)))
    for column in ("degree", "strength", "betweenness", "constraint", "effective_size"):
        assert both[column].to_dict() == pytest.approx(once[column].to_dict())


def test_degree_strength_and_betweenness_of_a_chain():
    found = measures(ties(("A", "B", 2), ("B", "C", 3), ("C", "D", 1)))
    assert found["degree"].to_dict() == {"A": 1, "B": 2, "C": 2, "D": 1}
    assert found["strength"].to_dict() == {"A": 2, "B": 5, "C": 4, "D": 1}
    assert found["betweenness"].round(6).to_dict() == {"A": 0, "B": 0.666667, "C": 0.666667, "D": 0}  # two of three pairs


def test_communities_are_numbered_from_the_largest():
    four, three = itertools.combinations("wxyz", 2), itertools.combinations("abc", 2)
    found = measures(ties(*((a, b, 1) for a, b in (*three, *four)), ("a", "z", 0.1)))
    assert found["community"].to_dict() == {**dict.fromkeys("abc", 1), **dict.fromkeys("wxyz", 0)}


def test_only_the_network_that_is_asked_for():
    edges = pd.concat([ties(("A", "B", 1)), ties(("C", "D", 1), network="other")])
    found = actors(edges, "other", {"C": "g", "D": "g"}, {"D": "topic"})
    assert found[["network", "node", "kind"]].values.tolist() == [["other", "C", "speaker"], ["other", "D", "topic"]]


def test_no_ties_no_actors():
    assert actors(ties(), "n", {}).empty


@given(st.lists(st.tuples(*[st.sampled_from("ABCDE")] * 2).filter(lambda pair: pair[0] != pair[1]), unique=True, min_size=1), st.randoms())
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_rows_does_not_matter(pairs, random):
    rows = [(a, b, 1.0) for a, b in pairs]
    shuffled = random.sample(rows, len(rows))
    assert measures(ties(*rows)).equals(measures(ties(*shuffled)))


# Topics

TURNS = talk(*[("s", speaker, True) for speaker in "AABABCC"], *[("t", speaker, True) for speaker in "AB"])
TOPICS = pd.DataFrame({"topic": [0, 1], "label": ["bus", "riool"]})


def assigned(*topics: int) -> pd.DataFrame:
    return TURNS[["session", "turn"]].assign(episode=0, topic=topics, probability=1.0)


def test_who_talks_about_what():
    #                                     A  A  B  A  B  C   C  | A  B
    found = affiliation(TURNS, assigned(0, 0, 0, 1, 1, -1, -1, 0, 0), TOPICS)
    assert weights(found) == {("A", "bus"): (3, 2), ("B", "bus"): (2, 2)}  # one turn on riool is too little; no topic is no topic
    assert set(found["network"]) == {"topics"}


def test_who_shares_topics():
    found = shared(ties(("B", "bus", 2), ("A", "bus", 9), ("C", "bus", 2), ("A", "riool", 2), ("C", "riool", 3), ("D", "park", 5)))
    assert weights(found) == {("A", "B"): (1, 1), ("A", "C"): (2, 1), ("B", "C"): (1, 1)}
    assert set(found["network"]) == {"shared"}


def test_nobody_shares_what_nobody_says():
    nothing = affiliation(TURNS, assigned(*[-1] * 9), TOPICS)
    assert nothing.empty
    assert shared(nothing).empty


# Files


@pytest.mark.parametrize(("kind", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_a_network_survives_the_way_through_a_file(kind, read, tmp_path):
    edges = pd.concat([ties(("A", "B", 2.5), ("B", "A", 1), ("B", "C", 1), network="interaction"), ties(("A", "C", 3), network="shared")])
    people = pd.DataFrame({"speaker": ["A", "B", "C"], "group": ["Bewoners", "Gemeente", "Bewoners"]})
    measured = pd.concat([actors(edges, network, people.set_index("speaker")["group"]) for network in ("interaction", "shared")])
    written = files.write(edges, measured, people, tmp_path / "networks", kind)
    assert [path.name for path in written] == [f"interaction.{kind}", f"shared.{kind}"]
    directed, undirected = map(read, written)
    assert directed.is_directed()
    assert {(a, b): tie["weight"] for a, b, tie in directed.edges(data=True)} == {("A", "B"): 2.5, ("B", "A"): 1, ("B", "C"): 1}
    assert {node: directed.nodes[node]["group"] for node in directed} == {"A": "Bewoners", "B": "Gemeente", "C": "Bewoners"}
    assert directed.nodes["B"]["betweenness"] == 1
    assert not undirected.is_directed()
    assert set(undirected) == {"A", "C"}
    assert graph(edges[edges["network"] == "shared"])["A"]["C"]["weight"] == undirected["A"]["C"]["weight"] == 3
