"""A small synchronous client: plain dicts and lists in, plain dicts and lists out.

    with Client("http://127.0.0.1:8000", actor="requirements-tool") as evitrace:
        for gap in evitrace.gaps(device="DEV-01")["items"]:
            print(gap["rule"], gap["subject"], gap["title"])

Scripts of other tools import this module, so it needs httpx and the standard library only. Whatever the
service refuses is a ProblemError; whatever keeps it from answering is a ServiceUnreachable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self, TypeAlias
from urllib.parse import quote

import httpx

from app.client.errors import DraftInTheWay, ProblemError, ServiceUnreachable
from app.client.load import (
    Limits,
    LoadError,
    Row,
    add,
    cut,
    ordered,
    refuse_looking_ahead,
    renumber,
    rows_of,
)

Record: TypeAlias = dict[str, Any]
Rows: TypeAlias = Iterable[Mapping[str, Any]] | Path | str
Progress: TypeAlias = Callable[[int, int], None]
Unresolved: TypeAlias = Literal["refuse", "keep"]

LOCAL: Final = "http://127.0.0.1:8000"
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_CONNECT_S: Final = 10.0
_ANSWER_S: Final = 600.0
_LONGEST_ANSWER_S: Final = 3600.0
_NDJSON: Final = {"Content-Type": "application/x-ndjson"}


class Client:
    """One Evitrace, as one actor. Close it, or use it in a `with` statement."""

    __slots__ = ("_http", "actor", "url")

    def __init__(self, url: str = LOCAL, actor: str = "local", timeout: float = _ANSWER_S) -> None:
        """Remember where and as whom; nothing is sent yet.

        `timeout`: seconds that an answer may take; a load or a verification may take an hour. A database
        plans each question when it is first asked, for minutes in all, so the default is a long one.
        """
        self.url = url.rstrip("/")
        self.actor = actor
        try:
            name = actor.encode("latin-1")
            base = httpx.URL(self.url)
        except UnicodeEncodeError:
            raise ValueError(f"The actor {actor!r} does not fit into an HTTP header (Latin-1).") from None
        except httpx.InvalidURL as error:
            raise ServiceUnreachable(f"{url!r} is not an address: {str(error).rstrip('.')}.") from None
        if base.scheme not in ("http", "https"):
            raise ServiceUnreachable(f"{url!r} is not an address; one begins with http:// or https://.")
        self._http = httpx.Client(
            base_url=base,
            timeout=httpx.Timeout(timeout, connect=min(timeout, _CONNECT_S)),
            headers={b"Evitrace-Actor": name},
            trust_env=base.host not in _LOOPBACK,  # a proxy cannot reach this machine's own addresses
        )

    def __enter__(self) -> Self:
        """Return the client itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Return the connections back."""
        self._http.close()

    # -- items -----------------------------------------------------------------------------------------

    def create(self, item: Mapping[str, Any], *, unresolved: Unresolved = "refuse") -> Record:
        """Create an item, as a draft or with `approve` in force at once."""
        return self._item(self._send("POST", "/items", json=dict(item), params={"unresolved": unresolved}))

    def read(self, key: str, version: int | None = None) -> Record:
        """Read an item; `etag` in it lets `revise` notice what was changed in the meantime."""
        suffix = "" if version is None else f"/versions/{version}"
        return self._item(self._send("GET", f"/items/{_quoted(key)}{suffix}"))

    def versions(self, key: str) -> list[Record]:
        """List all versions of an item with their contents, oldest first."""
        return list(self._get(f"/items/{_quoted(key)}/versions")["items"])

    def revise(
        self,
        item: str | Mapping[str, Any],
        fields: Mapping[str, Any],
        *,
        approve: bool = False,
        editorial: bool = False,
        reason: str = "",
        change_ref: str = "",
        unresolved: Unresolved = "refuse",
    ) -> Record:
        """Make the next version: the fields given (None takes one out), the others as they were.

        `item` is a key, or what `read` gave. With the latter the service refuses (412) when anybody has
        changed the item since. With a key and a draft beside the version in force: DraftInTheWay.
        """
        base = self._base(item) if isinstance(item, str) else item
        content = {**base["content"], **fields}
        body = {name: value for name, value in content.items() if value is not None}
        body |= {"approve": approve, "editorial": editorial, "reason": reason, "change_ref": change_ref}
        answer = self._send(
            "PUT",
            f"/items/{_quoted(base['key'])}",
            json=body,
            params={"unresolved": unresolved},
            headers={"If-Match": base.get("etag", "")},
        )
        return self._item(answer)

    def _base(self, key: str) -> Record:
        item = self.read(key)
        latest, current = item["latest_version"], item["version"]["no"]
        if current != latest:
            raise DraftInTheWay(
                f"{key} has a draft, version {latest}, beside version {current} in force. Approve it, or "
                f"say what to build on: revise(read({key!r}, {latest}), ...) or revise(read({key!r}), ...)."
            )
        return item

    def approve(
        self,
        key: str,
        *,
        agree_editorial: bool = False,
        reason: str = "",
        change_ref: str = "",
        etag: str = "",
    ) -> Record:
        """Bring the newest draft of an item into force; of one marked editorial by somebody else, agree."""
        body = {"agree_editorial": agree_editorial, "reason": reason, "change_ref": change_ref}
        return self._item(self._post(f"/items/{_quoted(key)}/approve", body, etag))

    def withdraw(
        self,
        key: str,
        withdrawn_reason: str = "obsolete",
        *,
        reason: str = "",
        change_ref: str = "",
        etag: str = "",
    ) -> Record:
        """Take an item out of force; it stays readable, and what rested on it becomes stale."""
        body = {"withdrawn_reason": withdrawn_reason, "reason": reason, "change_ref": change_ref}
        return self._item(self._post(f"/items/{_quoted(key)}/withdraw", body, etag))

    def reinstate(self, key: str, reason: str, *, change_ref: str = "", etag: str = "") -> Record:
        """Bring what was withdrawn back into force, as it was."""
        sent = {"reason": reason, "change_ref": change_ref}
        return self._item(self._post(f"/items/{_quoted(key)}/reinstate", sent, etag))

    def items(self, **filters: str | int) -> Iterator[Record]:
        """List items in the order of their keys: `type`, `state`, `device`, `text`, `source`, `limit`."""
        return self._pages("/items", filters)

    def upsert_by_source(
        self, system: str, ref: str, item: Mapping[str, Any], *, unresolved: Unresolved = "refuse"
    ) -> Record:
        """Create or revise the item whose master lives there; unchanged content changes nothing."""
        path = f"/items/by-source/{_quoted(system)}/{_quoted(ref)}"
        return self._item(self._send("PUT", path, json=dict(item), params={"unresolved": unresolved}))

    # -- loads -----------------------------------------------------------------------------------------

    def load(
        self,
        rows: Rows,
        *,
        unresolved: Unresolved = "refuse",
        best_effort: bool = False,
        dry_run: bool = False,
        take_over: bool = False,
        reason: str = "",
        progress: Progress = lambda _done, _total: None,
        limits: Limits = Limits(),  # noqa: B008 -- frozen
    ) -> Record:
        """Create or revise an item for each row: dicts, or a file of NDJSON (or with one JSON array).

        What fits the limits of the service is one request: one transaction, one revision. More goes in
        parts, conclusions after all else and by the rank of their kind, because a conclusion pins what is
        there when it is loaded. Parts that were taken stay when a later one is refused. An item that has a
        source of another tool or number is refused, unless it is to be taken over (`take_over`).
        """
        unsent = rows_of(rows)
        params = {
            "mode": "best_effort" if best_effort else "atomic",
            "unresolved": unresolved,
            "dry_run": dry_run,
            "take_over": take_over,
            "reason": reason,
        }
        if limits.hold(unsent):
            try:
                return self._whole(unsent, params, progress)
            except ProblemError as problem:
                if not _too_large(problem, unsent):
                    raise
                limits = limits.halved(unsent)
        if dry_run:
            raise LoadError("A dry run has to fit into one request; raise the limits of the service.")
        return self._in_parts(unsent, params, progress, limits)

    def _whole(self, rows: Sequence[Row], params: Record, progress: Progress) -> Record:
        progress(0, len(rows))
        answer = self._part(rows, params)
        progress(len(rows), len(rows))
        return answer

    def _in_parts(self, rows: Sequence[Row], params: Record, progress: Progress, limits: Limits) -> Record:
        atomic = params["mode"] == "atomic"
        parts = cut(ordered(rows, self.vocabulary(), strict=atomic), limits)
        if atomic and params["unresolved"] == "refuse":
            refuse_looking_ahead(parts)
        sum_up: Record = {"revision": 0, "dry_run": False, "counts": {}, "rows": [], "effects": []}
        progress(0, len(rows))
        while parts:
            part, *later = parts
            try:
                add(sum_up, self._part(part, params))
            except ProblemError as problem:
                if not _too_large(problem, part):
                    raise
                parts = cut([row for each in parts for row in each], limits.halved(part))
                continue
            parts = later
            progress(len(sum_up["rows"]), len(rows))
        sum_up["rows"].sort(key=lambda row: row["row"])
        return sum_up

    def _part(self, rows: Sequence[Row], params: Record) -> Record:
        body = b"\n".join(row.text for row in rows)
        timeout = httpx.Timeout(self._http.timeout.connect, read=_LONGEST_ANSWER_S, write=_LONGEST_ANSWER_S)
        try:
            answer = self._send(
                "POST", "/bulk", content=body, params=params, headers=_NDJSON, timeout=timeout
            )
        except ProblemError as problem:
            renumber(problem.extra.get("rows", ()), rows)
            raise
        loaded = _record(answer)
        renumber(loaded["rows"], rows)
        return loaded

    # -- questions -------------------------------------------------------------------------------------

    def gaps(
        self,
        *,
        device: str = "",
        severity: str = "",
        rule: str | Sequence[str] = (),
        state: str = "",
        item: str = "",
        on: str = "",
    ) -> Record:
        """List what is missing, counts first; `not_evaluated` names rules that could not be asked."""
        asked = {"device": device, "severity": severity, "state": state, "item": item, "on": on}
        return self._get("/gaps", rule=_several(rule), **asked)

    def gap_events(
        self,
        *,
        device: str = "",
        rule: str | Sequence[str] = (),
        severity: str = "",
        gap: str = "",
        item: str = "",
    ) -> list[Record]:
        """List when gaps opened, were regraded and closed, oldest first."""
        asked = {"device": device, "severity": severity, "gap": gap, "item": item}
        return list(self._pages("/gaps/history", {**asked, "rule": _several(rule)}))

    def gaps_by_day(self, *, device: str = "", rule: str | Sequence[str] = ()) -> list[Record]:
        """Count the gaps that opened and closed on each day, and those that were open after it."""
        return list(self._get("/gaps/history/counts", device=device, rule=_several(rule))["items"])

    def gap(self, gap_id: str, *, on: str = "") -> Record:
        """Read one gap with what justifies it."""
        return dict(self._get(f"/gaps/{_quoted(gap_id)}", on=on)["gap"])

    def justify(
        self,
        gap_id: str,
        rationale: str,
        expires_at: str,
        *,
        compensating_measure: str = "",
        cites: Sequence[str] = (),
        reason: str = "",
    ) -> Record:
        """Accept a gap until a day, signed by the actor; it is open again when what is cited changes."""
        body = {"rationale": rationale, "expires_at": expires_at, "cites": list(cites), "reason": reason}
        body["compensating_measure"] = compensating_measure
        return _record(self._send("POST", f"/gaps/{_quoted(gap_id)}/justification", json=body))

    def withdraw_justification(self, gap_id: str, reason: str) -> Record:
        """Take back what justifies a gap."""
        path = f"/gaps/{_quoted(gap_id)}/justification/withdraw"
        return _record(self._send("POST", path, json={"reason": reason}))

    def rules(self) -> list[Record]:
        """List all gap rules."""
        return list(self._get("/rules")["items"])

    def impact(self, key: str, *, navigation: bool = False) -> Record:
        """Return all that depends on an item; `complete` is False when the walk was cut off."""
        return self._get(f"/items/{_quoted(key)}/impact", navigation=navigation)

    def preview(self, changes: Sequence[Mapping[str, Any]], *, note: str = "", on: str = "") -> Record:
        """Say what planned changes would do; nothing but the preview itself is stored."""
        body = {"changes": [dict(change) for change in changes], "note": note}
        return _record(self._send("POST", "/impact-previews", json=body, params=_given(on=on)))

    def vocabulary(self) -> Record:
        """List item types with their fields, relations, kinds of conclusion, and rules."""
        return self._get("/vocabulary")

    # -- conclusions -----------------------------------------------------------------------------------

    def conclusions(self, **filters: str | int) -> Iterator[Record]:
        """List conclusions with status and reasons: `status`, `kind`, `device`, `on`, `limit`."""
        return self._pages("/conclusions", filters)

    def explanation(self, key: str, *, on: str = "") -> Record:
        """Say why a conclusion is not current: all causes, a path to each, what clears it."""
        return self._get(f"/conclusions/{_quoted(key)}/explanation", on=on)

    def basis(self, key: str) -> Record:
        """Lay what a conclusion pinned beside what it ought to rest on now."""
        return self._get(f"/conclusions/{_quoted(key)}/basis")

    def sign(
        self,
        key: str,
        meanings: Sequence[str] = ("authored", "approved"),
        *,
        reason: str = "",
        change_ref: str = "",
        etag: str = "",
    ) -> Record:
        """Sign the draft of a conclusion as the actor of this client."""
        body = {"meanings": list(meanings), "reason": reason, "change_ref": change_ref}
        return _record(self._post(f"/conclusions/{_quoted(key)}/sign", body, etag))

    def sign_use(self, key: str, *, reason: str = "", change_ref: str = "", etag: str = "") -> Record:
        """Sign the justifications of a use of evidence in force as the actor of this client."""
        body = {"reason": reason, "change_ref": change_ref}
        return self._item(self._post(f"/evidence-uses/{_quoted(key)}/sign", body, etag))

    def reaffirm(
        self,
        key: str,
        outcome: Literal["reaffirmed_unchanged", "revised_same_verdict", "verdict_changed", "withdrawn"],
        rationale: str,
        *,
        answers: Sequence[Record] = (),
        etag: str = "",
        **stated: Any,
    ) -> Record:
        """Sign a conclusion anew: `verdict`, `statement`, `conditions`, `scope`, `reason`, `change_ref`.

        A must_redo reason needs answers to all open reasons: `code`, `item`, `what_changed`, `why`. See
        the operation `reaffirm_conclusion` for `questions`, `independent_review` and what withdrawing needs.
        """
        body = {"outcome": outcome, "rationale": rationale, "answers": list(answers), **stated}
        return _record(self._post(f"/conclusions/{_quoted(key)}/reaffirm", body, etag))

    def work_list(self) -> list[Record]:
        """List what has to be done in dependency order; `ready` tasks wait for nothing."""
        return list(self._get("/work-list")["items"])

    # -- the past --------------------------------------------------------------------------------------

    def audit(self, **filters: str | int) -> Iterator[Record]:
        """List audit entries, oldest first: `item`, `actor`, `action`, `since`, `until`, `limit`."""
        return self._pages("/audit", filters)

    def verify_audit(self) -> Record:
        """Have every hash of the audit trail recomputed."""
        return _record(self._send("GET", "/audit/verify", timeout=_LONGEST_ANSWER_S))

    # -- the wire --------------------------------------------------------------------------------------

    def _pages(self, path: str, filters: Mapping[str, str | int | list[str]]) -> Iterator[Record]:
        cursor = ""
        while True:
            page = self._get(path, **filters, cursor=cursor)
            yield from page["items"]
            cursor = page["next"] or ""
            if not cursor:
                return

    def _get(self, path: str, **params: Any) -> Record:
        return _record(self._send("GET", path, params=_given(**params)))

    def _post(self, path: str, body: Record, etag: str) -> httpx.Response:
        return self._send("POST", path, json=body, headers={"If-Match": etag} if etag else {})

    def _item(self, answer: httpx.Response) -> Record:
        return {**_record(answer), "etag": answer.headers.get("ETag", "")}

    def _send(self, method: str, path: str, **parts: Any) -> httpx.Response:
        try:
            answer = self._http.request(method, f"/v1{path}", **parts)
        except httpx.TimeoutException:
            raise ServiceUnreachable(f"{self.url} did not answer in time ({method} /v1{path}).") from None
        except httpx.TransportError as error:
            raise ServiceUnreachable(f"{self.url} does not answer: {error}.") from None
        if not answer.is_success:
            raise _problem(answer)
        return answer


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None


def _problem(answer: httpx.Response) -> ProblemError:
    problem = _json(answer)
    if not isinstance(problem, dict) or "title" not in problem:  # not ours: a proxy, or another service
        return ProblemError(
            "about:blank",
            f"{answer.status_code} {answer.reason_phrase}",
            answer.status_code,
            answer.text[:200],
        )
    known = {"type", "title", "status", "detail", "errors", "request_id", "instance"}
    return ProblemError(
        type=problem.get("type", "about:blank"),
        title=problem["title"],
        status=answer.status_code,
        detail=problem.get("detail", ""),
        errors=problem.get("errors", ()),
        request_id=problem.get("request_id", ""),
        extra={name: value for name, value in problem.items() if name not in known},
    )


def _too_large(problem: ProblemError, rows: Sequence[Row]) -> bool:
    return problem.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and len(rows) > 1


def _record(answer: httpx.Response) -> Record:
    record = _json(answer)
    if not isinstance(record, dict):
        raise ServiceUnreachable(f"What answers at {answer.url} is not Evitrace.")
    return record


def _several(rule: str | Sequence[str]) -> list[str]:
    """Return rules as a filter takes them, of one or several."""
    return [rule] if isinstance(rule, str) else list(rule)


def _quoted(part: str) -> str:
    return quote(part, safe="")


def _given(**params: Any) -> Record:
    return {name: value for name, value in params.items() if value not in ("", None, [], False)}
