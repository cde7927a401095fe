"""Prints the table: measure, network, what is published, ours, source."""

from tests.analysis.published.table import written

print(written())
