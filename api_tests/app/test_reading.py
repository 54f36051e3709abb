"""Bodies are read beside the event loop, in pieces of bounded length, and their faults are bounded."""

import asyncio
import json
import random

import pytest

from api_tests.small_file import ok, problem, row
from app.http.json_rows import rows_of_array, rows_of_lines
from app.http.json_text import MOST_AT_ONCE, parse
from app.http.problems import BadRequest, BodyTooLarge
from app.schemas import proposal_of
from graph.database.store import connect
from graph.errors import LoadRefused, TooLarge
from graph.items.bulk import LoadOptions, load
from graph.items.refused_load import MOST_NAMED
from graph.versions.proposal import Author, utc_text
from graph.vocabulary.registry import MOST_FAULTS

MOST = 200_000
NDJSON = {"Content-Type": "application/x-ndjson"}
TICKS = 100


def lines(*rows):
    """Rows as they are sent."""
    return b"\n".join(json.dumps(each).encode() for each in rows)


def test_the_loop_turns_while_a_load_is_read():
    """While rows are read and judged, whoever else asks gets turns: many, however fast the machine is."""
    good = [row("Hazard", f"HAZ-{number}", description="Too hot") for number in range(20_000)]
    body = lines(*good, *[{"type": "Hazard"}] * MOST_NAMED)

    async def turns():
        count = 0
        nobody = connect("bolt://127.0.0.1:1", "", "", "")
        reading = asyncio.create_task(
            load(nobody, rows_of_lines(body, MOST), proposal_of, LoadOptions(), Author("anna", utc_text()))
        )
        while not reading.done():
            await asyncio.sleep(0)
            count += 1
        with pytest.raises(LoadRefused) as refusal:
            await reading
        await nobody.close()
        assert len(refusal.value.rows) == MOST_NAMED
        return count

    assert asyncio.run(turns()) > TICKS


def test_no_row_is_read_where_there_are_too_many():
    """What is over the limit is refused before the time for it is spent."""
    with pytest.raises(BodyTooLarge, match="more than 3 rows"):
        next(rows_of_lines(b"1\n" * 4, 3))
    rows = rows_of_array(b"[1, 2, 3, 4]", 3)
    assert [next(rows).row for _ in range(3)] == [1, 2, 3]
    with pytest.raises(BodyTooLarge, match="more than 3 rows"):
        next(rows)


def test_blank_lines_are_no_rows_and_are_counted():
    """A row has the number of its line."""
    read = list(rows_of_lines(b'\n  \n{"a": 1}\r\n\n2', 2))
    assert [(line.number, line.row) for line in read] == [(3, {"a": 1}), (5, 2)]


def test_an_array_is_read_as_a_whole_one_is():
    """Row by row and piece by piece, out of a body of several pieces, the same rows come."""
    chance = random.Random(7)
    signs = ['"', "\\", ",", "]", "[", "{", "ä", "\N{GRINNING FACE}", "\n", "x" * 40, "\x01"]
    rows = [
        {
            "key": number,
            "text": "".join(chance.choices(signs, k=chance.choice([1, 50, 20_000]))),
            "n": [chance.random(), -12, None, True],
        }
        for number in range(500)
    ]
    for ascii_only in (True, False):
        body = json.dumps([*rows, 123456, "end"], ensure_ascii=ascii_only, indent=1).encode()
        assert len(body) > 2 * MOST_AT_ONCE
        read = list(rows_of_array(body, MOST))
        assert [line.row for line in read] == [*rows, 123456, "end"]
        assert [line.number for line in read] == list(range(1, 503))


@pytest.mark.parametrize("text", ["[]", " [ ] ", "[1]", "[1 , 2]", "[[], {}]", "\ufeff[1]"])
def test_small_arrays_are_read(text):
    """What is JSON is read."""
    assert [line.row for line in rows_of_array(text.encode(), MOST)] == json.loads(text.encode())


@pytest.mark.parametrize(
    "text", ["", "[", "[1", "[1,", "[1,]", "[1 2]", "[1]]", "[1] 2", "[,1]", "{", "[{1}]", "1]"]
)
def test_what_is_no_array_is_refused(text):
    """What is not JSON is read as nothing else, also where its beginning is."""
    with pytest.raises(BadRequest):
        list(rows_of_array(text.encode(), MOST))


