"""Examples are the same in every run, and none is too slow: a shared machine has no deadline."""

import hypothesis

hypothesis.settings.register_profile(
    "fixed",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],  # the machine has other work
)
hypothesis.settings.load_profile("fixed")
