"""Graphs of organisations tied directly, as `project` makes them: named, at random, renamed."""

from collections.abc import Iterator
from itertools import combinations
from random import Random

import networkx as nx

from partnermap.analysis.networks.network import graph, project
from tests.analysis.named import network


def drawing(named: nx.Graph) -> nx.Graph:
    """A graph known by name, each of its edges a partnership of two."""
    drawn = nx.relabel_nodes(nx.Graph(named.edges), str)
    drawn.add_nodes_from(map(str, named))
    for start, end in drawn.edges:
        drawn.edges[start, end].update(weight=1.0, distance=1.0, partnerships=(start + end,))
    return drawn


def random_drawing(seed: int, most: int = 9) -> nx.Graph:
    """A few organisations in partnerships of one to five, some of them alone."""
    random = Random(seed)
    ids = [f"o{i}" for i in range(random.randint(1, most))]
    sizes = [random.randint(1, min(5, len(ids))) for _ in range(random.randint(0, len(ids)))]
    parts = {f"p{i}": random.sample(ids, size) for i, size in enumerate(sizes)}
    return project(graph(network(parts, alone=ids)))


def random_groups(drawn: nx.Graph, seed: int) -> dict[str, str]:
    """A group of three for most organisations, and none for the others."""
    random = Random(seed)
    chosen = {id_: random.choice(["red", "green", "blue", ""]) for id_ in sorted(drawn)}
    return {id_: group for id_, group in chosen.items() if group}


def renamed(drawn: nx.Graph, random: Random) -> tuple[nx.Graph, dict[str, str]]:
    """The same graph with other ids and in another order, and the new id of each."""
    old, new = sorted(drawn), [f"n{i:02}" for i in range(len(drawn))]
    random.shuffle(new)
    names = dict(zip(old, new, strict=True))
    fresh = nx.Graph()
    fresh.add_nodes_from(names[id_] for id_ in random.sample(old, len(old)))
    ties = list(drawn.edges(data=True))
    random.shuffle(ties)
    fresh.add_edges_from((names[end], names[start], tie) for start, end, tie in ties)
    return fresh, names


def pairs(drawn: nx.Graph) -> Iterator[tuple[str, str]]:
    """All pairs of organisations, each once."""
    return combinations(sorted(drawn), 2)
