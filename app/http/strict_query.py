"""Query parameters: one that an operation does not know is refused, and no value is taken for another.

An `as_of`, a `device` or a misspelt filter that is left unread gives a true answer to another question;
so does `1_000` that is read as 1000, or `yes` as true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from graph.errors import Fault, InvalidContent

_WRITTEN: Final = {
    "integer": (re.compile(r"-?(0|[1-9][0-9]*)"), "a whole number is written in digits, such as 100"),
    "boolean": (re.compile(r"true|false"), "it is true or false"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an operation takes under one name: values of which types, and whether more than one."""

    types: frozenset[str]
    repeatable: bool


Parameters = Mapping[str, Parameter]


def refuse_unknown(request: Request) -> None:
    """Refuse a parameter that the operation does not take, a second value, or one written otherwise."""
    if not request.query_params:
        return
    route: APIRoute = request.scope["route"]
    operation, known = route.operation_id, _known(request.app, route)
    faults = list(_faults(request, known))
    if faults:
        names = ", ".join(fault.pointer.removeprefix("/query/") for fault in faults)
        taken = ", ".join(sorted(known)) or "no parameters"
        message = f"{operation} cannot answer with {names} as sent; it takes {taken}."
        raise InvalidContent(message, faults=faults)


def _faults(request: Request, known: Parameters) -> Iterator[Fault]:
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


def _known(app: FastAPI, route: APIRoute) -> Parameters:
    """Return what the API document says that an operation takes.

    That of this route alone is drawn up: the whole document takes seconds, and the first caller would wait.
    """
    known: dict[str | None, Parameters] = app.state.parameters
    if route.operation_id not in known:
        known[route.operation_id] = parameters_of(route)
    return known[route.operation_id]


def parameters_of(route: APIRoute) -> Parameters:
    """Return the query parameters of a route by name."""
    document = get_openapi(title="", version="", routes=[route])
    (operation,) = (one for methods in document["paths"].values() for one in methods.values())
    return _taken(operation)


def _taken(operation: Mapping[str, Any]) -> Parameters:
    entries = [entry for entry in operation.get("parameters", ()) if entry["in"] == "query"]
    return {entry["name"]: _parameter(entry["schema"]) for entry in entries}


def _parameter(schema: Mapping[str, Any]) -> Parameter:
    types = {part.get("type") for part in (schema, *schema.get("anyOf", ()))} - {None, "null"}
    return Parameter(frozenset(types), "array" in types)
