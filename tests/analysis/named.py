"""Networks for tests: small ones by hand, from a named graph, or at random from a seed."""

from collections.abc import Iterable, Mapping
from itertools import chain
from random import Random

import networkx as nx

from partnermap.analysis import Analysis
from partnermap.model.network import Denial, FormalEdge, Membership, Network, Node, PartnershipNode
from partnermap.vocabulary import Answer, Kind, Layer, TieKind


def network(
    partnerships: Mapping[str, Iterable[str]] | None = None,
    *,
    formal: Iterable[tuple[str, str]] = (),
    alone: Iterable[str] = (),
    outside: Iterable[str] = (),
    answers: Mapping[str, Answer | None] | None = None,
    answer: Answer | None = Answer.COMPLETE,
    pupils: Mapping[str, int | None] | None = None,
    kinds: Mapping[str, Kind] | None = None,
    scope: str = "la:990",
    as_of: str | None = None,
    data_version: int = 7,
    denials: Iterable[tuple[str, str]] = (),
    asked_again: Iterable[str] = (),
) -> Network:
    """A network of schools, named by their ids, that answered in full unless told otherwise."""
    parts = {p: sorted(members) for p, members in (partnerships or {}).items()}
    links = sorted(formal)
    ids = sorted({*chain.from_iterable(parts.values()), *chain.from_iterable(links), *alone})
    return Network(
        scope=scope,
        layer=Layer.COMBINED,
        as_of=as_of,
        data_version=data_version,
        nodes=tuple(
            Node(
                id_,
                name=id_,
                kind=(kinds or {}).get(id_, Kind.SCHOOL),
                pupils=(pupils or {}).get(id_, 0),
                outside=id_ in {*outside},
                answer=(answers or {}).get(id_, answer),
                asked_again=id_ in {*asked_again},
            )
            for id_ in ids
        ),
        formal=tuple(FormalEdge(TieKind.IN_LA, start, end) for start, end in links),
        partnerships=tuple(PartnershipNode(p, p, "NETWORK") for p in sorted(parts)),
        memberships=tuple(
            Membership(o, p) for p, members in sorted(parts.items()) for o in members
        ),
        denials=tuple(Denial(by, about) for by, about in sorted(denials)),
    )


def pairs(graph: nx.Graph, *, alone: Iterable[str] = ()) -> Network:
    """A network in which every edge of a graph is a partnership of two, named `one+other`."""
    edges = [sorted(map(str, edge)) for edge in graph.edges]
    return network({"+".join(edge): edge for edge in edges}, alone=alone)


def random_network(seed: int, answers: Iterable[Answer | None] = (*Answer, None)) -> Network:
    """A thin network with outside partners, unknown rolls and partnerships of one to five."""
    random = Random(seed)
    ids = [f"o{i:02}" for i in range(random.randint(3, 30))]
    sizes = [random.randint(1, 5) for _ in range(random.randint(1, len(ids)))]
    choices = list(answers)
    return network(
        {f"p{i:02}": {random.choice(ids) for _ in range(n)} for i, n in enumerate(sizes)},
        formal={(random.choice(ids), random.choice(ids)) for _ in range(len(ids) * 2 // 3)},
        alone=ids,
        outside={id_ for id_ in ids if random.random() < 0.2},
        answers={id_: random.choice(choices) for id_ in ids},
        pupils={id_: random.choice([None, 0, 1, 90, 90, 1200]) for id_ in ids},
        kinds={id_: random.choice([Kind.SCHOOL, Kind.SCHOOL, Kind.TRUST]) for id_ in ids},
    )


def told(found: Analysis) -> tuple[object, ...]:
    """What an analysis says in all, to be compared with what another says."""
    about = found.scope, found.layer, found.view, found.as_of, found.data_version
    numbers = found.cohesion, found.bottlenecks, found.departures, found.missing_links
    return *about, *numbers, found.findings
