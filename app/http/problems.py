"""One table: what the domain refuses, and the problem document (RFC 9457) that a caller gets for it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from app.http.media_type import is_json, media_type
from app.http.methods import allowed
from app.http.names import with_names
from app.schemas.planned import without_operations
from graph import errors
from graph.errors import EvitraceError, Fault
from graph.vocabulary import ITEM_TYPES
from graph.vocabulary.registry import MOST_FAULTS, misfits_of, not_named, pointer_to

MEDIA_TYPE: Final = "application/problem+json"
log = logging.getLogger("evitrace")


class BadRequest(EvitraceError):
    """The request cannot be read: malformed JSON, a broken line, a bad parameter."""


class WrongContentType(EvitraceError):
    """The body is of a media type that this operation does not read."""


class BodyTooLarge(EvitraceError):
    """The body is larger than the setting allows."""


class BodyCutOff(EvitraceError):
    """The connection ended before the body did."""


class WrongHost(EvitraceError):
    """The service was called by a name that it was not given."""


class CrossSite(EvitraceError):
    """A page of another site tries to write."""


class PreconditionRequired(EvitraceError):
    """A change has to say which state of the item it builds on."""


@dataclass(frozen=True, slots=True)
class Row:
    """How one error class is told."""

    status: int
    slug: str
    title: str

    @property
    def type(self) -> str:
        """The URI of the problem type; the reference explains each."""
        return f"urn:evitrace:problem:{self.slug}"


PROBLEMS: Final[Mapping[type[EvitraceError], Row]] = {
    errors.ItemNotFound: Row(404, "item-not-found", "There is no such item"),
    errors.VersionNotFound: Row(404, "version-not-found", "The item has no such version"),
    errors.RuleNotFound: Row(404, "rule-not-found", "There is no such gap rule"),
    errors.GapNotFound: Row(404, "gap-not-found", "No such gap is open"),
    errors.PreviewNotFound: Row(404, "preview-not-found", "There is no such impact preview"),
    errors.CatalogueNotFound: Row(404, "catalogue-not-found", "There is no such catalogue"),
    errors.NoSuchMoment: Row(404, "no-such-moment", "The graph was never there"),
    errors.HistoryNotKept: Row(404, "history-not-kept", "What the graph was then was not kept"),
    errors.TooFarBack: Row(422, "too-far-back", "Too much was changed since then"),
    errors.InvalidContent: Row(422, "invalid-content", "The content does not fit the vocabulary"),
    errors.UnknownReference: Row(422, "unknown-reference", "A reference leads nowhere"),
    errors.WrongType: Row(404, "wrong-type", "The item is of another type"),
    errors.WrongEnd: Row(422, "wrong-end", "A reference leads to the wrong type of item"),
    errors.KeyTaken: Row(409, "key-taken", "The key or the source belongs to another item"),
    errors.OtherSource: Row(409, "other-source", "The item has its master elsewhere"),
    errors.TypeChanged: Row(409, "type-changed", "An item keeps its type"),
    errors.DuplicateRow: Row(422, "duplicate-row", "A load names a key twice"),
    errors.StaleRevision: Row(412, "stale-revision", "The item was changed in the meantime"),
    errors.NothingToApprove: Row(409, "nothing-to-approve", "There is no draft"),
    errors.AlreadyWithdrawn: Row(409, "already-withdrawn", "The item is withdrawn already"),
    errors.StaysWithdrawn: Row(409, "stays-withdrawn", "The item was withdrawn and stays so"),
    errors.WrongState: Row(409, "wrong-state", "The item is not in a state for this"),
    errors.NotAConclusion: Row(404, "not-a-conclusion", "The item is not a conclusion"),
    errors.NotAnEvidenceUse: Row(404, "not-an-evidence-use", "The item is not a use of evidence"),
    errors.UpstreamUnsettled: Row(409, "upstream-unsettled", "Something below has to be settled first"),
    errors.ReaffirmationRefused: Row(422, "reaffirmation-refused", "Outcome and record do not fit"),
    errors.ReviewerNotQualified: Row(409, "reviewer-not-qualified", "The reviewer is not on record as asked"),
    errors.EditorialRefused: Row(422, "editorial-refused", "The change does not count as editorial"),
    errors.BlockedByGaps: Row(409, "blocked-by-gaps", "Blocker gaps forbid the signature"),
    errors.NotJustifiable: Row(409, "not-justifiable", "This gap cannot be justified"),
    errors.CircularSupport: Row(409, "circular-support", "A conclusion would rest on itself"),
    errors.BadCursor: Row(400, "bad-cursor", "The page cursor is not valid here"),
    errors.LoadRefused: Row(422, "load-refused", "Rows of the load cannot be taken"),
    errors.TooLarge: Row(413, "too-large", "An item or a record is too large"),
    errors.SchemaTooNew: Row(503, "schema-too-new", "The database is of a newer release"),
    errors.StoreUnavailable: Row(503, "store-unavailable", "The database does not answer"),
    errors.BehindTheCaller: Row(503, "behind", "The database is behind what the caller has seen"),
    errors.OwnRulesRefused: Row(503, "own-rules-refused", "Rule files cannot be used"),
    errors.OwnRuleFailed: Row(503, "own-rule-failed", "A rule of your own failed"),
    BadRequest: Row(400, "bad-request", "The request cannot be read"),
    WrongContentType: Row(415, "wrong-content-type", "The media type is not read here"),
    BodyCutOff: Row(400, "body-cut-off", "The body ended too early"),
    WrongHost: Row(421, "wrong-host", "The service was not given this name"),
    CrossSite: Row(403, "cross-site", "Another site may not write here"),
    BodyTooLarge: Row(413, "body-too-large", "The body is too large"),
    PreconditionRequired: Row(428, "precondition-required", "If-Match is required"),
}
_TYPES: Final[Mapping[str, str]] = {error.__name__: row.type for error, row in PROBLEMS.items()}
RETRY_AFTER_S: Final = "5"
UNEXPECTED: Final = Row(500, "unexpected", "The service failed")


def row_for(error: EvitraceError) -> Row:
    """Return the row of an error's class."""
    return PROBLEMS[type(error)]