@pytest.mark.parametrize(
    "text",
    [
        "[" + "1," * 50_001 + "1]",
        "{" + ",".join(f'"m{number}": 1' for number in range(1_001)) + "}",
        '"' + "x" * MOST_AT_ONCE + '"',
    ],
    ids=["list", "object", "length"],
)
def test_what_no_item_needs_is_refused(text):
    """A body, a line and a row of an array are bounded alike; the row is named."""
    with pytest.raises(TooLarge, match="The body"):
        parse(text.encode())
    (line,) = rows_of_lines(text.encode(), MOST)
    assert isinstance(line.error, TooLarge)
    assert "Line 1" in line.error.detail
    if len(text) > MOST_AT_ONCE:  # nobody knows where it ends
        with pytest.raises(TooLarge, match="Row 2"):
            list(rows_of_array(f"[1, {text}, 2]".encode(), MOST))
        return
    rows = list(rows_of_array(f"[1, {text}, 2]".encode(), MOST))
    assert [(each.number, each.row) for each in rows] == [(1, 1), (2, None), (3, 2)]
    assert isinstance(rows[1].error, TooLarge)
    assert "Row 2" in rows[1].error.detail


def test_a_mistake_far_within_a_long_array_is_told_as_one():
    """A row that is not JSON is not taken for one that is too long, and the place is that in the body."""
    body = b"[" + b'"' + b"x" * (MOST_AT_ONCE - 100) + b'", nonsense, ' + b'"y", ' * MOST_AT_ONCE
    with pytest.raises(BadRequest, match=f"char {MOST_AT_ONCE - 95}"):
        list(rows_of_array(body, MOST))


def test_faults_are_bounded(workspace):
    """An answer names the first places that do not fit, and says how many more there are."""
    many = row("Claim", "CLM-1", statement="Heals", devices=list(range(1_000)))
    for answer in (
        workspace.client.post("/v1/items", json=many),
        workspace.client.post("/v1/triggers", json={"kind": "retraction", "keys": list(range(900))}),
    ):
        errors = problem(answer, 422, "invalid-content")["errors"]
        assert len(errors) == MOST_FAULTS + 1
        assert errors[-1]["detail"].endswith(" more places do not fit")
    refused = problem(workspace.client.post("/v1/bulk", json=[many]), 422, "load-refused")
    assert len(refused["rows"][0]["errors"]) == MOST_FAULTS + 1
    assert ok(workspace.client.get("/v1/items"))["items"] == []


@pytest.mark.parametrize("first", [0, 5])
def test_refused_rows_are_bounded(workspace, first):
    """A load of which a thousand rows are wrong is refused, and the rest of it is not looked at."""
    good = [row("Hazard", f"HAZ-{number}") for number in range(first)]
    answer = workspace.client.post("/v1/bulk", content=lines(*good, *[1] * 3_000), headers=NDJSON)
    refused = problem(answer, 422, "load-refused")
    assert [entry["row"] for entry in refused["rows"]] == list(range(first + 1, first + MOST_NAMED + 1))
    assert "At least 1000 rows" in refused["detail"]
    taken = workspace.client.post(
        "/v1/bulk", content=lines(*good, *[1] * 3_000), headers=NDJSON, params={"mode": "best_effort"}
    )
    assert ok(taken)["counts"] == {"failed": 3_000} | ({"created": first} if first else {})


def test_a_long_body_is_read_as_a_short_one_is(workspace):
    """What is read beside the loop says the same of a member that is named twice, and of an item."""
    note = "x" * 100_000
    twice = f'{{"type": "Hazard", "key": "HAZ-1", "description": "{note}", "key": "HAZ-2"}}'
    headers = {"Content-Type": "application/json"}
    for text in (twice, twice.replace(note, "")):
        found = problem(workspace.client.post("/v1/items", content=text, headers=headers), 400, "bad-request")
        assert "twice" in found["detail"]
    hazard = row("Hazard", "HAZ-1", description=note[:40_000])
    assert workspace.client.post("/v1/items", json=hazard).status_code == 201
