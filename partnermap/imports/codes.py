"""Code tables: the names of dioceses, and the statistics office's codes of LAs."""

from collections.abc import Mapping
from typing import Any

from partnermap.imports import values
from partnermap.imports.columns import column, records
from partnermap.imports.edition import Edition, Rejected, edition
from partnermap.imports.establishments import DENOMINATIONS
from partnermap.imports.table import Table
from partnermap.model.facts import Fact, Thing, Value
from partnermap.vocabulary import Kind, Scheme

DIOCESES = "diocese-codes"
AUTHORITIES = "la-codes"

_DIOCESE = {
    "code": column("Code", "Diocese (code)", read=values.filled(values.diocese_code)),
    "name": column("Diocese", "Diocese (name)", "Name", read=values.filled(values.words)),
}
_AUTHORITY = {
    "code": column("old_la_code", read=values.filled(values.la_code)),
    "gss": column("new_la_code", read=values.filled(values.gss_code)),
    "name": column("la_name", read=values.filled(values.words)),
    "region": column("parent_geography_code", read=values.gss_code),
    "standing": column("status", read=values.filled(values.words)),
}


def parse_dioceses(table: Table) -> Edition:
    """The dioceses of a file, keyed by code, whose letters say of which church they are."""
    facts: list[Fact] = []
    rejected: list[Rejected] = []
    for record in records(table, _DIOCESE, DIOCESES):
        said = record.values
        if record.problems:
            rejected.append(Rejected(record.problems, (said.get("code"),), said.get("name")))
            continue
        code = said["code"]
        properties: dict[str, Value] = {"code": code, "name": said["name"]}
        if denomination := DENOMINATIONS.get(code[:2]):
            properties["denomination"] = denomination
        thing = Thing(f"diocese:{code}", Kind.DIOCESE, properties)
        facts.append(Fact(code, record.line, (thing,)))
    return edition(table, facts, (), rejected)


def parse_authorities(table: Table) -> Edition:
    """The LAs of a file, keyed by GSS code, of which a register's code may have had several.

    One that was abolished leaves its GSS code as an identifier of whoever has the register's code
    now; only where nobody has does it give the name and the region.
    """
    said: list[tuple[int, dict[str, Any]]] = []
    rejected: list[Rejected] = []
    for record in records(table, _AUTHORITY, AUTHORITIES):
        row = record.values
        if record.problems:
            rejected.append(Rejected(record.problems, (row.get("gss"),), row.get("name")))
        else:
            said.append((record.line, row))
    in_use = {row["code"]: row["gss"] for _, row in said}
    in_use |= {row["code"]: row["gss"] for _, row in said if row["standing"].lower() == "live"}
    facts = [
        Fact(row["gss"], line, (_authority(row, speaks=in_use[row["code"]] == row["gss"]),))
        for line, row in said
    ]
    return edition(table, facts, (), rejected)


def _authority(row: Mapping[str, Any], *, speaks: bool) -> Thing:
    """An LA by the register's code, described by the row only if it `speaks` for that code."""
    properties: dict[str, Value] = {"code": row["code"]}
    if speaks:
        properties |= {"name": row["name"], "gssCode": row["gss"]}
        if "region" in row:
            properties["region"] = row["region"]
    identifiers = (f"{Scheme.GSS}:{row['gss']}",)
    return Thing(f"la:{row['code']}", Kind.LOCAL_AUTHORITY, properties, identifiers=identifiers)
