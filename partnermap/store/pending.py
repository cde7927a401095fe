"""Pending rows: facts that wait for an organisation that no register has brought yet, or for
somebody to say which one their row means.

Of the former those are told who import, for who may see a partnership that still waits for a side
is stored nowhere; of the latter whoever may see the organisation that wrote the row.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from partnermap.scope import Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.changes import SOMEBODY
from partnermap.store.predicates import in_scope, visible
from partnermap.store.rounds import ANSWERS
from partnermap.store.text import Text, where_clause
from partnermap.vocabulary import Kind, Station

Place = tuple[str, str]
"""Where a pending row stands among the others: what it waits for, and its key."""


class Pending(NamedTuple):
    """A row that waits."""

    waits_for: str
    """The id of the organisation whose arrival makes the tie; `SOMEBODY` where the row names nobody
    surely."""
    key: str
    source: str
    source_name: str | None
    line: int | None
    published: str
    about: tuple[str, ...]
    """The ids of what it is about, as far as that is stored."""
    file: str | None
    """The name of the file that brought it."""
    content: str | None
    """What is kept of it, as text, where it names nobody surely."""


class Offered(NamedTuple):
    """An organisation that a row may mean."""

    name: str
    kind: Kind
    town: str | None


async def read_pending(
    store: Store,
    scope: Scope,
    access: Access,
    limit: int,
    after: Place | None = None,
    source: str | None = None,
    round_: str | None = None,
) -> tuple[int, list[Pending]]:
    """How many rows wait, and the first of them after a place, by what they wait for.

    Told to a viewer are the rows all of whose known sides they may see; of a `scope`, those with
    one side in it. A row with no known side lies nowhere but in the whole. Of a round, given by its
    id, they are the rows of its answers.
    """
    text = Text(as_of=False, access=access, arguments=())
    conditions = ["f.waitsFor >= $first", *_told_to(text)]
    if source is not None:
        conditions.append("f.source IN $sources")
    if round_ is not None:
        conditions.append("f.source STARTS WITH $answers")
    if not scope.everywhere:
        inside = in_scope(text, "Organisation", "o", scope, lambda _: scope)
        conditions.append(f"EXISTS {{ MATCH (f)-[:ABOUT]->(o:Organisation) WHERE {inside} }}")
    given: dict[str, Any] = {
        **text.values(), "sources": [source], "somebody": SOMEBODY,
        "answers": _answers(round_ or ""),
    }  # fmt: skip
    # Two statements: Neo4j takes far longer to plan what is asked in one.
    matched = f"MATCH (f:Fact){where_clause(conditions)}"
    (total,) = await store.values(f"{matched} RETURN count(f)", first="", **given)
    first, key = after or ("", "")
    found = await store.values(
        f"{matched} AND (f.waitsFor > $first OR f.key > $key) "
        "WITH f ORDER BY f.waitsFor, f.key LIMIT $limit "
        "RETURN [f.waitsFor, f.key, f.source, "
        "COLLECT { MATCH (s:Source {id: f.source}) RETURN s.name }, f.line, f.published, "
        "COLLECT { MATCH (f)-[:ABOUT]->(n) RETURN n.id }, "
        "COLLECT { MATCH (i:Import {id: f.import}) RETURN i.file }, "
        "CASE WHEN f.waitsFor = $somebody THEN f.content END]",
        first=first,
        key=key,
        limit=limit,
        **given,
    )
    pending = [
        Pending(
            waits_for, key, from_, next(iter(names), None), line, day, tuple(sorted(about)),
            next(iter(files), None), content,
        )
        for waits_for, key, from_, names, line, day, about, files, content in found
    ]  # fmt: skip
    return total, sorted(pending)


def _told_to(text: Text) -> list[str]:
    """What is true of the rows that the viewer is told of."""
    access = text.access
    if not access.station.includes(Station.IMPORTER):
        # A row that names nobody surely is about whoever wrote it, and nothing else.
        by = text.variable("n")
        seen = visible(text, "Organisation", by)
        about = f"MATCH (f)-[:ABOUT]->({by}:Organisation){where_clause([seen] if seen else [])}"
        return ["f.waitsFor = $somebody", f"EXISTS {{ {about} }}"]
    conditions = [seen] if (seen := visible(text, "Fact", "f")) else []
    if access.within is not None and not access.everything:
        # What it is about says who may see it: of a row about nothing stored nobody has said.
        conditions.append("EXISTS { MATCH (f)-[:ABOUT]->(:Organisation) }")
    return conditions


async def count_matches(store: Store, round_: str) -> int:
    """How many rows of the answers in a round, given by its id, name nobody surely."""
    (total,) = await store.values(
        "MATCH (f:Fact) WHERE f.waitsFor = $somebody AND f.source STARTS WITH $answers "
        "RETURN count(f)",
        somebody=SOMEBODY,
        answers=_answers(round_),
    )
    return int(total)


def _answers(round_: str) -> str:
    """How the ids of the answers in a round begin."""
    return f"{ANSWERS}{round_.partition(':')[2]}:"


async def read_offered(store: Store, ids: Iterable[str], access: Access) -> dict[str, Offered]:
    """Those of some organisations that a viewer may see."""
    text = Text(as_of=False, access=access, arguments=())
    conditions = ["o.id IN $ids"]
    conditions += [seen] if (seen := visible(text, "Organisation", "o")) else []
    rows = await store.values(
        f"MATCH (o:Organisation){where_clause(conditions)} RETURN [o.id, o.name, o.kind, o.town]",
        ids=sorted({*ids}),
        **text.values(),
    )
    return {id_: Offered(name, Kind(kind), town) for id_, name, kind, town in sorted(rows)}
