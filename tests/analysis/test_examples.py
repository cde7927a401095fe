"""The examples in the docstrings give what they say."""

import doctest
from types import ModuleType

import pytest

from partnermap.analysis import (
    bottlenecks,
    cohesion,
    fragmentation,
    keyplayers,
    network,
    repairs,
    succession,
    whatif,
)


@pytest.mark.parametrize(
    "module",
    [network, cohesion, bottlenecks, succession, fragmentation, keyplayers, whatif, repairs],
)
def test_examples(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed
