"""A real Neo4j for the tests: one that is given, one in Docker, or one out of Maven's jars.

Neo4j is the second witness: what the embedded database answers, it must answer too. So a machine
without Docker should still be able to call it. All processes of one test run share one server,
because it takes nearly a gigabyte; `Neo4jServer.turn` gives its only database to one at a time.

The Java server reads from a named pipe that every process of the run holds open, and ends at the
end of that input: however the test processes end, kill -9 included, no server is left behind.
"""

import contextlib
import dataclasses
import errno
import fcntl
import hashlib
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import neo4j

HERE = Path(__file__).parent
WITHOUT_DOCKER = HERE / "neo4j_without_docker"
COMPOSE_FILE = HERE.parents[1] / "docker" / "compose.test.yaml"
START_TIMEOUT_S = 90.0
# A statement is planned once: not whenever the small graph of a test is ten seconds older and of another size
# than that of the test before.
CONFIGURATION = "dbms.usage_report.enabled=false\ndbms.cypher.min_replan_interval=24h\n"
# To plan the rules is what it does most. A Java that optimises thoroughly takes a quarter less for it, with
# what it takes itself.
JAVA = ("-Xmx1g", "-XX:+UseSerialGC")
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.lang")


class Neo4jUnavailable(Exception):
    """No Neo4j can be had on this machine; the text says what was tried."""


class _StartFailed(Exception):
    """One way to a server did not lead there; another may."""


@dataclass(frozen=True, slots=True)
class Neo4jServer:
    """Where a Neo4j answers and how to be let in."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
    turns: Path = field(repr=False)

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Have the database to oneself among all processes that share this server."""
        with _locked(self.turns):
            yield


@contextlib.contextmanager
def neo4j_server() -> Iterator[Neo4jServer]:
    """A Neo4j that answers; shared by the processes of a test run, ended with the last of them."""
    if given := os.environ.get("EVITRACE_TEST_NEO4J_URI"):
        yield _given(given)
        return
    run = _Run.of_this_process()
    with _locked(_cache() / "neo4j-tests.lock"):
        server = run.join()
    try:
        yield server
    finally:
        with _locked(_cache() / "neo4j-tests.lock"):
            run.leave()


def _given(uri: str) -> Neo4jServer:
    name = hashlib.sha256(uri.encode()).hexdigest()[:12]
    return Neo4jServer(
        uri,
        os.environ.get("EVITRACE_TEST_NEO4J_USER", "neo4j"),
        os.environ.get("EVITRACE_TEST_NEO4J_PASSWORD", ""),
        os.environ.get("EVITRACE_TEST_NEO4J_DATABASE", "neo4j"),
        _cache() / f"neo4j-turns-{name}.lock",
    )


class _Run:
    """One test run's server; every method is called with the lock in the cache folder held."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server_file = folder / "server.json"
        self._refusal_file = folder / "unavailable"
        self._pipe = folder / "alive"
        self._member: int | None = None
        self._stake: int | None = None

    @classmethod
    def of_this_process(cls) -> "_Run":
        """The run that pytest-xdist's workers have in common, or the one of this process."""
        name = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"process-{os.getpid()}"
        return cls(Path(tempfile.gettempdir()) / f"evitrace-neo4j-{os.getuid()}-{name}")

    def join(self) -> Neo4jServer:
        """Use the server of the run; the first to come starts it."""
        self._clear_killed_runs()
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._member = self._open_members()
        fcntl.flock(self._member, fcntl.LOCK_SH)
        try:
            return self._running() or self._start()
        except BaseException:
            self.leave()
            raise

    def leave(self) -> None:
        """Stop using the server; the last to go ends it."""
        if self._member is None:
            return
        try:
            fcntl.flock(self._member, fcntl.LOCK_EX | fcntl.LOCK_NB)
            last = True
        except BlockingIOError:
            last = False
        if last:
            self._stop()
        if self._stake is not None:
            os.close(self._stake)
        os.close(self._member)
        self._member = self._stake = None
        if last:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _clear_killed_runs(self) -> None:
        # Nobody is a member of a run whose processes were killed: to leave it is to end it.
        for folder in self._folder.parent.glob(f"evitrace-neo4j-{os.getuid()}-*"):
            run = _Run(folder)
            run._member = run._open_members()
            run.leave()

    def _open_members(self) -> int:
        return os.open(self._folder / "members", os.O_RDWR | os.O_CREAT, 0o600)

    def _running(self) -> Neo4jServer | None:
        if not self._server_file.exists():
            return None
        note = json.loads(self._server_file.read_text())
        if note["pid"] is not None:
            self._stake = _open_writer(self._pipe)
            if self._stake is None:
                return None
        return Neo4jServer(**note["server"], turns=self._folder / "turns.lock")

    def _start(self) -> Neo4jServer:
        if self._refusal_file.exists():
            raise Neo4jUnavailable(self._refusal_file.read_text())
        refusals = []
        for start in (self._start_docker, self._start_java):
            try:
                server, pid = start()
            except _StartFailed as failure:
                refusals.append(str(failure))
                continue
            access = dataclasses.asdict(server)
            del access["turns"]
            _write_private(self._server_file, json.dumps({"pid": pid, "server": access}))
            return server
        refusal = "; ".join(refusals)
        _write_private(self._refusal_file, refusal)
        raise Neo4jUnavailable(refusal)

    def _stop(self) -> None:
        if not self._server_file.exists():
            return
        note = json.loads(self._server_file.read_text())
        if note["pid"] is None:
            with _composed(self._folder.name, note["server"]["password"], cleanup=["down -v"]):
                return
        if self._stake is not None:
            os.close(self._stake)
            self._stake = None
        _await_end(note["pid"], self._pipe)

    def _start_docker(self) -> tuple[Neo4jServer, None]:
        for command in (["docker", "info"], ["docker", "compose", "version"]):
            if not _succeeds(command):
                raise _StartFailed(f"Docker: `{' '.join(command)}` fails")
        password = secrets.token_urlsafe(24)
        try:
            with _composed(self._folder.name, password, setup=["up --wait"]) as services:
                port = services.port_for("neo4j", 7687)
        except Exception as error:  # pytest-docker raises nothing more special
            with (
                contextlib.suppress(Exception),
                _composed(self._folder.name, password, cleanup=["down -v"]),
            ):
                pass
            raise _StartFailed(f"Docker: {error}") from error
        return self._server(port, password), None

    def _start_java(self) -> tuple[Neo4jServer, int]:
        missing = [tool for tool in ("mvn", "java") if shutil.which(tool) is None]
        if missing:
            raise _StartFailed(f"Maven: {' and '.join(missing)} not on the PATH")
        jars = _jars()
        # Another process may take the free port before the server does.
        for attempt in (1, 2):
            try:
                return self._launch(jars, _free_port())
            except _StartFailed:
                if attempt == 2:
                    raise
        raise AssertionError

    def _launch(self, jars: Path, port: int) -> tuple[Neo4jServer, int]:
        home = self._folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(mode=0o700)
        (home / "neo4j.conf").write_text(CONFIGURATION)
        self._pipe.unlink(missing_ok=True)
        os.mkfifo(self._pipe, 0o600)
        reader = os.open(self._pipe, os.O_RDONLY | os.O_NONBLOCK)
        os.set_blocking(reader, True)
        self._stake = os.open(self._pipe, os.O_WRONLY)
        pid = _spawn(_java_command(jars, home, port), reader, self._folder / "server.log")
        os.close(reader)
        server = self._server(port, secrets.token_urlsafe(24))
        try:
            _await_port(port, pid, self._folder / "server.log")
            _set_password(server)
        except BaseException:
            os.close(self._stake)
            self._stake = None
            _await_end(pid, self._pipe)
            raise
        return server, pid

    def _server(self, port: int, password: str) -> Neo4jServer:
        turns = self._folder / "turns.lock"
        return Neo4jServer(f"bolt://127.0.0.1:{port}", "neo4j", password, "neo4j", turns)


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "evitrace"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _write_private(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=20).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


