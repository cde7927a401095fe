"""Two days compared, and what held on each, by what identifies it."""

from datetime import date

from partnermap.analysis.changes.compare import compare
from partnermap.model.changes import Comparison, Lifetime
from partnermap.scope import LOCAL, Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.periods import read_period

EVERYTHING = Scope(everywhere=True)
HELD = """
MATCH (n:Organisation) WHERE n.since <= $day AND n.until >= $day RETURN [n.id, '', '', ''] AS v
UNION ALL
MATCH (n:Partnership) WHERE n.since <= $day AND n.until >= $day RETURN [n.id, '', '', ''] AS v
UNION ALL
MATCH (a:Organisation)-[r:IN_TRUST|IN_LA|IN_DIOCESE|IN_GROUP|MEMBER_OF]->(b)
WHERE r.since <= $day AND r.until >= $day RETURN [a.id, type(r), b.id, r.since] AS v
"""
Row = tuple[str, str, str, str]


async def compared(
    store: Store, first: str, last: str, scope: Scope = EVERYTHING, access: Access = LOCAL
) -> Comparison:
    """What happened between two days."""
    days = date.fromisoformat(first), date.fromisoformat(last)
    return compare(await read_period(store, scope, *days, access))


async def held(store: Store, day: str) -> set[Row]:
    """What held on a day, by what identifies it."""
    return {(a, b, c, d) for a, b, c, d in await store.values(HELD, day=day)}


def changed(found: Comparison, *, began: bool) -> set[Row]:
    """What began, or what was over on the last day, by what identifies it."""
    rows: set[Row] = set()
    for change in (c for event in found.events for c in event.changes):
        if change.began != began or (not began and change.of.span.may_hold(found.last)):
            continue
        if isinstance(change.of, Lifetime):
            rows.add((change.of.id, "", "", ""))
        else:
            tie = change.of
            rows.add((tie.start, tie.kind, tie.end, tie.span.bounds[0]))
    return rows
