"""The register's membership file: which school is in which trust or group, and since when."""

from collections import defaultdict
from typing import Any

from partnermap.imports import values
from partnermap.imports.columns import column, optional, records
from partnermap.imports.edition import Edition, Rejected, edition
from partnermap.imports.establishments import STATUSES
from partnermap.imports.groups import group_type
from partnermap.imports.mentions import Mentions, Said
from partnermap.imports.table import Table
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, Tie
from partnermap.vocabulary import Kind, TieKind, TrustType

SOURCE = "gias-memberships"

_COLUMNS = {
    "urn": column("URN", read=values.filled(values.urn)),
    "uid": column("Linked UID", "Group UID", "UID", read=values.filled(values.uid)),
    "name": column("Group Name", read=values.filled(values.name)),
    "type": column("Group Type", "Group Type (name)", read=values.filled(group_type)),
    "joined": column("Joined date", read=values.day),
    "companyNumber": optional("Companies House Number", read=values.company_number),
    "status": optional("Group Status", read=values.one_of(STATUSES, "a status of the register")),
    "opened": optional("Open date", read=values.day),
    "closed": optional("Closed Date", read=values.day),
    "school": optional("EstablishmentName", read=values.name),
}


def parse(table: Table) -> Edition:
    """The memberships of a file, keyed by URN and UID, and the groups they name.

    Where one school is listed in one group more than once, the date it joined is part of the key.
    """
    said: list[tuple[int, dict[str, Any]]] = []
    joined: defaultdict[tuple[str, str], set[object]] = defaultdict(set)
    rejected: list[Rejected] = []
    mentions = Mentions()
    for record in records(table, _COLUMNS, SOURCE):
        row = record.values
        if record.problems:
            key = (row.get("urn"), row.get("uid"))
            rejected.append(Rejected(record.problems, key, row.get("school")))
            continue
        said.append((record.line, row))
        joined[row["urn"], row["uid"]].add(row.get("joined"))
        _mention(mentions, record.line, row)
    facts = [
        _fact(line, row, repeated=len(joined[row["urn"], row["uid"]]) > 1) for line, row in said
    ]
    return edition(table, facts, mentions.facts(), rejected)


def _mention(mentions: Mentions, line: int, row: dict[str, Any]) -> None:
    type_ = row["type"]
    is_trust = isinstance(type_, TrustType)
    said: Said = (
        ("uid", row["uid"]),
        ("name", row["name"]),
        ("trustType" if is_trust else "groupType", type_),
        ("companyNumber", row.get("companyNumber")),
        ("status", row.get("status")),
    )
    kind = Kind.TRUST if is_trust else Kind.GROUP
    span = Span(row.get("opened"), row.get("closed"))
    mentions.add(line, f"uid:{row['uid']}", kind, said, span)


def _fact(line: int, row: dict[str, Any], *, repeated: bool) -> Fact:
    urn, uid, type_, joined = row["urn"], row["uid"], row["type"], row.get("joined")
    is_trust = isinstance(type_, TrustType)
    tie = Tie(
        TieKind.IN_TRUST if is_trust else TieKind.IN_GROUP,
        f"urn:{urn}",
        f"uid:{uid}",
        Span(joined, row.get("closed")),
        {} if is_trust else {"role": type_},
    )
    since = f"/{joined.earliest if joined else ''}" if repeated else ""
    return Fact(f"{urn}/{uid}{since}", line, ties=(tie,))
