"""The service inside the process of a command: uvicorn in a thread, from `with` to its end.

The database is opened here and not by uvicorn, so that what keeps it from opening arrives as the exception
that it is.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import resource
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType

import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.main import create_app
from app.settings import Settings

_GRACE_S = 10
_FILES = 65_536
_FIRST_REQUEST_S = 30
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


class _Impatient(H11Protocol):
    """Closes a connection on which no request arrives for a while: it holds a place that others need."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.loop.call_later(_FIRST_REQUEST_S, self._give_up)

    def _give_up(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


def _allow_many_connections() -> None:
    """Raise the limit of open files as far as the system lets; each connection is one."""
    with suppress(OSError, ValueError):
        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _FILES if most == resource.RLIM_INFINITY else min(_FILES, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(now, wanted), most))


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

    def stay(self, announce: Callable[[], None]) -> None:
        """Say that it is up, and wait until a signal comes, or it ends by itself, which it should not."""
        with suppress(KeyboardInterrupt):
            announce()
            while not self.ended.wait(3600):
                pass


@contextmanager
def serving(settings: Settings, host: str, port: int) -> Iterator[Service]:
    """Serve until the end of the `with`; port 0 takes a free one."""
    _allow_many_connections()
    listener = _listen(host, port)
    ready = threading.Event()
    service = Service(_url(host, listener.getsockname()[1]))
    app = create_app(settings, host)
    server = _Server(_configured(app), ready)

    def give_up(why: str) -> None:
        service.failure = CannotServe(f"The database died again and again, so the service ends. {why}")
        server.should_exit = True

    app.state.on_given_up = give_up

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


def _configured(app: FastAPI) -> uvicorn.Config:
    config = uvicorn.Config(
        app,
        http=_Impatient,
        lifespan="off",
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=_GRACE_S,
        timeout_keep_alive=_KEEP_ALIVE_S,
    )
    logging.getLogger("uvicorn.error").addFilter(_is_no_cancellation)
    return config


def _is_no_cancellation(record: logging.LogRecord) -> bool:
    """Leave out the traceback of a request that the end of the service cut short: nothing failed."""
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


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


def announce(url: str) -> None:
    """Say where the service listens; the first line of output, for people and for scripts."""
    print(  # noqa: T201 -- Rich would wrap it
        f"Evitrace listens on {url}  (API docs: {url}/docs)", flush=True
    )


class _Terminated(KeyboardInterrupt):
    """SIGTERM: the ordinary way to end a service, at whatever it is."""


@contextmanager
def until_told_to_stop() -> Iterator[None]:
    """Let SIGTERM end the block quietly; Ctrl-C as well where it waits, and by KeyboardInterrupt elsewhere.

    Both handlers are set here: a shell that starts a command in the background has it ignore SIGINT, and
    what is told to stop has to hear it.
    """
    signals = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: _terminate}
    before = {number: signal.signal(number, handler) for number, handler in signals.items()}
    try:
        yield
    except _Terminated:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise _Terminated
