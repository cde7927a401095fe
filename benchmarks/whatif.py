"""A what-if about a diocese of 300 organisations and 1,500 working ties."""

import time
from collections.abc import Iterator
from itertools import combinations
from random import Random

from benchmarks.report import Bound, Figure
from partnermap.analysis import analyse
from partnermap.analysis.supposing.consequences import Snapshot
from partnermap.analysis.supposing.effects import tell_effects
from partnermap.analysis.supposing.whatif import Leaving, suppose
from partnermap.model.network import FormalEdge, Membership, Network, Node, PartnershipNode
from partnermap.vocabulary import Answer, Kind, Layer, Role, Theme, TieKind

_ORGANISATIONS, _TIES, _PLACES, _AWAY = 300, 1500, 4, 15


def what_if(pairs: int) -> Iterator[Figure]:
    """How long it takes from what was analysed before to what would change, with all findings."""
    recorded = _diocese(Random(1))
    before = analyse(recorded)
    assert before.findings
    told, with_findings = [], []
    for number in range(pairs):
        changes = [Leaving(f"org:{number * 7:03}")]
        start = time.perf_counter()
        after = analyse(suppose(recorded, changes))
        assert tell_effects(Snapshot.of(before), Snapshot.of(after), changes)
        told.append(time.perf_counter() - start)
        assert after.findings
        with_findings.append(time.perf_counter() - start)
    bound = Bound(0.25)
    yield Figure("what would change if one left a diocese, told", "seconds", tuple(told), bound)
    yield Figure("and every finding after it", "seconds", tuple(with_findings), bound)


def _diocese(random: Random) -> Network:
    """Organisations in a ring that work with those near them in it, all of them heard."""
    ids = [f"org:{number:03}" for number in range(_ORGANISATIONS)]
    partnerships: list[list[int]] = []
    tied: set[tuple[int, int]] = set()
    while len(tied) < _TIES:
        first = random.randrange(_ORGANISATIONS)
        size = random.choice((1, 1, 2, 3, 5))
        near = {(first + random.randint(1, _AWAY)) % _ORGANISATIONS for _ in range(size)}
        partnerships.append(sorted({first, *near}))
        tied.update(combinations(partnerships[-1], 2))
    places = [f"la:{number}" for number in range(_PLACES)]
    themes = list(Theme)
    return Network(
        scope="diocese:ZZ99",
        layer=Layer.COMBINED,
        as_of=None,
        data_version=1,
        nodes=(
            *(Node(id_, id_, Kind.LOCAL_AUTHORITY, outside=True) for id_ in places),
            *(_school(random, id_) for id_ in ids),
        ),
        formal=tuple(
            FormalEdge(TieKind.IN_LA, id_, places[number % _PLACES])
            for number, id_ in enumerate(ids)
        ),
        partnerships=tuple(
            PartnershipNode(f"partnership:{number:03}", str(number), "NETWORK",
                            (random.choice(themes),), size=len(members))
            for number, members in enumerate(partnerships)
        ),
        memberships=tuple(
            Membership(ids[member], f"partnership:{number:03}", random.choice(_ROLES))
            for number, members in enumerate(partnerships)
            for member in members
        ),
    )  # fmt: skip


_ROLES = (*[Role.MEMBER] * 9, Role.PROVIDER)


def _school(random: Random, id_: str) -> Node:
    east, north = random.randrange(40_000), random.randrange(40_000)
    pupils = random.randint(50, 1500)
    return Node(
        id_, id_, Kind.SCHOOL, "PRIMARY", pupils, pupils // 5, east, north, answer=Answer.COMPLETE
    )
