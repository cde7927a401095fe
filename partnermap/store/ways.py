"""The ways from one organisation to another: whom they lead past, found from both ends at once."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from partnermap.errors import RefusedError
from partnermap.model.network import Network
from partnermap.scope import Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.filters import on_node
from partnermap.store.reads import read_network
from partnermap.store.scoped import ScopeReader
from partnermap.store.text import held, where_clause
from partnermap.vocabulary import Layer, TieKind

MOST = 20_000
"""How many ties, at most, are looked at from one end before the search is given up."""
_FORMAL = "|".join(kind.value for kind in TieKind)


async def read_ways(
    store: Store,
    ends: tuple[str, str],
    layer: Layer,
    as_of: date | None,
    access: Access,
) -> Network | None:
    """What is recorded of everybody on a shortest way from one organisation to another.

    Where no way is known it is what is recorded of the two and of everybody whom one of them
    reaches: nobody else could be the missing step on that side. None where one of the two is not
    known to the viewer; RefusedError where too many lie within reach before the two meet.
    """
    both = Scope(organisations=tuple(sorted({*ends})))
    reader = _WayReader(store, both, access, as_of)
    if len(await reader.insiders()) < len(both.organisations):
        return None
    found = await reader.between(ends, layer)
    scope = Scope(organisations=tuple(sorted(found)))
    return await read_network(store, scope, layer, as_of, access, hops=0)


@dataclass(slots=True)
class _Side:
    """What is known from one end: whom it reaches, in how many steps, and by whom."""

    edge: set[str]
    """Those reached in the last step."""
    came_by: dict[str, set[str]] = field(default_factory=dict)
    """Of all that were reached, from whom, one step nearer."""
    looked_at: int = 0

    @classmethod
    def at(cls, end: str) -> "_Side":
        return cls({end}, {end: set()})

    def back(self, ids: set[str]) -> set[str]:
        """Those on the ways back to the end from some that it reaches, they among them."""
        found, edge = set(ids), set(ids)
        while edge:
            edge = {before for id_ in edge for before in self.came_by[id_]} - found
            found |= edge
        return found


class _WayReader(ScopeReader):
    """Grows from both ends, a step at a time, from the one that has fewer to go on from."""

    async def between(self, ends: tuple[str, str], layer: Layer) -> set[str]:
        one, other = map(_Side.at, ends)
        while True:
            met = one.edge & other.edge
            if met:
                return one.back(met) | other.back(met)
            side = min(one, other, key=lambda side: len(side.edge))
            if not side.edge:
                return {*side.came_by, *ends}
            await self._step(side, layer)

    async def _step(self, side: _Side, layer: Layer) -> None:
        """Reach one step further from an end."""
        reached: defaultdict[str, set[str]] = defaultdict(set)
        if layer is not Layer.FORMAL:
            for members in (await self._partnerships(side)).values():
                for id_ in members - side.came_by.keys():
                    reached[id_] |= members & side.edge
        if layer is not Layer.WORKING:
            for here, there in await self._formal(side):
                if there not in side.came_by:
                    reached[there].add(here)
        side.came_by |= reached
        side.edge = set(reached)

    async def _partnerships(self, side: _Side) -> dict[str, set[str]]:
        """The partnerships of those reached last, each with all that are in it."""
        text = self._text()
        ours = ["o.id IN $ids", held(text, "r"), *on_node(text, "Partnership", "p")]
        theirs = [held(text, "q"), *on_node(text, "Organisation", "m")]
        rows = await self._values(
            text,
            f"MATCH (o:Organisation)-[r:MEMBER_OF]->(p:Partnership){where_clause(ours)} "
            "WITH DISTINCT p "
            f"MATCH (p)<-[q:MEMBER_OF]-(m:Organisation){where_clause(theirs)} "
            "RETURN [p.id, m.id] LIMIT $most",
            ids=sorted(side.edge),
            most=MOST - side.looked_at,
        )
        self._count(side, len(rows))
        members: defaultdict[str, set[str]] = defaultdict(set)
        for partnership, member in rows:
            members[partnership].add(member)
        return members

    async def _formal(self, side: _Side) -> list[tuple[str, str]]:
        """The formal ties of those reached last, whichever end of them they are."""
        found: list[tuple[str, str]] = []
        for pattern in ("-[r:{kinds}]->", "<-[r:{kinds}]-"):
            text = self._text()
            conditions = ["o.id IN $ids", held(text, "r"), *on_node(text, "Organisation", "w")]
            rows = await self._values(
                text,
                f"MATCH (o:Organisation){pattern.format(kinds=_FORMAL)}(w:Organisation)"
                f"{where_clause(conditions)} RETURN [o.id, w.id] LIMIT $most",
                ids=sorted(side.edge),
                most=MOST - side.looked_at,
            )
            self._count(side, len(rows))
            found += [(here, there) for here, there in rows]
        return found

    def _count(self, side: _Side, more: int) -> None:
        side.looked_at += more
        if side.looked_at >= MOST:
            raise RefusedError(
                f"The two are not joined within the nearest {MOST:,} ties of each; further ways "
                "are not looked for. Ask about another layer, or about somebody in between."
            )
