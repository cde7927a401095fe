"""Networks: what is recorded of a scope on a date, read in a few statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from partnermap.errors import RefusedError
from partnermap.model.dates import Span
from partnermap.model.network import (
    Credit,
    Denial,
    FormalEdge,
    GoalNode,
    Membership,
    Network,
    Node,
    PartnershipNode,
)
from partnermap.scope import Access, Scope
from partnermap.store.answers import AnswerReader, Given, Heard, Naming, denials
from partnermap.store.bolt import Store
from partnermap.store.filters import on_node
from partnermap.store.predicates import in_scope
from partnermap.store.rounds import ANSWERS
from partnermap.store.scoped import ScopeReader
from partnermap.store.text import Text, held, may_have_held, wording
from partnermap.vocabulary import Kind, Layer, Role, TieKind

MAX_NODES = 50_000
"""The most organisations a network holds: more than the country has."""
_FORMAL = "|".join(kind.value for kind in TieKind)


class TooManyError(RefusedError):
    """More organisations lie in a scope than were to be read."""

    def __init__(self, many: int, most: int) -> None:
        super().__init__(
            f"{many:,} organisations lie there, and {most:,} is the most that are read at once: "
            "ask for fewer places."
        )
        self.many = many


async def read_network(
    store: Store,
    scope: Scope,
    layer: Layer,
    as_of: date | None,
    access: Access,
    *,
    hops: int = 1,
    limit: int = MAX_NODES,
    most: int | None = None,
) -> Network:
    """What is recorded of a scope on a day: its organisations, their partners and all their ties.

    Partners outside the scope, up to `hops` partnerships away, are in it and flagged; so are the
    ties among them. Of more than `limit` organisations those of the scope come first, then by id.
    The data version is read first, so it is never newer than what follows. TooManyError where
    more than `most` lie in the scope, before any other is looked for.
    """
    reader = NetworkReader(store, scope, access, as_of)
    version = await store.data_version()
    inside = await reader.insiders()
    if most is not None and len(inside) > most:
        raise TooManyError(len(inside), most)
    known = set(inside)
    if not scope.everywhere:  # where nobody is left to be found
        if layer is not Layer.FORMAL:
            await reader.grow(known, hops)
        if layer is not Layer.WORKING:
            known |= await reader.wholes(known)
    truncated = len(known) > limit
    reader.whole = scope.everywhere and not truncated
    if truncated:
        known = set(sorted(known, key=lambda id_: (id_ not in inside, id_))[:limit])
    heard = await reader.heard(known)
    working = _Working()
    if layer is not Layer.FORMAL:
        working = await reader.working(known, inside, heard)
    formal = await reader.formal(known) if layer is not Layer.WORKING else ()
    goals = await reader.goals() if layer is not Layer.FORMAL else ()
    pursuing = await reader.pursuing(working.partnerships) if goals else frozenset()
    nodes = await reader.nodes(known, inside, heard.answers)
    day = as_of.isoformat() if as_of else None
    return Network(
        str(scope), layer, day, version, nodes, formal, working.partnerships,
        working.memberships, truncated, access.shape, working.denials, goals, pursuing,
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


async def read_credits(store: Store) -> tuple[Credit, ...]:
    """Whose published data the store holds; what has no stated licence is not among them."""
    rows = await store.read(
        "MATCH (s:Source) WHERE s.licence <> 'not stated' AND s.published IS NOT NULL "
        "RETURN s.name, s.publisher, s.licence, s.published"
    )
    return tuple(Credit(*row) for row in sorted(rows))


@dataclass(frozen=True, slots=True)
class _Working:
    """The working layer of a network."""

    partnerships: tuple[PartnershipNode, ...] = ()
    memberships: tuple[Membership, ...] = ()
    denials: tuple[Denial, ...] = ()


class NetworkReader(AnswerReader):
    """Reads a network, of one day or of all that held on any day of a period."""

    whole = False
    """Whether all organisations that the viewer may see are in it."""

    def _among(self, text: Text, known: Iterable[str]) -> tuple[list[str], dict[str, list[str]]]:
        """The conditions by which an `o` is one of those known, and what they are given.

        Of all there are no ids are asked for: to look for each of 30,000 in a list takes longer
        than everything else.
        """
        if self.whole:
            return on_node(text, "Organisation", "o"), {}
        return ["o.id IN $ids"], {"ids": sorted(known)}

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

    async def working(self, known: set[str], inside: set[str], heard: Heard) -> _Working:
        """The partnerships of those known, their parts in them, and which of the ties are denied.

        A partnership of which only one outsider is known says nothing of this scope.
        """
        text = self._text()
        # Who said it matters only where somebody's own form may leave it out.
        forms = any(given.forms for given in heard.answers.values())
        said_by = "[k IN r.saidBy WHERE k STARTS WITH $answers]" if forms else "[]"
        given = {"answers": ANSWERS} if forms else {}
        every = " AND ".join([held(text, "q"), *on_node(text, "Organisation", "m")])
        among, ids = self._among(text, known)
        conditions = [*among, held(text, "r"), *on_node(text, "Partnership", "p")]
        rows = await self._values(
            text,
            "MATCH (o:Organisation)-[r:MEMBER_OF]->(p:Partnership) "
            f"WHERE {' AND '.join(conditions)} "
            f"WITH o, r, p, {wording(text, 'p', ('name', 'themes'))} AS w "
            "RETURN [o.id, p.id, r.role, r.since, r.sinceBy, r.until, r.untilFrom, "
            f"{may_have_held(text, 'r')}, w.name, p.kind, w.themes, "
            "p.since, p.sinceBy, p.until, p.untilFrom, "
            f"COUNT {{ MATCH (p)<-[q:MEMBER_OF]-(m:Organisation) WHERE {every} }}, {said_by}]",
            **ids,
            **given,
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
        naming = Naming.of(heard.answers, heard.listed, ((row[0], row[16]) for row in rows))
        return _Working(
            tuple(partnerships[id_] for id_ in sorted(partnerships)),
            tuple(sorted(memberships, key=lambda m: (m.organisation, m.partnership, str(m.span)))),
            denials(members.values(), naming, heard.absences),
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
        among, ids = self._among(text, known)
        conditions = [*among, held(text, "r"), *on_node(text, "Organisation", "w")]
        rows = await self._values(
            text,
            f"MATCH (o:Organisation)-[r:{_FORMAL}]->(w:Organisation) "
            f"WHERE {' AND '.join(conditions)} RETURN [type(r), o.id, w.id, "
            f"r.since, r.sinceBy, r.until, r.untilFrom, {may_have_held(text, 'r')}]",
            **ids,
        )
        edges = [
            FormalEdge(TieKind(row[0]), row[1], row[2], Span.stored(*row[3:7]), row[7])
            for row in rows
            if row[2] in known
        ]
        return tuple(sorted(edges, key=lambda e: (e.start, e.end, e.kind, str(e.span))))

    async def nodes(
        self, known: set[str], inside: set[str], answers: Mapping[str, Given]
    ) -> tuple[Node, ...]:
        """What the findings need to know of each organisation."""
        text = self._text()
        among, ids = self._among(text, known)
        where = f"WHERE {' AND '.join(among)}" if among else ""
        words = wording(text, "o", ("name", "phase", "pupils", "fsm", "easting", "northing"))
        rows = await self._values(
            text,
            f"MATCH (o:Organisation) {where} WITH o, {words} AS w "
            "RETURN [o.id, w.name, o.kind, w.phase, w.pupils, w.fsm, w.easting, w.northing, "
            "o.since, o.sinceBy, o.until, o.untilFrom]",
            **ids,
        )
        nodes = []
        for id_, name, kind, phase, pupils, fsm, east, north, *span in rows:
            given = answers.get(id_) if id_ in inside else None
            nodes.append(
                Node(
                    id_, name, Kind(kind), phase, pupils, fsm, east, north, id_ not in inside,
                    given.answer if given else None, bool(given and given.asked_again),
                    Span.stored(*span),
                )
            )  # fmt: skip
        return tuple(sorted(nodes, key=lambda n: n.id))
