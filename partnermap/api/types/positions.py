"""Positions: who stands between others, holds most ties, reaches most, or is at the centre."""

from collections.abc import Sequence
from dataclasses import asdict

import strawberry

from partnermap import analysis
from partnermap.api.types.fields import stored
from partnermap.api.types.measuring import first_of, measured
from partnermap.vocabulary import Grouping


@strawberry.type(
    description="How an organisation stands between others, by the ties that are on record."
)
class Broker:
    """How an organisation stands between others."""

    id: strawberry.ID = stored("The organisation's id.")
    partners: int = stored("How many organisations it is tied to directly: its degree.")
    betweenness: float | None = stored(
        "The share of the pairs of others on whose shortest path it lies (Freeman 1977); null of "
        "fewer than three organisations."
    )
    constraint: float | None = stored(
        "How far its ties lead back to the same few (Burt 1992); null of an isolate."
    )
    effective_size: float | None = stored(
        "How many partners it has, less what they have in common (Burt 1992); null of an isolate."
    )
    coordinator: int = stored(
        "Of the pairs of its partners that have no tie on record (Gould and Fernandez 1989): those "
        "of which both are of its own group."
    )
    consultant: int = stored("Those of which both are of one group, and it is of another.")
    gatekeeper: int = stored(
        "Those of which one is of its own group: gatekeeper or representative."
    )
    liaison: int = stored("Those where all three are of different groups.")
    unplaced: int = stored("Those where the group of one of the three is not known.")


def brokers(study: analysis.Analysis, first: int, by: Grouping) -> Sequence[Broker]:
    """Who stands between most others, those of most partners first where nobody does."""
    ties, between, roles = study.projected.degree, study.betweenness or {}, study.brokerage[by]
    order = sorted(roles, key=lambda i: (-between.get(i, 0.0), -roles[i].total, -ties[i], i))
    return [
        Broker(
            id=strawberry.ID(id_),
            partners=ties[id_],
            betweenness=between.get(id_),
            constraint=study.constraint[id_],
            effective_size=study.effective_size[id_],
            **asdict(roles[id_]),
        )
        for id_ in first_of(order, first)
    ]


@strawberry.type(description="An organisation that holds far more ties than most.")
class Hub:
    """An organisation that holds far more ties than most."""

    id: strawberry.ID = stored("The organisation's id.")
    load: int = stored(
        "In how many partnerships with others it is; on the formal and combined layers also how "
        "many formal ties it has."
    )


@strawberry.type(
    description="Who is overloaded: above the outer fence of Tukey (1977), three interquartile "
    "ranges above the third quartile of what those hold who answered in full."
)
class Hubs:
    """Who is overloaded."""

    heard: int = stored("Of how many the threshold is taken.")
    median: float | None = stored("What the middle one of them holds; null of fewer than eight.")
    threshold: float | None = stored("Who holds more is overloaded; null of fewer than eight.")
    overloaded: list[Hub] = stored("Who that is, the most first.")


def hubs(study: analysis.Analysis, first: int) -> Hubs:
    """Who is overloaded."""
    found = study.hubs
    over = [
        Hub(id=strawberry.ID(i), load=found.loads[i]) for i in first_of(found.overloaded, first)
    ]
    return Hubs(heard=found.heard, median=found.median, threshold=found.threshold, overloaded=over)


@strawberry.type(description="Some organisations, and the value of what they do together.")
class Chosen:
    """Some organisations, and the value of what they do together."""

    organisations: list[strawberry.ID] = stored("Their ids.")
    value: float = stored("What they do together.")


@strawberry.type(description="The three organisations that together do most (Borgatti 2006).")
class KeyPlayerSet:
    """The three organisations that together do most."""

    before: float = stored("The value with nobody chosen.")
    best: Chosen = stored("The best three that were found.")
    greedy: Chosen = stored("Chosen one by one, then swapped while that does more.")
    optimum: Chosen | None = stored(
        "The best three there are, every three having been tried; null where there are too many."
    )
    gap: float | None = stored("How much more the optimum does than the greedy choice.")
    sets: int = stored("How many sets of three there are.")


@strawberry.type(description="Borgatti's two problems of key players, for three of the scope.")
class KeyPlayers:
    """Borgatti's two problems of key players."""

    departures: KeyPlayerSet = measured(
        lambda a: a.departures,
        "Whose leaving together leaves the others least joined (KPP-Neg): the value is the share "
        "of pairs that nothing joins any more.",
    )
    reach: KeyPlayerSet = measured(
        lambda a: a.reach,
        "Who together reach most within two steps (KPP-Pos): the value is the share of the scope.",
    )


@strawberry.type(description="How deep in the network an organisation lies.")
class CoreNumber:
    """How deep in the network an organisation lies."""

    id: strawberry.ID = stored("The organisation's id.")
    number: int = stored("The largest k of whose k-core it is one (Seidman 1983).")


@strawberry.type(
    description="The inner circle of those that have a tie, and how deep in the network each lies."
)
class Core:
    """The inner circle."""

    fit: float | None = stored(
        "The correlation of ties with the ideal of a core and its periphery (Borgatti and Everett "
        "1999): 1 is perfect, 0 no pattern; null where no core is better than another."
    )
    size: int = stored("How many are in the core.")
    members: list[strawberry.ID] = stored("Who is in the core, by id.")
    numbers: list[CoreNumber] = stored("How deep each lies, the deepest first.")


def core(study: analysis.Analysis, first: int) -> Core:
    """The inner circle."""
    found, numbers = study.core, study.core_numbers
    deepest = sorted(numbers, key=lambda id_: (-numbers[id_], id_))
    members = found.members if found else ()
    return Core(
        fit=found.fit if found else None,
        size=len(members),
        members=[strawberry.ID(id_) for id_ in first_of(members, first)],
        numbers=[
            CoreNumber(id=strawberry.ID(id_), number=numbers[id_])
            for id_ in first_of(deepest, first)
        ],
    )
