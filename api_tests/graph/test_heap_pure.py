"""The memory of the embedded database follows from that of the machine, and what a load may be from it."""

import pytest

from app.settings import Settings
from graph.database.embedded.heap import heap_for, memory_of_machine, most_bytes, most_rows

GIB = 2**30


@pytest.mark.parametrize(
    ("memory", "heap"),
    [(GIB, "512m"), (2 * GIB, "1024m"), (4 * GIB, "1024m"), (8 * GIB, "2048m"), (24 * GIB, "6144m")],
)
def test_the_heap_follows_from_the_memory_of_the_machine(memory, heap):
    """A quarter, and not less than a gibibyte where the machine has twice that."""
    assert heap_for(memory) == heap


def test_a_load_that_ended_the_heap_does_not_fit():
    """What was seen to be too much for a heap is refused there, and let through where there is room."""
    assert most_rows("1g") < 151_000 < most_rows("4g")
    assert most_bytes("1g") < 39_000_000 < most_bytes("4g")


def test_limits_of_a_load(monkeypatch):
    """The smaller of what is set and what fits the embedded database counts; of Neo4j we do not know."""
    monkeypatch.delenv("EVITRACE_HEAP", raising=False)
    own = Settings()
    assert own.heap == ""
    assert own.heap_taken == heap_for(memory_of_machine())
    small = Settings(heap="512m")
    assert (small.most_rows, small.most_load_bytes) == (32_768, 8 * 2**20)
    assert Settings(heap="8g").most_rows == 200_000
    assert Settings(heap="512m", max_rows=3).most_rows == 3
    elsewhere = Settings(heap="512m", neo4j_uri="bolt://127.0.0.1:7687")
    assert (elsewhere.most_rows, elsewhere.most_load_bytes) == (200_000, 64 * 2**20)
