"""The same networks for igraph, which shares no code with ours."""

from collections.abc import Iterable

import igraph
import networkx as nx

from partnermap.model.network import Network


def theirs(drawn: nx.Graph) -> igraph.Graph:
    """The same for igraph: its vertices are in the order of the ids."""
    place = {id_: at for at, id_ in enumerate(sorted(drawn))}
    ends = [(place[start], place[end]) for start, end in drawn.edges]
    found = igraph.Graph(n=len(place), edges=ends)
    found.vs["name"] = list(place)
    for kept in ("weight", "distance"):
        found.es[kept] = [tie.get(kept) for _, _, tie in drawn.edges(data=True)]
    return found


def records(recorded: Network) -> igraph.Graph:
    """The working ties of a network in two modes, from the records and not from our graph."""
    found = igraph.Graph()
    found.add_vertices([*(n.id for n in recorded.nodes), *(p.id for p in recorded.partnerships)])
    found.add_edges({(m.organisation, m.partnership) for m in recorded.memberships})
    return found


def by_id(drawn: nx.Graph, values: Iterable[float]) -> dict[str, float]:
    return dict(zip(sorted(drawn), values, strict=True))
