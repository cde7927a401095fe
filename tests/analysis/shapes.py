"""Networks of a shape: in each of them something stands out, or nothing does."""

from itertools import combinations
from random import Random

from partnermap.model.network import Network
from partnermap.vocabulary import Kind, Phase, TieKind
from tests.analysis.named import network
from tests.analysis.patchwork import placed

SPOKES = {f"{school}+Hub": [school, "Hub"] for school in "abcdefghij"}
HEADS = {"Heads": "abcdefghijklmnop"}


def ring(ids: str) -> dict[str, str]:
    return {one + other: one + other for one, other in zip(ids, ids[1:] + ids[0], strict=True)}


def star() -> Network:
    """One who works with ten, each of whom works with nobody else."""
    return network(SPOKES)


def everybody() -> Network:
    """Sixteen who all work together in one partnership."""
    return network(HEADS)


def two_sorts(more: dict[str, str] | None = None) -> Network:
    """Schools and community organisations that have one trust between them."""
    kinds = dict.fromkeys("def", Kind.COMMUNITY_ORGANISATION) | {"Hope": Kind.TRUST}
    parts = {"Heads": [*"abc", "Hope"], "Cafe": [*"def", "Hope"]}
    return network(parts | {name: [*ids] for name, ids in (more or {}).items()}, kinds=kinds)


def three_circles() -> Network:
    """Three circles; from the first to the second it is one step by Ivy, and two by the third."""
    ties = {"Ivy+a": ["Ivy", "a"], "Ivy+g": ["Ivy", "g"], "bm": ["b", "m"], "qh": ["q", "h"]}
    within = [pair for ids in ("abcdef", "ghijkl", "mnopq") for pair in combinations(ids, 2)]
    return network({"".join(pair): [*pair] for pair in within} | ties)


def two_towns() -> Network:
    """Two towns that Ivy is of, and a longer way round for whoever cannot ask Ivy."""
    parts = {"North": [*"abcdefgh", "Ivy"], "South": [*"ijklmnop", "Ivy"]}
    return network(parts | {"hy": ["h", "y"], "yp": ["y", "p"]})


def trees() -> Network:
    """Three who each work with three, who each work with three more."""
    ties: dict[str, list[str]] = {}
    for top in "XYZ":
        for middle in (f"{top}{i}" for i in range(3)):
            ties |= {f"with {middle}": [top, middle]}
            ties |= {f"with {middle}-{i}": [middle, f"{middle}-{i}"] for i in range(3)}
    return network(ties)


def circle() -> Network:
    """Three who work with each other and with each of twelve, who do not."""
    core = {one + other: one + other for one, other in combinations("ABC", 2)}
    return network(core | {one + other: one + other for one in "ABC" for other in "abcdefghijkl"})


def trusts(*, apart: bool = True) -> Network:
    """Three trusts of four schools: each works together by itself, or all work across."""
    schools = ["abcd", "efgh", "ijkl"]
    circles = schools if apart else ["aei", "bfj", "cgk", "dhl"]
    recorded = network({f"circle {n}": ids for n, ids in enumerate(circles)} | {"ae": "ae"})
    belongs = [
        (school, TieKind.IN_TRUST, f"uid:{n}") for n, ids in enumerate(schools) for school in ids
    ]
    return placed(recorded, {}, belongs=belongs)


def strangers(more: dict[str, str] | None = None, **given: object) -> Network:
    """Eight schools and eight community organisations that never meet."""
    kinds = dict.fromkeys("ijklmnop", Kind.COMMUNITY_ORGANISATION)
    return network(ring("abcdefgh") | ring("ijklmnop") | (more or {}), kinds=kinds, **given)  # type: ignore[arg-type]


def phases() -> Network:
    """Primaries and secondaries that never meet."""
    recorded = network(ring("abcdefgh") | ring("ijklmnop"))
    named = dict.fromkeys("abcdefgh", Phase.PRIMARY) | dict.fromkeys("ijklmnop", Phase.SECONDARY)
    return placed(recorded, {}, phases={id_: phase.value for id_, phase in named.items()})


def town(seed: int) -> Network:
    """Sixty organisations of all sorts, most of whose partnerships are near them."""
    random = Random(seed)
    ids = [f"o{i:02}" for i in range(60)]
    parts = {}
    for number in range(random.randint(25, 60)):
        middle = random.randrange(60)
        size = random.choice([2, 2, 2, 3, 4, 6])
        near = {ids[min(59, max(0, round(random.gauss(middle, 6))))] for _ in range(size)}
        parts[f"p{number:02}"] = near | {random.choice(ids[:: random.choice([1, 9])])}
    kinds = {id_: random.choice([*Kind][:1] * 6 + [*Kind][:5]) for id_ in ids}
    return placed(
        network(parts, alone=ids, kinds=kinds),
        {},
        phases={id_: random.choice(["PRIMARY", "SECONDARY"]) for id_ in ids},
        belongs={(id_, TieKind.IN_TRUST, f"uid:{int(id_[1:]) // 9}") for id_ in ids},
    )


ALL = {
    "star": star(),
    "everybody": everybody(),
    "two sorts": two_sorts(),
    "three circles": three_circles(),
    "two towns": two_towns(),
    "trees": trees(),
    "circle": circle(),
    "trusts": trusts(),
    "mixed trusts": trusts(apart=False),
    "strangers": strangers(),
    "phases": phases(),
    "ring": network(ring("abcdefghijkl")),
    "in several": network({"Heads": "abcdef", "Sports": "abcdeg"}),
    "in one": network({"Heads": "abcdef", "Sports": "ag", "Choir": "bg"}),
    **{f"town {seed}": town(seed) for seed in range(6)},
}
