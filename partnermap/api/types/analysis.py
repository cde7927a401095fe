"""Networks and findings: what is computed from stored things, not stored itself."""

import strawberry

from partnermap.api.types import (
    confidence as sure,
)
from partnermap.api.types import (
    enums,  # noqa: F401 - makes the vocabulary known to the schema
    patterns,
    positions,
)
from partnermap.api.types.fields import stored
from partnermap.api.types.gap_lists import Lacking
from partnermap.api.types.measuring import FIRST, by, measured, of_the_study
from partnermap.api.types.scalars import JsonScalar
from partnermap.vocabulary import Answer, Grouping, Kind, Layer, Role, TieKind, TieState, View


@strawberry.type(description="An organisation in a network.")
class NetworkNode:
    """An organisation in a network."""

    id: strawberry.ID = stored("Its global id.")
    name: str = stored("Its name.")
    kind: Kind = stored("What it is.")
    outside: bool = stored("True for a partner that lies outside the scope.")
    answer: Answer | None = stored(
        "What it answered when it last did; silence if it never has, null if it was never asked."
    )
    asked_again: bool = stored("True where it was asked again since, and has not answered yet.")
    phase: str | None = stored("A school's phase.")
    pupils: int | None = stored("A school's pupils.")
    easting: int | None = stored("Metres east on the British National Grid.")
    northing: int | None = stored("Metres north on the British National Grid.")


@strawberry.type(description="A formal tie of a network, from the part to the whole.")
class FormalEdge:
    """A formal tie of a network."""

    kind: TieKind = stored("What sort of tie.")
    start: strawberry.ID = stored("The part.")
    end: strawberry.ID = stored("The whole.")
    may_have_held: bool = stored("True where its dates leave it open that it held on the day.")


@strawberry.type(description="A partnership of a network.")
class NetworkPartnership:
    """A partnership of a network."""

    id: strawberry.ID = stored("Its global id.")
    name: str = stored("Its name.")
    kind: str = stored("What form it takes.")
    themes: list[str] = stored("What it works on.")


@strawberry.type(description="An organisation's part in a partnership of a network.")
class NetworkMembership:
    """A membership of a network."""

    organisation: strawberry.ID = stored("The organisation's id.")
    partnership: strawberry.ID = stored("The partnership's id.")
    role: Role = stored("What the organisation does in it.")
    may_have_held: bool = stored("True where its dates leave it open that it held on the day.")


@strawberry.type(
    description="Two organisations that work together, with the partnerships they share."
)
class WorkingEdge:
    """A working tie of a network."""

    start: strawberry.ID = stored("The one with the lesser id.")
    end: strawberry.ID = stored("The other.")
    weight: float = stored(
        "The sum, over the partnerships they share, of 1/(n-1) for one of n members (Newman 2001)."
    )
    partnerships: list[strawberry.ID] = stored("The partnerships they share.")
    state: TieState = stored("Whether one of them denies it: `RECORDED` or `DISPUTED`.")
    denied_by: list[strawberry.ID] = stored("Which of them says that they do not work together.")


@strawberry.type(description="Who is tied to whom in a scope, formal and working ties apart.")
class Network:
    """Who is tied to whom in a scope."""

    scope: str = stored("The scope, as it is written.")
    layer: Layer = stored("Which ties are listed.")
    as_of: str | None = stored("The day asked about.")
    data_version: int = stored("The state of the data this was read from.")
    truncated: bool = stored("True where there was more than a network may hold.")
    nodes: list[NetworkNode] = stored("The organisations, by id.")
    formal_edges: list[FormalEdge] = stored("The formal ties; empty on the working layer.")
    working_edges: list[WorkingEdge] = stored("The working ties; empty on the formal layer.")
    partnerships: list[NetworkPartnership] = stored("The partnerships behind the working ties.")
    memberships: list[NetworkMembership] = stored("Who is in which of them.")


@strawberry.type(description="The number behind a finding, and how to get it again.")
class Measure:
    """The number behind a finding."""

    name: str = stored("What is measured.")
    value: float = stored("What was found.")
    parameters: JsonScalar = stored("What the measure was given.")
    reference: str = stored("Where the measure is defined.")


