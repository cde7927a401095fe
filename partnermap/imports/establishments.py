"""The register's establishments: schools, with their authority, trust, federation and diocese."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from partnermap.imports import values
from partnermap.imports.columns import Record, column, optional, records
from partnermap.imports.edition import Edition, Rejected, edition
from partnermap.imports.mentions import Mentions, Said
from partnermap.imports.report import Problem
from partnermap.imports.table import Table
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, Thing, Tie, Value
from partnermap.vocabulary import GroupType, Kind, Phase, Scheme, Status, TieKind, TrustType

SOURCE = "gias-establishments"

STATUSES = {
    "open": Status.OPEN,
    "open, but proposed to close": Status.CLOSING,
    "closed": Status.CLOSED,
    "proposed to open": Status.PROPOSED,
    "proposed to close": Status.CLOSING,
}
_PHASES = {
    "nursery": Phase.NURSERY,
    "primary": Phase.PRIMARY,
    "middle deemed primary": Phase.MIDDLE_DEEMED_PRIMARY,
    "secondary": Phase.SECONDARY,
    "middle deemed secondary": Phase.MIDDLE_DEEMED_SECONDARY,
    "all through": Phase.ALL_THROUGH,
    "all-through": Phase.ALL_THROUGH,
    "16 plus": Phase.SIXTEEN_PLUS,
    "not applicable": Phase.NOT_APPLICABLE,
}
# The register writes a region as a letter, the statistics office as a code.
_REGIONS = {
    "A": "E12000001",
    "B": "E12000002",
    "D": "E12000003",
    "E": "E12000004",
    "F": "E12000005",
    "G": "E12000006",
    "H": "E12000007",
    "J": "E12000008",
    "K": "E12000009",
    "W": "W92000004",
}
_TRUST_FLAGS = {
    "multi-academy": TrustType.MULTI_ACADEMY,
    "single-academy": TrustType.SINGLE_ACADEMY,
}
DENOMINATIONS = {"CE": "Church of England", "RC": "Roman Catholic"}


def _region(text: str) -> str | None:
    value = values.words(text)
    return _REGIONS.get(value, value) if value and value not in {"X", "Z"} else None


def _gss(text: str) -> str | None:
    """The statistics office's code; where a row gives one for each of two areas, none is meant."""
    return None if "/" in text else values.gss_code(text)


_SCHOOL = {
    "urn": column("URN", read=values.filled(values.urn)),
    "name": column("EstablishmentName", read=values.filled(values.name)),
    "type": column("TypeOfEstablishment (name)", read=values.words),
    "status": column(
        "EstablishmentStatus (name)", read=values.one_of(STATUSES, "a status of the register")
    ),
    "phase": column("PhaseOfEducation (name)", read=values.one_of(_PHASES, "a phase of education")),
    "establishmentNumber": optional("EstablishmentNumber", read=values.establishment_number),
    "lowAge": optional("StatutoryLowAge", read=values.whole),
    "highAge": optional("StatutoryHighAge", read=values.whole),
    "gender": optional("Gender (name)", read=values.words),
    "religiousCharacter": optional("ReligiousCharacter (name)", read=values.words),
    "admissions": optional("AdmissionsPolicy (name)", read=values.words),
    "pupils": optional("NumberOfPupils", read=values.whole),
    "percentFsm": optional("PercentageFSM", read=values.decimal),
    "fsm": optional("FSM", read=values.whole),
    "street": optional("Street", read=values.words),
    "town": optional("Town", read=values.words),
    "postcode": optional("Postcode", read=values.words),
    "region": optional("GOR (code)", read=_region),
    "regionName": optional("GOR (name)", read=values.words),
    "easting": optional("Easting", read=values.grid),
    "northing": optional("Northing", read=values.grid),
}
"""The columns that are properties of the school, under the properties' names."""

_OTHER = {
    "opened": column("OpenDate", read=values.day),
    "closed": column("CloseDate", read=values.day),
    "ukprn": optional("UKPRN", read=values.ukprn),
    "la": column("LA (code)", read=values.la_code),
    "laName": column("LA (name)", read=values.words),
    "gss": optional("GSSLACode (name)", read=_gss),
    "trust": column("Trusts (code)", read=values.uid),
    "trustName": column("Trusts (name)", read=values.name),
    "trustFlag": column("TrustSchoolFlag (name)", read=values.words),
    "federation": optional("Federations (code)", read=values.uid),
    "federationName": optional("Federations (name)", read=values.name),
    "diocese": column("Diocese (code)", read=values.diocese_code),
    "dioceseName": column("Diocese (name)", read=values.words),
}
_COLUMNS = _SCHOOL | _OTHER


