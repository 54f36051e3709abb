"""Fixtures: one database of each engine for a test process, a server on it, an empty workspace a test."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import httpx
import pytest

from api_tests.databases.neo4j_server import Neo4jUnavailable, neo4j_server
from api_tests.servers import DatabaseAddress, Workspace, close_drivers, empty, serving, settings_for
from graph.database.embedded import EmbeddedDatabase

ENGINES = ["arcadedb", "neo4j"]
QUICK = 2
"""How many cases of a kind `make test-quick` tries on a database."""
SHORT_LIVED = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Most of what a database of the tests does is done once: compiling it well takes longer than it saves."""
_TLS = httpx.create_ssl_context()  # made once: to read the certificates takes longer than many a test


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a Neo4j server, so that it can run in a process of its own, and what is long.

    Of cases on a database that differ in their last parameter alone, all but the first two are.
    """
    alike: Counter[tuple[object, ...]] = Counter()
    for item in items:
        case = getattr(item, "callspec", None)
        params = list(case.params.values()) if case else []
        if "neo4j" in {*item.fixturenames, *map(str, params)}:
            item.add_marker(pytest.mark.neo4j)
        if not {"arcadedb", "database"}.isdisjoint(item.fixturenames):
            without_engine = [str(value) for value in params if value not in ENGINES]
            kind = (item.parent, item.originalname, "neo4j" in params, *without_engine[:-1])
            alike[kind] += 1
            if alike[kind] > QUICK:
                item.add_marker(pytest.mark.long)


def pytest_sessionfinish() -> None:
    """Leave nothing open that `empty` opened."""
    close_drivers()


@pytest.fixture(scope="session")
def arcadedb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DatabaseAddress]:
    """An embedded database for this test process."""
    folder = tmp_path_factory.mktemp("embedded") / "data"
    with EmbeddedDatabase(folder, java_flags=SHORT_LIVED) as database:
        found = database.start()
        yield DatabaseAddress(found.uri, found.user, found.password, found.database)


@pytest.fixture(scope="session")
def neo4j() -> Iterator[DatabaseAddress]:
    """A real Neo4j, shared by the processes of this run; a visible skip where there is none."""
    try:
        with neo4j_server() as server, server.turn():
            yield DatabaseAddress(server.uri, server.user, server.password, server.database)
    except Neo4jUnavailable as reason:
        if os.environ.get("EVITRACE_REQUIRE_NEO4J") == "1":
            pytest.fail(f"Neo4j is required here and there is none: {reason}")
        pytest.skip(f"no Neo4j: {reason}")


@pytest.fixture(scope="session", params=ENGINES)
def database(request: pytest.FixtureRequest) -> DatabaseAddress:
    """The database of the engine under test."""
    found: DatabaseAddress = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def base_url(database: DatabaseAddress) -> Iterator[str]:
    """A server on the database of the engine under test."""
    with serving(settings_for(database)) as url:
        yield url


@pytest.fixture
def workspace(
    request: pytest.FixtureRequest, database: DatabaseAddress, base_url: str
) -> Iterator[Workspace]:
    """An empty workspace behind a real server, on each engine in turn."""
    empty(database)
    engine = request.node.callspec.params["database"]
    with httpx.Client(base_url=base_url, timeout=900, verify=_TLS) as client:
        yield Workspace(client, engine, database)
