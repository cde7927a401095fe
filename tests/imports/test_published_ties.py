"""The three published files about teaching, on the schools of the national register they name."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from partnermap.imports.report import Report
from partnermap.imports.run import run_import
from partnermap.store.bolt import Store

DATA = Path(__file__).parents[3] / "shared" / "data"
REGISTER = DATA / "gias" / "edubase_england_2018-19_derived.csv"
PUBLISHED = {
    "itt-sites": (DATA / "partnerships" / "itt_provider_sites_with_urn.csv", date(2023, 3, 1)),
    "teaching-school-hubs": (
        DATA / "partnerships" / "teaching_school_hub_areas_derived.csv",
        date(2021, 9, 1),
    ),
    "teaching-schools": (
        DATA / "partnerships" / "teaching_schools_2018_derived.csv",
        date(2018, 11, 1),
    ),
}
_NEEDED = [REGISTER, *(path for path, _ in PUBLISHED.values())]
_MISSING = [path.name for path in _NEEDED if not path.exists()]


def _schools(urns: set[str]) -> bytes:
    """The rows of the register that are about these schools."""
    with REGISTER.open(encoding="cp1252", newline="") as lines:
        header, *rows = csv.reader(lines)
    urn = header.index("URN")
    text = io.StringIO()
    csv.writer(text).writerows([header, *(row for row in rows if row[urn] in urns)])
    return text.getvalue().encode("cp1252")


def _urns(path: Path, column: str) -> set[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row[column] for row in csv.DictReader(lines, skipinitialspace=True)}


def _counts(report: Report) -> tuple[int, ...]:
    """Rows, made, said before, pending and rejected."""
    return (report.rows, report.created, report.unchanged, report.pending, report.rejected)


@pytest.mark.skipif(bool(_MISSING), reason=f"not in ../shared/data: {', '.join(_MISSING)}")
async def test_the_published_ties_on_the_national_register(store: Store, tmp_path: Path) -> None:
    sites, alliances = PUBLISHED["itt-sites"][0], PUBLISHED["teaching-schools"][0]
    urns = _urns(sites, "establishment_urn") | _urns(alliances, "URN")
    schools = tmp_path / REGISTER.name
    schools.write_bytes(_schools(urns))
    await run_import(store, "gias-establishments", schools, published=date(2019, 6, 1))
    groups = "MATCH (g:Group {groupType: $type}) RETURN count(g)"

    path, day = PUBLISHED["itt-sites"]
    report = await run_import(store, "itt-sites", path, published=day)
    # 3,506 sites are 3,502 pairs of a provider and a school: four pairs share two sites. For 100
    # of the pairs the school is on no register of 2018-19; the other 3,402 are working ties.
    assert _counts(report) == (3_506, 3_402, 4, 100, 0)
    assert await store.read(groups, type="ITT_PROVIDER") == [[656]]
    bilateral = """
        MATCH (p:Partnership {kind: 'BILATERAL'})
        RETURN size([(p)<-[m:MEMBER_OF]-(o) | o.id]) AS sides, count(p)
    """
    assert await store.read(bilateral) == [[2, 3_402]]

    path, day = PUBLISHED["teaching-school-hubs"]
    report = await run_import(store, "teaching-school-hubs", path, published=day)
    # Nine rows name a part of a district, or a district by another name, and give no code.
    assert _counts(report) == (302, 293, 0, 0, 9)
    assert {(p.column, p.value) for p in report.problems} == {("lad_code", "")}
    assert await store.read(groups, type="TEACHING_SCHOOL_HUB") == [[82]]
    assert await store.read("MATCH (d:District) RETURN count(d)") == [[291]]

    path, day = PUBLISHED["teaching-schools"]
    report = await run_import(store, "teaching-schools", path, published=day)
    assert _counts(report) == (808, 768, 0, 40, 0)
    assert len(report.warnings) == 4, "alliances of one name in several regions"
    assert await store.read(groups, type="TEACHING_SCHOOL_ALLIANCE") == [[640]]

    working = "MATCH (:Organisation)-[m:MEMBER_OF]->(p:Partnership) RETURN count(m)"
    assert await store.read(working) == [[2 * 3_402]], "no more than the partnerships for training"
