"""A large made-up diocese as the files of publishers: 300 schools and 1,500 pairs that work."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import areas
from partnermap import sample
from partnermap.imports.run import run_import
from partnermap.model.network import Network
from partnermap.store.bolt import Store

_WEST, _SOUTH = 300_000, 300_000
"""Where its corner lies, so that all of it is within the grid."""
_COLUMNS = ("row", "partnership", "kind", "organisation", "name", "role", "round", "answer")


@dataclass(frozen=True, slots=True)
class Files:
    """Where its schools and its partnerships are written."""

    schools: Path
    partnerships: Path

    def by_source(self) -> Iterator[tuple[str, Path]]:
        """Each file with the name of its importer, in the order in which they are imported."""
        yield "gias-establishments", self.schools
        yield "partnerships", self.partnerships


def write(folder: Path) -> Files:
    """Write the made-up diocese of `areas` into a folder, each of its organisations a school."""
    network = areas.diocese()
    urns = {node.id: str(800_000 + at) for at, node in enumerate(network.nodes)}
    written = Files(folder / "establishments.csv", folder / "partnerships.csv")
    _write_schools(written.schools, network, urns)
    _write_partnerships(written.partnerships, network, urns)
    return written


async def load(store: Store, written: Files) -> None:
    """Import it."""
    for source, path in written.by_source():
        await run_import(store, source, path, published=sample.PUBLISHED)


def _write_schools(path: Path, network: Network, urns: Mapping[str, str]) -> None:
    """Each like a school of the sample's diocese, but for its number, its name and its place."""
    with sample.files()[0].path.open(encoding="cp1252", newline="") as lines:
        rows = csv.DictReader(lines)
        example = next(row for row in rows if row["Diocese (code)"] == "ZZ01")
        named = list(rows.fieldnames or ())
    with path.open("w", encoding="cp1252", newline="") as lines:
        schools = csv.DictWriter(lines, named)
        schools.writeheader()
        for node in network.nodes:
            easting, northing = _WEST + (node.easting or 0), _SOUTH + (node.northing or 0)
            place = {"Easting": str(easting), "Northing": str(northing)}
            own = {"URN": urns[node.id], "EstablishmentName": f"St {node.name} Primary School"}
            schools.writerow(example | own | place)


def _write_partnerships(path: Path, network: Network, urns: Mapping[str, str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines)
        rows.writerow(_COLUMNS)
        for part in network.memberships:
            urn = f"urn:{urns[part.organisation]}"
            rows.writerow(("member", part.partnership, "network", urn, "", "", "", ""))
        for node in network.nodes:
            if node.answer:
                answer = node.answer.lower()
                rows.writerow(("asked", "", "", f"urn:{urns[node.id]}", "", "", "Round", answer))
