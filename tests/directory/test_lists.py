"""Lists of community organisations: numbers checked, doubles kept back, decisions that hold."""

import csv
import io
from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from partnermap import sample
from partnermap.directory.corrections import write_corrections
from partnermap.directory.layout import COLUMNS, DESCRIBED, postcode
from partnermap.directory.read import read_list
from partnermap.directory.run import Imported, import_list
from partnermap.errors import BadInputError, RefusedError
from partnermap.imports.run import run_import
from partnermap.model.dates import OPEN
from partnermap.store.bolt import Store
from partnermap.surveys.layout import ADD, DOUBTFUL, LEAVE_OUT, SETTLED
from partnermap.surveys.workbook import read_workbook

DAY = date(2026, 4, 1)
ROWS = (
    {"name": "Hythe Street Books", "charityNumber": "9900097", "la": "992", "postcode": "zz92ab"},
    {"name": "Reedmarrow Repair Shed", "companyNumber": "99000097", "la": "992"},
    {"name": "Fen Edge Walking Bus", "town": "Fen Edge", "la": "992", "opened": "2021-09"},
)
Rows = tuple[Mapping[str, str], ...]


@pytest.fixture
async def filled(store: Store) -> AsyncIterator[Store]:
    for edition in sample.files():
        await run_import(store, edition.source, edition.path, published=edition.published)
    yield store


def as_csv(path: Path, rows: Rows) -> Path:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([heading.text for heading in DESCRIBED.values()])
    writer.writerows([[row.get(key, "") for key in DESCRIBED] for row in rows])
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


async def load(store: Store, path: Path, rows: Rows) -> Imported:
    return await import_list(store, as_csv(path, rows), published=DAY)


def set_right(found: Imported, path: Path, corrected: Path, chosen: Mapping[str, str]) -> None:
    """What an officer does: choose for each row, by the name on it, and save."""
    write_corrections(path, "list.csv", DAY, found.doubts, datetime(2026, 4, 2))
    header, *rows = read_workbook(path.name, path.read_bytes()).sheets[DOUBTFUL].rows
    where, name = header.index(SETTLED["chosen"].text), header.index("name")
    with xlsxwriter.Workbook(str(corrected)) as book:
        sheet = book.add_worksheet(DOUBTFUL)
        sheet.write_row(0, 0, header)
        for at, row in enumerate(rows, 1):
            row[where] = chosen.get(row[name], "")
            sheet.write_row(at, 0, row)


async def organisations(store: Store) -> dict[str, str]:
    """The names of the community organisations that are there today, by id."""
    rows = await store.read(
        "MATCH (o:CommunityOrganisation) WHERE o.until = $open RETURN o.id, o.name", open=OPEN
    )
    return dict(rows)


async def test_a_list_is_imported_once_however_often(filled: Store, tmp_path: Path) -> None:
    before = await organisations(filled)
    found = await load(filled, tmp_path / "list.csv", ROWS)
    assert (found.report.created, found.doubts) == (3, ())
    new = {id_: n for id_, n in (await organisations(filled)).items() if id_ not in before}
    assert sorted(new.values()) == sorted(row["name"] for row in ROWS)
    assert {"charity:9900097", "company:99000097"} < set(new)
    rows = await filled.read(
        "MATCH (o:CommunityOrganisation {id: $id})-[:IN_LA]->(l) RETURN o.postcode, l.id",
        id="charity:9900097",
    )
    assert rows == [["ZZ9 2AB", "la:992"]]
    version = await filled.data_version()
    again = await load(filled, tmp_path / "list.csv", ROWS)
    assert (again.report.unchanged, again.report.created, again.report.ended) == (3, 0, 0)
    assert await filled.data_version() == version
    fewer = as_csv(tmp_path / "fewer.csv", ROWS[:2])
    with pytest.raises(RefusedError, match="--force"):
        await import_list(filled, fewer, published=DAY)
    shorter = await import_list(filled, fewer, published=date(2026, 5, 1), force=True)
    assert (shorter.report.unchanged, shorter.report.ended) == (2, 1)
    assert len(await organisations(filled)) == len(before) + 2


async def test_what_is_wrong_is_told_with_line_column_value_and_reason(
    filled: Store, tmp_path: Path
) -> None:
    rows: Rows = (
        *ROWS,
        {"name": "Wrong Charity", "charityNumber": "12"},
        {"name": "Wrong Company", "companyNumber": "ABC"},
        {"name": "Wrong Postcode", "postcode": "somewhere"},
        {"name": "", "sector": "Food"},
        {"name": "Nowhere Club", "la": "Atlantis"},
        {"name": "=1+1"},
    )
    report = (await load(filled, tmp_path / "list.csv", rows)).report
    assert (report.created, report.rejected, report.rows) == (3, 6, 9)
    told = [(p.line, p.column, p.value) for p in report.problems]
    assert told == [
        (5, "charity number", "12"),
        (6, "company number", "ABC"),
        (7, "postcode", "somewhere"),
        (8, "name", ""),
        (9, "name", "Nowhere Club"),
        (10, "name", "=1+1"),
    ]
    reasons = [p.reason for p in report.problems]
    assert "charity's number" in reasons[0]
    assert "Atlantis" in reasons[4]
    assert "formula" in reasons[5]


