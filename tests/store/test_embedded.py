"""The embedded server: started once, shared, kept private, stopped, and raised from the dead."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from neo4j import Driver, GraphDatabase

from partnermap.errors import StoreError
from partnermap.store import embedded
from partnermap.store.folder import Address

FIND = "import sys; from partnermap.store import embedded; from pathlib import Path; "
START = FIND + "print(embedded.start_or_find(Path(sys.argv[1])).pid)"


def driver(address: Address) -> Driver:
    return GraphDatabase.driver(
        f"bolt://{address.host}:{address.port}", auth=(address.user, address.password)
    )


def run(address: Address, statement: str) -> list[list[object]]:
    with driver(address) as opened, opened.session() as session:
        return session.execute_write(lambda transaction: transaction.run(statement).values())


def gone(pid: int) -> bool:
    """Whether the process ends within a minute."""
    try:
        psutil.Process(pid).wait(60)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return False
    return True


def end(address: Address, number: signal.Signals) -> None:
    os.kill(address.pid, number)
    assert gone(address.pid)


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    embedded.stop(tmp_path / "data")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Address]]:
    """A folder with a running server, for tests that leave both as they are."""
    data = tmp_path_factory.mktemp("served")
    yield data, embedded.start_or_find(data)
    embedded.stop(data)


def test_every_process_finds_the_same_server(served: tuple[Path, Address]) -> None:
    data, address = served
    assert embedded.find(data) == embedded.start_or_find(data) == address
    elsewhere = subprocess.check_output([sys.executable, "-c", START, data], text=True)
    assert int(elsewhere) == address.pid


def test_it_listens_on_loopback_alone(served: tuple[Path, Address]) -> None:
    _, address = served
    connections = psutil.Process(address.pid).net_connections("inet")
    listening = {c.laddr.ip for c in connections if c.status == psutil.CONN_LISTEN}
    assert listening == {"127.0.0.1"}


def test_its_files_are_its_owners_alone(served: tuple[Path, Address]) -> None:
    data, address = served
    for path in (data, *data.rglob("*")):
        assert path.stat().st_uid == os.getuid()
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    telling = [path for path in data.iterdir() if path.is_file()]
    secret = [path for path in telling if address.password in path.read_text()]
    assert [path.name for path in secret] == ["server.json"]
    assert stat.S_IMODE(secret[0].stat().st_mode) == 0o600
    assert address.password not in repr(address)


def test_a_wrong_password_is_refused(served: tuple[Path, Address]) -> None:
    _, address = served
    guessed = Address(port=address.port, password="password", pid=address.pid)
    with pytest.raises(Exception, match=r"(?i)auth|credential|password"):
        run(guessed, "RETURN 1")


def test_nothing_runs_where_nothing_was_started(tmp_path: Path) -> None:
    assert embedded.find(tmp_path / "none") is None
    assert embedded.stop(tmp_path / "none") is False
    assert not (tmp_path / "none").exists()


def test_sixteen_at_once_share_one_server(data: Path) -> None:
    command = [sys.executable, "-c", START, str(data)]
    starters = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(16)]
    pids = {starter.communicate()[0] for starter in starters}
    assert all(starter.returncode == 0 for starter in starters)
    address = embedded.find(data)
    assert address is not None
    assert pids == {f"{address.pid}\n"}


@pytest.mark.parametrize(
    "way",
    [
        lambda data, address: embedded.stop(data),
        lambda data, address: end(address, signal.SIGTERM),
        lambda data, address: end(address, signal.SIGKILL),
        lambda data, address: (data / "server.json").unlink(),
    ],
    ids=["stop", "terminate", "kill", "lose its note"],
)
def test_what_was_written_is_there_after_any_end(
    data: Path, way: Callable[[Path, Address], object]
) -> None:
    first = embedded.start_or_find(data)
    run(first, "UNWIND range(1, 1000) AS i CREATE (:Thing {number: i})")
    way(data, first)
    second = embedded.start_or_find(data)
    assert second.pid != first.pid
    assert gone(first.pid)
    assert run(second, "MATCH (t:Thing) RETURN count(t), sum(t.number)") == [[1000, 500500]]


def test_a_note_left_by_the_dead_is_not_believed(data: Path) -> None:
    address = embedded.start_or_find(data)
    note = data / "server.json"
    text = note.read_text()
    end(address, signal.SIGKILL)
    assert note.exists()
    assert embedded.find(data) is None
    # The number may meanwhile be another process's.
    note.write_text(json.dumps(json.loads(text) | {"pid": os.getpid()}))
    assert embedded.find(data) is None
    assert embedded.stop(data) is False
    note.write_text(text[: len(text) // 2])
    assert embedded.find(data) is None


def test_it_stops_when_nobody_is_connected(data: Path) -> None:
    address = embedded.start_or_find(data, idle=2)
    with driver(address) as opened:
        opened.verify_connectivity()
        time.sleep(6)
        assert embedded.find(data) == address
    assert gone(address.pid)
    assert embedded.find(data) is None


def test_a_start_that_fails_says_why(data: Path) -> None:
    (data / "engine").mkdir(parents=True)
    (data / "partnermap.txt").touch()
    (data / "engine" / "databases").write_text("in the way")
    with pytest.raises(StoreError, match=r"stopped while starting: .*databases") as caught:
        embedded.start_or_find(data)
    assert str(data / "server.log") in str(caught.value)
    assert "\n" not in str(caught.value)
    assert embedded.find(data) is None


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_text("mine")
    with pytest.raises(StoreError, match=r"is a file.*PARTNERMAP_DATA"):
        embedded.start_or_find(file)
    with pytest.raises(StoreError, match=r"cannot be written: not a directory.*PARTNERMAP_DATA"):
        embedded.start_or_find(file / "below")
    assert file.read_text() == "mine"


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match=r"not partnermap's.*PARTNERMAP_DATA"):
        embedded.start_or_find(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to another user")
def test_another_users_folder_is_refused(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, 12345)
    with pytest.raises(StoreError, match=r"belongs to another user.*PARTNERMAP_DATA"):
        embedded.start_or_find(tmp_path)
