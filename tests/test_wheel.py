"""The built wheel: installed away from the checkout it finds everything the checkout does."""

import os
import subprocess
from pathlib import Path

from partnermap.store import embedded
from tests.engines import ROOT


def test_an_installed_wheel_runs_the_demo(tmp_path: Path) -> None:
    home, place = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    place.mkdir()
    uv = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    kept = ("PATH", "LANG", "TMPDIR")
    alone = {name: os.environ[name] for name in kept if name in os.environ} | {"HOME": str(home)}

    def run(*command: str | Path, environment: dict[str, str]) -> str:
        done = subprocess.run(
            command, cwd=place, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("uv", "build", "--wheel", "--out-dir", tmp_path, ROOT, environment=uv)
    (wheel,) = tmp_path.glob("*.whl")
    run("uv", "venv", "venv", environment=uv)
    run("uv", "pip", "install", "--python", "venv/bin/python", wheel, environment=uv)
    try:
        said = run("venv/bin/partnermap", "demo", "--no-serve", environment=alone)
    finally:
        for note in home.rglob("server.json"):
            embedded.stop(note.parent)
    assert "work in partnership with no one else" in said
    assert " left, " in said
    assert "would be cut off" in said
