"""Items whose content alone is new: in force before and after, with the same references.

For speed alone: whatever is found here is written and judged like any other item when the shortcuts are
off, and to the same end (`graph.status.shortcuts`).
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.items.planned import Plan, Surroundings, WithdrawalPlan
from graph.staleness import DATE_FIELDS
from graph.status import shortcuts
from graph.status.basis import membership_fields
from graph.versions.projection import projection
from graph.versions.version import references


def same_references(plans: Sequence[Plan | WithdrawalPlan], around: Surroundings) -> dict[str, Plan]:
    """Return the plans, by key, whose items hold the very references already that they will have."""
    if not shortcuts.SWITCH.on:
        return {}
    return {plan.key: plan for plan in plans if isinstance(plan, Plan) and _keeps_references(plan, around)}


def same_place(plans: dict[str, Plan]) -> set[str]:
    """Return those whose place in every basis, and every date, stays as it is; none where they are many."""
    unmoved = {key for key, plan in plans.items() if _keeps_place(plan)}
    return unmoved if len(unmoved) <= shortcuts.MAX_CONTENT_ONLY else set()


def _keeps_references(plan: Plan, around: Surroundings) -> bool:
    if plan.existing is None or plan.effective is None or plan.existing.state != "in_force" or plan.missing:
        return False
    now = references(plan.type, plan.proposal.content)
    before = references(plan.type, plan.effective.content)
    return now == before and all(reference.target in around.items for reference in now)


def _keeps_place(plan: Plan) -> bool:
    """Whether all fields on which a place in a basis, or a date, can depend keep their values as well."""
    if plan.effective is None or plan.type == "DeviceVersion":  # what it weighs hangs on other versions
        return False
    now = projection(plan.type, plan.key, plan.proposal.content)
    before = projection(plan.type, plan.key, plan.effective.content)
    return all(now.get(name) == before.get(name) for name in (*membership_fields(), *DATE_FIELDS))
