"""Exports in a terminal: a file that other programs read, or a line that says why there is none."""

import csv
import json
import zipfile
from pathlib import Path

import networkx as nx
import pytest
from python_calamine import CalamineWorkbook

from partnermap.cli.exporting import File
from partnermap.explorer.places.picture_files import PICTURES
from partnermap.exports.formats import FORMATS
from partnermap.sample import SCOPE
from tests.cli.terminal import Terminal

ASK = ("export", "--scope", SCOPE, "--format")


def test_every_format_there_is_can_be_asked_for() -> None:
    assert [form.value for form in File] == [*FORMATS, *PICTURES]


def test_a_graph_holds_what_the_network_holds(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "aldermere.graphml"
    done = terminal.run(*ASK, "graphml", "--out", path, "--layer", "combined")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    query = f"""{{ network(scope: ["{SCOPE}"], layer: COMBINED) {{
      dataVersion nodes {{ id name }} partnerships {{ id }}
      memberships {{ organisation partnership }} formalEdges {{ start end }} }} }}"""
    told = terminal.answers("query", "-", stdin=query)["data"]["network"]
    read = nx.read_graphml(path)
    things = [*told["nodes"], *told["partnerships"]]
    assert set(read) == {thing["id"] for thing in things}
    ends = [frozenset(map(str, edge[:2])) for edge in read.edges]
    assert sorted(map(sorted, ends)) == sorted(
        [*(sorted(e.values()) for e in told["formalEdges"]),
         *(sorted(m.values()) for m in told["memberships"])]
    )  # fmt: skip
    assert read.graph["data_version"] == told["dataVersion"]
    assert read.graph["scope"] == SCOPE
    summary = f"{len(told['nodes'])} organisations, {len(told['partnerships'])} partnerships"
    assert summary in done.stderr


def test_a_workbook_tells_the_findings_and_of_each_organisation(
    terminal: Terminal, tmp_path: Path
) -> None:
    path = tmp_path / "board.xlsx"
    terminal.says(*ASK, "xlsx", "--out", path)
    book = CalamineWorkbook.from_path(path)
    found = terminal.answers("analyse", "--scope", SCOPE, "--format", "json")["findings"]
    rows = book.get_sheet_by_name("Findings").to_python()
    at = rows[0].index("Finding")
    assert [row[at] for row in rows[1:]] == [finding["sentence"] for finding in found]


def test_csv_is_an_archive_or_a_file_for_each_table(terminal: Terminal, tmp_path: Path) -> None:
    terminal.says(*ASK, "csv", "--out", tmp_path / "ours.zip")
    terminal.says(*ASK, "csv", "--out", tmp_path / "ours.csv")
    with zipfile.ZipFile(tmp_path / "ours.zip") as archive:
        for name in archive.namelist():
            assert (tmp_path / f"ours-{name}").read_bytes() == archive.read(name)
        assert archive.namelist() == [
            "nodes.csv", "edges.csv", "pairs.csv", "about.csv", "codebook.csv",
        ]  # fmt: skip
    rows = [*csv.DictReader((tmp_path / "ours-nodes.csv").open(encoding="utf-8-sig", newline=""))]
    assert "Saltmarrow Youth Trust" in [row["name"] for row in rows]


def test_the_picture_is_a_file(terminal: Terminal, tmp_path: Path) -> None:
    done = terminal.run(*ASK, "svg", "--out", tmp_path / "ours.svg", "--as-of", "2022-03-01")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    drawn = (tmp_path / "ours.svg").read_text(encoding="utf-8")
    assert "Who works with whom: Diocese of Aldermere" in drawn
    assert "as it stood on 2022-03-01" in drawn
    terminal.says(*ASK, "png", "--out", tmp_path / "ours.png")
    assert (tmp_path / "ours.png").read_bytes().startswith(b"\x89PNG")


def test_the_layer_and_the_day_are_as_asked(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "formal.json"
    terminal.says(*ASK, "json", "--out", path, "--layer", "formal", "--as-of", "2019-01-01")
    told = json.loads(path.read_text(encoding="utf-8"))
    assert (told["graph"]["layer"], told["graph"]["as_of"]) == ("FORMAL", "2019-01-01")
    assert {edge["layer"] for edge in told["edges"]} == {"FORMAL"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--scope", "Atlantis", "--format", "gexf", "--out", "a.gexf"), "'Atlantis'"),
        (("--scope", "la:000", "--format", "gexf", "--out", "a.gexf"), "'la:000'"),
        (("--scope", SCOPE, "--format", "gexf", "--out", "a.xlsx"), "let its name end in .gexf"),
        (("--scope", SCOPE, "--format", "xlsx", "--out", "nowhere/a.xlsx"), "nowhere is no folder"),
        (("--scope", SCOPE, "--format", "svg", "--out", "a.png"), "let its name end in .svg"),
        (("--scope", "la:000", "--format", "svg", "--out", "a.svg"), "'la:000'"),
    ],
)
def test_what_cannot_be_written_is_said_in_a_line(
    terminal: Terminal, arguments: tuple[str, ...], words: str
) -> None:
    assert words in terminal.refuses("export", *arguments)
    assert not [*terminal.home.glob("a.*")]
