"""Pending rows: facts whose tie waits for an organisation that no register has brought yet."""

from typing import Any, NamedTuple

from partnermap.scope import Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.predicates import Text, in_scope, visible, where_clause

Place = tuple[str, str]
"""Where a pending row stands among the others: what it waits for, and its key."""


class Pending(NamedTuple):
    """A row that waits."""

    waits_for: str
    """The id of the organisation whose arrival makes the tie."""
    key: str
    source: str
    source_name: str | None
    line: int | None
    published: str
    about: tuple[str, ...]
    """The ids of what it is about, as far as that is stored."""


async def read_pending(
    store: Store,
    scope: Scope,
    access: Access,
    limit: int,
    after: Place | None = None,
    source: str | None = None,
) -> tuple[int, list[Pending]]:
    """How many rows wait, and the first of them after a place, by what they wait for.

    Told to a viewer are the rows all of whose known sides they may see; of a `scope`, those with
    one side in it. A row with no known side lies nowhere but in the whole.
    """
    text = Text(as_of=False, access=access, arguments=())
    conditions = ["f.waitsFor >= $first"]
    conditions += [seen] if (seen := visible(text, "Fact", "f")) else []
    if source is not None:
        conditions.append("f.source IN $sources")
    if access.within is not None and not access.everything:
        # What it is about says who may see it: of a row about nothing stored nobody has said.
        conditions.append("EXISTS { MATCH (f)-[:ABOUT]->(:Organisation) }")
    if not scope.everywhere:
        inside = in_scope(text, "Organisation", "o", scope, lambda _: scope)
        conditions.append(f"EXISTS {{ MATCH (f)-[:ABOUT]->(o:Organisation) WHERE {inside} }}")
    given: dict[str, Any] = {**text.values(), "sources": [source]}
    # Two statements: Neo4j takes far longer to plan what is asked in one.
    matched = f"MATCH (f:Fact){where_clause(conditions)}"
    (total,) = await store.values(f"{matched} RETURN count(f)", first="", **given)
    first, key = after or ("", "")
    found = await store.values(
        f"{matched} AND (f.waitsFor > $first OR f.key > $key) "
        "WITH f ORDER BY f.waitsFor, f.key LIMIT $limit "
        "RETURN [f.waitsFor, f.key, f.source, "
        "COLLECT { MATCH (s:Source {id: f.source}) RETURN s.name }, f.line, f.published, "
        "COLLECT { MATCH (f)-[:ABOUT]->(n) RETURN n.id }]",
        first=first,
        key=key,
        limit=limit,
        **given,
    )
    pending = [
        Pending(waits_for, key, from_, next(iter(names), None), line, day, tuple(sorted(about)))
        for waits_for, key, from_, names, line, day, about in found
    ]
    return total, sorted(pending)
