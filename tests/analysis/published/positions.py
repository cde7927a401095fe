"""Published values of how joined-up a network is, and of positions in it."""

from collections.abc import Mapping
from math import comb

import networkx as nx

from partnermap.analysis import analyse
from partnermap.analysis.measures.brokerage import brokerage
from partnermap.analysis.measures.centrality import betweenness, degree_centralisation
from partnermap.analysis.measures.core import core_numbers
from partnermap.analysis.measures.holes import constraint, effective_size
from partnermap.analysis.networks.network import graph, project
from tests.analysis.drawings import drawing
from tests.analysis.named import network, pairs
from tests.analysis.published import Row, listed
from tests.analysis.published.known import (
    FLORENCE,
    HOLES,
    INFORMATION,
    KARATE,
    KITE,
    SPEAKERS,
    STRENGTHS,
    STRIKE,
    TOBACCO_TIES,
    tobacco,
)

KRACKHARDT = "networkx's reference tests, after Krackhardt (1990), ASQ 35(2), 342-369"
BORGATTI = "Borgatti (1997), Connections 20(1), 35-38"
REFERENCE = "networkx's reference tests, by UCINET, igraph and by hand"
KONECT = "Kunegis (2013), KONECT, ucidata-zachary"
STATNET = "R sna and igraph, of statnet's data flo"


def _density(named: nx.Graph) -> Mapping[str, object]:
    return {"": analyse(pairs(named)).cohesion.density}


def _parts(named: nx.Graph) -> Mapping[str, object]:
    """How many are in each component, and one for each isolate."""
    found = analyse(pairs(named, alone=nx.isolates(named))).cohesion
    return {"": listed([*map(len, found.components), *(1 for _ in found.isolates)])}


def _strengths() -> Mapping[str, object]:
    found = project(graph(network({"1": "025", "3": "24"}))).edges(data="weight")
    return {f"{min(ends)}-{max(ends)}": weight for *ends, weight in found}


def _centralisation(named: nx.Graph) -> Mapping[str, object]:
    """By degree; and by betweenness, as the mean of n - 1 of what the greatest has more."""
    drawn = drawing(named)
    shares = (betweenness(drawn) or {}).values()
    more = sum(max(shares) - share for share in shares) / (len(shares) - 1)
    return {"degree": degree_centralisation(drawn), "betweenness": more}


def _between(named: nx.Graph) -> Mapping[str, object]:
    """Betweenness as the number of pairs."""
    others = comb(len(named) - 1, 2)
    return {id_: share * others for id_, share in (betweenness(drawing(named)) or {}).items()}


def _holes(weights: Mapping[str, float]) -> nx.Graph:
    drawn = drawing(HOLES)
    nx.set_edge_attributes(drawn, {tuple(tie): float(w) for tie, w in weights.items()}, "weight")
    return drawn


def _brokers() -> Mapping[str, object]:
    found = brokerage(drawing(STRIKE), SPEAKERS).items()
    return {
        f"{name} as {role}": getattr(roles, role)
        for name, roles in found
        for role in ("coordinator", "consultant", "gatekeeper", "liaison")
    }


def _transitivity(named: nx.Graph) -> Mapping[str, object]:
    """The share of pairs with a partner in common that need no broker."""
    brokered = sum(roles.total for roles in brokerage(drawing(named), {}).values())
    return {"": 1 - brokered / sum(comb(degree, 2) for _, degree in named.degree)}


def _core(named: nx.Graph) -> Mapping[str, object]:
    found = core_numbers(drawing(named)).items()
    return {str(k): listed(id_ for id_, number in found if number == k) for k in range(6)}


def _agencies() -> Mapping[str, object]:
    drawn = tobacco()
    found = analyse(pairs(drawn)).cohesion
    return {"organisations": found.organisations, "ties": drawn.size()}