@contextlib.contextmanager
def _composed(project, password, *, setup=(), cleanup=()):
    # Imported here, so that machines without a Docker engine never touch pytest-docker. Compose
    # wants the password for every command, and pytest-docker passes nothing but our environment.
    from pytest_docker.plugin import get_docker_services  # noqa: PLC0415

    os.environ["EVITRACE_COMPOSE_PASSWORD"] = password
    project = re.sub(r"[^a-z0-9_-]", "-", project.lower())
    files = [str(COMPOSE_FILE)]
    try:
        with get_docker_services("docker compose", files, project, setup, cleanup) as services:
            yield services
    finally:
        del os.environ["EVITRACE_COMPOSE_PASSWORD"]


def _jars() -> Path:
    """The folder with Neo4j's jars, filled by Maven the first time."""
    pom = WITHOUT_DOCKER / "pom.xml"
    found = re.search(r"<artifactId>neo4j</artifactId>\s*<version>([^<]+)<", pom.read_text())
    assert found
    folder = _cache() / f"neo4j-{found[1]}"
    if folder.exists():
        return folder
    with tempfile.TemporaryDirectory(dir=_cache()) as fresh:
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime"]
        command = ["mvn", "-q", "-B", "-f", str(pom), *goal, f"-DoutputDirectory={fresh}/jars"]
        done = subprocess.run(command, capture_output=True, check=False, text=True)
        if done.returncode != 0:
            raise _StartFailed(f"Maven: {_last_lines(done.stdout + done.stderr)}")
        Path(fresh, "jars").rename(folder)
    return folder


def _java_command(jars: Path, home: Path, port: int) -> list[str]:
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    source = str(WITHOUT_DOCKER / "Neo4jForTests.java")
    return ["java", *JAVA, *opened, "-cp", f"{jars}/*", source, str(home), str(port)]


def _spawn(command: list[str], reader: int, log: Path) -> int:
    # Not subprocess: the server may outlive the worker that happened to start it.
    return os.posix_spawnp(
        command[0],
        command,
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_DUP2, reader, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _await_port(port: int, pid: int, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if os.waitpid(pid, os.WNOHANG)[0]:
            raise _StartFailed(f"Neo4j ended while it started: {_last_lines(log.read_text())}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1.0):
            return
        time.sleep(0.1)
    raise _StartFailed(f"Neo4j did not answer within {START_TIMEOUT_S:.0f} s")


def _set_password(server: Neo4jServer) -> None:
    """Replace the first password, which Neo4j demands, and see that the database is open."""
    change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new"
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.user, "neo4j")) as driver:
        driver.execute_query(change, new=server.password, database_="system")
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        driver.execute_query("RETURN 1", database_=server.database)


def _open_writer(pipe: Path) -> int | None:
    """A hold on the server, or None when there is no server at the other end."""
    try:
        return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise
        return None


def _await_end(pid: int, pipe: Path) -> None:
    """Wait until nobody reads the pipe; a server that goes on is killed by its id."""
    deadline = time.monotonic() + 10.0
    while (writer := _open_writer(pipe)) is not None:
        os.close(writer)
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            deadline += 10.0
        time.sleep(0.05)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)


def _last_lines(text: str) -> str:
    return " | ".join(text.strip().splitlines()[-5:])
