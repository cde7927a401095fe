"""Networks: what is recorded of a scope on a date, read in a few statements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from partnermap.model import (
    FormalEdge,
    GoalNode,
    Membership,
    Network,
    Node,
    PartnershipNode,
    Span,
)
from partnermap.scope import Access, Scope
from partnermap.selection import Request
from partnermap.store.bolt import Store
from partnermap.store.filters import on_node
from partnermap.store.predicates import Text, held, in_scope, may_have_held
from partnermap.vocabulary import Answer, Kind, Layer, Role, TieKind

MAX_NODES = 50_000
"""The most organisations a network holds: more than the country has."""
_FORMAL = "|".join(kind.value for kind in TieKind)


async def read_network(
    store: Store,
    scope: Scope,
    layer: Layer,
    as_of: date | None,
    access: Access,
    *,
    hops: int = 1,
    limit: int = MAX_NODES,
) -> Network:
    """What is recorded of a scope on a day: its organisations, their partners and all their ties.

    Partners outside the scope, up to `hops` partnerships away, are in it and flagged; so are the
    ties among them. Of more than `limit` organisations those of the scope come first, then by id.
    The data version is read first, so it is never newer than what follows.
    """
    reader = _NetworkReader(store, scope, access, as_of)
    version = await store.data_version()
    inside = await reader.insiders()
    known = set(inside)
    if layer is not Layer.FORMAL:
        await reader.grow(known, hops)
    if layer is not Layer.WORKING:
        known |= await reader.wholes(known)
    truncated = len(known) > limit
    if truncated:
        known = set(sorted(known, key=lambda id_: (id_ not in inside, id_))[:limit])
    partnerships, memberships = (
        await reader.working(known, inside) if layer is not Layer.FORMAL else ((), ())
    )
    formal = await reader.formal(known) if layer is not Layer.WORKING else ()
    goals = await reader.goals() if layer is not Layer.FORMAL else ()
    pursuing = await reader.pursuing(partnerships) if goals else frozenset()
    nodes = await reader.nodes(known, inside)
    day = as_of.isoformat() if as_of else None
    return Network(
        str(scope), layer, day, version, nodes, formal, partnerships, memberships,
        truncated, access.shape, goals, pursuing,
    )  # fmt: skip


async def read_insiders(store: Store, scope: Scope, access: Access) -> set[str]:
    """The ids of the organisations in a scope that a viewer may see."""
    return await ScopeReader(store, scope, access).insiders()


async def count_kinds(store: Store) -> dict[str, int]:
    """How many of each kind of organisation there are, and how many partnerships and goals."""
    rows = await store.read(
        "MATCH (o:Organisation) RETURN o.kind AS kind, count(o) AS many UNION ALL "
        "MATCH (p:Partnership) RETURN 'Partnership' AS kind, count(p) AS many UNION ALL "
        "MATCH (g:Goal) RETURN 'Goal' AS kind, count(g) AS many"
    )
    return {kind: count for kind, count in sorted(rows) if count}


class ScopeReader:
    """Reads of one scope for one viewer: as it is, on one day, or on any day of a period."""

    def __init__(
        self,
        store: Store,
        scope: Scope,
        access: Access,
        as_of: date | None = None,
        since: date | None = None,
    ) -> None:
        self._store = store
        self._scope = scope
        self._access = access
        self._day = as_of.isoformat() if as_of else None
        self._since = since.isoformat() if since else None
        self._request = Request((), access)

    def _text(self) -> Text:
        text = Text(self._day is not None, self._access, (), period=self._since is not None)
        text.getters["asOf"] = lambda _: self._day
        text.getters["since"] = lambda _: self._since
        return text

    async def _values(self, text: Text, statement: str, **parameters: Any) -> list[Any]:
        used = {name: get for name, get in text.getters.items() if f"${name}" in statement}
        given = {name: get(self._request) for name, get in used.items()}
        return await self._store.values(statement, **given, **parameters)

    async def insiders(self) -> set[str]:
        """The ids of the organisations in the scope."""
        text = self._text()
        conditions = on_node(text, "Organisation", "o")
        if not self._scope.everywhere:
            conditions.append(
                in_scope(text, "Organisation", "o", self._scope, lambda _: self._scope)
            )
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        rows = await self._values(text, f"MATCH (o:Organisation) {where} RETURN o.id")
        return set(rows)


class _NetworkReader(ScopeReader):
    """Reads a network."""

    async def grow(self, known: set[str], hops: int) -> None:
        """Add the partners of those known, and theirs, up to `hops` partnerships away."""
        edge = set(known)
        for _ in range(hops):
            text = self._text()
            conditions = [
                "o.id IN $ids",
                held(text, "r"),
                held(text, "q"),
                *on_node(text, "Partnership", "p"),
                *on_node(text, "Organisation", "m"),
            ]
            rows = await self._values(
                text,
                "MATCH (o:Organisation)-[r:MEMBER_OF]->(p:Partnership)<-[q:MEMBER_OF]-"
                f"(m:Organisation) WHERE {' AND '.join(conditions)} RETURN DISTINCT m.id",
                ids=sorted(edge),
            )
            edge = set(rows) - known
            known |= edge

    async def wholes(self, known: set[str]) -> set[str]:
        """The trusts, LAs, dioceses and groups that those known are part of."""
        text = self._text()
        conditions = ["o.id IN $ids", held(text, "r"), *on_node(text, "Organisation", "w")]
        rows = await self._values(
            text,
            f"MATCH (o:Organisation)-[r:{_FORMAL}]->(w:Organisation) "
            f"WHERE {' AND '.join(conditions)} RETURN DISTINCT w.id",
            ids=sorted(known),
        )
        return set(rows)

    async def working(
        self, known: set[str], inside: set[str]
    ) -> tuple[tuple[PartnershipNode, ...], tuple[Membership, ...]]:
        """The partnerships of those known and their parts in them.

        A partnership of which only one outsider is known says nothing of this scope.
        """
        text = self._text()
        every = " AND ".join([held(text, "q"), *on_node(text, "Organisation", "m")])
        conditions = ["o.id IN $ids", held(text, "r"), *on_node(text, "Partnership", "p")]
        rows = await self._values(
            text,
            "MATCH (o:Organisation)-[r:MEMBER_OF]->(p:Partnership) "
            f"WHERE {' AND '.join(conditions)} "
            "RETURN [o.id, p.id, r.role, r.since, r.sinceBy, r.until, r.untilFrom, "
            f"{may_have_held(text, 'r')}, p.name, p.kind, p.themes, "
            "p.since, p.sinceBy, p.until, p.untilFrom, "
            f"COUNT {{ MATCH (p)<-[q:MEMBER_OF]-(m:Organisation) WHERE {every} }}]",
            ids=sorted(known),
        )
        members: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            members[row[1]].add(row[0])
        rows = [row for row in rows if len(members[row[1]]) > 1 or members[row[1]] & inside]
        partnerships = {
            row[1]: PartnershipNode(
                row[1], row[8], row[9], tuple(row[10] or ()), Span.stored(*row[11:15]), row[15]
            )
            for row in rows
        }
        memberships = [
            Membership(row[0], row[1], Role(row[2]), Span.stored(*row[3:7]), row[7]) for row in rows
        ]
        return (
            tuple(partnerships[id_] for id_ in sorted(partnerships)),
            tuple(sorted(memberships, key=lambda m: (m.organisation, m.partnership, str(m.span)))),
        )

    async def goals(self) -> tuple[GoalNode, ...]:
        """The goals of the scope that go on, and who pursues each."""
        text = self._text()
        conditions = [held(text, "g"), "coalesce(g.due, $day) >= $day", *on_node(text, "Goal", "g")]
        if not self._scope.everywhere:
            conditions.append(in_scope(text, "Goal", "g", self._scope, lambda _: self._scope))
        pursued = " AND ".join([held(text, "r"), *on_node(text, "Partnership", "p")])
        rows = await self._values(
            text,
            f"MATCH (g:Goal) WHERE {' AND '.join(conditions)} RETURN [g.id, g.name, COLLECT {{ "
            f"MATCH (g)<-[r:PURSUES]-(p:Partnership) WHERE {pursued} RETURN p.id }}]",
            day=self._day or date.today().isoformat(),
        )
        return tuple(GoalNode(id_, name, tuple(sorted(by))) for id_, name, by in sorted(rows))

    async def pursuing(self, partnerships: Iterable[PartnershipNode]) -> frozenset[str]:
        """The ids of those partnerships that pursue a goal, of whatever scope."""
        text = self._text()
        conditions = ["p.id IN $ids", held(text, "r"), *on_node(text, "Goal", "g")]
        rows = await self._values(
            text,
            "MATCH (p:Partnership)-[r:PURSUES]->(g:Goal) "
            f"WHERE {' AND '.join(conditions)} RETURN DISTINCT p.id",
            ids=[partnership.id for partnership in partnerships],
        )
        return frozenset(rows)

    async def formal(self, known: set[str]) -> tuple[FormalEdge, ...]:
        """The formal ties among those known."""
        text = self._text()
        conditions = ["o.id IN $ids", held(text, "r"), *on_node(text, "Organisation", "w")]
        rows = await self._values(
            text,
            f"MATCH (o:Organisation)-[r:{_FORMAL}]->(w:Organisation) "
            f"WHERE {' AND '.join(conditions)} RETURN [type(r), o.id, w.id, "
            f"r.since, r.sinceBy, r.until, r.untilFrom, {may_have_held(text, 'r')}]",
            ids=sorted(known),
        )
        edges = [
            FormalEdge(TieKind(row[0]), row[1], row[2], Span.stored(*row[3:7]), row[7])
            for row in rows
            if row[2] in known
        ]
        return tuple(sorted(edges, key=lambda e: (e.start, e.end, e.kind, str(e.span))))

    async def nodes(self, known: set[str], inside: set[str]) -> tuple[Node, ...]:
        """What the findings need to know of each organisation."""
        rows = await self._store.values(
            "MATCH (o:Organisation) WHERE o.id IN $ids RETURN [o.id, o.name, o.kind, o.phase, "
            "o.pupils, o.fsm, o.easting, o.northing]",
            ids=sorted(known),
        )
        answers = await self._answers(inside)
        nodes = [
            Node(
                id_, name, Kind(kind), phase, pupils, fsm, east, north,
                id_ not in inside, answers.get(id_),
            )
            for id_, name, kind, phase, pupils, fsm, east, north in rows
        ]  # fmt: skip
        return tuple(sorted(nodes, key=lambda n: n.id))

    async def _answers(self, inside: Iterable[str]) -> dict[str, Answer]:
        """What came of the newest round that each organisation was asked in by the day."""
        text = self._text()
        day = " AND w.since <= $asOf" if self._day else ""
        visible = "".join(f" AND {c}" for c in on_node(replace(text, as_of=False), "Round", "w"))
        rows = await self._values(
            text,
            "MATCH (o:Organisation)-[r:ASKED]->(w:Round) WHERE o.id IN $ids"
            f"{day}{visible} RETURN [w.since, w.id, o.id, r.answer]",
            ids=sorted(inside),
        )
        return {id_: Answer(answer) for _, _, id_, answer in sorted(rows)}
