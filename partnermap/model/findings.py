"""What is found: a sentence with its consequence, its measure, and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from partnermap.model.facts import Value


@dataclass(frozen=True, slots=True)
class Measure:
    """The number behind a finding and how to get it again."""

    name: str
    value: float
    parameters: Mapping[str, Value]
    reference: str


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure a finding is: how often it holds in runs that fill in what is not known."""

    share: float
    """In which share of the runs it holds."""
    worlds: int
    """How many runs there were."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer: a plain sentence, its consequence, and the measure behind it."""

    id: str
    kind: str
    about: tuple[str, ...]
    """Ids of the organisations, partnerships or goals it is about."""
    sentence: str
    consequence: str
    measure: Measure
    affected: tuple[str, ...] = ()
    """Ids of the organisations it would touch, such as those stranded."""
    silent_about: int = 0
    """How many organisations of the scope the answer cannot speak for."""
    disputed: int = 0
    """How many ties that the answer rests on one side denies."""
    data_version: int = 0
    seed: int = 0
    confidence: Confidence | None = None
    """None until it was checked, and where there is nothing to check."""
