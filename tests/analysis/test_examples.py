"""The examples in the docstrings give what they say."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

from partnermap import analysis

ROOT = Path(analysis.__path__[0])
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in ROOT.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    found = doctest.testmod(import_module(f"{analysis.__name__}.{name}"))
    assert found.attempted
    assert not found.failed


def test_examples_are_found() -> None:
    assert {"networks.network", "measures.cohesion", "measures.bottlenecks"} <= {*MODULES}
