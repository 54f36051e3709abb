"""The embedded database: ArcadeDB as a supervised child process.

This module exists so that `pip install` is all that a first user needs. It knows where the wheel
keeps its engine and its Java runtime, who owns a data folder, and how a child process is started,
watched, restarted and stopped. It must not know the graph, Cypher or the driver: all it hands out
is an address that speaks Bolt.

The data folder holds `owner.lock` (who uses it), `password`, `engine.pid`, `engine.args` and
`logging.properties` (both rewritten at every start), `engine.log` and `engine/` (the data).
"""

import atexit
import contextlib
import importlib.util
import json
import logging
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO, Self

if sys.platform != "win32":
    import fcntl

logger = logging.getLogger(__name__)

DATABASE = "evitrace"
USER = "root"
HOST = "127.0.0.1"

_STOP_TIMEOUT_S = 20.0
_LOG_LIMIT_BYTES = 5_000_000
_STABLE_AFTER_S = 60.0
_BACK_OFF_S = 0.25
_LONGEST_BACK_OFF_S = 10.0

_MAIN_CLASS = "com.arcadedb.server.ArcadeDBServer"
_LISTENING = re.compile(r"Listening for incoming BOLT connections on \S*:(\d+)")
_STARTED = "ArcadeDB Server started in"
# Without its main thread the engine may linger for ever, for example when its port was taken.
_BROKEN = 'Exception in thread "main"'
_STACK_FRAME = re.compile(r"\s+(at |\.\.\. \d+ more)")
_REQUIRED_JARS = ("arcadedb-engine-*.jar", "arcadedb-server-*.jar", "arcadedb-bolt-*.jar")

# The flags of the wheel's own launcher that the engine needs, and the ones that keep a sick Java
# process from lingering. Zone and language are fixed so that no query depends on the machine.
_JAVA_FLAGS = (
    "--add-modules=jdk.incubator.vector",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "-XX:+UseCompactObjectHeaders",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:+PerfDisableSharedMem",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF8",
    "-Duser.timezone=UTC",
    "-Dpolyglot.engine.WarnInterpreterOnly=false",
)

# Console only: the engine's own default also writes up to a gigabyte of log files.
_LOGGING = """\
handlers = java.util.logging.ConsoleHandler
.level = INFO
io.undertow.level = WARNING
org.xnio.level = WARNING
org.jboss.level = WARNING
java.util.logging.ConsoleHandler.level = INFO
java.util.logging.ConsoleHandler.formatter = com.arcadedb.log.LogFormatter
"""

# Runs between fork and exec in an interpreter of its own, because code in a forked copy of a
# threaded process is not safe. The kernel keeps the death signal across exec. The second check
# catches a parent that died before the first one.
_DIE_WITH_PARENT = """\
import ctypes, os, signal, sys
PR_SET_PDEATHSIG = 1
if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0) != 0:
    sys.exit("prctl: " + os.strerror(ctypes.get_errno()))
if os.getppid() != int(sys.argv[1]):
    sys.exit("the parent is gone")
os.execv(sys.argv[2], sys.argv[2:])
"""


class EmbeddedError(Exception):
    """The embedded database cannot do what was asked."""


class DataFolderInUse(EmbeddedError):
    """Another process, or another object of this one, owns the data folder."""


class EmbeddedStartError(EmbeddedError):
    """The engine could not be started; the message says why and shows its last log lines."""