def document(
    row: Row, detail: str, request: Request, faults: Sequence[Fault] = (), **extra: Any
) -> JSONResponse:
    """Make a problem document."""
    body: dict[str, Any] = {
        "type": row.type,
        "title": row.title,
        "status": row.status,
        "detail": with_names(detail),
        "instance": request.url.path,
        "request_id": getattr(request.state, "request_id", ""),
        "errors": [{"pointer": fault.pointer, "detail": with_names(fault.message)} for fault in faults],
        **extra,
    }
    return JSONResponse(body, status_code=row.status, media_type=MEDIA_TYPE)


def refused_row(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what became of a row of a load, its refusal as callers read it."""
    row = dict(record)
    if "detail" in row:
        row["problem"] = _TYPES[row["problem"]]
        row["detail"] = with_names(row["detail"])
        row["errors"] = [{**entry, "detail": with_names(entry["detail"])} for entry in row["errors"]]
    return row


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, EvitraceError)  # noqa: S101 -- registered for this class only
    row = row_for(error)
    if row.status >= 500:  # noqa: PLR2004 -- HTTP's own boundary
        log.error("%s: %s", row.slug, with_names(error.detail), exc_info=error)
    extra = dict(error.extra)
    if isinstance(error, errors.LoadRefused):
        extra["rows"] = [refused_row(entry) for entry in error.rows]
    response = document(row, error.detail, request, error.faults, **extra)
    if isinstance(error, errors.StoreUnavailable | errors.BehindTheCaller):
        response.headers["Retry-After"] = RETRY_AFTER_S
    return response


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 -- registered for this class only
    faults = []
    sent = request.headers.get("content-type")
    misfits = misfits_of(error.errors())
    for misfit in misfits[:MOST_FAULTS]:
        place = [str(part) for part in misfit.place]
        if place == ["body"] and misfit.kind != "missing" and not is_json(sent):
            kind = media_type(sent) or "without a content type"
            message = f"The body has to be application/json, not {kind}."
            return document(PROBLEMS[WrongContentType], message, request)
        if place[0] == "body" and place[1:2] and place[1] in ITEM_TYPES:
            del place[1]  # which member of the union it was, no part of the body
        place = without_operations(place)
        if misfit.kind == "json_invalid":
            return document(PROBLEMS[BadRequest], f"The body is not JSON: {misfit.message}.", request)
        unknown = misfit.kind == "extra_forbidden"
        faults.append(Fault(_pointer(place), "there is no such field here" if unknown else misfit.message))
    faults += not_named(len(misfits))
    detail = f"{len(misfits)} part(s) of the request do not fit; see errors."
    row = PROBLEMS[errors.InvalidContent]
    return document(row, detail, request, faults)


def _pointer(place: Sequence[str]) -> str:
    """Return where a fault is: in the body by a JSON Pointer (RFC 6901), else below `/query` and the like."""
    return pointer_to(place[1:] if place[0] == "body" else place)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 -- registered for this class only
    if error.status_code == 400:  # noqa: PLR2004 -- HTTP's own boundary
        message = "The body cannot be read: no UTF-8, too deeply nested, or a number without an end."
        return document(PROBLEMS[BadRequest], message, request)
    details = {
        404: f"There is nothing at {request.url.path}; /docs shows all operations.",
        405: f"{request.method} is not allowed at {request.url.path}; /docs shows what is.",
    }
    slug = {404: "no-such-path", 405: "method-not-allowed"}.get(error.status_code, "http")
    detail = details.get(error.status_code, str(error.detail))
    response = document(Row(error.status_code, slug, str(error.detail)), detail, request)
    response.headers.update(error.headers or {})
    if slug == "method-not-allowed":
        response.headers["Allow"] = ", ".join(allowed(request.app, request.url.path))
    return response


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("unexpected failure at %s", request.url.path, exc_info=error)
    detail = "Something failed that should not. Nothing was changed; the log names the request id."
    return document(UNEXPECTED, detail, request)


def install(app: FastAPI) -> None:
    """Make every failure of an application a problem document."""
    app.add_exception_handler(EvitraceError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)
