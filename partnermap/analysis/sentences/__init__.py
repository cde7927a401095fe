"""The sentences of findings: every word that a reader sees of an analysis is written in here.

A module for each family of findings. Each function gives a sentence and its consequence, in plain
English and from plain values.
"""

from partnermap.vocabulary import Layer

Told = tuple[str, str]
"""A sentence and its consequence."""

TIES = {
    Layer.FORMAL: "formal links",
    Layer.WORKING: "working partnerships",
    Layer.COMBINED: "formal links or working partnerships",
}
"""What the ties of a layer are called."""
