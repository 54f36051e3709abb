"""A second, slow and simple statement of what the service has to answer.

Items are dictionaries in memory. After every step everything is derived from them anew, by brute force: what
each conclusion ought to rest on, its status, reasons and demands, the gaps of some rules, and what depends
on an item. It is written from docs/concepts.md and shares no code with the service, so that a fault
has to be made twice to stay hidden.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

EVERYWHERE = "*"
SIGNED_ON = "2026-11-09"
"""The day of every signature that a load brings."""
ANY = ("*",)

# -- the vocabulary, as far as the oracle goes ---------------------------------------------------------
# Of each type: its references (field: relation, types that may stand at the other end), the fields that
# never matter to a conclusion, the fields that dependants compare (None: all that is not editorial), and
# the defaults, which a content leaves out.

COMMON_EDITORIAL = {"title", "devices", "tags", "owner", "note", "valid_until", "next_review_due"}
DEVICES = ("FOR_DEVICE", ("Device", "DeviceVersion", "Variant"))
NAVIGATION = {"FOR_DEVICE", "SUCCEEDS", "FOUND_BY", "ADDRESSES", "AFFECTS", "CONTAINS", "WAIVES"}


@dataclass(frozen=True)
class Type:
    """What the oracle knows of an item type."""

    refs: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    editorial: frozenset[str] = frozenset()
    compared: frozenset[str] | None = None
    defaults: Mapping[str, Any] = field(default_factory=dict)

    def all_refs(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Return the references with the devices that any item may name."""
        return {"devices": DEVICES, **self.refs}


BEARS_ON = (
    "Claim",
    "Risk",
    "RiskControl",
    "SideEffect",
    "Benefit",
    "StateOfTheArt",
    "ComplianceRecord",
    "CharacteristicComparison",
    "ResidualUncertainty",
    "DesignItem",
    "Hazard",
    "HazardousSituation",
    "UseScenario",
)
RAISES = (
    "Hazard",
    "HazardousSituation",
    "Harm",
    "Risk",
    "RiskControl",
    "UseScenario",
    "Claim",
    "Benefit",
    "IntendedUseElement",
    "SideEffect",
    "InformationMaterial",
    "ComparatorDevice",
    "StateOfTheArt",
    "ResidualUncertainty",
    "ComplianceRecord",
)
_CRITERION = ("CRITERION_FROM", ("StateOfTheArt",))
_ELEMENTS = ("IntendedUseElement",)

TYPES: dict[str, Type] = {
    "Device": Type(defaults={"is_samd": False}),
    "DeviceVersion": Type(
        {"succeeds": ("SUCCEEDS", ("DeviceVersion",))},
        frozenset({"succeeds"}),
        defaults={"status": "in_development"},
    ),
    "Variant": Type(),
    "RegulatoryProfile": Type(),
    "IntendedPurpose": Type({"has_element": ("HAS_ELEMENT", _ELEMENTS)}, frozenset({"statement"})),
    "IntendedUseElement": Type(
        editorial=frozenset({"coded_value", "display_order"}), defaults={"included": True}
    ),
    "Claim": Type(
        {
            "covers": ("COVERS", _ELEMENTS),
            "stated_in": ("STATED_IN", ("InformationMaterial",)),
            "criterion_from": _CRITERION,
        },
        frozenset({"where_made"}),
        frozenset({"statement", "claim_type", "module", "target_threshold", "stated_in", "criterion_from"}),
        {"claim_type": "clinical_performance"},
    ),
    "Benefit": Type({"covers": ("COVERS", _ELEMENTS), "criterion_from": _CRITERION}),
    "SideEffect": Type({"criterion_from": _CRITERION}),
    "StateOfTheArt": Type(
        {"derived_from": ("DERIVED_FROM", ("LiteratureSearch", "Evidence", "Standard"))},
        frozenset({"text"}),
    ),
    "LiteratureSearch": Type(editorial=frozenset({"executed_by"})),
    "Evidence": Type(
        {
            "generated_with": ("GENERATED_WITH", ("DeviceVersion", "ComparatorDevice")),
            "found_by": ("FOUND_BY", ("LiteratureSearch",)),
        },
        frozenset({"citation", "found_by"}),
        frozenset({"n", "favourable", "retracted", "generated_with"}),
        {"retracted": False, "rejected": False},
    ),
    "Appraisal": Type(
        {"appraises": ("APPRAISES", ("Evidence",))},
        frozenset({"summary"}),
        frozenset({"appraises", "validity_performance", "validity_safety", "validity_background", "limited"}),
        {"limited": False, "full_text_read": True},
    ),
    "EvidenceUse": Type(
        {
            "uses": ("USES", ("Evidence",)),
            "bears_on": ("BEARS_ON", BEARS_ON),
            "covers_element": ("COVERS_ELEMENT", ("IntendedUseElement", "Variant")),
        },
        frozenset({"relevance"}),
        defaults={
            "role": "supportive",
            "direction": "supports",
            "weight": "medium",
            "extrapolation": False,
        },
    ),
    "EvidenceSet": Type(
        {"suffices_for": ("SUFFICES_FOR", ("Claim",)), "comprises": ("COMPRISES", ("EvidenceUse",))}
    ),
    "ComparatorDevice": Type(defaults={"relation": "equivalent_candidate"}),
    "CharacteristicComparison": Type(
        {
            "compares": ("COMPARES", ("ComparatorDevice",)),
            "compares_element": ("COMPARES_ELEMENT", _ELEMENTS),
        },
        frozenset({"display_order"}),
    ),
    "Hazard": Type(editorial=frozenset({"hazard_category"})),
    "HazardousSituation": Type(
        {
            "arises_from": ("ARISES_FROM", ("Hazard",)),
            "leads_to": ("LEADS_TO", ("Harm",)),
            "triggered_in": ("TRIGGERED_IN", ("UseScenario",)),
        }
    ),
    "UseScenario": Type(),
    "Harm": Type(),
    "Risk": Type(
        {
            "estimates": ("ESTIMATES", ("HazardousSituation", "Harm")),
            "criterion_from": _CRITERION,
            "criteria": ("JUDGED_BY", ("RiskCriteria",)),
        },
        frozenset({"basis_note"}),
        defaults={"scheme": "iso14971"},
    ),
    "RiskCriteria": Type(defaults={"scheme": "iso14971"}),
    "RiskControl": Type(
        {
            "controls": ("CONTROLS", ("HazardousSituation",)),
            "introduces": ("INTRODUCES", ("Hazard", "HazardousSituation")),
            "implemented_by": ("IMPLEMENTED_BY", ("DesignItem", "InformationMaterial")),
        },
        defaults={"status": "implemented"},
    ),
    "DesignItem": Type(
        {"fulfils": ("FULFILS", ("DesignItem",)), "implements": ("IMPLEMENTS", ("RiskControl",))}
    ),
    "Requirement": Type(defaults={"clinical_evaluation": False}),
    "ComplianceRecord": Type(
        {
            "satisfies": ("SATISFIES", ("Requirement",)),
            "applies_standard": ("APPLIES_STANDARD", ("Standard",)),
        },
        frozenset({"evidence_location"}),
    ),
    "Standard": Type(editorial=frozenset({"designation"}), defaults={"status": "current"}),
    "InformationMaterial": Type(editorial=frozenset({"language"})),
    "ResidualUncertainty": Type(),
    "PmsPlan": Type(),
    "PmcfActivity": Type(
        {"addresses": ("ADDRESSES", ("ResidualUncertainty", "Risk", "Claim"))},
        frozenset({"addresses"}),
        defaults={"status": "planned"},
    ),
    "SafetySignal": Type(
        {"raises": ("RAISES", RAISES)},
        defaults={"assessment_status": "new"},
    ),
    "JustifiedGap": Type({"waives": ("WAIVES", ANY), "cites": ("CITES", ANY)}),
    "Policy": Type(defaults={"expired_evidence_is_stale": False}),
    "Person": Type(
        editorial=frozenset(
            {"unqualified_from", "unqualified_until", "degree", "experience_years", "cv_date", "doi_date"}
        )
    ),
    "Change": Type({"affects": ("AFFECTS", ANY)}, frozenset({"affects"}), defaults={"status": "proposed"}),
    "Evaluation": Type({"contains": ("CONTAINS", ANY)}, frozenset({"contains"})),
    "Conclusion": Type(
        {
            "about": ("ABOUT", ANY),
            "also_rests_on": ("ALSO_RESTS_ON", ANY),
            "cites_gaps": ("CITES_GAP", ("JustifiedGap",)),
        },
        frozenset({"rationale"}),
        frozenset({"kind", "about", "statement", "verdict", "conditions", "scope"}),
    ),
}

ABOUT_OF_KIND: dict[str, tuple[str, ...]] = {
    "pillar_vca": ("Claim",),
    "pillar_av": ("Claim",),
    "pillar_cv": ("Claim",),
    "claim_supported": ("Claim",),
    "equivalence": ("ComparatorDevice",),
    "sota_established": ("StateOfTheArt",),
    "control_effective": ("RiskControl",),
    "risk_acceptable": ("Risk",),
    "overall_residual_risk": ("Device",),
    "side_effects_acceptable": ("Device", "SideEffect"),
    "benefit_risk": ("IntendedUseElement",),
    "requirement_met": ("ComplianceRecord",),
    "requirement_not_applicable": ("ComplianceRecord",),
    "information_consistent": ("InformationMaterial",),
    "clinical_data_not_appropriate": ("Device", "Requirement"),
    "pmcf_need": ("Device",),
    "cer_overall": ("Evaluation",),
    "change_significance": ("Change",),
}

