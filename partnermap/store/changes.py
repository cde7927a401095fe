"""What passes between an import and the store: facts, and what is to be written of them."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from partnermap.model.facts import Value

PARTNERSHIP = "Partnership"
ROUND = "Round"
ORGANISATION = "Organisation"
DISTRICT = "District"
VERSIONED = (ORGANISATION, PARTNERSHIP)
"""Of what is found under these labels it is kept how it was described before."""
GOAL = "Goal"
MILESTONE = "Milestone"
MEASURE = "GoalMeasure"
OBSERVATION = "Observation"
SOMEBODY = "?"
"""What a fact waits for whose row names nobody surely: that somebody says whom it means."""
_HOMES = {
    "partnership": PARTNERSHIP,
    "round": ROUND,
    "gss": DISTRICT,
    "goal": GOAL,
    "milestone": MILESTONE,
    "measure": MEASURE,
    "observation": OBSERVATION,
}


def home(id_: str) -> str:
    """The label under which a thing is found by its id."""
    return _HOMES.get(id_.partition(":")[0], ORGANISATION)


@dataclass(slots=True)
class Changes:
    """Additions, alterations and removals, grouped by what one statement can do at once."""

    new: dict[str, list[tuple[str, dict[str, Value]]]] = field(default_factory=dict)
    """Label to (id, properties) of things that are not in the store yet."""
    altered: dict[str, list[tuple[str, dict[str, Value]]]] = field(default_factory=dict)
    """Home to (id, properties to set) of things that are; a property that is None is removed."""
    ties: dict[str, list[tuple[str, str, str, dict[str, Value]]]] = field(default_factory=dict)
    """Kind to (start, end, since, all properties); start, end and since are a tie's identity."""
    cut: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    """Kind to the identities of ties that are now part of others, or were a mistake."""
    worded: dict[str, list[tuple[str, dict[str, Value]]]] = field(default_factory=dict)
    """Home to (id, properties) of earlier descriptions to keep."""
    unworded: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Home to (id, last day) of earlier descriptions that are no longer thought to have held."""
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    """(id of an organisation, `scheme:value`)."""
    lost_identifiers: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        nodes = self.new or self.altered or self.identifiers or self.lost_identifiers
        return bool(nodes or self.ties or self.cut or self.worded or self.unworded)


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact to be kept: its key, its properties, and the ids of what it is about."""

    key: str
    properties: dict[str, Any]
    about: tuple[str, ...]
    new: bool
    """Whether it is certain that the store has no fact of this key."""


class HeldFact(NamedTuple):
    """What tells whether an edition says anything new about a row."""

    key: str
    hash: str
    published: str
    past: bool
    waits_for: str | None


class StoredFact(NamedTuple):
    """A fact as it stands in the store."""

    key: str
    source: str
    line: int
    published: str
    import_id: str
    hash: str
    content: str
    past: bool
    waits_for: str | None
