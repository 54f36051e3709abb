"""Room on the disk of an embedded database: writes are refused while some is left, and not by a full disk.

A database whose disk is full may have written the half of an entry to its log of changes, and goes on behind
it as soon as there is room; after a crash it reads that log no further than to the half entry, and what was
acknowledged behind it is lost. See also `graph.database.embedded.child`.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from graph.errors import StoreUnavailable

_MIB: Final = 1024 * 1024
LEAST_MIB: Final = 64
"""More than what the database has to write to end well, and a write of many rows beside it."""


def must_have_room(folder: Path) -> None:
    """Raise StoreUnavailable where the disk of a folder is nearly full."""
    left = shutil.disk_usage(folder).free // _MIB
    if left < LEAST_MIB:
        message = (
            f"The disk of the data folder has {left} MiB left, and a write needs {LEAST_MIB}. Nothing was "
            "changed. Make room and try again; reading goes on."
        )
        raise StoreUnavailable(message)
