"""Keeping things apart: what lies on each other is pushed until it does not."""

from collections.abc import Mapping

from partnermap.explorer.picture.labels import Box, Taken

Point = tuple[float, float]
_ROUNDS = 80
_GROWTH = 1.01
"""How much further down things may go after each round."""


def apart(
    points: Mapping[str, Point],
    sizes: Mapping[str, tuple[float, float]],
    wide: float,
    tall: float,
) -> dict[str, Point]:
    """The points moved so that no two of the rectangles around them overlap.

    Parameters
    ----------
    points : dict of (x, y) by id
        Centres of the rectangles.
    sizes : dict of (width, height) by id
        How large each is.
    wide, tall : float
        All keep between 0 and this from left to right, and from top to bottom where there is room;
        where there is not, they go down as far as it takes.

    Notes
    -----
    Each round pushes overlapping pairs apart, half each, along the shorter way; what still overlaps
    after the last is moved down, from the top. Time O(n log n) a round for n that are spread out.
    """
    now = {id_: [*points[id_]] for id_ in sorted(points)}
    for _ in range(_ROUNDS):
        for id_, at in now.items():
            for axis, most in enumerate((wide, tall)):
                half = sizes[id_][axis] / 2
                at[axis] = min(max(at[axis], half), most - half)
        if not _pushed(now, sizes):
            break
        tall *= _GROWTH
    return _dropped({id_: (at[0], at[1]) for id_, at in now.items()}, sizes, wide)


def _pushed(now: Mapping[str, list[float]], sizes: Mapping[str, tuple[float, float]]) -> bool:
    """Whether a round of pushing moved anything."""
    order = sorted(now, key=lambda id_: (now[id_][0] - sizes[id_][0] / 2, id_))
    widest, moved = max((sizes[id_][0] for id_ in order), default=0.0), False
    for at, one in enumerate(order):
        (x, y), (w, h) = now[one], sizes[one]
        for other in order[at + 1 :]:
            (ox, oy), (ow, oh) = now[other], sizes[other]
            if ox - x > (w + widest) / 2 + 1:
                break
            over_x, over_y = (w + ow) / 2 - abs(ox - x), (h + oh) / 2 - abs(oy - y)
            if over_x > 0.01 and over_y > 0.01:
                axis = 0 if over_x < over_y else 1
                half = (over_x, over_y)[axis] / 2 + 0.01
                way = half if now[other][axis] >= now[one][axis] else -half
                now[other][axis] += way
                now[one][axis] -= way
                x, y = now[one]
                moved = True
    return moved


def _dropped(
    points: Mapping[str, Point], sizes: Mapping[str, tuple[float, float]], wide: float
) -> dict[str, Point]:
    """What still overlaps moved down, those further up first."""
    taken, found = Taken(), {}
    for id_ in sorted(points, key=lambda id_: (points[id_][1], id_)):
        (x, y), (w, h) = points[id_], sizes[id_]
        x = min(max(x, w / 2), wide - w / 2)
        while not taken.free(box := _box(x, y, w - 0.02, h - 0.02)):
            y += 4
        taken.take(box)
        found[id_] = (x, y)
    return found


def _box(x: float, y: float, w: float, h: float) -> Box:
    return Box(x - w / 2, y - h / 2, x + w / 2, y + h / 2)
