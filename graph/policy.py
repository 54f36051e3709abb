"""Policy: which figures and lists count for a device, and who set them.

For a device, what a regulatory profile of it sets goes before what a policy sets; a policy that names the
device goes before one for all, and that before the figures of `THRESHOLDS`. Each profile is asked by itself,
and of several the strictest counts, so that no answer of one hides a gap under another. Items in the scope
of everything are held to the strictest of all devices. A list is never replaced: what all policies name that
concern the device is asked, beside the default of `ADDITIONS`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from graph.canonical import canonical
from graph.database.head import revision_of
from graph.database.queries import AllScopes, StatedRow, StatedThresholds
from graph.database.store import Store, Tx
from graph.scopes import EVERYWHERE, of_device
from graph.vocabulary.additions import ADDITIONS, Addition
from graph.vocabulary.thresholds import THRESHOLDS, Threshold


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in effect: the items that set it (none for the default), and what limited it."""

    value: int | float
    set_by: tuple[str, ...] = ()
    limited: str | None = None


Figures = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class ListInEffect:
    """A list in effect, in a fixed order: the default with all that the items which `set_by` names add."""

    entries: tuple[object, ...]
    set_by: tuple[str, ...] = ()


Lists = Mapping[str, ListInEffect]

_INTERVAL: Final = "cer_interval_months"
_SEARCHES: Final = "literature_max_age_months"
_YEAR: Final = 12
_LONGEST: Final = 60


async def figures_in(tx: Tx, scopes: Sequence[str], *, justified: bool = False) -> dict[str, Figures]:
    """Return the figures in effect for each scope; `justified` for what justifies its interval itself."""
    stated, devices = await _stated(tx)
    return {scope: in_effect(stated, scope, devices, justified=justified) for scope in scopes}


async def rows_for_rules(tx: Tx, scopes: Sequence[str], today: str) -> list[dict[str, object]]:
    """Return what rules read as `$policy`, one row for each scope.

    A row holds each figure and each list by its name; what set it as `<name>_from`; for a time also the day
    that long before today as `<name>_ago` and after it as `<name>_ahead`; and `side_effect_subjects_needed`.
    What holds for an evaluation that justifies its interval itself stands in `cer_interval_months_justified`
    likewise.
    """
    stated, devices = await _stated(tx)
    return [rule_row(stated, scope, devices, today) for scope in scopes]


async def _stated(tx: Tx) -> tuple[list[StatedRow], list[str]]:
    """Return what profiles and policies state, and the devices there are."""
    stated = await tx.fetch(StatedThresholds())
    return stated, [row.key for row in await tx.fetch(AllScopes()) if row.key != EVERYWHERE]


def rule_row(
    stated: Sequence[StatedRow], scope: str, devices: Sequence[str], today: str
) -> dict[str, object]:
    """Return what rules read of one scope."""
    return {
        "scope": scope,
        **figures_for_rules(in_effect(stated, scope, devices), today),
        **_if_justified(in_effect(stated, scope, devices, justified=True), today),
        **_of_lists(lists_in_effect(stated, scope)),
    }


def _of_lists(lists: Lists) -> dict[str, object]:
    row: dict[str, object] = {}
    for name, entry in lists.items():
        row |= {name: list(entry.entries), f"{name}_from": list(entry.set_by)}
    return row


def _if_justified(values: Figures, today: str) -> dict[str, object]:
    row = figures_for_rules(values, today)
    names = ("", "_from", "_ago", "_ahead")
    return {f"{_INTERVAL}_justified{name}": row[f"{_INTERVAL}{name}"] for name in names}


def figures_for_rules(values: Figures, today: str) -> dict[str, object]:
    """Return the figures of the row of one scope."""
    by_name: dict[str, object] = {}
    for name, entry in values.items():
        by_name |= {name: entry.value, f"{name}_from": list(entry.set_by)}
        unit = THRESHOLDS[name].unit
        if unit in ("months", "days"):
            by_name[f"{name}_ago"] = shifted(today, -int(entry.value), unit)
            by_name[f"{name}_ahead"] = shifted(today, int(entry.value), unit)
    by_name["side_effect_subjects_needed"] = subjects_needed(
        values["side_effect_detection_rate"].value, values["detection_probability"].value
    )
    return by_name


