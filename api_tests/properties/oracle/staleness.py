"""The status of each conclusion, with its reasons (concepts 8.1 to 8.4)."""

from __future__ import annotations

from collections.abc import Iterable

from api_tests.properties.oracle.conclusions import Conclusions
from api_tests.properties.oracle.reasons import expiry_makes_stale, reasons_of, told
from api_tests.properties.oracle.records import Standing

UNASSESSED = ("SIGNAL_RAISED", "must_confirm")
"""The reason that only makes suspect, although it asks for something."""


class Statuses(Conclusions):
    """Conclusions, with what became of them."""

    def standings(self, today: str) -> dict[str, Standing]:
        """Return the standing of every conclusion on a day."""
        return self.once(("standings", today), lambda: self._standings(today))

    def _standings(self, today: str) -> dict[str, Standing]:
        found: dict[str, Standing] = {}
        own: dict[str, frozenset[tuple[str, str, str]]] = {}
        for key, record in self.items.items():
            if record.type != "Conclusion":
                continue
            if record.state == "draft":
                found[key] = Standing("draft")
            elif record.state == "withdrawn" or self.orphaned(key):
                found[key] = Standing("withdrawn")
            else:
                own[key] = self._worst([*reasons_of(self, key), *told(self, key, today)])
        unsettled = {key for key, reasons in own.items() if reasons}
        while True:  # the naive fixpoint of propagation
            more = {key for key in own if key not in unsettled and self.upstream(key) & unsettled}
            if not more:
                break
            unsettled |= more
        for key, reasons in own.items():
            waits = {("UPSTREAM_STALE", up, "") for up in self.upstream(key) & unsettled}
            first_day = self._overdue_from(key)
            if any(demand and (code, demand) != UNASSESSED for code, _, demand in reasons):
                status = "stale"
            elif key in unsettled:
                status = "suspect"
            else:
                status = "overdue" if first_day and first_day < today else "current"
            found[key] = Standing(status, reasons | waits, first_day)
        return found

    @staticmethod
    def _worst(reasons: Iterable[tuple[str, str, str]]) -> frozenset[tuple[str, str, str]]:
        """Return each cause once, with its worst demand."""
        found: dict[tuple[str, str], str] = {}
        for code, item, demand in reasons:
            known = found.setdefault((code, item), demand)
            found[code, item] = "must_redo" if "must_redo" in (known, demand) else known
        return frozenset((code, item, demand) for (code, item), demand in found.items())

    def _overdue_from(self, key: str) -> str:
        dates = [self.value(key, "next_review_due"), self.value(key, "valid_until")]
        for pin in self.pins[key]:
            if self.items[pin.item].type == "Evidence" and expiry_makes_stale(self, key):
                continue
            if self.counts(pin.item):
                dates.append(self.value(pin.item, "valid_until"))
                if self.items[pin.item].type == "Evidence":
                    dates.append(self.value(pin.item, "next_review_due"))
        return min([date for date in dates if date], default="")
