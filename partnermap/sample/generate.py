"""Writes the sample's files: `python -m partnermap.sample.generate`.

The cast (`schools`, `community`), the plot (`backdrop`, `story`), the answers (`answers`) and the
goals (`aims`) are written by hand, so that what the findings should say is known. What only fills
the stage is drawn from a seeded generator (`register`, `survey`): addresses, pupils, dates of
conversion, and which schools of the city and the moor join which of the backdrop's partnerships.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from random import Random
from typing import Final, Literal

from partnermap.sample import aims, files, register, survey

SEED: Final = 2026


def render() -> tuple[bytes, bytes, bytes, bytes]:
    """The files as their publishers would write them, in the order of `files()`."""
    rng = Random(SEED)  # noqa: S311 - a fictional diocese has no secrets
    dates = register.conversions(rng)
    establishments = list(register.establishments(rng, dates))
    memberships = list(register.memberships(dates))
    partnerships = survey.partnerships(rng, {urn: day.opened for urn, day in dates.items()})
    # The register quotes everything in one file and all but whole numbers in the other, whose last
    # header has no field below it; a spreadsheet saves "CSV UTF-8" with a byte order mark.
    return (
        _table(
            establishments[0], (row.values() for row in establishments), csv.QUOTE_ALL, "\r\n"
        ).encode("cp1252"),
        _table(
            (*memberships[0], "HasSharedHT"),
            (row.values() for row in memberships),
            csv.QUOTE_NONNUMERIC,
            "\n",
        ).encode("cp1252"),
        _spreadsheet(survey.COLUMNS, partnerships),
        _spreadsheet(aims.COLUMNS, aims.goals()),
    )


def _spreadsheet(columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> bytes:
    cells = ([row.get(column, "") for column in columns] for row in rows)
    return _table(columns, cells, csv.QUOTE_MINIMAL, "\r\n").encode("utf-8-sig")


def _table(
    header: Iterable[str],
    rows: Iterable[Iterable[str | int]],
    quoting: Literal[0, 1, 2, 3],
    ending: str,
) -> str:
    text = io.StringIO()
    writer = csv.writer(text, quoting=quoting, lineterminator=ending)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def main() -> None:
    """Rewrite the files in place."""
    for edition, content in zip(files(), render(), strict=True):
        edition.path.write_bytes(content)


if __name__ == "__main__":
    main()
