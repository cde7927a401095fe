"""Made-up areas of any size, the same from the same seed: who there is, where, and with whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import sqrt
from random import Random

from partnermap.model.network import FormalEdge, Membership, Network, Node, PartnershipNode
from partnermap.vocabulary import Answer, Kind, Layer, PartnershipKind, Phase, Role, Theme, TieKind

_METRES = 2_200
"""The side of the square that each organisation has to itself, as in England each school has."""
_TOWN = 40
"""How many organisations lie around one centre."""
_SPREAD = 3_000
"""How far they lie from it, as a standard deviation in metres."""
_PHASES = (Phase.PRIMARY, Phase.PRIMARY, Phase.PRIMARY, Phase.SECONDARY)
_SIZES = (2, 2, 2, 2, 2, 3, 3, 4, 5, 6, 8, 12)
_PARTS = {
    TieKind.IN_LA: (Kind.LOCAL_AUTHORITY, 1.0),
    TieKind.IN_TRUST: (Kind.TRUST, 0.33),
    TieKind.IN_DIOCESE: (Kind.DIOCESE, 0.33),
    TieKind.IN_GROUP: (Kind.GROUP, 0.85),
}
"""What schools are part of, and which share of them."""


def diocese(times: float = 1, seed: int = 1) -> Network:
    """A diocese of 300 organisations, or so many times that; 1,500 pairs work together.

    Nine in ten of those who work together are of one town; most partnerships are of two or three.
    """
    random = Random(seed)
    kinds = {Kind.LOCAL_AUTHORITY: 2, Kind.TRUST: 24, Kind.COMMUNITY_ORGANISATION: 30}
    counts = {kind: round(count * times) for kind, count in kinds.items()} | {Kind.DIOCESE: 1}
    counts[Kind.SCHOOL] = round(300 * times) - sum(counts.values())
    nodes = _nodes(counts, random)
    towns = [nodes[start : start + _TOWN] for start in range(0, len(nodes), _TOWN)]
    partnerships: dict[str, list[str]] = {}
    tied: set[tuple[str, str]] = set()
    while len(tied) < 1_500 * times:
        near, size = random.choice(towns), random.choice(_SIZES)
        chosen = [random.choice(near if random.random() < 0.9 else nodes) for _ in range(size)]
        members = sorted({node.id for node in chosen})
        if len(members) > 1:
            partnerships[f"partnership:{len(partnerships):06}"] = members
            tied.update(combinations(members, 2))
    return _network(nodes, partnerships, random)


def nation(times: float = 1, seed: int = 1) -> Network:
    """England, or so many times England: 33,000 nodes and 72,000 ties of both layers.

    The working ties are as those that are published: providers of teacher training with a school
    each, or with hundreds.
    """
    random = Random(seed)
    kinds = {Kind.LOCAL_AUTHORITY: 150, Kind.TRUST: 2_000, Kind.GROUP: 1_350, Kind.DIOCESE: 40}
    counts = {kind: round(count * times) for kind, count in kinds.items()}
    counts[Kind.SCHOOL] = round(25_300 * times)
    nodes = _nodes(counts, random)
    groups, schools = (
        [node.id for node in nodes if node.kind is kind] for kind in (Kind.GROUP, Kind.SCHOOL)
    )
    providers, placing = groups[: round(650 * times)], schools[: round(5_000 * times)]
    pairs = {
        (_favourite(providers, random), random.choice(placing)) for _ in range(round(4_300 * times))
    }
    partnerships = {f"partnership:{at:06}": [*pair] for at, pair in enumerate(sorted(pairs))}
    return _network(nodes, partnerships, random)


def working_together(network: Network) -> Network:
    """A network without those that no partnership names, but with what the others are part of."""
    members = {part.organisation for part in network.memberships}
    formal = tuple(e for e in network.formal if e.start in members and e.kind is TieKind.IN_LA)
    named = members | {edge.end for edge in formal}
    return replace(
        network, nodes=tuple(node for node in network.nodes if node.id in named), formal=formal
    )


def _nodes(counts: Mapping[Kind, int], random: Random) -> list[Node]:
    """So many organisations of each kind, those of one town beside each other."""
    kinds = [kind for kind, count in counts.items() for _ in range(count)]
    random.shuffle(kinds)
    side = _METRES * sqrt(len(kinds))
    centre = (0.0, 0.0)
    nodes = []
    for at, kind in enumerate(kinds):
        if at % _TOWN == 0:
            centre = random.uniform(0, side), random.uniform(0, side)
        easting, northing = (round(random.gauss(along, _SPREAD)) for along in centre)
        pupils = random.randint(60, 1_200) if kind is Kind.SCHOOL else None
        nodes.append(
            Node(
                f"org:{at:06}",
                f"{kind} {at}",
                kind,
                phase=random.choice(_PHASES) if kind is Kind.SCHOOL else None,
                pupils=pupils,
                disadvantaged=pupils and round(pupils * random.uniform(0.02, 0.5)),
                easting=easting,
                northing=northing,
                answer=random.choice((Answer.COMPLETE, Answer.COMPLETE, Answer.SILENT, None)),
            )
        )
    return nodes


def _network(
    nodes: Sequence[Node], partnerships: Mapping[str, Sequence[str]], random: Random
) -> Network:
    """All that is recorded; the first of a partnership sometimes provides what it is about."""
    themes = [*Theme]
    return Network(
        scope="all",
        layer=Layer.COMBINED,
        as_of=None,
        data_version=1,
        nodes=tuple(nodes),
        formal=tuple(sorted(_formal(nodes, random), key=lambda e: (e.start, e.end))),
        partnerships=tuple(
            PartnershipNode(
                id_,
                id_,
                PartnershipKind.BILATERAL if len(members) == 2 else PartnershipKind.NETWORK,
                tuple(sorted(random.sample(themes, random.randint(1, 2)))),
                size=len(members),
            )
            for id_, members in partnerships.items()
        ),
        memberships=tuple(
            Membership(member, id_, Role.MEMBER if at else random.choice([*Role]))
            for id_, members in partnerships.items()
            for at, member in enumerate(members)
        ),
    )


def _formal(nodes: Sequence[Node], random: Random) -> Iterator[FormalEdge]:
    """What each school is part of; few wholes have many, and many have few."""
    for kind, (whole, share) in _PARTS.items():
        wholes = [node.id for node in nodes if node.kind is whole]
        for node in nodes:
            if wholes and node.kind is Kind.SCHOOL and random.random() < share:
                yield FormalEdge(kind, node.id, _favourite(wholes, random))


def _favourite(ids: Sequence[str], random: Random) -> str:
    """One of some, the earlier the likelier."""
    return ids[int(len(ids) * random.random() ** 2)]