Content = dict[str, Any]
Entry = tuple[str, str, str]
"""An item of a basis: key, role, and the use through which it belongs there ('' for none)."""


def tidy(kind: str, content: Mapping[str, Any]) -> Content:
    """Return a content without what only says the default, its references sorted, each once."""
    declared = TYPES[kind]
    found: Content = {}
    for name, value in content.items():
        if name in declared.all_refs():
            value = sorted(set(value))  # noqa: PLW2901 -- the tidy value
        if value not in (None, "", [], {}) and value != declared.defaults.get(name):
            found[name] = value
    return found


def substance(kind: str, content: Mapping[str, Any]) -> str:
    """Return all of a content that is not editorial, as text."""
    editorial = COMMON_EDITORIAL | TYPES[kind].editorial
    return json.dumps({k: v for k, v in content.items() if k not in editorial}, sort_keys=True)


def compared(kind: str, content: Mapping[str, Any]) -> str:
    """Return the part of a content that dependants compare, as text."""
    names = TYPES[kind].compared
    if names is None:
        return substance(kind, content)
    return json.dumps({k: v for k, v in content.items() if k in names}, sort_keys=True)


@dataclass
class Record:
    """One item: its versions, the number of the one in force (or last in force), and its state."""

    type: str
    versions: list[Content] = field(default_factory=list)
    wordings: list[Content] = field(default_factory=list)
    """Of each version: the earlier texts that two people agreed its texts stand for."""
    effective: int = 0
    draft: bool = False
    state: str = "draft"
    withdrawn_reason: str = ""
    read: str | None = None
    """Of an appraisal: the substance of the evidence as it was read."""
    vouched: bool = False
    """Of a use: whether somebody signed what it says in force."""

    @property
    def content(self) -> Content:
        """What is, or was last, in force; empty for what never was."""
        return self.versions[self.effective - 1] if self.effective else {}

    @property
    def wording(self) -> Content:
        """The earlier texts that the texts in force stand for."""
        return self.wordings[self.effective - 1] if self.effective else {}

    def meaning(self, number: int) -> Content:
        """Return the content of a version with each text that stands for an earlier one as that."""
        return {**self.versions[number - 1], **self.wordings[number - 1]} if number else {}

    def carried(self, content: Content) -> Content:
        """Return the wording that goes on holding for a next content: of texts that stay the very same."""
        return {name: text for name, text in self.wording.items() if content[name] == self.content[name]}


@dataclass(frozen=True)
class Pinned:
    """What a conclusion rested on when it was signed."""

    item: str
    role: str
    via: str
    version: int
    compared: str


@dataclass(frozen=True)
class Row:
    """One row of a load."""

    key: str
    type: str
    content: Mapping[str, Any]
    approve: bool = True
    signed: bool = False
    """Whether a new signature comes with it."""
    by: str = "evaluator"
    """Of a conclusion: who signed it."""


@dataclass(frozen=True)
class Standing:
    """Status of a conclusion with its reasons as (code, item, demand)."""

    status: str
    reasons: frozenset[tuple[str, str, str]] = frozenset()
    overdue_from: str = ""

    @property
    def demand(self) -> str:
        """The worst demand."""
        demands = {demand for _, _, demand in self.reasons}
        return "must_redo" if "must_redo" in demands else "must_confirm" if "must_confirm" in demands else ""


SIGNALLED = (
    "benefit_risk",
    "claim_supported",
    "control_effective",
    "equivalence",
    "information_consistent",
    "requirement_met",
    "requirement_not_applicable",
    "risk_acceptable",
    "side_effects_acceptable",
    "sota_established",
)
"""Kinds of conclusions that a signal on their very subject speaks to (events 30 and 31)."""
UNASSESSED = ("SIGNAL_RAISED", "must_confirm")
"""The reason that only makes suspect, although it asks for something."""


def _limits(element: Content) -> bool:
    """Whether an element takes people or uses out, so that less of it is more of the intended use."""
    kinds = ("contraindication", "precaution_warning", "foreseeable_misuse")
    return element.get("kind") in kinds or element.get("included") is False


def _needed(aspect: str | None, aspects: Sequence[str]) -> list[str]:
    """Leave out what a use for performance, or for safety, does not need."""
    other = {"performance": "safety", "safety": "performance"}.get(aspect or "")
    return [name for name in aspects if name != other]


class Refused(Exception):
    """The service has to refuse this."""


