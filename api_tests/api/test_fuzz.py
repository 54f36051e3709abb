"""Every operation of the OpenAPI document with generated input, against a real server."""

import json
from contextlib import suppress
from copy import deepcopy
from functools import cache

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.python._constants.orchestrator import make_constants_value_source
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from api_tests.api_document import COMMITTED, document, operations_of
from api_tests.servers import empty, serving, settings_for
from api_tests.small_file import ARGUMENT, ok, trail

FEW = settings(
    max_examples=10,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
AT_LEAST = "Evitrace-At-Least"
SOME = ["Device", "Change", "EvidenceUse", "Conclusion"]
MEMBERS = {"type", "title", "status", "detail", "instance", "request_id", "errors"}


@pytest.fixture(scope="module")
def served(arcadedb):
    """A server on the embedded database, with a small file in it."""
    empty(arcadedb)
    with serving(settings_for(arcadedb)) as url, httpx.Client(base_url=url, timeout=60) as client:
        ok(client.post("/v1/bulk", json=ARGUMENT))
        yield url
        trail(client)


def cut_document():
    """The OpenAPI document, its unions of item types cut to some: generating all of them takes minutes."""
    found = deepcopy(document())
    for path in found["paths"].values():
        for operation in path.values():
            for body in operation.get("requestBody", {}).get("content", {}).values():
                if body["schema"].get("discriminator", {}).get("propertyName") == "type":
                    mapping = body["schema"]["discriminator"]["mapping"]
                    kept = {name: mapping[name] for name in SOME}
                    body["schema"]["discriminator"]["mapping"] = kept
                    body["schema"]["oneOf"] = [{"$ref": place} for place in kept.values()]
    for schema in found["components"]["schemas"].values():
        if "properties" in schema:  # a member that the document does not name is no documented answer
            schema.setdefault("additionalProperties", False)
    return found


@schemathesis.serializer("application/x-ndjson")
def as_ndjson(_context, value):
    """Generated text as it is, and anything else as one line."""
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode(errors="replace")


@cache
def operations():
    """Every operation of that document, with what is known of it."""
    found = schemathesis.openapi.from_dict(cut_document())
    found.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    load_all_checks()
    return found, FeedbackSources(constants_value_source=make_constants_value_source(found))


def built(method, path):
    """Return the test of one operation, which schemathesis would build whenever tests are collected."""
    found, feedback = operations()
    return build_operation_test(
        config=found.config, operation=found[path][method], test_func=sent, given_kwargs={}, feedback=feedback
    )


@pytest.mark.parametrize(
    ("method", "path"), [(method.upper(), path) for method, path, _ in operations_of(COMMITTED).values()]
)
def test_any_input_gets_a_documented_answer(served, method, path):
    """Whatever is sent, the answer is as documented: never a failure, and a refusal is a problem document."""
    built(method, path)(served=served)


def within_reach(case):
    """Ask for a revision that there is, and send the path that is meant.

    A revision that is not there yet is waited for, and answered with 503; an empty part, as an
    earlier answer may have one, or one of dots alone (RFC 3986, 5.2.4) makes another operation of it.
    """
    for name, part in (case.path_parameters or {}).items():
        if part in ("", ".", ".."):
            case.path_parameters[name] = "-"
    asked = (case.headers or {}).get(AT_LEAST)
    with suppress(TypeError, ValueError):
        if int(asked) > 1:
            case.headers[AT_LEAST] = "1"


@FEW
def sent(case, served):
    """Send what was generated, and look at the answer."""
    within_reach(case)
    response = case.call(base_url=served, timeout=60)
    case.validate_response(response, checks=CHECKS)
    if response.status_code >= 400:
        assert response.headers["content-type"] == ["application/problem+json"]
        found = response.json()
        assert set(found) >= MEMBERS
        assert found["status"] == response.status_code
        assert "Traceback" not in response.text
