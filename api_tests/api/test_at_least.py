"""What a caller has seen: an answer at an older revision is waited for, and else refused."""

import asyncio

import httpx

from api_tests.small_file import CLAIM, DEVICE, problem

AT_LEAST = "Evitrace-At-Least"


def test_an_answer_is_not_older_than_what_the_caller_has_seen(workspace, base_url):
    """A reader who names the next revision is answered when somebody has made it."""
    revision = workspace.load([DEVICE])["revision"]

    async def read_and_write():
        async with httpx.AsyncClient(base_url=f"{base_url}/v1", timeout=60) as client:
            reading = asyncio.create_task(client.get("/items/CLM-1", headers={AT_LEAST: str(revision + 1)}))
            await asyncio.sleep(0.3)
            is_waiting = not reading.done()
            written = await client.post("/items", json={**CLAIM, "covers": []})
            return is_waiting, written, await reading

    is_waiting, written, read = asyncio.run(read_and_write())

    assert is_waiting
    assert (written.status_code, read.status_code) == (201, 200)
    assert read.json()["revision"] == revision + 1


def test_a_revision_that_does_not_come_is_said(workspace):
    """Whoever names a revision that nobody made is told where the database is, and when to try again."""
    revision = workspace.load([DEVICE])["revision"]

    answer = workspace.client.get("/v1/items/DEV-1", headers={AT_LEAST: str(revision + 1)})

    told = problem(answer, 503, "behind")
    assert f"at revision {revision}, not yet at {revision + 1} ({AT_LEAST})" in told["detail"]
    assert int(answer.headers["Retry-After"]) > 0
    assert workspace.client.get("/v1/items/DEV-1", headers={AT_LEAST: str(revision)}).status_code == 200


def test_what_is_no_revision_is_refused(workspace):
    """A text or a negative number is no revision."""
    for given in ("soon", "-1", "1.5"):
        answer = workspace.client.get("/v1/gaps", headers={AT_LEAST: given})

        assert problem(answer, 422, "invalid-content")["errors"][0]["pointer"] == f"/header/{AT_LEAST}"
