"""How well names are searched and matched, in figures."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from partnermap.matching.candidates import Wanted
from partnermap.matching.index import Index
from partnermap.matching.match import Decision, Match, Matcher
from partnermap.vocabulary import Kind
from tests.matching.spelling import Query, Written


@dataclass(frozen=True, slots=True)
class Found:
    """Of some queries, the share whose first answer, or one of the first five, has the name."""

    first: float
    five: float
    p95_ms: float
    missed: tuple[Query, ...]


def search_all(index: Index, queries: Iterable[Query]) -> Found:
    """Put every query to the index."""
    first = five = 0
    missed, times = [], []
    for query in queries:
        start = time.perf_counter()
        hits = index.search(query.text, limit=5)
        times.append(time.perf_counter() - start)
        right = [query.answered_by(hit.named.name) for hit in hits]
        first += bool(right and right[0])
        five += any(right)
        if not any(right):
            missed.append(query)
    many = len(times)
    p95 = sorted(times)[int(many * 0.95)] * 1000
    return Found(first / many, five / many, p95, tuple(missed))


@dataclass(frozen=True, slots=True)
class Matched:
    """What became of names as people wrote them."""

    accepted: float
    """The share of real schools accepted without asking."""
    right: float
    """Of those, the share that are the school meant."""
    offered: float
    """The share of real schools accepted rightly or among the candidates."""
    decoys: tuple[tuple[Written, Match], ...]
    """Accepted, though they exist nowhere."""
    wrong: tuple[tuple[Written, Match], ...]
    seconds: float


def match_all(index: Index, forms: Iterable[Written]) -> Matched:
    """Match every name with its local authority."""
    matcher = Matcher(index)
    forms = list(forms)
    start = time.perf_counter()
    wanted = [Wanted(form.text, la=form.la, kind=Kind.SCHOOL) for form in forms]
    matches = [matcher.match(one) for one in wanted]
    seconds = time.perf_counter() - start
    both = list(zip(forms, matches, strict=True))
    real = [(form, match) for form, match in both if form.id is not None]
    accepted = [(form, m) for form, m in real if m.decision is Decision.ACCEPTED]
    wrong = tuple((form, m) for form, m in accepted if m.id != form.id)
    offered = sum(
        form.id in ({m.id} if m.id else {hit.named.id for hit in m.candidates}) for form, m in real
    )
    return Matched(
        len(accepted) / len(real),
        1 - len(wrong) / max(1, len(accepted)),
        offered / len(real),
        tuple((form, m) for form, m in both if form.id is None and m.id is not None),
        wrong,
        seconds,
    )
