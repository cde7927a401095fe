"""The typed client of the guides: it compiles against the schema as it is published."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.engines import ROOT

NPM = shutil.which("npm")


@pytest.mark.skipif(NPM is None, reason="npm is not installed")
def test_the_typed_client_compiles(tmp_path: Path) -> None:
    """Its own lines that must not compile say so: a layer and a field that are not there."""
    here = tmp_path / "docs" / "typed-client"
    shutil.copytree(ROOT / "docs" / "typed-client", here, ignore=shutil.ignore_patterns("node_*"))
    shutil.copy(ROOT / "schema.graphql", tmp_path)
    for command in (("install", "--no-audit", "--no-fund", "--no-package-lock"), ("run", "check")):
        done = subprocess.run(
            ["npm", *command], cwd=here, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
