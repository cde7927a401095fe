"""A network as JSON: node-link, as networkx and D3 read it, and JSON-LD."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Final, TextIO

import orjson

from partnermap.exports.codebook import ABOUT, EDGES, NODES, Vertex, codebook
from partnermap.exports.columns import Column, Sort, told
from partnermap.exports.contents import Contents
from partnermap.exports.records import Organisation
from partnermap.vocabulary import Kind

_OURS: Final = "urn:partnermap:"
_ORG: Final = "http://www.w3.org/ns/org#"
_SCHEMA: Final = "https://schema.org/"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_CLASSES: Final = {
    "School": _SCHEMA,
    "Dataset": _SCHEMA,
    "Organization": _ORG,
    "OrganizationalCollaboration": _ORG,
    "Membership": _ORG,
}
"""What things are, each a class of a public vocabulary."""
_TYPES: Final = {
    Sort.DAY: f"{_XSD}date",
    Sort.WHOLE: f"{_XSD}integer",
    Sort.NUMBER: f"{_XSD}double",
    Sort.ID: "@id",
    Sort.IDS: "@id",
}


def write_json(contents: Contents, file: TextIO) -> None:
    """Write a document that `networkx.node_link_graph` reads; each edge has its id as its key.

    What the file is of and its codebook are attributes of the graph.
    """
    graph = {**_record(ABOUT, contents.about), "codebook": [asdict(each) for each in codebook()]}
    nodes = (_text(_record(NODES, node)) for node in contents.nodes)
    edges = (_text(_record(EDGES, edge) | {"key": edge.id}) for edge in contents.edges)
    file.write(f'{{"directed": false, "multigraph": true, "graph": {_text(graph)}')
    _write_list(file, "nodes", nodes)
    _write_list(file, "edges", edges)
    file.write("}\n")


def write_jsonld(contents: Contents, file: TextIO) -> None:
    """Write linked data in the terms of W3C's Organization Ontology, of Schema.org and our own.

    Each tie is an `org:Membership`, of an organisation in another or in a collaboration. Our own
    terms are defined in the file's codebook.
    """
    about = {"@id": "", "@type": "Dataset", **_record(ABOUT, contents.about)}
    file.write(f'{{"@context": {_text(_context())}')
    _write_list(file, "@graph", map(_text, _things(contents, about)))
    file.write("}\n")


def _things(contents: Contents, about: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield about
    for line in codebook():
        yield {"@id": f"{_OURS}{line.table}.{line.column}", "@type": "Column", **asdict(line)}
    for node in contents.nodes:
        yield {"@id": node.id, "@type": _type(node), **_record(NODES, node)}
    for edge in contents.edges:
        yield {"@id": f"#{edge.id}", "@type": "Membership", **_record(EDGES, edge)}


def _type(node: Vertex) -> str:
    if isinstance(node, Organisation):
        return "School" if node.record.kind is Kind.SCHOOL else "Organization"
    return "OrganizationalCollaboration"


def _context() -> dict[str, Any]:
    """The columns as terms, with our own terms where nobody has one, and the types."""
    terms: dict[str, Any] = {"@version": 1.1, "@vocab": _OURS}
    columns: tuple[Column[Any], ...] = (*NODES, *EDGES, *ABOUT)
    for column in columns:
        term = {"@id": column.iri, "@type": _TYPES.get(column.sort)}
        if known := {name: value for name, value in term.items() if value}:
            terms[column.name] = known
    return terms | {name: f"{vocabulary}{name}" for name, vocabulary in _CLASSES.items()}


def _record(columns: Iterable[Column[Any]], thing: object) -> dict[str, Any]:
    return {column.name: value for column, value in told(columns, thing) if not column.repeats}


def _text(value: object) -> str:
    return orjson.dumps(value).decode()


def _write_list(file: TextIO, name: str, items: Iterable[str]) -> None:
    """Write a member of an object that is a list, each of its items on a line of its own."""
    file.write(f',\n"{name}": [')
    for number, item in enumerate(items):
        file.write(f"{',' if number else ''}\n{item}")
    file.write("\n]")
