"""The root fields that tell of access: who asks, the keys, the log; a part of Query."""

from datetime import datetime
from typing import Annotated

import strawberry

from partnermap.api.execution import Context
from partnermap.api.rules import least
from partnermap.api.types import access as types
from partnermap.api.types.scalars import JsonScalar
from partnermap.api.types.shared import Connection, Edge, PageInfo
from partnermap.scope import Scope
from partnermap.store import audit, keys
from partnermap.store.paging import DEFAULT_PAGE, decode_cursor, encode_cursor, page_size
from partnermap.vocabulary import Station

Info = strawberry.Info[Context, None]
_PLACE = ("number",)


async def _viewer(info: Info) -> types.Viewer:
    """Whoever asks."""
    access = info.context.access
    scope = Scope(everywhere=True) if access.everything else access.within or Scope()
    return types.Viewer(
        subject=access.subject,
        station=access.station,
        scope=str(scope),
        expires=access.expires,
    )


async def _keys(info: Info) -> list[types.Key]:
    """Every key."""
    return [types.Key.of(key) for key in await keys.every_key(info.context.store)]


async def _audit_log(
    info: Info,
    first: Annotated[
        int, strawberry.argument(description="How many, from the newest.")
    ] = DEFAULT_PAGE,
    after: Annotated[
        str | None, strawberry.argument(description="Only what follows this cursor.")
    ] = None,
) -> Connection[types.AuditEntry]:
    """The log, newest first."""
    store = info.context.store
    size = page_size({"first": first})
    before = decode_cursor(after, _PLACE)[0] if after is not None else None
    found = await audit.newest(store, size + 1, before)
    edges = [Edge(cursor=encode_cursor([e.number]), node=_told(e)) for e in found[:size]]
    return Connection(
        total_count=await audit.length(store),
        nodes=[edge.node for edge in edges],
        edges=edges,
        page_info=PageInfo.of([e.cursor for e in edges], after, more=len(found) > size),
    )


def _told(entry: audit.Entry) -> types.AuditEntry:
    return types.AuditEntry(
        number=entry.number,
        at=datetime.fromisoformat(entry.at),
        subject=entry.subject,
        action=entry.action,
        about=[strawberry.ID(id_) for id_ in entry.about],
        detail=JsonScalar(audit.detail(entry)),
        previous=entry.previous,
        hash=entry.hash,
    )


@strawberry.type
class AccessQuery:
    """What can be asked about access."""

    viewer: types.Viewer = strawberry.field(
        resolver=_viewer,
        description="Whoever asks: what they may see and do, and until when.",
        metadata=least(Station.PUBLIC),
    )
    keys: list[types.Key] = strawberry.field(
        resolver=_keys,
        description="Every key that was ever issued, oldest first; for administrators.",
        metadata=least(Station.ADMINISTRATOR),
    )
    audit_log: Connection[types.AuditEntry] = strawberry.field(
        resolver=_audit_log,
        description="What was done, when and by whom, newest first; for administrators.",
        metadata=least(Station.ADMINISTRATOR),
    )
