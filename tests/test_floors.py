"""The floors of the house: imports go down only, and each engine room has its one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import ROOT

FLOORS = {
    "model": 0, "vocabulary": 0, "errors": 0, "settings": 0, "scope": 0, "selection": 0,
    "progress": 0, "question": 0, "near": 0, "apart": 0, "polygon": 0, "geojson": 0,
    "store": 1,
    "imports": 2, "analysis": 2, "exports": 2, "sample": 2, "matching": 2, "edits": 2,
    "surveys": 2, "directory": 2, "runs": 2,
    "api": 3,
    "explorer": 4,
    "cli": 5, "commands": 5, "app": 5,
}  # fmt: skip
NEIGHBOURS = {
    ("exports", "analysis"),
    ("runs", "analysis"),
    ("edits", "imports"),
    ("imports", "matching"),
    ("cli", "commands"),
    ("commands", "app"),
    ("surveys", "imports"),
    ("surveys", "matching"),
    ("surveys", "edits"),
    ("surveys", "exports"),
    ("directory", "imports"),
    ("directory", "matching"),
    ("directory", "surveys"),
}
"""Rooms above the ground that may use another on their own floor."""
STRANGERS = {("analysis", "store")}
"""Rooms that do not know each other, though the floors would allow it."""
OWNERS = {
    "neo4j": {"store"},
    "arcadedb_embedded": {"store"},
    "networkx": {"analysis", "exports", "explorer"},
    "strawberry": {"api"},
    "rapidfuzz": {"matching"},
    "python_calamine": {"surveys"},
    "xlsxwriter": {"surveys", "exports"},
    "networkit": {"analysis"},
    "scipy": {"analysis"},
    "numpy": {"analysis"},
    "jinja2": {"explorer"},
    "typst": {"explorer"},
    "wtforms": {"explorer"},
    "authlib": {"explorer"},
    "joserfc": {"explorer"},
    "cryptography": {"explorer"},
    "docx": {"explorer"},
}

SOURCES = sorted((ROOT / "partnermap").rglob("*.py"))


def room(path: Path) -> str:
    """The room a file lies in; the package itself belongs to everyone."""
    first = path.relative_to(ROOT / "partnermap").parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively, which hides the floor"
            module = node.module or ""
            # `from partnermap import sample` names a room, not a thing of the package.
            yield from (
                f"{module}.{alias.name}" if module == "partnermap" else module
                for alias in node.names
            )


def every_import() -> Iterator[tuple[Path, str, str]]:
    """Each file, its room, and the name of a module that it imports."""
    for path in SOURCES:
        for name in imported(path):
            yield path.relative_to(ROOT), room(path), name


def test_every_room_has_a_floor() -> None:
    assert {room(path) for path in SOURCES} - {"__init__"} <= set(FLOORS)


def may_use(here: str, there: str) -> bool:
    pair, up, down = (here, there), FLOORS.get(here, 0), FLOORS[there]
    return here == there or (
        pair not in STRANGERS and (down < up or down == 0 or pair in NEIGHBOURS)
    )


def test_imports_go_down_only() -> None:
    climbing = []
    for path, here, name in every_import():
        package, _, rest = name.partition(".")
        there = rest.split(".")[0]
        if package == "partnermap" and there in FLOORS and not may_use(here, there):
            climbing.append(f"{path} imports {name}")
    assert climbing == []


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_used_in_its_own_room_alone(library: str) -> None:
    users = {here for _, here, name in every_import() if name.split(".")[0] == library}
    assert users
    assert users <= OWNERS[library]


def test_what_is_under_the_gpl_is_never_imported() -> None:
    """Tests and benchmarks compare with igraph; whoever installs partnermap need not have it."""
    names = {name.split(".")[0] for _, _, name in every_import()}
    assert names.isdisjoint({"igraph", "leidenalg"})


def test_nothing_is_read_from_the_environment_at_import() -> None:
    """Settings are built by whoever starts the program, in a function that it calls."""
    built = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        for node in executed_at_import(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"Settings", "create_app", "getenv"}
    ]
    assert built == []


def executed_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Every part of a module but its functions."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from executed_at_import(child)


def test_what_is_under_the_gpl_is_used_by_tests_alone() -> None:
    assert {name for _, _, name in every_import() if name.split(".")[0] == "igraph"} == set()
