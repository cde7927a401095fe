"""Reading over HTTP beside @neo4j/graphql on Apollo Server, on one Neo4j 5.26."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import needs
from benchmarks.imports import import_register
from benchmarks.load import Load, Outcome, put_under
from benchmarks.questions import QUESTIONS, Asked, Question
from benchmarks.report import Figure
from benchmarks.servers import Endpoint, partnermap, peer

_WARM_SECONDS = 8.0
_SECONDS = 5.0


def reads(pairs: int) -> Iterator[Figure]:
    """How fast both answer the same questions, checked first to have the same answers."""
    register, node = needs.register(), needs.node()
    with TemporaryDirectory() as folder, needs.neo4j(Path(folder)) as server:
        asyncio.run(import_register(server.settings, register))
        with partnermap(server.settings) as ours, peer(node, server.settings) as theirs:
            for question in QUESTIONS:
                check(question, ours, theirs)
            for question in QUESTIONS:
                yield _figure(question, ours, theirs, pairs)


def check(question: Question, ours: Endpoint, theirs: Endpoint) -> None:
    """Complain unless both answer with the same rows, and about as many bytes."""
    answer, peers = ours.ask(question.ours.body), theirs.ask(question.peers.body)
    mine, others = question.ours.schools(answer), question.peers.schools(peers)
    if len(mine) != question.rows or len(others) != question.rows:
        raise ValueError(f"{question.name}: {len(mine)} rows beside the peer's {len(others)}")
    for row, other in zip(mine, others, strict=True):
        if row != other:
            raise ValueError(f"{question.name}: {row} beside the peer's {other}")
    if abs(len(answer) - len(peers)) > 0.02 * len(peers):
        raise ValueError(f"{question.name}: {len(answer)} bytes beside the peer's {len(peers)}")
    sys.stderr.write(f"{question.name}: same rows, {len(answer)} and {len(peers)} bytes\n")


def _figure(question: Question, ours: Endpoint, theirs: Endpoint, pairs: int) -> Figure:
    sides = ((ours, question.ours), (theirs, question.peers))
    for endpoint, asked in sides:
        _run(question, endpoint, asked, _WARM_SECONDS)
    runs = [[_run(question, *side, _SECONDS) for side in sides] for _ in range(pairs)]
    for mine, peers in runs:
        sys.stderr.write(f"{question.name}: {_words(mine)}; peer {_words(peers)}\n")
    return Figure(
        question.name,
        "requests a second" if question.counts_requests else "median ms",
        tuple(_value(question, mine) for mine, _ in runs),
        question.bound,
        tuple(_value(question, peers) for _, peers in runs),
    )


def _run(question: Question, endpoint: Endpoint, asked: Asked, seconds: float) -> Outcome:
    return put_under(Load(endpoint.port, endpoint.path, asked.body, question.clients, seconds))


def _value(question: Question, outcome: Outcome) -> float:
    return outcome.per_second if question.counts_requests else outcome.median_ms


def _words(outcome: Outcome) -> str:
    return (
        f"{outcome.per_second:.1f}/s, median {outcome.median_ms:.1f} ms, "
        f"client {outcome.client_share:.0%} of a processor"
    )
