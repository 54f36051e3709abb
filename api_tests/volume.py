"""How much is tried: enough at a desk, and more where EVITRACE_THOROUGH is 1, as `.ci/run` sets it."""

import os

THOROUGH = os.environ.get("EVITRACE_THOROUGH") == "1"


def tries(desk, thorough):
    """Return how often something is tried here; what is tried first is the same at both."""
    return thorough if THOROUGH else desk
