"""The examples in the docstrings give what they say."""

import doctest
from types import ModuleType

import pytest

from partnermap.analysis import (
    belonging,
    bottlenecks,
    cohesion,
    confidence,
    crossings,
    gains,
    gaps,
    hearing,
    holes,
    missing,
    nearness,
    needs,
    neighbours,
    network,
    provision,
    succession,
)


@pytest.mark.parametrize(
    "module",
    [
        *(network, cohesion, bottlenecks, succession),
        *(belonging, hearing, nearness, needs, gains, missing),
        *(gaps, neighbours, crossings, provision, holes, confidence),
    ],
)
def test_examples(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed
