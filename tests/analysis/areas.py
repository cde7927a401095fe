"""Areas made up for tests: what is true of each, and what somebody has on record of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from math import hypot, sqrt
from random import Random

from partnermap.model.network import Denial, FormalEdge, Membership, Network, Node, PartnershipNode
from partnermap.vocabulary import Answer, Kind, Layer, PartnershipKind, Phase, Role, Theme, TieKind

Members = dict[str, list[str]]
"""Who is in each partnership, by its id."""

_SORTS: list[tuple[Kind, str | None, float, float]] = [
    (Kind.SCHOOL, Phase.PRIMARY, 0.52, 1.5),
    (Kind.SCHOOL, Phase.SECONDARY, 0.16, 2.7),
    (Kind.SCHOOL, Phase.NURSERY, 0.06, 1.0),
    (Kind.TRUST, None, 0.08, 1.2),
    (Kind.COMMUNITY_ORGANISATION, None, 0.18, 1.1),
]
"""Of each kind and phase: its share of an area, and in how many partnerships one is on average."""
_SIZES = (2, 2, 2, 2, 3, 3, 4, 5, 6, 8)
_MOST = 6
_TYPICAL = 3_000


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an area comes about, and how much of it is known."""

    size: int = 80
    """How many organisations lie in it."""
    busy: float = 1.0
    """How many partnerships they are in, beside what is usual."""
    unheard: float = 0.3
    """The share of organisations that were never asked, or have not answered."""
    named: float = 0.5
    """How often a member that was never asked is recorded, where another member was heard."""
    listed: float = 0.5
    """How often one is that was asked and has not answered."""
    wrong: float = 0.05
    """The share of what is recorded that is not so."""
    denied: float = 0.05
    """The share of recorded partnerships of two that one side denies; every second is none."""
    broken: bool = False
    """Whether it breaks the model of `worlds.resample`.

    If not, partnerships come by kind, phase and distance, and silence by chance. If so, a few are
    in very many partnerships, most of these are within a trust or among partners of partners,
    however far apart, and the fewer an organisation is in the likelier it has not answered.
    """


MATCHING = Recipe()
MISSPECIFIED = Recipe(broken=True)


@dataclass(frozen=True, slots=True)
class Area:
    """What is true of an area, and the record of it; both of the combined layer."""

    truth: Network
    """All its ties, with everybody heard."""
    record: Network
    """What those heard say: of themselves, and of some of those not heard."""


def make_area(seed: int, recipe: Recipe = MATCHING) -> Area:
    """An area like a diocese: the same for the same seed and recipe."""
    random = Random(seed)
    nodes, formal = _organisations(random, recipe)
    members = _partnerships(random, nodes, formal, recipe)
    rates = Counter(o for those in members.values() for o in those)
    answers = _answers(random, nodes, rates, recipe)
    recorded = _recorded(random, members, answers, recipe)
    denials, untrue = _denials(random, members, recorded, recipe)
    disputed = [{d.by, d.about} for d in denials]
    believed = [(o, p) for p, those in recorded.items() for o in those if {*those} not in disputed]
    lapsed = {one for one in believed if random.random() < recipe.wrong}
    true = {
        p: [o for o in those if (o, p) not in lapsed]
        for p, those in members.items()
        if p not in untrue
    }
    partnerships, providers = _described(random, members, nodes)
    truth = Network(
        scope="diocese:XX01",
        layer=Layer.COMBINED,
        as_of=None,
        data_version=1,
        nodes=tuple(n if n.outside else replace(n, answer=Answer.COMPLETE) for n in nodes),
        formal=formal,
    )
    heard = tuple(n if n.outside else replace(n, answer=answers[n.id]) for n in nodes)
    return Area(
        truth=_with(truth, true, partnerships, providers),
        record=_with(
            replace(truth, nodes=heard, denials=denials), recorded, partnerships, providers
        ),
    )


