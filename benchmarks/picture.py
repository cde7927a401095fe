"""The picture of a place: how long it takes to draw, and how large it is.

Times are of the processor: drawing runs on one thread and waits for nothing. Nothing is kept from
one picture to the next.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from time import process_time
from typing import Any

from benchmarks import areas
from benchmarks.report import Bound, Figure
from partnermap.explorer.picture import File, Page, draw, groups, of_answer, opened, to_png
from partnermap.model.network import Network
from partnermap.vocabulary import Layer

_PAGE = Page(
    organisation=lambda id_: f"/organisation/{id_}",
    partnership=lambda id_: f"/partnership/{id_}",
    group=lambda ids: "?" + "&".join(f"group={id_}" for id_ in ids),
)


def picture(pairs: int) -> Iterator[Figure]:
    """A diocese of 300 and 1,500 pairs, in groups; and one of its groups, one by one."""
    answer = _answer(areas.diocese())

    def whole() -> str:
        return draw(of_answer(answer, title="A diocese", layer=Layer.WORKING), _PAGE)

    drawing = of_answer(answer, title="A diocese", layer=Layer.WORKING)
    largest = opened(drawing, groups(drawing)[0].id)
    file = draw(drawing, File())
    whole(), draw(largest, _PAGE)  # loads what layouts compute with
    name = "a picture of 300 organisations, 1,500 pairs working together"
    yield _figure(f"{name}, in groups", whole, pairs, Bound(100))
    yield Figure(f"{name}, for a page", "KB", (len(whole().encode()) / 1_000,), Bound(100))
    many = f"{len(largest.connected)} organisations, {len(largest.shown)} lines"
    yield _figure(f"its largest group, {many}", lambda: draw(largest, _PAGE), pairs)
    yield Figure(
        "that, for a page", "KB", (len(draw(largest, _PAGE).encode()) / 1_000,), Bound(100)
    )
    yield _figure("the diocese as PNG, from its file", lambda: to_png(file), pairs)


def _figure(name: str, act: Callable[[], object], pairs: int, bound: Bound | None = None) -> Figure:
    times = []
    for _ in range(pairs):
        begun = process_time()
        act()
        times.append((process_time() - begun) * 1_000)
    return Figure(name, "ms", tuple(times), bound)


def _answer(network: Network) -> dict[str, Any]:
    """What the API answers to the picture's query, made without a store."""
    members, shared = defaultdict(list), defaultdict(list)
    for part in network.memberships:
        members[part.partnership].append(part.organisation)
    for id_, who in members.items():
        for pair in combinations(sorted(who), 2):
            shared[pair].append(id_)
    return {
        "network": {
            "nodes": [
                {
                    "id": node.id,
                    "name": node.name,
                    "kind": node.kind.name,
                    "outside": node.outside,
                    "answer": node.answer,
                    "easting": node.easting,
                    "northing": node.northing,
                }
                for node in network.nodes
            ],
            "formalEdges": [
                {"kind": edge.kind, "start": edge.start, "end": edge.end, "mayHaveHeld": False}
                for edge in network.formal
            ],
            "workingEdges": [
                {
                    "start": start,
                    "end": end,
                    "weight": sum(1 / (len(members[id_]) - 1) for id_ in ids),
                    "partnerships": ids,
                    "state": "RECORDED",
                    "deniedBy": [],
                }
                for (start, end), ids in shared.items()
            ],
            "partnerships": [{"id": p.id, "name": p.name} for p in network.partnerships],
            "memberships": [
                {
                    "organisation": part.organisation,
                    "partnership": part.partnership,
                    "mayHaveHeld": False,
                }
                for part in network.memberships
            ],
        }
    }
