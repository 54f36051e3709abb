"""The document of the API, made whole: what an operation can refuse, its headers, its summary, its examples.

A route names what its work can refuse (`responses=refusals(...)`). What every operation can refuse
follows from what it takes: where there is an `as_of`, a moment may be named that never was; where there is a
body, one may be sent that cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from app.http import problems
from app.http.deps import REQUIRED
from app.http.problems import PROBLEMS, Row
from app.schemas.examples import EXAMPLES
from graph import errors
from graph.errors import EvitraceError

Json = dict[str, Any]

WRITING: Final = (
    errors.KeyTaken,
    errors.OtherSource,
    errors.TypeChanged,
    errors.UnknownReference,
    errors.WrongEnd,
    errors.WrongState,
    errors.StaysWithdrawn,
    errors.CircularSupport,
    errors.EditorialRefused,
    errors.RuleNotFound,
    errors.NotJustifiable,
    errors.TooLarge,
)
"""What the write of an item can be refused for, whatever its type."""
SIGNING: Final = (
    errors.BlockedByGaps,
    errors.CircularSupport,
    errors.OwnRuleFailed,
    errors.ReaffirmationRefused,
    errors.ReviewerNotQualified,
    errors.UpstreamUnsettled,
    errors.WrongState,
    errors.TooLarge,
)
"""What a signature on a conclusion can be refused for."""

_TYPES: Final = "x-problems"
"""Where a response lists the types of the problems that it can be."""
_ROWS: Final[Mapping[str, Row]] = {row.type: row for row in (*PROBLEMS.values(), problems.UNEXPECTED)}
_OF_PARAMETERS: Final[Mapping[str, tuple[type[EvitraceError], ...]]] = {
    "as_of": (errors.NoSuchMoment, errors.HistoryNotKept, errors.TooFarBack),
    "cursor": (errors.BadCursor,),
    "evitrace-actor": (problems.BadRequest,),
    "evitrace-at-least": (errors.BehindTheCaller,),
    "if-match": (errors.StaleRevision,),
}
_OF_WRITES: Final = (problems.CrossSite, problems.BodyCutOff, problems.BodyTooLarge)
_OF_BODIES: Final = (problems.BadRequest, problems.WrongContentType, errors.InvalidContent)
_TAGS: Final[Mapping[str, str]] = {
    "items": "Create, revise, approve, withdraw, find and read items and their versions.",
    "bulk": "Write many items in one transaction.",
    "conclusions": "What people concluded: status, reasons, signatures, re-affirmation, the order of work.",
    "gaps": "What is missing, the rules that find it, the figures they measure against, and waivers.",
    "support": "What supports claims, pillar by pillar, and how far it reaches.",
    "risk": "The hazard log, the risks of a device, and criteria of acceptability.",
    "impact": "What depends on an item, and what a planned change would do.",
    "changes": "Recorded changes: impact reports, and what became of what they foresaw.",
    "audit": "The append-only trail of all writes.",
    "baselines": "Frozen states, and what differs between two moments.",
    "catalogues": "Catalogues of requirements and presets, as shipped.",
    "requirements": "What a device has to meet, and how it does.",
    "triggers": "News from outside, matched to items and carried out.",
    "evaluations": "Clinical evaluations: the release check and the outline of the report.",
    "vocabulary": "Item types, fields, relations, kinds of conclusion and their statuses.",
    "system": "Health and release.",
}
_HEADERS: Final[Json] = {
    "X-Request-Id": {
        "description": "The id of this request: the caller's where it sent a plain one, else a new one.",
        "schema": {"type": "string"},
    },
    "ETag": {
        "description": "Names the state of the item, for `If-Match` and `If-None-Match`.",
        "schema": {"type": "string"},
    },
    "Location": {"description": "Where what was made is read.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds after which to try again.", "schema": {"type": "integer"}},
}


def refusals(*classes: type[EvitraceError]) -> dict[int | str, Json]:
    """Return the `responses` of a route that can refuse by these errors; `complete` puts them into words."""
    types: dict[int | str, Json] = {}
    for row in (PROBLEMS[each] for each in classes):
        entry = types.setdefault(row.status, {"description": "", _TYPES: []})
        entry[_TYPES].append(row.type)
    return types


def complete(document: Json) -> Json:
    """Return the document with all that the operations have in common."""
    document["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    document["servers"] = [{"url": "/", "description": "The service that answers this document."}]
    document["security"] = []  # there is no sign-in; what stands in front of the service has one
    document["tags"] = [{"name": name, "description": text} for name, text in _TAGS.items()]
    document["components"]["headers"] = _HEADERS
    _require_discriminators(document)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _describe(operation, method, below_v1=path.startswith("/v1/"))
            _name_answers(operation, document["components"]["schemas"])
    return document


def _describe(operation: Json, method: str, *, below_v1: bool) -> None:
    operation["summary"] = operation["description"].split("\n")[0].removesuffix(".")
    for parameter in operation.get("parameters", ()):
        _as_sent(parameter)
    responses: Json = operation["responses"]
    types = {kind for entry in responses.values() for kind in entry.pop(_TYPES, ())}
    types |= {PROBLEMS[each].type for each in _common(operation, method, below_v1=below_v1)}
    by_status: dict[int, list[Row]] = {}
    for row in sorted((_ROWS[kind] for kind in types), key=lambda row: row.slug):
        by_status.setdefault(row.status, []).append(row)
    for number, rows in by_status.items():
        responses[str(number)] = _refusal(rows)
    names = {_name(parameter) for parameter in operation.get("parameters", ())}
    if method == "get" and "if-none-match" in names:
        responses["304"] = {"description": "The item still has this ETag; there is no body."}
    responses["default"] = _refusal([])
    for status, response in responses.items():
        response["headers"] = {
            name: {"$ref": f"#/components/headers/{name}"} for name in _headers(status, response)
        }
    operation["responses"] = dict(sorted(responses.items()))
    _show_example(operation)


def _name_answers(operation: Json, schemas: Json) -> None:
    """Describe a success by what is answered."""
    for response in operation["responses"].values():
        if response["description"] == "Successful Response":
            place = response["content"]["application/json"]["schema"]["$ref"]
            response["description"] = schemas[place.rpartition("/")[2]]["description"].split("\n")[0]


def _common(operation: Json, method: str, *, below_v1: bool) -> Iterator[type[EvitraceError]]:
    """Return what any operation can refuse that takes what this one takes."""
    yield problems.WrongHost
    if not below_v1:
        return
    yield errors.InvalidContent  # also where it takes nothing: a parameter that it does not know
    yield errors.StoreUnavailable
    names = {_name(parameter): parameter for parameter in operation.get("parameters", ())}
    for name, classes in _OF_PARAMETERS.items():
        if name in names:
            yield from classes
    if method != "get" and "if-none-match" in names:
        yield errors.StaleRevision
    if method != "get":
        yield problems.BadRequest  # a precondition that it does not take
    if names.get("if-match", {}).get("required"):
        yield problems.PreconditionRequired
    if method != "get":
        yield from _OF_WRITES
    if "requestBody" in operation:
        yield from _OF_BODIES


def _name(parameter: Json) -> str:
    return str(parameter["name"]).lower()


def _refusal(rows: Iterable[Row]) -> Json:
    text = "; ".join(f"{row.title} (`{row.slug}`)" for row in rows)
    schema = {"$ref": "#/components/schemas/ProblemOut"}
    entry: Json = {
        "description": text or "Any other refusal, as a problem document (RFC 9457)",
        "content": {problems.MEDIA_TYPE: {"schema": schema}},
    }
    return entry | ({_TYPES: [row.type for row in rows]} if rows else {})


def _headers(status: str, response: Json) -> Iterator[str]:
    yield "X-Request-Id"
    body = response.get("content", {}).get("application/json", {}).get("schema", {})
    if status == "304" or body.get("$ref", "").endswith(("/ItemOut", "/ItemWritten")):
        yield "ETag"
    if status == "201":
        yield "Location"
    if status == "503":
        yield "Retry-After"


def _as_sent(parameter: Json) -> None:
    """Say of a parameter whether it has to be sent; there is no null in a query or a header.

    Nothing in a path is empty: without one of its parts it is another path.
    """
    schema = parameter["schema"]
    if parameter["in"] == "path" and schema["type"] == "string":
        schema.setdefault("minLength", 1)
    parameter["required"] = schema.pop(REQUIRED, parameter["required"])
    options = [option for option in schema.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        del schema["anyOf"]
        parameter["schema"] = {**options[0], **schema}


def _require_discriminators(document: Json) -> None:
    """Say that the members of a union have to name themselves; without its `type` no item is read."""
    schemas = document["components"]["schemas"]
    for union in [*_unions(document)]:
        name = union["discriminator"]["propertyName"]
        for place in union["discriminator"]["mapping"].values():
            member = schemas[place.rpartition("/")[2]]
            member["required"] = sorted({*member.get("required", ()), name})


def _unions(part: Any) -> Iterator[Json]:
    if isinstance(part, dict):
        if "discriminator" in part and "mapping" in part["discriminator"]:
            yield part
        for entry in part.values():
            yield from _unions(entry)
    elif isinstance(part, list):
        for entry in part:
            yield from _unions(entry)


def _show_example(operation: Json) -> None:
    example = EXAMPLES.get(operation["operationId"])
    if example is None:
        return
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in example.parameters:
            parameter["example"] = example.parameters[parameter["name"]]
    if example.body is not None:
        content = operation["requestBody"]["content"]["application/json"]
        content["examples"] = {"worked-example": {"summary": example.text, "value": example.body}}
