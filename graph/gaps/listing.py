"""The list of gaps that somebody asks for, with when each opened."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from weakref import WeakKeyDictionary

from graph.database.one_revision import TornRead
from graph.database.store import Store, Tx
from graph.errors import StoreUnavailable
from graph.gaps.evaluate import GapReport, question_of, read_report, with_openings
from graph.gaps.found import Question
from graph.gaps.recording import Judged, record_openings
from graph.items.read import must_find
from graph.versions.proposal import utc_text

_compared: WeakKeyDictionary[object, dict[Question, tuple[int, str]]] = WeakKeyDictionary()
"""At which revision and on which day a list was last compared with the history by who asked for it.

Of each connection: what was compared in one database says nothing of another that is open beside it.
"""
_MOST_COMPARED = 64


async def list_gaps(  # noqa: PLR0913 -- what is asked for stands in names
    store: Store,
    today: str,
    *,
    device: str | None = None,
    only: Sequence[str] = (),
    item: str = "",
    record: bool = True,
    closes: bool = False,
) -> GapReport:
    """Return what is missing on a day; of now, also record what opened since.

    What closed is recorded by who follows; here where nobody does, and where it is asked for by `closes`.
    ItemNotFound where a caller looks for what names an `item`, and neither a gap does nor is it there.
    """

    async def report_at_once(tx: Tx) -> GapReport:
        report = await read_report(tx, today, device=device, only=only)
        if item and not any(gap.names(item) for gap in report.gaps):
            await must_find(tx, item)
        return report

    is_now = record and today == utc_text()[:10]
    is_followed = is_now and not only and store.asked(device)
    report = await store.read(report_at_once)
    if not is_now:
        return report
    compares = not only and (closes or not is_followed)
    question = question_of(store.own, device)
    return await _recorded(store, Judged(question, report, today, is_whole=not only, closes=compares))


async def _recorded(store: Store, judged: Judged) -> GapReport:
    """Return a report of today with when its gaps opened, recorded if it was not."""
    report, place = judged.report, (judged.report.revision, judged.day)
    compared = _compared.setdefault(store.driver, {})
    is_due = judged.closes and compared.get(judged.question) != place
    if store.writing.locked() or not (is_due or any(gap.first_seen is None for gap in report.gaps)):
        return report
    with contextlib.suppress(StoreUnavailable, TornRead):  # another service may record it in this moment
        openings = await record_openings(store, judged)
        if openings is not None:
            if judged.closes:
                compared.pop(judged.question, None)
                while len(compared) >= _MOST_COMPARED:
                    del compared[next(iter(compared))]
                compared[judged.question] = place
            return with_openings(report, openings)
    return report
