"""Where things stand: springs between what is tied, or grid references on a plain map."""

from collections.abc import Mapping, Sequence
from math import atan2, cos, pi, sin, sqrt

import networkx as nx

from partnermap.explorer.picture.drawing import Drawing
from partnermap.explorer.picture.spacing import Point, apart
from partnermap.vocabulary import Layer

WIDE = 868.0
"""The width that a network is laid out in."""
CLOSEST = 28.0
"""How near two centres may be: two double rings touch, and each can be pressed by itself."""
_ROOM = 4_300.0
"""The square units that each has, with its label."""
_FORMAL = 0.08
"""How hard a formal tie pulls: hundreds of schools hang on one authority."""
_ROUNDS = 80
_EVEN = 0.4
"""How far a crowded middle is spread: 0 leaves it, 1 puts all at equal steps."""
GOLDEN = pi * (3 - sqrt(5))
"""The angle by which points on a spiral never lie behind each other."""


def graph(drawing: Drawing) -> nx.Graph:
    """All that is tied, hidden or not, in a fixed order; the closer a tie, the harder it pulls."""
    tied: nx.Graph = nx.Graph()
    ends = {end for tie in drawing.ties for end in (tie.start, tie.end)}
    tied.add_nodes_from(sorted(ends))
    for tie in sorted(drawing.ties, key=lambda tie: (tie.start, tie.end, tie.layer, tie.how)):
        pull = _FORMAL if tie.layer is Layer.FORMAL else 0.6 + 0.4 * min(tie.weight, 2.0)
        if tied.has_edge(tie.start, tie.end):
            tied.edges[tie.start, tie.end]["weight"] += pull
        else:
            tied.add_edge(tie.start, tie.end, weight=pull)
    return tied


def by_ties(drawing: Drawing) -> dict[str, Point]:
    """Where all that is tied stands, each part that hangs together by itself, the largest on top.

    Who has formal ties alone stands amid those it is tied to, so that they do not pull apart who
    works together.
    """
    tied = graph(drawing)
    working = {e for t in drawing.ties if t.layer is Layer.WORKING for e in (t.start, t.end)}
    core = tied.subgraph(sorted(working)) if working else tied
    points = _packed(core)
    for round_ in range(3):
        for n, id_ in enumerate(sorted(set(tied) - set(core))):
            if near := [points[other] for other in sorted(tied[id_]) if other in points]:
                x, y = middle(near)
                out = 30 + 5 * (n % 7) if round_ == 0 else 0
                points[id_] = (x + out * cos(n * GOLDEN), y + out * sin(n * GOLDEN))
    loose = sorted(set(tied) - set(points))
    points |= {id_: (WIDE / 2, CLOSEST * n) for n, id_ in enumerate(loose)}
    return _apart(points)


def on_map(drawing: Drawing) -> dict[str, Point]:
    """Where all that is tied lies by grid reference, as far apart as it takes to tell them."""
    return _apart(located(drawing)) or by_ties(drawing)


def located(drawing: Drawing) -> dict[str, Point]:
    """Where all that is tied lies; who has no grid reference, amid those it is tied to.

    Empty where not one of them has a grid reference.
    """
    tied = graph(drawing)
    known = _references(drawing)
    if not known:
        return {}
    points = dict(known)
    for _ in range(3):  # a partnership amid its members; who is known by partnerships amid those
        for id_ in sorted(set(tied) - set(known)):
            if near := [points[other] for other in sorted(tied[id_]) if other in points]:
                points[id_] = middle(near)
    centre = middle([known[id_] for id_ in sorted(known)])
    points |= dict.fromkeys(sorted(set(tied) - set(points)), centre)
    units, (left, top) = _units(known), (min(axis) for axis in zip(*known.values(), strict=True))
    return {
        id_: (20 + (x - left) * units, 20 + (y - top) * units) for id_, (x, y) in points.items()
    }


def scale(drawing: Drawing) -> float | None:
    """How many units of a map stand for a metre; None where nobody's grid reference is known."""
    known = _references(drawing)
    return _units(known) if known else None


def _references(drawing: Drawing) -> dict[str, Point]:
    """The grid references of what is tied, in metres east and metres south."""
    tied = {end for tie in drawing.ties for end in (tie.start, tie.end)}
    return {
        o.id: (float(o.easting), -float(o.northing))
        for o in sorted(drawing.organisations, key=lambda o: o.id)
        if o.easting is not None and o.northing is not None and o.id in tied
    }


