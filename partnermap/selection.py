"""What a caller asked for, as a plain tree: the type the API makes and the store reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from partnermap.scope import Access

ANY = "*"
"""The key of fields that stand for every concrete type of an interface."""
APART = ("Partnership", "Round", "Goal")
"""Types of what has a global id and is no organisation."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One requested field: its name in the schema, its key in the answer, and what is under it.

    `slot` says where its arguments stand in a request's `arguments`; None if it takes none.
    `under` maps a concrete type to the fields asked of it, with `ANY` for those asked of all.
    `order` gives, for a concrete type, the keys in the order in which they were asked.
    """

    name: str
    key: str
    slot: int | None = None
    under: Mapping[str, tuple["Field", ...]] = field(default_factory=dict)
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """What one run of a selection is given: coerced arguments by slot, and the viewer's access."""

    arguments: tuple[Mapping[str, Any], ...]
    access: Access
