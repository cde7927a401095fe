"""The demo and the server."""

import asyncio
import gc
import socket
from pathlib import Path
from shlex import quote

import uvicorn

from partnermap import sample
from partnermap.analysis import Analysis
from partnermap.api.guard import BOUNDS
from partnermap.api.schema import build_schema
from partnermap.app import create_app
from partnermap.commands.asking import analysis_of, print_findings
from partnermap.commands.importing import sentence
from partnermap.commands.terminal import err, out, with_store
from partnermap.errors import RefusedError
from partnermap.imports.run import run_import
from partnermap.settings import Settings
from partnermap.store.bolt import Store
from partnermap.store.opening import open_store
from partnermap.vocabulary import Layer

_COLLECT_AFTER = 50_000
"""Objects made before a server looks for garbage: several large answers."""
_FIRST = 8
"""How many findings a newcomer is shown."""


def show_demo(settings: Settings) -> None:
    """Load the sample and print what it shows."""

    async def load(store: Store) -> Analysis:
        for edition in sample.files():
            report = await run_import(
                store, edition.source, edition.path, published=edition.published
            )
            err.print(f"{edition.path.name}: {sentence(report)}")
        return await analysis_of(store, [sample.SCOPE], Layer.WORKING, None)

    found = with_store(settings, load)
    out.print(
        "\n[bold]The Diocese of Aldermere[/bold], which is made up, and who works with whom in it"
    )
    print_findings(found.findings[:_FIRST])
    if rest := found.findings[_FIRST:]:
        folder = quote(str(settings.data))
        command = f"PARTNERMAP_DATA={folder} partnermap analyse --scope {sample.SCOPE}"
        out.print(f"\nAnd {len(rest)} more, which this shows:\n  {command}")


def print_next_steps(folder: Path) -> None:
    """Say what a newcomer may do next."""
    out.print(
        "\nWhere to go next (with `uv run` before it, if that is how you came here):\n"
        "  partnermap demo                   the same, and then the API on this machine\n"
        f"  PARTNERMAP_DATA={quote(str(folder))} partnermap analyse --scope la:990\n"
        "  partnermap import gias-establishments FILE --published YYYY-MM-DD\n"
        "                                    your own copy of the national register\n"
        "  partnermap --help                 everything else"
    )


def serve(settings: Settings, host: str, port: int, *, local: bool) -> None:
    """Serve the API until told to stop; `local` says that only this machine reaches the host."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise RefusedError(
                f"Port {port} of {host} cannot be used ({error.strerror}); "
                "name another with --port."
            ) from error
        listener.listen()  # whoever asks from here on waits until there is an answer
        build_schema()  # While the embedded store comes up.
        config = uvicorn.Config(
            "",
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws_max_size=BOUNDS.bytes,
            ws_per_message_deflate=False,  # a few bytes could unfold to a message of any size
        )
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            address = f"http://{host}:{port}/graphql"
            runner.run(_serve(settings, config, listener, address, local=local))


async def _serve(
    settings: Settings,
    config: uvicorn.Config,
    listener: socket.socket,
    address: str,
    *,
    local: bool,
) -> None:
    # Opened here: a store out of reach is told in our words, not in the server's.
    async with open_store(settings) as store:
        config.app = create_app(settings, store=store, local=local)
        # What is loaded by now stays: a collector that walks it again at every large answer would
        # take longer over it than the answer does.
        gc.collect()
        gc.freeze()
        gc.set_threshold(_COLLECT_AFTER)
        err.print(f"Serving on {address}")
        await uvicorn.Server(config).serve(sockets=[listener])
