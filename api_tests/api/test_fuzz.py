"""Every operation of the OpenAPI document with generated input, against a real server."""

import json

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from api_tests.servers import empty, serving, settings_for
from api_tests.small_file import ARGUMENT, ok, trail
from app.main import create_app
from app.settings import Settings

pytestmark = pytest.mark.xdist_group("arcadedb")
FEW = settings(
    max_examples=10,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
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


def document():
    """The OpenAPI document, its unions of item types cut to some: generating all of them takes minutes."""
    found = create_app(Settings()).openapi()
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


operations = schemathesis.openapi.from_dict(document())
operations.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


@operations.parametrize()
@FEW
def test_any_input_gets_a_documented_answer(case, served):
    """Whatever is sent, the answer is as documented: never a failure, and a refusal is a problem document."""
    response = case.call(base_url=served, timeout=60)
    case.validate_response(response, checks=CHECKS)
    if response.status_code >= 400:
        assert response.headers["content-type"] == ["application/problem+json"]
        found = response.json()
        assert set(found) >= MEMBERS
        assert found["status"] == response.status_code
        assert "Traceback" not in response.text
