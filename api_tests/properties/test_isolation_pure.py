"""What names another device alone answers for this one as little as what is withdrawn.

Asked of the oracle, with which both databases agree (`test_oracle`).
"""

from __future__ import annotations

import pytest

from api_tests.properties.beginning import BASE, ONE, TODAY, TWO
from api_tests.properties.oracle import Oracle, Row

BOTH = [*ONE, *TWO]
LEFT = {"Conclusion", "Device", "DeviceVersion", "Person"}
"""A conclusion on what both share stays in bases whatever it names, so that what reaches it is told on."""
STATUSES = {"CON-01", "CON-02"}


def shared():
    """Return the workspace to begin with, in which both devices share all but their versions."""
    oracle = Oracle()
    rows = []
    for key, (kind, content) in BASE.items():
        own = content.get("devices") == ONE and kind != "DeviceVersion"
        rows.append(Row(key, kind, {**content, **({"devices": BOTH} if own else {})}, signed=is_signed(kind)))
    oracle.load(rows)
    return oracle


def is_signed(kind):
    """Whether items of a type come signed."""
    return kind == "Conclusion"


def of_others(oracle, key):
    """Return the workspace in which an item names the other device alone."""
    record, others = oracle.items[key], oracle.copy()
    others.load([Row(key, record.type, {**record.content, "devices": TWO})])
    return others


def without(oracle, key):
    """Return the workspace in which an item is withdrawn."""
    others = oracle.copy()
    others.withdraw(key)
    return others


@pytest.fixture(scope="module")
def workspace():
    """The workspace of two devices."""
    return shared()


@pytest.mark.parametrize("key", [key for key, (kind, _) in BASE.items() if kind not in LEFT])
def test_what_is_of_another_device_takes_nothing_from_this_one(workspace, key):
    """Neither out of the basis of a conclusion nor out of the list of gaps."""
    absent, other = without(workspace, key), of_others(workspace, key)
    taken = {}
    for name, (kind, content) in BASE.items():
        if kind == "Conclusion" and content.get("devices") != TWO:
            gone = {entry for entry in absent.expected(name) - other.expected(name) if key not in entry}
            taken |= {name: gone} if gone else {}
    assert taken == {}
    gaps, left = ({gap[:4] for gap in found.gaps(TODAY, "DEV-1")} for found in (absent, other))
    assert {gap for gap in gaps - left if gap[0] not in STATUSES and key not in gap} == set()
