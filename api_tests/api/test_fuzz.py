"""Every operation of the OpenAPI document with generated input, against a real server."""

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.openapi.checks import UndefinedContentType, UndefinedStatusCode
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from api_tests.servers import empty, serving, settings_for
from api_tests.small_file import ARGUMENT, ok

FEW = settings(
    max_examples=12,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def served(arcadedb):
    """A server on the embedded database, with a small file in it."""
    empty(arcadedb)
    with serving(settings_for(arcadedb)) as url, httpx.Client(base_url=url) as client:
        ok(client.post("/v1/bulk", json=ARGUMENT))
        yield url


@pytest.fixture(scope="module")
def described(served):
    """The operations that the service says it has, to be tried with fitting and unfitting input."""
    schema = schemathesis.openapi.from_url(f"{served}/openapi.json")
    schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    return schema
