"""The register's groups: academy trusts, sponsors, federations and every other kind."""

from typing import Any

from partnermap.imports import values
from partnermap.imports.columns import Record, column, optional, records
from partnermap.imports.edition import Edition, Rejected, edition
from partnermap.imports.establishments import STATUSES
from partnermap.imports.report import Problem
from partnermap.imports.table import Table
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, Thing, Value
from partnermap.vocabulary import GroupType, Kind, Scheme, TrustType

SOURCE = "gias-groups"

_TRUSTS = {
    "multi-academy trust": TrustType.MULTI_ACADEMY,
    "single-academy trust": TrustType.SINGLE_ACADEMY,
    "secure single-academy trust": TrustType.SINGLE_ACADEMY,
}
_GROUPS = {
    "school sponsor": GroupType.SPONSOR,
    "federation": GroupType.FEDERATION,
    "trust": GroupType.FOUNDATION_TRUST,
    "umbrella trust": GroupType.UMBRELLA_TRUST,
    "children's centres group": GroupType.CHILDRENS_CENTRES,
    "children's centres collaboration": GroupType.CHILDRENS_CENTRES_COLLABORATION,
}
_ADDRESS = ("line1", "line2", "line3")


def group_type(text: str) -> TrustType | GroupType | None:
    """What the register calls a group: a kind of academy trust, or of another group."""
    word = values.words(text)
    if word is None:
        return None
    word = word.lower().replace("’", "'")
    return _TRUSTS.get(word) or _GROUPS.get(word, GroupType.OTHER)


# The columns that name the head of a group are not read: no person is in the graph.
_COLUMNS = {
    "uid": column("Group UID", "UID", "Linked UID", read=values.filled(values.uid)),
    "name": column("Group Name", read=values.filled(values.name)),
    "type": column("Group Type", "Group Type (name)", read=values.filled(group_type)),
    "status": column(
        "Group Status",
        "Group Status (name)",
        read=values.one_of(STATUSES, "a status of the register"),
    ),
    "opened": column("Open date", read=values.day),
    "closed": column("Closed Date", read=values.day),
    # A company has no day on which it opened but this one.
    "incorporated": optional("Incorporated on (open date)", read=values.day),
    "companyNumber": optional("Companies House Number", read=values.company_number),
    "ukprn": optional("UKPRN", read=values.ukprn),
    "line1": optional("Group Street", read=values.words),
    "line2": optional("Group Locality", read=values.words),
    "line3": optional("Group Address 3", read=values.words),
    "town": optional("Group Town", read=values.words),
    "postcode": optional("Group Postcode", read=values.words),
}


def parse(table: Table) -> Edition:
    """The groups of a file, keyed by UID: many share a name, some but for its capitals."""
    facts: list[Fact] = []
    rejected: list[Rejected] = []
    for record in records(table, _COLUMNS, SOURCE):
        said = record.values
        opened = said.get("opened") or said.get("incorporated")
        span = Span(opened, said.get("closed"))
        if problems := record.problems or _contradictions(record, span):
            rejected.append(Rejected(problems, (said.get("uid"),), said.get("name")))
        else:
            facts.append(Fact(said["uid"], record.line, (_group(said, span),)))
    return edition(table, facts, (), rejected)


def _contradictions(record: Record, span: Span) -> tuple[Problem, ...]:
    if span.start and span.end and span.end.latest < span.start.earliest:
        reason = f"it closed before it opened on {span.start.earliest}"
        return (Problem(record.line, "Closed Date", span.end.latest, reason),)
    return ()


def _group(said: dict[str, Any], span: Span) -> Thing:
    type_ = said["type"]
    is_trust = isinstance(type_, TrustType)
    plain = ("uid", "name", "status", "companyNumber", "ukprn", "town", "postcode")
    properties: dict[str, Value] = {key: said[key] for key in plain if key in said}
    properties["trustType" if is_trust else "groupType"] = type_
    if street := ", ".join(said[line] for line in _ADDRESS if line in said):
        properties["street"] = street
    codes = (("companyNumber", Scheme.COMPANY), ("ukprn", Scheme.UKPRN))
    return Thing(
        f"uid:{said['uid']}",
        Kind.TRUST if is_trust else Kind.GROUP,
        properties,
        span,
        tuple(f"{scheme}:{said[key]}" for key, scheme in codes if key in said),
    )