def _organisations(
    random: Random, recipe: Recipe
) -> tuple[tuple[Node, ...], tuple[FormalEdge, ...]]:
    """Schools, trusts and charities around three towns, with what they belong to."""
    side = 2_000 * sqrt(recipe.size)
    towns = [(random.uniform(0, side), random.uniform(0, side)) for _ in range(3)]
    nodes = [
        Node(f"{kind}:9", kind.value, kind, outside=True)
        for kind in (Kind.DIOCESE, Kind.LOCAL_AUTHORITY)
    ]
    nodes.append(replace(nodes[1], id=f"{Kind.LOCAL_AUTHORITY}:8"))
    weights = [share for _, _, share, _ in _SORTS]
    for number in range(recipe.size):
        kind, phase, _, _ = random.choices(_SORTS, weights)[0]
        town = random.choice(towns)
        spread = random.choice([1_500, side / 3])
        pupils = random.randint(50, 900) if kind is Kind.SCHOOL else None
        nodes.append(
            Node(
                f"o{number:03}",
                f"Organisation {number}",
                kind,
                phase,
                pupils=pupils,
                disadvantaged=None if pupils is None else pupils * random.randint(5, 40) // 100,
                easting=round(random.gauss(town[0], spread)),
                northing=round(random.gauss(town[1], spread)),
            )
        )
    trusts = [n.id for n in nodes if n.kind is Kind.TRUST]
    formal = []
    for node in nodes[3:]:
        la = 8 if (node.easting or 0) < side / 2 else 9
        formal.append(FormalEdge(TieKind.IN_LA, node.id, f"{Kind.LOCAL_AUTHORITY}:{la}"))
        if node.kind is Kind.SCHOOL:
            formal.append(FormalEdge(TieKind.IN_DIOCESE, node.id, f"{Kind.DIOCESE}:9"))
            if trusts and random.random() < 0.6:
                formal.append(FormalEdge(TieKind.IN_TRUST, node.id, random.choice(trusts)))
    return tuple(nodes), tuple(formal)


def _partnerships(
    random: Random, nodes: tuple[Node, ...], formal: tuple[FormalEdge, ...], recipe: Recipe
) -> Members:
    """Partnerships, each begun by one that still wants some and filled with those drawn to it."""
    inside = {n.id: n for n in nodes if not n.outside}
    means = {(kind, phase): mean * recipe.busy for kind, phase, _, mean in _SORTS}
    wants = {i: _wants(random, means[n.kind, n.phase], recipe) for i, n in inside.items()}
    trust = {e.start: e.end for e in formal if e.kind is TieKind.IN_TRUST}
    partners: dict[str, set[str]] = {i: set() for i in inside}
    shares = Counter((n.kind, n.phase) for n in inside.values())

    def pull(i: str, those: list[str], own_way: bool) -> float:
        if own_way:
            kin = any(i in partners[m] for m in those)
            together = i in trust and trust[i] in {trust.get(m) for m in those}
            return 0.1 + 2 * kin + 4 * together
        sort = (inside[i].kind, inside[i].phase)
        alike = sum((inside[m].kind, inside[m].phase) == sort for m in those)
        metres = min(_metres(inside[i], inside[m]) for m in those)
        return (alike + shares[sort] / len(inside)) / (1 + (metres / _TYPICAL) ** 2)

    members: Members = {}
    while len(left := [i for i, many in wants.items() if many]) > 1:
        those = random.choices(left, [wants[i] for i in left])
        own_way = recipe.broken and random.random() < 0.7
        size = min(random.choice(_SIZES), len(left))
        while len(those) < size:
            others = [i for i in left if i not in those]
            those += random.choices(others, [pull(i, those, own_way) for i in others])
        for i in those:
            wants[i] -= 1
            partners[i].update(those)
        members[f"p{len(members):03}"] = sorted(those)
    return members


