"""Capability numbers, equal on every architecture. Source: ``include/uapi/linux/capability.h``."""

from __future__ import annotations

from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.tables import table


def capabilities() -> dict[str, int]:
    """Return name (``CAP_CHOWN``) → number, in the order of the numbers."""
    names = table("capabilities")
    numbers = names.on(ARCHITECTURES["x86_64"])
    numbers.pop("CAP_LAST_CAP")
    return dict(sorted(numbers.items(), key=lambda item: item[1]))


def capability_number(name: str) -> int | None:
    """Return the number of ``name``, or None."""
    return capabilities().get(name)


def capability_name(number: int) -> str | None:
    """Return the name of capability ``number``, or None."""
    return next((name for name, known in capabilities().items() if known == number), None)
