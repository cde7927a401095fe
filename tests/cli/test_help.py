"""The words each command says about itself, and the schema it publishes."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from partnermap.cli import app
from tests.cli.terminal import Terminal
from tests.engines import ROOT

GROUP = typer.main.get_group(app)
COMMANDS = dict(GROUP.commands) | {
    f"{name} {sub}": command
    for name, group in GROUP.commands.items()
    for sub, command in getattr(group, "commands", {}).items()
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_its_exit_codes(name: str) -> None:
    shown = CliRunner().invoke(app, [*name.split(), "--help"])
    assert shown.exit_code == 0
    command = COMMANDS[name]
    assert command.help
    assert command.epilog
    assert "Example: " in command.epilog
    assert f"partnermap {name}" in command.epilog
    assert "Exit codes: 0 " in command.epilog
    unexplained = [p.name for p in command.params if not getattr(p, "help", None)]
    assert unexplained == []


def test_the_schema_is_printed_and_compared(terminal: Terminal, tmp_path: Path) -> None:
    committed = ROOT / "schema.graphql"
    assert terminal.says("schema") == committed.read_text(encoding="utf-8")
    assert terminal.says("schema", "--check", committed) == ""
    other = tmp_path / "schema.graphql"
    other.write_text("type Query { old: Int }\n")
    assert f"partnermap schema > {other}" in terminal.refuses("schema", "--check", other)
