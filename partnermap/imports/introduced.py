"""A community organisation as whoever introduces it describes it: one form, by whatever door."""

from collections.abc import Mapping

from partnermap.model.dates import Span
from partnermap.model.facts import Thing, Value
from partnermap.vocabulary import Kind, Scheme

INTRODUCED: dict[str, str] = {Scheme.CHARITY: "charityNumber", Scheme.COMPANY: "companyNumber"}
"""Schemes of organisations that a row may bring in, and the property that holds the number."""


def is_introduced(organisation: str) -> bool:
    """Whether its rows bring the organisation in, rather than a register."""
    scheme = organisation.partition(":")[0]
    return scheme == Scheme.ORG or scheme in INTRODUCED


def numbers(properties: Mapping[str, Value]) -> list[str]:
    """Its numbers as codes, the charity's first: `charity:1234567`, `company:07318714`."""
    return [f"{scheme}:{properties[k]}" for scheme, k in INTRODUCED.items() if properties.get(k)]


def introduced(own_id: str, properties: Mapping[str, Value], span: Span) -> Thing:
    """The organisation: its number, where it has one, is its id; `own_id` where it has none.

    Properties that are None are left out.
    """
    id_, *others = numbers(properties) or [own_id]
    known = {name: value for name, value in properties.items() if value is not None}
    return Thing(id_, Kind.COMMUNITY_ORGANISATION, known, span, tuple(others))


def by_id(id_: str, properties: Mapping[str, Value]) -> Thing:
    """The organisation of that id, which may be its number."""
    scheme, _, number = id_.partition(":")
    own = {INTRODUCED[scheme]: number} if scheme in INTRODUCED else {}
    return introduced(id_, {**properties, **own}, Span())
