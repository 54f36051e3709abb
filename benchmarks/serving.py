"""The real service as a process on a free port, on either engine; stopped by its id."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import httpx
import neo4j

from graph.database.embedded import Address, EmbeddedDatabase

_ROOT = Path(__file__).parents[1]
_ROOM = {"EVITRACE_MAX_BODY_BYTES": str(2**28), "EVITRACE_HEAP": "2g"}
_SCRIPT = """\
import socket
import uvicorn
from app.main import create_app
listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # asyncio: no delay
listening.bind(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
server = uvicorn.Server(uvicorn.Config(create_app(), log_level="error", access_log=False))
server.run(sockets=[listening])
"""


class ServiceFailed(Exception):
    """The service did not start."""


@dataclass(frozen=True, slots=True)
class Place:
    """A database of an engine in a folder of its own, and the settings by which the service finds it."""

    folder: Path
    settings: Mapping[str, str]

    @classmethod
    @contextlib.contextmanager
    def empty(cls, engine: str) -> Iterator[Self]:
        """Make an empty database of an engine; it is gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="evitrace-bench-") as folder, contextlib.ExitStack() as stack:
            data = Path(folder) / "data"
            settings = {"EVITRACE_DATA": str(data), **_ROOM}
            if engine == "neo4j":
                settings |= stack.enter_context(_neo4j())
            yield cls(data, settings)


class Service:
    """The service on a database: how to ask it, and what it costs. It can be started anew."""

    client: httpx.Client
    _process: subprocess.Popen[str]

    def __init__(self, place: Place) -> None:
        """Remember where; `start` starts."""
        self._place = place

    def start(self) -> None:
        """Start the process, and return when it is ready."""
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SCRIPT],
            cwd=_ROOT,
            env={**os.environ, **self._place.settings},
            stdout=subprocess.PIPE,
            text=True,
        )
        port = self._process.stdout.readline().strip() if self._process.stdout else ""
        if not port:
            raise ServiceFailed("the service ended before it listened; see its messages above")
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=7200, trust_env=False)
        _await(self.client, self._process)

    def stop(self) -> None:
        """Stop the process."""
        if hasattr(self, "client"):
            self.client.close()
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def cpu_seconds(self) -> float:
        """Return the processor time of service and children so far; 0 where the system does not say."""
        pid = self._process.pid
        return round(sum(_cpu(process) for process in (pid, *_children(pid))), 2)


def _children(parent: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent:
                found.append(int(folder.name))
    return found


def _cpu(pid: int) -> float:
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


@contextlib.contextmanager
def running(engine: str) -> Iterator[Service]:
    """Run the service on an empty database of an engine."""
    with Place.empty(engine) as place, serving(place) as service:
        yield service


@contextlib.contextmanager
def serving(place: Place) -> Iterator[Service]:
    """Run the service on a database."""
    service = Service(place)
    try:
        service.start()
        yield service
    finally:
        service.stop()


@contextlib.contextmanager
def opened(place: Place) -> Iterator[tuple[neo4j.Driver, Address]]:
    """Open a database that no service runs on, with the bare driver."""
    with contextlib.ExitStack() as stack:
        if "EVITRACE_NEO4J_URI" in place.settings:
            values = (
                place.settings[f"EVITRACE_NEO4J_{name}"] for name in ("URI", "USER", "PASSWORD", "DATABASE")
            )
            address = Address(*values)
        else:
            database = EmbeddedDatabase(place.folder, heap=place.settings["EVITRACE_HEAP"])
            stack.callback(database.stop)
            address = database.start()
        login = (address.user, address.password)
        yield stack.enter_context(neo4j.GraphDatabase.driver(address.uri, auth=login)), address


@contextlib.contextmanager
def _neo4j() -> Iterator[Mapping[str, str]]:
    from api_tests.databases.neo4j_server import neo4j_server  # noqa: PLC0415 -- wants Java or Docker

    with neo4j_server() as server:
        yield {
            "EVITRACE_NEO4J_URI": server.uri,
            "EVITRACE_NEO4J_USER": server.user,
            "EVITRACE_NEO4J_PASSWORD": server.password,
            "EVITRACE_NEO4J_DATABASE": server.database,
        }


def _await(client: httpx.Client, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            if client.get("/readyz").status_code == 200:
                return
        time.sleep(0.1)
    raise ServiceFailed("the service did not become ready within two minutes")
