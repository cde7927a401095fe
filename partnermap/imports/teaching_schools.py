"""Teaching school alliances: which schools led each.

An alliance is a Group and its teaching schools belong to it; most list one. Having belonged to the
same alliance is a formal tie and says nothing of whether two schools work together. The file has
no code for an alliance: it is known by its name, and the report warns where schools of different
regions give the same one.
"""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from partnermap.imports import values
from partnermap.imports.columns import column, optional, records
from partnermap.imports.edition import Edition, Rejected, edition
from partnermap.imports.mentions import Mentions, Said
from partnermap.imports.table import Table
from partnermap.model.dates import Span
from partnermap.model.facts import Fact, Tie
from partnermap.model.keys import digest
from partnermap.model.names import fold
from partnermap.vocabulary import GroupType, Kind, Scheme, TieKind

SOURCE = "teaching-schools"

_COLUMNS = {
    "alliance": column("Alliance Name", read=values.filled(values.name)),
    "urn": column("URN", read=values.filled(values.urn)),
    "region": optional("Region", read=values.words),
    "school": optional("Teaching School", read=values.name),
}


def parse(table: Table) -> Edition:
    """The teaching schools of a file, keyed by URN and alliance, and the alliances."""
    facts: list[Fact] = []
    rejected: list[Rejected] = []
    mentions = Mentions()
    regions: defaultdict[str, set[str]] = defaultdict(set)
    for record in records(table, _COLUMNS, SOURCE):
        row = record.values
        alliance = _alliance_id(row)
        if record.problems or not alliance:
            key = (row.get("urn"), alliance)
            rejected.append(Rejected(record.problems, key, row.get("school")))
            continue
        said: Said = (("name", row["alliance"]), ("groupType", GroupType.TEACHING_SCHOOL_ALLIANCE))
        mentions.add(record.line, alliance, Kind.GROUP, said, Span())
        if "region" in row:
            regions[row["alliance"]].add(row["region"])
        role = {"role": GroupType.TEACHING_SCHOOL_ALLIANCE}
        tie = Tie(TieKind.IN_GROUP, f"urn:{row['urn']}", alliance, properties=role)
        facts.append(Fact(f"{row['urn']}/{alliance}", record.line, ties=(tie,)))
    found = edition(table, facts, mentions.facts(), rejected)
    far_apart = sorted(name for name, some in regions.items() if len(some) > 1)
    return replace(found, warnings=(*found.warnings, *map(_one_name, far_apart)))


def _alliance_id(row: dict[str, Any]) -> str | None:
    if "alliance" not in row:
        return None
    return f"{Scheme.ORG}:{digest(SOURCE, fold(row['alliance']))}"


def _one_name(alliance: str) -> str:
    return (
        f"“{alliance}” has schools in several regions; they are taken for one alliance, for its "
        "name is all that the file gives of it."
    )
