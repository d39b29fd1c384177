"""Error numbers per architecture.

Sources: ``include/uapi/asm-generic/errno-base.h`` and ``errno.h``; alpha, mips, parisc and
sparc have their own ``arch/*/include/uapi/asm/errno.h``, and powerpc its own EDEADLOCK.
Kernel-internal numbers are from ``include/linux/errno.h``.
"""

from __future__ import annotations

import functools

from kapi.vocab.architectures import Architecture
from kapi.vocab.tables import by_number, table

_INTERNAL = "include/linux/errno.h"
# The usual name of a number that has several; the others are aliases.
_ALIASES = frozenset({"EWOULDBLOCK", "EDEADLOCK", "ENOTSUP", "ECANCELLED", "EREFUSED"})
# The C library's name for EOPNOTSUPP on Linux (POSIX lets them be equal).
FROM_LIBC = {"ENOTSUP": "EOPNOTSUPP"}


def errnos(arch: Architecture) -> dict[str, int]:
    """Return name → number of every errno of ``arch``, aliases and internal ones included."""
    found = table("errnos").on(arch)
    for name, same in FROM_LIBC.items():
        found.setdefault(name, found[same])
    return found


def errno_number(name: str, arch: Architecture) -> int | None:
    """Return the positive number of ``name`` (``ENOMEM``) on ``arch``, or None."""
    constant = table("errnos").value(FROM_LIBC.get(name, name), arch)
    return constant.number if constant else None


def errno_name(number: int, arch: Architecture) -> str | None:
    """Return the usual name of the positive ``number`` on ``arch``, or None."""
    return _names(arch).get(number)


@functools.cache
def _names(arch: Architecture) -> dict[int, str]:
    return by_number(errnos(arch), _ALIASES)


def is_errno(name: str) -> bool:
    """Whether any architecture knows an errno called ``name``."""
    return FROM_LIBC.get(name, name) in table("errnos")


def is_internal(name: str) -> bool:
    """Whether ``name`` is for use inside the kernel only, so that no program may see it."""
    return table("errnos").header(name) == _INTERNAL


def same_errno(first: str, second: str, arch: Architecture) -> bool:
    """Whether two names are one number on ``arch`` (EAGAIN and EWOULDBLOCK)."""
    number = errno_number(first, arch)
    return number is not None and number == errno_number(second, arch)
