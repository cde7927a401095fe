"""What can be asked: lists and things from the store, networks and findings computed from it."""

import datetime
from typing import Annotated, Any, NoReturn

import strawberry

from partnermap.analysis.changes.compare import compare
from partnermap.analysis.networks.network import graph, project
from partnermap.api.access_queries import AccessQuery
from partnermap.api.areas import AreaQuery
from partnermap.api.arguments import Day, Layers, Scopes, Seed, Views
from partnermap.api.citations import CitationQuery
from partnermap.api.execution import Context
from partnermap.api.import_queries import ImportQuery
from partnermap.api.path_queries import PathQuery
from partnermap.api.place_queries import PlaceQuery
from partnermap.api.repair_queries import RepairQuery
from partnermap.api.round_queries import RoundQuery
from partnermap.api.rules import least
from partnermap.api.runs import RunQuery
from partnermap.api.saved_queries import SavedQueryQuery
from partnermap.api.sureness import MOST_RUNS
from partnermap.api.types import analysis as computed
from partnermap.api.types import comparison
from partnermap.api.types import organisations as types
from partnermap.api.types.enums import (
    GoalOrder,
    OrganisationOrder,
    PartnershipOrder,
    RoundOrder,
    SchoolOrder,
)
from partnermap.api.types.fields import AS_OF, PAGE, SCOPE, SEARCH, listing, with_arguments
from partnermap.api.types.gaps import NearInput
from partnermap.api.types.goals import Goal
from partnermap.api.types.search import SearchHit
from partnermap.api.types.shared import Connection, Node, When, as_is
from partnermap.api.types.where import (
    CommunityOrganisationWhere,
    DioceseWhere,
    GoalWhere,
    GroupWhere,
    LocalAuthorityWhere,
    OrganisationWhere,
    PartnershipWhere,
    RoundWhere,
    SchoolWhere,
    TrustWhere,
)
from partnermap.api.whatif_queries import WhatIfQuery
from partnermap.errors import BadInputError
from partnermap.model import dates
from partnermap.model.changes import Event
from partnermap.model.network import Network
from partnermap.near import NEARBY
from partnermap.question import Question
from partnermap.store.periods import read_period
from partnermap.store.reads import read_network
from partnermap.vocabulary import Layer, Station, TieState, View

Info = strawberry.Info[Context, None]
MAX_HOPS = 3
MAX_LIMIT = 5000


def _read(arguments: dict[str, tuple[Any, Any]], description: str) -> Any:
    """A root field that the store answers: `schema.py` puts the one resolver of all behind it."""

    def resolver(**_: object) -> NoReturn:
        raise AssertionError("a stored root field was not given its resolver")

    with_arguments(resolver, arguments)
    # Whom it is for is settled for each thing, where the statement is made.
    return strawberry.field(
        resolver=resolver, description=description, metadata=least(Station.PUBLIC)
    )


def _list(where: Any, order: Any, description: str) -> Any:
    return _read(PAGE | listing(where, order) | AS_OF | SCOPE, description)


def _one(name: str, type_: Any, about: str, description: str) -> Any:
    given = Annotated[type_, strawberry.argument(description=about)]
    return _read({name: (given, strawberry.UNSET)} | AS_OF, description)


async def _network(
    info: Info,
    scope: Scopes,
    layer: Layers = Layer.WORKING,
    as_of: Day = None,
    hops: Annotated[
        int, strawberry.argument(description="How many partnerships beyond the scope: 0 to 3.")
    ] = 1,
    limit: Annotated[
        int, strawberry.argument(description="The most organisations: 1 to 5000.")
    ] = 1000,
) -> computed.Network:
    """The network of a scope."""
    if not 0 <= hops <= MAX_HOPS:
        raise BadInputError(f"hops is a number from 0 to {MAX_HOPS}; {hops} was given.")
    if not 1 <= limit <= MAX_LIMIT:
        raise BadInputError(f"limit is a number from 1 to {MAX_LIMIT}; {limit} was given.")
    context = info.context
    network = await read_network(
        context.store,
        await context.scope(scope),
        layer,
        as_of,
        context.access,
        hops=hops,
        limit=limit,
    )
    return _told(network)


