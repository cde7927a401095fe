"""A large network as groups: those that work together most, or of one trust or authority."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import cos, sin, sqrt

import networkx as nx

from partnermap.analysis.measures.louvain import find_parts
from partnermap.explorer.picture import layout
from partnermap.explorer.picture.drawing import Drawing, Group, Organisation, Tie
from partnermap.explorer.picture.labels import BOLD, SIZE, Text
from partnermap.explorer.picture.scene import MARGIN, Line, Mark, Scene, partners, unheard
from partnermap.explorer.picture.shapes import KINDS, circle, number, outline
from partnermap.explorer.picture.spacing import Point, apart
from partnermap.explorer.picture.words import fitted, shortened, width
from partnermap.vocabulary import Kind

MOST_GROUPS = 25
_STRONGEST = 3
"""Each group's strongest links are drawn, so many of them; the rest are counted."""
_STEP = 8.0
_MOST_SHAPES = 90
"""A group draws so many of its organisations at most; its label counts them all."""
_RINGS = (5.2, 6.9)
"""The double ring around one that others hang on."""
_LABEL = 215.0
_LOOSE = 1.25
"""How much ground a picture has for each unit that its groups cover."""
_EVEN = 0.75
"""How far groups are spread over the picture: some have no links, and would fly off."""

Links = Mapping[tuple[str, str], int]
"""By the ids of two groups, how many pairs of their organisations are tied."""


def groups(drawing: Drawing) -> tuple[Group, ...]:
    """The groups of those that are tied, at most 25, the largest first; the smallest are one."""
    tied = {o.id for o in drawing.connected}
    given = drawing.groups or _clusters(drawing)
    kept = [replace(group, members=group.members & tied) for group in given]
    kept = [group for group in kept if group.members]
    if rest := tied.difference(*(group.members for group in kept)):
        kept.append(Group("elsewhere", "Others", frozenset(rest)))
    kept.sort(key=lambda group: (-len(group.members), group.id))
    if len(kept) > MOST_GROUPS:
        small = kept[MOST_GROUPS - 1 :]
        members = frozenset().union(*(group.members for group in small))
        kept = [*kept[: MOST_GROUPS - 1], Group("smaller", f"{len(small)} smaller groups", members)]
    return tuple(kept)


def opened(drawing: Drawing, group: str) -> Drawing:
    """The drawing of one of its groups: its organisations, and whoever they are tied to.

    Where that is too much to be read one by one, ties that lead out of the group are left out, but
    for those of whoever has no others, and the title says so; where it still is, it is in groups
    again.
    """
    found = next((g for g in groups(drawing) if g.id == group), None)
    if found is None:
        return replace(drawing, organisations=(), partnerships=(), ties=(), groups=())
    members, larger = found.members, {p.id for p in drawing.partnerships}
    joined = {t.end for t in drawing.ties if t.start in members and t.end in larger}
    around = _among(drawing, members, lambda t: bool({t.start, t.end} & (members | joined)))
    inner = {(t.start, t.end) for t in drawing.ties if t.start in members}
    inner = {(start, end) for start, end in inner if end in members | joined}
    lone = members.difference(*inner)
    kept = inner | {(t.start, t.end) for t in drawing.ties if {t.start, t.end} & lone}
    within = _among(drawing, members, lambda t: (t.start, t.end) in kept)
    inside = [g for g in drawing.groups if g.members & members and g.id != group]
    return replace(
        within if around.large else around,
        title=f"{drawing.title}: {found.name}{', ties within it' if around.large else ''}",
        groups=tuple(inside) if len(inside) > 1 else (),
        opened=(*drawing.opened, group),
    )


def _among(drawing: Drawing, members: frozenset[str], kept: Callable[[Tie], bool]) -> Drawing:
    """The drawing of the ties that are kept and all at their ends; only members are inside."""
    ties = tuple(tie for tie in drawing.ties if kept(tie))
    ends = {end for tie in ties for end in (tie.start, tie.end)}
    return replace(
        drawing,
        organisations=tuple(
            o if o.id in members else replace(o, outside=True)
            for o in drawing.organisations
            if o.id in ends
        ),
        partnerships=tuple(p for p in drawing.partnerships if p.id in ends),
        ties=ties,
    )


def grouped(drawing: Drawing, named: tuple[Group, ...]) -> Scene:
    """The scene of a large network: circles of organisations, and how they are linked."""
    of = {id_: group.id for group in named for id_ in group.members}
    links = _links(drawing, of)
    radius = {g.id: _STEP * sqrt(min(len(g.members), _MOST_SHAPES)) + 10 for g in named}
    at = _places(drawing, named, links, radius)
    drawn = _strongest(links)
    names = {group.id: group.name for group in named}
    who = {o.id: o for o in drawing.connected}
    lines = tuple(
        _curve(at[one], at[other], links[one, other], (one, other), names) for one, other in drawn
    )
    marks = tuple(
        _mark(group, who, at[group.id], radius[group.id], links, drawn, drawing) for group in named
    )
    low = max(text.box.bottom for mark in marks for text in mark.labels)
    return Scene(low + MARGIN, lines, marks, groups=len(named))


def _clusters(drawing: Drawing) -> tuple[Group, ...]:
    """Who works together most, by the Louvain method (Blondel et al. 2008)."""
    tied = layout.graph(replace(drawing, ties=drawing.shown))
    number = {id_: at for at, id_ in enumerate(tied)}
    parts = find_parts(
        [{number[i]: tie["weight"] for i, tie in near.items()} for near in tied.adj.values()]
    )
    names = shortened({o.id: o.name for o in drawing.organisations})
    members = defaultdict(list)
    for id_, part in zip(tied, parts, strict=True):
        if id_ in names:
            members[part].append(id_)
    outside = {o.id for o in drawing.organisations if o.outside}
    found = []
    for ids in members.values():
        most = max(ids, key=lambda id_: (id_ not in outside, tied.degree(id_), id_))
        found.append(Group(f"around:{most}", f"Around {names[most]}", frozenset(ids)))
    return tuple(sorted(found, key=lambda group: group.id))


