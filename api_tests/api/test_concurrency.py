"""Two hundred writers at once, over HTTP: nothing is lost, skipped or broken, on either database."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter

import httpx
import pytest

from api_tests.small_file import differences

COUNTERS, COUNTING, CREATING = 20, 100, 100
LONGEST_S = 130
"""As long as a write waits for others, and some."""


def test_two_hundred_writers(workspace, base_url):
    """Counters count every writer, every item is there, and the trail has each revision once."""
    names = [f"DSG-{number}" for number in range(COUNTERS)]
    start = workspace.load([_item(name, "0") for name in names])["revision"]
    made = asyncio.run(_write_all(base_url, names))

    counted = {name: int(workspace.get(f"/items/{name}")["content"]["version_label"]) for name in names}
    assert counted == dict(Counter(names[number % COUNTERS] for number in range(COUNTING)))
    items = {item["key"] for item in workspace.get("/items", type="Hazard", limit=1000)["items"]}
    assert items == {f"HAZ-{number}" for number in range(CREATING)}
    assert sorted(made) == list(range(start + 1, start + 1 + COUNTING + CREATING))

    entries = workspace.get("/audit", limit=1000)["items"]
    assert [entry["revision"] for entry in entries] == list(range(1, max(made) + 1))
    chain = workspace.get("/audit/verify")
    assert (chain["faults"], chain["entries"], chain["revision"]) == ([], max(made), max(made))
    assert differences(workspace.address) == []


@pytest.mark.soak
def test_a_hundred_clients_for_ten_minutes(workspace, base_url):
    """They read, write, look ahead and look back: each is answered in time, and no write is lost."""
    names = [f"DSG-{number}" for number in range(COUNTERS)]
    workspace.load([_item(name, "0") for name in names])
    made, slowest = asyncio.run(_mix(base_url, names, 600))
    counted = sum(int(workspace.get(f"/items/{name}")["content"]["version_label"]) for name in names)
    assert slowest < LONGEST_S
    assert made
    assert counted == len(made) == len(set(made))
    trail = workspace.get("/audit/verify")
    assert (trail["faults"], trail["revision"]) == ([], max(made))
    assert differences(workspace.address) == []


async def _mix(base_url, names, seconds):
    """Let a hundred do one thing after the other; gives the revisions made, and the longest wait."""
    until, made, slowest = time.monotonic() + seconds, [], 0.0

    async def go_on(client, number):
        nonlocal slowest
        dice = random.Random(number)
        while time.monotonic() < until:
            began, key = time.monotonic(), dice.choice(names)
            kind = dice.choices(["count", "list", "gaps", "past", "preview"], [40, 30, 10, 10, 10])[0]
            if kind == "count":
                made.extend(await _count_once(client, key))
            else:
                answer = await _look(client, kind, key)
                assert answer.status_code in (200, 201, 503), answer.text
                assert answer.status_code != 503 or answer.headers["Retry-After"]
            slowest = max(slowest, time.monotonic() - began)

    async with _client(base_url) as client:
        await asyncio.gather(*(go_on(client, number) for number in range(100)))
    return made, slowest


async def _look(client, kind, key):
    if kind == "preview":
        change = {"op": "withdraw", "key": key, "withdrawn_reason": "obsolete"}
        return await client.post("/v1/impact-previews", json={"changes": [change]})
    path = {"list": "/v1/items", "gaps": "/v1/gaps", "past": "/v1/items?as_of=1"}[kind]
    return await client.get(path)


async def _count_once(client, key):
    """Read, add one, write back; gives the revision, if there is one."""
    read = await client.get(f"/v1/items/{key}")
    if read.status_code == 200:
        count = int(read.json()["content"]["version_label"]) + 1
        headers = {"If-Match": read.headers["ETag"]}
        answer = await client.put(f"/v1/items/{key}", json=_item(key, str(count)), headers=headers)
        if answer.status_code == 200:
            return [_revision(answer)]
        read = answer
    assert read.status_code in (412, 503), read.text
    return []


def test_one_key_is_created_once(workspace, base_url):
    """Of forty writers that create the same key, one does and the others are told; nothing is half made."""

    async def race() -> list[int]:
        async with _client(base_url) as client:
            posts = [client.post("/v1/items", json=_item("DSG-1", str(n))) for n in range(40)]
            return sorted(answer.status_code for answer in await asyncio.gather(*posts))

    assert asyncio.run(race()) == [201] + [409] * 39
    assert [entry["revision"] for entry in workspace.get("/audit")["items"]] == [1]
    assert differences(workspace.address) == []


async def _write_all(base_url, names):
    """Let all writers go at once; gives the revision of every acknowledged write."""
    async with _client(base_url) as client:
        counting = [_count_up(client, names[number % COUNTERS], number) for number in range(COUNTING)]
        creating = [_create(client, f"HAZ-{number}") for number in range(CREATING)]
        return await asyncio.gather(*counting, *creating)


def _client(base_url):
    return httpx.AsyncClient(base_url=base_url, timeout=120, limits=httpx.Limits(max_connections=200))


def _item(key, count):
    return {
        "type": "DesignItem",
        "key": key,
        "kind": "other",
        "version_label": count,
        "approve": True,
    }


def _revision(answer):
    """Return the revision that a write made: it stands in the ETag, after the key."""
    return int(answer.headers["ETag"].strip('"').rsplit(".", 1)[1])


async def _create(client, key):
    body = {"type": "Hazard", "key": key, "description": f"number {key}", "approve": True}
    answer = await client.post("/v1/items", json=body)
    assert answer.status_code == 201, answer.text
    return _revision(answer)


async def _count_up(client, key, number):
    """Read, add one, write back unless somebody was faster: then from the beginning."""
    dice = random.Random(number)
    while True:
        read = await client.get(f"/v1/items/{key}")
        count = int(read.json()["content"]["version_label"]) + 1
        headers = {"If-Match": read.headers["ETag"]}
        answer = await client.put(f"/v1/items/{key}", json=_item(key, str(count)), headers=headers)
        if answer.status_code == 200:
            return _revision(answer)
        assert answer.status_code == 412, answer.text
        await asyncio.sleep(dice.uniform(0.01, 0.1))