async def _analysis(
    info: Info,
    scope: Scopes,
    layer: Layers = Layer.WORKING,
    as_of: Day = None,
    seed: Seed = 0,
    view: Views = View.ORGANISATIONS,
    near: Annotated[
        NearInput | None,
        strawberry.argument(
            description="Who is near enough to whom to work together; up to 5 km apart without it."
        ),
    ] = None,
    runs: Annotated[
        int | None,
        strawberry.argument(
            description="In how many runs that fill in what is not known to check how sure the "
            f"answers are: 1 to {MOST_RUNS}, and 100 is a good number. It goes on in the "
            "background: ask again until `confidence` is `READY`. Without it nothing is checked."
        ),
    ] = None,
) -> computed.Analysis:
    """What the ties of a scope show."""
    if runs is not None and not 1 <= runs <= MOST_RUNS:
        raise BadInputError(f"runs is a number from 1 to {MOST_RUNS}; {runs} was given.")
    context = info.context
    enough = near.near() if near else NEARBY
    asked = Question(await context.scope(scope), layer, as_of, context.access, seed, view, enough)
    studied: computed.Analysis = as_is(await context.studies.of(asked, runs, context.answered))
    return studied


async def _compare(
    info: Info,
    scope: Scopes,
    first: Annotated[datetime.date, strawberry.argument(name="from", description="The first day.")],
    last: Annotated[
        datetime.date | None,
        strawberry.argument(name="to", description="The last day; today without one."),
    ] = None,
    limit: Annotated[
        int, strawberry.argument(description="The most events: 1 to 5000; all are counted.")
    ] = 1000,
) -> comparison.Comparison:
    """What happened in a scope."""
    last = last or datetime.date.today()
    if first > last:
        raise BadInputError(f"{first} is after {last}: give the earlier day as `from`.")
    if not 1 <= limit <= MAX_LIMIT:
        raise BadInputError(f"limit is a number from 1 to {MAX_LIMIT}; {limit} was given.")
    context = info.context
    period = await read_period(
        context.store, await context.scope(scope), first, last, context.access
    )
    found = compare(period, limit)
    return comparison.Comparison(
        scope=found.scope,
        first=first,
        last=last,
        data_version=found.data_version,
        events=[_happened(event) for event in found.events],
        counts=[comparison.EventCount(kind=k, count=n) for k, n in found.counts.items()],
        truncated=found.truncated,
    )


def _happened(event: Event) -> comparison.Event:
    return comparison.Event(
        kind=event.kind,
        day=_when(event.day) if event.day else None,
        about=as_is(event.about),
        sentence=event.sentence,
        may_lie_outside=event.may_lie_outside,
    )


def _when(day: dates.When) -> When:
    earliest, latest = map(datetime.date.fromisoformat, (day.earliest, day.latest))
    return When(earliest=earliest, latest=latest, precision=day.precision)


async def _data_version(info: Info) -> int:
    """The data version."""
    return await info.context.store.data_version()


def _told(network: Network) -> computed.Network:
    """A network with its working ties in one mode beside the memberships they come from."""
    working: list[computed.WorkingEdge] = []
    if network.layer is not Layer.FORMAL:
        ties = project(graph(network, Layer.WORKING)).edges(data=True)
        deny = {(denial.by, denial.about) for denial in network.denials}
        working = [_working(sorted(ends), tie, deny) for *ends, tie in ties]
    return computed.Network(
        scope=network.scope,
        layer=network.layer,
        as_of=network.as_of,
        data_version=network.data_version,
        truncated=network.truncated,
        nodes=as_is(network.nodes),
        formal_edges=as_is(network.formal),
        working_edges=sorted(working, key=lambda e: (e.start, e.end)),
        partnerships=as_is(network.partnerships),
        memberships=as_is(network.memberships),
    )


