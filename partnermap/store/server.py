"""The process of the embedded server: `python -m partnermap.store.server DATA IDLE`."""

import os
import secrets
import signal
import socket
import sys
import threading
import time
import traceback
from pathlib import Path

import psutil
from arcadedb_embedded.server import ArcadeDBServer

from partnermap.errors import StoreError, StoreUnavailableError
from partnermap.store.folder import DATABASE, HOST, USER, Address, DataFolder

_TAKE_OVER = 60.0  # seconds a predecessor on the same folder may take to close its database
_TICK = 5.0
_GIGABYTE = 1 << 30
_BOLT_GREETING = b"\x60\x60\xb0\x17" + b"\x00\x00\x04\x04" + bytes(12)


def main(data: str, idle: str) -> None:
    """Serve the data folder until told to stop, or unused for `idle` seconds."""
    os.umask(0o077)
    folder = DataFolder.prepare(Path(data))
    with folder.serving(within=_TAKE_OVER):
        os.chdir(folder.engine)  # where the engine writes its log
        password = secrets.token_urlsafe(32)
        engine = _engine(folder, password)
        engine.start()
        # After the start, for the Java runtime has its own idea of what these signals do.
        told = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _n, _f: told.set())
        address = Address(port=_bolt_port(), password=password, pid=os.getpid())
        folder.announce(address)
        _serve(folder, address, float(idle), told)
        engine.stop()


def _engine(folder: DataFolder, password: str) -> ArcadeDBServer:
    # The engine keeps the first password it was ever given, unless it has no users.
    (folder.engine / "config" / "server-users.jsonl").unlink(missing_ok=True)
    memory = min(_GIGABYTE, psutil.virtual_memory().total // 4)
    return ArcadeDBServer(
        root_path=str(folder.engine),
        root_password=password,
        config={
            "mode": "production",  # a commit is on the disk before it is acknowledged
            "host": HOST,
            "http_port": "0",  # any free port, here and below: none can be taken in between
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "bolt_port": 0,
            "server_defaultDatabases": f"{DATABASE}[{USER}]",
            "bolt_defaultDatabase": DATABASE,
            # Slow hashing guards passwords that people choose; ours is 32 random bytes.
            "server_saltIterations": 1,
            "serverMetrics": False,
            "polyglotEngineEnabled": False,
        },
        jvm_kwargs={
            "heap_size": f"{memory >> 20}m",
            # The simplest collector starts soonest, and does for a heap of this size.
            "jvm_args": ["-Djava.net.preferIPv4Stack=true", "-XX:+UseSerialGC"],
        },
    )


def _bolt_port() -> int:
    """The port, among those this process listens on, that answers a greeting in Bolt."""
    for connection in psutil.Process().net_connections("tcp4"):
        if connection.status == psutil.CONN_LISTEN:
            with socket.create_connection((HOST, connection.laddr.port), timeout=10) as caller:
                caller.sendall(_BOLT_GREETING)
                if caller.recv(4)[:2] == b"\x00\x00":
                    return connection.laddr.port
    raise StoreError("The engine started without its Bolt listener.")


def _serve(folder: DataFolder, address: Address, idle: float, told: threading.Event) -> None:
    """Wait until told to stop, until nobody needs us, or until nobody can find us any more."""
    last_used = time.time()
    while not told.wait(min(_TICK, idle / 4)):
        if folder.announced() != address:
            return
        if _in_use(address):
            last_used = time.time()
        elif _withdrawn(folder, address, last_used, idle):
            return
    folder.withdraw()


def _in_use(address: Address) -> bool:
    return any(
        connection.laddr.port == address.port and connection.status == psutil.CONN_ESTABLISHED
        for connection in psutil.Process().net_connections("tcp4")
    )


def _withdrawn(folder: DataFolder, address: Address, last_used: float, idle: float) -> bool:
    """Whether nobody has been there for `idle` seconds, so that nobody is sent here any more."""
    if time.time() - last_used < idle:
        return False
    try:
        # Nobody can be handed our address between this look and the withdrawal.
        with folder.starting(within=0):
            if _in_use(address) or time.time() - folder.asked() < idle:
                return False
            folder.withdraw()
    except StoreUnavailableError:  # someone is asking for a server at this moment
        return False
    return True


if __name__ == "__main__":
    # Java's threads keep a process alive that Python would end: it is always ended outright.
    try:
        main(*sys.argv[1:])
    except BaseException:  # noqa: BLE001 - whatever it was, the log has it
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
