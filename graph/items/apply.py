"""One write as a row of steps, the same for one item and for a hundred thousand.

What is planned moves the graph that rules see; who is affected is asked before that and after it. What is
special about a type stands in `type_rules`, what is there for speed alone in `unmoved`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph import scopes
from graph.database.queries import ItemsByKeys
from graph.database.store import Tx
from graph.items.change_record import change_record
from graph.items.planned import Plan, Surroundings, WithdrawalPlan
from graph.items.type_rules import Notes, by_rules
from graph.items.unmoved import same_place, same_references
from graph.items.write_references import resolve_references, write_references
from graph.items.write_versions import write_versions
from graph.ledger.audit import Write
from graph.status.auto_clear import record_changes
from graph.status.update import affected_conclusions, update_statuses


async def apply_plans(write: Write, plans: Sequence[Plan | WithdrawalPlan], around: Surroundings) -> None:
    """Write all that the plans say, and bring the status of every conclusion that it reaches up to date."""
    tx, notes = write.tx, Notes()
    active = [plan for plan in plans if isinstance(plan, WithdrawalPlan) or plan.makes_a_version]
    moving = [plan for plan in active if plan.moves_the_graph]
    linked = same_references(moving, around)
    unmoved = same_place(linked)
    affected = await affected_conclusions(
        tx, _types(plan for plan in moving if plan.was_there and plan.key not in unmoved)
    )
    for rules, mine in by_rules(active):
        await rules.before(write, mine, notes)
    await write_versions(write, active, around)
    changed = await _relink(tx, active, linked)
    changed |= await _rescope(tx, changed, affected)
    content_only = unmoved - set(changed)
    for rules, mine in by_rules(active):
        await rules.after(write, mine, notes)
    write.changes.extend(change_record(plan, write.author, notes) for plan in active)
    changed |= _types(moving)
    effects = await update_statuses(
        write, changed, affected, content_only=content_only, expected=notes.expected
    )
    await record_changes(write, effects, changed)


def _types(plans: Iterable[Plan | WithdrawalPlan]) -> dict[str, str]:
    return {plan.key: plan.type for plan in plans}


async def _relink(
    tx: Tx, active: Sequence[Plan | WithdrawalPlan], linked: Mapping[str, Plan]
) -> dict[str, str]:
    """Write the references of what comes into force, but for those `linked` as they will be.

    Gives all items with new references, and those whose references were waiting for an item that is new.
    """
    proposed = [plan for plan in active if isinstance(plan, Plan)]
    created = [plan for plan in proposed if plan.action == "created"]
    if created:
        await scopes.ensure_for(tx, _types(created))
    relinked = [plan for plan in proposed if plan.comes_into_force and plan.key not in linked]
    await write_references(tx, relinked)
    return _types(relinked) | await resolve_references(tx, created)


async def _rescope(tx: Tx, changed: Mapping[str, str], affected: set[str]) -> dict[str, str]:
    """Put what has new references, and what follows it, into its scopes; gives the followers that moved.

    Adds to `affected` whom the followers can affect where they are still.
    """
    following = sorted(set(await scopes.followers(tx, scopes.parts_of_devices(changed))) - set(changed))
    types = {row.key: row.type for row in await tx.fetch(ItemsByKeys(keys=following))}
    affected |= await affected_conclusions(tx, types)
    moved = await scopes.rescope(tx, [*changed, *following])
    return {key: types[key] for key in following if key in moved}
