"""The specs that ship, which many tests look at: read once in a process."""

from __future__ import annotations

import functools

from kapi.model.spec import Spec
from kapi.pipeline import Options, load_specs

__all__ = ["catalogue"]


@functools.cache
def catalogue() -> tuple[Spec, ...]:
    """Return every spec of the catalogue."""
    return load_specs((), Options()).specs
