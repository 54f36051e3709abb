"""Bodies are read beside the event loop: whoever asks for something small does not wait for a long body."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

from app.http.json_text import parse
from app.http.media_type import is_json

_AT_ONCE: Final = 16 * 1024  # bytes that are read sooner than handed over


class Router(APIRouter):
    """A router whose operations get their JSON body read strictly, and beside the loop where it is long."""

    def __init__(self, tag: str) -> None:
        """Make a router for the operations under one tag."""
        super().__init__(tags=[tag], route_class=_Route)


class _Route(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answered = super().get_route_handler()

        async def answer(request: Request) -> Response:
            read = _ReadRequest(request.scope, request.receive)
            await read.value()
            return await answered(read)

        return answer


class _ReadRequest(Request):
    """A request whose JSON body is read once."""

    _value: Any = None

    async def value(self) -> None:
        """Read the body, if it is JSON."""
        body = await self.body()
        if body and is_json(self.headers.get("content-type")):
            self._value = parse(body) if len(body) <= _AT_ONCE else await asyncio.to_thread(parse, body)

    async def json(self) -> Any:
        """Return the value of the body."""
        return self._value
