"""Query parameters: one that an operation does not know is refused, never ignored.

An `as_of`, a `device` or a misspelt filter that is left unread gives a true answer to another question.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from fastapi import FastAPI, Request

from graph.errors import Fault, InvalidContent

Known = Mapping[str, bool]
"""The parameters of an operation by name, and whether each may be repeated."""


def refuse_unknown(request: Request) -> None:
    """Refuse a parameter that the operation does not take, or a second value where it takes one."""
    if not request.query_params:
        return
    operation = request.scope["route"].operation_id
    known = _known(request.app)[operation]
    faults = []
    for name in dict.fromkeys(request.query_params):
        if name not in known:
            faults.append(Fault(f"/query/{name}", "there is no such parameter here"))
        elif not known[name] and len(request.query_params.getlist(name)) > 1:
            faults.append(Fault(f"/query/{name}", "it is given more than once"))
    if faults:
        named = ", ".join(fault.pointer.removeprefix("/query/") for fault in faults)
        taken = ", ".join(sorted(known)) or "no parameters"
        message = f"{operation} cannot answer with {named} as sent; it takes {taken}."
        raise InvalidContent(message, faults=faults)


def _known(app: FastAPI) -> Mapping[str, Known]:
    """Return for each operation what the API document says that it takes."""
    found = getattr(app.state, "parameters", None)
    if found is None:
        operations = [one for methods in app.openapi()["paths"].values() for one in methods.values()]
        found = app.state.parameters = {one["operationId"]: _taken(one) for one in operations}
    return cast("Mapping[str, Known]", found)


def _taken(operation: Mapping[str, Any]) -> Known:
    asked = [entry for entry in operation.get("parameters", ()) if entry["in"] == "query"]
    return {entry["name"]: _many(entry["schema"]) for entry in asked}


def _many(schema: Mapping[str, Any]) -> bool:
    return any(part.get("type") == "array" for part in (schema, *schema.get("anyOf", ())))
