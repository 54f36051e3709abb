"""The reasons that a conclusion is not settled (concepts 8.2 to 8.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from api_tests.properties.oracle.basis import rank
from api_tests.properties.oracle.changes import changed, put_back
from api_tests.properties.oracle.conclusions import Conclusions
from api_tests.properties.oracle.entries import entered
from api_tests.properties.oracle.losses import gone, left, lost, withdrawal_code
from api_tests.properties.oracle.records import SIGNED_ON, Entry, Pinned
from api_tests.properties.oracle.vocabulary import EVERYWHERE


def reasons_of(o: Conclusions, key: str) -> Iterator[tuple[str, str, str]]:
    """Return the reasons that come of changes of the basis: code, item, demand."""
    expected = o.expected(key)
    wanted = {item for item, _, _ in expected}
    by_item: dict[str, list[Pinned]] = {}
    for pin in o.pins[key]:
        by_item.setdefault(pin.item, []).append(pin)
    for item, pins in by_item.items():
        roles = {role for entry, role, _ in expected if entry == item}
        if _aside(o, key, item, roles, pins):
            continue
        found = _returned(o, item, pins) or _drift(o, item, pins, wanted, set(by_item), key)
        if found:
            yield found[0], item, found[1]
        elif item in wanted and o.counts(item):
            for pin in pins:
                if pin.role.startswith("category_") and pin.role not in roles:
                    rose = max(map(rank, roles)) > rank(pin.role)
                    yield "INTENDED_PURPOSE_CHANGED", item, "must_redo" if rose else "must_confirm"
        if o.items[item].type == "Appraisal" and o.live(item) and o.outdated(item):
            yield "APPRAISAL_OUTDATED", item, ""
    yield from _came(o, expected, by_item)


def _came(
    o: Conclusions, expected: set[Entry], by_item: Mapping[str, Sequence[Pinned]]
) -> Iterator[tuple[str, str, str]]:
    """Return the reasons that come of what was not pinned: what comes in with a new use, that use says."""
    for item, role, via in expected:
        if item not in by_item and (not via or via in by_item) and role != "coming_version":
            came = entered(o, item, role, list(by_item.values()))
            if came:
                yield came[0], item, came[1]


def _aside(o: Conclusions, key: str, item: str, roles: set[str], pins: Sequence[Pinned]) -> bool:
    """Whether a version is one that nobody argues with: beside those that count, or gone while others do."""
    beside = {"coming_version", "other_version"}
    if o.counts(item) and roles:
        return roles <= beside
    left = {entry for entry, role, _ in o.expected(key) if role == "device_version"}
    if o.counts(item) and pins[0].role == "device_version" and o.value(item, "status") == "discontinued":
        return any(pin.item in left for pin in o.pins[key])
    return pins[0].role in beside and bool(left)


def _returned(o: Conclusions, item: str, pins: Sequence[Pinned]) -> tuple[str, str] | None:
    """Return code and demand of an item that is back after a retraction, which settles nothing."""
    record = o.items[item]
    back = o.counts(item) and pins[0].version < record.reinstated
    return (withdrawal_code(record.type), "must_redo") if back else None


def _drift(
    o: Conclusions, item: str, pins: Sequence[Pinned], wanted: set[str], pinned: set[str], conclusion: str
) -> tuple[str, str] | None:
    """Return code and demand of what happened to an item that was pinned; None when nothing did."""
    kind = o.items[item].type
    stays = item in wanted
    if not (stays and o.counts(item)) and all(pin.role == "stated_in" for pin in pins):
        return None  # that a claim is printed in fewer materials does not speak against it
    if not o.counts(item) and kind != "EvidenceUse":
        return lost(o, item, pins, conclusion, gone(o, item, pins[0]))
    if not stays:
        held = [pin for pin in pins if not pin.via or pin.via in (wanted & pinned)]
        # Where there is none, its use says it.
        return lost(o, item, held, conclusion, left(o, item, held, conclusion)) if held else None
    there = ("claim_listed", "evaluated_claim", "side_effect_listed")
    listed = all(pin.role in there or pin.role.startswith("category_") for pin in pins)
    if listed:
        return None  # only that it is there, or the category, counts
    if pins[0].compared == o.face(item):
        return put_back(o, item, pins, conclusion) if pins[0].version < o.items[item].loaded else None
    return changed(o, item, pins, conclusion)


def told(o: Conclusions, key: str, today: str) -> Iterator[tuple[str, str, str]]:
    """Return the reasons that need no change of the basis: signals, missed dates, who signed."""
    yield from (("SIGNAL_RAISED", signal, "must_confirm") for signal in o.unjudged(key))
    for activity in activities(o, key):
        end = o.value(activity, "end")
        if end and end < today and o.value(activity, "status") in ("planned", "active"):
            yield "BASIS_EXPIRED", activity, "must_confirm"
    for pin in o.pins[key]:
        if o.items[pin.item].type == "JustifiedGap" and o.live(pin.item):
            days = [o.value(pin.item, name) for name in ("expires_at", "valid_until")]
            if not o.waives(pin.item) or min(filter(None, days), default=today) < today:
                yield "WAIVER_LAPSED", pin.item, "must_confirm"
    yield from (("BASIS_EXPIRED", evidence, "must_confirm") for evidence in expired(o, key, today))
    yield from _arrived(o, key, today)
    signed = [(o.signed_by.get(key, ""), SIGNED_ON)]
    appraisals = [p.item for p in o.pins[key] if o.items[p.item].type == "Appraisal" and o.live(p.item)]
    signed += [(o.value(a, "appraiser"), o.value(a, "appraised_on")) for a in appraisals]
    for person, day in signed:
        if day and person in o.items and o.items[person].type == "Person":
            since, until = o.value(person, "unqualified_from"), o.value(person, "unqualified_until")
            if (since or until) and (since or "") <= day <= (until or "9"):
                yield "SIGNATURE_INVALID", person, "must_redo"


def _arrived(o: Conclusions, key: str, today: str) -> Iterator[tuple[str, str, str]]:
    """Return what versions ask for whose day of release has passed while they are said to be coming."""
    expected = o.expected(key)
    for version in {item for item, role, _ in expected if role == "coming_version"}:
        released = o.value(version, "released_at")
        if (
            not released
            or released > today
            or any(e[0] == version and e[1] != "coming_version" for e in expected)
        ):
            continue
        pins = [pin for pin in o.pins[key] if pin.item == version]
        if not pins:
            found = entered(o, version, "device_version", [[pin] for pin in o.pins[key]])
        else:
            found = _returned(o, version, pins)
            if not found and pins[0].compared != o.face(version):
                found = changed(o, version, pins, key)
        if found:
            yield found[0], version, found[1]


def expired(o: Conclusions, key: str, today: str) -> Iterator[str]:
    """Return the evidence past one of its dates that a conclusion rests on, if that is no mere delay."""
    if expiry_makes_stale(o, key):
        for item in {pin.item for pin in o.pins[key]}:
            if o.items[item].type == "Evidence" and o.live(item):
                days = [o.value(item, name) for name in ("valid_until", "next_review_due")]
                if min(filter(None, days), default=today) < today:
                    yield item


def expiry_makes_stale(o: Conclusions, key: str) -> bool:
    """Whether any policy that concerns the conclusion raises event 5 from overdue to stale."""
    mine = o.concerned(key)
    raising = [
        policy
        for policy in o.of_type("Policy")
        if o.live(policy) and o.value(policy, "expired_evidence_is_stale")
    ]
    return any(EVERYWHERE in mine | o.scopes(p) or mine & o.scopes(p) for p in raising)


def activities(o: Conclusions, key: str) -> set[str]:
    """Return the follow-up of what a conclusion is about or rests on (event 32)."""
    found = {pin.item for pin in o.pins[key] if o.items[pin.item].type == "PmcfActivity"}
    if o.value(key, "kind") == "claim_supported":
        for claim in filter(o.live, o.out(key, "about")):
            found |= set(o.holders(claim, "PmcfActivity", "addresses"))
    return {activity for activity in found if o.live(activity)}
