"""The supervision: a child is started, watched, started again when it dies, and stopped."""

import atexit
import contextlib
import logging
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from graph.database.embedded.child import Child
from graph.database.embedded.engine import DATABASE, HOST, USER, Runtime, engine_arguments
from graph.database.embedded.errors import EmbeddedError, EmbeddedStartError
from graph.database.embedded.folder import STOP_TIMEOUT_S, Folder

logger = logging.getLogger(__name__)

_STABLE_AFTER_S = 60.0
_BACK_OFF_S = 0.25
_LONGEST_BACK_OFF_S = 10.0


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
    row, none of which lived for a minute, the state is `FAILED` and `failure` says why. `java_flags` are said
    to Java after those that the engine needs.
    """

    def __init__(
        self,
        folder: Path,
        *,
        heap: str = "1g",
        java_flags: Sequence[str] = (),
        start_timeout_s: float = 60.0,
        max_rapid_deaths: int = 5,
    ) -> None:
        """Remember the settings; nothing is created or started yet."""
        if not re.fullmatch(r"\d+[kKmMgG]", heap):
            raise ValueError(f"heap is a number with k, m or g, such as 1g; it is {heap!r}")
        self._folder = Folder(folder.expanduser().resolve())
        self._java_options = (f"-Xmx{heap}", *java_flags)
        self._start_timeout_s = start_timeout_s
        self._max_rapid_deaths = max_rapid_deaths
        self.on_given_up: Callable[[str], None] = lambda _why: None
        """Told why, from another thread, when the engine is not started again any more."""
        self._lifecycle = threading.Lock()
        self._spawning = threading.Lock()
        self._stopping = threading.Event()
        self._settled = threading.Event()
        self._supervisor: threading.Thread | None = None
        self._child: Child | None = None
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
        runtime = Runtime.locate()
        try:
            self._folder.claim()
            self._folder.stop_orphan()
            self._folder.must_be_whole()
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
        ran_well = self.alive
        self._ask_to_stop()
        self._supervisor.join(STOP_TIMEOUT_S)
        if self._supervisor.is_alive() and self._child is not None:
            ran_well = False
            logger.warning("The engine ignored SIGTERM for %s s and is killed", STOP_TIMEOUT_S)
            self._child.process.kill()
            self._supervisor.join()
        self._supervisor = None
        if ran_well:
            with contextlib.suppress(OSError):  # a full disk; then it is opened as after a crash
                self._folder.note_stopped()
        self._folder.release()
        if self._state is not State.FAILED:
            self._state, self._failure = State.STOPPED, None
        atexit.unregister(self.stop)

    def _supervise(self, runtime: Runtime, password: str) -> None:
        # Every child is born in this one thread, which outlives it: Linux sends the death signal
        # when the *thread* that created the child ends, not when its process does.
        try:
            self._keep_alive(runtime, password)
        finally:
            if not self._stopping.is_set():
                self._state = State.FAILED
                logger.error("The engine is given up: %s", self._failure)
                if self._address is not None:  # else whoever started it is told
                    self.on_given_up(self._failure or "")
            self._settled.set()

    def _keep_alive(self, runtime: Runtime, password: str) -> None:
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

    def _live_once(self, runtime: Runtime, password: str) -> str:
        """One life of the child, from birth to death; the answer says how it ended."""
        port = 0 if self._address is None else int(self._address.uri.rpartition(":")[2])
        arguments = engine_arguments(runtime, self._folder, self._java_options, password, port)
        with self._spawning:
            if self._stopping.is_set():
                return "stopped before it started"
            child = self._child = Child(runtime, self._folder, arguments)
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
