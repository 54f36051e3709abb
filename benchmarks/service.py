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
from pathlib import Path

import httpx

_ROOT = Path(__file__).parents[1]
_SCRIPT = """\
import socket
import uvicorn
from app.main import create_app
listening = socket.socket()
listening.bind(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
server = uvicorn.Server(uvicorn.Config(create_app(), log_level="error", access_log=False))
server.run(sockets=[listening])
"""


class ServiceFailed(Exception):
    """The service did not start."""


@contextlib.contextmanager
def running(engine: str) -> Iterator[httpx.Client]:
    """Run the service on an empty database of an engine; gives a client of it."""
    with tempfile.TemporaryDirectory(prefix="evitrace-bench-") as folder, contextlib.ExitStack() as stack:
        settings = {"EVITRACE_DATA": str(Path(folder) / "data"), "EVITRACE_MAX_BODY_BYTES": str(2**28)}
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
def _service(settings: Mapping[str, str]) -> Iterator[httpx.Client]:
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
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=600) as client:
            _await(client, process)
            yield client
    finally:
        process.send_signal(signal.SIGINT)
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
