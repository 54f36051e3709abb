"""The embedded database: ArcadeDB as a supervised child process.

This package exists so that `pip install` is all that a first user needs. It must not know the graph,
Cypher or the driver: all it hands out is an address that speaks Bolt.

`database` is what callers use. It keeps a `child` alive, which runs the `engine` of the wheel over one
data `folder`.
"""

from graph.database.embedded.database import Address, EmbeddedDatabase, State
from graph.database.embedded.engine import DATABASE, HOST, USER
from graph.database.embedded.errors import DataFolderInUse, EmbeddedError, EmbeddedStartError

__all__ = [
    "DATABASE",
    "HOST",
    "USER",
    "Address",
    "DataFolderInUse",
    "EmbeddedDatabase",
    "EmbeddedError",
    "EmbeddedStartError",
    "State",
]