ROWS = (
    Row(
        "size",
        "tobacco control",
        {"organisations": "25", "ties": "161"},
        _agencies,
        "Luke (2015), R UserNetR, TCnetworks; no other value of TCcoll was found in print",
        TOBACCO_TIES,
    ),
    Row("density", "karate club", {"": "0.139037"}, lambda: _density(KARATE), KONECT),
    Row(
        "density",
        "information",
        {"": "0.1129"},
        lambda: _density(INFORMATION),
        "Pyntacle's reference results for Borgatti (2006), figure 8",
    ),
    Row("components", "Florence", {"": "15 1"}, lambda: _parts(FLORENCE), STATNET),
    Row(
        "strength of a tie",
        "two partnerships",
        {"0-2": "0.5", "0-5": "0.5", "2-4": "1.0", "2-5": "0.5"},
        _strengths,
        "networkx's reference, collaboration_weighted_projected_graph(), after Newman (2001)",
    ),
    Row(
        "centralisation",
        "Florence",
        {"degree": "0.2666666667", "betweenness": "0.3834920635"},
        lambda: _centralisation(FLORENCE),
        "R sna's centralization(), recorded in the tests of Julia's networks packages",
    ),
    Row(
        "centralisation",
        "karate club",
        {"betweenness": "0.4055572"},
        lambda: _centralisation(KARATE),
        "R igraph's centr_betw()",
    ),
    Row(
        "centralisation",
        "star",
        {"degree": "1.0", "betweenness": "1.0"},
        lambda: _centralisation(nx.star_graph(9)),
        "Freeman (1979), Social Networks 1(3), 215-239",
    ),
    Row(
        "betweenness",
        "kite",
        {
            **{"Heather": "14.0", "Fernando": "8.333", "Garth": "8.333", "Ike": "8.0"},
            **{"Diane": "3.667", "Andre": "0.833", "Beverley": "0.833"},
            **{"Carol": "0.0", "Ed": "0.0", "Jane": "0.0"},
        },
        lambda: _between(KITE),
        KRACKHARDT,
    ),
    Row(
        "betweenness",
        "Florence without Pucci",
        {"Medici": "0.522", "Guadagni": "0.255", "Albizzi": "0.212", "Salviati": "0.143"},
        lambda: betweenness(drawing(nx.florentine_families_graph())) or {},
        "networkx's reference tests, as Jackson (2008), Social and Economic Networks, 1.2.1",
    ),
    Row(
        "betweenness",
        "karate club",
        {"01": "231.0714", "34": "160.5516"},
        lambda: _between(KARATE),
        "R igraph's betweenness() of its data karate, without weights",
    ),
    Row(
        "constraint",
        "structural holes",
        {"A": "0.595", "C": "1.000", "G": "0.400"},
        lambda: constraint(drawing(HOLES)),
        BORGATTI,
    ),
    Row(
        "constraint",
        "the same, weighted",
        {"A": "0.795", "C": "1.000", "G": "0.299"},
        lambda: constraint(_holes(STRENGTHS)),
        REFERENCE,
    ),
    Row(
        "effective size",
        "structural holes",
        {"A": "2.50", "C": "1.00", "G": "4.67"},
        lambda: effective_size(drawing(HOLES)),
        BORGATTI,
    ),
    Row(
        "effective size",
        "the same, weighted",
        {"A": "2.47", "C": "1.00", "G": "5.47"},
        lambda: effective_size(_holes(STRENGTHS)),
        REFERENCE,
    ),
    Row(
        "brokerage",
        "strike",
        {
            **{"Bob as coordinator": "7", "Bob as gatekeeper": "10", "Bob as liaison": "1"},
            **{"Norm as coordinator": "9", "Norm as gatekeeper": "5", "Norm as liaison": "0"},
            **{"Alejandro as gatekeeper": "3", "Karl as gatekeeper": "2"},
            **{"Ozzie as gatekeeper": "1", "John as coordinator": "6"},
            **{"Gill as coordinator": "5", "Bob as consultant": "0"},
        },
        _brokers,
        "R sna's brokerage(), in a course, Centrality and Brokerage in statnet; counted both ways",
    ),
    Row(
        "pairs without a broker",
        "karate club",
        {"": "0.255682"},
        lambda: _transitivity(KARATE),
        f"{KONECT}: clustering coefficient",
    ),
    Row(
        "pairs without a broker",
        "Florence",
        {"": "0.1914894"},
        lambda: _transitivity(FLORENCE),
        f"{STATNET}: transitivity",
    ),
    Row(
        "core number",
        "karate club",
        {
            "4": "01 02 03 04 08 09 14 31 33 34",
            "3": "05 06 07 11 20 24 25 26 28 29 30 32",
            "0": "none",
        },
        lambda: _core(KARATE),
        "R igraph's graph.coreness(), as in Kolaczyk and Csardi (2014), Statistical Analysis of "
        "Network Data with R",
    ),
)
