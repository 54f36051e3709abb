"""Parameters: one that an operation does not know is refused, and no value is taken for another.

An `as_of`, a `device` or a misspelt filter that is left unread gives a true answer to another question;
so does `1_000` that is read as 1000, or `yes` as true. A precondition that a write leaves unread is broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from app.http.problems import BadRequest
from graph.errors import Fault, InvalidContent

_WRITTEN: Final = {
    "integer": (re.compile(r"-?(0|[1-9][0-9]*)"), "a whole number is written in digits, such as 100"),
    "boolean": (re.compile(r"true|false"), "it is true or false"),
}


_SINGLE: Final = ("Evitrace-Actor", "Evitrace-At-Least", "Content-Type")
_PRECONDITIONS: Final = ("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an operation takes under one name: values of which types, and whether more than one."""

    types: frozenset[str]
    repeatable: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What an operation takes: query parameters, and names of headers."""

    query: Mapping[str, Parameter]
    headers: frozenset[str]


def refuse_unknown(request: Request) -> None:
    """Refuse a parameter that the operation does not take, a second value, or one written otherwise."""
    _refuse_unread_preconditions(request)
    _refuse_two_values(request)
    if not request.query_params:
        return
    route: APIRoute = request.scope["route"]
    operation, known = route.operation_id, _known(request.app, route).query
    faults = list(_faults(request, known))
    if faults:
        names = ", ".join(fault.pointer.removeprefix("/query/") for fault in faults)
        taken = ", ".join(sorted(known)) or "no parameters"
        message = f"{operation} cannot answer with {names} as sent; it takes {taken}."
        raise InvalidContent(message, faults=faults)


def _refuse_unread_preconditions(request: Request) -> None:
    if request.method in ("GET", "HEAD"):
        return
    sent = [name for name in _PRECONDITIONS if name in request.headers]
    if not sent:
        return
    taken = _known(request.app, request.scope["route"]).headers
    for name in sent:
        if name not in taken:
            message = f"This operation holds no {name}, so that it would be left unread. Leave it out."
            raise BadRequest(message, faults=[Fault(f"/header/{name}", message)])


def _refuse_two_values(request: Request) -> None:
    """Refuse a header that says one thing and comes twice, as where a proxy adds to what a caller sent."""
    for name in _SINGLE:
        if len(request.headers.getlist(name)) > 1:
            message = f"{name} is given more than once, and which one counts is not defined. Send it once."
            raise BadRequest(message, faults=[Fault(f"/header/{name}", message)])


def _faults(request: Request, known: Mapping[str, Parameter]) -> Iterator[Fault]:
    for name in dict.fromkeys(request.query_params):
        values = request.query_params.getlist(name)
        if name not in known:
            yield Fault(f"/query/{name}", "there is no such parameter here")
        elif not known[name].repeatable and len(values) > 1:
            yield Fault(f"/query/{name}", "it is given more than once")
        else:
            for kind, (form, message) in _WRITTEN.items():
                if known[name].types == {kind} and not all(map(form.fullmatch, values)):
                    yield Fault(f"/query/{name}", message)


def _known(app: FastAPI, route: APIRoute) -> Taken:
    """Return what the API document says that an operation takes.

    That of this route alone is drawn up: the whole document takes seconds, and the first caller would wait.
    """
    known: dict[str | None, Taken] = app.state.parameters
    if route.operation_id not in known:
        known[route.operation_id] = parameters_of(route)
    return known[route.operation_id]


def parameters_of(route: APIRoute) -> Taken:
    """Return what a route takes: query parameters by name, and names of headers."""
    document = get_openapi(title="", version="", routes=[route])
    (operation,) = (one for methods in document["paths"].values() for one in methods.values())
    return _taken(operation)


def _taken(operation: Mapping[str, Any]) -> Taken:
    entries = operation.get("parameters", ())
    query = {entry["name"]: _parameter(entry["schema"]) for entry in entries if entry["in"] == "query"}
    return Taken(query, frozenset(entry["name"] for entry in entries if entry["in"] == "header"))


def _parameter(schema: Mapping[str, Any]) -> Parameter:
    types = {part.get("type") for part in (schema, *schema.get("anyOf", ()))} - {None, "null"}
    return Parameter(frozenset(types), "array" in types)
