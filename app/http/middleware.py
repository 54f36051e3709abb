"""Around every request: an id, and a bound on the body. Plain ASGI, so that bodies stream."""

from __future__ import annotations

import json
import re
import uuid
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.problems import MEDIA_TYPE, PROBLEMS, BodyTooLarge

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

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", []),
                    (b"x-request-id", request_id.encode()),
                ]
            await send(message)

        body = await self._body(headers, receive)
        if body is None:
            await self._refuse(scope, named, request_id)
            return
        await self.app(scope, _replay(body, receive), named)

    async def _body(self, headers: dict[bytes, str], receive: Receive) -> bytes | None:
        stated = headers.get(b"content-length", "0")
        if stated.isdigit() and int(stated) > self.max_body_bytes:
            return None
        parts: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return b"".join(parts)
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self.max_body_bytes:
                return None
            if not message.get("more_body", False):
                return b"".join(parts)

    async def _refuse(self, scope: Scope, send: Send, request_id: str) -> None:
        row = PROBLEMS[BodyTooLarge]
        body = {
            "type": row.type,
            "title": row.title,
            "status": row.status,
            "detail": f"The body is larger than {self.max_body_bytes} bytes (EVITRACE_MAX_BODY_BYTES); "
            "send it in parts.",
            "instance": scope["path"],
            "request_id": request_id,
            "errors": [],
        }
        headers = [(b"content-type", MEDIA_TYPE.encode()), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": row.status, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(body).encode()})


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
