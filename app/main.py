"""The application: settings in, ASGI out. Starts and stops the embedded database with itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from typing import Any

from fastapi import Depends, FastAPI
from fastapi_offline import FastAPIOffline

from app.http import contract, problems
from app.http.callers import Callers, names_of
from app.http.middleware import RequestFrame
from app.http.strict_query import refuse_unknown
from app.routers import (
    audit,
    baselines,
    bulk,
    catalogues,
    changes,
    conclusions,
    equivalence,
    evaluations,
    gaps,
    impact,
    items,
    policy,
    requirements,
    risk,
    support,
    system,
    triggers,
    uses,
    vocabulary,
)
from app.schemas import ProblemOut
from app.settings import Settings
from graph.database.embedded import EmbeddedDatabase
from graph.database.release import release
from graph.database.room import must_have_room
from graph.database.store import OwnRules, Store, connect
from graph.gaps import following, load_own_rules
from graph.maintenance.plans import planned_ahead
from graph.maintenance.prepare import prepare

_BELOW_V1 = (
    vocabulary,
    catalogues,
    items,
    bulk,
    uses,
    conclusions,
    equivalence,
    gaps,
    policy,
    support,
    risk,
    impact,
    changes,
    audit,
    baselines,
    requirements,
    triggers,
    evaluations,
)
_DESCRIPTION = (
    "Keeps claims, intended use, hazards, requirements and evidence as a graph, and says what is missing, "
    "what can no longer be relied on, and what a planned change would touch. "
    "It flags and lists; people conclude, accept and sign."
)


@asynccontextmanager
async def open_store(
    settings: Settings, on_given_up: Callable[[str], None] = lambda _why: None
) -> AsyncIterator[Store]:
    """Open the database that the settings name, set it up, and close it at the end.

    `on_given_up` is told when the embedded database died for good.
    """
    if settings.neo4j_uri:
        password = settings.neo4j_password.get_secret_value()
        store = connect(settings.neo4j_uri, settings.neo4j_user, password, settings.neo4j_database)
        probe = connect(settings.neo4j_uri, settings.neo4j_user, password, settings.neo4j_database)
        async with _prepared(store, probe, settings):
            yield store
        return
    database = EmbeddedDatabase(settings.data, heap=settings.heap_taken)
    database.on_given_up = on_given_up
    address = await asyncio.to_thread(database.start)
    try:
        place = (address.uri, address.user, address.password, address.database)
        store = connect(*place, is_ours=lambda: database.alive)
        probe = connect(*place, is_ours=lambda: database.alive)
        async with _prepared(store, probe, settings):
            store.must_have_room = partial(must_have_room, settings.data)
            yield store
    finally:
        await asyncio.to_thread(database.stop)


@asynccontextmanager
async def _prepared(store: Store, probe: Store, settings: Settings) -> AsyncIterator[None]:
    store.statement_seconds, store.queue_seconds = settings.statement_seconds, settings.queue_seconds
    try:
        await store.verify()
        await prepare(store)
        store.own = OwnRules(await load_own_rules(store, settings.rules), settings.rules_seconds)
        ahead = planned_ahead(store) if settings.read_rules_ahead else nullcontext()
        async with store.pulse.asked(probe.verify), ahead:
            yield
    finally:
        await probe.close()
        await store.close()


def _complete_document(app: FastAPI) -> None:
    """Make the OpenAPI document say what FastAPI does not know of operations."""
    describe = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            contract.complete(describe())
        return describe()

    app.openapi = described  # type: ignore[method-assign]


def create_app(settings: Settings | None = None, address: str = "") -> FastAPI:
    """Make the application; without settings they come from the environment. `address`: where it listens."""
    chosen = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with (
            open_store(chosen, app.state.on_given_up) as store,
            following(store, chosen.follow_seconds),
        ):
            app.state.store = store
            yield

    app: FastAPI = FastAPIOffline(
        title="Evitrace",
        version=release(),
        description=_DESCRIPTION,
        lifespan=lifespan,
        responses={"default": {"model": ProblemOut, "description": "A problem document (RFC 9457)"}},
    )
    app.state.settings = chosen
    app.state.parameters = {}  # of each operation that was asked with any, see `refuse_unknown`
    app.state.on_given_up = lambda _why: None
    for module in _BELOW_V1:
        app.include_router(module.router, prefix="/v1", dependencies=[Depends(refuse_unknown)])
    app.include_router(system.router)
    problems.install(app)
    _complete_document(app)
    app.add_middleware(Callers, hosts=names_of(chosen.hosts, address))
    app.add_middleware(RequestFrame, max_body_bytes=chosen.max_body_bytes)
    return app
