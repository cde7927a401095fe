"""Search and matching: how often they are right, and how long they take, on the real register."""

from collections.abc import Iterator

from benchmarks import needs
from benchmarks.report import Bound, Figure
from partnermap.matching.index import Index
from tests.matching.names import made_up, register
from tests.matching.quality import match_all, search_all
from tests.matching.spelling import forms, queries

_QUERIES = 500
_FORMS = 5_000
_DECOYS = 0.1
_NAMES = 60_000


def search(pairs: int) -> Iterator[Figure]:
    """Each run has a seed of its own: other queries, other misspellings, other decoys."""
    index = Index.build(register(needs.register()))
    seeds = range(1, pairs + 1)
    found = [search_all(index, queries(index.entries, _QUERIES, seed)) for seed in seeds]
    matched = [match_all(index, forms(index.entries, _FORMS, _DECOYS, seed)) for seed in seeds]
    share = f"{_QUERIES} queries on the register"
    yield Figure(
        f"{share}: first answer right", "share", tuple(f.first for f in found), Bound(0.94, True)
    )
    yield Figure(
        f"{share}: right in first five", "share", tuple(f.five for f in found), Bound(0.98, True)
    )
    names = f"{_FORMS:,} misspelt names"
    least = (
        ("accepted", tuple(m.accepted for m in matched), 0.65),
        ("right of those", tuple(m.right for m in matched), 0.995),
        ("right or offered", tuple(m.offered for m in matched), 0.95),
    )
    for what, values, bound in least:
        yield Figure(f"{names}: {what}", "share", values, Bound(bound, True))
    decoys = tuple(float(len(m.decoys)) for m in matched)
    yield Figure(f"{names}: decoys accepted", "names", decoys, Bound(0))
    yield Figure(names, "seconds", tuple(m.seconds for m in matched), Bound(30))
    yield _speed(pairs)


def _speed(pairs: int) -> Figure:
    """The 95th percentile of single searches, among as many names as the country has."""
    index = Index.build(made_up(_NAMES))
    runs = [search_all(index, queries(index.entries, _QUERIES, seed)) for seed in range(pairs)]
    times = tuple(run.p95_ms for run in runs)
    return Figure(f"p95 of a search among {_NAMES:,} names", "ms", times, Bound(20))
