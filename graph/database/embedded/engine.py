"""The engine that the wheel brings: where it lies, and how its Java is called.

A new release of `arcadedb-embedded` may move or rename what stands here, and the lines that `child` waits
for.
"""

import importlib.util
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from graph.database.embedded.errors import EmbeddedStartError
from graph.database.embedded.folder import Folder

DATABASE = "evitrace"
USER = "root"
HOST = "127.0.0.1"

_MAIN_CLASS = "com.arcadedb.server.ArcadeDBServer"
_REQUIRED_JARS = ("arcadedb-engine-*.jar", "arcadedb-server-*.jar", "arcadedb-bolt-*.jar")

# The flags of the wheel's own launcher that the engine needs, and the ones that keep a sick Java
# process from lingering. Zone and language are fixed so that no query depends on the machine.
_JAVA_FLAGS = (
    "--add-modules=jdk.incubator.vector",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "-XX:+UseCompactObjectHeaders",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:+PerfDisableSharedMem",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF8",
    "-Duser.timezone=UTC",
    "-Dpolyglot.engine.WarnInterpreterOnly=false",
)

# Console only: the engine's own default also writes up to a gigabyte of log files.
LOGGING = """\
handlers = java.util.logging.ConsoleHandler
.level = INFO
io.undertow.level = WARNING
org.xnio.level = WARNING
org.jboss.level = WARNING
java.util.logging.ConsoleHandler.level = INFO
java.util.logging.ConsoleHandler.formatter = com.arcadedb.log.LogFormatter
"""

# Runs between fork and exec in an interpreter of its own, because code in a forked copy of a
# threaded process is not safe. The kernel keeps the death signal across exec. The second check
# catches a parent that died before the first one.
_DIE_WITH_PARENT = """\
import ctypes, os, signal, sys
PR_SET_PDEATHSIG = 1
if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0) != 0:
    sys.exit("prctl: " + os.strerror(ctypes.get_errno()))
if os.getppid() != int(sys.argv[1]):
    sys.exit("the parent is gone")
os.execv(sys.argv[2], sys.argv[2:])
"""


_STATEMENTS = {
    "queryLiteralParameterization": "false",
    "opencypher.statementCache": 2_000,
    "opencypher.planCache": 2_000,
}
"""All statements are known beforehand, some five hundred: what was read of one is kept by its text as it
stands. To look for literals in it first costs a walk over the whole text each time."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """Where the installed wheel keeps its engine and its Java."""

    java: Path
    jars: Path

    @classmethod
    def locate(cls) -> Self:
        """Find both, or say what is missing."""
        if sys.platform == "win32":
            raise EmbeddedStartError(
                "The embedded database needs Linux or macOS. Set EVITRACE_NEO4J_URI to use Neo4j."
            )
        # Found, not imported: importing it would load a Java bridge that is not used here.
        spec = importlib.util.find_spec("arcadedb_embedded")
        if spec is None or spec.origin is None:
            raise EmbeddedStartError(
                "The package arcadedb-embedded is not installed. "
                "Install it, or set EVITRACE_NEO4J_URI to use Neo4j."
            )
        package = Path(spec.origin).parent
        java, jars = package / "jre" / "bin" / "java", package / "jars"
        missing = [str(java)] if not os.access(java, os.X_OK) else []
        missing += [str(jars / name) for name in _REQUIRED_JARS if not any(jars.glob(name))]
        if missing:
            raise EmbeddedStartError(
                "The installed arcadedb-embedded does not have what is needed here: "
                f"{', '.join(missing)}. Install the version named in constraints.txt."
            )
        return cls(java, jars)


def command(java: Path, folder: Folder) -> list[str]:
    """The command that starts the engine so that it dies with this process, where the system can do it."""
    engine = [str(java), f"@{folder.args_file}"]
    if sys.platform != "linux":
        # No death signal there: `stop_orphan` at the next start is the only net.
        return engine
    return [sys.executable, "-I", "-S", "-c", _DIE_WITH_PARENT, str(os.getpid()), *engine]


def environment() -> dict[str, str]:
    """Nothing that could change how Java starts, such as JAVA_TOOL_OPTIONS."""
    inherited = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {**inherited, "LANG": "C.UTF-8"}


def engine_arguments(
    runtime: Runtime, folder: Folder, java_options: Sequence[str], password: str, port: int
) -> str:
    """The text of Java's arguments file. Port 0 lets the engine take a free one by itself."""
    settings = {
        "server.mode": "production",
        "server.rootPath": folder.engine,
        "server.rootPassword": password,
        "server.defaultDatabases": f"{DATABASE}[{USER}]",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt.host": HOST,
        "bolt.port": port,
        "server.httpIncomingHost": HOST,
        "server.httpIncomingPort": 0,
        "txWalFlush": 2,
        **_STATEMENTS,
    }
    lines = [
        *_JAVA_FLAGS,
        *java_options,
        f"-XX:ErrorFile={folder.path}/crash.log",
        f"-Djava.util.logging.config.file={folder.logging_file}",
        *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
        "-cp",
        f"{runtime.jars}/*",
        _MAIN_CLASS,
    ]
    return "".join(f"{_quoted(line)}\n" for line in lines)


def _quoted(argument: str) -> str:
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
