"""What the rules find, followed from one revision to the next: only what a change bears on is judged anew.

What was found is remembered with the revision and hash at which it was. What has changed since, the writes
noted with their entries, whichever process made them. Where a note is missing, where the devices are others,
and where the text of a rule does not say what it bears on, the rule is judged whole.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from graph.database.queries import HeadRow, HitRow
from graph.database.store import Tx
from graph.gaps.asking import RuleParameters, ask_for_devices, ask_some, ask_whole, text_of
from graph.gaps.found import Known, Question, read_found
from graph.gaps.pairs import Pairs, affected_pairs
from graph.gaps.reach import Reach, is_derived, reach_of
from graph.gaps.rules import GapRule
from graph.ledger.change_notes import changes_between
from graph.ledger.change_tracker import ChangeSet

_known: dict[Question, dict[str, Known]] = {}
_MAX_QUESTIONS: Final = 64
MOST_SUBJECTS: Final = 400
"""Of more items a rule is asked whole."""


def remember(question: Question, known: Mapping[str, Known]) -> None:
    """Keep what rules found; the caller vouches that it is of one committed revision."""
    kept = _known.pop(question, {})
    while len(_known) >= _MAX_QUESTIONS:
        del _known[next(iter(_known))]
    _known[question] = {**kept, **known}


def forget_found() -> None:
    """Forget what rules found; what is stored remains."""
    _known.clear()


def known_of(question: Question) -> Mapping[str, Known]:
    """Return what is remembered of what rules found, by rule."""
    return _known.get(question, {})


async def followed(
    tx: Tx, question: Question, head: HeadRow, rules: Sequence[GapRule], parameters: RuleParameters
) -> dict[str, Known]:
    """Return what rules find now, judging anew only what can be another answer than was known.

    What this process remembers comes first; what is stored, where that does not lead to where the graph is.
    """
    now = Known(head, parameters, ())
    known = known_of(question)
    affected = await _leading_here(tx, now, rules, known)
    lost = [rule for rule in rules if rule.id not in affected]
    if lost:
        stored = await read_found(tx, question, lost)
        known = {**known, **stored}
        affected |= await _leading_here(tx, now, lost, stored)
    answers = {}
    for rule in rules:
        pairs = affected.get(rule.id, Pairs(whole=True))
        hits = known[rule.id].hits if rule.id in affected else ()
        answers[rule.id] = Known(head, parameters, await judged_anew(tx, rule, parameters, pairs, hits))
    return answers


async def _leading_here(
    tx: Tx, now: Known, rules: Sequence[GapRule], known: Mapping[str, Known]
) -> dict[str, Pairs]:
    """Return what has to be judged anew of the rules of which what is known leads to where the graph is."""
    by_head: dict[HeadRow, list[GapRule]] = {}
    for rule in rules:
        before = known.get(rule.id)
        if before is not None and before.parameters.asked == now.parameters.asked:
            by_head.setdefault(before.head, []).append(rule)
    affected: dict[str, Pairs] = {}
    for place, some in by_head.items():
        changed = await _changed(tx, place, now.head)
        if changed is not None:
            was = {rule.id: known[rule.id].parameters for rule in some}
            affected |= await affected_by(tx, some, changed, was, now.parameters)
    return affected


async def _changed(tx: Tx, before: HeadRow, now: HeadRow) -> ChangeSet | None:
    if (before.schema_version, before.history_from) != (now.schema_version, now.history_from):
        return None
    return await changes_between(tx, (before.revision, before.last_hash), (now.revision, now.last_hash))


async def affected_by(
    tx: Tx,
    rules: Sequence[GapRule],
    changed: ChangeSet,
    before: Mapping[str, RuleParameters],
    now: RuleParameters,
) -> dict[str, Pairs]:
    """Return what of each rule can be answered otherwise after a change, asked for the same devices.

    `before` are the parameters with which each rule was asked; the transaction sees the graph after it.
    """
    affected, reaches = {}, {}
    for rule in rules:
        affected[rule.id] = await _by_parameters(rule, before[rule.id], now)
        if not affected[rule.id].whole and changed.affects(text_of(rule).body, ()):
            reach = await _reach(rule)
            if reach is None:
                affected[rule.id].whole = True
            else:
                reaches[rule.id] = reach
    for name, pairs in (await affected_pairs(tx, reaches, changed)).items():
        affected[name].whole |= pairs.whole
        affected[name].subjects |= pairs.subjects
        affected[name].devices |= pairs.devices
    return affected


async def _reach(rule: GapRule) -> Reach | None:
    """Return the reach of a rule; to derive it takes a while, and nobody else has to wait."""
    text = text_of(rule).some
    if not rule.subject:
        return None
    if not is_derived(text):
        await asyncio.to_thread(reach_of, text)
    return reach_of(text)


async def _by_parameters(rule: GapRule, before: RuleParameters, now: RuleParameters) -> Pairs:
    """Return what another day and other figures let a rule answer otherwise."""
    asks = text_of(rule).params
    if "today" in asks and before.today != now.today:
        return Pairs(whole=True)
    if "policy" not in asks or (before.policy == now.policy and before.by_device == now.by_device):
        return Pairs()
    reach = await _reach(rule)
    if reach is None or not reach.by_device:
        return Pairs(whole=True)
    rows = [{row["device"]: row for row in parameters.by_device} for parameters in (before, now)]
    return Pairs(
        devices={device for device in {*rows[0], *rows[1]} if rows[0].get(device) != rows[1].get(device)}
    )


async def judged_anew(
    tx: Tx, rule: GapRule, parameters: RuleParameters, affected: Pairs, before: Sequence[HitRow]
) -> Sequence[HitRow]:
    """Return what a rule finds now, of what it found before and what is affected since."""
    if not affected:
        return before
    concerned = affected.devices & _asked_devices(parameters)
    if affected.whole or (concerned and (rule.own is not None or not _is_small(concerned, parameters))):
        return await ask_whole(tx, rule, parameters)
    hits = [hit for hit in before if hit.subject not in affected.subjects and hit.device not in concerned]
    if affected.subjects:
        some = await ask_some(tx, rule, parameters, affected.subjects)
        hits += [hit for hit in some if hit.device not in concerned]
    if concerned:
        hits += await ask_for_devices(tx, rule, parameters, concerned)
    return hits


async def ask_about(
    tx: Tx, rule: GapRule, parameters: RuleParameters, subjects: Collection[str]
) -> list[HitRow]:
    """Return what a rule finds of some items: of these alone where its text allows to ask so."""
    if len(subjects) <= MOST_SUBJECTS:
        reach = await _reach(rule)
        if reach is not None and reach.by_subject:
            return await ask_some(tx, rule, parameters, subjects)
    return [hit for hit in await ask_whole(tx, rule, parameters) if hit.subject in subjects]


def _asked_devices(parameters: RuleParameters) -> set[str]:
    return {*parameters.asked.devices, *parameters.asked.scopes}


def _is_small(devices: Collection[str], parameters: RuleParameters) -> bool:
    """Whether to ask for some devices is less than to ask for all; the file itself is no device."""
    return "" not in devices and 2 * len(devices) < len(_asked_devices(parameters))