async def test_a_number_decides_and_a_name_like_anothers_is_kept_back(
    filled: Store, tmp_path: Path
) -> None:
    before = await organisations(filled)
    rows: Rows = (
        {"name": "The Saltmarrow Young Persons Trust", "charityNumber": "9900001"},
        {"name": "Hallowfen Food Share", "la": "992"},
        {"name": "Hallowfen Foodshare", "la": "991"},
        {"name": "Wexmoor Citizens Kitchen"},
        {"name": "Quayside Counseling"},
        {"name": "Lighthouse Speech and Language", "companyNumber": "99000077"},
    )
    found = await load(filled, tmp_path / "list.csv", rows)
    assert [d.line.line for d in found.doubts] == [3, 5, 6]
    offered = {d.line.values["name"]: d.candidates[0] for d in found.doubts}
    assert offered["Hallowfen Food Share"].startswith("Hallowfen Foodshare (org:")
    assert "(charity:9900003)" in offered["Quayside Counseling"]
    after = await organisations(filled)
    assert len(after) == len(before) + 2
    assert "company:99000077" in after

    chosen = {
        "Hallowfen Food Share": offered["Hallowfen Food Share"],
        "Wexmoor Citizens Kitchen": ADD,
        "Quayside Counseling": LEAVE_OUT,
    }
    corrected = tmp_path / "corrected.xlsx"
    set_right(found, tmp_path / "errors.xlsx", corrected, chosen)
    right = await import_list(filled, corrected)
    assert (right.doubts, right.report.created, right.report.ended) == ((), 3, 0)
    assert len(await organisations(filled)) == len(after) + 1
    version = await filled.data_version()
    again = await load(filled, tmp_path / "list.csv", rows)
    assert (again.doubts, again.report.unchanged, again.report.ended) == ((), 6, 0)
    assert await filled.data_version() == version


async def test_numbers_of_two_organisations_or_of_another_kind_are_asked_about(
    filled: Store, tmp_path: Path
) -> None:
    rows: Rows = (
        {"name": "Two", "charityNumber": "9900002", "companyNumber": "99000001"},
        {"name": "One and the same", "charityNumber": "9900096", "companyNumber": "99000003"},
    )
    found = await load(filled, tmp_path / "list.csv", rows)
    (doubt,) = found.doubts
    assert "several organisations" in doubt.reason
    assert len(doubt.candidates) == 2
    rows_ = await filled.read(
        "MATCH (o:Organisation)-[:IDENTIFIED_BY]->(i:Identifier) WHERE i.key IN $keys RETURN o.id",
        keys=["charity:9900096"],
    )
    assert rows_ == [["company:99000003"]]


async def test_each_owner_has_a_list_of_their_own(filled: Store, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", ROWS)
    other = as_csv(tmp_path / "b.csv", ({"name": "Quite Another Club"},))
    await import_list(filled, path, published=DAY, owner="la:992")
    found = await import_list(filled, other, published=DAY, owner="diocese:ZZ01")
    assert (found.report.created, found.report.ended) == (1, 0)
    assert {"charity:9900097", "company:99000097"} < set(await organisations(filled))


def test_a_workbook_of_any_sheet_is_read_and_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime(2026, 4, 1)})
        book.add_worksheet("Notes").write(0, 0, "Kept by the office")
        sheet = book.add_worksheet("Groups")
        sheet.write_row(0, 0, ("Charity No", "Name", "Colour"))
        sheet.write_row(1, 0, (9900097, "Hythe Street Books", "green"))
    listed = read_list(path.name, path.read_bytes())
    (line,) = listed.lines
    assert line.values == {"charityNumber": "9900097", "name": "Hythe Street Books"}
    assert (listed.day, listed.sheet, listed.set_right) == (DAY, "Groups", False)
    assert "Colour" in " ".join(listed.notes)
    with pytest.raises(BadInputError, match="lacks the column “name”"):
        read_list("a.csv", b"colour,size\ngreen,2\n")
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Notes").write(0, 0, "Kept by the office")
    with pytest.raises(BadInputError, match="no sheet"):
        read_list(path.name, path.read_bytes())


@given(st.text(max_size=12))
def test_a_postcode_is_refused_or_in_one_form(text: str) -> None:
    try:
        value = postcode(text)
    except ValueError as error:
        assert "postcode" in str(error)
        return
    assert value is None or postcode(value) == value


def test_headings_have_one_meaning() -> None:
    names = [name for heading in COLUMNS.values() for name in (heading.text, *heading.names)]
    folded = [name.casefold() for name in names]
    assert len(set(folded)) == len(folded)
