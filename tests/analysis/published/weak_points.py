"""Published values of what would split a network, whom that strands, and who should meet."""

from collections.abc import Mapping

import networkx as nx

from partnermap.analysis.gaps.missing import find_missing_links
from partnermap.analysis.measures.bottlenecks import find_bottlenecks
from partnermap.analysis.measures.fragmentation import fragmentation
from partnermap.analysis.measures.keyplayers import find_departures, find_reach
from partnermap.analysis.mending.repairs import find_repairs
from partnermap.analysis.networks.network import Mode, graph
from tests.analysis.named import network, pairs
from tests.analysis.patchwork import placed
from tests.analysis.published import Row, listed
from tests.analysis.published.known import INFORMATION, KARATE, KITE, STRIKE, TRIANGLES, WOMEN

REFERENCE = "networkx's reference tests"
PYNTACLE = "Pyntacle's reference results for Borgatti (2006), figure 8"

_EFFICIENT = nx.Graph(["01", "02", "03", "12", "13"])


def _two_modes(named: nx.Graph) -> nx.Graph:
    """Each edge as a partnership of two."""
    return graph(pairs(named, alone=nx.isolates(named)))


def _weak(named: nx.Graph) -> Mapping[str, object]:
    """Organisations that are cut-points, whom each strands, and the ties that are bridges.

    A tie that is a bridge is a partnership of two, both of whose memberships are bridges.
    """
    drawn = _two_modes(named)
    found = find_bottlenecks(drawn)
    cuts = [cut for cut in found.cut_points if cut.mode is Mode.ORGANISATION]
    return {
        "cut-points": listed(sorted(cut.id for cut in cuts)),
        "bridges": listed(sorted({bridge.ends[1] for bridge in found.bridges})),
        **{f"without {cut.id}": listed(cut.stranding.organisations) for cut in cuts},
    }


def _events() -> Mapping[str, object]:
    parts = {event: WOMEN[event] for event, side in WOMEN.nodes(data="bipartite") if side}
    found = find_bottlenecks(graph(network(parts)))
    return {"": len(found.cut_points) + len(found.bridges)}


def _key_players() -> Mapping[str, object]:
    drawn = _two_modes(INFORMATION)
    far, near = find_departures(drawn, 2, by_distance=True), find_departures(drawn, 2)
    reach = find_reach(drawn, 2, 2)
    return {
        "as it is": near.before,
        "by distance, as it is": far.before,
        "without HA and HB": fragmentation(drawn, ["HA", "HB"]),
        "at worst, two gone": near.best.value,
        "by distance, at worst": far.best.value,
        "who": listed(far.best.organisations),
        "the two who reach most": listed(reach.best.organisations),
        "others they reach": round(reach.best.value * len(INFORMATION)) - 2,
    }


def _likely(named: nx.Graph, *pair: str) -> Mapping[str, object]:
    """What is said of two that do not work together, everybody being in one place."""
    recorded = placed(pairs(named), dict.fromkeys(map(str, named), (0, 0)))
    (link,) = (link for link in find_missing_links(graph(recorded)).links if link.pair == pair)
    return {"resource allocation": link.resource_allocation, "Adamic-Adar": link.adamic_adar}


ROWS = (
    Row(
        "cut-points",
        "kite",
        {"bridges": "Heather+Ike Ike+Jane"},
        lambda: _weak(KITE),
        "R igraph's reference, bridges()",
    ),
    Row(
        "cut-points",
        "karate club",
        {"cut-points": "01", "without 01": "05 06 07 11 12 17", "bridges": "01+12"},
        lambda: _weak(KARATE),
        "cohesive blocks of Moody and White (2003), American Sociological Review 68(1), 103-127",
    ),
    Row(
        "cut-points",
        "two triangles",
        {"cut-points": "c", "bridges": "none"},
        lambda: _weak(TRIANGLES),
        "no number: by definition, Harary (1969), Graph theory, chapter 3",
    ),
    Row("cut-points and bridges", "Southern women, two modes", {"": "0"}, _events, REFERENCE),
    Row(
        "key players",
        "information",
        {
            "as it is": "0.0",
            "by distance, as it is": "0.64755",
            "at worst, two gone": "0.70575",
            "without HA and HB": "0.70575",
            "by distance, at worst": "0.81506",
            "who": "HB WD",
            "the two who reach most": "HA NP",
            "others they reach": "25",
        },
        _key_players,
        PYNTACLE,
    ),
    Row(
        "fragmentation without Bob, Gill and Norm",
        "strike",
        {"": "0.747619"},
        lambda: {"": fragmentation(_two_modes(STRIKE), ["Bob", "Gill", "Norm"])},
        "R sna's connectedness(), in a course, Centrality and Brokerage in statnet; less than 1",
    ),
    Row(
        "fragmentation by distance",
        "four with five ties",
        {"": "0.083333333333"},
        lambda: {
            "": fragmentation(
                _two_modes(nx.Graph(["01", "02", "03", "12", "13"])), by_distance=True
            )
        },
        "networkx's reference, global_efficiency(): 1 - 0.916666666667",
    ),
    Row(
        "fewest repairs",
        "four networks",
        {"two triangles": "1", "kite": "1", "karate club": "2", "star of nine": "8"},
        lambda: {
            name: len(find_repairs(_two_modes(named)).repairs)
            for name, named in {
                "two triangles": TRIANGLES,
                "kite": KITE,
                "karate club": KARATE,
                "star of nine": nx.star_graph(9),
            }.items()
        },
        "theorem of Eswaran and Tarjan (1976), SIAM Journal on Computing 5(4), 653-665",
    ),
    Row(
        "missing link",
        "path of three",
        {"resource allocation": "0.5", "Adamic-Adar": "1.442695"},
        lambda: _likely(nx.path_graph(3), "0", "2"),
        f"{REFERENCE}: 1/2 and 1/log 2",
    ),
    Row(
        "missing link",
        "star of four",
        {"resource allocation": "0.25", "Adamic-Adar": "0.721348"},
        lambda: _likely(nx.star_graph(4), "1", "2"),
        f"{REFERENCE}: 1/4 and 1/log 4",
    ),
)
