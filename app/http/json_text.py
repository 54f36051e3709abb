"""JSON as it is read here: where a text has two meanings it is refused, and none is chosen in silence."""

from __future__ import annotations

import json
from typing import Any

from fastapi import Request

from app.http.media_type import is_json
from app.http.problems import BadRequest


def parse(text: bytes, what: str = "The body") -> Any:
    """Return the value of a JSON text; BadRequest, about `what`, where it has no single meaning.

    A member that an object names twice is refused: which one counts is not defined (RFC 8259, section 4).
    """
    try:
        return json.loads(text, object_pairs_hook=_members)
    except RecursionError:
        message = f"{what} is JSON that is nested too deeply to be read."
    except ValueError as error:
        message = f"{what} is not JSON that can be read: {error}."
    raise BadRequest(message)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        message = f"an object names the member {twice!r} twice, and which of the two counts is not defined"
        raise ValueError(message)
    return members


async def refuse_ambiguous(request: Request) -> None:
    """Refuse a JSON body that names a member twice; every operation that takes one depends on it."""
    if is_json(request.headers.get("content-type")) and await request.body():
        await value_of(request)


async def value_of(request: Request) -> Any:
    """Return the value of a JSON body, which is read once however often it is asked for."""
    if not hasattr(request.state, "value"):
        request.state.value = parse(await request.body())
    return request.state.value
