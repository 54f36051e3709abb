"""Gaps follow the graph: what is judged anew after a change, beside what was known, are all the gaps."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_tests.properties.beginning import CONCLUSIONS, ITEMS, TODAY
from api_tests.properties.edits import Put, Withdraw, puts, withdrawals
from api_tests.properties.random_rules import RandomRule
from api_tests.properties.test_change_tracker import CREATED, change_of, tracked
from api_tests.properties.test_oracle import EDITS as EDITS_ON_EACH
from api_tests.properties.test_oracle import WITHOUT, begun, profile
from graph.database.store import OwnRules, connect
from graph.errors import EvitraceError, ItemNotFound
from graph.gaps import (
    evaluate_rules,
    follow,
    forget,
    question_of,
    read_report,
    read_rule_folder,
    shipped_rules,
)
from graph.gaps.asking import ask_for_devices, ask_some, ask_whole, rule_parameters, text_of
from graph.gaps.found import keep_found
from graph.gaps.reach import reach_of
from graph.impact import apply_step
from graph.impact.affected_rules import compare_gaps
from graph.ledger.audit import audited_write
from graph.scopes import asked_scopes
from graph.versions.proposal import Author

EMBEDDED = pytest.mark.parametrize("database", ["arcadedb"], indirect=True)
"""What is derived from texts is the same on both; that both answer these texts alike is shown by itself."""
EVERY = [*ITEMS, *CONCLUSIONS]
STEPS = st.lists(st.one_of(puts(EVERY, drafts=False), withdrawals(EVERY)), min_size=16, max_size=16)
TESTER = Author("tester", f"{TODAY}T08:00:00Z")
DEVICES = ("", "DEV-1", "DEV-2")
EDITS = [
    Put("APP-1", "validity_performance", "not_valid"),
    Put("APP-1", "devices", ["DEV-2"]),
    Put("EVU-1", "bears_on", ["CLM-2"]),
    Put("EVU-1", "direction", "contradicts"),
    Put("CON-03", "devices", ["DEV-2"]),
    Withdraw("CON-06"),
    Put("HAZ-1", "devices", ["DEV-1"]),
    Put("POL-1", "side_effect_detection_rate", 0.5),
    Withdraw("EVD-1"),
    Put("DEV-1", "is_samd", False),
]
# On this claim nobody concluded, so that nothing else leads to it than the use.
LED_TO_BY_A_USE = [
    {"type": "Claim", "devices": ["DEV-1"], "statement": "Found by nobody"},
    Put("EVU-1", "bears_on", [f"LATER-{len(EDITS)}"]),
]
OWN = {
    "OWN-1": """// Claims with a use of evidence that nobody appraised.
// title: Not appraised
// severity: major
// reference: quality manual
// remedy: Appraise it.
// needs: Claim
// subject: Claim
// uses: concerns judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
judged(k, Claim)
WITH DISTINCT k, device
MATCH (k)<-[:BEARS_ON]-(u:EvidenceUse)-[:USES]->(e:Evidence)
WHERE concerns(u, device) AND NOT EXISTS {
  MATCH (e)<-[:APPRAISES]-(a:Appraisal)
  WHERE a.state = 'in_force' AND concerns(a, device)
}
RETURN DISTINCT device, k.key AS subject, e.key AS detail, '' AS severity, [e.key] AS facts
ORDER BY device, subject, detail
""",
    "OWN-2": """// Hazards that no situation arises from.
// title: Nothing arises
// severity: minor
// reference: quality manual
// remedy: Say what arises.
// needs: Hazard
// params: scopes
// returns: subject, detail, severity, facts
MATCH (sc:Scope)<-[:IN_SCOPE]-(h:Hazard)
WHERE sc.id IN $scopes AND h.state = 'in_force'
  AND NOT EXISTS { MATCH (h)<-[:ARISES_FROM]-(t:HazardousSituation) WHERE t.state = 'in_force' }
RETURN DISTINCT h.key AS subject, '' AS detail, '' AS severity, [] AS facts
ORDER BY subject, detail
""",
    "OWN-3": """// Claims, with how many uses of evidence are in force anywhere.
// title: How many uses
// severity: info
// reference: quality manual
// remedy: None.
// needs: Claim
// subject: Claim
// uses: judged
// params: scopes devices
// returns: device, subject, detail, severity, facts
MATCH (u:EvidenceUse)
WHERE u.state = 'in_force'
WITH u.key AS use
ORDER BY use
LIMIT 3
WITH collect(use) AS some
CALL () {
  judged(k, Claim)
  RETURN k.key AS claim, device
}
WITH some, claim, device
RETURN DISTINCT device, claim AS subject, toString(size(some)) AS detail, '' AS severity, some AS facts
ORDER BY device, subject, detail
""",
}


@asynccontextmanager
async def opened(world, own=()):
    """Open the database of a world, with rules of one's own."""
    address = world.workspace.address
    store = connect(address.uri, address.user, address.password, address.database)
    store.own = OwnRules(dict(own))
    try:
        yield store
    finally:
        await store.close()