class State(StrEnum):
    """Where a database is in its life."""

    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    RESTARTING = "restarting"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Address:
    """Everything a Bolt driver needs; the password never appears in its text."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str


class EmbeddedDatabase:
    """One ArcadeDB over one data folder, alive from `start` to `stop`.

    The child is restarted on the same port when it dies. After `max_rapid_deaths` deaths in a
    row, none of which lived for a minute, the state is `FAILED` and `failure` says why.
    """

    def __init__(
        self,
        folder: Path,
        *,
        heap: str = "1g",
        start_timeout_s: float = 60.0,
        max_rapid_deaths: int = 5,
    ) -> None:
        """Remember the settings; nothing is created or started yet."""
        if not re.fullmatch(r"\d+[kKmMgG]", heap):
            raise ValueError(f"heap is a number with k, m or g, such as 1g; it is {heap!r}")
        self._folder = _Folder(folder.expanduser().resolve())
        self._heap = heap
        self._start_timeout_s = start_timeout_s
        self._max_rapid_deaths = max_rapid_deaths
        self._lifecycle = threading.Lock()
        self._spawning = threading.Lock()
        self._stopping = threading.Event()
        self._settled = threading.Event()
        self._supervisor: threading.Thread | None = None
        self._child: _Child | None = None
        self._address: Address | None = None
        self._state = State.STOPPED
        self._failure: str | None = None

    @property
    def state(self) -> State:
        """Where the database is in its life."""
        return self._state

    @property
    def failure(self) -> str | None:
        """Why the last child ended without being asked to, or None."""
        return self._failure

    @property
    def pid(self) -> int | None:
        """The process id of the living child, or None."""
        child = self._child
        return child.process.pid if child is not None and child.running else None

    @property
    def alive(self) -> bool:
        """Whether the child runs and answers."""
        return self._state is State.RUNNING and self.pid is not None

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()

    def start(self) -> Address:
        """Own the folder, start the engine and return once the database answers over Bolt."""
        with self._lifecycle:
            if self._supervisor is None:
                self._begin()
            try:
                self._settled.wait()
            except BaseException:
                self._end()
                raise
            address, failure = self._address, self._failure
            stopped = self._stopping.is_set()
            if address is None or stopped or self._state is State.FAILED:
                self._end()
                why = None if stopped else failure
                raise EmbeddedStartError(why or "The engine was stopped while it started")
            return address

    def stop(self) -> None:
        """End the child, cleanly if it listens, and give the folder up; may be called twice."""
        # Before the lock is taken, so that a stop from another thread ends a slow start too.
        self._ask_to_stop()
        with self._lifecycle:
            self._end()

    def _begin(self) -> None:
        runtime = _Runtime.locate()
        try:
            self._folder.claim()
            self._folder.stop_orphan()
            password = self._folder.password()
        except OSError as error:
            self._folder.release()
            raise EmbeddedStartError(f"The data folder cannot be used: {error}") from error
        except BaseException:
            self._folder.release()
            raise
        self._stopping.clear()
        self._settled.clear()
        self._state, self._failure, self._address = State.STARTING, None, None
        self._supervisor = threading.Thread(
            target=self._supervise, args=(runtime, password), name="evitrace-engine", daemon=True
        )
        self._supervisor.start()
        atexit.register(self.stop)

    def _ask_to_stop(self) -> None:
        with self._spawning:
            self._stopping.set()
            if self._child is not None:
                self._child.process.terminate()

    def _end(self) -> None:
        if self._supervisor is None:
            return
        self._ask_to_stop()
        self._supervisor.join(_STOP_TIMEOUT_S)
        if self._supervisor.is_alive() and self._child is not None:
            logger.warning("The engine ignored SIGTERM for %s s and is killed", _STOP_TIMEOUT_S)
            self._child.process.kill()
            self._supervisor.join()
        self._supervisor = None
        self._folder.release()
        if self._state is not State.FAILED:
            self._state, self._failure = State.STOPPED, None
        atexit.unregister(self.stop)

    def _supervise(self, runtime: "_Runtime", password: str) -> None:
        # Every child is born in this one thread, which outlives it: Linux sends the death signal
        # when the *thread* that created the child ends, not when its process does.
        try:
            self._keep_alive(runtime, password)
        finally:
            if not self._stopping.is_set():
                self._state = State.FAILED
                logger.error("The engine is given up: %s", self._failure)
            self._settled.set()

    def _keep_alive(self, runtime: "_Runtime", password: str) -> None:
        """One child after the other, until it is to stop or is not worth another attempt."""
        rapid_deaths = 0
        while not self._stopping.is_set():
            born = time.monotonic()
            try:
                self._failure = self._live_once(runtime, password)
            except (EmbeddedError, OSError) as error:
                self._failure = str(error)
            stable = time.monotonic() - born >= _STABLE_AFTER_S
            rapid_deaths = 1 if stable else rapid_deaths + 1
            never_ran = self._address is None
            if self._stopping.is_set() or never_ran or rapid_deaths >= self._max_rapid_deaths:
                return
            self._state = State.RESTARTING
            logger.warning("The engine is started again: %s", self._failure)
            self._stopping.wait(min(_BACK_OFF_S * 2 ** (rapid_deaths - 1), _LONGEST_BACK_OFF_S))

    def _live_once(self, runtime: "_Runtime", password: str) -> str:
        """One life of the child, from birth to death; the answer says how it ended."""
        port = 0 if self._address is None else int(self._address.uri.rpartition(":")[2])
        arguments = _engine_arguments(runtime, self._folder, self._heap, password, port)
        with self._spawning:
            if self._stopping.is_set():
                return "stopped before it started"
            child = self._child = _Child(runtime, self._folder, arguments)
        try:
            self._folder.remember_child(child.process.pid)
            port = child.wait_ready(self._start_timeout_s)
            self._address = Address(f"bolt://{HOST}:{port}", USER, password, DATABASE)
            self._state = State.RUNNING
            logger.info("The engine answers on %s, process %s", self._address.uri, self.pid)
            self._settled.set()
            return child.wait_end()
        finally:
            child.reap()
            self._folder.forget_child()


class _Child:
    """One running engine, its output and the moment it was ready."""

    def __init__(self, runtime: "_Runtime", folder: "_Folder", arguments: str) -> None:
        folder.write_private(folder.args_file, arguments)
        folder.write_private(folder.logging_file, _LOGGING)
        self._log = folder.log_file
        self._tail: deque[str] = deque(maxlen=12)
        self._settled = threading.Event()
        self._port: int | None = None
        self._ready = False
        self.process = subprocess.Popen(  # noqa: S603  our own interpreter and the wheel's Java
            _command(runtime.java, folder),
            cwd=folder.engine,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            umask=0o077,
            # Ctrl-C in a terminal reaches the whole group; the parent decides when to stop.
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, name="evitrace-engine-log", daemon=True)
        self._reader.start()

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def wait_ready(self, timeout_s: float) -> int:
        """Wait until the database is open and Bolt answers; return the port."""
        deadline = time.monotonic() + timeout_s
        if not self._settled.wait(timeout_s):
            raise self._failed(f"The engine was not ready after {timeout_s} s")
        if not self._ready or self._port is None:
            raise self._failed("The engine could not start")
        while not _bolt_answers(self._port):
            if time.monotonic() > deadline or not self.running:
                raise self._failed(f"Bolt does not answer on port {self._port}")
            time.sleep(0.05)
        return self._port

    def wait_end(self) -> str:
        """Wait for the process to end and say how it did."""
        code = self.process.wait()
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        self._reader.join()
        return f"The engine ended by {how}{self._said()}"

    def reap(self) -> None:
        """Leave no process, no thread and no pipe behind."""
        if self.running:
            self.process.kill()
        self.process.wait()
        self._reader.join()

    def _failed(self, how: str) -> EmbeddedStartError:
        self.reap()  # so that its last words are complete
        return EmbeddedStartError(f"{how}{self._said()}")

    def _said(self) -> str:
        lines = "".join(f"\n  {line}" for line in self._tail)
        return f"; the end of {self._log}:{lines}" if lines else ""

    def _read(self) -> None:
        output = self.process.stdout
        if output is None:  # never: it was asked for as a pipe
            return
        try:
            with output, contextlib.closing(_BoundedLog(self._log)) as log:
                for line in iter(lambda: output.readline(65_536), b""):
                    log.write(line)
                    self._notice(line.decode(errors="replace").rstrip())
        finally:
            self._settled.set()

    def _notice(self, line: str) -> None:
        if line and not _STACK_FRAME.match(line):
            self._tail.append(line)
        if listening := _LISTENING.search(line):
            self._port = int(listening[1])
        # Bolt listens before the database is open, so the handshake alone would be too early.
        if _STARTED in line:
            self._ready = True
        if self._ready or _BROKEN in line:
            self._settled.set()


class _BoundedLog:
    """A log file that never grows over its limit; the part before stays as `.1`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = self._open()

    def write(self, data: bytes) -> None:
        # A full disk must not stop the reader: the engine would block on a full pipe.
        with contextlib.suppress(OSError):
            if self._file.tell() + len(data) > _LOG_LIMIT_BYTES:
                self._file.close()
                self._path.replace(self._path.with_name(f"{self._path.name}.1"))
                self._file = self._open()
            self._file.write(data)

    def close(self) -> None:
        self._file.close()

    def _open(self) -> IO[bytes]:
        return open(self._path, "ab", buffering=0, opener=_private)


