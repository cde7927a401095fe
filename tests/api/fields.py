"""The fields of things and of ties, and the pages they stand on, each worked out when asked for."""

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from partnermap.errors import BadInputError
from partnermap.model.dates import BEGINNING, OPEN, Span, When
from partnermap.progress import Aim, Observed, Stage, of_goal, of_measure, of_milestone
from partnermap.store.versions import FIELDS, OF_GOAL, version_of
from partnermap.vocabulary import Direction
from tests.api.snapshot import Thing, Tie, may_have_held
from tests.api.view import ANSWERS, View, value_of

PAGES = (
    "groups",
    "schools",
    "communityOrganisations",
    "members",
    "partnerships",
    "serves",
    "goals",
)
MEASURE = ("name", "unit", "baseline", "target", "direction")
"""What the version of a milestone tells of each measure."""
ORDERS = {
    "NAME": ("sortKey",),
    "OPENED": ("since", "id"),
    "STARTED": ("since", "id"),
    "PUPILS": ("pupils", "id"),
}
MOST = 100
"""How many a list without pages holds."""

Arguments = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """A thing as a viewer sees it."""

    view: View
    thing: Thing

    def get(self, name: str, arguments: Arguments) -> Any:
        """The value of one of its fields."""
        properties = self.thing.on(self.view.day)
        if self.thing.label == "Round" and name in ANSWERS:
            return page(self.view, self.view.far(self.thing, name), arguments, tied=True)
        match name:
            case "status" if self.thing.label in ("Goal", "Milestone", "GoalMeasure"):
                return self._standing()
            case "kind" | "status":
                return value_of(self.thing, name, self.view.day)
            case "history":
                return [Before(self.view, version) for version in self.thing.before[:MOST]]
            case "opened" | "started":
                return _when(_span(properties).start)
            case "closed" | "ended":
                return _when(_span(properties).end)
            case "place":
                return properties
            case "themes":
                return properties.get("themes", [])
            case "version":
                return version_of(self._read())
            case "day":
                return properties["since"]
            case "pupilsOnFsm":
                return properties.get("fsm")
            case "scheme":
                return properties["key"].split(":", 1)[0].upper()
            case "value" if self.thing.label == "Identifier":
                return properties["key"].split(":", 1)[1]
            case "source":
                return self.view.snapshot.things["Source"][properties["source"]].properties
            case "localAuthority" | "diocese" | "trust" | "owner" | "latest":
                # Where two hold, the one that began later stands.
                found = sorted(self.view.far(self.thing, name), key=lambda pair: _since(*pair))
                return Seen(self.view, found[-1][1]) if found else None
            case "identifiers" | "facts":
                ends = [end for _, end in self.view.far(self.thing, name)]
                ends.sort(key=lambda end: str(end.properties["key"]))
                return [Seen(self.view, end) for end in ends[:MOST]]
            case "milestones" | "measures" | "observations":
                ends = [end for _, end in self.view.far(self.thing, name)]
                return [Seen(self.view, end) for end in sorted(ends, key=PARTS[name])[:MOST]]
            case "formalTies" | "asked" | "predecessors" | "successors":
                found = sorted(self.view.far(self.thing, name), key=lambda pair: _named(*pair))
                return [TieTo(self.view, tie, end) for tie, end in found[:MOST]]
            case "absences":
                both = self.view.far(self.thing, name)
                both += self.view.far(self.thing, "absences of others")
                found = sorted(both, key=lambda pair: _named(*pair))
                return [TieTo(self.view, tie, end) for tie, end in found[:MOST]]
            case "partners":
                partners = self.view.partners(self.thing)
                return page(self.view, [(None, partner) for partner in partners], arguments)
        if name in PAGES:
            return page(self.view, self.view.far(self.thing, name), arguments, tied=True)
        return properties.get(name)

    def _read(self) -> list[Any]:
        """What a reader saw of it, as its version tells."""
        properties = self.thing.properties
        if self.thing.label == "Milestone":
            now = [tie.start for tie in self.thing.into if _goes_on(tie, "MEASURES")]
            told = [
                [measure.properties.get(name) for name in MEASURE]
                for measure in sorted(now, key=_by_name)
            ]
            return [properties.get("description"), properties.get("due"), told]
        fields = OF_GOAL if self.thing.label == "Goal" else FIELDS
        return [properties.get(field) for field in fields]

    def _standing(self) -> str:
        """Where a goal or a part of one stands."""
        day = self.view.day or date.today().isoformat()
        whole = [self.thing]
        while wholes := [t.end for t in whole[-1].out if t.kind in ("MEASURES", "MILESTONE_OF")]:
            whole += wholes
        since = whole[-1].properties["since"]
        start = None if since == BEGINNING else since
        match self.thing.label:
            case "Goal":
                stages = [self._stage(end) for _, end in self.view.far(self.thing, "milestones")]
                return of_goal(stages, start, day)
            case "Milestone":
                return of_milestone(self._stage(self.thing), start, day)
        return of_measure(self._aim(self.thing), start, whole[1].properties.get("due"), day)

    def _stage(self, milestone: Thing) -> Stage:
        measures = [self._aim(end) for _, end in self.view.far(milestone, "measures")]
        return Stage(tuple(measures), milestone.properties.get("due"))

    def _aim(self, measure: Thing) -> Aim:
        ends = [end.properties for _, end in self.view.far(measure, "observations")]
        seen = tuple(Observed(end["since"], end["value"]) for end in ends)
        p = measure.properties
        return Aim(p["target"], Direction(p["direction"]), p.get("baseline"), seen)