def _wants(random: Random, mean: float, recipe: Recipe) -> int:
    if recipe.broken:
        return min(int(mean * random.paretovariate(1.3) / 2), recipe.size // 4)
    return sum(random.random() < mean / _MOST for _ in range(_MOST))


def _metres(one: Node, other: Node) -> float:
    assert one.easting is not None and one.northing is not None
    assert other.easting is not None and other.northing is not None
    return hypot(one.easting - other.easting, one.northing - other.northing)


def _answers(
    random: Random, nodes: tuple[Node, ...], rates: Counter[str], recipe: Recipe
) -> dict[str, Answer | None]:
    """What came back: nothing from the share that was not heard, every second of it unasked."""
    inside = [n.id for n in nodes if not n.outside]
    # Drawn without replacement, each with a weight of 1, or of 1 / (1 + rate).
    late = {i: random.random() ** (1 + rates[i] * recipe.broken) for i in inside}
    silent = sorted(inside, key=late.__getitem__)[
        len(inside) - round(recipe.unheard * len(inside)) :
    ]
    answers: dict[str, Answer | None] = dict.fromkeys(inside, Answer.COMPLETE)
    return {**answers, **{i: random.choice([None, Answer.SILENT]) for i in sorted(silent)}}


def _recorded(
    random: Random, members: Members, answers: Mapping[str, Answer | None], recipe: Recipe
) -> Members:
    """What those heard say: that they are in a partnership, and with some of the others."""
    recorded: Members = {}
    for p, those in members.items():
        heard = [o for o in those if answers[o] is Answer.COMPLETE]
        others = [o for o in those if answers[o] is not Answer.COMPLETE]
        if heard:
            chances = [_named(answers[o], len(those), recipe) for o in others]
            named = [
                o for o, chance in zip(others, chances, strict=True) if random.random() < chance
            ]
            if len(those) > 2 or len(heard) + len(named) == 2:
                # One of two is made when both its sides are known.
                recorded[p] = sorted([*heard, *named])
    return recorded


def _named(answer: Answer | None, size: int, recipe: Recipe) -> float:
    """How often one that was not heard is named by another member."""
    if answer is None:
        return recipe.named
    # Of a partnership of two it would be denied.
    return 1.0 if size == 2 else recipe.listed


def _denials(
    random: Random, members: Members, recorded: Members, recipe: Recipe
) -> tuple[tuple[Denial, ...], set[str]]:
    """Who denies a partnership of two, and which of those are none."""
    often = Counter(pair for those in recorded.values() for pair in combinations(those, 2))
    denied = {
        p: those
        for p, those in recorded.items()
        if len(members[p]) == 2
        and often[those[0], those[1]] == 1
        and random.random() < recipe.denied
    }
    ends = [random.sample(those, 2) for those in denied.values()]
    return tuple(Denial(*each) for each in ends), {p for p in denied if random.random() < 0.5}


def _described(
    random: Random, members: Members, nodes: tuple[Node, ...]
) -> tuple[tuple[PartnershipNode, ...], set[tuple[str, str]]]:
    """What each partnership is and works on, and who provides it in every second one that may."""
    kinds = {n.id: n.kind for n in nodes}
    partnerships, providers = [], set()
    for p, those in members.items():
        kind = PartnershipKind.BILATERAL if len(those) == 2 else PartnershipKind.NETWORK
        theme = random.choice([*Theme][:6])
        partnerships.append(PartnershipNode(p, f"Partnership {p}", kind, (theme,)))
        able = [o for o in those if kinds[o] is not Kind.SCHOOL]
        if able and random.random() < 0.5:
            providers.add((random.choice(able), p))
    return tuple(partnerships), providers


def _with(
    network: Network,
    members: Members,
    partnerships: tuple[PartnershipNode, ...],
    providers: set[tuple[str, str]],
) -> Network:
    """A network with those of the partnerships that have members, and with these."""
    return replace(
        network,
        partnerships=tuple(p for p in partnerships if members.get(p.id)),
        memberships=tuple(
            Membership(o, p, Role.PROVIDER if (o, p) in providers else Role.MEMBER)
            for p, those in members.items()
            for o in those
        ),
    )
