"""The whole graph in memory, and who may see what of it on which day, in the plainest Python."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from partnermap.model.dates import BEGINNING, OPEN
from partnermap.polygon import Polygon
from partnermap.scope import Access, Circle, Scope
from partnermap.store.bolt import Store

FORMAL = ("IN_TRUST", "IN_LA", "IN_DIOCESE", "IN_GROUP")
_LABELS = {
    "Organisation": "id",
    "Partnership": "id",
    "Round": "id",
    "District": "id",
    "Goal": "id",
    "Milestone": "id",
    "GoalMeasure": "id",
    "Observation": "id",
    "Source": "id",
    "Identifier": "key",
    "Fact": "key",
}
_TIES = [
    *(("Organisation", kind, "Organisation") for kind in FORMAL),
    ("Organisation", "SUCCEEDED_BY", "Organisation"),
    ("Organisation", "ABSENT", "Organisation"),
    ("Organisation", "MEMBER_OF", "Partnership"),
    ("Organisation", "ASKED", "Round"),
    ("Organisation", "SERVES", "District"),
    ("Organisation", "IDENTIFIED_BY", "Identifier"),
    ("Goal", "OWNED_BY", "Organisation"),
    ("Partnership", "PURSUES", "Goal"),
    ("Milestone", "MILESTONE_OF", "Goal"),
    ("GoalMeasure", "MEASURES", "Milestone"),
    ("Observation", "OBSERVES", "GoalMeasure"),
    ("Fact", "ABOUT", "Organisation"),
    ("Fact", "ABOUT", "Partnership"),
    ("Fact", "ABOUT", "Round"),
    ("Fact", "ABOUT", "Goal"),
    ("Fact", "ABOUT", "Milestone"),
    ("Fact", "ABOUT", "GoalMeasure"),
    ("Fact", "ABOUT", "Observation"),
]
_FREE = ("Identifier", "Source", "District", "Milestone", "GoalMeasure", "Observation")
"""Labels of what is seen by whoever has come so far."""


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """A node: its properties, and the ties that leave and reach it.

    `label` is the kind of an organisation.
    """

    label: str
    properties: Mapping[str, Any]
    out: list["Tie"] = field(default_factory=list, repr=False)
    into: list["Tie"] = field(default_factory=list, repr=False)
    before: list[Mapping[str, Any]] = field(default_factory=list, repr=False)
    """How it was described before, the oldest first."""

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.properties["id"])

    def on(self, day: str | None) -> Mapping[str, Any]:
        """Its properties as it was described on a day; its own span and place in lists stay."""
        for earlier in self.before:
            if day is not None and earlier["since"] <= day <= earlier["until"]:
                words = {name: earlier[name] for name in earlier if name not in _OF_A_VERSION}
                stay = {name: self.properties[name] for name in _STAY if name in self.properties}
                kind = {} if self.label == "Partnership" else {"kind": self.label}
                return words | stay | kind
        return self.properties


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """A tie between two nodes."""

    kind: str
    start: Thing
    end: Thing
    properties: Mapping[str, Any]


_OF_A_VERSION = ("since", "until", "changes", "saidBy")
_STAY = ("id", "sortKey", "since", "sinceBy", "until", "untilFrom")


class Snapshot:
    """Everything the store holds, as it was when `read` read it."""

    def __init__(self) -> None:
        self.things: dict[str, dict[str, Thing]] = {}
        """By label, where organisations have one, and key."""
        self.former: dict[str, str] = {}
        """For each id of an organisation that was merged, that of what it is now."""

    @classmethod
    async def read(cls, store: Store) -> "Snapshot":
        """Read the store with the plainest statements there are."""
        snapshot = cls()
        for label, key in _LABELS.items():
            rows = await store.read(f"MATCH (n:{label}) RETURN n.{key}, properties(n)")
            organisation = label == "Organisation"
            snapshot.things[label] = {
                row[0]: Thing(row[1]["kind"] if organisation else label, row[1]) for row in rows
            }
        for label in ("Organisation", "Partnership"):
            rows = await store.read(
                f"MATCH (n:{label})-[:WAS]->(v:Version) RETURN n.id, properties(v)"
            )
            for id_, version in sorted(rows, key=lambda row: str(row[1]["until"])):
                snapshot.things[label][id_].before.append(version)
        rows = await store.read("MATCH (m:Merged)-[:NOW]->(o:Organisation) RETURN m.id, o.id")
        snapshot.former = dict(rows)
        for start, kind, end in _TIES:
            rows = await store.read(
                f"MATCH (a:{start})-[r:{kind}]->(b:{end}) "
                f"RETURN a.{_LABELS[start]}, b.{_LABELS[end]}, properties(r)"
            )
            for a, b, properties in rows:
                tie = Tie(kind, snapshot.things[start][a], snapshot.things[end][b], properties)
                tie.start.out.append(tie)
                tie.end.into.append(tie)
        return snapshot


def held(properties: Mapping[str, Any], day: str | None) -> bool:
    """Whether something held on a day, or may have; without a day, whether it goes on."""
    if day is None:
        return bool(properties["until"] == OPEN)
    return bool(properties["since"] <= day <= properties["until"])


def may_have_held(properties: Mapping[str, Any], day: str | None) -> bool:
    """Whether the dates of what held on a day leave it open that it did."""
    if day is None:
        return False
    surely_from = properties.get("sinceBy") or properties["since"]
    surely_until = properties.get("untilFrom") or properties["until"]
    return bool(properties["since"] == BEGINNING or not surely_from <= day <= surely_until)


def lies_in(
    thing: Thing, scope: Scope, day: str | None, known: Callable[[Thing], bool] = lambda _: True
) -> bool:
    """Whether a thing lies in a scope, by the ties of a day.

    A partnership that is not `known` to the viewer is no place that something could lie in, and an
    organisation that is not, none of those by which a partnership could.
    """
    if scope.everywhere:
        return True
    if thing.label == "Goal":
        pursued = [t.start for t in thing.into if t.kind == "PURSUES" and held(t.properties, day)]
        return any(
            known(end) and lies_in(end, scope, day, known)
            for end in (*owners(thing, day), *pursued)
        )
    if thing.label in ("Partnership", "Round"):
        return any(
            lies_in(tie.start, scope, day, known) and known(tie.start)
            for tie in thing.into
            if tie.kind in ("MEMBER_OF", "ASKED") and held(tie.properties, day)
        )
    return (
        thing.id in scope.organisations
        or bool(_lies_at(thing, day) & {*scope.places})
        or any(_in_region(at, scope) or _in_circles(at, scope) for at in _sites(thing, day))
        or any(_in_polygons(at, scope) for at in _sites(thing, day))
        or any(
            tie.end.id in scope.partnerships and known(tie.end)
            for tie in thing.out
            if tie.kind == "MEMBER_OF" and held(tie.properties, day)
        )
    )


def _sites(thing: Thing, day: str | None) -> list[Thing]:
    """An organisation itself; a trust is wherever its schools are, too."""
    schools = [
        tie.start for tie in thing.into if tie.kind == "IN_TRUST" and held(tie.properties, day)
    ]
    return [thing, *schools]


def _lies_at(thing: Thing, day: str | None) -> set[str]:
    """The ids of the places an organisation is or lies in."""
    return {thing.id} | {
        tie.end.id
        for site in _sites(thing, day)
        for tie in site.out
        if tie.kind in ("IN_LA", "IN_DIOCESE") or (tie.kind == "IN_TRUST" and site is thing)
        if held(tie.properties, day)
    }


def _in_region(thing: Thing, scope: Scope) -> bool:
    return thing.properties.get("region") in scope.regions


def _in_circles(thing: Thing, scope: Scope) -> bool:
    east, north = thing.properties.get("easting"), thing.properties.get("northing")
    if east is None or north is None:
        return False

    def within(circle: Circle) -> bool:
        square: float = (east - circle.easting) ** 2 + (north - circle.northing) ** 2
        return square <= (circle.km * 1000) ** 2

    return any(within(circle) for circle in scope.circles)


def _in_polygons(thing: Thing, scope: Scope) -> bool:
    east, north = thing.properties.get("easting"), thing.properties.get("northing")
    if east is None or north is None:
        return False

    def around(polygon: Polygon) -> int:
        """How many sides lie to the east of the point, at its height."""
        crossed = 0
        for ring in polygon.rings:
            for (x, y), (far, top) in zip(ring, (*ring[1:], ring[0]), strict=True):
                if (y <= north) != (top <= north):
                    at = Fraction((north - y) * (far - x), top - y) + x
                    crossed += at > east
        return crossed

    return any(around(polygon) % 2 for polygon in scope.polygons)


def visible(thing: Thing, access: Access) -> bool:
    """Whether a viewer may see a thing, whatever day they ask about."""
    if access.everything or thing.label in _FREE:
        return True
    if thing.label == "Fact":
        return all(visible(about.end, access) for about in thing.out)
    if access.within is None:
        if thing.label in ("Partnership", "Goal"):
            return bool(thing.properties["visibility"] == "PUBLIC")
        return thing.label != "Round"
    if thing.properties.get("visibility") in ("PUBLIC", "SIGNED_IN"):
        return True
    if thing.label == "Partnership":
        return _takes_part(thing, access.within)
    if thing.label == "Goal":
        return _works_for(thing, access.within)
    return lies_in(thing, access.within, None)


def _works_for(goal: Thing, within: Scope) -> bool:
    """Whether a scope holds the owner of a goal, or a member let in by a partnership."""
    theirs = [
        member.start
        for tie in goal.into
        if tie.kind == "PURSUES" and held(tie.properties, None)
        for member in tie.start.into
        if member.kind == "MEMBER_OF" and held(member.properties, None)
        if tie.start.properties["visibility"] != "OWNER"
        or member.start.id == tie.start.properties.get("owner")
    ]
    if goal.properties["visibility"] != "MEMBERS":
        theirs = []
    return within.everywhere or any(
        lies_in(whose, within, None) for whose in (*owners(goal, None), *theirs)
    )


def owners(goal: Thing, day: str | None) -> list[Thing]:
    """Whose a goal is on a day."""
    ties = [tie for tie in goal.out if tie.kind == "OWNED_BY" and held(tie.properties, day)]
    return [tie.end for tie in ties]


def _takes_part(partnership: Thing, within: Scope) -> bool:
    """Whether a scope owns a partnership, or holds a member of it that is let in on it.

    Of one that has ended, those count that were in it to its end.
    """
    owner = partnership.properties.get("owner")
    members = [
        tie.start
        for tie in partnership.into
        if tie.kind == "MEMBER_OF" and tie.properties["until"] >= partnership.properties["until"]
    ]
    if partnership.properties["visibility"] == "OWNER":
        members = [member for member in members if member.id == owner]
    return (
        within.everywhere
        or owner in (*within.places, *within.organisations)
        or any(lies_in(member, within, None) for member in members)
    )
