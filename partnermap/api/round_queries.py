"""The root fields that tell of rounds beside what is stored; a part of Query."""

from datetime import date
from typing import Annotated

import strawberry

from partnermap.api.execution import Context
from partnermap.api.rules import least
from partnermap.api.types.rounds import PendingRow, TieStatement, TieStatements
from partnermap.api.types.scalars import ScopeScalar
from partnermap.api.types.shared import Connection, Edge, PageInfo, as_is
from partnermap.errors import NotFoundError
from partnermap.scope import Scope
from partnermap.store.paging import DEFAULT_PAGE, decode_cursor, encode_cursor, page_size
from partnermap.store.pending import read_pending
from partnermap.surveys.statements import Statements
from partnermap.vocabulary import Station, TieState

Info = strawberry.Info[Context, None]
First = Annotated[int, strawberry.argument(description="How many, from the beginning.")]
After = Annotated[str | None, strawberry.argument(description="Only what follows this cursor.")]
_PLACE = ("id", "id")


async def _tie_statements(
    info: Info,
    round: Annotated[strawberry.ID, strawberry.argument(description="The round's id.")],  # noqa: A002
    about: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="Only of this organisation and another."),
    ] = None,
    state: Annotated[
        TieState | None, strawberry.argument(description="Only what comes to this.")
    ] = None,
    first: First = DEFAULT_PAGE,
    after: After = None,
) -> TieStatements | None:
    """What is said in a round."""
    context = info.context
    size = page_size({"first": first})
    place = _place(after)
    try:
        statements = await Statements.read(context.store, round, context.access)
    except NotFoundError:
        return None
    if about is not None:
        about = strawberry.ID(context.redirects.get(about, about))
    found = statements.page(size + 1, place, about, state)
    shown = [
        TieStatement(
            between=as_is(statement.between),
            state=statement.state,
            named_by=as_is(statement.named_by),
            denied_by=as_is(statement.denied_by),
            partnerships=as_is(statement.partnerships),
        )
        for statement in found[:size]
    ]
    cursors = [encode_cursor(list(statement.between)) for statement in found[:size]]
    return TieStatements(nodes=shown, page_info=PageInfo.of(cursors, after, more=len(found) > size))


async def _pending(
    info: Info,
    source: Annotated[
        str | None, strawberry.argument(description="Only rows of the source of this id.")
    ] = None,
    scope: Annotated[
        list[ScopeScalar] | None,
        strawberry.argument(description="Only rows one side of which lies in these places."),
    ] = None,
    first: First = DEFAULT_PAGE,
    after: After = None,
) -> Connection[PendingRow]:
    """The rows that wait."""
    context = info.context
    size = page_size({"first": first})
    within = Scope(everywhere=True) if scope is None else context.scope(scope)
    total, found = await read_pending(
        context.store, within, context.access, size + 1, _place(after), source
    )
    edges = [
        Edge(
            cursor=encode_cursor([row.waits_for, row.key]),
            node=PendingRow(
                key=row.key,
                source=strawberry.ID(row.source),
                source_name=row.source_name,
                line=row.line,
                published=date.fromisoformat(row.published),
                waits_for=strawberry.ID(row.waits_for),
                about=as_is(row.about),
            ),
        )
        for row in found[:size]
    ]
    return Connection(
        total_count=total,
        nodes=[edge.node for edge in edges],
        edges=edges,
        page_info=PageInfo.of([edge.cursor for edge in edges], after, more=len(found) > size),
    )


def _place(cursor: str | None) -> tuple[str, str] | None:
    if cursor is None:
        return None
    one, other = decode_cursor(cursor, _PLACE)
    return one, other


@strawberry.type
class RoundQuery:
    """What can be asked about rounds and about rows that wait."""

    tie_statements: TieStatements | None = strawberry.field(
        resolver=_tie_statements,
        description="Who says what of the ties among those on the list of a round: recorded, "
        "absent by one party or both, or disputed; null where there is no such round.",
        metadata=least(Station.READER),
    )
    pending: Connection[PendingRow] = strawberry.field(
        resolver=_pending,
        description="Rows of publications whose ties wait for an organisation that is not known "
        "yet; for importers.",
        # Who may see a partnership that still waits for a side is stored nowhere yet.
        metadata=least(Station.IMPORTER),
    )
