"""Chains of calls, each made with what an earlier answer gave, against a real server."""

import httpx
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode

from api_tests.api.test_fuzz import CHECKS, cut_document, within_reach
from api_tests.servers import empty, serving, settings_for
from api_tests.small_file import ARGUMENT, ok, trail
from api_tests.volume import tries

CHAINS = settings(
    max_examples=tries(20, 100),
    stateful_step_count=8,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def met(_context, headers):
    """Conditions that hold, wherever some are sent."""
    kept = {name: value for name, value in (headers or {}).items() if name != "If-None-Match"}
    return kept | {"If-Match": "*"} if "If-Match" in kept else kept


def test_any_chain_of_calls_gets_documented_answers(arcadedb):
    """Whatever is called with what earlier answers gave, the answer is as documented, and the trail holds."""
    operations = schemathesis.openapi.from_dict(cut_document())
    operations.config.generation.update(modes=[GenerationMode.POSITIVE])
    # Parameters and conditions are tried call by call elsewhere; a chain needs lists that hold something, and
    # writes that are carried out.
    operations.hooks.register_hook_with_name(lambda _context, _query: {}, "map_query")
    operations.hooks.register_hook_with_name(met, "map_headers")
    chains = operations.as_state_machine()
    called = []
    with serving(settings_for(arcadedb)) as url, httpx.Client(base_url=url, timeout=60) as client:

        class OnOneFile(chains):
            """A chain on the small file as it was loaded, so that it goes the same way each time."""

            def setup(self):
                empty(arcadedb)
                ok(client.post("/v1/bulk", json=ARGUMENT))

            def before_call(self, case):
                within_reach(case)

            def get_call_kwargs(self, _case):
                return {"base_url": url, "timeout": 60}

            def validate_response(self, response, case, **_ignored):
                case.validate_response(response, checks=CHECKS)
                called.append((case.operation.label, response.status_code))

            def teardown(self):
                trail(client)

        OnOneFile.run(settings=CHAINS)
    answered = {label for label, status in called if status < 400}
    assert len(answered) > 10, sorted(answered)
    assert any(label.startswith(("POST /v1/items/", "PUT ")) for label in answered), sorted(answered)
