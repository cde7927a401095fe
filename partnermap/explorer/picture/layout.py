"""Where things stand: springs between what is tied, or grid references on a plain map."""

from collections.abc import Mapping, Sequence
from math import atan2, cos, sin, sqrt

import networkx as nx

from partnermap.explorer.picture.drawing import Drawing
from partnermap.explorer.picture.spacing import Point, apart
from partnermap.vocabulary import Layer

WIDE = 868.0
"""The width that a network is laid out in."""
CLOSEST = 25.0
"""How near two centres may be: each can be pressed by itself (WCAG 2.2, 2.5.8)."""
_ROOM = 4_300.0
"""The square units that each has, with its label."""
_FORMAL = 0.08
"""How hard a formal tie pulls: hundreds of schools hang on one authority."""
_ROUNDS = 120


def graph(drawing: Drawing) -> nx.Graph:
    """All that is tied, hidden or not, in a fixed order; a tie pulls the harder, the closer it is."""
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
    """Where all that is tied stands, each part that hangs together by itself, the largest on top."""
    tied = graph(drawing)
    parts = sorted((sorted(part) for part in nx.connected_components(tied)), key=_largest_first)
    points: dict[str, Point] = {}
    left = top = tall = 0.0
    for part in parts:
        wide, high = _extent(len(part))
        if left and left + wide > WIDE:
            left, top, tall = 0.0, top + tall, 0.0
        whole = len(part) * 2 > len(tied) or left == 0.0 and wide > WIDE / 2
        if whole:
            wide = WIDE
        for id_, (x, y) in _sprung(tied.subgraph(part), part).items():
            points[id_] = (left + (0.06 + 0.88 * x) * wide, top + (0.06 + 0.88 * y) * high)
        left, tall = left + wide, max(tall, high)
    return _apart(points)


def on_map(drawing: Drawing) -> dict[str, Point]:
    """Where all that is tied lies; who has no grid reference, amid those it is tied to."""
    tied = graph(drawing)
    known = {
        o.id: (float(o.easting), -float(o.northing))
        for o in drawing.organisations
        if o.easting is not None and o.northing is not None and o.id in tied
    }
    if not known:
        return by_ties(drawing)
    points = dict(known)
    for _ in range(3):  # a partnership amid its members; who is known by partnerships amid those
        for id_ in sorted(set(tied) - set(known)):
            if near := [points[other] for other in sorted(tied[id_]) if other in points]:
                points[id_] = middle(near)
    centre = middle([known[id_] for id_ in sorted(known)])
    points |= {id_: centre for id_ in sorted(set(tied) - set(points))}
    scale, (left, top) = map_scale(known), (min(axis) for axis in zip(*known.values(), strict=True))
    return _apart(
        {id_: (20 + (x - left) * scale, 20 + (y - top) * scale) for id_, (x, y) in points.items()}
    )


def map_scale(known: Mapping[str, Point]) -> float:
    """Units of a picture for each metre, so that a map fits its width and is not too tall."""
    across, down = (max(axis) - min(axis) for axis in zip(*known.values(), strict=True))
    return min((WIDE - 40) / max(across, 1_000), 700 / max(down, 1_000))


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


def _sprung(part: nx.Graph, order: Sequence[str]) -> dict[str, Point]:
    """One part that hangs together, by springs (Fruchterman and Reingold 1991)."""
    fixed: nx.Graph = nx.Graph()  # a subgraph's own order is that of a set
    fixed.add_nodes_from(order)
    fixed.add_weighted_edges_from(
        sorted((*sorted(e[:2]), e[2]["weight"]) for e in part.edges.data())
    )
    distance = 1.6 / sqrt(len(order))
    sprung = nx.spring_layout(fixed, k=distance, iterations=_ROUNDS, seed=1, method="force")
    return unit({id_: (float(x), float(y)) for id_, (x, y) in sprung.items()})


def _apart(points: Mapping[str, Point]) -> dict[str, Point]:
    sizes = dict.fromkeys(points, (CLOSEST, CLOSEST))
    return apart(points, sizes, WIDE)


def _extent(many: int) -> tuple[float, float]:
    """The width and height for so many."""
    wide = min(max(sqrt(1.5 * _ROOM * many), 190.0), WIDE)
    return wide, max(_ROOM * many / wide, 70.0)


def _largest_first(part: Sequence[str]) -> tuple[int, str]:
    return -len(part), part[0]


def middle(points: Sequence[Point]) -> Point:
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return x, y
