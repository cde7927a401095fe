"""A network as GraphML, which networkx, igraph, Gephi and yEd read; the codebook is in its keys."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, TextIO

from partnermap.exports.codebook import ABOUT, EDGES, NODES
from partnermap.exports.columns import Column, Sort, told
from partnermap.exports.contents import Contents
from partnermap.exports.markup import HEAD, attributes, element, write_all

_TYPES: Final = {Sort.WHOLE: "long", Sort.NUMBER: "double", Sort.FLAG: "boolean"}
_ENDS: Final = ("source", "target")
_OPEN: Final = (
    f'{HEAD}<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
)


def write_graphml(contents: Contents, file: TextIO) -> None:
    """Write organisations and partnerships as nodes, formal ties and memberships as edges."""
    write_all(file, _lines(contents))


def _lines(contents: Contents) -> Iterator[str]:
    nodes = [column for column in NODES if column.name != "id"]
    edges = [column for column in EDGES if _is_data(column)]
    yield _OPEN
    for prefix, for_, columns in (
        ("g", "graph", ABOUT),
        ("n", "node", nodes),
        ("e", "edge", edges),
    ):
        yield from (_key(f"{prefix}_{column.name}", for_, column) for column in columns)
    yield '<graph edgedefault="undirected">'
    yield "".join(_data("g", ABOUT, contents.about))
    for node in contents.nodes:
        yield f"<node{attributes([('id', node.id)])}>{_data('n', nodes, node)}</node>"
    for edge in contents.edges:
        ends = ("source", edge.start.id), ("target", edge.end.id), ("id", edge.id)
        yield f"<edge{attributes(ends)}>{_data('e', edges, edge)}</edge>"
    yield "</graph>\n</graphml>"


def _is_data(column: Column[Any]) -> bool:
    """Whether a column is not told by the ends of an edge, or the nodes there."""
    return column.name not in _ENDS and not column.repeats


def _key(id_: str, for_: str, column: Column[Any]) -> str:
    given = (
        ("id", id_),
        ("for", for_),
        # igraph gives an edge the id of its source, so that its own has to have another name too.
        ("attr.name", "tie" if id_ == "e_id" else column.name),
        ("attr.type", _TYPES.get(column.sort, "string")),
    )
    unit = f" In {column.unit}." if column.unit else ""
    meaning = element("desc", f"{column.meaning}{unit} From {column.source}.")
    return f"<key{attributes(given)}>{meaning}</key>"


def _data(prefix: str, columns: Iterable[Column[Any]], thing: object) -> str:
    return "".join(
        element("data", value, ("key", f"{prefix}_{column.name}"))
        for column, value in told(columns, thing)
    )