@dataclass(frozen=True, slots=True)
class _Whole:
    """An organisation that a row says its school is part of."""

    tie: TieKind
    id: str
    kind: Kind
    said: Said
    role: GroupType | None = None


def parse(table: Table) -> Edition:
    """The schools of a file, keyed by URN, and the organisations they belong to."""
    facts: list[Fact] = []
    mentions = Mentions()
    rejected: list[Rejected] = []
    for record in records(table, _COLUMNS, SOURCE):
        said = record.values
        problems = record.problems or _contradictions(record)
        if problems:
            rejected.append(Rejected(problems, (said.get("urn"),), said.get("name")))
        else:
            wholes = _wholes(said)
            for whole in wholes:
                mentions.add(record.line, whole.id, whole.kind, whole.said, Span())
            facts.append(_fact(record.line, said, wholes))
    return edition(table, facts, mentions.facts(), rejected)


def _contradictions(record: Record) -> tuple[Problem, ...]:
    said = record.values
    opened, closed = said.get("opened"), said.get("closed")
    if opened and closed and closed.latest < opened.earliest:
        reason = f"it closed before it opened on {opened.earliest}"
        return (Problem(record.line, "CloseDate", closed.latest, reason),)
    if "trust" in said and "trustFlag" not in said:
        reason = "the row names a trust but not which kind of trust it is"
        return (Problem(record.line, "TrustSchoolFlag (name)", "", reason),)
    return ()


def _fact(line: int, said: dict[str, Any], wholes: Iterable[_Whole]) -> Fact:
    """The school and its ties, of which the register does not say when they began."""
    id_, closed = f"urn:{said['urn']}", said.get("closed")
    properties: dict[str, Value] = {key: said[key] for key in _SCHOOL if key in said}
    properties["pupilsOrder"] = said.get("pupils", -1)
    identifiers = (f"{Scheme.UKPRN}:{said['ukprn']}",) if "ukprn" in said else ()
    school = Thing(id_, Kind.SCHOOL, properties, Span(said.get("opened"), closed), identifiers)
    ties = tuple(
        Tie(
            whole.tie, id_, whole.id, Span(None, closed), {"role": whole.role} if whole.role else {}
        )
        for whole in wholes
    )
    return Fact(said["urn"], line, (school,), ties)


def _wholes(said: dict[str, Any]) -> list[_Whole]:
    wholes: list[_Whole] = []
    if code := said.get("la"):
        about: Said = (
            ("code", code),
            ("name", said.get("laName")),
            ("gssCode", said.get("gss")),
            ("region", said.get("region")),
            ("regionName", said.get("regionName")),
        )
        wholes.append(_Whole(TieKind.IN_LA, f"la:{code}", Kind.LOCAL_AUTHORITY, about))
    if uid := said.get("trust"):
        wholes.append(_trust(uid, said.get("trustName"), said["trustFlag"].lower()))
    if uid := said.get("federation"):
        wholes.append(_group(uid, said.get("federationName"), GroupType.FEDERATION))
    if code := said.get("diocese"):
        about = (
            ("code", code),
            ("name", said.get("dioceseName")),
            ("denomination", DENOMINATIONS.get(code[:2])),
        )
        wholes.append(_Whole(TieKind.IN_DIOCESE, f"diocese:{code}", Kind.DIOCESE, about))
    return wholes


def _trust(uid: str, name: str | None, flag: str) -> _Whole:
    """What the columns called Trusts name: an academy trust or a foundation trust."""
    for words, trust_type in _TRUST_FLAGS.items():
        if words in flag:
            about = (("uid", uid), ("name", name), ("trustType", trust_type))
            return _Whole(TieKind.IN_TRUST, f"uid:{uid}", Kind.TRUST, about)
    return _group(uid, name, GroupType.FOUNDATION_TRUST)


def _group(uid: str, name: str | None, type_: GroupType) -> _Whole:
    about = (("uid", uid), ("name", name), ("groupType", type_))
    return _Whole(TieKind.IN_GROUP, f"uid:{uid}", Kind.GROUP, about, role=type_)