def _links(drawing: Drawing, of: Mapping[str, str]) -> Links:
    count: Counter[tuple[str, str]] = Counter()
    for one, others in partners(drawing).items():
        for other in others:
            if one < other and of[one] != of[other]:
                first, second = sorted((of[one], of[other]))
                count[first, second] += 1
    return dict(sorted(count.items()))


def _strongest(links: Links) -> list[tuple[str, str]]:
    """The links that are among the strongest of one of their ends, the weakest first."""
    each = defaultdict(list)
    for pair in sorted(links, key=lambda pair: (-links[pair], pair)):
        for end in pair:
            each[end].append(pair)
    kept = {pair for pairs in each.values() for pair in pairs[:_STRONGEST]}
    return sorted(kept, key=lambda pair: (links[pair], pair))


def _places(
    drawing: Drawing, named: tuple[Group, ...], links: Links, radius: Mapping[str, float]
) -> dict[str, Point]:
    """Where the circles stand: springs between them, or amid their organisations on a map."""
    sizes = {
        group.id: (
            max(2 * r + 16, min(width(group.name, SIZE) * BOLD + 24, _LABEL), 130),
            2 * r + 62,
        )
        for group, r in ((group, radius[group.id]) for group in named)
    }
    tall = max(240.0, _LOOSE * sum(wide * high for wide, high in sizes.values()) / layout.WIDE)
    if drawing.on_map and (amid := layout.located(drawing)):
        points = {
            group.id: layout.middle([amid[id_] for id_ in sorted(group.members)]) for group in named
        }
    else:
        linked: nx.Graph = nx.Graph()
        linked.add_nodes_from(sorted(radius))
        linked.add_weighted_edges_from((*pair, sqrt(count)) for pair, count in links.items())
        sprung = nx.spring_layout(linked, k=2.2 / sqrt(len(radius)), iterations=200, seed=1)
        points = {id_: (float(x), float(y)) for id_, (x, y) in sprung.items()}
    spread = {
        id_: (80 + x * (layout.WIDE - 160), y * tall)
        for id_, (x, y) in layout.evened(layout.unit(points), _EVEN).items()
    }
    found = apart(spread, sizes, layout.WIDE, tall)
    top = min(y - sizes[id_][1] / 2 for id_, (_, y) in found.items())
    return {id_: (x + MARGIN, y - top + MARGIN - 22) for id_, (x, y) in found.items()}


def _curve(
    start: Point, end: Point, count: int, ends: tuple[str, str], names: Mapping[str, str]
) -> Line:
    (x, y), (to_x, to_y) = start, end
    bend_x, bend_y = (x + to_x) / 2 + (to_y - y) * 0.12, (y + to_y) / 2 - (to_x - x) * 0.12
    d = f"M{number(x)} {number(y)}Q{number(bend_x)} {number(bend_y)} {number(to_x)} {number(to_y)}"
    strength = 1 + (count > 3) + (count > 10) + (count > 30)
    title = f"{names[ends[0]]} and {names[ends[1]]}: {count:,} ties"
    return Line(d, f"link link-{strength}", ends, title)


def _mark(
    group: Group,
    who: Mapping[str, Organisation],
    at: Point,
    r: float,
    links: Links,
    drawn: list[tuple[str, str]],
    drawing: Drawing,
) -> Mark:
    x, y = at
    linked = [pair for pair in links if group.id in pair]
    more = len(linked) - sum(group.id in pair for pair in drawn)
    count = len(group.members)
    size = f"{count:,} organisation" + ("s" if count != 1 else "")
    rest = f"and {more} weaker link{'s' if more > 1 else ''}" if more else ""
    texts = [
        Text(x, y + r + 15, fitted(group.name, SIZE * BOLD, _LABEL - 12), "label strong", "middle"),
        Text(x, y + r + 29, size, "label quiet", "middle"),
    ]
    if rest:
        texts.append(Text(x, y + r + 43, rest, "label quiet", "middle"))
    said = f"{group.name}: {size}; linked to {len(linked)} groups"
    if weak := len(group.members & drawing.weak):
        said += f"; others would be cut off without {weak} of them"
    ground = ("ground", circle(x, y, r))
    shapes = (ground, *_spiral(group.members, who, at, drawing))
    return Mark(group.id, "group", x, y, r, said, shapes, tuple(texts))


def _spiral(
    ids: frozenset[str], who: Mapping[str, Organisation], at: Point, drawing: Drawing
) -> tuple[tuple[str, str], ...]:
    """Its organisations on a spiral from the middle, all of one look in one path.

    Those that others hang on come first, so that none of them is among those left out.
    """
    paths: dict[str, str] = defaultdict(str)
    order = sorted(ids, key=lambda i: (i not in drawing.weak, who[i].kind is Kind.SCHOOL, i))
    for n, id_ in enumerate(order[:_MOST_SHAPES]):
        organisation, out = who[id_], _STEP * sqrt(n + 0.3)
        x, y = at[0] + out * cos(n * layout.GOLDEN), at[1] + out * sin(n * layout.GOLDEN)
        look = f"mark small {KINDS[organisation.kind][0]}"
        look += " unheard" if unheard(organisation, drawing.layer) else ""
        paths[look] += outline(organisation.kind, x, y, 3.6)
        if id_ in drawing.weak:
            paths["ring small"] += "".join(circle(x, y, r) for r in _RINGS)
    return tuple(sorted(paths.items()))