@strawberry.type(description="One answer: a plain sentence, its consequence, and its measure.")
class Finding:
    """One answer."""

    id: strawberry.ID = stored("The same for the same question.")
    kind: str = stored("What sort of finding.")
    about: list[strawberry.ID] = stored("The organisations or partnerships it is about.")
    affected: list[strawberry.ID] = stored("Those it would touch, such as those stranded.")
    sentence: str = stored("The finding in plain words.")
    consequence: str = stored("What follows from it.")
    measure: Measure = stored("The number behind it.")
    silent_about: int = stored("How many organisations the answer cannot speak for.")
    disputed: int = stored("How many ties that the answer rests on one side denies.")
    data_version: int = stored("The state of the data it was computed from.")
    seed: int = stored("The seed of what is random in it.")
    confidence: sure.FindingConfidence | None = stored(
        "How sure it is; null until the analysis is checked, which its `runs` ask for, and where "
        "there is nothing to check."
    )


@strawberry.type(description="What a removal cuts off from most of the scope.")
class Stranding:
    """What a removal cuts off."""

    organisations: list[strawberry.ID] = stored("The stranded organisations.")
    pupils: int = stored("The pupils of the stranded schools.")
    uncounted: int = stored("How many stranded schools have no known number of pupils.")


@strawberry.type(description="An organisation or partnership whose leaving strands others.")
class CutPoint:
    """An articulation point."""

    id: strawberry.ID = stored("The organisation's or partnership's id.")
    stranding: Stranding = stored("Whom its leaving strands.")


@strawberry.type(description="A tie whose end strands organisations.")
class Bridge:
    """A bridge."""

    ends: list[strawberry.ID] = stored("What it ties: with a membership, the partnership second.")
    stranding: Stranding = stored("Whom its end strands.")


@strawberry.type(description="What the ties of a scope show.")
class Analysis(Lacking):
    """What the ties of a scope show."""

    scope: str = measured(lambda a: a.scope, "The scope, as it is written.")
    layer: Layer = measured(lambda a: a.layer, "Which ties it is about.")
    view: View = measured(lambda a: a.view, "Whether each counts with its trust or its LA.")
    as_of: str | None = measured(lambda a: a.as_of, "The day asked about.")
    data_version: int = measured(
        lambda a: a.data_version, "The state of the data it was computed from."
    )
    organisations: int = measured(
        lambda a: a.cohesion.organisations, "How many organisations lie in the scope."
    )
    heard: int = measured(lambda a: a.cohesion.heard, "How many of them answered in full.")
    density: float | None = measured(
        lambda a: a.cohesion.density, "The share of pairs of those heard that are tied."
    )
    components: list[list[strawberry.ID]] = measured(
        lambda a: a.cohesion.components, "Who is joined to whom, largest first."
    )
    isolates: list[strawberry.ID] = measured(
        lambda a: a.cohesion.isolates, "Those heard that have no tie."
    )
    not_known: list[strawberry.ID] = measured(
        lambda a: a.cohesion.not_known, "Those not heard that have no recorded tie."
    )
    disputed: list[strawberry.ID] = measured(
        lambda a: a.cohesion.disputed, "Those all of whose ties one side denies."
    )
    cut_points: list[CutPoint] = measured(
        lambda a: a.bottlenecks.cut_points, "Whose leaving strands others, gravest first."
    )
    bridges: list[Bridge] = measured(
        lambda a: a.bottlenecks.bridges, "Which ties' end strands others, gravest first."
    )
    findings: list[Finding] = strawberry.field(
        resolver=sure.findings, description="The same in plain words, gravest first."
    )
    summary: patterns.Summary = of_the_study("The numbers of the whole.")
    brokers: list[positions.Broker] = measured(
        positions.brokers,
        "Who stands between others, by betweenness, the most first.",
        FIRST | by(Grouping.SECTOR),
    )
    hubs: positions.Hubs = measured(
        positions.hubs, "Who holds far more ties than most, and may be overloaded.", FIRST
    )
    key_players: positions.KeyPlayers = of_the_study(
        "The few whose leaving would hurt most, and the few who reach most."
    )
    core: positions.Core = measured(positions.core, "Who is in the inner circle.", FIRST)
    communities: patterns.Communities = measured(
        patterns.communities,
        "What clusters there are, and whether they follow the trusts and places.",
        FIRST,
    )
    mixing: patterns.Mixing = measured(
        patterns.mixing,
        "Whether organisations work with their own kind, and which kinds never meet.",
        FIRST | by(Grouping.SECTOR),
    )
    overlap: patterns.Overlap = measured(
        lambda a, by: a.overlap[by],
        "How far organisations work with those that they formally belong with.",
        by(Grouping.TRUST),
    )
    confidence: sure.Confidence | None = strawberry.field(
        resolver=sure.of_the_study,
        description="How sure the answers are; null unless `runs` ask for it.",
    )
