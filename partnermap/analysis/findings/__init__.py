"""Numbers into findings: each question with its answer in words, its measure and its reference.

A module for each family of findings, and its words in the module of that name in `sentences`.
"""

from itertools import chain

from partnermap.analysis.findings import (
    cohesion,
    gaps,
    patterns,
    positions,
    provision,
    pursuit,
    stranding,
    suggestions,
)
from partnermap.analysis.findings.telling import Teller
from partnermap.analysis.study import Study
from partnermap.model.findings import Finding

_FAMILIES = (
    cohesion.tell,
    pursuit.tell,
    stranding.tell,
    suggestions.tell,
    positions.tell,
    patterns.tell,
    gaps.tell,
    provision.tell,
)
"""In the order in which they are told: the whole scope first, then the gravest."""


def tell_findings(study: Study) -> tuple[Finding, ...]:
    """What a study shows, told in plain sentences.

    The same question of the same scope, layer and day has the same id, whatever the answer; a
    family of which there is nothing to say is passed over.
    """
    teller = Teller(study)
    return tuple(chain.from_iterable(tell(teller) for tell in _FAMILIES))