@dataclass(frozen=True, slots=True)
class Before:
    """How a thing was described before."""

    view: View
    version: Mapping[str, Any]

    def get(self, name: str, _: Arguments) -> Any:
        """The value of one of its fields."""
        match name:
            case "since":
                since = self.version["since"]
                return None if since == BEGINNING else _when(When(since, since))
            case "changes":
                changes = json.loads(self.version["changes"])
                return [{"field": f, "before": b, "after": a} for f, b, a in changes]
            case "fact":
                fact = self.view.snapshot.things["Fact"].get(self.version.get("saidBy", ""))
                return Seen(self.view, fact) if fact and fact in self.view.seen else None
        return self.version.get(name)


@dataclass(frozen=True, slots=True)
class TieTo:
    """A tie as a viewer sees it, from one of its ends; on a page, with its cursor."""

    view: View
    tie: Tie | None
    end: Thing
    cursor: str | None = None

    def get(self, name: str, _: Arguments) -> Any:
        """The value of one of its fields."""
        if name == "cursor":
            return self.cursor
        if name in ("node", "organisation", "round"):
            return Seen(self.view, self.end)
        assert self.tie is not None
        properties = self.tie.properties
        match name:
            case "kind":
                return self.tie.kind
            case "since":
                return _when(_span(properties).start)
            case "until":
                return _when(_span(properties).end)
            case "mayHaveHeld":
                return may_have_held(properties, self.view.day)
            case "saidBy":
                return properties.get("saidBy", [])
            case "claimed":
                return properties.get("claimed", False)
        return properties.get(name)


def page(
    view: View,
    ties: Iterable[tuple[Tie | None, Thing]],
    arguments: Arguments,
    *,
    tied: bool = False,
) -> dict[str, Any]:
    """A page of what meets the conditions, in the order asked for."""
    size, backward = _size(arguments)
    asked = arguments.get("orderBy") or "NAME"
    names = ORDERS[asked.removesuffix("_DESC")]
    down = asked.endswith("_DESC")
    met = [pair for pair in ties if view.meets(pair[1], arguments.get("where") or {})]
    placed = sorted(
        ((_place(names, tie, end), tie, end) for tie, end in met),
        key=lambda found: found[0],
        reverse=down,
    )
    known = (*names, "since") if tied else names
    after, before = arguments.get("after"), arguments.get("before")
    rest = placed
    if after is not None:
        start = _decoded(after, known)
        rest = [found for found in rest if found[0] != start and (found[0] < start) == down]
    if before is not None:
        stop = _decoded(before, known)
        rest = [found for found in rest if found[0] != stop and (found[0] > stop) == down]
    more = len(rest) > size
    shown = rest[max(0, len(rest) - size) :] if backward else rest[:size]
    edges = [TieTo(view, tie, end, _encoded(place)) for place, tie, end in shown]
    return {
        "totalCount": len(placed),
        "nodes": [Seen(view, edge.end) for edge in edges],
        "edges": edges,
        "pageInfo": {
            "hasNextPage": before is not None or (more and not backward),
            "hasPreviousPage": after is not None or (more and backward),
            "startCursor": edges[0].cursor if edges else None,
            "endCursor": edges[-1].cursor if edges else None,
        },
    }


def _size(arguments: Arguments) -> tuple[int, bool]:
    """How many a page holds, and whether they are the last ones."""
    first, last = arguments.get("first"), arguments.get("last")
    if last is not None and first not in (None, 50):
        raise BadInputError("Not both.")
    size = last if last is not None else 50 if first is None else first
    if size < 0:
        raise BadInputError("Not so few.")
    return size, last is not None


def _place(names: tuple[str, ...], tie: Tie | None, end: Thing) -> list[Any]:
    """Where something stands in a list; pupils that are not known count least."""
    place = [end.properties.get(name, -1) for name in names]
    return [*place, tie.properties["since"]] if tie else place


def _encoded(place: list[Any]) -> str:
    text = json.dumps(place, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(cursor: str, names: tuple[str, ...]) -> list[Any]:
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    except (ValueError, binascii.Error):
        place = []
    if [type(value) is int for value in place] != [name == "pupils" for name in names]:
        raise BadInputError("No cursor of this list.")
    return list(place)


def _goes_on(tie: Tie, kind: str) -> bool:
    return tie.kind == kind and bool(tie.properties["until"] == OPEN)


def _by_name(thing: Thing) -> Any:
    return thing.properties["sortKey"]


def _by_due(milestone: Thing) -> Any:
    return milestone.properties.get("due", OPEN), milestone.properties["sortKey"]


def _newest_first(observation: Thing) -> Any:
    return -date.fromisoformat(observation.properties["since"]).toordinal(), observation.id


PARTS = {"milestones": _by_due, "measures": _by_name, "observations": _newest_first}
"""The parts of goals, and what lists of them are ordered by."""


def _since(tie: Tie, end: Thing) -> tuple[str, str]:
    return tie.properties["since"], end.properties["sortKey"]


def _named(tie: Tie, end: Thing) -> tuple[str, str]:
    return end.properties["sortKey"], tie.properties["since"]


def _span(properties: Any) -> Span:
    return Span.stored(
        properties["since"],
        properties.get("sinceBy"),
        properties["until"],
        properties.get("untilFrom"),
    )


def _when(when: When | None) -> dict[str, str] | None:
    if when is None:
        return None
    return {"earliest": when.earliest, "latest": when.latest, "precision": when.precision}