def shifted(day: str, by: int, unit: str) -> str:
    """Return a day so many months or days away, as text to compare with.

    A month ahead of or before the 31st is the 31st of that month even where it ends earlier: compared as
    text it stands behind that month's last day.
    """
    if unit == "days":
        most = date.max.toordinal()
        return date.fromordinal(min(max(date.fromisoformat(day).toordinal() + by, 1), most)).isoformat()
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + by, 12)
    if year < 1:
        return date.min.isoformat()
    return f"{year:04}-{month + 1:02}-{day[8:10]}" if year <= date.max.year else date.max.isoformat()


def subjects_needed(rate: float, probability: float) -> int:
    """Return how many subjects it takes to see an effect of this rate at least once, this probably.

    Source: MEDDEV 2.7/1 rev. 4, A7.4, whose own numbers for 80 % are 15, 32 and 161 at 10 %, 5 % and 1 %.
    """
    printed = _PRINTED.get((round(rate, 9), round(probability, 9)))
    exact = math.log1p(-probability) / math.log1p(-rate)
    return printed or max(1, math.ceil(round(exact, 9)))


# The guideline prints 15 where the formula gives 15.3.
_PRINTED: Final = {(0.1, 0.8): 15}


# -- which figure counts: pure -------------------------------------------------------------------------


def in_effect(
    stated: Sequence[StatedRow], scope: str, devices: Sequence[str], *, justified: bool = False
) -> Figures:
    """Return the figures for a device, or, for the scope of everything, the strictest of all devices.

    `justified` says that a longer interval of the clinical evaluation has its justification elsewhere.
    """
    if scope != EVERYWHERE or not devices:
        return _of_device(stated, scope, justified=justified)
    speaking = {row.scope for row in stated} & set(devices)
    silent = [device for device in devices if device not in speaking][:1]
    each = [_of_device(stated, device, justified=justified) for device in (*sorted(speaking), *silent)]
    return strictest(each)


def _of_device(stated: Sequence[StatedRow], device: str, *, justified: bool) -> Figures:
    policies = [row for row in stated if row.type == "Policy"]
    near = [row for row in policies if row.scope == device]
    far = [row for row in policies if row.scope == EVERYWHERE]
    profiles = {
        row.key: row
        for row in stated
        if row.type == "RegulatoryProfile" and row.scope in (device, EVERYWHERE)
    }
    candidates = [
        (_stated_figures([row], [near, far]), row.properties) for _, row in sorted(profiles.items())
    ]
    each = [
        _limited(figures, profile, justified=justified)
        for figures, profile in candidates or [(_stated_figures([], [near, far]), {})]
    ]
    return strictest(each)


def _stated_figures(
    profile: Sequence[StatedRow], policies: Sequence[Sequence[StatedRow]]
) -> dict[str, Figure]:
    """Return the figures that a profile, else a policy near or far, else nobody sets."""
    figures = {}
    for name, threshold in THRESHOLDS.items():
        candidates = [_set_by(threshold, rows) for rows in (profile, *policies)]
        figures[name] = next((value for value in candidates if value is not None), Figure(threshold.default))
    return figures


def _set_by(threshold: Threshold, rows: Sequence[StatedRow]) -> Figure | None:
    name = threshold.name
    values = [
        Figure(row.properties[name], (row.key,)) for row in rows if row.properties.get(name) is not None
    ]
    return _strictest(threshold, values) if values else None


def strictest(each: Sequence[Figures]) -> Figures:
    """Return of each figure the strictest of several answers."""
    return {
        name: _strictest(entry, [figures[name] for figures in each]) for name, entry in THRESHOLDS.items()
    }


