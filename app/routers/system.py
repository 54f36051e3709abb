"""Health and release."""

from __future__ import annotations

from fastapi import APIRouter

from app.http.contract import refusals
from app.http.deps import StoreDep
from app.schemas import HealthOut, VersionOut
from graph import errors
from graph.database.queries import HeadState
from graph.database.release import release
from graph.errors import StoreUnavailable
from graph.maintenance.prepare import SCHEMA_VERSION

router = APIRouter(tags=["system"])


@router.get("/livez", operation_id="read_liveness")
async def read_liveness() -> HealthOut:
    """Say that the process answers."""
    return HealthOut(status="alive")


@router.get("/readyz", operation_id="read_readiness", responses=refusals(errors.StoreUnavailable))
async def read_readiness(store: StoreDep) -> HealthOut:
    """Say whether the database answers and is set up."""
    if await store.read(lambda tx: tx.one(HeadState())) is None:
        message = "The database is not set up yet."
        raise StoreUnavailable(message)
    return HealthOut(status="ready")


@router.get("/version", operation_id="read_release")
async def read_release() -> VersionOut:
    """Say which release this is."""
    return VersionOut(name="evitrace", version=release(), schema_version=SCHEMA_VERSION)
