"""The examples in the docstrings give what they say."""

import doctest
from types import ModuleType

import pytest

from partnermap.analysis import (
    bottlenecks,
    brokerage,
    centrality,
    clusters,
    cohesion,
    core,
    groups,
    holes,
    mixing,
    network,
    ordering,
    overlap,
    succession,
)

MEASURES = [centrality, holes, brokerage, groups, mixing, core, ordering, clusters, overlap]


@pytest.mark.parametrize("module", [network, cohesion, bottlenecks, succession, *MEASURES])
def test_examples(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed
