"""The command line as the tests start it: the real one, with a database that is made to live for a moment."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHORT_LIVED = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Most of what a database of the tests does is done once: compiling it well takes longer than it saves."""
LAUNCH = f"""
from graph.database.embedded import engine
engine._JAVA_FLAGS += {SHORT_LIVED!r}
import evitrace
evitrace.main()
"""
COMMAND = [sys.executable, "-c", LAUNCH]
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("EVITRACE_")},
    "PYTHONPATH": str(ROOT),
    "NO_COLOR": "1",
    "EVITRACE_READ_RULES_AHEAD": "false",
}
