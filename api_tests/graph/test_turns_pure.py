"""Turns of writers: what is short first, what takes long in the end, and nobody beyond the bounds."""

import asyncio

import pytest

import graph.database.turns as turns_module
from graph.database.turns import MOST_LONG, MOST_SHORT, Turns
from graph.errors import StoreUnavailable


async def _waiting(turns, served, names):
    """Let each wait for a turn, in this order; who has it notes its name and gives it back."""

    async def once(name):
        await turns.acquire(is_long=name.startswith("long"))
        served.append(name)
        await asyncio.sleep(0)
        turns.release()

    tasks = [asyncio.create_task(once(name)) for name in names]
    await asyncio.sleep(0)
    return tasks


def test_short_ones_go_first_and_long_ones_get_their_turn():
    """Eight short ones go before one that takes long, however many come; each kind in its own order."""

    async def body():
        turns, served = Turns(), []
        await turns.acquire()
        names = ["long-1", "long-2", *[f"short-{number}" for number in range(20)]]
        tasks = await _waiting(turns, served, names)
        assert served == []
        turns.release()
        await asyncio.gather(*tasks)
        assert not turns.locked()
        assert [name for name in served if name.startswith("short")] == names[2:]
        assert [served.index("long-1"), served.index("long-2")] == [8, 17]

    asyncio.run(body())


@pytest.mark.parametrize(("is_long", "most"), [(False, MOST_SHORT), (True, MOST_LONG)])
def test_who_comes_when_too_many_wait_is_told_at_once(is_long, most):
    """Beyond the bound nobody waits; who waits already is served, and then others may come again."""

    async def body():
        turns, served = Turns(), []
        await turns.acquire()
        kind = "long" if is_long else "short"
        tasks = await _waiting(turns, served, [f"{kind}-{number}" for number in range(most)])
        with pytest.raises(StoreUnavailable, match=f"{most} .* waiting already"):
            await turns.acquire(is_long=is_long)
        turns.release()
        await asyncio.gather(*tasks)
        assert len(served) == most
        await turns.acquire(is_long=is_long)

    asyncio.run(body())


def test_a_turn_is_wanted_once_something_short_has_waited_for_a_moment(monkeypatch):
    """What is long wants nobody's turn; one that gave way is next of its kind, also where too many wait."""
    monkeypatch.setattr(turns_module, "PATIENCE_S", 0.05)

    async def body():
        turns, served = Turns(), []
        await turns.acquire()
        tasks = await _waiting(turns, served, [f"long-{number}" for number in range(MOST_LONG)])
        await asyncio.sleep(0.06)
        assert not turns.is_wanted()
        tasks += await _waiting(turns, served, ["short"])
        assert not turns.is_wanted()
        await asyncio.sleep(0.06)
        assert turns.is_wanted()
        back = asyncio.create_task(turns.acquire(is_long=True, is_back=True))
        await asyncio.sleep(0)
        turns.release()
        await back
        assert served == ["short"]
        assert not turns.is_wanted()
        turns.release()
        await asyncio.gather(*tasks)

    asyncio.run(body())


def test_who_leaves_the_turn_to_others_for_a_time_counts_as_one_that_waits():
    """So no more than the bound of what takes long is under way; what is short may come as ever."""

    async def body():
        turns, served = Turns(), []
        await turns.acquire()
        pausing = [asyncio.create_task(turns.pause(0.05)) for _ in range(MOST_LONG)]
        await asyncio.sleep(0)
        with pytest.raises(StoreUnavailable, match="waiting already"):
            await turns.acquire(is_long=True)
        tasks = await _waiting(turns, served, ["short"])
        await asyncio.gather(*pausing)
        tasks += await _waiting(turns, served, ["long"])
        turns.release()
        await asyncio.gather(*tasks)
        assert served == ["short", "long"]

    asyncio.run(body())


def test_who_gives_up_holds_nobody_up():
    """One that is cancelled while it waits, or just as its turn comes, passes the turn on."""

    async def body():
        turns, served = Turns(), []
        await turns.acquire()
        one, two, three = await _waiting(turns, served, ["short-1", "short-2", "short-3"])
        two.cancel()
        await asyncio.sleep(0)
        turns.release()
        one.cancel()  # it has the turn, and does not know it yet
        await asyncio.gather(one, two, three, return_exceptions=True)
        assert served == ["short-3"]
        assert not turns.locked()

    asyncio.run(body())


def test_who_gives_up_and_is_passed_over_is_cancelled_and_nothing_else():
    """Whoever is passed over before the cancellation arrives is cancelled all the same."""

    async def body():
        turns, served = Turns(), []
        await turns.acquire()
        one, two = await _waiting(turns, served, ["short-1", "short-2"])
        one.cancel()
        turns.release()
        first, _ = await asyncio.gather(one, two, return_exceptions=True)
        assert isinstance(first, asyncio.CancelledError)
        assert served == ["short-2"]

    asyncio.run(body())
