"""All published values, and the table of them beside ours."""

from tests.analysis.published import groupings, positions, weak_points

ROWS = (*positions.ROWS, *groupings.ROWS, *weak_points.ROWS)

_HEAD = ("measure", "network", "published", "ours", "source")


def written() -> str:
    """The table as lines of text."""
    lines = [_HEAD]
    for row in filter(lambda row: row.is_at_hand, ROWS):
        found = row.found()
        for of, printed in row.published.items():
            measure = f"{row.measure}: {of}" if of else row.measure
            lines.append((measure, row.network, printed, found[of], row.source))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
