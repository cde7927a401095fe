"""Planting: areas made at random, with something added of which it is known what it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from partnermap.analysis.measures.cohesion import measure_cohesion
from partnermap.analysis.networks.network import graph
from partnermap.model.network import FormalEdge, Membership, Network, Node, PartnershipNode
from partnermap.vocabulary import Answer, Kind, PartnershipKind, Phase, Role, Theme, TieKind
from tests.analysis.areas import Area, Recipe, make_area

AREAS = 50
SIZE = 60
"""How many organisations each has before anything is planted."""
UNHEARD = (0.1, 0.2, 0.3, 0.4, 0.5)
"""The share that was not heard: that of area i is the i-th, from the start again after the last."""
CLUSTER = ("x:c0", "x:c1", "x:c2", "x:c3")
"""Four that work with each other and nobody else."""
BROKER = "x:broker"
BEYOND = ("x:g0", "x:g1", "x:g2", "x:g3")
"""Four that work with the rest through the broker alone."""
PAIR = ("x:m0", "x:m1")
"""A primary and the secondary beside it, far from all others, that do not work together."""
PROVIDER = "x:provider"
THEME = Theme.SAFEGUARDING
"""What it alone works on."""
NEED = "x:need"
"""The only partnership on it."""
LONER = "x:alone"
DIOCESE, LA = f"{Kind.DIOCESE}:9", f"{Kind.LOCAL_AUTHORITY}:9"
_FAR = 60_000
_PLACES = {
    # The cluster lies beside those beyond the broker: between them there is a hole.
    **{id_: (_FAR, 200 * at) for at, id_ in enumerate((*CLUSTER, *BEYOND))},
    **{id_: (2 * _FAR, 900 * at) for at, id_ in enumerate(PAIR)},
    BROKER: (3 * _FAR, 0),
    PROVIDER: (4 * _FAR, 0),
    LONER: (5 * _FAR, 0),
}


@dataclass(frozen=True, slots=True)
class Planted:
    """An area with all that is planted in it, and who was not heard."""

    area: Area
    unheard: tuple[str, ...]


def plant(seed: int) -> Planted:
    """An area made at random, every second of which breaks the resampler's model, and additions.

    Who is planted was heard, and so was whom they work with; of the others a known share was not.
    """
    recipe = Recipe(
        size=SIZE,
        unheard=UNHEARD[seed % len(UNHEARD)],
        listed=1,  # a complete answer names whom it was asked about
        wrong=0,
        denied=0,
        broken=bool(seed % 2),
    )
    area = make_area(seed, recipe)
    heard = {n.id for n in area.record.nodes if n.answer is Answer.COMPLETE}
    silent = {n.id for n in area.record.nodes if not n.outside} - heard
    # What is planted hangs by three of the largest part, so that it is stranded by nothing else.
    largest = measure_cohesion(graph(area.truth)).components[0]
    one, two, three = [id_ for id_ in largest if id_ in heard][:3]
    parts = {
        "x:cluster": CLUSTER,
        "x:beyond": BEYOND,
        "x:first": (BROKER, BEYOND[0]),
        "x:second": (BROKER, BEYOND[1]),
        "x:near": (BROKER, one, two),
        "x:there": (BROKER, three),
        "x:primary": (PAIR[0], one),
        "x:secondary": (PAIR[1], two),
        NEED: (PROVIDER, one, two, three),
    }
    return Planted(Area(_with(area.truth, parts), _with(area.record, parts)), tuple(sorted(silent)))


def _with(network: Network, parts: Mapping[str, tuple[str, ...]]) -> Network:
    """A network with the organisations planted, and these partnerships."""
    nodes = [_node(id_) for id_ in _PLACES]
    partnerships = [
        PartnershipNode(p, p, PartnershipKind.PROJECT, (THEME,) if p == NEED else ()) for p in parts
    ]
    memberships = [
        Membership(id_, p, Role.PROVIDER if id_ == PROVIDER else Role.MEMBER)
        for p, those in parts.items()
        for id_ in those
    ]
    lies = [FormalEdge(TieKind.IN_LA, id_, LA) for id_ in _PLACES]
    dioceses = [FormalEdge(TieKind.IN_DIOCESE, id_, DIOCESE) for id_ in PAIR]
    return replace(
        network,
        nodes=(*network.nodes, *nodes),
        formal=(*network.formal, *lies, *dioceses),
        partnerships=(*network.partnerships, *partnerships),
        memberships=(*network.memberships, *memberships),
    )


def _node(id_: str) -> Node:
    """One of those planted: two are charities, the others schools."""
    charity = id_ in {BROKER, PROVIDER}
    return Node(
        id_,
        id_,
        Kind.COMMUNITY_ORGANISATION if charity else Kind.SCHOOL,
        phase=None if charity else Phase.SECONDARY if id_ == PAIR[1] else Phase.PRIMARY,
        pupils=None if charity else 90,
        disadvantaged=None if charity else 30,
        easting=_PLACES[id_][0],
        northing=_PLACES[id_][1],
        answer=Answer.COMPLETE,
    )
