"""What one viewer sees on one day: which ties lead where, and what meets which conditions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from partnermap.model.dates import OPEN
from partnermap.model.names import fold
from partnermap.vocabulary import Kind
from tests.api.snapshot import FORMAL, Snapshot, Thing, Tie, held

TIES: dict[str, tuple[tuple[str, ...], bool, str | None]] = {
    "localAuthority": (("IN_LA",), False, None),
    "diocese": (("IN_DIOCESE",), False, None),
    "trust": (("IN_TRUST",), False, None),
    "groups": (("IN_GROUP",), False, None),
    "formalTies": (FORMAL, False, None),
    "schools": (FORMAL, True, "School"),
    "communityOrganisations": (FORMAL, True, "CommunityOrganisation"),
    "members": (("IN_GROUP", "MEMBER_OF"), True, None),
    "partnerships": (("MEMBER_OF",), False, None),
    "serves": (("SERVES",), False, None),
    "absences": (("ABSENT",), False, None),
    "absences of others": (("ABSENT",), True, None),
    "asked": (("ASKED",), False, None),
    "identifiers": (("IDENTIFIED_BY",), False, None),
    "facts": (("ABOUT",), True, None),
    "predecessors": (("SUCCEEDED_BY",), True, None),
    "successors": (("SUCCEEDED_BY",), False, None),
    "goals": (("OWNED_BY",), True, None),
    "Partnership.goals": (("PURSUES",), False, None),
    "Goal.partnerships": (("PURSUES",), True, None),
    "owner": (("OWNED_BY",), False, None),
    "milestones": (("MILESTONE_OF",), True, None),
    "measures": (("MEASURES",), True, None),
    "observations": (("OBSERVES",), True, None),
    "latest": (("OBSERVES",), True, None),
}
"""For a field: the kinds of its ties, whether they come in, and the label of their far ends.

Where things of one label have another field of the name, the label comes before it.
"""
ANSWERS = {"asked": None, "complete": "COMPLETE", "partial": "PARTIAL", "silent": "SILENT"}
"""For a field of a round: what came back from those it lists; None for all."""
UNDATED = ("ASKED", "IDENTIFIED_BY", "ABOUT")
EVER = ("predecessors", "successors")
"""Fields that lead to what may not have existed on the day asked about."""

Where = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """What one viewer sees on one day; without a day, of all that is known."""

    snapshot: Snapshot
    seen: set[Thing]
    """What the viewer may see at all."""
    day: str | None

    def sees(self, thing: Thing) -> bool:
        """Whether a thing is there for the viewer."""
        timeless = self.day is None or "since" not in thing.properties
        return thing in self.seen and (timeless or held(thing.properties, self.day))

    def far(self, thing: Thing, name: str) -> list[tuple[Tie, Thing]]:
        """The ties of a field that hold, each with the thing it leads to."""
        if thing.label == "Round":
            return self._asked(thing, ANSWERS[name])
        kinds, inwards, label = TIES.get(f"{thing.label}.{name}") or TIES[name]
        ties = [
            (tie, tie.start if inwards else tie.end)
            for tie in (thing.into if inwards else thing.out)
            if tie.kind in kinds and (tie.kind in UNDATED or held(tie.properties, self.day))
        ]
        there = self.seen.__contains__ if name in EVER else self.sees
        return [(tie, end) for tie, end in ties if there(end) and label in (None, end.label)]

    def partners(self, thing: Thing) -> set[Thing]:
        """The organisations that share a partnership with one."""
        shared = [partnership for _, partnership in self.far(thing, "partnerships")]
        return {end for partnership in shared for _, end in self.far(partnership, "members")} - {
            thing
        }

    def _asked(self, round_: Thing, answer: str | None) -> list[tuple[Tie, Thing]]:
        """Those on the list of a round, or those of them of whom this came back."""
        return [
            (tie, tie.start)
            for tie in round_.into
            if tie.kind == "ASKED" and held(tie.properties, self.day) and self.sees(tie.start)
            if answer in (None, tie.properties["answer"])
        ]

    def meets(self, thing: Thing, where: Where) -> bool:
        """Whether a thing meets all conditions."""
        return all(self._meets(thing, name, given) for name, given in where.items())

    def _meets(self, thing: Thing, name: str, given: Any) -> bool:
        if name in ("localAuthority", "diocese", "trust", "owner"):
            ends = [end for _, end in self.far(thing, name)]
            return not ends if given is None else any(self.meets(end, given) for end in ends)
        if given is None:
            return True
        if name == "and":
            return all(self.meets(thing, each) for each in given)
        if name == "or":
            return any(self.meets(thing, each) for each in given)
        if name == "not":
            return not self.meets(thing, given)
        given = {operator: value for operator, value in given.items() if value is not None}
        if name in TIES or name in ANSWERS:
            counts = {
                operator: sum(self.meets(end, where) for _, end in self.far(thing, name))
                for operator, where in given.items()
            }
            return counts.get("some", 1) > 0 and counts.get("none", 0) == 0
        if name == "id":
            given = {o: [self.snapshot.former.get(id_, id_) for id_ in v] for o, v in given.items()}
        value = value_of(thing, name, self.day)
        if name == "name":
            value, given = fold(value), {o: _folded(words) for o, words in given.items()}
        return all(OPERATORS[operator](value, words) for operator, words in given.items())


def value_of(thing: Thing, name: str, day: str | None) -> Any:
    """What a condition of that name is about."""
    properties, partnership = thing.on(day), thing.label == "Partnership"
    if name == "kind" and not partnership:
        return Kind(properties["kind"]).name
    if name == "status":
        goes_on, over = ("ACTIVE", "ENDED") if partnership else ("OPEN", "CLOSED")
        if day is None:
            return properties.get("status", goes_on if properties["until"] == OPEN else over)
        if properties["until"] < day:
            return over
        status = properties.get("status", goes_on)
        return goes_on if status == over else status
    return properties.get("themes" if name == "theme" else name)


def _folded(words: str | list[str]) -> str | list[str]:
    return fold(words) if isinstance(words, str) else [fold(word) for word in words]


def _among(value: Any, words: list[str]) -> bool:
    if isinstance(value, list):
        return bool({*value} & {*words})
    return value in words


OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "in": _among,
    "notIn": lambda value, words: not _among(value, words),
    "contains": lambda name, part: part in name,
    "startsWith": lambda name, part: name.startswith(part),
    "gte": lambda number, least: number is not None and number >= least,
    "lte": lambda number, most: number is not None and number <= most,
}
