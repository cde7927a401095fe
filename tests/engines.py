"""The engines the tests run on: an embedded server and real Neo4js, started, emptied, stopped."""

import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError
from pydantic import SecretStr

from partnermap.settings import Settings
from partnermap.store import embedded

ROOT = Path(__file__).parents[1]
_START = 240.0
_BATCH = 10_000
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


def jars(name: str) -> Path:
    """Where `.ci/engines` puts something of Java, by its name and version."""
    installed = os.environ.get("PARTNERMAP_TEST_ENGINES", ROOT / ".engines")
    return Path(installed) / name / "lib"


def lacking(reason: str) -> NoReturn:
    """Skip a test for want of a program that is not there; where all must be there, it fails."""
    if os.environ.get("PARTNERMAP_REQUIRE_ENGINES"):
        pytest.fail(reason)
    pytest.skip(reason)


def run_java(jars: Path, program: Path, *arguments: Path) -> list[str]:
    """What a Java program, a single file of source, prints when it is run with some jars."""
    if not jars.is_dir():
        lacking(f"{jars.parent.name} is not here; `.ci/engines` fetches it")
    if shutil.which("javac") is None:
        lacking("there is no Java compiler here")
    done = subprocess.run(
        ["java", "-Djava.awt.headless=true", "-cp", f"{jars}/*", program, *arguments],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@dataclass(frozen=True)
class Release:
    """A release of Neo4j Community and what its Java process needs."""

    version: str
    main: str
    flags: tuple[str, ...] = ()

    @property
    def jars(self) -> Path:
        """Where `.ci/engines` puts it."""
        return jars(f"neo4j-{self.version}")


NEO4J = {
    "neo4j-5": Release("5.26.30", "org.neo4j.server.CommunityEntryPoint"),
    "neo4j-2026": Release(
        "2026.08.1", "org.neo4j.server.Neo4jCommunity", ("--add-modules=jdk.incubator.vector",)
    ),
}
ENGINES = ("embedded", *NEO4J)


@dataclass(frozen=True)
class Server:
    """A running engine, and the settings that lead the program to it."""

    settings: Settings
    uri: str
    user: str
    password: str

    def driver(self) -> Driver:
        """A way to the engine beside the program's own."""
        return GraphDatabase.driver(self.uri, auth=(self.user, self.password))

    def wipe(self) -> None:
        """Delete all data and count its changes from 0 again; what the migrations made stays."""
        delete = f"""
            MATCH (n) WHERE NOT n:Meta WITH n LIMIT {_BATCH} DETACH DELETE n RETURN count(*)
        """
        with self.driver() as driver, driver.session() as session:
            while session.execute_write(lambda run: run.run(delete).values()[0][0]) == _BATCH:
                pass
            session.run("MATCH (m:Meta) SET m.version = 0").consume()


@contextmanager
def running(engine: str, folder: Path) -> Iterator[Server]:
    """The engine of that name, with its files in `folder`, until the block ends."""
    with _embedded(folder) if engine == "embedded" else _neo4j(engine, folder) as server:
        yield server


@contextmanager
def _embedded(folder: Path) -> Iterator[Server]:
    data = folder / "data"
    address = embedded.start_or_find(data)
    try:
        yield Server(
            Settings(data=data, neo4j_uri=None),
            f"bolt://{address.host}:{address.port}",
            address.user,
            address.password,
        )
    finally:
        embedded.stop(data)


@contextmanager
def _neo4j(engine: str, folder: Path) -> Iterator[Server]:
    release = NEO4J[engine]
    if not release.jars.is_dir():
        lacking(f"{engine} is not installed; `.ci/engines` installs it")
    port, password = _free_port(), secrets.token_urlsafe(16)
    for name in ("conf", "data", "logs", "plugins", "import", "run"):
        (folder / name).mkdir()
    (folder / "conf" / "neo4j.conf").write_text(
        f"""\
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.memory.heap.initial_size=512m
server.memory.heap.max_size=1g
server.memory.pagecache.size=128m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
server.bolt.connection_keep_alive_for_requests=OFF
"""
    )
    command = [
        _java(),
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
        *release.flags,
        "-Xmx1g",
        "-cp",
        f"{release.jars}/*",
        release.main,
        f"--home-dir={folder}",
        f"--config-dir={folder / 'conf'}",
    ]
    uri = f"bolt://127.0.0.1:{port}"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        _set_password(process, uri, password)
        settings = Settings(
            data=folder / "unused", neo4j_uri=uri, neo4j_password=SecretStr(password)
        )
        yield Server(settings, uri, "neo4j", password)
    finally:
        process.terminate()
        process.wait(60)


def _set_password(process: "subprocess.Popen[bytes]", uri: str, password: str) -> None:
    """Wait for a new Neo4j and give it a password of its own, as its first login demands."""
    deadline = time.monotonic() + _START
    while True:
        try:
            with GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver:
                driver.session(database="system").run(
                    "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password",
                    password=password,
                ).consume()
        except (DriverError, Neo4jError):
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.5)
        else:
            return


@cache
def _java() -> str:
    """The Java that comes with the embedded engine, which both releases run on."""
    spec = find_spec("arcadedb_embedded")
    assert spec is not None and spec.origin is not None
    return str(Path(spec.origin).parent / "jre" / "bin" / "java")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
