"""The embedded database keeps its promises with real processes, real signals and real data."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j
import pytest

from graph.database.embedded import Address, DataFolderInUse, EmbeddedDatabase, EmbeddedStartError, State
from graph.database.embedded.child import BoundedLog
from graph.database.embedded.folder import Folder
from graph.database.queries import HeadState
from graph.database.store import connect
from graph.errors import StoreUnavailable

ROOT = Path(__file__).parents[2]

# A parent that starts the database, says who it is and waits to be killed.
OWNER = """
import sys, time
from pathlib import Path
from graph.database.embedded import EmbeddedDatabase
database = EmbeddedDatabase(Path(sys.argv[1]), heap="512m")
address = database.start()
print(database.pid, address.uri, address.password, flush=True)
time.sleep(120)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder whose name would break careless quoting."""
    return tmp_path / 'my "data" é#\\1'


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedDatabase]:
    """One running database for the tests that leave it as it was."""
    with EmbeddedDatabase(tmp_path_factory.mktemp("shared") / "data", heap="512m") as running:
        yield running


@pytest.fixture(scope="module")
def shared_folder(database: EmbeddedDatabase) -> Path:
    """Where the shared database keeps its data."""
    return Path(f"/proc/{database.pid}/cwd").readlink().parent


def eventually(holds: Callable[[], bool], within_s: float = 20.0) -> bool:
    """Whether the condition becomes true in time."""
    deadline = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def run(address: Address, statement: str) -> list[object]:
    """The first column of a statement's answer, over a driver of its own."""
    auth = (address.user, address.password)
    with neo4j.GraphDatabase.driver(address.uri, auth=auth) as driver:
        records, _, _ = driver.execute_query(statement, database_=address.database)
        return [record[0] for record in records]


def gone(pid: int) -> bool:
    """Whether no living process has this id (a zombie has no command line)."""
    try:
        return not Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return True


def mode(path: Path) -> int:
    """The permission bits of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_data_and_password_survive_a_clean_restart(folder: Path) -> None:
    """What was written is there after stop and start, under the same password."""
    database = EmbeddedDatabase(folder, heap="512m")
    first = database.start()
    run(first, "CREATE (:Kept {n: 1})")
    pid = database.pid
    assert pid is not None
    assert database.alive

    database.stop()
    database.stop()

    assert gone(pid)
    assert (database.state, database.pid, database.alive) == (State.STOPPED, None, False)
    with database:
        second = database.start()
        assert second.password == first.password
        assert run(second, "MATCH (k:Kept) RETURN k.n") == [1]


def test_the_database_is_ready_when_start_returns(database: EmbeddedDatabase) -> None:
    """The very first statement after start succeeds: no waiting, no retry."""
    address = database.start()
    assert address.uri.startswith("bolt://127.0.0.1:")
    assert address.database == "evitrace"
    assert run(address, "RETURN 1") == [1]


def test_only_the_owner_can_read_the_folder(shared_folder: Path, database: EmbeddedDatabase) -> None:
    """The folder is 0700, and no file in it is open to others, the engine's own included."""
    assert mode(shared_folder) == 0o700
    assert mode(shared_folder / "password") == 0o600
    files = [path for path in shared_folder.rglob("*") if path.is_file()]
    assert len(files) > 8
    assert [path for path in files if mode(path) & 0o077] == []


def test_the_password_is_in_no_command_line_environment_or_text(
    shared_folder: Path, database: EmbeddedDatabase
) -> None:
    """Neither a process list nor a log shows the password."""
    address = database.start()
    process = Path(f"/proc/{database.pid}")
    assert b"engine.args" in (process / "cmdline").read_bytes()
    for name in ("cmdline", "environ"):
        assert address.password.encode() not in (process / name).read_bytes()
    assert address.password not in (shared_folder / "engine.log").read_text()
    assert address.password not in repr(address)


