"""Subscriptions of a program started with `serve`, while other programs change the data."""

import asyncio
import subprocess
from dataclasses import replace

import pytest
from websockets.exceptions import ConnectionClosed

from tests.api.sockets import Listener
from tests.cli.terminal import PROGRAM, PUBLISHED, Terminal, free_port
from tests.imports.files import as_csv, school

CHANGED = "subscription { dataChanged { dataVersion } }"


async def watch(terminal: Terminal, port: int) -> None:
    """Be told of a change that another program makes."""
    listener = Listener(port)
    async with listener.client() as client:
        await client.subscribe("1", CHANGED)
        before = (await client.data("1"))["dataChanged"]["dataVersion"]
        file = terminal.home / "schools.csv"
        await asyncio.to_thread(file.write_bytes, as_csv([school("100001")]))
        command = ("import", "gias-establishments", file, *PUBLISHED)
        await asyncio.to_thread(terminal.says, *command)
        assert (await client.data("1"))["dataChanged"]["dataVersion"] > before
    async with listener.raw() as client:
        with pytest.raises(ConnectionClosed) as closed:
            await client.socket.send("x" * 300_000)
            await client.hear()
        assert closed.value.rcvd and closed.value.rcvd.code == 1009
    async with listener.raw() as client:
        assert client.socket.protocol.extensions == []  # nothing comes compressed
        assert (await client.closed())[0] == 4408


def test_a_served_map_tells_of_what_other_programs_change(newcomer: Terminal) -> None:
    terminal = replace(newcomer, data=newcomer.home / "watched")
    port = free_port()
    with subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port)], env=terminal.environment(), cwd=terminal.home,
        stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        try:
            assert server.stderr is not None
            server.stderr.readline()
            asyncio.run(watch(terminal, port))
            server.terminate()
            _, said = server.communicate(timeout=60)
        finally:
            server.kill()
    assert said == ""
