"""Small files in the publishers' formats, and a look at what became of them in the store."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from partnermap.imports.report import Report
from partnermap.imports.run import run_import
from partnermap.imports.table import Table, read_table
from partnermap.store.bolt import Store

Row = Mapping[str, str]

_SCHOOL = {
    "URN": "100001",
    "LA (code)": "201",
    "LA (name)": "Northshire",
    "EstablishmentName": "Alder School",
    "TypeOfEstablishment (name)": "Academy converter",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "",
    "CloseDate": "",
    "PhaseOfEducation (name)": "Primary",
    "NumberOfPupils": "200",
    "TrustSchoolFlag (name)": "Not applicable",
    "Trusts (code)": "",
    "Trusts (name)": "",
    "Diocese (code)": "0000",
    "Diocese (name)": "Not applicable",
    "Town": "Alderton",
}
_MEMBERSHIP = {
    "URN": "100001",
    "Linked UID": "7001",
    "Group Name": "BEECH TRUST",
    "Companies House Number": "01234567",
    "Group Type": "Multi-academy trust",
    "Group Status": "Open",
    "Joined date": "01-09-2013",
    "EstablishmentName": "Alder School",
}
_GROUP = {
    "Group UID": "7001",
    "Group ID": "TR07001",
    "Group Name": "BEECH TRUST",
    "Companies House Number": "1234567",
    "Group Type (code)": "06",
    "Group Type": "Multi-academy trust",
    "Closed Date": "",
    "Open date": "",
    "Incorporated on (open date)": "07/07/2011",
    "Group Status (code)": "OPEN",
    "Group Status": "Open",
    "Group Street": "Beech House",
    "Group Locality": "Mona Road",
    "Group Address 3": "",
    "Group Town": "Alderton",
    "Group County": "Not recorded",
    "Group Postcode": "Not recorded",
    "Head of Group Title": "Dr",
    "Head of Group First Name": "Nobody",
    "Head of Group Last Name": "At All",
    "UKPRN": "10058482",
}
_SITE = {
    "provider_code": "1AB",
    "provider_name": "Alder Teaching",
    "provider_postcode": "AL1 2RT",
    "site_code": "-",
    "site_name": "Main Site",
    "establishment_urn": "100001",
    "establishment_name": "School 100001",
}
_PARTNERSHIP_HEADER = (
    "row,partnership,owner,kind,themes,visibility,started,ended,organisation,name,"
    "organisation_kind,sector,la,role,joined,left,round,answer,strength,local_label"
)
_PARTNERSHIP = dict.fromkeys(_PARTNERSHIP_HEADER.split(","), "") | {
    "row": "member",
    "partnership": "Reading Together",
    "kind": "project",
}


def school(urn: str, **said: str) -> Row:
    """A school's row; `trust` is the UID of a multi-academy trust it is in."""
    row = {**_SCHOOL, "URN": urn, "EstablishmentName": f"School {urn}"}
    if trust := said.pop("trust", None):
        row |= {
            "Trusts (code)": trust,
            "Trusts (name)": f"TRUST {trust}",
            "TrustSchoolFlag (name)": "Supported by a multi-academy trust",
        }
    names = {
        "name": "EstablishmentName",
        "la": "LA (code)",
        "opened": "OpenDate",
        "closed": "CloseDate",
        "status": "EstablishmentStatus (name)",
        "pupils": "NumberOfPupils",
        "town": "Town",
        "diocese": "Diocese (code)",
        "flag": "TrustSchoolFlag (name)",
        "code": "Trusts (code)",
    }
    return row | {names[key]: value for key, value in said.items()}


def membership(urn: str, uid: str, joined: str = "01-09-2013", **said: str) -> Row:
    """A row of the membership file."""
    names = {"type": "Group Type", "name": "Group Name", "school": "EstablishmentName"}
    row = {**_MEMBERSHIP, "URN": urn, "Linked UID": uid, "Joined date": joined}
    return row | {names[key]: value for key, value in said.items()}


