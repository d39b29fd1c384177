"""Signal numbers per architecture.

Sources: ``include/uapi/asm-generic/signal.h`` and the ``arch/*/include/uapi/asm/signal.h`` of
those that have their own (alpha, mips, parisc and sparc differ in numbers).
"""

from __future__ import annotations

import functools

from kapi.vocab.architectures import Architecture
from kapi.vocab.tables import by_number, table

_ALIASES = frozenset({"SIGIOT", "SIGPOLL", "SIGLOST", "SIGCLD", "SIGUNUSED"})
_NO_SIGNALS = frozenset({"SIGRTMIN", "SIGRTMAX", "SIGSTKSZ"})


def signals(arch: Architecture) -> dict[str, int]:
    """Return name → number of the classic signals of ``arch``, aliases included."""
    found = table("signals").on(arch)
    return {name: number for name, number in found.items() if name not in _NO_SIGNALS}


def signal_number(name: str, arch: Architecture) -> int | None:
    """Return the number of ``name`` (``SIGKILL``) on ``arch``, or None."""
    return None if name in _NO_SIGNALS else signals(arch).get(name)


def signal_name(number: int, arch: Architecture) -> str | None:
    """Return the usual name of signal ``number`` on ``arch``, or None."""
    return _names(arch).get(number)


@functools.cache
def _names(arch: Architecture) -> dict[int, str]:
    return by_number(signals(arch), _ALIASES)


def is_signal(name: str) -> bool:
    """Whether any architecture knows a signal called ``name``."""
    return name in table("signals") and name not in _NO_SIGNALS