@dataclass(frozen=True, slots=True)
class _Runtime:
    """Where the installed wheel keeps its engine and its Java."""

    java: Path
    jars: Path

    @classmethod
    def locate(cls) -> Self:
        """Find both, or say what is missing."""
        if sys.platform == "win32":
            raise EmbeddedStartError(
                "The embedded database needs Linux or macOS. Set EVITRACE_NEO4J_URI to use Neo4j."
            )
        # Found, not imported: importing it would load a Java bridge that is not used here.
        spec = importlib.util.find_spec("arcadedb_embedded")
        if spec is None or spec.origin is None:
            raise EmbeddedStartError(
                "The package arcadedb-embedded is not installed. "
                "Install it, or set EVITRACE_NEO4J_URI to use Neo4j."
            )
        package = Path(spec.origin).parent
        java, jars = package / "jre" / "bin" / "java", package / "jars"
        missing = [str(java)] if not os.access(java, os.X_OK) else []
        missing += [str(jars / name) for name in _REQUIRED_JARS if not any(jars.glob(name))]
        if missing:
            raise EmbeddedStartError(
                "The installed arcadedb-embedded does not have what is needed here: "
                f"{', '.join(missing)}. Install the version named in constraints.txt."
            )
        return cls(java, jars)


class _Folder:
    """The data folder: its files, its one owner and what the last owner left behind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = path / "engine"
        self.args_file = path / "engine.args"
        self.log_file = path / "engine.log"
        self.logging_file = path / "logging.properties"
        self._pid_file = path / "engine.pid"
        self._password_file = path / "password"
        self._lock: IO[str] | None = None

    def claim(self) -> None:
        """Become the one owner, or say who is; the kernel ends the claim with the process."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A mounted volume may belong to somebody else; everything inside is private anyway.
        with contextlib.suppress(PermissionError):
            self.path.chmod(0o700)
        self.engine.mkdir(mode=0o700, exist_ok=True)
        lock = open(self.path / "owner.lock", "a+", encoding="utf-8", opener=_private)  # noqa: SIM115
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with lock:
                raise DataFolderInUse(f"{self.path} is in use by {_holder(lock)}") from None
        lock.truncate(0)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        lock.write(json.dumps({"pid": os.getpid(), "since": started}))
        lock.flush()
        self._lock = lock

    def release(self) -> None:
        """Let the next owner in."""
        if self._lock is not None:
            self._lock.truncate(0)
            self._lock.close()
            self._lock = None

    def password(self) -> str:
        """The password of this folder, made at random the first time."""
        with contextlib.suppress(FileNotFoundError):
            return self._password_file.read_text(encoding="utf-8")
        password = secrets.token_urlsafe(32)
        fresh = self._password_file.with_name("password.new")
        self.write_private(fresh, password)
        fresh.replace(self._password_file)
        # The engine keeps the old password's hash here and makes the user anew without it.
        (self.engine / "config" / "server-users.jsonl").unlink(missing_ok=True)
        return password

    def write_private(self, path: Path, text: str) -> None:
        """Write a file that only its owner can read, whatever was there before."""
        path.unlink(missing_ok=True)
        with open(path, "w", encoding="utf-8", opener=_private) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())

    def remember_child(self, pid: int) -> None:
        """Note the child for the next owner, should this one die."""
        self.write_private(self._pid_file, str(pid))

    def forget_child(self) -> None:
        """The child is gone."""
        self._pid_file.unlink(missing_ok=True)

    def stop_orphan(self) -> None:
        """End a child that outlived the last owner of this folder."""
        try:
            pid = int(self._pid_file.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return
        for number, patience_s in ((signal.SIGTERM, _STOP_TIMEOUT_S), (signal.SIGKILL, 5.0)):
            deadline = time.monotonic() + patience_s
            while self._is_ours(pid):
                if time.monotonic() > deadline:
                    break
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)
                time.sleep(0.1)
        if self._is_ours(pid):
            raise EmbeddedStartError(f"Process {pid} still uses {self.path} and cannot be ended")
        self.forget_child()

    def _is_ours(self, pid: int) -> bool:
        # Process ids are reused: only the arguments file of this folder makes it our child.
        return f"@{self.args_file}" in _command_line(pid)