def shown(report):
    """Return what a report says, without the moments at which somebody looked."""
    gaps = {gap.id: replace(gap, first_seen=None) for gap in report.gaps}
    assert len(gaps) == len(report.gaps)
    return gaps, report.not_evaluated, report.evaluated


async def made(store, change):
    """Make a change, if it can be made."""

    async def work(tx):
        async with audited_write(tx, TESTER, "test") as write:
            await apply_step(write, 0, change)

    try:
        await store.write(work)
    except EvitraceError:
        return False
    return True


async def compared(store, device, today, only=()):
    """Compare what is followed with what is judged whole; gives what differs."""

    async def work(tx):
        return (
            shown(await read_report(tx, today, device=device, only=only)),
            shown(await evaluate_rules(tx, today, device=device, only=only)),
        )

    followed, whole = await store.read(work)
    rules = {g.rule for one in (followed, whole) for g in one[0].values()}
    differing = {
        rule
        for rule in rules
        if {k: g for k, g in followed[0].items() if g.rule == rule}
        != {k: g for k, g in whole[0].items() if g.rule == rule}
    }
    return differing | ({"what was evaluated"} if followed[1:] != whole[1:] else set())


async def checked(store, devices, day, only=()):
    """Compare for some devices, those that are there."""
    for device in devices:
        try:
            differing = await compared(store, device, day, only)
        except ItemNotFound:
            continue
        assert differing == set(), (device, day)


async def begun_anew(store, *, stored):
    """Lose what the process remembers, as at a start; what rules found may be stored before."""
    if stored:
        question = question_of(store.own, None)
        await keep_found(store, question, follow.known_of(question))
    forget()


def followed(world, edits, own=(), only=()):
    """Make edits; after each, what is followed is what is judged whole. Gives how many were made.

    What rules found is stored now and then, and the process begins anew, with writes between the two or none.
    """

    async def work():
        count = 0
        async with opened(world, own) as store:
            await checked(store, DEVICES, TODAY, only)
            for number, edit in enumerate(edits):
                change = change_of(world, edit)
                if isinstance(edit, dict):
                    change = replace(change, key=f"LATER-{number}", item={**edit, "key": f"LATER-{number}"})
                if number % 4 == 1:
                    await begun_anew(store, stored=number % 3 > 0)
                if await made(store, change):
                    count += 1
                    later = date.fromisoformat(TODAY) + timedelta(days=200 * number)
                    day = TODAY if number % 6 else str(later)
                    await checked(store, ("", DEVICES[1 + number % 2]), day, only)
        return count

    return asyncio.run(work())


@EMBEDDED
def test_new_items_of_every_type_open_and_close_what_a_whole_judgement_says(workspace):
    """Whatever comes, for one device, for two and for all."""
    assert followed(begun(workspace), CREATED) >= len(CREATED) - 2


