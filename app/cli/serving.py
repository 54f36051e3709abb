"""The service inside the process of a command: uvicorn in a thread, from `with` to its end.

The database is opened here and not by uvicorn, so that what keeps it from opening arrives as the exception
that it is.
"""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from pydantic import ValidationError

from app.main import create_app
from app.settings import Settings

_GRACE_S = 10
_KEEP_ALIVE_S = 75  # longer than clients keep idle connections, so that none is closed as it is reused


class CannotServe(Exception):
    """The service cannot be started as asked; the text says why."""


class BadSettings(Exception):
    """A setting does not fit; the text names it."""


def settings_with(**chosen: object) -> Settings:
    """Read the settings; what was chosen on the command line comes before the environment."""
    given = {name: value for name, value in chosen.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        faults = [f"EVITRACE_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
        raise BadSettings("; ".join(faults)) from None


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: threading.Event) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready.set()


@dataclass(slots=True)
class Service:
    """A running service."""

    url: str
    ended: threading.Event = field(default_factory=threading.Event)
    failure: BaseException | None = None

    def wait(self) -> None:
        """Wait until the service ends by itself, which it should not; a signal gets through."""
        while not self.ended.wait(3600):
            pass


@contextmanager
def serving(settings: Settings, host: str, port: int) -> Iterator[Service]:
    """Serve until the end of the `with`; port 0 takes a free one."""
    listener = _listen(host, port)
    ready = threading.Event()
    service = Service(_url(host, listener.getsockname()[1]))
    app = create_app(settings, host)
    config = uvicorn.Config(
        app,
        lifespan="off",
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=_GRACE_S,
        timeout_keep_alive=_KEEP_ALIVE_S,
    )
    server = _Server(config, ready)

    async def run() -> None:
        async with app.router.lifespan_context(app):
            await server.serve(sockets=[listener])

    def work() -> None:
        try:
            asyncio.run(run())
        except BaseException as error:  # noqa: BLE001 -- raised again in the thread that waits for it
            service.failure = error
        finally:
            listener.close()
            service.ended.set()
            ready.set()

    thread = threading.Thread(target=work, name="evitrace-service", daemon=True)
    thread.start()
    try:
        ready.wait()
        if service.failure is None:
            yield service
    finally:
        server.should_exit = True
        thread.join()
    if service.failure is not None:
        raise service.failure


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
        # Only where a socket names its protocol does asyncio send answers without Nagle's 40 ms of delay.
        return socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=listener.detach())
    except (OSError, OverflowError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        why = "is taken; choose another --port, or 0 for a free one" if taken else f"cannot be used: {error}"
        raise CannotServe(f"Port {port} of {host} {why}.") from None


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def announce(service: Service) -> None:
    """Say where the service listens; the first line of output, for people and for scripts."""
    print(  # noqa: T201 -- Rich would wrap it
        f"Evitrace listens on {service.url}  (API docs: {service.url}/docs)", flush=True
    )


@contextmanager
def until_told_to_stop() -> Iterator[None]:
    """Let SIGTERM end the block just as Ctrl-C does: quietly."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
