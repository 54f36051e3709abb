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

import httpx

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
class Service:
    """A running service: how to ask it, and what it costs."""

    client: httpx.Client
    pid: int

    def cpu_seconds(self) -> float:
        """Return the processor time of service and children so far; 0 where the system does not say."""
        return round(sum(_cpu(pid) for pid in (self.pid, *_children(self.pid))), 2)


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
    with tempfile.TemporaryDirectory(prefix="evitrace-bench-") as folder, contextlib.ExitStack() as stack:
        settings = {"EVITRACE_DATA": str(Path(folder) / "data"), **_ROOM}
        if engine == "neo4j":
            settings |= stack.enter_context(_neo4j())
        yield stack.enter_context(_service(settings))


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


@contextlib.contextmanager
def _service(settings: Mapping[str, str]) -> Iterator[Service]:
    process = subprocess.Popen(
        [sys.executable, "-c", _SCRIPT],
        cwd=_ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        port = process.stdout.readline().strip() if process.stdout else ""
        if not port:
            raise ServiceFailed("the service ended before it listened; see its messages above")
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=7200, trust_env=False) as client:
            _await(client, process)
            yield Service(client, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(client: httpx.Client, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            if client.get("/readyz").status_code == 200:
                return
        time.sleep(0.1)
    raise ServiceFailed("the service did not become ready within two minutes")
