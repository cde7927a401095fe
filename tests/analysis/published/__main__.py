"""Prints the table: measure, network, what is published, ours, source."""

from .table import written

print(written())
