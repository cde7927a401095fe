"""The examples in the docstrings give what they say."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

from partnermap import analysis

MODULES = sorted(
    path.stem
    for path in Path(analysis.__path__[0]).glob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    found = doctest.testmod(import_module(f"{analysis.__name__}.{name}"))
    assert found.attempted
    assert not found.failed


def test_examples_are_found() -> None:
    assert {"network", "cohesion", "bottlenecks"} <= {*MODULES}