@profile(max(1, EDITS_ON_EACH // 1000))
@given(WITHOUT, STEPS)
def test_gaps_follow_random_edits(workspace, without, steps):
    """Whatever is revised or withdrawn, moved to another device or stated as a policy, on whatever day."""
    followed(begun(workspace, without), steps)


@pytest.mark.soak
@profile(60)
@given(WITHOUT, STEPS)
def test_gaps_follow_random_edits_for_long(workspace, without, steps):
    """The same with many more edits."""
    followed(begun(workspace, without), steps)


def test_asked_for_some_items_a_rule_finds_what_it_finds_of_them(workspace):
    """On both databases, for every shipped rule that is asked so, of every item; alike for some devices."""

    def of(hits):
        return sorted((hit.subject, hit.detail, hit.severity, hit.device, tuple(hit.facts)) for hit in hits)

    async def work(tx):
        asked = await asked_scopes(tx)
        parameters = await rule_parameters(tx, asked, TODAY)
        found = 0
        for rule in shipped_rules().values():
            reach = reach_of(text_of(rule).some) if rule.subject else None
            if reach is None:
                continue
            whole = await ask_whole(tx, rule, parameters)
            found += len(whole)
            for keys in (set(EVERY[::2]), set(EVERY[1::2])) if reach.by_subject else ():
                some = await ask_some(tx, rule, parameters, keys)
                assert of(some) == of(hit for hit in whole if hit.subject in keys), rule.id
            for device in asked.devices if reach.by_device else ():
                some = await ask_for_devices(tx, rule, parameters, {device})
                assert of(some) == of(hit for hit in whole if hit.device == device), rule.id
        return found

    async def opened_and_asked(world):
        async with opened(world) as store:
            return await store.read(work)

    assert asyncio.run(opened_and_asked(begun(workspace, ["CON-03", "APP-1", "HRM-1", "RSK-2"]))) > len(EVERY)


@EMBEDDED
def test_the_gaps_of_rules_of_ones_own_follow_as_well(workspace, tmp_path):
    """One that judges an item for a device, one that looks at no device, one of which nothing can be told."""
    for name, text in OWN.items():
        (tmp_path / f"{name}.cypher").write_text(text)
    texts, faults = read_rule_folder(tmp_path)
    assert not faults
    assert reach_of(texts["OWN-1"].some).by_subject
    assert reach_of(texts["OWN-3"].some) is None
    assert followed(begun(workspace), EDITS, texts) == len(EDITS)


@EMBEDDED
@profile(max(1, EDITS_ON_EACH // 500))
@given(st.integers(0, 10_000), WITHOUT, STEPS)
def test_the_gaps_of_random_rules_follow_random_edits(workspace, tmp_path_factory, seed, without, steps):
    """Whatever a rule asks along whatever paths: what is derived from its text is enough."""
    folder = tmp_path_factory.mktemp("random")
    for number in range(30):
        (folder / f"R-{number}.cypher").write_text(RandomRule(seed * 100 + number).text())
    texts, faults = read_rule_folder(folder)
    assert not faults, faults[0]
    assert sum(reach_of(text.some) is not None for text in texts.values()) > len(texts) / 2
    followed(begun(workspace, without), [*EDITS, *steps], texts, list(texts))


def blind_to(label, relation):
    """Return the reach of rules as if their texts named neither a label nor a relationship."""

    def mutated(text):
        reach = reach_of(text)
        if reach is None:
            return None
        nodes = tuple(node for node in reach.nodes if node.labels is None or label not in node.labels)
        links = tuple(link for link in reach.links if link.types is None or relation not in link.types)
        return replace(reach, nodes=nodes, links=links)

    return mutated


@EMBEDDED
@pytest.mark.parametrize(
    ("label", "relation"), [("Appraisal", "APPRAISES"), ("EvidenceUse", "BEARS_ON"), ("Conclusion", "ABOUT")]
)
def test_a_reach_that_is_wrong_on_purpose_is_caught(workspace, monkeypatch, label, relation):
    """Were a path forgotten, the comparison with a whole judgement would say so."""
    monkeypatch.setattr(follow, "reach_of", blind_to(label, relation))
    with pytest.raises(AssertionError):
        followed(begun(workspace), [*EDITS, *LED_TO_BY_A_USE])


def difference(comparison):
    """Return what a comparison says that a change opens, closes and alters."""
    before, after = (
        {key: replace(gap, first_seen=None) for key, gap in gaps.items()}
        for gaps in (comparison.before, comparison.after)
    )
    return {
        "opened": {key: gap for key, gap in after.items() if key not in before},
        "closed": {key: gap for key, gap in before.items() if key not in after},
        "altered": {
            key: (gap.severity, gap.state)
            for key, gap in after.items()
            if key in before and (gap.severity, gap.state) != (before[key].severity, before[key].state)
        },
        "not evaluated": list(comparison.not_evaluated),
    }


def previewed(world, edits):
    """Try edits: by pairs they make the difference that they make whole. Gives how many were tried."""

    async def tried(store, change):
        async def work(tx):
            write, changed = await tracked(tx, change)

            async def beside(committed):
                return [
                    difference(await compare_gaps(committed, write, seen, TODAY)) for seen in (changed, None)
                ]

            by_pairs, whole = await store.read(beside)
            assert by_pairs == whole, change

        try:
            await store.rehearse(work)
        except EvitraceError:
            return 0
        return 1

    async def work():
        async with opened(world) as store:
            return [await tried(store, change_of(world, edit)) for edit in edits]

    return sum(asyncio.run(work()))


@EMBEDDED
def test_a_preview_by_pairs_says_what_one_of_everything_says(workspace):
    """Of new items of every type, and of changes of what others rest on."""
    assert previewed(begun(workspace), [*CREATED, *EDITS]) == len(CREATED) + len(EDITS)


@pytest.mark.soak
@profile(30)
@given(WITHOUT, STEPS)
def test_previews_by_pairs_of_random_edits_say_what_those_of_everything_say(workspace, without, steps):
    """Whatever is revised or withdrawn."""
    previewed(begun(workspace, without), steps)
