"""Networks that are known by name."""

import csv
from pathlib import Path

import networkx as nx

_NAMES = "Andre Beverley Carol Diane Ed Fernando Garth Heather Ike Jane"

KITE = nx.relabel_nodes(
    nx.krackhardt_kite_graph(),
    dict(enumerate(_NAMES.split())),
)
"""Krackhardt (1990), Assessing the political landscape, Administrative Science Quarterly 35(2)."""

FLORENCE = nx.florentine_families_graph()
"""The marriages of Padgett and Ansell (1993), and the family that married into no other."""
FLORENCE.add_node("Pucci")

KARATE = nx.relabel_nodes(nx.karate_club_graph(), lambda member: f"{member + 1:02}")
"""Zachary (1977), An information flow model for conflict and fission in small groups: members by
the numbers that he gave them."""

FACTIONS = dict(KARATE.nodes(data="club")) | {"09": "Officer"}
"""Member 9 was of the officers' faction, but joined the other club, to keep his belt."""

TRIANGLES = nx.Graph(["ab", "bc", "ca", "cd", "de", "ec"])
"""Two triangles that share a node."""

WOMEN = nx.davis_southern_women_graph()
"""Davis, Gardner and Gardner (1941), Deep South: women, and the events that they went to."""

STRENGTHS = {
    "AB": 2, "AE": 2, "AF": 3, "AG": 5, "BD": 1, "BG": 4, "CG": 10, "DG": 3, "EG": 8, "FG": 3,
}  # fmt: skip
"""The ties of Borgatti (1997), Structural holes: unpacking Burt's redundancy measures, figure 1,
with the strengths that networkx's reference tests give them."""

HOLES = nx.Graph(tuple(tie) for tie in STRENGTHS)

STRIKE = nx.parse_adjlist(
    """
    Alejandro Bob Carlos Domingo Eduardo
    Bob Hal Ike John Lanny Mike Norm
    Carlos Domingo Eduardo
    Domingo Eduardo
    Gill Frank Hal Ike John
    Ike Mike
    John Hal Karl Lanny
    Karl Lanny Ozzie
    Norm Ozzie Paul Sam Utrecht Vern
    Quint Paul Russ Utrecht
    Russ Ted Utrecht
    Sam Utrecht Wendle Xavier
    Ted Vern
    Wendle Xavier
    """.strip().splitlines()
)
"""Michael (1997), Labor dispute reconciliation in a forest products manufacturing facility, as in
de Nooy, Mrvar and Batagelj (2004), Exploratory Social Network Analysis with Pajek, chapter 7."""

SPEAKERS = {
    name: group
    for group, names in {
        "Spanish": "Alejandro Carlos Domingo Eduardo",
        "English young": "Bob Frank Gill Hal Ike John Karl Lanny Mike",
        "English old": "Norm Ozzie Paul Quint Russ Sam Ted Utrecht Vern Wendle Xavier",
    }.items()
    for name in names.split()
}
"""What those on strike speak, and how old they are."""

INFORMATION = nx.parse_adjlist(
    """
    BM BW CR HA LK PH SR
    BR BS3 GM KR WD
    BS CD MJ NP TO
    BS2 MG NP
    BS3 GM JE KR LR PS SF WD WS
    BW DB PH
    CD HB NP WL
    DI GS HA KA
    GM KR PS SF WD WS
    HA WD
    HB EE NP SR TO
    HS KR PS
    KA PH
    KR JE PS SF WD WS
    MJ TO
    NP TO
    PH SR
    PS WD WS
    SF WD
    """.strip().splitlines()
)
"""Borgatti (2006), Identifying sets of key players in a social network, figure 8: who asks whom in
a company."""

_FILES = Path(__file__).parents[4] / "shared" / "data" / "networks"
TOBACCO_NODES = _FILES / "TCnetworks_TCcoll_nodes.csv"
TOBACCO_TIES = _FILES / "TCnetworks_TCcoll_edges.csv"


def tobacco() -> nx.Graph:
    """The agencies that worked on tobacco control in Indiana, each tie with its `weight`.

    Luke, Wald, Carothers, Bach and Harris (2013), Network influences on dissemination of
    evidence-based guidelines in state tobacco control programs, Health Education & Behavior 40.
    """
    drawn = nx.Graph()
    with TOBACCO_NODES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            drawn.add_node(row["id"], category=row["agency_cat"], lead=row["lead_agency"] == "1")
    with TOBACCO_TIES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            weight = float(row["collaborate"])
            drawn.add_edge(row["source"], row["target"], weight=weight, distance=1 / weight)
    return drawn
