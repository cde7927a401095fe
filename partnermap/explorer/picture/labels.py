"""Where labels go: the most important first, each beside what it names, and none on another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from partnermap.explorer.picture.words import width

SIZE = 12.0
"""The size of a label's text."""
BOLD = 1.1
"""How much wider a text is in bold."""
_HEAVY = frozenset(("label strong", "heading", "title"))
_CELL = 48.0
_AIR = 3.0
"""What is free around a label, so that no halo covers a letter, and up to what it names."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: "Box") -> bool:
        """Whether all of it lies in the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Text:
    """A text at a point of its base line, which is its beginning, middle or end."""

    x: float
    y: float
    text: str
    look: str = "label"
    anchor: str = "start"
    size: float = SIZE

    @property
    def box(self) -> Box:
        """The ground that it covers."""
        wide = width(self.text, self.size) * (BOLD if self.look in _HEAVY else 1.0)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return Box(left, self.y - 0.8 * self.size, left + wide, self.y + 0.25 * self.size)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be labelled: a circle, and what it may be called, the best first."""

    x: float
    y: float
    r: float
    names: Sequence[str]
    rank: float
    """The higher the sooner it gets its place."""
    id: str
    look: str = "label"
    needed: bool = False
    """Whether it is tried further away too."""


class Taken:
    """The ground that is taken, found by where it lies."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in boxes:
            self.take(box)

    def take(self, box: Box) -> None:
        """Note that a box is taken."""
        for cell in self._over(box):
            self._cells[cell].append(box)

    def free(self, box: Box) -> bool:
        """Whether nothing that is taken overlaps the box."""
        near = (self._cells.get(cell, ()) for cell in self._over(box))
        return not any(box.meets(other) for boxes in near for other in boxes)

    @staticmethod
    def _over(box: Box) -> Iterator[tuple[int, int]]:
        columns = range(int(box.left // _CELL), int(box.right // _CELL) + 1)
        return product(columns, range(int(box.top // _CELL), int(box.bottom // _CELL) + 1))


def placed(wanted: Iterable[Wanted], taken: Taken, page: Box) -> dict[str, Text]:
    """The label of each that has one, by id; no two overlap, nor what is taken, nor leave the page.

    Parameters
    ----------
    wanted : iterable of Wanted
        What is to be labelled; equal ranks go by id.
    taken : Taken
        What labels keep clear of; the labels are added to it.
    page : Box
        What they keep within.

    Notes
    -----
    Greedy, as Christensen, Marks and Shieber (1995) compare it: each takes the first free place of
    eight around it. Time O(n) for n labels that are spread out.
    """
    found = {}
    for want in sorted(wanted, key=lambda want: (-want.rank, want.id)):
        for text in _places(want):
            box = text.box
            roomy = Box(box.left - _AIR, box.top - _AIR, box.right + _AIR, box.bottom + _AIR)
            if box.within(page) and taken.free(roomy):
                taken.take(box)
                found[want.id] = text
                break
    return found


def _places(want: Wanted) -> Iterator[Text]:
    for far in (0.0, 9.0, 18.0) if want.needed else (0.0,):
        yield from _around(want, want.r + _AIR + far)


def _around(want: Wanted, near: float) -> Iterator[Text]:
    away, middle = near + 0.8 * SIZE, 0.35 * SIZE
    for name in dict.fromkeys(want.names):
        for dx, dy, anchor in (
            (near, middle, "start"),
            (-near, middle, "end"),
            (0.0, away, "middle"),
            (0.0, -near - 0.1 * SIZE, "middle"),
            (0.75 * near, away - 3, "start"),
            (0.75 * near, -near + 2, "start"),
            (-0.75 * near, away - 3, "end"),
            (-0.75 * near, -near + 2, "end"),
        ):
            yield Text(want.x + dx, want.y + dy, name, want.look, anchor)
