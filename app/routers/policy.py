"""The figures and lists in effect, and who set them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query

from app.http.contract import refusals
from app.http.deps import Reading
from app.http.pagination import whole
from app.http.reading import Router
from app.schemas.catalogues import PolicyPresetsOut
from app.schemas.policy import FlagOut, ListOut, MinimumOut, PolicyOut, ThresholdOut
from graph import errors
from graph.catalogues import policy_presets
from graph.policy import policy_in_effect
from graph.vocabulary.additions import ADDITIONS
from graph.vocabulary.thresholds import THRESHOLDS

router = Router("gaps")


@router.get("/policy/presets", operation_id="list_policy_presets")
async def list_policy_presets() -> PolicyPresetsOut:
    """List examples of minima of evidence; each holds a whole policy to start from, and asks nothing before.

    `for_people` are the parts of an example that no rule can tell.
    """
    cut = whole(policy_presets())
    return PolicyPresetsOut(items=list(cut.items), next=cut.next, total=cut.total)


@router.get("/policy", operation_id="read_policy", responses=refusals(errors.ItemNotFound, errors.WrongType))
async def read_policy(
    store: Reading,
    device: Annotated[str, Query(max_length=200, description="The figures that count for it.")] = "",
) -> PolicyOut:
    """Read the figures and lists that rules measure against, and who set each.

    What a regulatory profile of the device sets goes before a policy that names the device, that before a
    policy for all, and that before the default; of several profiles, or policies, the strictest counts.
    A list holds what all policies name that concern the device, beside the default.
    """
    policy = await policy_in_effect(store, device or None)
    return PolicyOut(
        revision=policy.revision,
        device=device or None,
        thresholds=[
            ThresholdOut(
                name=name,
                value=entry.value,
                unit=THRESHOLDS[name].unit or None,
                set_by=list(entry.set_by),
                limited=entry.limited,
                default=THRESHOLDS[name].default,
                stricter=THRESHOLDS[name].stricter,
                source=THRESHOLDS[name].source,
            )
            for name, entry in policy.figures.items()
        ],
        lists=[
            ListOut(
                name=name,
                entries=[_entry(listed) for listed in entry.entries],
                set_by=list(entry.set_by),
                default=[_entry(listed) for listed in ADDITIONS[name].default],
                source=ADDITIONS[name].source,
            )
            for name, entry in policy.lists.items()
        ],
        expired_evidence_is_stale=FlagOut(value=bool(policy.stale_by), set_by=list(policy.stale_by)),
    )


def _entry(listed: Any) -> str | MinimumOut:
    return listed if isinstance(listed, str) else MinimumOut.model_validate(listed)
