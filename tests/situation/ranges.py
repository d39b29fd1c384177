"""Memory of many kinds."""

from __future__ import annotations

import ctypes
import os
import tempfile

from tests.situation.standing import (
    LIBC,
    PAGE,
    call,
    mapping,
)

NONE, READ, WRITE, EXEC = 0, 1, 2, 4

SHARED, PRIVATE, FIXED, ANONYMOUS = 1, 2, 0x10, 0x20

MEMFD_SECRET, MADVISE, PREAD, PWRITE, MINCORE, MSEAL, MLOCK = 447, 28, 17, 18, 27, 462, 149

GUARD_INSTALL = 102

TOP = (1 << 47) - PAGE

Ranges = dict[str, tuple[int, int]]


def places() -> Ranges:
    """Make memory of many kinds: name → (address, length)."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it stays open
    file.write(b"x" * (2 * PAGE + 10))
    file.flush()
    shared = os.memfd_create("m")
    os.ftruncate(shared, PAGE)
    whole = mapping(8 * PAGE)
    ctypes.memset(whole, 1, 2 * PAGE)
    untouched = mapping(4 * PAGE)
    private = mapping(8 * PAGE, READ | WRITE, PRIVATE, file.fileno())
    found: Ranges = {
        "touched": (whole, 2 * PAGE),
        "up to the hole": (whole, 4 * PAGE),
        "over the hole": (whole + 3 * PAGE + 7, 2 * PAGE),
        "in the hole": (whole + 4 * PAGE, 1),
        "untouched": (untouched, 4 * PAGE),
        "nothing": (whole, 0),
        "read-only": (mapping(PAGE, READ), PAGE),
        "write-only": (mapping(PAGE, WRITE), PAGE),
        "no access": (mapping(PAGE, NONE), PAGE),
        "two protections": (two_protections(), 2 * PAGE),
        "file": (private, 2 * PAGE),
        "last page of the file": (private + 2 * PAGE, PAGE),
        "over the end of the file": (private + 2 * PAGE + 100, PAGE),
        "past the end of the file": (private + 3 * PAGE, PAGE),
        "file from an offset": (mapping(4 * PAGE, 1, SHARED, file.fileno(), PAGE), 3 * PAGE),
        "shared past the end": (mapping(4 * PAGE, 3, SHARED, shared) + PAGE, PAGE),
        "shared": (mapping(4 * PAGE, 3, SHARED, shared), PAGE),
        "shared anonymous": (mapping(2 * PAGE, 3, SHARED | ANONYMOUS), 2 * PAGE),
        "null": (0, 1),
        "null and more": (0, PAGE),
        "kernel": (1 << 63 | 1 << 62, 8),
        "not canonical": (1 << 48, 8),
        "end of user space": (TOP - 1, 2),
        "last bytes": ((1 << 64) - 8, 8),
        "vsyscall": (0xFFFFFFFFFF600000, 8),
    }
    zero = os.open("/dev/zero", os.O_RDWR)
    found["zero device"] = (mapping(2 * PAGE, 3, PRIVATE, zero), 2 * PAGE)
    found.update(guarded())
    secret = call(MEMFD_SECRET, 0)
    if secret >= 0:
        os.ftruncate(secret, PAGE)
        found["secret"] = (mapping(2 * PAGE, 3, SHARED, secret), PAGE)
        found["past the secret"] = (mapping(2 * PAGE, 3, SHARED, secret) + PAGE, PAGE)
    KEPT.extend((file, shared))
    # Last: the kernel would put a mapping of one page into the hole.
    LIBC.munmap(ctypes.c_void_p(whole + 4 * PAGE), ctypes.c_size_t(PAGE))
    return found


KEPT: list[object] = []


def two_protections() -> int:
    address = mapping(2 * PAGE)
    LIBC.mprotect(ctypes.c_void_p(address + PAGE), ctypes.c_size_t(PAGE), READ)
    return address


def guarded() -> Ranges:
    address = mapping(8 * PAGE)
    ctypes.memset(address, 1, 3 * PAGE)
    if call(MADVISE, address + PAGE, PAGE, GUARD_INSTALL):
        return {}
    return {
        "guard": (address + PAGE, PAGE),
        "before the guard": (address, PAGE),
        "over the guard": (address + 5, 2 * PAGE),
        "after the guard": (address + 2 * PAGE, 6 * PAGE),
    }
