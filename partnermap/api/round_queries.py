"""The root fields that tell of rounds beside what is stored; a part of Query."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

import strawberry

from partnermap.api.arguments import After, First
from partnermap.api.execution import Context
from partnermap.api.rules import least
from partnermap.api.types.rounds import (
    MatchCandidate,
    PendingMatch,
    PendingRow,
    TieStatement,
    TieStatements,
)
from partnermap.api.types.scalars import ScopeScalar
from partnermap.api.types.shared import Connection, Edge, PageInfo, as_is
from partnermap.errors import NotFoundError
from partnermap.model import facts
from partnermap.scope import Scope
from partnermap.store.paging import DEFAULT_PAGE, decode_cursor, encode_cursor, page_size
from partnermap.store.pending import Offered, Pending, read_offered, read_pending
from partnermap.surveys.layout import ANSWERED
from partnermap.surveys.matches import match_of, round_of
from partnermap.surveys.statements import Statements
from partnermap.vocabulary import Station, TieState

Info = strawberry.Info[Context, None]
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
    round: Annotated[  # noqa: A002
        strawberry.ID | None,
        strawberry.argument(description="Only rows of the answers in the round of this id."),
    ] = None,
    first: First = DEFAULT_PAGE,
    after: After = None,
) -> Connection[PendingRow]:
    """The rows that wait."""
    context = info.context
    size = page_size({"first": first})
    within = Scope(everywhere=True) if scope is None else await context.scope(scope)
    total, found = await read_pending(
        context.store, within, context.access, size + 1, _place(after), source, round
    )
    edges = [
        Edge(cursor=encode_cursor([row.waits_for, row.key]), node=node)
        for row, node in zip(found, await _rows(context, found[:size]), strict=False)
    ]
    return Connection(
        total_count=total,
        nodes=[edge.node for edge in edges],
        edges=edges,
        page_info=PageInfo.of([edge.cursor for edge in edges], after, more=len(found) > size),
    )


async def _rows(context: Context, found: Sequence[Pending]) -> list[PendingRow]:
    """Rows that wait, as they are told."""
    matches = [match_of(row, context.redirects) for row in found]
    ids = {id_ for match in matches if match for id_, _, _ in match.candidates}
    offered = await read_offered(context.store, ids, context.access) if ids else {}
    return [
        PendingRow(
            key=row.key,
            source=strawberry.ID(row.source),
            source_name=row.source_name,
            line=row.line,
            published=date.fromisoformat(row.published),
            waits_for=None if match else strawberry.ID(row.waits_for),
            about=as_is(row.about),
            match=_match(row, match, offered) if match else None,
        )
        for row, match in zip(found, matches, strict=True)
    ]


def _match(row: Pending, match: facts.PendingMatch, offered: Mapping[str, Offered]) -> PendingMatch:
    """Whom a row may mean, as it is told: what tells of organisations out of sight is left out."""
    written = match.written
    in_sight = all(id_ in offered for id_, _, _ in match.candidates)
    return PendingMatch(
        respondent=strawberry.ID(match.respondent),
        round=strawberry.ID(round_of(row.source)),
        file=row.file,
        column=ANSWERED["partner"].text,
        name=written.get("partner", ""),
        code=written.get("code"),
        place=written.get("place"),
        type=written.get("type"),
        partnership=written.get("partnership"),
        reason=match.reason if in_sight else "several organisations may be meant, or none",
        candidates=[
            MatchCandidate(
                organisation=strawberry.ID(id_),
                name=offered[id_].name,
                kind=offered[id_].kind,
                town=offered[id_].town,
                score=score,
                reason=reason,
            )
            for id_, score, reason in match.candidates
            if id_ in offered
        ],
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
        description="Rows that wait: of answers to surveys, those that name nobody surely, with "
        "whom they may mean; and, for importers, those of publications whose ties wait for an "
        "organisation that is not known yet.",
        # Of the latter `store/pending.py` tells nobody else.
        metadata=least(Station.READER),
    )
