"""The demo, the server and the store: what is started, stopped, and looked at."""

from pathlib import Path
from typing import Annotated

import typer

from partnermap.cli.options import EXIT_CODES, Form, Format, load_commands, read_settings
from partnermap.cli.root import app
from partnermap.store import embedded

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to answer on.")]


@app.command(epilog=f"Example: partnermap demo --no-serve. {EXIT_CODES}.")
def demo(
    serve_: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Whether to go on and serve the API.")
    ] = True,
    port: Port = 8000,
) -> None:
    """Load a small fictional diocese, say what it shows, and serve it."""
    home = read_settings()
    folder = home.data.with_name(home.data.name + "-demo")
    settings = home.model_copy(update={"data": folder, "neo4j_uri": None, "graphiql": True})

    commands = load_commands("serving", settings)
    commands.show_demo(settings)
    if not serve_:
        commands.print_next_steps(folder)
        return
    typer.echo(
        f"\nThe same over GraphQL: http://127.0.0.1:{port}/graphql (its page of queries loads "
        "parts of itself from the internet). Stop with Ctrl-C."
    )
    commands.serve(settings, "127.0.0.1", port, local=True)


@app.command(epilog=f"Example: partnermap serve --port 8080. {EXIT_CODES}.")
def serve(
    host: Annotated[str, typer.Option(help="The address to answer on.")] = "127.0.0.1",
    port: Port = 8000,
    anyone_may_read: Annotated[
        bool,
        typer.Option(
            "--anyone-may-read",
            help="Let anyone read what is public without signing in, on this run; "
            "PARTNERMAP_PUBLIC_READING=true does so on every run.",
        ),
    ] = False,
) -> None:
    """Serve the API: to whoever signs in, and on this machine alone to its user."""
    settings = read_settings()
    if anyone_may_read:
        settings = settings.model_copy(update={"public_reading": True})
    load_commands("serving", settings).serve(settings, host, port, local=host in _LOOPBACK)


@app.command(epilog=f"Example: partnermap schema > schema.graphql. {EXIT_CODES}.")
def schema(
    check: Annotated[
        Path | None, typer.Option(help="Compare with this file instead; fails if they differ.")
    ] = None,
) -> None:
    """Print the GraphQL schema."""
    load_commands("querying").print_schema(check)


@app.command(epilog=f"Example: partnermap status --format json. {EXIT_CODES}.")
def status(form: Format = Form.TABLE) -> None:
    """Say where the data is and what is in it."""
    settings = read_settings()
    load_commands("asking", settings).print_status(settings, as_json=form is Form.JSON)


@app.command(epilog=f"Example: partnermap stop. {EXIT_CODES}.")
def stop() -> None:
    """Stop the embedded store; it starts again when it is needed."""
    stopped = embedded.stop(read_settings().data)
    typer.echo("Stopped." if stopped else "It was not running.")
