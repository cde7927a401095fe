"""Runs the benchmarks and prints one table: `python -m benchmarks [PART …] [--pairs N]`."""

import argparse
from collections.abc import Callable, Iterator

from benchmarks.analysis import analysis, analysis_national
from benchmarks.board import board
from benchmarks.calibration import calibration
from benchmarks.compare import compare
from benchmarks.exports import exports
from benchmarks.growth import growth
from benchmarks.imports import imports_embedded, imports_neo4j
from benchmarks.pages import pages
from benchmarks.picture import picture
from benchmarks.reads import reads
from benchmarks.report import Figure, MissingError, Skipped, show
from benchmarks.search import search
from benchmarks.start import serve
from benchmarks.survey import survey_embedded, survey_neo4j
from benchmarks.whatif import what_if
from benchmarks.writes import writes

PARTS: dict[str, Callable[[int], Iterator[Figure]]] = {
    "imports-embedded": imports_embedded,
    "imports-neo4j": imports_neo4j,
    "survey-embedded": survey_embedded,
    "survey-neo4j": survey_neo4j,
    "reads": reads,
    "serve": serve,
    "search": search,
    "compare": compare,
    "writes": writes,
    "analysis": analysis,
    "analysis-national": analysis_national,
    "growth": growth,
    "what-if": what_if,
    "board": board,
    "pages": pages,
    "calibration": calibration,
    "picture": picture,
    "exports": exports,
}


def main() -> None:
    """Measure the parts that were named, or all; a figure missed is shown, not an error."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--pairs", type=int, default=5, help="runs of each side (default 5)")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    results: list[Figure | Skipped] = []
    for name in given.parts or PARTS:
        try:
            results += PARTS[name](given.pairs)
        except MissingError as error:
            results.append(Skipped(name, str(error)))
    show(results, given.pairs)


if __name__ == "__main__":
    main()
