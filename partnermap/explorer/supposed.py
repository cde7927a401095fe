"""Changes that are supposed: as an address holds them, as a form names them, as the API takes them.

`/try/diocese:ZZ01?without=urn:900044&merge=uid:90001,uid:90002` holds two.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from partnermap.errors import BadInputError
from partnermap.model.names import fold

_BETWEEN = ","
_MOST_SHOWN = 8


class Sort(Enum):
    """What a change may be about: any organisation, those of one kind, or partnerships."""

    ORGANISATION = "organisation"
    SCHOOL = "school"
    TRUST = "trust"
    PARTNERSHIP = "partnership"


@dataclass(frozen=True, slots=True)
class How:
    """One sort of change: what a form calls it, what it takes and how many."""

    title: str
    example: str
    takes: tuple[Sort, ...]
    """What the fields of a form name, one after the other."""
    least: int
    most: int
    asked: Callable[[Sequence[str]], Mapping[str, Any]]
    """From the ids, the change as the API takes it."""
    told: Callable[[Sequence[str]], str]
    """From the names, the change in words."""


HOWS: Final = {
    "without": How(
        "An organisation leaves",
        "the organisation",
        (Sort.ORGANISATION,),
        1,
        1,
        lambda ids: {"leave": ids[0]},
        lambda names: f"{names[0]} leaves",
    ),
    "merge": How(
        "A trust becomes part of another",
        "the trust that is no more, then the one it becomes part of",
        (Sort.TRUST, Sort.TRUST),
        2,
        2,
        lambda ids: {"merge": {"trust": ids[0], "into": ids[1]}},
        lambda names: f"{names[0]} becomes part of {names[1]}",
    ),
    "move": How(
        "A school passes to another trust",
        "the school, then the trust; without a trust it is in none",
        (Sort.SCHOOL, Sort.TRUST),
        1,
        2,
        lambda ids: {"move": {"school": ids[0], "trust": ids[1] if len(ids) > 1 else None}},
        lambda names: f"{names[0]} passes to {names[1] if len(names) > 1 else 'no trust'}",
    ),
    "together": How(
        "Two begin to work together",
        "the one, then the other",
        (Sort.ORGANISATION, Sort.ORGANISATION),
        2,
        500,
        lambda ids: {"begin": {"members": list(ids)}},
        lambda names: f"{', '.join(names[:-1])} and {names[-1]} begin to work together",
    ),
    "end": How(
        "A partnership ends",
        "the partnership",
        (Sort.PARTNERSHIP,),
        1,
        1,
        lambda ids: {"end": ids[0]},
        lambda names: f"“{names[0]}” ends",
    ),
}
"""By its name in an address, each sort of change."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of those that are supposed, one after another."""

    how: str
    ids: tuple[str, ...]

    @property
    def value(self) -> str:
        """What stands behind its name in an address."""
        return _BETWEEN.join(self.ids)

    @property
    def asked(self) -> Mapping[str, Any]:
        """The change as the API takes it."""
        return HOWS[self.how].asked(self.ids)

    def told(self, names: Mapping[str, str]) -> str:
        """The change in words, by the names of its ids as far as they are known."""
        return HOWS[self.how].told([names.get(id_, id_) for id_ in self.ids])


def read_changes(chosen: Iterable[tuple[str, str]]) -> tuple[Change, ...]:
    """The changes that an address holds, in its order."""
    return tuple(made(name, value.split(_BETWEEN)) for name, value in chosen if name in HOWS)


def made(name: str, parts: Iterable[str]) -> Change:
    """A change of a sort and what it is about; BadInputError for too few or too many."""
    ids = tuple(filter(None, map(str.strip, parts)))
    how = HOWS[name]
    if not how.least <= len(ids) <= how.most:
        raise BadInputError(f"“{how.title}” takes {how.example}; {len(ids)} were given.")
    return Change(name, ids)


def named(text: str, names: Mapping[str, str]) -> str:
    """The id of what is meant by an id or a name; BadInputError where none or several are meant.

    A part of a name will do where no other name holds it.
    """
    if text in names:
        return text
    folded = fold(text)
    likely = [id_ for id_, name in names.items() if folded in fold(name)]
    exact = [id_ for id_ in likely if fold(names[id_]) == folded]
    found = exact or likely
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInputError(
            f"Nothing here is called “{text[:200]}”: try a part of the name, or choose a larger "
            "place."
        )
    shown = "; ".join(f"{names[id_]} ({id_})" for id_ in found[:_MOST_SHOWN])
    more = f" and {len(found) - _MOST_SHOWN} more" if len(found) > _MOST_SHOWN else ""
    raise BadInputError(f"“{text[:200]}” may mean {shown}{more}: type more of the name, or its id.")
