"""Tables: what csv and calamine read back is the network that was written, and no cell is run."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from partnermap.analysis.networks.layers import only
from partnermap.analysis.networks.network import graph, project
from partnermap.exports.codebook import TABLES, codebook
from partnermap.exports.contents import Contents
from partnermap.exports.sheets import FORMULA_SIGNS, Table, harmless
from partnermap.exports.tables import write_csv, write_workbook
from partnermap.model.dates import Span, When
from partnermap.model.network import FormalEdge, Membership, Network, Node, PartnershipNode
from partnermap.vocabulary import Kind, Layer, TieKind
from tests.exports.networks import contents, networks, of_node, of_partnership, of_ties
from tests.office import converted

SOME = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
EVIL = '=HYPERLINK("http://example.org")'


def small() -> Contents:
    """A school of an authority, with a name that would be run, and a partnership with another."""
    span = Span(When.parse("2019-09"), When.parse("2031-08-31"))
    network = Network(
        "la:1", Layer.COMBINED, None, 12,
        (Node("la:1", "Ærø", Kind.LOCAL_AUTHORITY), Node("urn:007", EVIL, Kind.SCHOOL, pupils=90),
         Node("urn:2", "Elm", Kind.SCHOOL)),
        (FormalEdge(TieKind.IN_LA, "urn:007", "la:1", Span(When.parse("1870"))),),
        (PartnershipNode("partnership:1", "+Heads", "NETWORK", ("SEND", "FAITH"), span, 2),),
        (Membership("urn:007", "partnership:1", span=span), Membership("urn:2", "partnership:1")),
    )  # fmt: skip
    return contents(network)


def tables_of(path: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of each table of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {
            name.removesuffix(".csv"): [
                *csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""))
            ]
            for name in archive.namelist()
        }


def as_cell(value: object) -> str:
    """A value as a cell of CSV has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return harmless(" ".join(value) if isinstance(value, tuple) else str(value))


@SOME
@given(network=networks(), layer=st.sampled_from(Layer))
def test_csv_reads_the_network_that_was_written(
    tmp_path_factory: pytest.TempPathFactory, network: Network, layer: Layer
) -> None:
    path = tmp_path_factory.mktemp("csv", numbered=True) / "all.zip"
    write_csv(contents(network, layer), path)
    read, recorded = tables_of(path), only(network, layer)
    expected = {node.id: of_node(node) for node in recorded.nodes} | {
        each.id: of_partnership(each) for each in recorded.partnerships
    }
    assert {row["id"] for row in read["nodes"]} == expected.keys()
    for row in read["nodes"]:
        told = expected[row["id"]]
        assert {n: row[n] for n in told} == {n: as_cell(value) for n, value in told.items()}
        unknown = {"pupils", "phase", "since", "themes"} - told.keys()
        assert {row[name] for name in unknown} <= {""}
    ends = sorted(sorted((row["source"], row["target"])) for row in read["edges"])
    assert ends == sorted(sorted(tie["ends"]) for tie in of_ties(recorded))
    working = layer is not Layer.FORMAL
    strong = project(graph(recorded, Layer.WORKING)) if working else nx.Graph()
    pairs = {frozenset((row["source"], row["target"])): row for row in read["pairs"]}
    assert pairs.keys() == {frozenset(ends) for ends in strong.edges}
    for ends_, row in pairs.items():
        assert float(row["weight"]) == strong.edges[tuple(ends_)]["weight"]


