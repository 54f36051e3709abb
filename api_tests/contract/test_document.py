"""The document of the API: whole, and true of the service that answers it."""

import json
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts

from api_tests.api_document import COMMITTED, application, document, operations, operations_of
from app.http import names
from app.http.problems import PROBLEMS, UNEXPECTED
from app.http.strict_query import parameters_of
from app.schemas.conclusions import PersonThen
from app.schemas.examples import EXAMPLES
from app.settings import Settings
from graph.errors import Outside
from graph.vocabulary import Item
from graph.vocabulary.governance import Person

EXAMPLE = Path(__file__).parents[2] / "examples" / "lungtriage.ndjson"
NAMES = list(operations_of(COMMITTED))


def test_what_is_read_from_a_query_is_what_the_document_lists():
    """The parameters of an operation are drawn up from its route alone, and are those of the document."""
    routes = {
        context.original_route.operation_id: context.original_route
        for context in iter_route_contexts(application().routes)
        if getattr(context.original_route, "operation_id", None) in operations()
    }
    assert set(routes) == set(operations())
    for name, (_, _, operation) in operations().items():
        listed = [entry["name"] for entry in operation.get("parameters", ()) if entry["in"] == "query"]
        assert list(parameters_of(routes[name]).query) == listed


@pytest.mark.parametrize("name", NAMES)
def test_an_operation_is_described(name):
    """It has a summary that people wrote, a named answer that is described, and the refusals it can give."""
    _, path, operation = operations()[name]
    assert operation["summary"]
    assert not operation["summary"].endswith(".")
    assert operation["summary"].lower() != name.replace("_", " ")
    assert operation["tags"][0] in {tag["name"] for tag in document()["tags"]}
    for status, response in operation["responses"].items():
        assert response["description"] not in ("", "Successful Response"), status
        assert "X-Request-Id" in response["headers"]
        if status.startswith("2"):
            assert response["content"]["application/json"]["schema"]["$ref"].startswith("#/components/")
        elif status not in ("304", "default"):
            assert list(response["content"]) == ["application/problem+json"]
            statuses = {row.type: row.status for row in (*PROBLEMS.values(), UNEXPECTED)}
            assert {statuses[kind] for kind in response["x-problems"]} == {int(status)}
    if path.startswith("/v1/"):
        assert "422" in operation["responses"]  # a parameter that it does not know


@pytest.mark.parametrize("name", NAMES)
def test_what_is_asked_for_has_an_answer(name):
    """If-Match can meet 412, and 428 where it has to be sent; If-None-Match 304 or 412; a page 400."""
    method, _, operation = operations()[name]
    parameters = {entry["name"]: entry for entry in operation.get("parameters", ())}
    answers = operation["responses"]
    assert ("If-Match" in parameters) <= ("412" in answers)
    assert parameters.get("If-Match", {}).get("required", False) == ("428" in answers)
    assert ("If-None-Match" in parameters) <= (("304" if method == "get" else "412") in answers)
    assert ("304" in answers) <= (method == "get")
    assert ("cursor" in parameters) <= ("400" in answers)
    assert (method != "get") <= ("Evitrace-Actor" in parameters or name == "read_cumulative_impact")
    assert all({"type": "null"} not in entry["schema"].get("anyOf", ()) for entry in parameters.values())
    if "304" in answers:
        assert "ETag" in answers["200"]["headers"]
    if "201" in answers:
        assert "Location" in answers["201"]["headers"]


def test_members_of_a_union_name_themselves():
    """Without its `type` an item cannot be read, so the schema requires it."""
    for name in ("DeviceInput", "ConclusionInput", "DeviceRevision"):
        assert "type" in document()["components"]["schemas"][name]["required"]


def test_messages_name_operations_and_settings_that_there_are():
    """What a message of the graph speaks of has its name here, and the name is a true one."""
    assert set(Outside) == {*names.OPERATIONS, *names.SETTINGS, *names.HEADERS}
    for entry, text in names.OPERATIONS.items():
        method, path, _ = operations()[entry.name]
        assert text == f"{method.upper()} {path}"
    assert set(names.SETTINGS.values()) <= {f"EVITRACE_{name.upper()}" for name in Settings.model_fields}
    sentence = f"Use {Outside.sign_conclusion.of('CON-1')}, or {Outside.list_items}?type=Claim; ⟨none⟩."
    assert names.with_names(sentence) == (
        "Use POST /v1/conclusions/CON-1/sign, or GET /v1/items?type=Claim; ⟨none⟩."
    )


def test_only_free_content_is_a_bare_object():
    """An answer is typed throughout, but for what has other fields for each type of item, or is a schema."""
    assert set(bare_objects()) == {
        "Content",
        "FieldOut.schema",
        "PolicyPreset.content",
        "RiskPreset.content",
        "Section.content",
    }


def bare_objects():
    """Where answers have an object of which the document says nothing, by schema and member."""
    schemas = document()["components"]["schemas"]
    answered, waiting = set(), [operation["responses"] for _, _, operation in operations().values()]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name in schemas and name not in answered:
                answered.add(name)
                waiting.append(schemas[name])
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    for name in sorted(answered):
        for place, part in inside(name, schemas[name]):
            free = part.get("additionalProperties", True) is True
            if part.get("type") == "object" and not part.get("properties") and free:
                yield place


def inside(place, part):
    """A schema and all that it is made of, each with its place."""
    if isinstance(part, dict):
        yield place, part
        for name, entry in part.items():
            beside = name in ("properties", "items", "anyOf", "oneOf", "allOf", "additionalProperties")
            yield from inside(place if beside else f"{place}.{name}", entry)
    elif isinstance(part, list):
        for entry in part:
            yield from inside(place, entry)


def test_what_was_on_record_of_a_reviewer_is_typed():
    """A decision shows each field that a Person can have."""
    fields = set(Person.model_fields) - {"type", *Item.model_fields}
    assert fields <= set(PersonThen.model_fields)


def test_the_examples_can_be_sent(workspace):
    """Sent in the order of the table to the worked example, each example of the document is answered."""
    client = workspace.client
    rows = [json.loads(line) for line in EXAMPLE.read_text(encoding="utf-8").splitlines()]
    workspace.load(rows)
    for name, example in EXAMPLES.items():
        method, path, operation = operations()[name]
        places = {entry["name"]: entry["in"] for entry in operation.get("parameters", ())}
        assert set(example.parameters) <= set(places), name

        def values(place, example=example, places=places):
            return {key: str(value) for key, value in example.parameters.items() if places[key] == place}

        url = path.format(**values("path"))
        answer = client.request(
            method, url, params=values("query"), headers=values("header"), json=example.body
        )
        assert answer.is_success, (name, answer.text)
        assert str(answer.status_code) in operation["responses"], name
