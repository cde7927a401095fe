"""What a board report says, in the order in which it is read: frozen records of words alone."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Self

from partnermap.analysis.wording import counted, one_or_many
from partnermap.explorer.report.house import House


@dataclass(frozen=True, slots=True)
class Point:
    """One of the few findings that a board is told first."""

    id: str
    """What to cite: the finding's id, `@` and the data version."""
    sentence: str
    consequence: str
    """What follows from it; empty where that is in the sentence."""
    repair: str
    """What would help."""
    sureness: str


@dataclass(frozen=True, slots=True)
class Goal:
    """Where one goal stands."""

    name: str
    status: str
    """In words, such as `behind`."""
    movement: str
    """From where to where it has moved, and what is wanted."""
    due: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where some of what is told comes from."""

    name: str
    publisher: str
    licence: str
    edition: str


@dataclass(frozen=True, slots=True)
class Report:
    """A board report about one place, on one day, for one viewer."""

    house: House
    place: str
    about: str
    """Which ties it is about, and on which day."""
    day: str
    """The day, as an ISO day: the date that its files bear."""
    summary: tuple[str, ...]
    picture: str
    """As SVG with literal colours."""
    seen: str
    """What the picture shows, for whoever cannot see it."""
    points: tuple[Point, ...]
    other_points: int
    """How many findings are left out, and so on for the other lists."""
    changed: str
    """Between which days, and how much changed."""
    changes: tuple[str, ...]
    other_changes: int
    aims: tuple[str, ...]
    """What is said of the goals together."""
    goals: tuple[Goal, ...]
    other_goals: int
    unknown: tuple[str, ...]
    sources: tuple[Source, ...]
    other_sources: int
    terms: tuple[str, ...]
    """The data version, whose view of the data it is, and how to ask again."""

    @property
    def title(self) -> str:
        """The title of the whole."""
        return f"{self.place}: {self.house.words.title}"

    @property
    def no_points(self) -> str:
        """What is said in place of findings where there is none to tell."""
        return "" if self.points else "Nothing that needs attention was found in what is on record."

    @property
    def left_out(self) -> dict[str, str]:
        """By list, the sentence that says how much of it is left out; empty where nothing is."""
        return {
            "points": _left(self.other_points, "finding"),
            "changes": _left(self.other_changes, "change"),
            "goals": _left(self.other_goals, "goal"),
            "sources": _left(self.other_sources, "source"),
        }

    def with_texts(self, change: Callable[[str], str]) -> Self:
        """The same with each text changed that is told: not the picture, the house and the ids."""
        changed: Self = each_text(replace(self, picture="", house=House()), change)
        points = zip(changed.points, self.points, strict=True)
        kept = tuple(replace(point, id=before.id) for point, before in points)
        return replace(changed, picture=self.picture, house=self.house, points=kept)


def each_text(told: Any, change: Callable[[str], str]) -> Any:
    """What is told, with each text in it changed: a text, a tuple or a record of them."""
    if isinstance(told, str):
        return change(told)
    if isinstance(told, tuple):
        return tuple(each_text(part, change) for part in told)
    if is_dataclass(told) and not isinstance(told, type):
        return replace(told, **{name: each_text(part, change) for name, part in _all(told).items()})
    return told


def _all(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _left(count: int, what: str) -> str:
    if count == 0:
        return ""
    is_ = one_or_many(count, "is", "are")
    return f"{counted(count, f'more {what}', f'more {what}s')} {is_} left out here."
