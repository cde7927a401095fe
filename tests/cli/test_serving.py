"""Serving: the address is ours to use, questions are answered, and it stops when told."""

import os
import signal
import socket
import subprocess

import httpx
import pytest

from partnermap.sample import SCOPE
from tests.cli.terminal import PROGRAM, Terminal, free_port


def test_a_busy_port_is_told_in_a_sentence(terminal: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        said = terminal.refuses("serve", "--port", str(port))
    assert f"Port {port}" in said
    assert "--port" in said


def test_on_another_address_nobody_is_let_in_without_signing_in(terminal: Terminal) -> None:
    port = free_port()
    with subprocess.Popen(
        [*PROGRAM, "serve", "--host", "0.0.0.0", "--port", str(port)],  # noqa: S104
        env=terminal.environment(), cwd=terminal.home, stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        try:
            assert server.stderr is not None
            server.stderr.readline()
            answer = httpx.post(
                f"http://127.0.0.1:{port}/graphql", json={"query": "{ dataVersion }"}, timeout=60
            )
            server.terminate()
            server.communicate(timeout=60)
        finally:
            server.kill()
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}


@pytest.mark.parametrize(
    ("told", "code"), [(signal.SIGINT, 128 + signal.SIGINT), (signal.SIGTERM, -signal.SIGTERM)]
)
def test_serve_answers_until_it_is_told_to_stop(
    terminal: Terminal, told: signal.Signals, code: int
) -> None:
    port = free_port()
    with subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port)], env=terminal.environment(), cwd=terminal.home,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # Tests that were started in the background hand on that they ignore an interrupt.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as server:  # fmt: skip
        try:
            assert server.stderr is not None
            assert server.stderr.readline() == f"Serving on http://127.0.0.1:{port}/graphql\n"
            answer = httpx.post(
                f"http://127.0.0.1:{port}/graphql",
                json={"query": "{ schools { totalCount } }"},
                timeout=60,
            )
            server.send_signal(told)
            stdout, stderr = server.communicate(timeout=60)
        finally:
            server.kill()
    assert answer.json()["data"] == {"schools": {"totalCount": 90}}
    assert (server.returncode, stdout, stderr) == (code, "", "")


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_what_is_being_checked_ends_with_the_server(
    terminal: Terminal, told: signal.Signals
) -> None:
    port = free_port()
    with subprocess.Popen(
        [*PROGRAM, "serve", "--port", str(port)], env=terminal.environment(), cwd=terminal.home,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as server:  # fmt: skip
        try:
            assert server.stderr is not None
            server.stderr.readline()
            asked = f'{{ analysis(scope: ["{SCOPE}"], runs: 200) {{ confidence {{ state }} }} }}'
            answer = httpx.post(
                f"http://127.0.0.1:{port}/graphql", json={"query": asked}, timeout=60
            )
            os.killpg(server.pid, told)  # as a terminal interrupts all that it runs
            # A process that still ran would hold these open.
            stdout, stderr = server.communicate(timeout=60)
        finally:
            server.kill()
    assert answer.json()["data"] == {"analysis": {"confidence": {"state": "CHECKING"}}}
    assert (stdout, stderr) == ("", "")
