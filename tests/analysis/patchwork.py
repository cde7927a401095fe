"""Networks with places: where organisations lie, what they belong to, what partnerships are on."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from random import Random

from partnermap.model.network import FormalEdge, Membership, Network
from partnermap.vocabulary import Answer, Kind, Phase, Role, Theme, TieKind
from tests.analysis.named import network, random_network

KINDS = {
    TieKind.IN_LA: Kind.LOCAL_AUTHORITY,
    TieKind.IN_DIOCESE: Kind.DIOCESE,
    TieKind.IN_TRUST: Kind.TRUST,
}


def placed(
    recorded: Network,
    at: Mapping[str, tuple[int, int] | None],
    *,
    phases: Mapping[str, str] | None = None,
    themes: Mapping[str, Iterable[str]] | None = None,
    providers: Iterable[tuple[str, str]] = (),
    belongs: Iterable[tuple[str, TieKind, str]] = (),
    disadvantaged: Mapping[str, int | None] | None = None,
) -> Network:
    """A network whose organisations lie at points of the grid, in metres, and belong somewhere.

    `providers` are memberships (organisation, partnership) with that role; the wholes that
    organisations belong to are added, outside the scope.
    """
    edges = tuple(FormalEdge(kind, part, whole) for part, kind, whole in sorted(belongs))
    outer = network(
        alone={edge.end for edge in edges} - {node.id for node in recorded.nodes},
        outside={edge.end for edge in edges},
        kinds={edge.end: KINDS[edge.kind] for edge in edges},
        answer=None,
    )
    given = {*providers}
    return replace(
        recorded,
        nodes=tuple(
            replace(
                node,
                phase=(phases or {}).get(node.id),
                easting=(at.get(node.id) or (None, None))[0],
                northing=(at.get(node.id) or (None, None))[1],
                disadvantaged=(disadvantaged or {}).get(node.id),
            )
            for node in sorted((*recorded.nodes, *outer.nodes), key=lambda node: node.id)
        ),
        formal=edges,
        partnerships=tuple(
            replace(p, themes=tuple((themes or {}).get(p.id, ()))) for p in recorded.partnerships
        ),
        memberships=tuple(
            Membership(
                m.organisation,
                m.partnership,
                Role.PROVIDER if (m.organisation, m.partnership) in given else Role.MEMBER,
            )
            for m in recorded.memberships
        ),
    )


def random_places(seed: int, answers: Iterable[Answer | None] = (*Answer, None)) -> Network:
    """A random network on 20 km of grid, with areas, trusts, phases, themes and providers."""
    recorded = random_network(seed, answers)
    random = Random(seed)
    ids = [node.id for node in recorded.nodes]
    wholes = {TieKind.IN_LA: "la", TieKind.IN_DIOCESE: "diocese", TieKind.IN_TRUST: "uid"}
    return placed(
        recorded,
        {
            id_: (random.randint(0, 20_000), random.randint(0, 20_000))
            for id_ in ids
            if random.random() < 0.9
        },
        phases={id_: random.choice([*Phase]) for id_ in ids if random.random() < 0.9},
        themes={p.id: random.sample([*Theme][:4], 2) for p in recorded.partnerships},
        providers={
            (m.organisation, m.partnership) for m in recorded.memberships if random.random() < 0.3
        },
        belongs={
            (id_, kind, f"{word}:{random.randint(1, 3)}")
            for id_ in ids
            for kind, word in wholes.items()
            if random.random() < 0.8
        },
        disadvantaged={id_: random.choice([None, 0, 10, 200]) for id_ in ids},
    )
