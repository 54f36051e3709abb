"""An answer belongs to one revision, whoever writes meanwhile: what always holds, holds in every answer."""

import asyncio
import itertools

import httpx

from api_tests.small_file import APPRAISAL, DEVICE, EVIDENCE, differences, row, signed

WRITERS, ROUNDS, READERS = 4, 25, 6
SITUATION = row("HazardousSituation", "HSI-1", arises_from="HAZ-1", devices="DEV-1")
HAZARDS = [row("Hazard", f"HAZ-{n}", devices="DEV-1") for n in (1, 2)]


def state_of_the_art(number, topic="t"):
    """A state of the art on a topic, drawn from a study."""
    drawn = {"parameter": "p", "derived_from": [f"EVD-{number}"], "devices": "DEV-1"}
    return row("StateOfTheArt", f"SOTA-{number}", topic=topic, **drawn)


def argued(number):
    """A state of the art drawn from a study, and the conclusion on it."""
    yield {**EVIDENCE, "key": f"EVD-{number}"}
    yield {**APPRAISAL, "key": f"APP-{number}", "appraises": f"EVD-{number}"}
    yield state_of_the_art(number)
    yield signed(f"CON-{number}", "sota_established", f"SOTA-{number}", "established", devices="DEV-1")


def either(which):
    """A load after which one of two hazards has no situation, and one of two conclusions is not current."""
    return [
        {**SITUATION, "arises_from": f"HAZ-{which}"},
        state_of_the_art(which),
        state_of_the_art(3 - which, "another"),
    ]


def one_hazard_is_bare(answer):
    """Exactly one hazard is without a situation."""
    bare = [g["subject"] for g in answer["items"] if g["rule"] == "RSK-01" and g["subject"][:3] == "HAZ"]
    return len(bare) == 1 and answer["counts"]["total"] == len(answer["items"])


def one_conclusion_is_current(answer):
    """Exactly one is current, in the list as in the counts, for each reason that it shows."""
    statuses = sorted(entry["status"] == "current" for entry in answer["items"])
    shown = [bool(entry["reasons"]) == (entry["status"] != "current") for entry in answer["items"]]
    return statuses == [False, True] and answer["counts"]["current"] == 1 and all(shown)


def one_is_to_be_done(answer):
    """Exactly one conclusion has to be looked at again."""
    return len({task["key"] for task in answer["items"] if task["key"].startswith("CON-")}) == 1


def explained(answer):
    """What is not current has a cause, and what is current has none."""
    return bool(answer["causes"]) == (answer["status"] != "current")


INVARIANTS = {
    "/v1/gaps?rule=RSK-01": one_hazard_is_bare,
    "/v1/gaps": one_hazard_is_bare,
    "/v1/conclusions": one_conclusion_is_current,
    "/v1/work-list": one_is_to_be_done,
    "/v1/conclusions/CON-1/explanation": explained,
}


async def write(client, number):
    """Load the one state and the other by turns."""
    for turn in range(ROUNDS):
        answer = await client.post("/v1/bulk", json=either(1 + (turn + number) % 2))
        assert answer.status_code == 200, answer.text


async def read(client, writing, number):
    """Read one thing after the other as long as anybody writes; gives what broke its promise."""
    torn, revisions = [], set()
    paths = itertools.cycle(
        [*INVARIANTS][number % len(INVARIANTS) :] + [*INVARIANTS][: number % len(INVARIANTS)]
    )
    while not writing.done():
        path = next(paths)
        answer = await client.get(path)
        assert answer.status_code == 200, answer.text
        revisions.add(answer.json()["revision"])
        if not INVARIANTS[path](answer.json()):
            torn.append((path, answer.json()))
    return torn, revisions


async def beside_one_another(url):
    """Let all write and read at once; gives what was torn, and how many revisions were seen."""
    async with httpx.AsyncClient(base_url=url, timeout=600) as client:
        writing = asyncio.gather(*(write(client, number) for number in range(WRITERS)))
        answers = await asyncio.gather(*(read(client, writing, number) for number in range(READERS)))
        await writing
    return [each for torn, _ in answers for each in torn], set().union(*(seen for _, seen in answers))


def test_no_answer_mixes_two_revisions(workspace, base_url):
    """Exactly one of two gaps is open, and one of two conclusions is current, at every revision."""
    workspace.load([DEVICE, *HAZARDS, SITUATION, *argued(1), *argued(2)])
    workspace.load(either(1))
    for path in INVARIANTS:  # so that a database has planned every statement before all come at once
        assert workspace.client.get(path).status_code == 200
    torn, revisions = asyncio.run(beside_one_another(base_url))
    assert not torn, torn[:3]
    assert len(revisions) > 3
    assert differences(workspace.address) == []
