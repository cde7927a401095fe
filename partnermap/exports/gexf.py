"""A network as GEXF, Gephi's own format, in which what has dates has a time.

A time is as wide as its dates allow: from the earliest day on which it may have begun to the latest
on which it may have ended.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final, TextIO

from partnermap.exports.codebook import ABOUT, EDGES, NODES, Edge, codebook
from partnermap.exports.columns import Column, Sort, told
from partnermap.exports.contents import Contents
from partnermap.exports.markup import HEAD, attributes, element, plain, write_all
from partnermap.model.dates import Span

_TYPES: Final = {Sort.WHOLE: "long", Sort.NUMBER: "double", Sort.FLAG: "boolean"}
_ELSEWHERE: Final = ("id", "name", "source", "target", "weight")
"""What GEXF has attributes of its own for."""
_OPEN: Final = f'{HEAD}<gexf xmlns="http://gexf.net/1.3" version="1.3">'
_GRAPH: Final = '<graph mode="dynamic" defaultedgetype="undirected" timeformat="date">'


def write_gexf(contents: Contents, file: TextIO) -> None:
    """Write organisations and partnerships as nodes, formal ties and memberships as edges."""
    write_all(file, _lines(contents))


def _lines(contents: Contents) -> Iterator[str]:
    nodes, edges = ([c for c in table if _is_data(c)] for table in (NODES, EDGES))
    about = contents.about
    yield _OPEN
    yield f"<meta{attributes([('lastmodifieddate', about.as_of.isoformat())])}>"
    yield element("creator", about.made_by)
    yield element("description", _description(contents))
    yield f"</meta>\n{_GRAPH}"
    for class_, columns in (("node", nodes), ("edge", edges)):
        yield f"<attributes{attributes([('class', class_), ('mode', 'static')])}>"
        yield from map(_attribute, columns)
        yield "</attributes>"
    yield "<nodes>"
    for node in contents.nodes:
        given = ("id", node.id), ("label", node.name)
        yield f"<node{attributes(given)}>{_values(nodes, node)}{_spells(node.span)}</node>"
    yield "</nodes>\n<edges>"
    kinds = _Kinds()
    for edge in contents.edges:
        ends = ("id", edge.id), ("source", edge.start.id), ("target", edge.end.id)
        strength = [] if edge.weight is None else [("weight", edge.weight)]
        inner = _values(edges, edge) + _spells(edge.record.span)
        yield f"<edge{attributes([*ends, ('kind', kinds.next(edge)), *strength])}>{inner}</edge>"
    yield "</edges>\n</graph>\n</gexf>"


class _Kinds:
    """Kinds of edges, for between two Gephi makes one edge of all that are of one kind."""

    def __init__(self) -> None:
        self._given: Counter[tuple[str, ...]] = Counter()

    def next(self, edge: Edge) -> str:
        """The kind of an edge; of one that stands beside others of its kind with a number."""
        ends = min(edge.start.id, edge.end.id), max(edge.start.id, edge.end.id)
        self._given[edge.kind, *ends] += 1
        times = self._given[edge.kind, *ends]
        return edge.kind if times == 1 else f"{edge.kind} {times}"


def _description(contents: Contents) -> str:
    """What the file is of, whose it is, and its codebook, for GEXF has no other place for them."""
    about = (f"{column.name}: {plain(value)}" for column, value in told(ABOUT, contents.about))
    columns = (
        f"{each.table}.{each.column} ({each.unit or each.values}): {each.meaning} "
        f"From {each.origin}."
        for each in codebook()
        if each.table in ("nodes", "edges")
    )
    return "\n".join((*about, "", *columns))


def _is_data(column: Column[Any]) -> bool:
    return column.name not in _ELSEWHERE and not column.repeats


def _attribute(column: Column[Any]) -> str:
    type_ = _TYPES.get(column.sort, "string")
    given = ("id", column.name), ("title", column.name), ("type", type_)
    return f"<attribute{attributes(given)}/>"


def _values(columns: Iterable[Column[Any]], thing: object) -> str:
    values = "".join(
        f"<attvalue{attributes([('for', column.name), ('value', value)])}/>"
        for column, value in told(columns, thing)
    )
    return f"<attvalues>{values}</attvalues>"


def _spells(span: Span) -> str:
    """When it may have held; nothing where that is always, as far as anybody knows."""
    ends = [
        *([("start", span.start.earliest)] if span.start else []),
        *([("end", span.end.latest)] if span.end else []),
    ]
    return f"<spells><spell{attributes(ends)}/></spells>" if ends else ""
