"""Examples of hypothesis: the same in every run; ``--hypothesis-profile=fresh`` makes new ones.

While tests are collected nothing is looked at for garbage: it cost a fifth of that time.
"""

from __future__ import annotations

import gc

from hypothesis import HealthCheck, settings

# How long an example takes to make depends on what else the machine does.
BUSY = (HealthCheck.too_slow,)
settings.register_profile("fixed", derandomize=True, deadline=None, suppress_health_check=BUSY)
settings.register_profile("fresh", print_blob=True, deadline=None, suppress_health_check=BUSY)
settings.load_profile("fixed")
gc.disable()


def pytest_collection_finish() -> None:
    gc.enable()
