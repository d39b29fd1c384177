"""System call numbers per architecture.

Source: ``asm/unistd.h`` as ``make headers`` makes it from ``arch/*/**/syscall*.tbl`` and
``scripts/syscall.tbl``. Numbers are the ones a program passes: with the x32 bit, the base of
the MIPS ABIs and so on.
"""

from __future__ import annotations

import functools

from kapi.vocab.architectures import ARCHITECTURES, Architecture
from kapi.vocab.tables import by_number, table

_ENTRY_POINTS = {
    "newfstat": "fstat",
    "newlstat": "lstat",
    "newstat": "stat",
    "newuname": "uname",
    "fadvise64_64": "fadvise64",
    "sendfile64": "sendfile",
    "umount": "umount2",
}
"""Functions of the kernel whose calls have another name: the last columns of
``arch/x86/entry/syscalls/syscall_64.tbl`` and ``scripts/syscall.tbl``."""


@functools.cache
def syscalls(arch: Architecture) -> dict[str, int]:
    """Return name (``openat``) → number of every system call of ``arch``."""
    return table("syscalls").on(arch)


def syscall_number(name: str, arch: Architecture) -> int | None:
    """Return the number of the call ``name`` (no ``sys_`` in front) on ``arch``, or None."""
    return syscalls(arch).get(name)


def call_of(function: str, arch: Architecture | None) -> str:
    """Return the name by which user space on ``arch`` calls ``function`` (``sys_`` is left out).

    ``sys_newfstat`` is called as fstat; most functions have the name of their call. Without an
    architecture the name of the function is all that is known.
    """
    name = function.removeprefix("sys_")
    if arch is None or name in syscalls(arch):
        return name
    return _ENTRY_POINTS.get(name, name)


def syscall_name(number: int, arch: Architecture) -> str | None:
    """Return the name of system call ``number`` on ``arch``, or None."""
    return _names(arch).get(number)


@functools.cache
def _names(arch: Architecture) -> dict[int, str]:
    return by_number(syscalls(arch))


@functools.cache
def calls_of_32_bits(arch: Architecture) -> frozenset[str]:
    """Return the names of calls (``mmap2``) that 32-bit machines have, and ``arch`` has not."""
    narrow = (one for one in ARCHITECTURES.values() if one.word_bits < arch.word_bits)
    return frozenset(name for one in narrow for name in syscalls(one)) - set(syscalls(arch))


def is_syscall(name: str) -> bool:
    """Whether any architecture has a system call ``name``, or one made by ``sys_NAME``."""
    return name in table("syscalls") or name in _ENTRY_POINTS
