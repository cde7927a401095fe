"""Periods: what began or ended in a scope between two days, read in a few statements."""

from collections.abc import Collection, Iterable
from datetime import date

from partnermap.model.changes import Lifetime, Period, Spell
from partnermap.model.dates import BEGINNING, Span
from partnermap.model.facts import SUCCEEDED_BY
from partnermap.scope import Access, Scope
from partnermap.store.bolt import Store
from partnermap.store.changes import ORGANISATION, PARTNERSHIP, home
from partnermap.store.filters import on_node
from partnermap.store.scoped import ScopeReader
from partnermap.store.text import changed, held, where_clause
from partnermap.vocabulary import TieKind

_FORMAL = "|".join([*TieKind, SUCCEEDED_BY])
_ONE_AT_A_TIME = "IN_TRUST|IN_LA|IN_DIOCESE"
_SPAN = "{v}.since, {v}.sinceBy, {v}.until, {v}.untilFrom"


async def read_period(
    store: Store, scope: Scope, first: date, last: date, access: Access
) -> Period:
    """What began or ended between two days in a scope, or may have.

    In the scope is who was in it on any day of the period. With a change of an organisation's own
    tie comes what tells where it went: its other ties of the kind that have no known start, and,
    of a trust that closed, where each of its schools was. With a partnership of theirs come all
    its members. The data version is read first, so it is never newer than what follows.
    """
    version = await store.data_version()
    reader = _PeriodReader(store, scope, access, last, first)
    inside = None if scope.everywhere else sorted(await reader.insiders())
    things = await reader.changed_things(inside)
    partnerships = await reader.partnerships(inside)
    things |= await reader.changed_partnerships(partnerships)
    spells = await reader.changed_ties(inside)
    spells |= await reader.undated(tie.start for tie in spells if tie.span.end)
    spells |= await reader.schools_of(id_ for id_ in things if id_.startswith("uid:"))
    spells |= await reader.changed_memberships(partnerships)
    things |= {id_ for tie in spells for id_ in (tie.start, tie.end)}
    return Period(
        str(scope),
        first.isoformat(),
        last.isoformat(),
        version,
        await reader.lifetimes(things),
        tuple(sorted(spells, key=lambda s: (s.kind, s.start, s.end, s.span.bounds))),
    )


class _PeriodReader(ScopeReader):
    """Reads a period; where ids are None, all there are."""

    async def changed_things(self, ids: Collection[str] | None) -> set[str]:
        """Those organisations that opened or closed."""
        text = self._text()
        where = where_clause([*_among("o", ids), changed("o"), *on_node(text, ORGANISATION, "o")])
        found = await self._values(text, f"MATCH (o:Organisation){where} RETURN o.id", ids=ids)
        return set(found)

    async def changed_ties(self, ids: Collection[str] | None) -> set[Spell]:
        """The formal ties of some organisations, and their successions, that began or ended."""
        return await self._ties(_FORMAL, [*_among("o", ids), changed("r")], ids=ids)

    async def undated(self, ids: Iterable[str]) -> set[Spell]:
        """Those ties, of which a school has one at a time, that nobody knows the start of."""
        conditions = ["o.id IN $ids", "r.since = $unknown"]
        starts = sorted(set(ids))
        return await self._ties(_ONE_AT_A_TIME, conditions, ids=starts, unknown=BEGINNING)

    async def schools_of(self, ids: Iterable[str]) -> set[Spell]:
        """Every trust of the schools that some trusts ran, of those that closed."""
        text = self._text()
        closed = "coalesce(t.untilFrom, t.until) < $asOf"
        conditions = ["t.id IN $ids", closed, held(text, "q"), *on_node(text, ORGANISATION, "o")]
        schools = await self._values(
            text,
            f"MATCH (t:Organisation)<-[q:IN_TRUST]-(o:Organisation){where_clause(conditions)} "
            "RETURN DISTINCT o.id",
            ids=sorted(ids),
        )
        return await self._ties("IN_TRUST", ["o.id IN $ids"], ids=sorted(schools))

    async def partnerships(self, ids: Collection[str] | None) -> list[str] | None:
        """The partnerships that some organisations were in on any day of the period."""
        if ids is None:
            return None
        text = self._text()
        conditions = ["o.id IN $ids", held(text, "r"), *on_node(text, PARTNERSHIP, "p")]
        found = await self._values(
            text,
            f"MATCH (o:Organisation)-[r:MEMBER_OF]->(p:Partnership){where_clause(conditions)} "
            "RETURN DISTINCT p.id",
            ids=ids,
        )
        return sorted(found)

    async def changed_partnerships(self, ids: Collection[str] | None) -> set[str]:
        """Those partnerships that began or ended."""
        text = self._text()
        where = where_clause([*_among("p", ids), changed("p"), *on_node(text, PARTNERSHIP, "p")])
        found = await self._values(text, f"MATCH (p:Partnership){where} RETURN p.id", ids=ids)
        return set(found)

    async def changed_memberships(self, ids: Collection[str] | None) -> set[Spell]:
        """The memberships of some partnerships that began or ended."""
        return await self._ties(
            "MEMBER_OF", [*_among("w", ids), changed("r")], PARTNERSHIP, ids=ids
        )

    async def _ties(
        self, kinds: str, conditions: Iterable[str], whole: str = ORGANISATION, **given: object
    ) -> set[Spell]:
        """The ties of some kinds that held in the period and meet the conditions."""
        text = self._text()
        where = where_clause(
            [
                *conditions,
                held(text, "r"),
                *on_node(text, ORGANISATION, "o"),
                *on_node(text, whole, "w"),
            ]
        )
        rows = await self._values(
            text,
            f"MATCH (o:Organisation)-[r:{kinds}]->(w:{whole}){where} "
            f"RETURN [type(r), o.id, w.id, {_SPAN.format(v='r')}]",
            **given,
        )
        return {Spell(kind, start, end, Span.stored(*span)) for kind, start, end, *span in rows}

    async def lifetimes(self, ids: Iterable[str]) -> tuple[Lifetime, ...]:
        """Organisations and partnerships by their ids, each with its name and span."""
        asked = set(ids)
        found = []
        for label, kind in ((ORGANISATION, "n.kind"), (PARTNERSHIP, "'Partnership'")):
            rows = await self._values(
                self._text(),
                f"MATCH (n:{label}) WHERE n.id IN $ids "
                f"RETURN [n.id, n.name, {kind}, {_SPAN.format(v='n')}]",
                ids=sorted(id_ for id_ in asked if home(id_) == label),
            )
            found += [
                Lifetime(id_, name, what, Span.stored(*span)) for id_, name, what, *span in rows
            ]
        return tuple(sorted(found, key=lambda lifetime: lifetime.id))


def _among(variable: str, ids: Collection[str] | None) -> list[str]:
    return [] if ids is None else [f"{variable}.id IN $ids"]
