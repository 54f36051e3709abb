"""What may be done at a path: `Allow`, and HEAD wherever there is GET (RFC 9110, 9.3.2 and 10.2.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope

_PARAMETER: Final = re.compile(r"\\\{\w+\\\}")


def allowed(app: FastAPI, path: str) -> Sequence[str]:
    """Return the methods that some operation has at a path; none where there is nothing."""
    for within in ("[^/]+", ".+"):  # only where nothing else fits, a parameter that may hold slashes
        fitting = {
            template: {method.upper() for method in operations}
            for template, operations in app.openapi()["paths"].items()
            if re.fullmatch(_PARAMETER.sub(within, re.escape(template)), path)
        }
        if fitting:
            methods = fitting[max(fitting, key=len)]
            return sorted(methods | ({"HEAD"} if "GET" in methods else set()))
    return []


def as_read(scope: Scope) -> Scope:
    """Return a request for the head of an answer as one for the answer; the server leaves the body out."""
    return {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope


def without_host(message: Message) -> None:
    """Let a redirect lead to a path: behind a proxy the service does not know by which name it was called."""
    if message["type"] == "http.response.start" and message["status"] == 307:  # noqa: PLR2004 -- HTTP's own
        headers = MutableHeaders(scope=message)
        parts = urlsplit(headers.get("location", ""))
        headers["location"] = parts.path + (f"?{parts.query}" if parts.query else "")
