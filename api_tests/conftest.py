"""Fixtures: one database of each engine for a test process, a server on it, an empty workspace a test."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator

import httpx
import pytest

from api_tests.commands import SHORT_LIVED
from api_tests.databases.neo4j_server import Neo4jUnavailable, neo4j_server
from api_tests.durations import LONG, Stopwatch, seconds
from api_tests.servers import DatabaseAddress, Workspace, close_drivers, empty, serving, settings_for
from graph.database.embedded import EmbeddedDatabase

ENGINES = ["arcadedb", "neo4j"]
QUICK = 2
"""How many cases of a kind `make test-quick` tries on a database."""
GIVES_WAY = pytest.StashKey[bool]()
_TLS = httpx.create_ssl_context()  # made once: to read the certificates takes longer than many a test


def pytest_configure(config: pytest.Config) -> None:
    """Measure the tests, where that is wanted."""
    if Stopwatch.wanted() and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Stopwatch())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what needs a Neo4j server and what `make test-quick` leaves out, and say what stays together.

    Left out is what was found to be long; and of cases on a database that differ in their last parameter
    alone, all but the first two.

    One process has the only Neo4j to itself, and what a module starts once is started in one process. Where
    there are several, each takes the next when it is done with one, so modules that take long come first;
    within a module the order stays, which a fixture of the module goes by.
    """
    alike: Counter[tuple[object, ...]] = Counter()
    for item in items:
        case = getattr(item, "callspec", None)
        params = list(case.params.values()) if case else []
        if "neo4j" in {*item.fixturenames, *map(str, params)}:
            item.add_marker(pytest.mark.neo4j)
        if seconds(item) >= LONG:
            item.add_marker(pytest.mark.long)
        if not {"arcadedb", "database"}.isdisjoint(item.fixturenames):
            without_engine = [str(value) for value in params if value not in ENGINES]
            kind = (item.parent, item.originalname, "neo4j" in params, *without_engine[:-1])
            alike[kind] += 1
            if alike[kind] > QUICK:
                item.add_marker(pytest.mark.long)
    if hasattr(config, "workerinput"):
        taken: defaultdict[tuple[str, bool], float] = defaultdict(float)
        for item in items:
            taken[part_of(item)] += seconds(item)
        items.sort(key=lambda item: taken[part_of(item)], reverse=True)
        for item in items:
            keep_together(item)


def part_of(item: pytest.Item) -> tuple[str, bool]:
    """Return the module of a test, and whether it is asked on Neo4j."""
    return item.nodeid.partition("::")[0], item.get_closest_marker("neo4j") is not None


def keep_together(item: pytest.Item) -> None:
    """Name the group of a test where pytest-xdist looks for it.

    It does so by itself for a mark `xdist_group`, but writes where pytest 9.2 no longer reads.
    """
    if item.get_closest_marker("neo4j"):
        group = "neo4j"
    elif of_a_module(item):
        group = item.nodeid.partition("::")[0]
    else:
        return
    item._id = item._id.parse(f"{item.nodeid}@{group}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let what has the only Neo4j go first, where processes share few cores: it has the most to do."""
    beside_others = hasattr(item.config, "workerinput") and not item.get_closest_marker("neo4j")
    if beside_others and GIVES_WAY not in item.config.stash:
        item.config.stash[GIVES_WAY] = True
        os.nice(5)


def of_a_module(item: pytest.Item) -> bool:
    """Whether a test shares something with others of its module."""
    fixtures = item._fixtureinfo.name2fixturedefs.values() if isinstance(item, pytest.Function) else []
    return any(entry.scope == "module" for found in fixtures for entry in found)


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
def second_arcadedb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DatabaseAddress]:
    """Another one beside it."""
    folder = tmp_path_factory.mktemp("second") / "data"
    with EmbeddedDatabase(folder, heap="256m", java_flags=SHORT_LIVED) as database:
        found = database.start()
        address = DatabaseAddress(found.uri, found.user, found.password, found.database)
        with serving(settings_for(address)):
            pass  # it is prepared now
        yield address


@pytest.fixture
def scratch(second_arcadedb: DatabaseAddress) -> DatabaseAddress:
    """An empty database beside that of the workspace."""
    empty(second_arcadedb)
    return second_arcadedb


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
