"""A client that a generator makes of the document: it compiles, and talks to the service."""

import os
import subprocess
import sys
import venv
from importlib import import_module
from pathlib import Path

import pytest

from api_tests.small_file import ARGUMENT

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / ".venv" / "generator"
GENERATOR = "openapi-python-client==0.29.1"


def generator():
    """The generator, in an environment of its own: it asks for an older typer than the command line."""
    command = TOOLS / "bin" / "openapi-python-client"
    if not command.exists():
        venv.create(TOOLS, with_pip=True, clear=True)
        install = [TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", GENERATOR]
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        if done.returncode:
            if os.environ.get("EVITRACE_REQUIRE_GENERATORS") == "1":
                pytest.fail(f"{GENERATOR} is required here and cannot be installed: {done.stderr}")
            pytest.skip(f"{GENERATOR} cannot be installed here")
    return command


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """The package that is made of the committed document."""
    folder = tmp_path_factory.mktemp("client")
    made = subprocess.run(
        [generator(), "generate", "--path", ROOT / "docs" / "openapi.json", "--meta", "none",
         "--output-path", folder / "evitrace_generated", "--overwrite"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    compiled = [sys.executable, "-m", "compileall", "-q", folder / "evitrace_generated"]
    assert subprocess.run(compiled, check=False).returncode == 0
    sys.path.insert(0, str(folder))
    yield "evitrace_generated"
    sys.path.remove(str(folder))


@pytest.mark.parametrize("database", ["arcadedb"], indirect=True)
def test_a_generated_client_reads_writes_and_is_refused(generated, workspace):
    """A read, a write, a 304, a 412 and a list of gaps, with typed answers throughout."""
    workspace.load(ARGUMENT)
    api, models = f"{generated}.api", f"{generated}.models"
    read_item = import_module(f"{api}.items.read_item").sync_detailed
    revise_item = import_module(f"{api}.items.revise_item").sync_detailed
    list_gaps = import_module(f"{api}.gaps.list_gaps").sync_detailed
    named = import_module(models)
    # Without trust_env a proxy of the machine would be asked for its own loopback address.
    url, arguments = str(workspace.client.base_url), {"trust_env": False}
    with import_module(generated).Client(base_url=url, httpx_args=arguments) as client:
        read = read_item("CLM-1", client=client)
        assert (read.status_code, type(read.parsed)) == (200, named.ItemOut)
        assert (read.parsed.key, read.parsed.state) == ("CLM-1", "in_force")
        tag = read.headers["ETag"]

        unchanged = read_item("CLM-1", client=client, if_none_match=tag)
        assert (unchanged.status_code, unchanged.parsed) == (304, None)

        body = named.ClaimRevision.from_dict({**read.parsed.content.to_dict(), "title": "Jaundice"})
        written = revise_item("CLM-1", client=client, body=body, if_match=tag)
        assert (written.status_code, written.parsed.title) == (200, "Jaundice")

        refused = revise_item("CLM-1", client=client, body=body, if_match=tag)
        assert (refused.status_code, type(refused.parsed)) == (412, named.ProblemOut)
        assert refused.parsed.type_ == "urn:evitrace:problem:stale-revision"

        gaps = list_gaps(client=client)
        assert (gaps.status_code, type(gaps.parsed)) == (200, named.GapsOut)
        assert gaps.parsed.total.count == len(gaps.parsed.items) > 0
        assert {gap.severity for gap in gaps.parsed.items} <= {"blocker", "major", "minor", "info"}
