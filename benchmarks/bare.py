"""The bare loader: writes a graph that is already known, with the driver and nothing else."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from neo4j import AsyncDriver, AsyncGraphDatabase, Driver

from partnermap.settings import Settings
from partnermap.store.embedded import start_or_find

Row = dict[str, Any]

_KEYS = {
    "Organisation": "id",
    "Partnership": "id",
    "Round": "id",
    "Source": "id",
    "Import": "id",
    "Identifier": "key",
    "Fact": "key",
    "Audit": "number",
}
_NODES = "MATCH (n) WHERE NOT n:Meta AND NOT n:AuditHead RETURN labels(n), properties(n)"
_TIES = """
MATCH (a)-[r]->(b)
RETURN type(r), labels(a), coalesce(a.id, a.key), labels(b), coalesce(b.id, b.key), properties(r)
"""


@dataclass(frozen=True, slots=True)
class Graph:
    """Everything in a database but its schema and the head of its log, ready to be written.

    `nodes` maps labels, joined by colons with the keyed one first, to `{key, properties}`;
    `ties` maps `(type, label of the start, label of the end)`, joined by spaces, to
    `{start, end, properties}`.
    """

    nodes: dict[str, list[Row]]
    ties: dict[str, list[Row]]

    @property
    def size(self) -> str:
        """How much there is, in words."""
        nodes, ties = (sum(map(len, part.values())) for part in (self.nodes, self.ties))
        return f"{nodes} nodes and {ties} ties"

    def without(self, other: "Graph") -> "Graph":
        """What this one has and the other has not."""
        nodes, ties = {}, {}
        for name, rows in self.nodes.items():
            there = {row["key"] for row in other.nodes.get(name, ())}
            nodes[name] = [row for row in rows if row["key"] not in there]
        for name, rows in self.ties.items():
            known = {_ends(row) for row in other.ties.get(name, ())}
            ties[name] = [row for row in rows if _ends(row) not in known]
        return Graph(nodes, ties)

    def but(self, label: str) -> "Graph":
        """All of it but the nodes of one label, which have no ties."""
        return Graph({n: rows for n, rows in self.nodes.items() if n != label}, self.ties)


def read_graph(driver: Driver) -> Graph:
    """The graph that a database holds, in a fixed order."""
    nodes, ties = defaultdict(list), defaultdict(list)
    with driver.session() as session:
        for labels, properties in session.run(_NODES):
            keyed = _keyed(labels)
            name = ":".join([keyed, *sorted(set(labels) - {keyed})])
            nodes[name].append({"key": properties[_KEYS[keyed]], "properties": properties})
        for kind, start_labels, start, end_labels, end, properties in session.run(_TIES):
            name = f"{kind} {_keyed(start_labels)} {_keyed(end_labels)}"
            ties[name].append({"start": start, "end": end, "properties": properties})
    return Graph(
        {name: sorted(nodes[name], key=lambda n: str(n["key"])) for name in sorted(nodes)},
        {name: sorted(ties[name], key=lambda t: (t["start"], t["end"])) for name in sorted(ties)},
    )


@asynccontextmanager
async def driver_for(settings: Settings) -> AsyncIterator[AsyncDriver]:
    """The driver that the store would use for these settings."""
    uri, user = settings.neo4j_uri, settings.neo4j_user
    password = settings.neo4j_password.get_secret_value()
    if uri is None:
        address = start_or_find(settings.data)
        uri = f"bolt://{address.host}:{address.port}"
        user, password = address.user, address.password
    async with AsyncGraphDatabase.driver(uri, auth=(user, password)) as driver:
        yield driver


async def write_graph(driver: AsyncDriver, graph: Graph, batch: int) -> None:
    """Write a graph in explicit transactions of `batch` rows, each node once."""
    for labels, rows in graph.nodes.items():
        keyed = labels.split(":")[0]
        # Not MERGE: with two labels the embedded engine looks through all nodes for each row.
        statement = (
            f"UNWIND $rows AS row OPTIONAL MATCH (old:{keyed} {{{_KEYS[keyed]}: row.key}}) "
            f"WITH row, old WHERE old IS NULL CREATE (n:{labels}) SET n = row.properties"
        )
        await _write(driver, statement, rows, batch)
    for name, rows in graph.ties.items():
        kind, start, end = name.split(" ")
        statement = (
            f"UNWIND $rows AS row MATCH (a:{start} {{{_KEYS[start]}: row.start}}) "
            f"MATCH (b:{end} {{{_KEYS[end]}: row.end}}) "
            f"MERGE (a)-[r:{kind}]->(b) SET r += row.properties"
        )
        await _write(driver, statement, rows, batch)


def _ends(tie: Row) -> tuple[str, str]:
    return tie["start"], tie["end"]


def _keyed(labels: list[str]) -> str:
    return next(label for label in labels if label in _KEYS)


def _batches(rows: list[Row], size: int) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch


async def _write(driver: AsyncDriver, statement: str, rows: list[Row], size: int) -> None:
    async with driver.session() as session:
        for batch in _batches(rows, size):
            async with await session.begin_transaction() as transaction:
                await (await transaction.run(statement, rows=batch)).consume()
                await transaction.commit()
