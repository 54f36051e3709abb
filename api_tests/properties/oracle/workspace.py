"""A workspace as it ought to be: what is written, and all that follows from it."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

from api_tests.properties.oracle.gaps import BLIND, GAPS
from api_tests.properties.oracle.gaps.asked import View, views
from api_tests.properties.oracle.impact import circular, dependants
from api_tests.properties.oracle.records import Pinned, Record, Refused, Row
from api_tests.properties.oracle.staleness import Statuses
from api_tests.properties.oracle.vocabulary import ANY, EVERYWHERE, Content, compared, substance, tidy

REPORTS = ("Appraisal", "ComparatorDevice", "Evidence", "Standard")
"""What others found or decided, so that a load that takes it back settles nothing."""

MARKS = ("retracted", "rejected", "rejected_reason", "favourable", "figures", "limitations")


class Oracle(Statuses):
    """A workspace as it ought to be."""

    def copy(self) -> Oracle:
        """Return a workspace that changes for itself."""
        after = Oracle()
        after.items = {key: copy.copy(record) for key, record in self.items.items()}
        for record in after.items.values():  # contents are never changed, only followed by others
            record.versions, record.wordings = [*record.versions], [*record.wordings]
        after.pins, after.signed_by = {**self.pins}, {**self.signed_by}
        after.waived_on = {**self.waived_on}
        return after

    def load(self, rows: Sequence[Row]) -> set[str]:
        """Take rows as one load does; gives the keys that came into force anew. May raise Refused."""
        self._known.clear()
        coming = {row.key: row for row in rows}
        for row in rows:
            self._refuse_wrong_ends(row, coming)
        contents = {row.key: self._as_marked(row, self._with_version_read(row, coming)) for row in rows}
        first_time = {
            row.key
            for row in rows
            if row.approve and not (row.key in self.items and self.items[row.key].effective)
        }
        in_force = {row.key for row in rows if self._take(row, contents[row.key])}
        for row in rows:
            if row.key in in_force and row.type == "Appraisal":
                self._read_evidence(row.key)
        self._known.clear()
        for key in first_time & in_force:
            for appraisal in self.holders(key, "Appraisal", "appraises"):
                if self.live(appraisal) and self.items[appraisal].read is None:
                    self.items[appraisal].read = self.substance(key)
        self._known.clear()
        new = {key for key in in_force if self.items[key].type == "Conclusion" and not coming[key].old}
        signed = sorted(new)
        self.signed_by |= {key: coming[key].by for key in signed}
        for key, entries in {key: self.expected(key) for key in signed}.items():
            self.pins[key] = [
                Pinned(item, role, via, self.items[item].effective, self.face(item))
                for item, role, via in sorted(entries)
            ]
        self._known.clear()
        for key in in_force:
            if self.items[key].type == "JustifiedGap":
                content = self.items[key].content
                named = [(role, item) for role in ("waives", "cites") for item in content.get(role, ())]
                self.waived_on[key] = {entry: self.substance_now(entry[1]) for entry in named}
        return in_force

    def withdraw(self, key: str, reason: str = "obsolete") -> None:
        """Take an item out of force. May raise Refused."""
        record = self.items.get(key)
        if record is None:
            raise Refused
        graver = reason == "retracted" and record.withdrawn_reason != "retracted"
        if record.state == "withdrawn" and not (graver and record.type == "Evidence"):
            raise Refused
        record.state, record.draft, record.withdrawn_reason = "withdrawn", False, reason
        self._known.clear()

    def reinstate(self, key: str) -> None:
        """Bring what was withdrawn back as it was. May raise Refused."""
        record = self.items.get(key)
        if record is None or record.state != "withdrawn" or record.type == "Conclusion":
            raise Refused
        wording = record.wording
        record.versions.append(record.content or record.versions[-1])
        record.wordings.append(wording)
        grave = record.withdrawn_reason in ("retracted", "invalid")
        record.effective, record.draft, record.state = len(record.versions), False, "in_force"
        record.reinstated = record.effective if grave else record.reinstated
        record.withdrawn_reason, record.vouched = "", False
        self.waived_on.pop(key, None)
        self._known.clear()

    def sign_use(self, key: str) -> None:
        """Let somebody new sign what a use in force says. May raise Refused."""
        record = self.items.get(key)
        if record is None or record.type != "EvidenceUse" or record.state != "in_force" or record.draft:
            raise Refused
        if not any(record.content.get(f"{why}_justification") for why in ("extrapolation", "applicability")):
            raise Refused
        record.versions.append(record.content)
        record.wordings.append(record.wording)
        record.effective, record.vouched = len(record.versions), True
        self._known.clear()

    def reword(self, key: str, name: str, text: str) -> bool:
        """Take another text that two people agree says the same; gives whether it took two people."""
        record = self.items[key]
        content = {**record.content, name: text}
        said = record.meaning(record.effective)[name]
        wording = {k: v for k, v in {**record.carried(content), name: said}.items() if content[k] != v}
        agreed = name in wording
        if agreed or not (record.draft and record.versions[-1] == content):
            record.versions.append(content)
            record.wordings.append({})
        record.wordings[-1] = wording
        record.effective, record.draft = len(record.versions), False
        self.waived_on.pop(key, None)  # nobody signed what it says now
        self._known.clear()
        return agreed

    def anybody(self) -> bool:
        """Whether any person is on record, so that a reviewer has to be (concepts 8.5 b)."""
        return any(record.type == "Person" and record.state == "in_force" for record in self.items.values())

    def _unsigned(self, key: str) -> bool:
        """Whether an item is a justified gap that nobody signed; what a load brings is signed."""
        return self.items[key].type == "JustifiedGap" and key not in self.waived_on

    def _take(self, row: Row, content: Content) -> bool:
        """Make a version of a row where it says something new; gives whether it came into force."""
        record = self.items.setdefault(row.key, Record(row.type))
        if row.approve and record.state == "withdrawn":
            return False  # what was withdrawn comes back by an act of its own
        same = bool(record.versions) and record.versions[-1] == content
        if same and record.draft:
            if not row.approve:
                return False
        elif row.approve and self._says_what_is_in_force(row, content):
            return False  # whatever draft is open stays open
        elif same and record.state == "in_force" and not row.signed and not self._unsigned(row.key):
            return False
        else:
            record.versions.append(content)
            record.wordings.append({})
            record.draft = True
        if not row.approve:
            return False
        before, was_in_force = record.content, record.effective > 0
        record.wordings[-1] = record.carried(content)
        if row.type == "Appraisal" and was_in_force and before["appraises"] != content["appraises"]:
            record.read = None
        was, stood = record.meaning(record.effective), record.state == "in_force"
        record.effective, record.draft, record.state = len(record.versions), False, "in_force"
        record.withdrawn_reason, record.answered = "", row.answered
        if was_in_force and before.get("retracted") and not content.get("retracted"):
            record.reinstated = record.effective  # a mark that is gone settles nothing either
        now = record.meaning(record.effective)
        if was_in_force and row.type in REPORTS and compared(row.type, was) != compared(row.type, now):
            record.loaded = 0 if row.by_hand else record.effective
        same = substance(row.type, was) == substance(row.type, record.meaning(record.effective))
        record.vouched = record.vouched and stood and same
        return True

    def _says_what_is_in_force(self, row: Row, content: Content) -> bool:
        """Whether a row brings nothing: neither another content nor a signature."""
        record = self.items[row.key]
        new = row.signed or self._unsigned(row.key)
        return record.state == "in_force" and record.content == content and not new

    def _refuse_wrong_ends(self, row: Row, coming: Mapping[str, Row]) -> None:
        if row.key in self.items and self.items[row.key].type != row.type:
            raise Refused
        for _name, relation, target, allowed in self._said(row.type, row.content):
            kind = coming[target].type if target in coming else self._type(target)
            if kind is not None and (target == row.key or (allowed != ANY and kind not in allowed)):
                raise Refused(relation)

    def _with_version_read(self, row: Row, coming: Mapping[str, Row]) -> Content:
        """Fill in which version of its evidence an appraisal appraises where the row leaves it out."""
        content = tidy(row.type, row.content)
        if row.type != "Appraisal" or "evidence_version" in content:
            return content
        target = content["appraises"][0]
        known = self.items.get(row.key)
        if known is not None:
            last = known.versions[-1]
            number = last.get("evidence_version") if last["appraises"] == [target] else None
        else:
            number = self._number_after(target, coming)
        return {**content, "evidence_version": number} if number else content

    def _as_marked(self, row: Row, content: Content) -> Content:
        """Add to data what people marked them with before, which a load does not take away."""
        record = self.items.get(row.key)
        if row.type != "Evidence" or row.by_hand or record is None:
            return content
        kept = {name: record.content[name] for name in MARKS if name in record.content}
        return {**kept, **content}

    def _number_after(self, key: str, coming: Mapping[str, Row]) -> int | None:
        """Return the number that the version in force of an item has when the load is in."""
        after = self.copy()
        row = coming.get(key)
        if row is not None:
            after._take(row, tidy(row.type, row.content))
        return after.items[key].effective or None if key in after.items else None

    def _read_evidence(self, key: str) -> None:
        record = self.items[key]
        number = record.content.get("evidence_version")
        evidence = self.items.get(record.content["appraises"][0])
        if number and evidence is not None:
            record.read = substance("Evidence", evidence.meaning(number))

    # -- what is asked ----------------------------------------------------------------------------------

    def dependants(self, key: str) -> dict[str, int]:
        """Return all that depends on an item, with the distance, against the arrows."""
        return dependants(self, key)

    def circular(self, rows: Sequence[Row]) -> bool:
        """Whether a conclusion among these rows rests on itself, once they are in."""
        return circular(self, rows)

    def gaps(self, today: str, device: str = "") -> set[tuple[str, str, str, str, str, tuple[str, ...]]]:
        """Return the gaps of the known rules: (rule, device, subject, detail, severity, facts)."""
        used = {record.type for record in self.items.values()}
        return {
            (rule, self._device(rule, subject, view), subject, detail, severity, tuple(sorted(facts)))
            for rule, (needs, find) in GAPS.items()
            if not needs or needs in used
            for view in views(self, device)
            for subject, detail, severity, facts in find(self, view, today)
        }

    def _device(self, rule: str, subject: str, view: View) -> str:
        """Return the device of a gap: none where a rule does not look at it and the item names none."""
        return "" if rule in BLIND and EVERYWHERE in self.scopes(subject) else view.device
