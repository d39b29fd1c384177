"""Examples of hypothesis: the same in every run; ``--hypothesis-profile=fresh`` makes new ones."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("fixed", derandomize=True)
settings.register_profile("fresh", print_blob=True)
settings.load_profile("fixed")
