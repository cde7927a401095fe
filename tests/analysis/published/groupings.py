"""Published values of how a network falls into groups, and of who is tied to their own kind."""

from collections.abc import Mapping

import networkx as nx

from partnermap.analysis.measures.clusters import adjusted_rand, find_clusters
from partnermap.analysis.measures.mixing import (
    assortativity,
    leanings,
    mixing_matrix,
    value_assortativity,
)
from tests.analysis.drawings import drawing
from tests.analysis.published import Row, listed
from tests.analysis.published.known import FACTIONS, KARATE, SPEAKERS, STRIKE

REFERENCE = "networkx's reference tests"

_FISH = drawing(nx.Graph(["01", "23", "04", "25"]))
"""The graph on which those take assortativity, with its groups and numbers."""
_SORTS = dict(zip("012345", ("one", "one", "two", "two", "red", "blue"), strict=True))
_MARGINS = dict(zip("012345", (-2, -2, -2, -2, -3, -4), strict=True))


def _dealt(counts: Mapping[str, int]) -> Mapping[str, object]:
    """Assortativity of separate ties, so many of each two groups."""
    drawn, groups = nx.Graph(), dict[str, str]()
    for ends, count in counts.items():
        for at in range(count):
            tie = (f"{ends}{at}<", f"{ends}{at}>")
            drawn.add_edge(*tie)
            groups.update(zip(tie, ends, strict=True))
    return {"": assortativity(drawn, groups)}


def _numbered(words: str) -> dict[str, str]:
    """The groups of some organisations in turn, a letter each."""
    return {str(at): group for at, group in enumerate(words)}


def _ties() -> Mapping[str, object]:
    overall = leanings(drawing(KARATE), FACTIONS).overall
    return {"out": overall.external, "within": overall.internal}


def _meetings() -> Mapping[str, object]:
    found = mixing_matrix(drawing(STRIKE), SPEAKERS).items()
    return {", ".join(sorted(ends, reverse=True)): meeting.ties for ends, meeting in found}


def _clusters() -> Mapping[str, object]:
    found = find_clusters(drawing(KARATE), seed=1).members
    return {"four": "; ".join(sorted(map(listed, found)))}


ROWS = (
    Row(
        "clusters",
        "karate club",
        {
            "four": "01 02 03 04 08 10 12 13 14 18 20 22; 05 06 07 11 17; "
            "09 15 16 19 21 23 27 30 31 33 34; 24 25 26 28 29 32"
        },
        _clusters,
        f"{REFERENCE}: Louvain",
    ),
    Row(
        "adjusted Rand index",
        "four in twos",
        {"": "0.57"},
        lambda: {"": adjusted_rand(_numbered("aabb"), _numbered("aabc"))},
        "scikit-learn's reference: adjusted_rand_score",
    ),
    Row(
        "ties out and within",
        "karate club",
        {"out": "10", "within": "68"},
        _ties,
        "Zachary (1977), Journal of Anthropological Research 33, 452-473: ten of 78 ties were cut",
    ),
    Row(
        "ties of two groups",
        "strike",
        {
            "Spanish, English young": "1",
            "English young, English old": "2",
            "Spanish, English old": "0",
        },
        _meetings,
        "de Nooy, Mrvar and Batagelj (2004), Exploratory Social Network Analysis with Pajek, 7",
    ),
    Row(
        "assortativity",
        "two large groups and a small",
        {"": "0.029"},
        lambda: _dealt({"aa": 50, "ab": 100, "bb": 50, "cc": 2}),
        f"{REFERENCE}, after Newman (2003), Physical Review E 67, 026126",
    ),
    Row(
        "assortativity",
        "fish",
        {"": "0.273"},
        lambda: {"": assortativity(_FISH, _SORTS)},
        f"{REFERENCE}: 6/22",
    ),
    Row(
        "assortativity by number",
        "fish",
        {"": "-0.2903"},
        lambda: {"": value_assortativity(_FISH, _MARGINS)},
        REFERENCE,
    ),
    Row(
        "assortativity by degree",
        "karate club",
        {"": "-0.475613"},
        lambda: {"": value_assortativity(KARATE, dict(KARATE.degree))},
        "Kunegis (2013), KONECT, ucidata-zachary",
    ),
)