def group(uid: str, **said: str) -> Row:
    """A row of the groups file."""
    names = {
        "type": "Group Type",
        "name": "Group Name",
        "status": "Group Status",
        "opened": "Open date",
        "closed": "Closed Date",
        "incorporated": "Incorporated on (open date)",
        "company": "Companies House Number",
    }
    return {**_GROUP, "Group UID": uid} | {names[key]: value for key, value in said.items()}


def link(urn: str, other: str, type_: str, day: str = "") -> Row:
    """A row of the links between establishments."""
    return {
        "URN": urn,
        "LinkURN": other,
        "LinkName": f"School {other}",
        "LinkType": type_,
        "LinkEstablishedDate": day,
    }


def member(organisation: str, **said: str) -> Row:
    """A row of the partnerships file about a member."""
    return {**_PARTNERSHIP, "organisation": organisation, **said}


def asked(organisation: str, answer: str, **said: str) -> Row:
    """A row of the partnerships file about an organisation that was asked."""
    blank = {"row": "asked", "partnership": "", "kind": "", "round": "Spring 2026"}
    return {**_PARTNERSHIP, **blank, "organisation": organisation, "answer": answer, **said}


def site(code: str, urn: str, **said: str) -> Row:
    """A row of the file of teacher training: a provider, a school and one of their sites."""
    row = {**_SITE, "provider_code": code, "establishment_urn": urn}
    return row | {"establishment_name": f"School {urn}"} | said


def as_csv(rows: Iterable[Row]) -> bytes:
    """The rows as a file, the columns in the order of the first row."""
    listed = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(listed[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(listed)
    return text.getvalue().encode("cp1252")


def table(*rows: Row) -> Table:
    """The rows as a parser gets them."""
    return read_table("file.csv", as_csv(rows))


class Publisher:
    """Publishes editions and imports them into a store."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder

    async def publish(self, source: str, day: str, *rows: Row, **options: Any) -> Report:
        """Import an edition of these rows, published on `day`."""
        path = self._folder / "edition.csv"
        path.write_bytes(as_csv(rows))
        published = date.fromisoformat(day)
        return await run_import(self._store, source, path, published=published, **options)

    async def schools(self, day: str, *rows: Row, **options: Any) -> Report:
        """Import an edition of the establishments."""
        return await self.publish("gias-establishments", day, *rows, **options)

    async def memberships(self, day: str, *rows: Row, **options: Any) -> Report:
        """Import an edition of the memberships."""
        return await self.publish("gias-memberships", day, *rows, **options)

    async def groups(self, day: str, *rows: Row, **options: Any) -> Report:
        """Import an edition of the groups."""
        return await self.publish("gias-groups", day, *rows, **options)

    async def links(self, day: str, *rows: Row, **options: Any) -> Report:
        """Import an edition of the links between establishments."""
        return await self.publish("gias-links", day, *rows, **options)

    async def partnerships(self, day: str, *rows: Row, **options: Any) -> Report:
        """Import an edition of the partnerships."""
        return await self.publish("partnerships", day, *rows, **options)


async def ties(store: Store, kind: str) -> set[tuple[str, str, str, str]]:
    """The ties of one kind: start, end, since, until; an inexact day as `earliest..latest`."""
    rows = await store.read(
        f"MATCH (a)-[r:{kind}]->(b) RETURN a.id, b.id, r.since, r.sinceBy, r.untilFrom, r.until"
    )
    return {
        (a, b, f"{since}..{by}" if by else since, f"{first}..{until}" if first else until)
        for a, b, since, by, first, until in rows
    }


async def properties(store: Store, id_: str) -> dict[str, Any]:
    """All properties of one organisation, partnership or round."""
    rows = await store.read("MATCH (n {id: $id}) RETURN properties(n)", id=id_)
    return dict(rows[0][0]) if rows else {}


UNKNOWN = "0001-01-01"
OPEN = "9999-12-31"
