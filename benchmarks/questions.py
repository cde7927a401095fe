"""The same three questions, each in the GraphQL of partnermap and of the peer."""

import json
from dataclasses import dataclass
from functools import reduce
from typing import Any

from benchmarks.report import Bound

_FIELDS = (
    " fragment Fields on School { id urn name phase type pupils localAuthority { code name } }"
)
# Open schools, because partnermap knows that the ties of a closed one have ended; the peer has no
# notion of when a tie held. Without a predicate on the key Neo4j does not read an ordered page from
# its index; the peer is asked in the words that let it.
_OPEN = "where: {status: {in: [OPEN]}}, orderBy: NAME"
_PEERS_OPEN = 'where: {status: {eq: "OPEN"}, sortKey: {startsWith: ""}}, sort: [{sortKey: ASC}]'


@dataclass(frozen=True, slots=True)
class Asked:
    """A document, and the way through its answer to the list of schools."""

    document: str
    way: tuple[str | int, ...]

    @property
    def body(self) -> str:
        """The document as the body of a request."""
        return json.dumps({"query": self.document})

    def schools(self, answer: bytes) -> list[dict[str, Any]]:
        """The schools of an answer; an answer with errors is an error."""
        decoded = json.loads(answer)
        if decoded.get("errors"):
            raise ValueError(f"{self.document} was answered with {decoded['errors'][0]['message']}")
        found = reduce(lambda value, step: value[step], self.way, decoded["data"])
        assert isinstance(found, list)
        return found


@dataclass(frozen=True, slots=True)
class Question:
    """One question in both tongues, how many clients put it at once, and what it should reach."""

    name: str
    ours: Asked
    peers: Asked
    rows: int
    clients: int
    bound: Bound

    @property
    def counts_requests(self) -> bool:
        """Whether the figure is requests a second, and not milliseconds a request."""
        return self.bound.at_least


QUESTIONS = (
    Question(
        "a trust, its 63 schools, their LAs; 16 clients",
        Asked(
            '{ organisation(identifier: "uid:5143") { ... on Trust '
            "{ schools(first: 100) { nodes { ...Fields } } } } }" + _FIELDS,
            ("organisation", "schools", "nodes"),
        ),
        Asked(
            '{ trusts(where: {id: {eq: "uid:5143"}}) '
            "{ schools(sort: [{sortKey: ASC}], limit: 100) { ...Fields } } }" + _FIELDS,
            ("trusts", 0, "schools"),
        ),
        rows=63,
        clients=16,
        bound=Bound(2.0, at_least=True),
    ),
    Question(
        "20 open schools in order, their LAs; 16 clients",
        Asked(
            "{ schools(" + _OPEN + ", first: 20) { nodes { ...Fields } } }" + _FIELDS,
            ("schools", "nodes"),
        ),
        Asked("{ schools(" + _PEERS_OPEN + ", limit: 20) { ...Fields } }" + _FIELDS, ("schools",)),
        rows=20,
        clients=16,
        bound=Bound(2.0, at_least=True),
    ),
    Question(
        "1,000 open schools in order, their LAs and trusts; 1 client",
        Asked(
            "{ schools("
            + _OPEN
            + ", first: 1000) { nodes { ...Fields trust { id name } } } }"
            + _FIELDS,
            ("schools", "nodes"),
        ),
        Asked(
            "{ schools("
            + _PEERS_OPEN
            + ", limit: 1000) { ...Fields trust { id name } } }"
            + _FIELDS,
            ("schools",),
        ),
        rows=1000,
        clients=1,
        bound=Bound(0.5),
    ),
)