def test_a_workbook_has_a_table_for_each_sort_of_thing(tmp_path: Path) -> None:
    write_workbook(small(), tmp_path / "small.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "small.xlsx")
    assert book.sheet_names == [
        "About", "Organisations", "Partnerships", "Who works with whom", "Ties", "Codebook",
    ]  # fmt: skip
    rows = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    heads = rows["Organisations"][0]
    ash = dict(zip(heads, rows["Organisations"][2], strict=True))
    assert (ash["Id"], ash["Name"], ash["Pupils"]) == ("urn:007", f"'{EVIL}", 90)
    assert (ash["Local authority"], ash["Local authority name"]) == ("la:1", "Ærø")
    ties = [dict(zip(rows["Ties"][0], row, strict=True)) for row in rows["Ties"][1:]]
    assert ties[1]["Since"] == date(2019, 9, 1)
    assert ties[1]["Until"] == date(2031, 8, 31)
    assert ties[0]["Since"] == "1870-01-01"  # older than the days that a workbook counts
    assert [row[:2] for row in rows["Who works with whom"][1:]] == [["urn:007", "urn:2"]]
    assert ["data_version", 12.0] in [row[:2] for row in rows["About"]]


def test_the_sheets_of_a_workbook_are_tables_with_filters_and_frozen_headings(
    tmp_path: Path,
) -> None:
    write_workbook(small(), tmp_path / "small.xlsx")
    with zipfile.ZipFile(tmp_path / "small.xlsx") as parts:
        tables = [name for name in parts.namelist() if name.startswith("xl/tables/")]
        assert len(tables) == 6
        assert all(b"<autoFilter" in parts.read(name) for name in tables)
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all(b'state="frozen"' in parts.read(name) for name in sheets)
        assert b"yyyy-mm-dd" in parts.read("xl/styles.xml")


def test_the_codebook_tells_of_every_column_and_stands_beside(tmp_path: Path) -> None:
    write_csv(small(), tmp_path / "small.zip")
    read = tables_of(tmp_path / "small.zip")
    told = {(row["Table"], row["Column"]) for row in read["codebook"]}
    for table in ("nodes", "edges", "pairs"):
        assert {(table, name) for name in read[table][0]} <= told
    assert {("about", row["What"]) for row in read["about"]} <= told
    assert all(row["Meaning"] and row["Values"] and row["Source"] for row in read["codebook"])
    assert len(told) == sum(map(len, TABLES.values())) == len(codebook())


def test_of_the_same_contents_two_files_are_equal(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_csv(small(), tmp_path / f"{name}.zip")
        write_workbook(small(), tmp_path / f"{name}.xlsx")
    for suffix in ("zip", "xlsx"):
        one, other = (tmp_path / f"{name}.{suffix}" for name in ("one", "other"))
        assert one.read_bytes() == other.read_bytes()


def test_what_was_found_is_a_sheet_of_its_own(tmp_path: Path) -> None:
    made = small()
    found = (Table("Findings", ("Number", "Finding"), [(1, "Ash is on its own.")]),)
    made = Contents(made.network, Layer.COMBINED, made.about.as_of, found=found)
    write_workbook(made, tmp_path / "small.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "small.xlsx")
    assert book.sheet_names[:2] == ["About", "Findings"]


def test_libreoffice_opens_both_unharmed(tmp_path: Path) -> None:
    write_workbook(small(), tmp_path / "small.xlsx")
    write_csv(small(), tmp_path / "small.zip")
    with zipfile.ZipFile(tmp_path / "small.zip") as archive:
        archive.extract("nodes.csv", tmp_path)
    # Its second sheet; and what somebody gets who opens the file as it offers to.
    sheet, taken = ":44,34,76,1,,0,false,true,false,false,false,2", "--infilter=CSV:44,34,76,1"
    for name, option, more in (("small.xlsx", sheet, []), ("nodes.csv", ":44,34,76", [taken])):
        form = f"csv:Text - txt - csv (StarCalc){option}"
        read = converted(tmp_path / name, form, tmp_path / "read", *more)
        rows = [*csv.reader(io.StringIO(read.read_text(encoding="utf-8")))]
        names = [row[1] for row in rows[1:]]
        assert [name.lstrip("'") for name in names if "HYPERLINK" in name] == [EVIL]
        assert "urn:007" in [row[0] for row in rows]
        assert "Ærø" in names
        assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_SIGNS)]
