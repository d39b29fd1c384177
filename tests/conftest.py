"""Examples of hypothesis: the same few in every run; ``--hypothesis-profile=fresh`` makes new ones.

Tests of whole specs, of which one costs 50 to 100 ms, name no number of their own.

While tests are collected nothing is looked at for garbage: it cost a fifth of that time. What is
there then stays; to look at it again cost a tenth of the time of each child that is forked.
"""

from __future__ import annotations

import gc

from hypothesis import HealthCheck, settings

# How long an example takes to make depends on what else the machine does.
BUSY = (HealthCheck.too_slow,)
settings.register_profile(
    "fixed", max_examples=30, derandomize=True, deadline=None, suppress_health_check=BUSY
)
settings.register_profile("fresh", print_blob=True, deadline=None, suppress_health_check=BUSY)
settings.load_profile("fixed")
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()