def _strictest(threshold: Threshold, values: Sequence[Figure]) -> Figure:
    figures = [value.value for value in values]
    strictest = min(figures) if threshold.stricter == "lower" else max(figures)
    deciding = [value for value in values if value.value == strictest]
    return replace(deciding[0], set_by=tuple(sorted({key for value in deciding for key in value.set_by})))


def _limited(figures: dict[str, Figure], profile: Mapping[str, object], *, justified: bool) -> Figures:
    """Hold the interval of the clinical evaluation, and the age of searches, to their limits.

    Source: MEDDEV 2.7/1 rev. 4, 6.2.3.

    Where nobody sets the age of searches, it is the interval as it holds, not as it was wished for.
    """
    significant = profile.get("significant_risk") is True
    longer = (
        not significant
        and profile.get("well_established") is True
        and (justified or bool(profile.get("cer_interval_justification")))
    )
    why = f"at most {_YEAR} months, but for a well-established device without significant risk, justified"
    most, reason = (_LONGEST, f"at most {_LONGEST} months") if longer else (_YEAR, why)
    figures[_INTERVAL] = _at_most(figures[_INTERVAL], most, reason)
    if not figures[_SEARCHES].set_by and figures[_INTERVAL].set_by:
        figures[_SEARCHES] = figures[_INTERVAL]
    if significant:
        reason = f"at most {_YEAR} months for a device of significant risk"
        figures[_SEARCHES] = _at_most(figures[_SEARCHES], _YEAR, reason)
    return figures


def lists_in_effect(stated: Sequence[StatedRow], scope: str) -> Lists:
    """Return the lists for a device, or, for the scope of everything, with what is asked of any device."""
    policies = _concerning(stated, scope)
    return {name: _united(addition, policies) for name, addition in ADDITIONS.items()}


def stale_by_expiry(stated: Sequence[StatedRow], scope: str) -> tuple[str, ...]:
    """Return the policies that concern a scope and say that evidence which expires makes stale."""
    raising = [r.key for r in _concerning(stated, scope) if r.properties.get("expired_evidence_is_stale")]
    return tuple(sorted(set(raising)))


def _concerning(stated: Sequence[StatedRow], scope: str) -> list[StatedRow]:
    """Return the policies that concern a device, or, for the scope of everything, any device."""
    return [
        row
        for row in stated
        if row.type == "Policy" and (scope == EVERYWHERE or row.scope in (scope, EVERYWHERE))
    ]


def _united(addition: Addition, policies: Sequence[StatedRow]) -> ListInEffect:
    added = {row.key: list(addition.read(row.properties.get(addition.name) or [])) for row in policies}
    each = {canonical(entry): entry for entries in (addition.default, *added.values()) for entry in entries}
    return ListInEffect(
        tuple(each[text] for text in sorted(each)), tuple(sorted(key for key in added if added[key]))
    )


def _at_most(value: Figure, most: int, reason: str) -> Figure:
    return replace(value, value=most, limited=reason) if value.value > most else value


# -- what is shown -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PolicyInEffect:
    """The figures and lists for a device, or the strictest of all, at one revision."""

    revision: int
    figures: Figures
    lists: Lists
    stale_by: tuple[str, ...]
    """The policies by which evidence that expires makes stale; without any it makes overdue."""


async def policy_in_effect(store: Store, device: str | None = None) -> PolicyInEffect:
    """Return the figures and lists for a device, or, without one, the strictest of all devices.

    ItemNotFound or WrongEnd when the key is not that of a device.
    """

    async def work(tx: Tx) -> PolicyInEffect:
        revision = await revision_of(tx)
        scope = (await of_device(tx, device))[0] if device else EVERYWHERE
        stated, devices = await _stated(tx)
        return PolicyInEffect(
            revision,
            in_effect(stated, scope, devices),
            lists_in_effect(stated, scope),
            stale_by_expiry(stated, scope),
        )

    return await store.read(work)