def _units(known: Mapping[str, Point]) -> float:
    """So many for each metre that a map fits its width and is not too tall."""
    across, down = (max(axis) - min(axis) for axis in zip(*known.values(), strict=True))
    return float(min((WIDE - 40) / max(across, 1_000), 700 / max(down, 1_000)))


def unit(points: Mapping[str, Point]) -> dict[str, Point]:
    """The points turned so that they are wider than tall, and stretched to between 0 and 1."""
    cx, cy = middle(list(points.values()))
    away = {id_: (x - cx, y - cy) for id_, (x, y) in points.items()}
    xx, yy = (sum(point[axis] ** 2 for point in away.values()) for axis in (0, 1))
    xy = sum(x * y for x, y in away.values())
    turn = -atan2(2 * xy, xx - yy) / 2
    turned = {
        id_: (x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn))
        for id_, (x, y) in away.items()
    }
    lows, highs = ([f(axis) for axis in zip(*turned.values(), strict=True)] for f in (min, max))
    spans = [high - low for low, high in zip(lows, highs, strict=True)]
    return {
        id_: (
            (x - lows[0]) / spans[0] if spans[0] > 1e-9 else 0.5,
            (y - lows[1]) / spans[1] if spans[1] > 1e-9 else 0.5,
        )
        for id_, (x, y) in turned.items()
    }


def _packed(core: nx.Graph) -> dict[str, Point]:
    """The parts that hang together in rows, the largest first."""
    parts = sorted((sorted(part) for part in nx.connected_components(core)), key=_largest_first)
    points: dict[str, Point] = {}
    left = top = tall = 0.0
    for part in parts:
        wide, high = _extent(len(part))
        if len(part) * 2 > len(core):
            wide = WIDE
        if left and left + wide > WIDE:
            left, top, tall = 0.0, top + tall, 0.0
        for id_, (x, y) in _sprung(core.subgraph(part), part).items():
            points[id_] = (left + (0.08 + 0.84 * x) * wide, top + (0.06 + 0.88 * y) * high)
        left, tall = left + wide, max(tall, high)
    return points


def _sprung(part: nx.Graph, order: Sequence[str]) -> dict[str, Point]:
    """One part that hangs together, by springs (Fruchterman and Reingold 1991)."""
    fixed: nx.Graph = nx.Graph()  # a subgraph's own order is that of a set
    fixed.add_nodes_from(order)
    ends = sorted((*sorted(ends), pull) for *ends, pull in part.edges.data("weight"))
    fixed.add_weighted_edges_from(ends)
    distance = 1.6 / sqrt(len(order))
    sprung = nx.spring_layout(fixed, k=distance, iterations=_ROUNDS, seed=1, method="force")
    return evened(unit({id_: (float(x), float(y)) for id_, (x, y) in sprung.items()}), _EVEN)


def evened(points: Mapping[str, Point], share: float) -> dict[str, Point]:
    """Points between 0 and 1 moved some share of the way to equal steps, in the same order."""
    last = max(len(points) - 1, 1)
    orders = [sorted(points, key=lambda id_: (points[id_][axis], id_)) for axis in (0, 1)]
    ranks = [{id_: at / last for at, id_ in enumerate(order)} for order in orders]
    return {
        id_: (
            (1 - share) * x + share * ranks[0][id_],
            (1 - share) * y + share * ranks[1][id_],
        )
        for id_, (x, y) in points.items()
    }


def _apart(points: Mapping[str, Point]) -> dict[str, Point]:
    """The points as far apart as it takes to tell them."""
    if not points:
        return {}
    tall = max(y for _, y in points.values()) + CLOSEST
    found = apart(points, dict.fromkeys(points, (CLOSEST, CLOSEST)), WIDE, tall)
    top = min(y for _, y in found.values()) - CLOSEST / 2
    return {id_: (x, y - top) for id_, (x, y) in found.items()}


def _extent(many: int) -> tuple[float, float]:
    """The width and height for so many."""
    wide = min(max(sqrt(1.5 * _ROOM * many), 190.0), WIDE)
    return wide, max(_ROOM * many / wide, 70.0)


def _largest_first(part: Sequence[str]) -> tuple[int, str]:
    return -len(part), part[0]


def middle(points: Sequence[Point]) -> Point:
    """The point amid some."""
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return x, y
