"""Who may call: no page of another site in a user's browser writes here, or reads under a name of its own.

There is no sign-in, so the browser's own rules are what keeps other sites out. A form, or a script without
permission, can send only what HTML forms can send (Fetch standard, "CORS-safelisted"), and a write has to
carry more. A name that was made to lead here (DNS rebinding) shows in the `Host` that the browser sends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.media_type import media_type
from app.http.problems import CrossSite, WrongContentType, WrongHost, row_for
from app.http.problems import document as problem
from graph.errors import EvitraceError

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST: Final = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\s/@:\[\]?#]+))(?::[0-9]*)?")
_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS: Final = frozenset({"", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"})
_NOT_OF_A_FORM: Final = ("evitrace-actor", "if-match", "if-none-match", "x-request-id")
_NOTHING: Final = "default-src 'none'; frame-ancestors 'none'"
_OWN: Final = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; font-src 'self'; worker-src blob:; frame-ancestors 'none'"
)
_PAGES: Final = ("/docs", "/redoc", "/static-offline-docs")
_ON_EVERY_ANSWER: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Callers:
    """Refuses hosts that the service was not given, other sites, and writes that a form could send."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        """Wrap an application; `hosts` are the names, without port, under which it may be called."""
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        try:
            self._check(request)
        except EvitraceError as error:
            answer = problem(row_for(error), error.detail, request)
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _check(self, request: Request) -> None:
        host = request.headers.get("host", "")
        if _name(host) not in self.hosts:
            message = (
                f"This service is not called {_name(host)!r} but {', '.join(sorted(self.hosts))}. To call it "
                "by another name, start it with that name in EVITRACE_HOSTS."
            )
            raise WrongHost(message)
        if request.method in _READS:
            return
        origin = request.headers.get("origin")
        if origin is not None and not _is_of(origin, host):
            message = (
                f"A page of {origin} may not write here; call the service from a tool, or from its own pages."
            )
            raise CrossSite(message)
        coding = request.headers.get("content-encoding", "").strip().lower()
        if coding not in ("", "identity"):
            message = f"Bodies are read as they are, and not from {coding}; send it without Content-Encoding."
            raise WrongContentType(message)
        if request.method != "POST":
            return  # no form and no script without permission sends another
        sent = media_type(request.headers.get("content-type"))
        if sent in _FORMS and not any(name in request.headers for name in _NOT_OF_A_FORM):
            message = (
                f"A write is application/json (a load also application/x-ndjson), not "
                f"{sent or 'without a content type'}, as any page could send it; where there is no body, "
                "send the header Evitrace-Actor."
            )
            raise WrongContentType(message)


def _name(host: str) -> str:
    """Return the name in a `Host` header: without its port, an IPv6 address without brackets; '' for none."""
    match = _HOST.fullmatch(host)
    return (match[1] or match[2]).lower() if match else ""


def _is_of(origin: str, host: str) -> bool:
    """Whether a page comes from the name and port under which it calls."""
    scheme, _, name = origin.partition("://")
    return scheme.lower() in ("http", "https") and name.lower() == host.lower()


def names_of(listed: str, address: str) -> frozenset[str]:
    """Return the names under which the service may be called: loopback, where it listens, those listed."""
    more = {name.strip().lower().strip("[]") for name in listed.split(",")}
    return LOOPBACK | ({address.lower(), *more} - {""})


def secured(path: str, send: Send) -> Send:
    """Return a `send` that puts the headers on an answer which tell a browser to keep it to itself."""
    policy = _OWN if path.startswith(_PAGES) else _NOTHING

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_ON_EVERY_ANSWER)
            headers["Content-Security-Policy"] = policy
        await send(message)

    return with_headers