def _holder(lock: IO[str]) -> str:
    """Whom the lock file names; the holder may be about to write it."""
    lock.seek(0)
    try:
        entry = json.loads(lock.read())
    except ValueError:
        return "another process"
    return f"process {entry['pid']}, since {entry['since']}"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _command_line(pid: int) -> str:
    """The command line of a living process, empty when there is none."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError, PermissionError, UnicodeDecodeError):
            return ""
    listed = subprocess.run(  # noqa: S603
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)],
        capture_output=True,
        check=False,
        text=True,
    )
    return listed.stdout


def _command(java: Path, folder: _Folder) -> list[str]:
    engine = [str(java), f"@{folder.args_file}"]
    if sys.platform != "linux":
        # No death signal there: `stop_orphan` at the next start is the only net.
        return engine
    return [sys.executable, "-I", "-S", "-c", _DIE_WITH_PARENT, str(os.getpid()), *engine]


def _environment() -> dict[str, str]:
    """Nothing that could change how Java starts, such as JAVA_TOOL_OPTIONS."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8"}


def _engine_arguments(runtime: _Runtime, folder: _Folder, heap: str, password: str, port: int) -> str:
    """The text of Java's arguments file. Port 0 lets the engine take a free one by itself."""
    settings = {
        "server.mode": "production",
        "server.rootPath": folder.engine,
        "server.rootPassword": password,
        "server.defaultDatabases": f"{DATABASE}[{USER}]",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt.host": HOST,
        "bolt.port": port,
        "server.httpIncomingHost": HOST,
        "server.httpIncomingPort": 0,
        "txWalFlush": 2,
    }
    lines = [
        f"-Xmx{heap}",
        *_JAVA_FLAGS,
        f"-XX:ErrorFile={folder.path}/crash.log",
        f"-Djava.util.logging.config.file={folder.logging_file}",
        *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
        "-cp",
        f"{runtime.jars}/*",
        _MAIN_CLASS,
    ]
    return "".join(f"{_quoted(line)}\n" for line in lines)


def _quoted(argument: str) -> str:
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _bolt_answers(port: int) -> bool:
    """Whether a Bolt server on this machine agrees on a protocol version."""
    hello = bytes.fromhex("6060b017 00000405 00000004 00000000 00000000")
    try:
        with socket.create_connection((HOST, port), timeout=2.0) as connection:
            connection.sendall(hello)
            answer = connection.recv(4)
    except OSError:
        return False
    return any(answer)  # four zeros: no version in common
