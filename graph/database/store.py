"""The one door to the database: typed statements in read and write transactions over Bolt.

Nothing else imports the driver. A write has its turn within the process, so that writers of one process queue
here and not in the database's retries; `Head` serialises writers of different processes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final, LiteralString, TypeVar

from neo4j import (
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncResult,
    AsyncSession,
    AsyncTransaction,
    Auth,
    basic_auth,
)
from neo4j.api import AsyncBookmarkManager
from neo4j.auth_management import AsyncAuthManager
from neo4j.exceptions import (
    ClientError,
    ConfigurationError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
)

from graph.canonical import digest
from graph.database.messages import message
from graph.database.one_revision import PATIENCE_SECONDS, Commits, TornRead
from graph.database.pulse import Pulse
from graph.database.queries import HeadRow, HeadState, Query, has_nothing_to_do
from graph.database.statements import Text
from graph.database.turns import PAUSES_S, GaveWay, Turns
from graph.database.watchdog import Watchdog
from graph.errors import BehindTheCaller, Outside, OwnRuleFailed, StoreUnavailable

RowT = TypeVar("RowT")
T = TypeVar("T")
U = TypeVar("U")
_TRIES: Final = 8
_CATCHING_UP_S: Final = 5.0
_LOOK_AGAIN_S: Final = 0.1


class Overtaken(Exception):
    """Another process wrote between a rehearsal and the write that builds on it."""


@dataclass(frozen=True, slots=True)
class OwnRules:
    """The rule files of a maker's own, by id, and how long one of them may take."""

    texts: Mapping[str, Text] = field(default_factory=dict)
    seconds: float = 10.0

    @property
    def digest(self) -> str:
        """What differs when any of them does."""
        return digest(sorted((rule, str(sorted(t.fields.items())), t.body) for rule, t in self.texts.items()))


class Tx:
    """One transaction: runs typed statements; `own` are the rules that come beside the shipped ones.

    `before` is told of each statement before it runs; `overtaken` says whether something was committed since
    a read began, which is then not of one revision; `settle` is called before the last statements of a write,
    from which on nobody reads the state before it; `gives_way` says whether a rehearsal is to be given up.
    `is_past` says that the graph was taken back to a moment.
    """

    def __init__(
        self,
        driver_tx: AsyncManagedTransaction | AsyncTransaction,
        own: OwnRules | None = None,
        watchdog: Watchdog | None = None,
        *,
        keeps_plans: bool = False,
    ) -> None:
        """Wrap a transaction of the driver, of a database that plans a statement once or each time."""
        self._tx = driver_tx
        self._keeps_plans = keeps_plans
        self._watchdog = watchdog or Watchdog(None)
        self.own = own or OwnRules()
        self.before: Callable[[Query[Any]], Awaitable[None]] | None = None
        self.overtaken: Callable[[], bool] = lambda: False
        self.settle: Callable[[], None] = lambda: None
        self.gives_way: Callable[[], bool] = lambda: False
        self.is_past = False

    async def fetch(self, query: Query[RowT]) -> list[RowT]:
        """Run a statement and give its rows, in the statement's order."""
        if has_nothing_to_do(query):
            return []
        if self.before is not None:
            await self.before(query)
        with self._watchdog.watching():
            result = await self._run(query)
            names, rows = result.keys(), await result.values()
        if self.overtaken():
            raise TornRead
        return [query.result(query.row(**dict(zip(names, values, strict=True)))) for values in rows]

    async def one(self, query: Query[RowT]) -> RowT | None:
        """Run a statement that gives at most one row."""
        rows = await self.fetch(query)
        return rows[0] if rows else None

    async def ask(self, rule: str, query: Query[RowT]) -> list[RowT]:
        """Run the statement of a rule of one's own; OwnRuleFailed when it fails or takes too long."""
        try:
            async with asyncio.timeout(self.own.seconds):
                return await self.fetch(query)
        except TimeoutError:
            why = f"took longer than {self.own.seconds:g} s ({Outside.rules_seconds})"
            raise OwnRuleFailed(f"The rule {rule} of your own {why}; no gap was answered.") from None
        except ClientError as error:
            why = f"failed in the database ({error.code})"
            raise OwnRuleFailed(f"The rule {rule} of your own {why}; no gap was answered.") from error

    async def run(self, query: Query[Any]) -> None:
        """Run a statement for its effect."""
        if has_nothing_to_do(query):
            return
        if self.before is not None:
            await self.before(query)
        with self._watchdog.watching():
            result = await self._run(query)
            await result.consume()

    async def explain(self, query: Query[Any]) -> tuple[str, ...]:
        """Have the database check a statement without running it; gives the column names."""
        result = await self._run(query, "EXPLAIN ")
        await result.consume()
        return tuple(result.keys())

    async def _run(self, query: Query[Any], before: LiteralString = "") -> AsyncResult:
        if self.gives_way():
            raise GaveWay
        text, parameters = message(query, keeps_plans=self._keeps_plans)
        return await self._tx.run(before + text, parameters)


