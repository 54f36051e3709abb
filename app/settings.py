"""Every setting, with its environment variable, default and meaning."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.database.embedded.heap import heap_for, memory_of_machine, most_bytes, most_rows


class Settings(BaseSettings):
    """Read from `EVITRACE_*` environment variables; command line options come first."""

    model_config = SettingsConfigDict(env_prefix="EVITRACE_", extra="ignore")

    hosts: str = Field(
        "",
        description="Names, without port and separated by commas, by which the service may be called beside "
        "localhost and the address that it listens on; a request with another Host is refused.",
    )
    data: Path = Field(
        Path("evitrace-data"),
        description="Folder of the embedded database; made with access for its owner only.",
    )
    heap: str = Field(
        "",
        pattern=r"^([1-9][0-9]*[mg])?$",
        description="Most memory that the embedded database may take for its heap, such as 512m or 2g; "
        "empty for a quarter of that of the machine. One load may have a row for each 16 KiB of it.",
    )
    neo4j_uri: str = Field(
        "",
        description="Address of a Neo4j 5.26 database (bolt:// or neo4j://); empty for the embedded one.",
    )
    neo4j_user: str = Field("neo4j", description="User for Neo4j.")
    neo4j_password: SecretStr = Field(SecretStr(""), description="Password for Neo4j.")
    neo4j_database: str = Field("neo4j", description="Name of the Neo4j database.")
    rules: Path | None = Field(
        None,
        description="Folder with rule files of your own; each is checked at the start.",
    )
    rules_seconds: float = Field(
        10.0, gt=0, le=600, description="Longest that one rule of your own may take, in seconds."
    )
    statement_seconds: float = Field(
        60.0,
        gt=0,
        le=3600,
        description="Longest that one statement or commit may take in the database, in seconds; then the "
        "transaction is given up.",
    )
    queue_seconds: float = Field(
        120.0, gt=0, le=3600, description="Longest that a write waits for the writes before it, in seconds."
    )
    follow_seconds: float = Field(
        0.5,
        ge=0,
        le=3600,
        description="How long nothing may be written until the gaps that somebody asked for are brought "
        "to the head and stored, in seconds; 0 for never: then it is done when somebody asks.",
    )
    read_rules_ahead: bool = Field(
        True,  # noqa: FBT003 -- the default of a field
        description="Whether the database reads and plans the rules in the background after a start, so that "
        "the first list of gaps does not wait for it; never done while the graph is empty.",
    )
    max_body_bytes: int = Field(
        64 * 1024 * 1024, ge=1024, description="Largest request body that is read, in bytes."
    )
    max_rows: int = Field(200_000, ge=1, description="Most rows that one bulk load may have.")
    page_size: int = Field(100, ge=1, le=1000, description="Entries on a page when none is asked for.")
    impact_budget: int = Field(
        50_000,
        ge=1,
        description="Most items that an impact walk reaches before it answers `complete: false`.",
    )
    past_budget: int = Field(
        20_000,
        ge=1,
        description="Most items that an answer as of then takes back; writers wait, about 1 ms an item.",
    )

    @property
    def heap_taken(self) -> str:
        """The heap of the embedded database: the one that was set, or what fits the machine."""
        return self.heap or heap_for(memory_of_machine())

    @property
    def most_rows(self) -> int:
        """Most rows of a load: those that are allowed, and that fit into the embedded database."""
        return self.max_rows if self.neo4j_uri else min(self.max_rows, most_rows(self.heap_taken))

    @property
    def most_load_bytes(self) -> int:
        """Longest body of a load, likewise."""
        return (
            self.max_body_bytes if self.neo4j_uri else min(self.max_body_bytes, most_bytes(self.heap_taken))
        )
