"""Around every request: an id, and a bound on the body. Plain ASGI, so that bodies stream."""

from __future__ import annotations

import asyncio
import re
import uuid
from typing import Final

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.callers import secured
from app.http.methods import as_read, without_host
from app.http.problems import RETRY_AFTER_S, BodyCutOff, BodyTooLarge, document, row_for
from graph.errors import EvitraceError, StoreUnavailable

_STOPPING: Final = (
    "The service is being stopped, and gave up what it was asked for; read before you repeat a change."
)
_LONGEST_PAUSE_S: Final = 30
_ID: Final = re.compile(r"^[A-Za-z0-9._-]{1,64}$")


class RequestFrame:
    """Gives each request an id (the caller's X-Request-ID when it is plain) and refuses large bodies."""

    def __init__(self, app: ASGIApp, max_body_bytes: int) -> None:
        """Wrap an application; the bound is in bytes."""
        self.app = app
        self.max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        given = headers.get(b"x-request-id", "")
        request_id = given if _ID.match(given) else uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id

        scope = as_read(scope)
        send = secured(scope["path"], send)

        started = False

        async def named(message: Message) -> None:
            nonlocal started
            without_host(message)
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [
                    *message.get("headers", []),
                    (b"x-request-id", request_id.encode()),
                ]
            await send(message)

        try:
            body = await self._body(headers, receive)
        except EvitraceError as error:
            answer = document(row_for(error), error.detail, Request(scope))
            answer.headers["Connection"] = "close"
            await answer(scope, receive, named)
            return
        try:
            await self.app(scope, _replay(body, receive), named)
        except asyncio.CancelledError:  # the service is told to stop, and does not wait any longer
            if not started:
                row = row_for(StoreUnavailable(""))
                answer = document(row, _STOPPING, Request(scope))
                answer.headers.update({"Connection": "close", "Retry-After": RETRY_AFTER_S})
                await answer(scope, receive, named)
            raise

    async def _body(self, headers: dict[bytes, str], receive: Receive) -> bytes:
        """Return the whole body; BodyTooLarge, or BodyCutOff where the connection ended before it did."""
        stated = headers.get(b"content-length", "")
        length = int(stated) if stated.isdigit() else None
        parts: list[bytes] = []
        size = 0
        more = True
        while more and max(size, length or 0) <= self.max_body_bytes:
            try:
                async with asyncio.timeout(_LONGEST_PAUSE_S):
                    message = await receive()
            except TimeoutError:
                why = f"Nothing came for {_LONGEST_PAUSE_S} s after {size} bytes of the body"
                raise BodyCutOff(f"{why}, before it was whole. Nothing was changed.") from None
            if message["type"] != "http.request":
                break
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            more = message.get("more_body", False)
        if max(size, length or 0) > self.max_body_bytes:
            why = f"The body is larger than {self.max_body_bytes} bytes (EVITRACE_MAX_BODY_BYTES)"
            raise BodyTooLarge(f"{why}; send it in parts.")
        if more or (length is not None and size != length):
            raise BodyCutOff(f"The body ended after {size} bytes, before it was whole. Nothing was changed.")
        return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
