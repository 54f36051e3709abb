"""The data folder: who owns it, its password, and the child that a dead owner left behind.

The folder holds `owner.lock` (who uses it), `password`, `engine.pid`, `engine.args` and
`logging.properties` (both rewritten at every start), `engine.log` and `engine/` (the data). One folder
has one owner, so that two engines never write the same data.
"""

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from graph.database.embedded import wholeness
from graph.database.embedded.errors import DataFolderInUse, EmbeddedStartError

if sys.platform != "win32":
    import fcntl

# How long an engine may take to close its data before it is killed.
STOP_TIMEOUT_S = 20.0


class Folder:
    """The data folder: its files, its one owner and what the last owner left behind."""

    def __init__(self, path: Path) -> None:
        """Name the files; nothing is created yet."""
        self.path = path
        self.engine = path / "engine"
        self._databases = self.engine / "databases"
        self.args_file = path / "engine.args"
        self.log_file = path / "engine.log"
        self.logging_file = path / "logging.properties"
        self._pid_file = path / "engine.pid"
        self._password_file = path / "password"
        self._lock: IO[str] | None = None
        self._claim: int | None = None

    def claim(self) -> None:
        """Become the one owner, or say who is; the kernel ends the claim with the process."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A mounted volume may belong to somebody else; everything inside is private anyway.
        with contextlib.suppress(PermissionError):
            self.path.chmod(0o700)
        self.engine.mkdir(mode=0o700, exist_ok=True)
        # The claim is on the folder itself: a lock file may be removed while its owner lives.
        claim = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        lock = open(self.path / "owner.lock", "a+", encoding="utf-8", opener=owner_only)  # noqa: SIM115
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(claim)
            with lock:
                raise DataFolderInUse(f"{self.path} is in use by {_holder(lock)}") from None
        lock.truncate(0)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        lock.write(json.dumps({"pid": os.getpid(), "since": started}))
        lock.flush()
        self._lock, self._claim = lock, claim

    def must_be_whole(self) -> None:
        """Refuse a folder that is not as its owner left it; from now on this one writes to it."""
        wholeness.must_be_whole(self.path, self._databases)
        wholeness.note_running(self.path)

    def note_stopped(self) -> None:
        """Write down what is left when the engine has ended well."""
        wholeness.note_stopped(self.path, self._databases)

    def release(self) -> None:
        """Let the next owner in."""
        if self._lock is not None:
            self._lock.truncate(0)
            self._lock.close()
            self._lock = None
        if self._claim is not None:
            os.close(self._claim)
            self._claim = None

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
        with open(path, "w", encoding="utf-8", opener=owner_only) as file:
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
        for number, patience_s in ((signal.SIGTERM, STOP_TIMEOUT_S), (signal.SIGKILL, 5.0)):
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


def owner_only(path: str, flags: int) -> int:
    """Open a file, made anew, for its owner alone; to be given as `opener`."""
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