async def _refuse_torn(tx: Tx, before: HeadRow | None) -> None:
    if tx.overtaken() or before != await tx.one(HeadState()):
        raise TornRead


@dataclass(slots=True)
class Store:
    """A database that speaks Bolt; `asked` is told for which device gaps are asked for, or None for all.

    It says whether they are followed. `must_have_room` refuses what is to be written, where there is no room
    for it.
    """

    driver: AsyncDriver
    database: str
    own: OwnRules = field(default_factory=OwnRules)
    writing: Turns = field(default_factory=Turns)
    commits: Commits = field(default_factory=Commits)
    pulse: Pulse = field(default_factory=Pulse)
    statement_seconds: float | None = 60.0
    queue_seconds: float | None = 120.0
    bookmarks: AsyncBookmarkManager | None = None
    _keeps_plans: bool | None = None
    asked: Callable[[str | None], bool] = lambda _device: False
    must_have_room: Callable[[], None] = lambda: None

    async def read(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        """Run `work` on one revision of the graph, in a read transaction.

        It is run again where something was committed meanwhile; where that happens again and again, in the
        turn of a writer. StoreUnavailable where it cannot be had at all.
        """
        for seconds in PATIENCE_SECONDS:
            try:
                return await self.read_once(work)
            except TornRead:
                if seconds and await self._turn_within(seconds):
                    try:
                        return await self.read_once(work)
                    except TornRead:  # of another process, which has turns of its own
                        continue
                    finally:
                        self.writing.release()
        message = "The graph is written to faster than this can be read. Try again, or ask for less."
        raise StoreUnavailable(message)

    async def reach(self, revision: int) -> None:
        """Wait until reads see this revision; BehindTheCaller where they do not within seconds.

        A member of a cluster may be behind the one that a caller was answered by.
        """
        until = asyncio.get_running_loop().time() + _CATCHING_UP_S
        while True:
            head = await self.read(lambda tx: tx.one(HeadState()))
            seen = head.revision if head else 0
            if seen >= revision:
                return
            if asyncio.get_running_loop().time() > until:
                message = (
                    f"After {_CATCHING_UP_S:g} s the database is at revision {seen}, not yet at {revision} "
                    f"({Outside.at_least}). Nothing was done; try again, or ask without it."
                )
                raise BehindTheCaller(message)
            await asyncio.sleep(_LOOK_AGAIN_S)

    async def read_once(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        """Run `work` on one revision of the graph; TornRead where something was committed meanwhile."""

        async def at_one_revision(tx: Tx) -> T:
            tx.overtaken = await self.commits.watch()
            before = await tx.one(HeadState())
            try:
                answer = await work(tx)
            except TornRead:
                raise
            except Exception:
                # A refusal may come of a mixture, too; what ended the transaction itself is told as it is.
                with suppress(DriverError, Neo4jError):
                    await _refuse_torn(tx, before)
                raise
            await _refuse_torn(tx, before)
            return answer

        watchdog, unit = self._unit(at_one_revision)
        with _translated():
            async with watchdog.transaction(), self._session() as session:
                return await session.execute_read(unit)

    async def plan(self, query: Query[Any], *, after: Query[Any] | None = None) -> None:
        """Run a statement for the plan that a database keeps of it; what it finds is of no one revision.

        Neo4j keeps another plan for a transaction that has changed something: `after` is what changes it. All
        is rolled back, and no writer waits for it.
        """

        async def alone(tx: Tx) -> None:
            if after is not None:
                await tx.run(after)
            await tx.run(query)

        await self._rehearse(alone)

    async def _turn_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self.writing.acquire()
        except TimeoutError:
            return False
        return True

    async def write(self, work: Callable[[Tx], Awaitable[T]], *, is_long: bool = False) -> T:
        """Run `work` in a write transaction and commit; it may be run again after a conflict."""
        async with self._turn(is_long=is_long):
            return await self._write(work)

    async def write_beside(self, work: Callable[[Tx], Awaitable[T]]) -> T | None:
        """Run `work` and commit what is no part of the graph: reads go on. None while others write."""
        if self.writing.locked():
            return None
        self.must_have_room()
        async with self._turn():
            watchdog, unit = self._unit(work)
            with _translated():
                async with watchdog.transaction(), self._session() as session:
                    return await session.execute_write(unit)

    async def rehearse(self, work: Callable[[Tx], Awaitable[T]], *, is_long: bool = False) -> T:
        """Run `work` in a write transaction and roll it back: what would have happened.

        What takes long gives way, between two statements, to writes that wait; it is run again after a pause,
        and after some tries it is run to its end.
        """

        async def giving_way(tx: Tx) -> T:
            tx.gives_way = self.writing.is_wanted
            return await work(tx)

        is_back = False
        for pause in PAUSES_S if is_long else ():
            try:
                async with self._turn(is_long=True, is_back=is_back):
                    return await self._rehearse(giving_way)
            except GaveWay:
                is_back = True
                await self.writing.pause(pause)
        async with self._turn(is_long=is_long, is_back=is_back):
            return await self._rehearse(work)

    async def _write(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        async def then_committed(tx: Tx) -> T:
            self.commits.end()
            tx.settle = self.commits.begin
            answer = await work(tx)
            self.commits.begin()
            return answer

        self.must_have_room()
        watchdog, unit = self._unit(then_committed)
        with _translated(), self.commits.around_write():
            async with watchdog.transaction(), self._session() as session:
                return await session.execute_write(unit)

    async def _rehearse(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        watchdog, unit = self._unit(work)
        with _translated():
            async with watchdog.transaction(), self._session() as session:
                driver_tx = await session.begin_transaction()
                try:
                    return await unit(driver_tx)
                except asyncio.CancelledError:
                    driver_tx.cancel()  # a rollback would wait for the database that did not answer
                    raise
                finally:
                    if not driver_tx.closed():
                        await driver_tx.rollback()

    async def rehearse_and_write(
        self, rehearsal: Callable[[Tx], Awaitable[T]], work: Callable[[Tx, T], Awaitable[U]]
    ) -> U:
        """Run `rehearsal`, roll it back, and write what `work` makes of its answer, in one turn of a writer.

        `work` raises Overtaken where another process wrote between the two; then both are run again.
        """
        async with self._turn():
            for _ in range(_TRIES):
                answer = await self._rehearse(rehearsal)
                try:
                    return await self._write(lambda tx, answer=answer: work(tx, answer))  # type: ignore[misc]
                except Overtaken:
                    continue
        message = "Others kept writing in between. Nothing was changed; try again later."
        raise StoreUnavailable(message)

    def _session(self) -> AsyncSession:
        return self.driver.session(database=self.database, bookmark_manager=self.bookmarks)

    def _unit(
        self, work: Callable[[Tx], Awaitable[T]]
    ) -> tuple[Watchdog, Callable[[AsyncManagedTransaction | AsyncTransaction], Awaitable[T]]]:
        watchdog = Watchdog(self.statement_seconds, self.pulse)

        async def unit(driver_tx: AsyncManagedTransaction | AsyncTransaction) -> T:
            keeps_plans = await self.keeps_plans()
            watchdog.stop()
            answer = await work(Tx(driver_tx, self.own, watchdog, keeps_plans=keeps_plans))
            watchdog.start()  # for what ends the transaction
            return answer

        return watchdog, unit

    @asynccontextmanager
    async def _turn(self, *, is_long: bool = False, is_back: bool = False) -> AsyncIterator[None]:
        """Wait for the turn of a writer; StoreUnavailable when others write for longer than the limit."""
        try:
            async with asyncio.timeout(self.queue_seconds):
                await self.writing.acquire(is_long=is_long, is_back=is_back)
        except TimeoutError:
            message = (
                f"Others have been writing for {self.queue_seconds:g} s ({Outside.queue_seconds}). "
                "Nothing was changed; try again later."
            )
            raise StoreUnavailable(message) from None
        try:
            yield
        finally:
            self.writing.release()

    async def verify(self) -> None:
        """Raise StoreUnavailable unless the database answers."""
        with _translated():
            await self.driver.verify_connectivity()

    async def keeps_plans(self) -> bool:
        """Return whether the database plans a statement once, for the names and sizes that it then finds.

        Neo4j does so; the embedded database plans each statement whenever it is asked.
        """
        if self._keeps_plans is None:
            with _translated():
                self._keeps_plans = "ArcadeDB" not in (await self.driver.get_server_info()).agent
        return self._keeps_plans

    async def close(self) -> None:
        """Return all connections back."""
        await self.driver.close()


class _Confidant(AsyncAuthManager):
    """Tells the password only while whoever listens is known to be the database."""

    def __init__(self, user: str, password: str, is_ours: Callable[[], bool]) -> None:
        self._auth = basic_auth(user, password)
        self._is_ours = is_ours

    async def get_auth(self) -> Auth:
        if not self._is_ours():
            message = "the database is not there; somebody else may listen at its address"
            raise ServiceUnavailable(message)
        return self._auth

    async def handle_security_exception(self, auth: object, error: Neo4jError) -> bool:  # noqa: ARG002
        return False


def connect(
    uri: str, user: str, password: str, database: str, is_ours: Callable[[], bool] = lambda: True
) -> Store:
    """Make a store; `bolt://` and `neo4j://` (routing) are both understood. Connects on first use.

    The password is sent only while `is_ours` says that the database is who listens there: after one died, any
    process of the machine may take its port.
    """
    try:
        driver = AsyncGraphDatabase.driver(
            uri,
            auth=_Confidant(user, password, is_ours),
            notifications_min_severity="OFF",
            connection_timeout=10.0,
            max_transaction_retry_time=30.0,
            initial_retry_delay=0.02,
            retry_delay_multiplier=1.6,
            retry_delay_jitter_factor=0.3,
        )
    except (ConfigurationError, ValueError) as error:
        message = f"The database address {uri!r} cannot be used: {error}"
        raise StoreUnavailable(message) from None
    # By routing, a read may go to another member of a cluster than the write before it.
    is_routed = uri.startswith("neo4j")
    return Store(driver, database, bookmarks=AsyncGraphDatabase.bookmark_manager() if is_routed else None)


class _translated:  # noqa: N801 -- reads as a phrase: with _translated()
    """Turn the driver's errors into ours; the driver's text may hold whole statements, so it stays out."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, IncompleteCommit):
            message = (
                "The database went away while it was committing: it is not known whether the change was "
                "made. Read before you repeat it."
            )
            raise StoreUnavailable(message) from error
        if isinstance(error, Neo4jError):
            code = error.code or "no code"
            message = f"The database refused a statement ({code}). Nothing was changed."
            raise StoreUnavailable(message) from error
        if isinstance(error, DriverError):
            message = f"The database does not answer ({type(error).__name__}). Nothing was changed."
            raise StoreUnavailable(message) from error
