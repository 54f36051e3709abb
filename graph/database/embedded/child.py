"""One running engine: its process, what it prints, and the moment it is ready.

A child is born once and dies once; whether another one follows is for `database` to say.
"""

import contextlib
import re
import signal
import socket
import subprocess
import threading
import time
from collections import deque
from pathlib import Path
from typing import IO

from graph.database.embedded.engine import HOST, LOGGING, Runtime, command, environment
from graph.database.embedded.errors import EmbeddedStartError
from graph.database.embedded.folder import Folder, owner_only

_LOG_LIMIT_BYTES = 5_000_000
_LISTENING = re.compile(r"Listening for incoming BOLT connections on \S*:(\d+)")
_STARTED = "ArcadeDB Server started in"
# Without its main thread the engine may linger for ever, for example when its port was taken.
_BROKEN = 'Exception in thread "main"'
_DISK_FAULT = re.compile(
    r"(Caused by: )?(com\.arcadedb\.engine\.WALException: "
    r"|java\.io\.IOException: (No space left|Disk quota|Input/output error|File too large))"
)
_STACK_FRAME = re.compile(r"\s+(at |\.\.\. \d+ more)")


class Child:
    """One running engine, its output and the moment it was ready."""

    def __init__(self, runtime: Runtime, folder: Folder, arguments: str) -> None:
        """Start the process and read what it prints."""
        folder.write_private(folder.args_file, arguments)
        folder.write_private(folder.logging_file, LOGGING)
        self._log = folder.log_file
        self._tail: deque[str] = deque(maxlen=12)
        self._settled = threading.Event()
        self._port: int | None = None
        self._ready = False
        self.process = subprocess.Popen(  # noqa: S603  our own interpreter and the wheel's Java
            command(runtime.java, folder),
            cwd=folder.engine,
            env=environment(),
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
        """Whether the process lives."""
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
        return f"The engine ended by {how}{self._last_words()}"

    def reap(self) -> None:
        """Leave no process, no thread and no pipe behind."""
        if self.running:
            self.process.kill()
        self.process.wait()
        self._reader.join()

    def _failed(self, how: str) -> EmbeddedStartError:
        self.reap()  # so that its last words are complete
        return EmbeddedStartError(f"{how}{self._last_words()}")

    def _last_words(self) -> str:
        lines = "".join(f"\n  {line}" for line in self._tail)
        return f"; the end of {self._log}:{lines}" if lines else ""

    def _read(self) -> None:
        output = self.process.stdout
        if output is None:  # never: it was asked for as a pipe
            return
        try:
            with output, contextlib.closing(BoundedLog(self._log)) as log:
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
        if _DISK_FAULT.match(line):
            # Its log of changes may end in the half of an entry, and what it would write behind that would be
            # lost in a crash. Ended now, it is opened without the half, and what was acknowledged is there.
            self.process.kill()


class BoundedLog:
    """A log file that never grows over its limit; the part before stays as `.1`."""

    def __init__(self, path: Path) -> None:
        """Open it to append."""
        self._path = path
        self._file = self._open()

    def write(self, data: bytes) -> None:
        """Append, after a change of files if it would grow over its limit."""
        # A full disk must not stop the reader: the engine would block on a full pipe.
        with contextlib.suppress(OSError):
            if self._file.tell() + len(data) > _LOG_LIMIT_BYTES:
                self._file.close()
                self._path.replace(self._path.with_name(f"{self._path.name}.1"))
                self._file = self._open()
            self._file.write(data)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _open(self) -> IO[bytes]:
        return open(self._path, "ab", buffering=0, opener=owner_only)


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
