"""Cypher text by name, from the folder `graph/` of a checkout or of an installed wheel."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def _graph() -> Traversable:
    package = files("partnermap")
    installed = package / "graph"
    return installed if installed.is_dir() else package / ".." / "graph"


@cache
def statement(name: str) -> str:
    """The text of `graph/queries/NAME.cypher`."""
    return (_graph() / "queries" / f"{name}.cypher").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file of `graph/migrations`, as single statements."""

    number: int
    name: str
    embedded_only: bool
    statements: tuple[str, ...]


@cache
def migrations() -> tuple[Migration, ...]:
    """Every migration, in order. `NAME.embedded.cypher` is for the embedded engine alone."""
    found = [
        Migration(
            number=int(file.name.split("_", 1)[0]),
            name=file.name,
            embedded_only=file.name.endswith(".embedded.cypher"),
            statements=_statements(file.read_text(encoding="utf-8")),
        )
        for file in (_graph() / "migrations").iterdir()
        if file.name.endswith(".cypher")
    ]
    return tuple(sorted(found, key=lambda m: m.number))


def _statements(text: str) -> tuple[str, ...]:
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("//"))
    return tuple(s.strip() for s in "\n".join(lines).split(";") if s.strip())