def _working(
    ends: list[str], tie: dict[str, Any], deny: set[tuple[str, str]]
) -> computed.WorkingEdge:
    start, end = ends
    denied_by = [by for by, about in ((start, end), (end, start)) if (by, about) in deny]
    return computed.WorkingEdge(
        start=strawberry.ID(start),
        end=strawberry.ID(end),
        weight=tie["weight"],
        partnerships=list(tie["partnerships"]),
        state=TieState.DISPUTED if denied_by else TieState.RECORDED,
        denied_by=as_is(denied_by),
    )


@strawberry.type(description="What can be asked.")
class Query(
    AccessQuery,
    RoundQuery,
    PlaceQuery,
    CitationQuery,
    RunQuery,
    RepairQuery,
    WhatIfQuery,
    PathQuery,
    ImportQuery,
    AreaQuery,
    SavedQueryQuery,
):
    """What can be asked."""

    node: Node | None = _one("id", strawberry.ID, "A global id.", "Whatever has this id.")
    nodes: list[Node | None] = _one(
        "ids", list[strawberry.ID], "Global ids; at most 100.", "Whatever has these ids, in order."
    )
    organisation: types.Organisation | None = _one(
        "identifier",
        str,
        "An id or another code: `urn:100000`, `uid:5143`, `company:07318714`, `gss:E06000001`.",
        "The organisation that has this code.",
    )
    organisations: Connection[types.Organisation] = _list(
        OrganisationWhere, OrganisationOrder, "Organisations of every kind."
    )
    schools: Connection[types.School] = _list(SchoolWhere, SchoolOrder, "Schools.")
    trusts: Connection[types.Trust] = _list(TrustWhere, OrganisationOrder, "Academy trusts.")
    local_authorities: Connection[types.LocalAuthority] = _list(
        LocalAuthorityWhere, OrganisationOrder, "Local authorities."
    )
    dioceses: Connection[types.Diocese] = _list(DioceseWhere, OrganisationOrder, "Dioceses.")
    community_organisations: Connection[types.CommunityOrganisation] = _list(
        CommunityOrganisationWhere, OrganisationOrder, "Community organisations."
    )
    groups: Connection[types.Group] = _list(
        GroupWhere, OrganisationOrder, "Sponsors, federations and other groups of schools."
    )
    partnerships: Connection[types.Partnership] = _list(
        PartnershipWhere, PartnershipOrder, "Working partnerships, ended ones too."
    )
    rounds: Connection[types.Round] = _list(
        RoundWhere, RoundOrder, "Rounds in which organisations are asked for their partnerships."
    )
    goals: Connection[Goal] = _list(GoalWhere, GoalOrder, "Goals, those given up too.")
    search: list[SearchHit] = _read(
        SEARCH | SCOPE,
        "Organisations by name or code, the likeliest first; misspelt, shortened and swapped words "
        "are forgiven.",
    )
    network: computed.Network = strawberry.field(
        resolver=_network,
        description="Who is tied to whom, formal and working ties apart.",
        metadata=least(Station.PUBLIC),
    )
    analysis: computed.Analysis = strawberry.field(
        resolver=_analysis,
        description="How joined-up a scope is, who is on their own, where it would split.",
        metadata=least(Station.PUBLIC),
    )
    compare: comparison.Comparison = strawberry.field(
        resolver=_compare,
        description="What happened in a scope between two days: who opened, closed, merged, moved, "
        "joined and left, and which partnerships began and ended.",
        metadata=least(Station.PUBLIC),
    )
    data_version: int = strawberry.field(
        resolver=_data_version,
        description="How many changes to the data have been made.",
        metadata=least(Station.PUBLIC),
    )