def test_only_the_password_opens_the_database(database: EmbeddedDatabase) -> None:
    """Another process on the machine that finds the port gets nothing without the password."""
    address = database.start()
    wrong = neo4j.GraphDatabase.driver(address.uri, auth=(address.user, "x" + address.password))
    with wrong, pytest.raises(neo4j.exceptions.AuthError):
        wrong.verify_connectivity()


def test_the_engine_listens_on_loopback_only(database: EmbeddedDatabase) -> None:
    """No port of the engine can be reached from another machine."""
    targets = []
    for fd in Path(f"/proc/{database.pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed since it was listed
            targets.append(str(fd.readlink()))
    sockets = {name[8:-1] for name in targets if name.startswith("socket:[")}
    listening = [
        fields[1].rpartition(":")[0]
        for table in ("tcp", "tcp6")
        for fields in map(str.split, Path(f"/proc/net/{table}").read_text().splitlines()[1:])
        if fields[3] == "0A" and fields[9] in sockets
    ]
    loopback = {"0100007F", "0000000000000000FFFF00000100007F"}
    assert len(listening) == 2
    assert set(listening) <= loopback


def test_a_second_start_says_who_holds_the_folder(shared_folder: Path, database: EmbeddedDatabase) -> None:
    """One owner per folder; the refusal names the holder and harms nothing."""
    address = database.start()
    with pytest.raises(DataFolderInUse, match=f"process {os.getpid()}, since 20"):
        EmbeddedDatabase(shared_folder).start()
    assert run(address, "RETURN 1") == [1]


def test_a_folder_stays_claimed_when_its_lock_file_is_removed(tmp_path: Path) -> None:
    """Who cleans up files by hand lets no second engine onto the same data; the claim ends with the owner."""
    first, second = Folder(tmp_path / "data"), Folder(tmp_path / "data")
    first.claim()
    (tmp_path / "data" / "owner.lock").unlink()
    with pytest.raises(DataFolderInUse, match="in use by"):
        second.claim()
    first.release()
    second.claim()
    second.release()


def test_two_folders_run_side_by_side(tmp_path: Path, database: EmbeddedDatabase) -> None:
    """Nothing is shared between two databases of one machine: no port, no data, no password."""
    with EmbeddedDatabase(tmp_path / "other", heap="512m") as other:
        one, two = database.start(), other.start()
        assert one.uri != two.uri
        assert one.password != two.password
        run(one, "CREATE (:Mine)")
        assert run(two, "MATCH (m:Mine) RETURN m") == []


def test_a_killed_child_comes_back_on_the_same_port(folder: Path) -> None:
    """After kill -9 of the engine the same driver reads every acknowledged write."""
    with EmbeddedDatabase(folder, heap="512m") as database:
        address = database.start()
        killed = database.pid
        assert killed is not None
        auth = (address.user, address.password)
        with neo4j.GraphDatabase.driver(address.uri, auth=auth, database=address.database) as driver:
            for n in range(50):
                driver.execute_query("CREATE (:Kept {n: $n})", n=n)
            os.kill(killed, signal.SIGKILL)
            assert eventually(lambda: database.alive and database.pid != killed)
            records, _, _ = driver.execute_query("MATCH (k:Kept) RETURN count(k) AS n")
            assert records[0]["n"] == 50
        assert database.start() == address
        assert "SIGKILL" in (database.failure or "")


def test_a_child_that_cannot_live_is_given_up(folder: Path) -> None:
    """When every restart fails, the state says so and why, and a new start is possible."""
    database = EmbeddedDatabase(folder, heap="512m", max_rapid_deaths=2)
    address = database.start()
    assert database.pid is not None
    port = int(address.uri.rpartition(":")[2])
    os.kill(database.pid, signal.SIGKILL)
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        assert eventually(lambda: _bound(squatter, port))
        squatter.listen()
        assert eventually(lambda: database.state is State.FAILED)
    assert str(port) in (database.failure or "")
    assert not database.alive
    database.stop()
    with database:
        assert database.alive
        assert database.failure is None


def test_whoever_takes_the_port_of_a_dead_child_learns_no_password(folder: Path) -> None:
    """Only while the child lives is its password sent to its port."""

    async def answers(place: Address) -> bool:
        store = connect(place.uri, place.user, place.password, place.database, is_ours=lambda: database.alive)
        try:
            async with asyncio.timeout(15):
                await store.read(lambda tx: tx.one(HeadState()))
        except (StoreUnavailable, TimeoutError):
            return False
        finally:
            await store.close()
        return True

    with EmbeddedDatabase(folder, heap="512m", max_rapid_deaths=2) as database:
        address = database.start()
        port = int(address.uri.rpartition(":")[2])
        assert database.pid is not None
        os.kill(database.pid, signal.SIGKILL)
        heard: list[bytes] = []
        with socket.socket() as squatter:
            squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            assert eventually(lambda: _bound(squatter, port))
            squatter.listen()
            threading.Thread(target=_overhear, args=(squatter, heard), daemon=True).start()
            assert not asyncio.run(answers(address))
            assert eventually(lambda: database.state is State.FAILED)
        assert address.password.encode() not in b"".join(heard)


def _overhear(squatter: socket.socket, heard: list[bytes]) -> None:
    """Speak Bolt as far as it takes for a driver to send who it is."""
    with contextlib.suppress(OSError):
        while True:
            caller, _ = squatter.accept()
            with caller:
                caller.settimeout(2)
                caller.recv(64)
                caller.sendall(bytes.fromhex("00000404"))
                with contextlib.suppress(TimeoutError):
                    heard.append(caller.recv(4096))


def _bound(sock: socket.socket, port: int) -> bool:
    try:
        sock.bind(("127.0.0.1", port))
    except OSError:
        return False
    return True


def test_a_killed_parent_leaves_no_orphan_and_loses_nothing(folder: Path) -> None:
    """Kill -9 of the owner ends its engine too; the next owner finds every acknowledged write."""
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with owner:
        assert owner.stdout is not None
        pid, uri, password = owner.stdout.readline().split()
        run(Address(uri, "root", password, "evitrace"), "UNWIND range(1, 500) AS n CREATE (:Kept)")
        with pytest.raises(DataFolderInUse, match=f"process {owner.pid},"):
            EmbeddedDatabase(folder).start()
        owner.kill()
    assert eventually(lambda: gone(int(pid)), within_s=5)
    with EmbeddedDatabase(folder, heap="512m") as database:
        assert run(database.start(), "MATCH (k:Kept) RETURN count(k)") == [500]


def test_an_orphan_of_the_folder_is_stopped_first(folder: Path, tmp_path: Path) -> None:
    """A leftover child without a parent is ended; a stranger with its process id is not."""
    folder.mkdir()
    sleep = "import time; time.sleep(60)"
    with (
        subprocess.Popen([sys.executable, "-c", sleep, f"@{folder}/engine.args"]) as orphan,
        subprocess.Popen([sys.executable, "-c", sleep, f"@{tmp_path}/engine.args"]) as stranger,
    ):
        try:
            for process, ended in ((stranger, False), (orphan, True)):
                (folder / "engine.pid").write_text(str(process.pid))
                with EmbeddedDatabase(folder, heap="512m") as database:
                    assert (process.poll() is not None) is ended
                    assert database.alive
        finally:
            orphan.kill()
            stranger.kill()


def test_a_lost_password_is_replaced_and_the_data_stays(folder: Path) -> None:
    """Deleting the password file gives a new password, not a locked database."""
    database = EmbeddedDatabase(folder, heap="512m")
    with database:
        first = database.start()
        run(first, "CREATE (:Kept)")
    (folder / "password").unlink()
    with database:
        second = database.start()
        assert second.password != first.password
        assert run(second, "MATCH (k:Kept) RETURN count(k)") == [1]


def test_a_start_that_takes_too_long_ends_and_frees_the_folder(folder: Path) -> None:
    """A start that is given too little time fails, leaves no process and can be tried again."""
    with pytest.raises(EmbeddedStartError, match=r"not ready after 0\.2 s"):
        EmbeddedDatabase(folder, start_timeout_s=0.2).start()
    assert not (folder / "engine.pid").exists()
    with EmbeddedDatabase(folder, heap="512m") as database:
        assert database.alive


def test_a_broken_data_folder_is_reported_with_the_engines_words(folder: Path) -> None:
    """When the engine refuses to start, the error shows what it said."""
    (folder / "engine").mkdir(parents=True)
    (folder / "engine" / "databases").write_text("not a folder")
    with pytest.raises(EmbeddedStartError, match="databases"):
        EmbeddedDatabase(folder, heap="512m").start()


def test_missing_parts_of_the_wheel_are_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a later wheel moves its files, the error names each one and touches nothing."""
    package = tmp_path / "arcadedb_embedded"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(EmbeddedStartError, match=r"java.*engine-\*\.jar.*bolt-\*\.jar"):
        EmbeddedDatabase(folder).start()
    assert not folder.exists()


def test_the_log_stays_within_its_limit(tmp_path: Path) -> None:
    """Whatever the engine prints, the log and the part before it stay below the limit each."""
    log = BoundedLog(tmp_path / "engine.log")
    for _ in range(30):
        log.write(b"x" * 999_999 + b"\n")
    log.close()
    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert sizes.keys() == {"engine.log", "engine.log.1"}
    assert max(sizes.values()) <= 5_000_000


@pytest.mark.parametrize("heap", ["", "1", "g", "1g -Xms8g", "1g\n-Dx=y", "-1g"])
def test_a_heap_that_is_no_size_is_refused(tmp_path: Path, heap: str) -> None:
    """Nothing but a size reaches the command line of Java."""
    with pytest.raises(ValueError, match="heap"):
        EmbeddedDatabase(tmp_path, heap=heap)


def _written(folder: Path) -> Path:
    """A folder with something in it, left in order; gives the files of its database."""
    with EmbeddedDatabase(folder, heap="512m") as database:
        address = database.start()
        auth = (address.user, address.password)
        with neo4j.GraphDatabase.driver(address.uri, auth=auth, database=address.database) as driver:
            driver.execute_query("CREATE (:Thing {n: 1})")
    return folder / "engine" / "databases" / address.database


@pytest.mark.parametrize("harm", ["missing", "shorter", "other", "more"])
def test_a_folder_that_is_not_whole_is_refused(tmp_path: Path, harm: str) -> None:
    """A file that is missing, cut off or altered would hide a part of the graph, so nothing is opened."""
    files = _written(tmp_path / "data")
    schema = files / "schema.json"
    if harm == "missing":
        schema.unlink()
    elif harm == "shorter":
        bucket = max(files.glob("*.bucket"), key=lambda path: path.stat().st_size)
        os.truncate(bucket, 100)
    elif harm == "other":
        schema.write_bytes(schema.read_bytes()[:-1] + b" ")
    else:
        (files / "More_0.5.65536.v0.bucket").write_bytes(b"0" * 65536)
    with pytest.raises(EmbeddedStartError, match="not copied whole"):
        EmbeddedDatabase(tmp_path / "data", heap="512m").start()


def test_a_folder_is_copied_while_nobody_uses_it(tmp_path: Path) -> None:
    """A copy of a folder at rest, or one that was renamed, opens; one that was made meanwhile is refused."""
    _written(tmp_path / "data")
    shutil.copytree(tmp_path / "data", tmp_path / "copy")
    with EmbeddedDatabase(tmp_path / "copy", heap="512m") as database:
        assert database.alive
        shutil.copytree(tmp_path / "copy", tmp_path / "torn")
        with pytest.raises(EmbeddedStartError, match="while a service wrote"):
            EmbeddedDatabase(tmp_path / "torn", heap="512m").start()
        (tmp_path / "torn" / "files.json").unlink()  # as of a snapshot of all files at one moment
    (tmp_path / "copy").rename(tmp_path / "renamed")
    with EmbeddedDatabase(tmp_path / "renamed", heap="512m") as database:
        assert database.alive
