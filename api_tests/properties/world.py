"""How an edit is made, over HTTP and in the oracle; and how both are compared."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import httpx

from api_tests.properties.beginning import BASE, LATER, TODAY
from api_tests.properties.edits import (
    SURPRISES,
    Again,
    Edit,
    Put,
    Reaffirm,
    Resend,
    Reword,
    Sign,
    Surprise,
    Together,
    Withdraw,
)
from api_tests.properties.oracle import GAPS, TYPES, Oracle, Refused, Row, tidy
from api_tests.properties.oracle.vocabulary import NO_EVALUATION
from api_tests.servers import Workspace


class World:
    """A workspace over HTTP beside the oracle of it; every edit is made in both."""

    def __init__(self, workspace: Workspace, oracle: Oracle | None = None) -> None:
        """Begin with what the workspace and its oracle hold."""
        self.workspace = workspace
        self.oracle = oracle or Oracle()
        self._stamps = itertools.count(1)
        self._given: dict[str, tuple[Mapping[str, Any], dict[str, str]]] = {}
        """The signature that each conclusion and justified gap came with last, and on which content."""

    def begin(self, without: Sequence[str] = ()) -> None:
        """Load the workspace to begin with, some items left out."""
        self.load([Row(k, t, c, signed=t == "Conclusion") for k, (t, c) in BASE.items() if k not in without])

    def row(self, key: str, *, approve: bool = True, **fields: Any) -> Row:
        """Return a row that changes fields of what an item says now, or would say first."""
        kind, content = self.last(key)
        for name, value in fields.items():
            content = {**content, name: value}
        if kind == "Appraisal" and content.get("evidence_version") == "newest":
            evidence = self.oracle.items.get(content["appraises"][0])
            content["evidence_version"] = evidence.effective if evidence else None
        elif kind == "Appraisal" and "appraises" in fields:
            content.pop("evidence_version", None)
        return Row(key, kind, tidy(kind, content), approve, signed=approve and kind == "Conclusion")

    def last(self, key: str) -> tuple[str, dict[str, Any]]:
        """Return type and content of an item's newest version, or of the one to begin with."""
        record = self.oracle.items.get(key)
        if record is None:
            return BASE[key][0], dict(BASE[key][1])
        return record.type, dict(record.versions[-1])

    def load(self, rows: Sequence[Row]) -> bool:
        """Load rows in both; gives whether they were taken, on which both have to agree."""
        for row in rows:
            self._reinstate(row)
        sent = [self._sent(row) for row in rows]
        answer = self._send(rows, sent)
        after = self.oracle.copy()
        try:
            after.load(rows)
        except Refused:
            assert answer.status_code == 422, answer.text[:2000]
            return False
        if after.circular(rows):
            assert answer.status_code in (409, 422), answer.text[:2000]
            assert "would rest on itself" in answer.text
            return False
        assert answer.status_code == 200, answer.text[:2000]
        self.oracle = after
        return True

    def _send(self, rows: Sequence[Row], sent: Sequence[dict[str, Any]]) -> httpx.Response:
        """Send rows as a load, or the one that somebody revises by hand."""
        client, kept = self.workspace.client, {"unresolved": "keep"}
        if not rows[0].by_hand:
            return client.post("/v1/bulk", json=sent, params=kept)
        said = {"If-Match": "*"}
        return client.put(f"/v1/items/{rows[0].key}", json=sent[0], params=kept, headers=said)

    def make(self, edit: Edit) -> bool:
        """Make an edit in both; gives whether it was taken."""
        match edit:
            case Put():
                taken = self._put(edit)
            case Withdraw():
                taken = self._withdraw(edit)
            case Again():
                known = [key for key in edit.keys if key in self.oracle.items or key in BASE]
                taken = self.load([self.row(key) for key in known])
            case Resend():
                taken = self._resend(edit)
            case Reaffirm():
                taken = self._reaffirm(edit)
            case Sign():
                taken = self._sign(edit.key)
            case Reword():
                taken = self._reword(edit)
            case Together():
                rows = [row for put in edit.puts if (row := self._put_row(put))]
                taken = bool(rows) and self.load(rows)
            case Surprise():
                new = Row(LATER, edit.kind, SURPRISES[edit.kind], edit.approve)
                taken = LATER not in self.oracle.items and self.load([new])
        return taken

    def _put(self, edit: Put) -> bool:
        row = self._put_row(edit)
        return row is not None and self.load([row])

    def _put_row(self, edit: Put) -> Row | None:
        """Return the row that makes a change; None for one that says nothing that could be sent."""
        if edit.name == "evidence_version" and edit.key not in self.oracle.items:
            return None
        row = self.row(edit.key, approve=edit.approve, **{edit.name: edit.value})
        if any(edit.key == target for _, _, target, _ in self.oracle._said(row.type, row.content)):
            return None
        if row.type == "Appraisal" and not self._version_exists(row):
            return None
        return row

    def _reword(self, edit: Reword) -> bool:
        record = self.oracle.items.get(edit.key)
        if record is None or record.state != "in_force" or edit.name not in record.content:
            return False
        if record.content[edit.name] == edit.text:
            return False
        client, path = self.workspace.client, f"/v1/items/{edit.key}"
        body = {"type": record.type, **record.content, edit.name: edit.text, "editorial": True}
        said = {"If-Match": client.get(path).headers["ETag"], "Evitrace-Actor": "one"}
        drafted = client.put(path, json=body, headers=said, params={"unresolved": "keep"})
        assert drafted.status_code == 200, drafted.text
        agreed = self.oracle.reword(edit.key, edit.name, edit.text)
        answer = client.post(
            f"{path}/approve", json={"agree_editorial": agreed}, headers={"Evitrace-Actor": "another"}
        )
        assert answer.status_code == 200, answer.text
        return True

    def _version_exists(self, row: Row) -> bool:
        number = row.content.get("evidence_version", 1)
        evidence = self.oracle.items.get(row.content["appraises"][0])
        return evidence is not None and evidence.type == "Evidence" and number <= len(evidence.versions)

    def _withdraw(self, edit: Withdraw) -> bool:
        answer = self._post(f"/v1/items/{edit.key}/withdraw", {"withdrawn_reason": edit.reason})
        try:
            self.oracle.withdraw(edit.key, edit.reason)
        except Refused:
            again = answer.status_code == 200 and not answer.json()["effects"]  # for the same reason
            assert again or answer.status_code in (404, 409), answer.text
            return False
        assert answer.status_code == 200, answer.text
        return True

    def _reinstate(self, row: Row) -> None:
        """Bring back what a row is about where it was withdrawn, since no load does."""
        record = self.oracle.items.get(row.key)
        if record is None or record.state != "withdrawn" or not row.approve:
            return
        answer = self._post(f"/v1/items/{row.key}/reinstate", {"reason": "it counts again"})
        try:
            self.oracle.reinstate(row.key)
        except Refused:
            assert answer.status_code == 409, answer.text
        else:
            assert answer.status_code == 200, answer.text

    def _resend(self, edit: Resend) -> bool:
        record = self.oracle.items.get(edit.key)
        if record is None or record.state != "in_force" or edit.key not in self._given:
            return False
        content = tidy("Conclusion", {**record.content, "rationale": edit.text})
        return self.load([Row(edit.key, "Conclusion", content, old=True)])

    def _sent(self, row: Row) -> dict[str, Any]:
        sent: dict[str, Any] = {"type": row.type, "key": row.key, "approve": row.approve, **row.content}
        if row.signed or row.old or (row.type == "JustifiedGap" and row.approve):
            sent["signatures"] = [self._signature(row)]
        return sent

    def _signature(self, row: Row) -> dict[str, str]:
        """Return a signature of this moment; the last one for what brings nothing to sign."""
        content, last = self._given.get(row.key, (None, {}))
        signed = row.type == "JustifiedGap" and row.key in self.oracle.waived_on and content == row.content
        if row.old or signed:
            return last
        meaning = "approved" if row.type == "Conclusion" else "waived"
        new = {"signer": "evaluator", "meaning": meaning, "signed_at": datetime.now(UTC).isoformat()}
        self._given[row.key] = row.content, new
        return new

    def _reaffirm(self, edit: Reaffirm) -> bool:
        key, reviewer = edit.key, f"reviewer-{next(self._stamps)}"
        if edit.on_record:
            assert self.load([Row(reviewer, "Person", _papers())])
        answers = self._answers(key)
        body = {
            "outcome": "reaffirmed_unchanged",
            "rationale": f"looked at again {next(self._stamps)}",
            "answers": answers,
            "independent_review": True,
        }
        path = f"/v1/conclusions/{key}/reaffirm"
        answer = self.workspace.client.post(path, json=body, headers={"Evitrace-Actor": reviewer})
        record = self.oracle.items.get(key)
        if record is None or record.state != "in_force":
            assert answer.status_code in (404, 409), answer.text
            return False
        if self.oracle.standings(TODAY)[key].status == "suspect":
            assert answer.status_code == 409, answer.text
            return False
        if not edit.on_record and self.oracle.anybody() and record.content["kind"] not in NO_EVALUATION:
            assert (answer.status_code, answer.json()["type"].split(":")[-1]) == (
                409,
                "reviewer-not-qualified",
            ), answer.text
            return False
        if answer.status_code != 200:  # blocker gaps, of more rules than the oracle knows, may forbid it
            assert answer.status_code == 409, answer.text
            return False
        content = tidy("Conclusion", {**record.content, "rationale": body["rationale"]})
        answered = frozenset(answer["item"] for answer in answers)
        row = Row(key, "Conclusion", content, signed=True, by="nobody known", answered=answered)
        self.oracle.load([row])
        self._given.pop(key, None)
        return True

    def _sign(self, key: str) -> bool:
        somebody = {"Evitrace-Actor": f"signer {next(self._stamps)}"}
        answer = self.workspace.client.post(f"/v1/evidence-uses/{key}/sign", json={}, headers=somebody)
        try:
            self.oracle.sign_use(key)
        except Refused:
            assert answer.status_code in (404, 409), answer.text
            return False
        assert answer.status_code == 200, answer.text
        assert answer.json()["version"]["signatures"]
        return True

    def _answers(self, key: str) -> list[dict[str, str]]:
        """Return an answer to each open reason, of the causes that the oracle knows."""
        known = self.oracle.standings(TODAY).get(key)
        return [
            {"code": code, "item": item, "what_changed": "looked at", "why": "stands", "weighed": "weighed"}
            for code, item, demand in (known.reasons if known else ())
            if demand
        ]

    def _post(self, path: str, body: Mapping[str, Any]) -> httpx.Response:
        return self.workspace.client.post(path, json=body)

    # -- comparing --------------------------------------------------------------------------------------

    def compare(self, impact_of: Sequence[str] = (), device: str = "", today: str = TODAY) -> None:
        """Everything that the service answers for a day is what the oracle says."""
        device = device if device in self.oracle.items else ""
        answered, ought = self.answered_standings(today), self.standings(today)
        differing = {key for key in {*answered, *ought} if answered.get(key) != ought.get(key)}
        told = [f"{key}: answered {answered.get(key)}, ought {ought.get(key)}" for key in sorted(differing)]
        assert not told, told
        gaps, expected = self.answered_gaps(device, today=today), self.oracle.gaps(today, device)
        assert gaps == expected, f"only answered {gaps - expected}, only expected {expected - gaps}"
        for key in impact_of:
            if key in self.oracle.items:
                reached, depend = self.answered_impact(key), self.oracle.dependants(key)
                assert reached == depend, f"{key}: {set(reached.items()) ^ set(depend.items())}"

    def standings(self, today: str = TODAY) -> dict[str, tuple[str, str, list[tuple[str, str, str]]]]:
        """Return status, demand and reasons of every conclusion, as the oracle says."""
        found = self.oracle.standings(today)
        return {key: (s.status, s.demand, sorted(s.reasons)) for key, s in sorted(found.items())}

    def answered_standings(
        self, today: str = TODAY
    ) -> dict[str, tuple[str, str, list[tuple[str, str, str]]]]:
        """Return the same as the service answers it."""
        listed = self.workspace.get("/conclusions", limit=1000, on=today)["items"]
        return {entry["key"]: shown(entry, entry["status"]) for entry in listed}

    def answered_gaps(
        self, device: str = "", rules: Sequence[str] = tuple(GAPS), today: str = TODAY
    ) -> set[tuple[Any, ...]]:
        """Return the gaps of the rules that the oracle knows, as the service answers them."""
        asked = {"device": device} if device else {}
        listed = self.workspace.gaps(on=today, rule=list(rules), **asked)["items"]
        return {
            (
                gap["rule"],
                gap["device"] or "",
                gap["subject"],
                gap["detail"],
                gap["severity"],
                tuple(gap["facts"]),
            )
            for gap in listed
        }

    def answered_impact(self, key: str) -> dict[str, int]:
        """Return what depends on an item, with distances, as the service answers it."""
        answer = self.workspace.get(f"/items/{key}/impact")
        assert answer["complete"] is True
        return {item["key"]: group["distance"] for group in answer["groups"] for item in group["items"]}


def shown(entry: Mapping[str, Any], status: str) -> tuple[str, str, list[tuple[str, str, str]]]:
    """Return status, demand and reasons of a conclusion out of an answer."""
    reasons = sorted((r["code"], r["item"], r["demand"] or "") for r in entry["reasons"])
    return status, entry["demand"] or "", reasons


def _papers() -> dict[str, Any]:
    """What is on record of somebody who may evaluate today."""
    today = datetime.now(UTC).date().isoformat()
    return {"degree": "MD", "experience_years": 9, "cv_date": today, "doi_date": today}


def known_types() -> set[str]:
    """Return the types that the oracle, the workspace to begin with and the edits all know."""
    return set(TYPES) & {kind for kind, _ in BASE.values()}
