"""Teaching school hubs: which districts each serves.

A hub is a Group, known by its name: one hub may have several areas, and the codes in the file are
the areas'. A district is a place, known by its GSS code. Serving the same district ties no two
schools, and no school to the hub.
"""

from typing import Any

from partnermap.imports import values
from partnermap.imports.columns import column, records
from partnermap.imports.edition import Edition, Rejected, edition
from partnermap.imports.mentions import Mentions
from partnermap.imports.table import Table
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, Thing, Tie
from partnermap.model.keys import digest
from partnermap.model.names import fold
from partnermap.store.changes import DISTRICT
from partnermap.vocabulary import GroupType, Kind, Scheme

SOURCE = "teaching-school-hubs"


_area_code = values.code(r"[A-Z]{1,3}\d{1,2}", "an area's code such as EE10")


def _district_code(text: str) -> str:
    code = values.gss_code(text)
    if code is None:
        raise ValueError("a district is known by its code, and the row gives none")
    return code


_COLUMNS = {
    "area": column("tsh_area", read=values.filled(_area_code)),
    "hub": column("hub_name", read=values.filled(values.name)),
    "code": column("lad_code", read=_district_code),
    "district": column("lad_name_as_published", read=values.filled(values.name)),
}


def parse(table: Table) -> Edition:
    """Which hub serves which district, keyed by area and district; the hubs and the districts."""
    facts: list[Fact] = []
    rejected: list[Rejected] = []
    hubs = Mentions()
    districts: dict[str, Fact] = {}
    for record in records(table, _COLUMNS, SOURCE):
        row, line = record.values, record.line
        if record.problems:
            key = (row.get("area"), row.get("code"))
            rejected.append(Rejected(record.problems, key, row.get("hub")))
            continue
        hub = f"{Scheme.ORG}:{digest(SOURCE, fold(row['hub']))}"
        named = (("name", row["hub"]), ("groupType", GroupType.TEACHING_SCHOOL_HUB))
        hubs.add(line, hub, Kind.GROUP, named, Span())
        district = _district(row)
        districts.setdefault(district.id, Fact(district.id, line, (district,)))
        tie = Tie("SERVES", hub, district.id)
        facts.append(Fact(f"{row['area']}/{row['code']}", line, ties=(tie,)))
    return edition(table, facts, [*hubs.facts(), *districts.values()], rejected)


def _district(row: dict[str, Any]) -> Thing:
    properties = {"name": row["district"], "gssCode": row["code"]}
    return Thing(f"{Scheme.GSS}:{row['code']}", DISTRICT, properties)
