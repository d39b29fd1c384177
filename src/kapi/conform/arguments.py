"""The names by which the first engine knows objects; `kapi.conform.objects` has them all."""

from kapi.conform.objects import (
    DESCRIPTORS,
    MEMORY,
    PATHS,
    Argument,
    descriptor,
    memory,
    path,
    value,
)

__all__ = ["DESCRIPTORS", "MEMORY", "PATHS", "Argument", "descriptor", "memory", "path", "value"]
