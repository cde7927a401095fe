"""What the benchmarks need of the machine: the real register, Neo4j 5.26, Node's npm."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.report import MissingError
from tests.engines import NEO4J, ROOT, Server, running

PEER = Path(__file__).parent / "peer"
_REGISTER = ROOT.parent / "shared" / "data" / "gias" / "edubase_england_2018-19_derived.csv"
_ENGINE = "neo4j-5"


def register() -> Path:
    """The register's 26,211 schools of 2018-19."""
    if not _REGISTER.is_file():
        raise MissingError(
            f"It needs the real register, {_REGISTER.name}, in ../shared/data/gias beside the "
            "project."
        )
    return _REGISTER


def check_neo4j() -> None:
    """Complain if Neo4j 5.26 is not installed for the tests."""
    if not NEO4J[_ENGINE].jars.is_dir():
        raise MissingError("It needs Neo4j 5.26 as the tests use it; `.ci/engines` installs it.")


@contextmanager
def neo4j(folder: Path) -> Iterator[Server]:
    """A Neo4j 5.26 of our own, with its files in `folder`."""
    check_neo4j()
    with running(_ENGINE, folder) as server:
        yield server


def node() -> Path:
    """Node.js, with what the peer is made of installed beside it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise MissingError("It needs Node.js 20 or later with npm on the PATH.")
    if not (PEER / "node_modules").is_dir():
        command = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock"]
        done = subprocess.run(command, cwd=PEER, capture_output=True, text=True, check=False)
        if done.returncode:
            raise MissingError(f"npm could not install the peer: {done.stderr.strip()[-300:]}")
    return Path(node)
