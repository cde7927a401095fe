"""The columns of an exported network: one table, which every format and the codebook go by.

To add a column, add it here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from partnermap.exports.columns import Column, Sort, Thing, Value
from partnermap.exports.records import About, Belonging, Organisation, Pair, Part
from partnermap.model.dates import BEGINNING, OPEN, Span
from partnermap.model.network import PartnershipNode
from partnermap.vocabulary import Layer, TieKind, TieState

Vertex = Organisation | PartnershipNode
Edge = Belonging | Part

_REGISTER: Final = "Get Information about Schools, or the file that the organisation came from"
_RECORDED: Final = "answers to surveys, files and edits: whoever recorded the partnership"
_TIES: Final = "registers for formal ties; answers, files and edits for memberships"
_ASKED: Final = "rounds in which organisations are asked for their partnerships"
_HERE: Final = "worked out by partnermap"
_NEWMAN: Final = f"{_HERE}: Newman (2001), Physical Review E 64, 016132"
_METRES: Final = "metres, British National Grid"

_ORG: Final = "http://www.w3.org/ns/org#"
_SCHEMA: Final = "https://schema.org/"
_TERMS: Final = "http://purl.org/dc/terms/"


def _nothing(_: object) -> None:
    return None


def _vertex(
    organisation: Callable[[Organisation], Value] = _nothing,
    partnership: Callable[[PartnershipNode], Value] = _nothing,
) -> Callable[[Vertex], Value]:
    """What a column has of an organisation, and what of a partnership."""
    return lambda vertex: (
        organisation(vertex) if isinstance(vertex, Organisation) else partnership(vertex)
    )


def _edge(
    formal: Callable[[Belonging], Value] = _nothing, part: Callable[[Part], Value] = _nothing
) -> Callable[[Edge], Value]:
    """What a column has of a formal tie, and what of a membership."""
    return lambda edge: formal(edge) if isinstance(edge, Belonging) else part(edge)


def _dates(span: Callable[[Thing], Span], source: str) -> tuple[Column[Thing], ...]:
    """The columns that say from when until when something held, as exactly as that is known."""

    def known(name: str) -> Callable[[Thing], Value]:
        def day(thing: Thing) -> Value:
            stored = span(thing).properties()[name]
            return str(stored) if stored not in (None, BEGINNING, OPEN) else None

        return day

    def column(name: str, meaning: str, of: str, iri: str = "") -> Column[Thing]:
        return Column(name, Sort.DAY, known(of), meaning, source, "day", iri)

    return (
        column("since", "The earliest day on which it may have begun, or opened; empty where "
               "nobody knows.", "since", f"{_SCHEMA}startDate"),
        column("since_by", "The latest day on which it may have begun, where that is another.",
               "sinceBy"),
        column("until_from", "The earliest day on which it may end or have ended, where that is "
               "another.", "untilFrom"),
        column("until", "The latest day on which it may end or have ended; empty where it goes on.",
               "until", f"{_SCHEMA}endDate"),
    )  # fmt: skip


def _wholes(name: str, kind: TieKind, meaning: str) -> tuple[Column[Vertex], ...]:
    """The columns that say what an organisation is part of, whichever ties the file has."""
    return (
        Column(name, Sort.IDS,
               _vertex(lambda o: tuple(whole.id for whole in o.wholes.get(kind, ()))),
               f"{meaning}: its id.", _REGISTER, only=Organisation),
        Column(f"{name}_name", Sort.TEXT,
               _vertex(lambda o: "; ".join(w.name for w in o.wholes.get(kind, ())) or None),
               f"{meaning}: its name.", _REGISTER, only=Organisation),
    )  # fmt: skip


NODES: Final[tuple[Column[Vertex], ...]] = (
    Column("id", Sort.TEXT, lambda v: v.id,
           "Its id, the same in every answer of partnermap, such as urn:100000.", _REGISTER,
           iri=f"{_SCHEMA}identifier"),
    Column("name", Sort.TEXT, lambda v: v.name, "Its name.", _REGISTER, iri=f"{_SCHEMA}name"),
    Column("mode", Sort.TEXT, _vertex(lambda _: "ORGANISATION", lambda _: "PARTNERSHIP"),
           "ORGANISATION, or PARTNERSHIP: what organisations work together in.", _HERE),
    Column("kind", Sort.TEXT, _vertex(lambda o: o.record.kind.value, lambda p: p.kind),
           "What sort of organisation, such as School; of a partnership its form, such as NETWORK.",
           _REGISTER),
    Column("phase", Sort.TEXT, _vertex(lambda o: o.record.phase), "A school's phase of education.",
           _REGISTER, only=Organisation),
    Column("pupils", Sort.WHOLE, _vertex(lambda o: o.record.pupils),
           "How many pupils a school has.", _REGISTER, "pupils", only=Organisation),
    Column("free_school_meals", Sort.WHOLE, _vertex(lambda o: o.record.disadvantaged),
           "How many of a school's pupils are eligible for free school meals.", _REGISTER,
           "pupils", only=Organisation),
    Column("easting", Sort.WHOLE, _vertex(lambda o: o.record.easting), "How far east it lies.",
           _REGISTER, _METRES, only=Organisation),
    Column("northing", Sort.WHOLE, _vertex(lambda o: o.record.northing), "How far north it lies.",
           _REGISTER, _METRES, only=Organisation),
    Column("outside", Sort.FLAG, _vertex(lambda o: o.record.outside),
           "True of an organisation that lies outside the scope, and is a partner of one inside; "
           "of one that is told for what was before the day, where it never lay inside.",
           _HERE, only=Organisation),
    *_wholes("trust", TieKind.IN_TRUST, "The academy trust that runs it"),
    *_wholes("local_authority", TieKind.IN_LA, "The local authority that it lies in"),
    *_wholes("diocese", TieKind.IN_DIOCESE, "The diocese that it is of"),
    Column("answer", Sort.TEXT, _vertex(lambda o: o.record.answer and o.record.answer.value),
           "What an organisation of the scope last answered, when asked for its partnerships: "
           "COMPLETE, PARTIAL or SILENT. Empty where nobody asked: then no tie does not mean that "
           "there is none.", _ASKED, only=Organisation),
    Column("asked_again", Sort.FLAG, _vertex(lambda o: o.record.asked_again),
           "True where it was asked again since, and has not answered yet.", _ASKED,
           only=Organisation),
    Column("themes", Sort.WORDS, _vertex(partnership=lambda p: p.themes),
           "What a partnership works on.", _RECORDED, only=PartnershipNode),
    Column("members", Sort.WHOLE, _vertex(partnership=lambda p: p.size),
           "How many are in a partnership, be they in this file or not; of one that is told for "
           "what was before the day, how many ever were.", _HERE, "organisations",
           only=PartnershipNode),
    *_dates(lambda v: v.span, f"{_REGISTER}; of partnerships {_RECORDED}"),
)  # fmt: skip
"""Of organisations and partnerships."""

EDGES: Final[tuple[Column[Edge], ...]] = (
    Column("id", Sort.TEXT, lambda e: e.id,
           "Its kind, its ends and its first day: the same as long as those are.", _HERE),
    Column("source", Sort.ID, lambda e: e.start.id,
           "The id of the part; of a membership, the member.", _TIES, iri=f"{_ORG}member"),
    Column("target", Sort.ID, lambda e: e.end.id,
           "The id of the whole; of a membership, the partnership.", _TIES,
           iri=f"{_ORG}organization"),
    Column("source_name", Sort.TEXT, lambda e: e.start.name, "The name of the part or member.",
           _TIES, repeats=True),
    Column("target_name", Sort.TEXT, lambda e: e.end.name, "The name of the whole or partnership.",
           _TIES, repeats=True),
    Column("layer", Sort.TEXT,
           _edge(lambda _: Layer.FORMAL.value, lambda _: Layer.WORKING.value),
           "FORMAL where one is part of the other; WORKING where one works in the other.", _TIES),
    Column("kind", Sort.TEXT, lambda e: e.kind,
           "What sort of tie: MEMBER_OF a partnership, or IN_TRUST, IN_LA, IN_DIOCESE, IN_GROUP.",
           _TIES),
    Column("role", Sort.TEXT, _edge(part=lambda m: m.record.role.value),
           "What a member does in the partnership: LEAD, MEMBER, PROVIDER or FUNDER.", _RECORDED),
    Column("weight", Sort.NUMBER, lambda e: e.weight,
           "How strong a tie between two this makes: 1 of a formal tie; 1/(n-1) of a membership in "
           "a partnership of n, so that the strength of two partners is its sum over the "
           "partnerships they share; of one that has ended, n is of its last day. Empty where "
           "nobody else is known to be in it.", _NEWMAN),
    *_dates(lambda e: e.record.span, _TIES),
    Column("may_have_held", Sort.FLAG, lambda e: e.record.may_have_held,
           "True where its dates leave it open whether it held on the day.", _HERE),
    Column("disputed", Sort.FLAG, _edge(part=lambda m: m.disputed),
           "True of a membership where, of every other member, either it or they say that the two "
           "do not work together.", _ASKED),
)  # fmt: skip
"""Of formal ties and memberships."""

PAIRS: Final[tuple[Column[Pair], ...]] = (
    Column("source", Sort.ID, lambda p: p.start.id, "The id of the one whose id comes first.",
           _RECORDED),
    Column("target", Sort.ID, lambda p: p.end.id, "The id of the other.", _RECORDED),
    Column("source_name", Sort.TEXT, lambda p: p.start.name, "The name of the one.", _REGISTER,
           repeats=True),
    Column("target_name", Sort.TEXT, lambda p: p.end.name, "The name of the other.", _REGISTER,
           repeats=True),
    Column("weight", Sort.NUMBER, lambda p: p.weight,
           "How strongly they work together: the sum of 1/(n-1) over the partnerships they share, "
           "each of n members.", _NEWMAN),
    Column("partnerships", Sort.IDS, lambda p: p.partnerships,
           "The ids of the partnerships they share.", _RECORDED),
    Column("state", Sort.TEXT,
           lambda p: (TieState.DISPUTED if p.denied_by else TieState.RECORDED).value,
           "DISPUTED where one or both of them say that they do not work together, though somebody "
           "records that they do; RECORDED otherwise.", _ASKED),
    Column("denied_by", Sort.IDS, lambda p: p.denied_by,
           "The ids of those of the two that say they do not work together.", _ASKED),
)  # fmt: skip
"""Of two that share a partnership; what the memberships say, told of each two."""

ABOUT: Final[tuple[Column[About], ...]] = (
    Column("title", Sort.TEXT, lambda a: a.title, "What this file is.", _HERE,
           iri=f"{_TERMS}title"),
    Column("scope", Sort.TEXT, lambda a: a.scope,
           "Of which part of the map, as scopes are written.", "whoever asked"),
    Column("layer", Sort.TEXT, lambda a: a.layer.value,
           "Which ties: FORMAL, WORKING, or COMBINED for both.", "whoever asked"),
    Column("as_of", Sort.DAY, lambda a: a.as_of.isoformat(), "The day it is about.",
           "whoever asked", "day", f"{_TERMS}temporal"),
    Column("data_version", Sort.WHOLE, lambda a: a.data_version,
           "How many changes to the data had been made: of one version two files are equal.",
           _HERE, "changes", f"{_SCHEMA}version"),
    Column("seen_as", Sort.TEXT, lambda a: a.access,
           "For whose eyes it was made, and what they may see.", _HERE),
    Column("organisations", Sort.WHOLE, lambda a: a.organisations, "How many organisations it has.",
           _HERE, "organisations"),
    Column("truncated", Sort.FLAG, lambda a: a.truncated,
           "True where there were more organisations than it has.", _HERE),
    Column("past", Sort.FLAG, lambda a: a.past,
           "True where what was before that day is in it too, as in GEXF for its timeline: the "
           "dates say when.", _HERE),
    Column("licence", Sort.TEXT, lambda a: a.licence,
           "What you may do with it, and whom to name.", "the publishers",
           iri=f"{_TERMS}rights"),
    Column("made_by", Sort.TEXT, lambda a: a.made_by, "The program that made it.", _HERE,
           iri=f"{_TERMS}creator"),
)  # fmt: skip
"""Of the file itself."""


TABLES: Final[Mapping[str, tuple[Column[Any], ...]]] = {
    "nodes": NODES,
    "edges": EDGES,
    "pairs": PAIRS,
    "about": ABOUT,
}
"""Every table of a file, by its name."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A line of the codebook."""

    table: str
    column: str
    values: str
    unit: str
    meaning: str
    origin: str


def codebook() -> tuple[Meaning, ...]:
    """What each column of each table means, in the order in which they stand."""
    return tuple(
        Meaning(table, column.name, column.sort.value, column.unit, column.meaning, column.source)
        for table, columns in TABLES.items()
        for column in columns
    )
