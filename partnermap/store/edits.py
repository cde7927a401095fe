"""What a person's edit reads and notes besides facts: whom it is about, what was asked before."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from partnermap.model.dates import OPEN, Span
from partnermap.scope import Access
from partnermap.store import audit
from partnermap.store.changes import StoredFact
from partnermap.store.predicates import in_scope, visible
from partnermap.store.statements import statement
from partnermap.store.text import Text, lasted
from partnermap.store.writes import Put, Run, asking_about, facts_told


class Begun(NamedTuple):
    """What an edit begins with."""

    noted: tuple[str, str] | None
    """The fingerprint and the answer of the write of that key, if there was one."""
    ranks: dict[str, int]
    """Whom to believe first, by source."""
    mergers: dict[str, str]
    """For each organisation that was merged, into which."""
    log: audit.Head
    """Where its entry goes in the log."""


class Party(NamedTuple):
    """An organisation that an edit names."""

    id: str
    name: str
    kind: str
    closed: str | None
    """The last day on which it may have been open; None while it is."""
    inside: bool
    """Whether it lies where the editor may edit."""


class MembershipHeld(NamedTuple):
    """A membership that goes on."""

    organisation: str
    role: str
    span: Span
    claimed: bool


class PartnershipHeld(NamedTuple):
    """A partnership that an edit changes, as it stands."""

    id: str
    properties: dict[str, Any]
    inside: bool
    """Whether a member of it, or one who was in it to its end, lies where the editor may edit."""
    members: tuple[MembershipHeld, ...]
    """The memberships that go on."""

    @property
    def span(self) -> Span:
        """From when until when it goes on, whoever says so."""
        return _span(self.properties)


class GoalHeld(NamedTuple):
    """A goal that an edit is about, as it stands."""

    id: str
    properties: dict[str, Any]
    owner: str
    """The id of the organisation whose goal it is."""
    owned: bool
    """Whether its owner lies where the editor may edit."""
    inside: bool
    """Whether its owner does, or a member of a partnership that pursues it."""

    @property
    def span(self) -> Span:
        """From when until when it goes on, whoever says so."""
        return _span(self.properties)


class MilestoneHeld(NamedTuple):
    """A milestone as it stands."""

    properties: dict[str, Any]
    """Beside its own its `measures`: of each what a version tells."""
    measures: tuple[str, ...]
    """The ids of its measures."""


async def begin(run: Run, key: str) -> Begun:
    """What is known of a write and of the sources."""
    ((number, last, hash_, answer, ranks, mergers),) = await run(statement("begin_edit"), key=key)
    before = None if hash_ is None else (hash_, answer)
    return Begun(before, dict(ranks), dict(mergers), audit.Head(number, last))


async def note(put: Put, key: str, **properties: str) -> None:
    """Note a write and its answer, unless it is noted."""
    await put(statement("note_write"), key=key, **properties)


async def noted(run: Run, key: str) -> tuple[str, str]:
    """The fingerprint and the answer of the write of that key, which there is."""
    ((hash_, answer),) = await run("MATCH (w:Write {key: $key}) RETURN w.hash, w.answer", key=key)
    return hash_, answer


async def alike(
    run: Run, codes: Collection[str], folded: str, places: Collection[str], postcode: str | None
) -> tuple[list[str], list[str]]:
    """Organisations that a new one may be: by one of its codes, and by its name and place.

    Where it is not known where the new one or the old one is, the name alone counts.
    """
    rows = await run(
        statement("alike"),
        codes=list(codes),
        folded=folded,
        first=f"{folded} ",
        beyond=f"{folded}!",  # the sign after the space
    )
    by_code, by_name = set(), set()
    for how, id_, its_postcode, its_places in rows:
        if how == "code":
            by_code.add(id_)
            continue
        placed = (places or postcode) and (its_places or its_postcode)
        if not placed or its_postcode == (postcode or "") or not {*places}.isdisjoint(its_places):
            by_name.add(id_)
    return sorted(by_code), sorted(by_name - by_code)


async def author(run: Run, write: str) -> str | None:
    """Who asked for a write, if that is one."""
    rows = await run("MATCH (w:Write) WHERE w.key IN $keys RETURN w.by", keys=[write])
    return str(rows[0][0]) if rows else None


async def last_edit(run: Run, label: str, id_: str) -> tuple[str, str] | None:
    """Who changed a thing by hand last, by the name of their key, and when, if anybody did."""
    facts = await run(statement("brought_by").replace(":Home", f":{label}"), id=id_)
    rows = await run(statement("last_write"), keys=[row[0] for row in facts])
    return (str(rows[0][0]), str(rows[0][1])) if rows else None


async def set_aside(put: Put, key: str, aside: str) -> None:
    """Keep a fact under another key, where it is about nothing any more."""
    await put(statement("set_aside"), key=key, aside=aside)


async def begin_source(put: Put, source: str, about: Mapping[str, Any]) -> None:
    """Make a source known, or known better."""
    await put(statement("begin_source"), source=source, about=dict(about))


async def look(
    run: Run, ids: Collection[str], about: Collection[str], access: Access
) -> tuple[dict[str, Party], list[StoredFact], dict[str, str]]:
    """The organisations of these ids; every fact about some things, and the labels of those."""
    text = Text(as_of=False, access=access, arguments=())
    inside = _editable(text, "Organisation", "o")
    of_parties = (
        "MATCH (o:Organisation) WHERE o.id IN $ids RETURN 'party' AS what, "
        f"[o.id, o.name, o.kind, o.since, o.until, o.sinceBy, o.untilFrom, {inside}] AS found"
    )
    of_things, things = asking_about(about)
    union = " UNION ALL ".join(filter(None, (of_parties, of_things)))
    rows = await run(union, ids=sorted(ids), **things, **text.values())
    found = {}
    for what, row in rows:
        if what == "party":
            id_, name, kind, since, until, since_by, until_from, is_inside = row
            end = Span.stored(since, since_by, until, until_from).end
            found[id_] = Party(id_, name, kind, end.latest if end else None, is_inside)
    return (found, *await facts_told(run, rows))


async def partnership(run: Run, id_: str, access: Access) -> PartnershipHeld | None:
    """The partnership of that id, if there is one that the viewer may see."""
    text = Text(as_of=False, access=access, arguments=())
    seen = visible(text, "Partnership", "p") or "true"
    member = _editable(text, "Organisation", "m")
    inside = (
        "EXISTS { MATCH (p)<-[t:MEMBER_OF]-(m:Organisation) "
        f"WHERE {lasted('t', 'p')} AND {member} }}"
    )
    rows = await run(
        f"MATCH (p:Partnership) WHERE p.id IN $ids AND {seen} "
        f"RETURN properties(p) AS whole, {inside} AS inside, COLLECT {{ "
        "MATCH (p)<-[r:MEMBER_OF]-(o:Organisation) WHERE r.until = $open "
        "RETURN [o.id, r.role, r.since, r.sinceBy, r.until, r.untilFrom, r.claimed] } AS members",
        ids=[id_],
        open=OPEN,
        **text.values(),
    )
    if not rows:
        return None
    whole, is_inside, members = rows[0]
    held = [
        MembershipHeld(organisation, role, Span.stored(*days), bool(claimed))
        for organisation, role, *days, claimed in sorted(members, key=lambda m: (m[0], m[2]))
    ]
    return PartnershipHeld(id_, whole, is_inside, tuple(held))


async def goal(run: Run, id_: str, access: Access, *, of_measure: bool = False) -> GoalHeld | None:
    """The goal of that id, or of the measure of that id, if the viewer may see it."""
    text = Text(as_of=False, access=access, arguments=())
    seen = visible(text, "Goal", "g") or "true"
    owned = _editable(text, "Organisation", "o")
    inside = _editable(text, "Goal", "g")
    below = "<-[:MILESTONE_OF]-(:Milestone)<-[:MEASURES]-(m:GoalMeasure)" if of_measure else ""
    rows = await run(
        f"MATCH (g:Goal){below} WHERE {'m' if of_measure else 'g'}.id IN $ids AND {seen} "
        f"RETURN g.id, properties(g) AS whole, {inside} AS inside, COLLECT {{ "
        "MATCH (g)-[r:OWNED_BY]->(o:Organisation) WHERE r.until = $open "
        f"RETURN [o.id, {owned}] }} AS owners",
        ids=[id_],
        open=OPEN,
        **text.values(),
    )
    if not rows:
        return None
    own_id, whole, is_inside, owners = rows[0]
    owner, is_owned = min(owners, default=("", False))
    return GoalHeld(own_id, whole, owner, is_owned, is_inside)


async def milestone(run: Run, id_: str) -> MilestoneHeld | None:
    """The milestone of that id, if there is one."""
    rows = await run(statement("milestone"), ids=[id_])
    if not rows:
        return None
    whole, measures = rows[0]
    ordered = sorted(measures, key=lambda measure: measure[1])
    told = [said for _, _, *said in ordered]
    return MilestoneHeld({**whole, "measures": told}, tuple(id_ for id_, *_ in ordered))


def _span(properties: dict[str, Any]) -> Span:
    p = properties
    return Span.stored(p["since"], p.get("sinceBy"), p["until"], p.get("untilFrom"))


def _editable(text: Text, label: str, variable: str) -> str:
    """That a node lies where the editor may edit."""
    access = text.access
    if access.everything:
        return "true"
    if access.within is None:
        return "false"
    return in_scope(text, label, variable, access.within, lambda request: request.access.within)
