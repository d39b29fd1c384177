"""Examples of hypothesis: the same in every run; ``--hypothesis-profile=fresh`` makes new ones."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# How long an example takes to make depends on what else the machine does.
BUSY = (HealthCheck.too_slow,)
settings.register_profile("fixed", derandomize=True, deadline=None, suppress_health_check=BUSY)
settings.register_profile("fresh", print_blob=True, deadline=None, suppress_health_check=BUSY)
settings.load_profile("fixed")