class Oracle:
    """A workspace as it ought to be."""

    def __init__(self) -> None:
        """Begin empty."""
        self.items: dict[str, Record] = {}
        self.pins: dict[str, list[Pinned]] = {}
        self.signed_by: dict[str, str] = {}
        self.waived_on: dict[str, dict[tuple[str, str], tuple[str, str | None]]] = {}
        self._known: dict[Any, Any] = {}

    def copy(self) -> Oracle:
        """Return a workspace that changes for itself."""
        after = Oracle()
        after.items = {key: copy.copy(record) for key, record in self.items.items()}
        for record in after.items.values():  # contents are never changed, only followed by others
            record.versions, record.wordings = [*record.versions], [*record.wordings]
        after.pins, after.signed_by = {**self.pins}, {**self.signed_by}
        after.waived_on = {**self.waived_on}
        return after

    def _once(self, key: Any, compute: Callable[[], Any]) -> Any:
        """Return what was derived since the last write, or derive it; every write forgets it all."""
        if key not in self._known:
            self._known[key] = compute()
        return self._known[key]

    # -- what is written --------------------------------------------------------------------------------

    def load(self, rows: Sequence[Row]) -> set[str]:
        """Take rows as one load does; gives the keys that came into force anew. May raise Refused."""
        self._known.clear()
        coming = {row.key: row for row in rows}
        for row in rows:
            self._refuse_wrong_ends(row, coming)
        contents = {row.key: self._with_version_read(row, coming) for row in rows}
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
        signed = sorted(key for key in in_force if self.items[key].type == "Conclusion")
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

    def substance_now(self, key: str) -> tuple[str, str | None]:
        """Return state and substance of an item, as a justified gap is signed on it."""
        record = self.items.get(key)
        if record is None:
            return "missing", None
        return record.state, self.substance(key) if record.effective else None

    def anybody(self) -> bool:
        """Whether any person is on record, so that a reviewer has to be (concepts 8.5 b)."""
        return any(record.type == "Person" and record.state == "in_force" for record in self.items.values())

    def waives(self, key: str) -> bool:
        """Whether a justified gap holds, whatever the day is: whole, and signed on what is as it was."""
        content = self.items[key].content
        said = all(content.get(name) for name in ("rule_id", "waives", "rationale", "expires_at"))
        return (
            key in self.waived_on
            and bool(said)
            and all(
                before[1] is not None
                and before == self.substance_now(item)
                and (role == "waives" or before[0] == "in_force")
                for (role, item), before in self.waived_on[key].items()
            )
        )

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

    def _unsigned(self, key: str) -> bool:
        """Whether an item is a justified gap that nobody signed; what a load brings is signed."""
        return self.items[key].type == "JustifiedGap" and key not in self.waived_on

    def _take(self, row: Row, content: Content) -> bool:
        """Make a version of a row where it says something new; gives whether it came into force."""
        record = self.items.setdefault(row.key, Record(row.type))
        same = bool(record.versions) and record.versions[-1] == content
        if same and record.draft:
            if not row.approve:
                return False
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
        record.withdrawn_reason = ""
        same = substance(row.type, was) == substance(row.type, record.meaning(record.effective))
        record.vouched = record.vouched and stood and same
        return True

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

    # -- the graph --------------------------------------------------------------------------------------

    def _type(self, key: str) -> str | None:
        return self.items[key].type if key in self.items else None

    @staticmethod
    def _said(kind: str, content: Mapping[str, Any]) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
        for name, (relation, allowed) in TYPES[kind].all_refs().items():
            ends = ABOUT_OF_KIND[content["kind"]] if name == "about" else allowed
            for target in content.get(name, ()):
                yield name, relation, target, ends

    def references(self, key: str) -> list[tuple[str, str, str, bool]]:
        """Return what an item holds: field, relation, key, and whether a fitting item is there."""
        return self._once(("references", key), lambda: list(self._references(key)))

    def _references(self, key: str) -> Iterator[tuple[str, str, str, bool]]:
        record = self.items[key]
        if record.effective:
            for name, relation, target, allowed in self._said(record.type, record.content):
                kind = self._type(target)
                yield name, relation, target, kind is not None and (allowed == ANY or kind in allowed)

    def out(self, key: str, name: str) -> list[str]:
        """Return the items that a field of an item refers to."""
        return [t for n, _, t, there in self.references(key) if n == name and there]

    def out_type(self, key: str, name: str, kind: str) -> list[str]:
        """Return those of them that have a type."""
        return [target for target in self.out(key, name) if self.items[target].type == kind]

    def holders(self, key: str, kind: str, name: str) -> list[str]:
        """Return the items of a type that refer to an item by a field."""
        held = self._once("holders", self._holders)
        return [k for k in held.get((key, name), ()) if self.items[k].type == kind]

    def _holders(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for owner in self.items:
            for name, _, target, there in self.references(owner):
                if there:
                    found.setdefault((target, name), []).append(owner)
        return found

    def live(self, key: str) -> bool:
        """Whether an item is in force."""
        return self.items[key].state == "in_force"

    def of_type(self, kind: str) -> list[str]:
        """Return the items of a type that are in force."""
        return [key for key, record in self.items.items() if record.type == kind and self.live(key)]

    def value(self, key: str, name: str) -> Any:
        """Return a field of what is in force; the default where nothing else is said."""
        record = self.items[key]
        return record.content.get(name, TYPES[record.type].defaults.get(name))

    def face(self, key: str) -> str:
        """Return what dependants compare of an item now."""
        record = self.items[key]
        return compared(record.type, record.meaning(record.effective))

    def substance(self, key: str) -> str:
        """Return all of an item that is in force and not editorial."""
        record = self.items[key]
        return substance(record.type, record.meaning(record.effective))

    def scopes(self, key: str) -> set[str]:
        """Return the devices that an item concerns; everywhere where it names none."""
        return self._once(("scopes", key), lambda: self._scopes(key))

    def _scopes(self, key: str) -> set[str]:
        record = self.items[key]
        if not record.effective:
            return set()
        found = {key} if record.type == "Device" else set()
        for named in self.out(key, "devices"):
            if self.items[named].type == "Device":
                found.add(named)
            else:
                found |= set(self.out_type(named, "devices", "Device"))
        return found or {EVERYWHERE}

    def near(self, subject: str, kind: str) -> list[str]:
        """Return the items in force of a type that concern a device of the subject's.

        What names no device concerns every device, on either side.
        """
        mine = self.scopes(subject)
        return [
            key
            for key in self.of_type(kind)
            if mine & (theirs := self.scopes(key)) or EVERYWHERE in mine | theirs
        ]

    # -- what a conclusion ought to rest on (concepts 6.6) ---------------------------------------------

    def orphaned(self, key: str) -> bool:
        """Whether all that a conclusion is about is withdrawn."""
        subjects = self.out(key, "about")
        return bool(subjects) and all(self.items[s].state == "withdrawn" for s in subjects)

    def about(self, subject: str, *kinds: str) -> list[str]:
        """Return the signed conclusions of some kinds about an item that is in force."""
        if not self.live(subject):
            return []
        return [
            key
            for key in self.holders(subject, "Conclusion", "about")
            if self.live(key) and self.value(key, "kind") in kinds
        ]

    def about_near(self, subject: str, kind: str, *kinds: str) -> list[str]:
        """Return the signed conclusions of some kinds about items near the subject."""
        return [q for item in self.near(subject, kind) for q in self.about(item, *kinds)]

    def expected(self, key: str) -> set[Entry]:
        """Return what a conclusion ought to rest on now."""
        found: set[Entry] = set()
        kind = self.value(key, "kind")
        for subject in self.out(key, "about"):
            if self.live(subject):
                found |= {*BASIS[kind](self, subject, kind), *self.assessed(subject, kind)}
        found |= {(item, "declared", "") for item in self.out(key, "also_rests_on") if self.live(item)}
        found |= {(item, "justified_gap", "") for item in self.out(key, "cites_gaps") if self.live(item)}
        return {entry for entry in found if entry[0] != key}

    def uses_on(self, target: str, pillar: str = "") -> Iterator[Entry]:
        """Return the uses in force that bear on an item, with their evidence and its appraisals."""
        for use in self.holders(target, "EvidenceUse", "bears_on"):
            named = self.value(use, "pillar")
            against = named is None and self.value(use, "direction") == "contradicts"
            if not pillar or named == pillar or against:
                yield from self.with_evidence(use)

    def with_evidence(self, use: str) -> Iterator[Entry]:
        """Return a use in force with its evidence and the appraisals of that."""
        if not self.live(use):
            return
        yield use, "use", ""
        for evidence in filter(self.live, self.out(use, "uses")):
            yield evidence, "evidence", use
            for appraisal in filter(self.live, self.holders(evidence, "Appraisal", "appraises")):
                yield appraisal, "appraisal", use

    def unassessed(self, key: str) -> set[str]:
        """Return the signals that nobody assessed yet on what a conclusion is about (event 31)."""
        kind = self.value(key, "kind")
        found = {
            signal
            for subject in filter(self.live, self.out(key, "about"))
            for signal, _ in self.signalled(subject, kind)
        }
        return {s for s in found if self.live(s) and self.value(s, "assessment_status") == "new"}

    def assessed(self, subject: str, kind: str) -> Iterator[Entry]:
        """Return the signals, assessed with an impact, that a conclusion of a kind on a subject rests on."""
        for signal, via in set(self.signalled(subject, kind)):
            if self.live(signal) and self.value(signal, "assessment_status") == "assessed_impact":
                yield signal, "signal", via

    def signalled(self, subject: str, kind: str) -> Iterator[tuple[str, str]]:
        """Return the signals on what a conclusion of a kind concludes on, assessed or not."""
        for item, via in self._within(subject, kind):
            yield from ((signal, via) for signal in self.holders(item, "SafetySignal", "raises"))
        if kind == "overall_residual_risk":
            for signal in _of(self, subject, "SafetySignal"):
                if not any(map(self.live, self.out(signal, "raises"))):
                    yield signal, ""

    def _within(self, subject: str, kind: str) -> Iterator[tuple[str, str]]:
        """Return items in force that a signal is raised on when it speaks to a conclusion, and its use."""
        found: set[str] = set()
        if kind in SIGNALLED:
            found.add(subject)
        if kind == "risk_acceptable":
            found |= set(self.out(subject, "estimates"))
            for situation in filter(self.live, self.out_type(subject, "estimates", "HazardousSituation")):
                found |= {*self.out(situation, "arises_from"), *self.out(situation, "triggered_in")}
                found |= set(self.holders(situation, "RiskControl", "controls"))
        elif kind == "benefit_risk":
            found |= set(self.holders(subject, "Benefit", "covers"))
        elif kind == "side_effects_acceptable" and self._type(subject) == "Device":
            found |= set(_of(self, subject, "SideEffect"))
        elif kind == "pmcf_need":
            found |= set(_of(self, subject, "ResidualUncertainty"))
        elif kind.startswith("pillar_"):
            yield from self._comparators(subject, kind.removeprefix("pillar_"))
        yield from ((item, "") for item in found if self.live(item))

    def _comparators(self, claim: str, pillar: str) -> Iterator[tuple[str, str]]:
        """Return the comparators that a pillar rests on itself, while nobody concluded on equivalence."""
        for evidence, role, use in self.uses_on(claim, pillar):
            if role == "evidence" and self.value(use, "pillar") == pillar:
                for other, what, via in _equivalent(self, use, evidence):
                    if what == "comparator":
                        yield other, via

    def activities(self, key: str) -> set[str]:
        """Return the follow-up of what a conclusion is about or rests on (event 32)."""
        found = {pin.item for pin in self.pins[key] if self.items[pin.item].type == "PmcfActivity"}
        if self.value(key, "kind") == "claim_supported":
            for claim in filter(self.live, self.out(key, "about")):
                found |= set(self.holders(claim, "PmcfActivity", "addresses"))
        return {activity for activity in found if self.live(activity)}

    def told(self, key: str, today: str) -> Iterator[tuple[str, str, str]]:
        """Return the reasons that need no change of the basis: signals, missed dates, who signed."""
        yield from (("SIGNAL_RAISED", signal, "must_confirm") for signal in self.unassessed(key))
        for activity in self.activities(key):
            end = self.value(activity, "end")
            if end and end < today and self.value(activity, "status") in ("planned", "active"):
                yield "BASIS_EXPIRED", activity, "must_confirm"
        for pin in self.pins[key]:
            if self.items[pin.item].type == "JustifiedGap" and self.live(pin.item):
                days = [self.value(pin.item, name) for name in ("expires_at", "valid_until")]
                if not self.waives(pin.item) or min(filter(None, days), default=today) < today:
                    yield "WAIVER_LAPSED", pin.item, "must_confirm"
        yield from (("BASIS_EXPIRED", evidence, "must_confirm") for evidence in self.expired(key, today))
        signer = self.signed_by.get(key, "")
        if signer in self.items and self.items[signer].type == "Person":
            since, until = self.value(signer, "unqualified_from"), self.value(signer, "unqualified_until")
            if (since or until) and (since or "") <= SIGNED_ON <= (until or "9"):
                yield "SIGNATURE_INVALID", signer, "must_redo"

    def expired(self, key: str, today: str) -> Iterator[str]:
        """Return the evidence past one of its dates that a conclusion rests on, if that is no mere delay."""
        if self.expiry_makes_stale(key):
            for item in {pin.item for pin in self.pins[key]}:
                if self.items[item].type == "Evidence" and self.live(item):
                    days = [self.value(item, name) for name in ("valid_until", "next_review_due")]
                    if min(filter(None, days), default=today) < today:
                        yield item

    def expiry_makes_stale(self, key: str) -> bool:
        """Whether any policy that concerns the conclusion raises event 5 from overdue to stale."""
        mine = self.concerned(key)
        raising = [
            policy
            for policy in self.of_type("Policy")
            if self.live(policy) and self.value(policy, "expired_evidence_is_stale")
        ]
        return any(EVERYWHERE in mine | self.scopes(p) or mine & self.scopes(p) for p in raising)

    def concerned(self, key: str) -> set[str]:
        """Return the scopes of what a conclusion is about, and the devices that it names itself."""
        subjects = set().union(*(self.scopes(subject) for subject in self.out(key, "about")), set())
        own = self.scopes(key)
        return subjects | (own - {EVERYWHERE}) | (set() if subjects else own)

    def topics(self, requirement: str) -> set[str]:
        """Return what the clinical evaluation has to conclude on a requirement: ER 1, 3, 6; GSPR 1, 8."""
        content = self.items[requirement].content
        stated = content.get("requirement_id", "") if content else ""
        found = {
            "ER1": {"safety"},
            "ER3": {"performance"},
            "ER6": {"side_effects"},
            "GSPR1": {"safety", "performance"},
            "GSPR8": {"side_effects"},
        }.get(stated, set())
        if found or content.get("clinical_evaluation"):
            found = found | {"evaluation"}
        return found

    # -- status and reasons (concepts 8.1 to 8.4) -------------------------------------------------------

    def standings(self, today: str) -> dict[str, Standing]:
        """Return the standing of every conclusion on a day."""
        return self._once(("standings", today), lambda: self._standings(today))

    def _standings(self, today: str) -> dict[str, Standing]:
        found: dict[str, Standing] = {}
        own: dict[str, frozenset[tuple[str, str, str]]] = {}
        for key, record in self.items.items():
            if record.type != "Conclusion":
                continue
            if record.state == "draft":
                found[key] = Standing("draft")
            elif record.state == "withdrawn" or self.orphaned(key):
                found[key] = Standing("withdrawn")
            else:
                own[key] = self._worst([*self._reasons(key), *self.told(key, today)])
        unsettled = {key for key, reasons in own.items() if reasons}
        while True:  # the naive fixpoint of propagation
            more = {key for key in own if key not in unsettled and self._upstream(key) & unsettled}
            if not more:
                break
            unsettled |= more
        for key, reasons in own.items():
            waits = {("UPSTREAM_STALE", up, "") for up in self._upstream(key) & unsettled}
            first_day = self._overdue_from(key)
            if any(demand and (code, demand) != UNASSESSED for code, _, demand in reasons):
                status = "stale"
            elif key in unsettled:
                status = "suspect"
            else:
                status = "overdue" if first_day and first_day < today else "current"
            found[key] = Standing(status, reasons | waits, first_day)
        return found

    @staticmethod
    def _worst(reasons: Iterable[tuple[str, str, str]]) -> frozenset[tuple[str, str, str]]:
        """Return each cause once, with its worst demand."""
        found: dict[tuple[str, str], str] = {}
        for code, item, demand in reasons:
            known = found.setdefault((code, item), demand)
            found[code, item] = "must_redo" if "must_redo" in (known, demand) else known
        return frozenset((code, item, demand) for (code, item), demand in found.items())

    def _upstream(self, key: str) -> set[str]:
        return {pin.item for pin in self.pins[key] if self.items[pin.item].type == "Conclusion"}

    def counts(self, key: str) -> bool:
        """Whether an item counts now: in force, and no conclusion on nothing."""
        return self.live(key) and not (self.items[key].type == "Conclusion" and self.orphaned(key))

    def _overdue_from(self, key: str) -> str:
        dates = [self.value(key, "next_review_due"), self.value(key, "valid_until")]
        for pin in self.pins[key]:
            if self.items[pin.item].type == "Evidence" and self.expiry_makes_stale(key):
                continue
            if self.counts(pin.item):
                dates.append(self.value(pin.item, "valid_until"))
                if self.items[pin.item].type == "Evidence":
                    dates.append(self.value(pin.item, "next_review_due"))
        return min([date for date in dates if date], default="")

    def outdated(self, appraisal: str) -> bool:
        """Whether the evidence of an appraisal has another substance than the one that was read."""
        record = self.items[appraisal]
        return any(
            self.items[e].effective and record.read != self.substance(e)
            for e in self.out(appraisal, "appraises")
        )

    def _reasons(self, key: str) -> Iterator[tuple[str, str, str]]:
        expected = self.expected(key)
        wanted = {item for item, _, _ in expected}
        by_item: dict[str, list[Pinned]] = {}
        for pin in self.pins[key]:
            by_item.setdefault(pin.item, []).append(pin)
        for item, pins in by_item.items():
            roles = {role for entry, role, _ in expected if entry == item}
            found = self._drift(item, pins, wanted, set(by_item), key)
            if found:
                yield found[0], item, found[1]
            elif item in wanted and self.counts(item):
                for pin in pins:
                    if pin.role.startswith("category_") and pin.role not in roles:
                        rose = max(map(_rank, roles)) > _rank(pin.role)
                        yield "INTENDED_PURPOSE_CHANGED", item, "must_redo" if rose else "must_confirm"
            if self.items[item].type == "Appraisal" and self.live(item) and self.outdated(item):
                yield "APPRAISAL_OUTDATED", item, ""
        for item, role, via in expected:
            # What comes in with a use that is new itself is said by the use.
            if item not in by_item and (not via or via in by_item):
                code, demand = self._new(item, role, list(by_item.values()))
                yield code, item, demand

    def _drift(
        self, item: str, pins: Sequence[Pinned], wanted: set[str], pinned: set[str], conclusion: str
    ) -> tuple[str, str] | None:
        """Return code and demand of what happened to an item that was pinned; None when nothing did."""
        record = self.items[item]
        kind = record.type
        if not self.counts(item) and kind != "EvidenceUse":
            return self._lost(item, conclusion, self._gone(item, pins[0]))
        if item not in wanted:
            held = [pin for pin in pins if not pin.via or pin.via in (wanted & pinned)]
            if not held:
                return None  # its use says it
            return self._lost(item, conclusion, self._left(item, held, conclusion))
        if all(pin.role == "claim_listed" or pin.role.startswith("category_") for pin in pins):
            return None  # only the list of claims, or the category, counts there
        if pins[0].compared == self.face(item):
            return None
        return self._changed(item, pins, conclusion)

    def _lost(self, item: str, conclusion: str, usual: tuple[str, str]) -> tuple[str, str]:
        """Weigh a loss by the sets of evidence that were whole at signing, where there are any."""
        kind = self.items[item].type
        had = [pin for pin in self.pins[conclusion] if pin.role == "evidence_set"]
        had = [pin for pin in had if self._holds(pin, conclusion, now=False)]
        if kind not in ("Evidence", "EvidenceUse", "EvidenceSet") or not had:
            return usual
        if not any(self._holds(pin, conclusion, now=True) for pin in had):
            return usual[0], "must_redo"
        through = {item} if kind == "EvidenceUse" else set()
        through |= {pin.via for pin in self.pins[conclusion] if pin.item == item and pin.via}
        heavy = kind != "EvidenceUse" and (
            self.items[item].withdrawn_reason == "retracted"
            or bool(self.value(item, "retracted"))
            or any(self._pinned(p).get("retracted") for p in self.pins[conclusion] if p.item == item)
        )
        for pin in self.pins[conclusion]:
            if pin.item in through:
                directions = {self._pinned(pin).get("direction"), self.value(pin.item, "direction")}
                heavy |= "contradicts" in directions
        return usual if heavy else (usual[0], "must_confirm")

    def _pinned(self, pin: Pinned) -> Content:
        return self.items[pin.item].versions[pin.version - 1] if pin.version else {}

    def _holds(self, held: Pinned, conclusion: str, *, now: bool) -> bool:
        """Whether a set was whole when a conclusion was signed, or is so still, untouched."""
        content, pillar = self._pinned(held), self._pinned(held)["pillar"]
        pins = self.pins[conclusion]
        said_of: dict[str, list[Content]] = {}
        for pin in pins:
            if pin.role == "appraisal" and not now:
                said_of.setdefault(pin.via, []).append(self._pinned(pin))
        if now:
            expected = {(item, via) for item, _, via in self.expected(conclusion)}
            for item, role, via in self.expected(conclusion):
                if role == "appraisal" and self.counts(item):
                    said_of.setdefault(via, []).append(self.items[item].content)
            pins = [
                pin
                for pin in pins
                if self.counts(pin.item)
                and (pin.item, pin.via) in expected
                and pin.compared == self.face(pin.item)
            ]
            if held not in pins:
                return False
        claims = {pin.item for pin in self.pins[conclusion] if pin.role == "claim"}
        aspects = ("performance", "safety", *(["background"] if pillar == "vca" else ()))

        def good(use: str) -> bool:
            said = [self._pinned(pin) for pin in pins if pin.item == use and not pin.via]
            fits = any(
                entry.get("pillar") == pillar
                and entry.get("direction", "supports") == "supports"
                and claims & set(entry.get("bears_on", ()))
                for entry in said
            )
            through = [pin for pin in pins if pin.via == use]
            sound = {p.item for p in through if p.role == "evidence" and not self._pinned(p).get("retracted")}
            return fits and any(
                self._pinned(pin)["appraises"][0] in sound
                and any(
                    self._pinned(pin).get(f"validity_{aspect}") in ("valid", "valid_with_limits")
                    and "not_valid" not in [entry.get(f"validity_{aspect}") for entry in said_of.get(use, ())]
                    for aspect in _needed(said[0].get("aspect"), aspects)
                )
                and not (now and self.outdated(pin.item))
                for pin in through
                if pin.role == "appraisal"
            )

        return all(map(good, content["comprises"]))

    def _gone(self, item: str, pin: Pinned) -> tuple[str, str]:
        record = self.items[item]
        kind = record.type
        if kind in ("Claim", "Hazard", "HazardousSituation") or (
            kind == "Conclusion" and self.live(item)  # what it was about is withdrawn (event 13)
        ):
            return "BASIS_ITEM_REMOVED", "must_confirm"
        if kind == "IntendedUseElement":
            return "INTENDED_PURPOSE_CHANGED", self._without(item, pin)
        if kind == "Standard":
            return "STANDARD_CHANGED", "must_confirm"
        if kind == "JustifiedGap":
            return "WAIVER_LAPSED", "must_confirm"
        if record.withdrawn_reason == "superseded_elsewhere" and kind == "Evidence":
            return "BASIS_SUPERSEDED", "must_confirm"
        codes = {
            "RiskControl": "CONTROL_CHANGED",
            "ComparatorDevice": "EQUIVALENCE_CHANGED",
            "CharacteristicComparison": "EQUIVALENCE_CHANGED",
            "DeviceVersion": "DEVICE_VERSION_CHANGED",
            "StateOfTheArt": "CRITERION_CHANGED",
            "RiskCriteria": "CRITERION_CHANGED",
            "Requirement": "CATALOGUE_CHANGED",
        }
        return codes.get(kind, "BASIS_WITHDRAWN"), "must_redo"

    def _left(self, item: str, held: Sequence[Pinned], conclusion: str) -> tuple[str, str]:
        kind = self.items[item].type
        if kind == "EvidenceUse":
            decisive = self._decisive(item, held[0].version) or self._decisive(item, 0)
            return "BASIS_ITEM_REMOVED", "must_redo" if decisive else "must_confirm"
        if kind == "RiskControl":
            return "CONTROL_CHANGED", "must_redo"
        if kind == "IntendedUseElement":
            return "INTENDED_PURPOSE_CHANGED", self._without(item, held[0])
        codes = {
            "ComparatorDevice": "EQUIVALENCE_CHANGED",
            "CharacteristicComparison": "EQUIVALENCE_CHANGED",
            "DeviceVersion": "DEVICE_VERSION_CHANGED",
            "StateOfTheArt": "CRITERION_CHANGED",
            "RiskCriteria": "CRITERION_CHANGED",
            "Requirement": "CATALOGUE_CHANGED",
            "Standard": "STANDARD_CHANGED",
            "IntendedPurpose": "INTENDED_PURPOSE_CHANGED",
            "JustifiedGap": "WAIVER_LAPSED",
        }
        roles = {(via, role) for _, role, via in self.expected(conclusion)}
        bare = any(
            (pin.via, "evidence") in roles and (pin.via, "appraisal") not in roles for pin in held
        )  # what is used is appraised by nobody any more
        heavy = kind in ("Benefit", "DesignItem") or (kind == "Appraisal" and bare)
        return codes.get(kind, "BASIS_ITEM_REMOVED"), "must_redo" if heavy else "must_confirm"

    def _without(self, element: str, pin: Pinned) -> str:
        """Return what the loss of an element asks for: without a limit the intended use is wider."""
        return "must_redo" if _limits(self.items[element].versions[pin.version - 1]) else "must_confirm"

    def _decisive(self, use: str, version: int) -> bool:
        record = self.items[use]
        content = record.versions[version - 1] if version else record.content
        return content.get("role") == "pivotal" or content.get("direction") == "contradicts"

    def _changed(self, item: str, pins: Sequence[Pinned], conclusion: str) -> tuple[str, str]:
        record = self.items[item]
        before, after = record.versions[pins[0].version - 1], record.content
        confirm = False
        if record.type == "Evidence":
            through = [pin.via for pin in self.pins[conclusion] if pin.item == item and pin.via]
            decisive = any(self._decisive(use, 0) for use in through)
            turned = before.get("favourable") != after.get("favourable")
            confirm = not (decisive or turned or after.get("retracted"))
        elif record.type == "EvidenceUse":
            flipped = before.get("direction") != after.get("direction")
            confirm = not (flipped or self._decisive(item, pins[0].version) or self._decisive(item, 0))
        elif record.type == "IntendedUseElement":
            confirm = self._narrowed(before, after)
        elif record.type == "Risk":
            confirm = self._fell(before, after)
        elif record.type == "RiskCriteria":
            confirm = not self._stricter(before, after)
        elif record.type == "StateOfTheArt":
            confirm = not self._harder(before, after)
        elif record.type == "PmcfActivity":
            confirm = after.get("outcome") != "contradicts"
        elif record.type == "DeviceVersion":
            confirm = all(before.get(name) == after.get(name) for name in ("model_version", "modules"))
        codes = {
            "IntendedUseElement": "INTENDED_PURPOSE_CHANGED",
            "IntendedPurpose": "INTENDED_PURPOSE_CHANGED",
            "RiskControl": "CONTROL_CHANGED",
            "StateOfTheArt": "CRITERION_CHANGED",
            "RiskCriteria": "CRITERION_CHANGED",
            "ComparatorDevice": "EQUIVALENCE_CHANGED",
            "CharacteristicComparison": "EQUIVALENCE_CHANGED",
            "DeviceVersion": "DEVICE_VERSION_CHANGED",
            "Device": "DEVICE_VERSION_CHANGED",
            "Variant": "DEVICE_VERSION_CHANGED",
            "Standard": "STANDARD_CHANGED",
            "Requirement": "CATALOGUE_CHANGED",
            "SafetySignal": "SIGNAL_RAISED",
            "JustifiedGap": "WAIVER_LAPSED",
            "Conclusion": "UPSTREAM_VERDICT_CHANGED",
        }
        confirm |= record.type in (
            "JustifiedGap",
            "Device",
            "Variant",
            "Standard",
            "Requirement",
            "LiteratureSearch",
        )
        return codes.get(record.type, "BASIS_REVISED"), "must_confirm" if confirm else "must_redo"

    @staticmethod
    def _narrowed(before: Content, after: Content) -> bool:
        """Whether an element only lost scope (event 15): ends moved inwards, or it was excluded."""
        names = ("kind", "value", "range_unit", "lay_users")
        if any(before.get(name) != after.get(name) for name in names) or _limits(before):
            return False
        was, now = before.get("included", True), after.get("included", True)
        low = before.get("range_min") is None or after.get("range_min", float("-inf")) >= before["range_min"]
        high = before.get("range_max") is None or after.get("range_max", float("inf")) <= before["range_max"]
        return was and low and high and now in (True, False)

    @staticmethod
    def _harder(before: Content, after: Content) -> bool:
        """Whether a state of the art asks for more: a higher benchmark, or another thing (event 23)."""
        sources = COMMON_EDITORIAL | {"text", "derived_from", "source_date_from", "source_date_to"}
        marks = ("benchmark_value", "benchmark_min", "benchmark_max")
        for name in {*before, *after} - sources - set(marks):
            if before.get(name) != after.get(name):
                return True
        for name in marks:
            was, now = before.get(name), after.get(name)
            if was == now:
                continue
            if None in (was, now) or after.get("better") not in ("higher", "lower"):
                return True
            if (now > was) is (after["better"] == "higher"):
                return True
        return False

    @staticmethod
    def _stricter(before: Content, after: Content) -> bool:
        """Whether criteria refuse a cell that they accepted, or speak of other scales (event 22)."""
        if any(before.get(name) != after.get(name) for name in ("scheme", "severities", "probabilities")):
            return True
        return any(
            level in before.get("acceptable_levels", []) and now not in after.get("acceptable_levels", [])
            for row, row_now in zip(before["matrix"], after["matrix"], strict=True)
            for level, now in zip(row, row_now, strict=True)
        )

    @staticmethod
    def _fell(before: Content, after: Content) -> bool:
        """Whether an estimate only went down (event 19)."""
        fixed = ("scheme", "stage", "criteria_version", "estimates", "criterion_from", "criteria")
        if any(before.get(name) != after.get(name) for name in fixed):
            return False
        for scale in ("severity", "p1", "p2", "p", "level"):
            was, now = before.get(scale), after.get(scale)
            if was != now and (was is None or now is None or now > was):
                return False
        was, now = before.get("acceptability"), after.get("acceptability")
        return was == now or (was, now) == ("not_acceptable", "acceptable")

    def _new(self, item: str, role: str, pinned: Sequence[Sequence[Pinned]]) -> tuple[str, str]:
        kind = self.items[item].type
        if role == "contradicting_follow_up":
            return "CONTRADICTION_ADDED", "must_redo"
        if kind == "DeviceVersion":
            return "DEVICE_VERSION_CHANGED", self._released(item, [pins[0] for pins in pinned])
        if kind == "EvidenceUse" and self.value(item, "direction") == "contradicts":
            return "CONTRADICTION_ADDED", "must_redo"
        aspects = ("validity_performance", "validity_safety", "validity_background")
        if kind == "Appraisal" and any(self.value(item, name) == "not_valid" for name in aspects):
            return "BASIS_ITEM_ADDED", "must_redo"
        codes = {
            "IntendedUseElement": "INTENDED_PURPOSE_CHANGED",
            "IntendedPurpose": "INTENDED_PURPOSE_CHANGED",
            "Hazard": "HAZARD_ADDED",
            "HazardousSituation": "HAZARD_ADDED",
            "Standard": "STANDARD_CHANGED",
            "Requirement": "CATALOGUE_CHANGED",
            "StateOfTheArt": "CRITERION_CHANGED",
            "RiskCriteria": "CRITERION_CHANGED",
            "ComparatorDevice": "EQUIVALENCE_CHANGED",
            "CharacteristicComparison": "EQUIVALENCE_CHANGED",
            "SafetySignal": "SIGNAL_RAISED",
        }
        confirm = {
            "EvidenceSet",
            "EvidenceUse",
            "Evidence",
            "Appraisal",
            "RiskControl",
            "Conclusion",
            "LiteratureSearch",
            "Standard",
            "Requirement",
            "StateOfTheArt",
            "JustifiedGap",
        }
        return codes.get(kind, "BASIS_ITEM_ADDED"), "must_confirm" if kind in confirm else "must_redo"

    def _released(self, version: str, pins: Sequence[Pinned]) -> str:
        """Return the demand of another device version: by its algorithm against the one before (event 26)."""
        known = {
            pin.item: self.items[pin.item].versions[pin.version - 1]
            for pin in pins
            if self.items[pin.item].type == "DeviceVersion"
        }
        before = [known[key] for key in self.value(version, "succeeds") or () if key in known]
        for content in before or known.values():
            if any(content.get(name) != self.value(version, name) for name in ("model_version", "modules")):
                return "must_redo"
        return "must_confirm"

    def circular(self, rows: Sequence[Row]) -> bool:
        """Whether a conclusion among these rows rests on itself, once they are in."""
        said = {r.key: set(r.content.get("also_rests_on", ())) for r in rows if r.type == "Conclusion"}
        expecting = any(said.values())

        def rests_on(key: str) -> set[str]:
            found = {pin.item for pin in self.pins.get(key, ())} | set(self.out(key, "also_rests_on"))
            found |= said.get(key, set())
            if expecting and self.items[key].effective:
                found |= {item for item, _, _ in self.expected(key)}
            return {k for k in found if k in self.items and self.items[k].type == "Conclusion"}

        for start in said:
            seen, wave = set(), rests_on(start)
            while wave:
                if start in wave:
                    return True
                seen |= wave
                wave = set().union(*(rests_on(key) for key in wave)) - seen
        return False

    # -- impact (concepts 6.4) --------------------------------------------------------------------------

    def dependants(self, key: str) -> dict[str, int]:
        """Return all that depends on an item, with the distance, against the arrows."""
        against: dict[str, set[str]] = {}
        for owner in self.items:
            for _, relation, target, there in self.references(owner):
                if there and relation not in NAVIGATION:
                    against.setdefault(target, set()).add(owner)
        for owner, pins in self.pins.items():
            for pin in pins:
                against.setdefault(pin.item, set()).add(owner)
        distance = {key: 0}
        wave = [key]
        while wave:
            wave = [
                distance.setdefault(owner, distance[near] + 1) and owner
                for near in wave
                for owner in sorted(against.get(near, ()))
                if owner not in distance
            ]
        del distance[key]
        return distance

    # -- gaps of some rules -----------------------------------------------------------------------------

    def gaps(self, today: str, device: str = "") -> set[tuple[str, str, str, str, tuple[str, ...]]]:
        """Return the gaps of the known rules: (rule, subject, detail, severity, facts)."""
        asked = {device, EVERYWHERE} if device else None
        used = {record.type for record in self.items.values()}
        return {
            (rule, subject, detail, severity, tuple(sorted(facts)))
            for rule, (needs, find) in GAPS.items()
            if not needs or needs in used
            for subject, detail, severity, facts in find(self, asked, today)
        }

    def asked_of(self, keys: Iterable[str], asked: set[str] | None) -> list[str]:
        """Return those items that are in the scopes asked for."""
        return [key for key in keys if asked is None or self.scopes(key) & asked]

    def dated(self, key: str, today: str) -> bool:
        """Whether an item is in force and not past its date."""
        until = self.value(key, "valid_until")
        return self.live(key) and (not until or until >= today)

    def supported(self, claim: str, pillar: str, aspects: Sequence[str], today: str) -> bool:
        """Whether a use counts for a pillar of a claim; where it names sets, whether one counts whole."""
        counting = {use for use, _ in self._counting(claim, pillar, aspects, today)}
        sets = [
            held
            for held in self.holders(claim, "EvidenceSet", "suffices_for")
            if self.live(held) and self.value(held, "pillar") == pillar
        ]
        return any(set(self.value(s, "comprises")) <= counting for s in sets) if sets else bool(counting)

    def _counting(
        self, claim: str, pillar: str, aspects: Sequence[str], today: str
    ) -> Iterator[tuple[str, str]]:
        yield from (
            (use, evidence)
            for use in self.holders(claim, "EvidenceUse", "bears_on")
            for evidence in self.out(use, "uses")
            for appraisal in self.holders(evidence, "Appraisal", "appraises")
            if self.value(use, "pillar") == pillar
            and self.value(use, "direction") == "supports"
            and self.in_date(use, evidence, appraisal, today)
            and any(
                self.value(appraisal, f"validity_{aspect}") in ("valid", "valid_with_limits")
                and not self._disputed(evidence, aspect)
                for aspect in _needed(self.value(use, "aspect"), aspects)
            )
        )

    def in_date(self, use: str, evidence: str, appraisal: str, today: str) -> bool:
        """Whether use, evidence and appraisal are in force and in date, and nothing is retracted."""
        dated = all(self.dated(key, today) for key in (use, evidence, appraisal))
        return dated and not self.value(evidence, "retracted")

    def _disputed(self, evidence: str, aspect: str) -> bool:
        """Whether an appraisal in force, of whatever date, finds evidence not valid for an aspect."""
        found = filter(self.live, self.holders(evidence, "Appraisal", "appraises"))
        return any(self.value(appraisal, f"validity_{aspect}") == "not_valid" for appraisal in found)

    def uses_asked(self, asked: set[str] | None) -> list[str]:
        """Return the uses in force that concern the devices asked for.

        A use concerns what it bears on, or by name the device of its evidence or its own; one that bears
        on nothing concerns its own, or every device.
        """
        found = []
        for use in self.of_type("EvidenceUse"):
            targets = set().union(*(self.scopes(target) for target in self.out(use, "bears_on")), set())
            by_name = set().union(*(self.scopes(e) for e in self.out(use, "uses")), self.scopes(use))
            scopes = targets | (by_name - {EVERYWHERE}) | (set() if targets else self.scopes(use))
            if asked is None or scopes & asked:
                found.append(use)
        return found

    def conclusions_asked(self, asked: set[str] | None) -> list[str]:
        """Return the signed conclusions that concern the devices asked for."""
        found = []
        for key in self.of_type("Conclusion"):
            scopes = self.concerned(key)
            if asked is None or scopes & asked:
                found.append(key)
        return found


# -- the basis of each kind ----------------------------------------------------------------------------


def _pillar(o: Oracle, claim: str, kind: str) -> Iterator[Entry]:
    pillar = kind.removeprefix("pillar_")
    yield claim, "claim", ""
    yield from ((e, "element", "") for e in o.out(claim, "covers") if o.live(e))
    yield from o.uses_on(claim, pillar)
    for held in filter(o.live, o.holders(claim, "EvidenceSet", "suffices_for")):
        if o.value(held, "pillar") == pillar:
            yield held, "evidence_set", ""
            yield from (entry for use in o.out(held, "comprises") for entry in o.with_evidence(use))
    yield from ((c, "criterion", "") for c in o.out(claim, "criterion_from") if o.live(c))
    for evidence, role, use in list(o.uses_on(claim, pillar)):
        if role == "evidence" and o.value(use, "pillar") == pillar:
            yield from _equivalent(o, use, evidence)
    yield from _versions(o, claim)
    for purpose in o.near(claim, "IntendedPurpose"):
        module = o.value(purpose, "module")
        category = _category(o, purpose)
        if category and (not module or module == o.value(claim, "module")):
            yield purpose, f"category_{category}", ""


def _equivalent(o: Oracle, use: str, evidence: str) -> Iterator[Entry]:
    """Return the conclusion on equivalence that data of another device need; the comparison while none is."""
    said = (o.value(use, "device_basis"), o.value(evidence, "device_basis"))
    if "equivalent_device" not in said and o.value(evidence, "kind") != "equivalent_device_data":
        return
    others = o.out_type(evidence, "generated_with", "ComparatorDevice")
    for row in filter(o.live, o.out_type(use, "bears_on", "CharacteristicComparison")):
        others += o.out(row, "compares")
    for other in filter(o.live, others):
        concluded = o.about(other, "equivalence")
        yield from ((q, "equivalence", use) for q in concluded)
        if not concluded:
            yield other, "comparator", use
            compared = o.holders(other, "CharacteristicComparison", "compares")
            yield from ((r, "comparison", use) for r in compared if o.live(r))


N12 = {
    ("critical", "treat_or_diagnose"): "IV",
    ("critical", "drive_clinical_management"): "III",
    ("serious", "treat_or_diagnose"): "III",
    ("critical", "inform_clinical_management"): "II",
    ("serious", "drive_clinical_management"): "II",
    ("non_serious", "treat_or_diagnose"): "II",
}


def _category(o: Oracle, purpose: str) -> str:
    """Return the N12 category of an intended purpose; the others of the matrix are I."""
    situation, significance = o.value(purpose, "n12_situation"), o.value(purpose, "n12_significance")
    if not situation or not significance:
        return ""
    lay = any(
        o.live(e) and o.value(e, "included") and o.value(e, "lay_users") == "without_specialist_support"
        for e in o.out(purpose, "has_element")
    )
    if lay and situation == "serious":
        situation = "critical"
    return N12.get((situation, significance), "I")


def _rank(role: str) -> int:
    return ["I", "II", "III", "IV"].index(role[9:]) if role.startswith("category_") else -1


def _versions(o: Oracle, claim: str) -> Iterator[Entry]:
    """Return the versions that a claim names, and those of its devices that are neither past nor succeeded.

    A claim that names no version has those of every device that it concerns.
    """

    def counts(version: str) -> bool:
        succeeded = any(map(o.live, o.holders(version, "DeviceVersion", "succeeds")))
        return o.value(version, "status") != "discontinued" and not succeeded

    for named in o.out_type(claim, "devices", "DeviceVersion"):
        if o.live(named):
            yield named, "device_version", ""
    for named in o.out_type(claim, "devices", "Device"):
        held = filter(o.live, o.holders(named, "DeviceVersion", "devices"))
        yield from ((version, "device_version", "") for version in held if counts(version))
    if not o.out_type(claim, "devices", "DeviceVersion"):
        near = o.near(claim, "DeviceVersion")
        yield from ((version, "device_version", "") for version in near if counts(version))


def _claim_supported(o: Oracle, claim: str, _kind: str) -> Iterator[Entry]:
    yield claim, "claim", ""
    yield from ((q, "pillar", "") for q in o.about(claim, "pillar_vca", "pillar_av", "pillar_cv"))
    yield from ((m, "material", "") for m in o.out(claim, "stated_in") if o.live(m))
    for activity in filter(o.live, o.holders(claim, "PmcfActivity", "addresses")):
        if o.value(activity, "outcome") == "contradicts":
            yield activity, "contradicting_follow_up", ""


def _equivalence(o: Oracle, device: str, _kind: str) -> Iterator[Entry]:
    yield device, "comparator", ""
    for row in filter(o.live, o.holders(device, "CharacteristicComparison", "compares")):
        yield row, "comparison", ""
        yield from o.uses_on(row)
        yield from ((e, "element", "") for e in o.out(row, "compares_element") if o.live(e))


def _found_something(o: Oracle, search: str) -> bool:
    """Whether a search was executed, as anything said of that tells, and may have found something."""
    told = [o.value(search, name) for name in ("executed_at", "hits", "screened", "included")]
    return any(entry is not None for entry in told) and told[-1] != 0


def _sota(o: Oracle, topic: str, _kind: str) -> Iterator[Entry]:
    yield topic, "state_of_the_art", ""
    for search in o.near(topic, "LiteratureSearch"):
        linked = search in o.out(topic, "derived_from")
        if o.value(search, "purpose") == "sota" and _found_something(o, search) and not linked:
            yield search, "search", ""
    yield from ((s, "source", "") for s in o.out(topic, "derived_from") if o.live(s))
    yield from o.uses_on(topic)


def _control(o: Oracle, control: str, _kind: str) -> Iterator[Entry]:
    yield control, "control", ""
    by = [*o.out(control, "implemented_by"), *o.holders(control, "DesignItem", "implements")]
    yield from ((i, "implementation", "") for i in by if o.live(i))
    yield from o.uses_on(control)
    for item in by:
        if o.live(item) and o.items[item].type == "DesignItem":
            yield from o.uses_on(item)
    yield from _versions(o, control)


def _risk(o: Oracle, risk: str, _kind: str) -> Iterator[Entry]:
    yield risk, "risk", ""
    yield from o.uses_on(risk)
    yield from ((c, "criterion", "") for c in o.out(risk, "criterion_from") if o.live(c))
    yield from ((c, "criteria", "") for c in o.out(risk, "criteria") if o.live(c))
    harms = o.out_type(risk, "estimates", "Harm")
    situations = o.out_type(risk, "estimates", "HazardousSituation")
    yield from ((h, "harm", "") for h in harms if o.live(h))
    for other in o.of_type("Risk"):
        ends = set(o.out(other, "estimates"))
        if other != risk and ends & set(harms) and ends & set(situations):
            yield other, "estimate", ""
    for situation in filter(o.live, situations):
        yield situation, "situation", ""
        yield from o.uses_on(situation)
        for scenario in filter(o.live, o.out(situation, "triggered_in")):
            yield scenario, "use_scenario", ""
            yield from o.uses_on(scenario)
        for hazard in filter(o.live, o.out(situation, "arises_from")):
            yield hazard, "hazard", ""
            yield from o.uses_on(hazard)
        for control in filter(o.live, o.holders(situation, "RiskControl", "controls")):
            yield control, "control", ""
            yield from ((q, "control_conclusion", "") for q in o.about(control, "control_effective"))
            yield from ((i, "introduced", "") for i in o.out(control, "introduces") if o.live(i))


def _overall_risk(o: Oracle, device: str, _kind: str) -> Iterator[Entry]:
    for kind, role in (("Hazard", "hazard"), ("HazardousSituation", "situation"), ("Benefit", "benefit")):
        yield from ((item, role, "") for item in _of(o, device, kind))
    for search in _of(o, device, "LiteratureSearch"):
        if o.value(search, "purpose") in ("risk", "pms") and _found_something(o, search):
            yield search, "search", ""
    for risk in _of(o, device, "Risk"):
        yield from ((q, "risk_conclusion", "") for q in o.about(risk, "risk_acceptable"))
        yield from ((c, "criteria", "") for c in o.out(risk, "criteria") if o.live(c))


def _of(o: Oracle, device: str, kind: str) -> list[str]:
    """Return the items in force that are in the scope of a device or of every device."""
    return [key for key in o.of_type(kind) if o.scopes(key) & {device, EVERYWHERE}]


def _side_effects(o: Oracle, subject: str, _kind: str) -> Iterator[Entry]:
    effects = [subject] if o.items[subject].type == "SideEffect" else _of(o, subject, "SideEffect")
    for effect in effects:
        yield effect, "side_effect", ""
        yield from o.uses_on(effect)
        yield from ((c, "criterion", "") for c in o.out(effect, "criterion_from") if o.live(c))


def _benefit_risk(o: Oracle, element: str, _kind: str) -> Iterator[Entry]:
    yield element, "element", ""
    for benefit in filter(o.live, o.holders(element, "Benefit", "covers")):
        yield benefit, "benefit", ""
        yield from o.uses_on(benefit)
    for claim in o.holders(element, "Claim", "covers"):
        yield from ((q, "claim_conclusion", "") for q in o.about(claim, "claim_supported"))
    overall = o.about_near(element, "Device", "overall_residual_risk")
    yield from ((q, "overall_risk_conclusion", "") for q in overall)
    for kind in ("Device", "SideEffect"):
        accepted = o.about_near(element, kind, "side_effects_acceptable")
        yield from ((q, "side_effect_conclusion", "") for q in accepted)
    yield from ((c, "criterion", "") for c in o.near(element, "StateOfTheArt"))


def _requirement_met(o: Oracle, record: str, _kind: str) -> Iterator[Entry]:
    yield record, "record", ""
    yield from ((r, "requirement", "") for r in o.out(record, "satisfies") if o.live(r))
    yield from ((s, "standard", "") for s in o.out(record, "applies_standard") if o.live(s))
    yield from o.uses_on(record)
    topics = set().union(*(o.topics(r) for r in o.out(record, "satisfies")), set())
    feeding: list[str] = []
    if "safety" in topics:
        for kind, conclusion in (
            ("IntendedUseElement", "benefit_risk"),
            ("Device", "overall_residual_risk"),
            ("InformationMaterial", "information_consistent"),
        ):
            feeding += o.about_near(record, kind, conclusion)
    if "performance" in topics:
        feeding += o.about_near(record, "Claim", "claim_supported")
        yield from ((c, "claim_listed", "") for c in o.near(record, "Claim"))
    if "side_effects" in topics:
        for kind in ("Device", "SideEffect"):
            feeding += o.about_near(record, kind, "side_effects_acceptable")
    yield from ((q, "feeding_conclusion", "") for q in feeding)


def _not_applicable(o: Oracle, record: str, _kind: str) -> Iterator[Entry]:
    yield record, "record", ""
    yield from ((r, "requirement", "") for r in o.out(record, "satisfies") if o.live(r))
    yield from ((d, "device", "") for d in o.out(record, "devices") if o.live(d))
    yield from ((e, "element", "") for e in o.near(record, "IntendedUseElement"))
    yield from o.uses_on(record)


def _information(o: Oracle, material: str, _kind: str) -> Iterator[Entry]:
    yield material, "material", ""
    for kind, role in (
        ("IntendedPurpose", "intended_purpose"),
        ("IntendedUseElement", "element"),
        ("Claim", "claim"),
        ("Hazard", "hazard"),
        ("HazardousSituation", "situation"),
    ):
        yield from ((item, role, "") for item in o.near(material, kind))
    yield from ((c, "claim", "") for c in o.holders(material, "Claim", "stated_in") if o.live(c))
    residual = [r for r in o.near(material, "Risk") if o.value(r, "stage") == "residual"]
    yield from ((r, "residual_risk", "") for r in residual)
    for control in o.near(material, "RiskControl"):
        if o.value(control, "control_type") == "information_for_safety":
            yield control, "information_control", ""
    for control in filter(o.live, o.holders(material, "RiskControl", "implemented_by")):
        yield control, "information_control", ""


def _not_appropriate(o: Oracle, subject: str, _kind: str) -> Iterator[Entry]:
    yield subject, "subject", ""
    for kind in ("Risk", "Device"):
        found = o.about_near(subject, kind, "risk_acceptable", "overall_residual_risk")
        yield from ((q, "risk_conclusion", "") for q in found)
    yield from ((c, "claim", "") for c in o.near(subject, "Claim"))
    for element in o.near(subject, "IntendedUseElement"):
        if o.value(element, "kind") in ("body_site_contact", "duration_repeat", "output_function"):
            yield element, "element", ""
    for evidence in o.near(subject, "Evidence"):
        if o.value(evidence, "kind") == "justification":
            yield evidence, "justification", ""


def _follow_up(o: Oracle, device: str, _kind: str) -> Iterator[Entry]:
    yield device, "device", ""
    for kind, role in (
        ("ResidualUncertainty", "uncertainty"),
        ("PmsPlan", "plan"),
        ("PmcfActivity", "activity"),
        ("SafetySignal", "signal"),
    ):
        for item in _of(o, device, kind):
            if kind != "SafetySignal" or o.value(item, "assessment_status") == "assessed_impact":
                against = o.items[item].type == "PmcfActivity" and o.value(item, "outcome") == "contradicts"
                yield item, "contradicting_follow_up" if against else role, ""
            if kind == "ResidualUncertainty":
                yield from o.uses_on(item)


def _evaluation(o: Oracle, evaluation: str, _kind: str) -> Iterator[Entry]:
    for kind, conclusion in (
        ("IntendedUseElement", "benefit_risk"),
        ("InformationMaterial", "information_consistent"),
        ("Device", "pmcf_need"),
        ("StateOfTheArt", "sota_established"),
    ):
        found = o.about_near(evaluation, kind, conclusion)
        yield from ((q, "feeding_conclusion", "") for q in found)
    for record in o.near(evaluation, "ComplianceRecord"):
        if any("evaluation" in o.topics(r) for r in o.out(record, "satisfies")):
            yield from ((q, "requirement_conclusion", "") for q in o.about(record, "requirement_met"))


def _significance(o: Oracle, change: str, _kind: str) -> Iterator[Entry]:
    yield change, "change", ""
    yield from ((i, "affected", "") for i in o.out(change, "affects") if o.live(i))
    yield from ((p, "profile", "") for p in o.near(change, "RegulatoryProfile"))


BASIS: dict[str, Callable[[Oracle, str, str], Iterable[Entry]]] = {
    "pillar_vca": _pillar,
    "pillar_av": _pillar,
    "pillar_cv": _pillar,
    "claim_supported": _claim_supported,
    "equivalence": _equivalence,
    "sota_established": _sota,
    "control_effective": _control,
    "risk_acceptable": _risk,
    "overall_residual_risk": _overall_risk,
    "side_effects_acceptable": _side_effects,
    "benefit_risk": _benefit_risk,
    "requirement_met": _requirement_met,
    "requirement_not_applicable": _not_applicable,
    "information_consistent": _information,
    "clinical_data_not_appropriate": _not_appropriate,
    "pmcf_need": _follow_up,
    "cer_overall": _evaluation,
    "change_significance": _significance,
}

# -- the rules -----------------------------------------------------------------------------------------

Hit = tuple[str, str, str, Iterable[str]]


def _without_association(o: Oracle, asked: set[str] | None, today: str) -> Iterator[Hit]:
    devices = o.of_type("Device")
    for claim in o.asked_of(o.of_type("Claim"), asked):
        if o.supported(claim, "vca", ("performance", "safety", "background"), today):
            continue
        for scope in o.scopes(claim) if asked is None else o.scopes(claim) & asked:
            there = devices if scope == EVERYWHERE else [d for d in devices if scope in o.scopes(d)]
            if not there or any(o.value(device, "is_samd") for device in there):
                yield claim, "", "blocker", _uses_of(o, claim, "vca")


def _uses_of(o: Oracle, claim: str, pillar: str) -> list[str]:
    found = o.holders(claim, "EvidenceUse", "bears_on") + o.holders(claim, "EvidenceSet", "suffices_for")
    return [key for key in found if o.live(key) and o.value(key, "pillar") == pillar]


def _without_validation(o: Oracle, asked: set[str] | None, today: str) -> Iterator[Hit]:
    for claim in o.asked_of(o.of_type("Claim"), asked):
        if not o.supported(claim, "cv", ("performance", "safety"), today):
            yield claim, "", "blocker", _uses_of(o, claim, "cv")


def _without_conclusion(o: Oracle, asked: set[str] | None, _today: str) -> Iterator[Hit]:
    for claim in o.asked_of(o.of_type("Claim"), asked):
        if not o.about(claim, "claim_supported"):
            yield claim, "", "blocker", o.about(claim, "pillar_vca", "pillar_av", "pillar_cv")


def _without_appraisal(o: Oracle, asked: set[str] | None, _today: str) -> Iterator[Hit]:
    for use in o.uses_asked(asked):
        whole = [
            o.value(appraisal, "full_text_read")
            for evidence in o.out(use, "uses")
            for appraisal in o.holders(evidence, "Appraisal", "appraises")
            if o.live(appraisal)
        ]
        held = all(o.value(evidence, "full_text_held") is not False for evidence in o.out(use, "uses"))
        if not whole or not all(whole) or not held:
            severity = "blocker" if o.value(use, "role") == "pivotal" else "major"
            yield use, "", severity, o.out(use, "uses")


def _extrapolating(o: Oracle, asked: set[str] | None, today: str) -> Iterator[Hit]:
    for use in o.uses_asked(asked):
        if not o.value(use, "extrapolation") or o.value(use, "direction") != "supports":
            continue
        aspects = ("performance", "safety", *(["background"] if o.value(use, "pillar") == "vca" else ()))
        found = [
            evidence
            for evidence in o.out(use, "uses")
            for appraisal in o.holders(evidence, "Appraisal", "appraises")
            if o.in_date(use, evidence, appraisal, today)
            and any(
                o.value(appraisal, f"validity_{aspect}") in ("valid", "valid_with_limits")
                for aspect in aspects
            )
        ]
        if found and not o.value(use, "extrapolation_justification"):
            yield use, "", "major", set(found)
        elif found and not o.items[use].vouched:
            yield use, "signature", "major", set(found)


def _appraisal_outdated(o: Oracle, asked: set[str] | None, _today: str) -> Iterator[Hit]:
    for evidence in {e for use in o.uses_asked(asked) for e in o.out(use, "uses")}:
        for appraisal in filter(o.live, o.holders(evidence, "Appraisal", "appraises")):
            if not o.items[evidence].effective or o.outdated(appraisal):
                yield appraisal, "", "major", [evidence]


def _unlinked(o: Oracle, asked: set[str] | None, _today: str) -> Iterator[Hit]:
    for evidence in o.asked_of(o.of_type("Evidence"), asked):
        used = any(map(o.live, o.holders(evidence, "EvidenceUse", "uses")))
        if not used and not o.value(evidence, "rejected_reason"):
            yield evidence, "", "major" if o.value(evidence, "held_by") == "maker" else "minor", []


def _withdrawn_in_use(o: Oracle, asked: set[str] | None, _today: str) -> Iterator[Hit]:
    found: dict[tuple[str, str], set[str]] = {}
    for use in o.uses_asked(asked):
        if any(map(o.live, o.out(use, "bears_on"))):
            for evidence in o.out(use, "uses"):
                detail = _why_not(o, evidence, use)
                if detail is not None:
                    found.setdefault((evidence, detail), set()).add(use)
    for (evidence, detail), uses in found.items():
        yield evidence, detail, "blocker", uses


def _why_not(o: Oracle, evidence: str, use: str) -> str | None:
    """Say why evidence cannot be used as it is; None where it can."""
    if o.value(evidence, "retracted") or o.items[evidence].withdrawn_reason == "retracted":
        return "retracted"
    if o.items[evidence].state == "withdrawn":
        return ""
    rejected = o.value(evidence, "rejected") or o.value(evidence, "rejected_reason")
    counts = o.value(use, "role") != "background" and o.value(use, "weight") != "none"
    return "rejected" if rejected and counts and o.value(use, "direction") == "supports" else None


def _risk_without_conclusion(o: Oracle, asked: set[str] | None, _today: str) -> Iterator[Hit]:
    risks = o.of_type("Risk")
    for risk in o.asked_of(risks, asked):
        if o.about(risk, "risk_acceptable"):
            continue
        if o.value(risk, "stage") == "residual":
            yield risk, "", "blocker", [risk]
            continue
        ends = set(o.out(risk, "estimates"))
        pairs = [
            {o.items[end].type for end in ends & set(o.out(other, "estimates"))}
            for other in risks
            if o.value(other, "stage") == "residual"
        ]
        if {"HazardousSituation", "Harm"} not in pairs:
            yield risk, "residual", "blocker", [risk]


def _stale(o: Oracle, asked: set[str] | None, today: str) -> Iterator[Hit]:
    standings = o.standings(today)
    for key in o.conclusions_asked(asked):
        if standings[key].status == "stale":
            yield key, "", "major" if standings[key].demand == "must_confirm" else "blocker", []


def _suspect(o: Oracle, asked: set[str] | None, today: str) -> Iterator[Hit]:
    standings = o.standings(today)
    for key in o.conclusions_asked(asked):
        if standings[key].status == "suspect":
            above = [u for u in o._upstream(key) if standings[u].status in ("stale", "suspect")]
            yield key, "", "major", above


def _waiting(o: Oracle, asked: set[str] | None, _today: str) -> Iterator[Hit]:
    for key in o.asked_of((k for k in o.items if o.live(k)), asked):
        for _, relation, target, there in o.references(key):
            if not there:
                yield key, f"{relation} {target}", "major", [target]


GAPS: dict[str, tuple[str, Callable[[Oracle, set[str] | None, str], Iterable[Hit]]]] = {
    "CLM-01": ("Claim", _without_association),
    "CLM-03": ("Claim", _without_validation),
    "CLM-06": ("EvidenceUse", _extrapolating),
    "CLM-07": ("Claim", _without_conclusion),
    "EVD-01": ("EvidenceUse", _without_appraisal),
    "EVD-02": ("Appraisal", _appraisal_outdated),
    "EVD-04": ("Evidence", _unlinked),
    "EVD-06": ("EvidenceUse", _withdrawn_in_use),
    "RSK-05": ("Risk", _risk_without_conclusion),
    "CON-01": ("Conclusion", _stale),
    "CON-02": ("Conclusion", _suspect),
    "REF-01": ("", _waiting),
}
