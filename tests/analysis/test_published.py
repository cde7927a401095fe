"""What is published is what our measures say, in as many digits as are in print."""

import pytest

from tests.analysis.published import Row
from tests.analysis.published.table import ROWS, written


def named(row: Row) -> object:
    """A case by the name of its measure and network; it is skipped where its file is not there."""
    name = row.needs and row.needs.name
    absent = pytest.mark.skipif(not row.is_at_hand, reason=f"{name} is not in ../shared/data")
    return pytest.param(row, id=f"{row.measure}, {row.network}", marks=absent)


@pytest.mark.parametrize("row", [named(row) for row in ROWS])
def test_published_values_are_ours(row: Row) -> None:
    assert row.found() == row.published


def test_the_table_shows_every_value_beside_ours() -> None:
    head, *lines = written().splitlines()
    shown = [row for row in ROWS if row.is_at_hand]
    assert head.split() == ["measure", "network", "published", "ours", "source"]
    assert [line.rsplit("  ", 1)[1] for line in lines] == [
        row.source for row in shown for _ in row.published
    ]
