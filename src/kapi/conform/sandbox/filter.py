"""The seccomp filter: calls that no child may ever make, whatever has become of it.

A forbidden call kills the process with SIGSYS, which no call under test does: what the filter
did is never taken for what the kernel says.
"""

from __future__ import annotations

import ctypes
import functools
import itertools
import struct
import sys
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from kapi.conform.allowed.registers import POISON, SHARED_FAMILIES
from kapi.conform.libc import LIBC
from kapi.conform.sandbox.linux_calls import checked, prctl
from kapi.vocab.architectures import Architecture
from kapi.vocab.syscalls import syscalls

_AUDIT = {  # AUDIT_ARCH_* of linux/audit.h
    "x86_64": 0xC000003E,
    "arm64": 0xC00000B7,
    "riscv64": 0xC00000F3,
    "loongarch64": 0xC0000102,
    "powerpc64le": 0xC0000015,
    "s390x": 0x80000016,
}
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h
_ALLOW, _KILL, _NO_SUCH_CALL = 0x7FFF0000, 0x80000000, 0x00050000 | 38  # linux/seccomp.h
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # struct seccomp_data
Arguments: TypeAlias = Mapping[str, tuple[int, tuple[int, ...]]]
"""Values of one argument of a call, an int: which argument, which values."""

_VALUES: Arguments = {
    "madvise": (2, POISON),
    "process_madvise": (3, POISON),
    "socket": (0, SHARED_FAMILIES),
    "socketpair": (0, SHARED_FAMILIES),
}
"""Calls that are allowed but for these values."""
_PR_SET_SECCOMP, _MODE_FILTER, _PR_SET_NO_NEW_PRIVS = 22, 2, 38  # linux/prctl.h, linux/seccomp.h


def program(
    architecture: Architecture,
    forbidden: Collection[str],
    zero_only: Collection[str] = (),
    only: Arguments = MappingProxyType({}),
    without: Arguments = MappingProxyType({}),
) -> bytes:
    """Return the filter that kills the callers of ``forbidden``, as struct sock_filter[].

    It also kills those of ``zero_only`` whose first argument, an int, is not 0, those of ``only``
    with another value than are there, and those of ``without`` with one of these.

    Empty where the architecture is not known to seccomp. A call with a number that `syscalls`
    does not have fails with ENOSYS; so does what is younger than this program.
    """
    audit = _AUDIT.get(architecture.name)
    numbers = syscalls(architecture)
    if audit is None:
        return b""
    rows = [_row(_LOAD, _ARCHITECTURE), _row(_EQUAL, audit, 1, 0), _row(_RETURN, _KILL)]
    rows += [_row(_LOAD, _NUMBER), _row(_AT_LEAST, max(numbers.values()) + 1, 0, 1)]
    rows.append(_row(_RETURN, _NO_SUCH_CALL))
    rows += _without_gaps(sorted(numbers.values()))
    for name in sorted(set(forbidden) & set(numbers)):
        rows += [_row(_EQUAL, numbers[name], 0, 1), _row(_RETURN, _KILL)]
    for name in sorted(set(zero_only) & set(numbers)):
        rows += _with_zero(numbers[name])
    for found, same, other in ((only, _ALLOW, _KILL), ({**_VALUES, **without}, _KILL, _ALLOW)):
        for name, (index, values) in found.items():
            if name in numbers and name not in forbidden:
                rows += _compared(numbers[name], index, values, same, other)
    return b"".join([*rows, _row(_RETURN, _ALLOW)])


def _without_gaps(numbers: Sequence[int]) -> list[bytes]:
    """Numbers between others that stand for no call are refused as those after the last."""
    rows = []
    for low, high in itertools.pairwise(numbers):
        if high - low > 1:
            rows += [_row(_AT_LEAST, low + 1, 0, 2), _row(_AT_LEAST, high, 1, 0)]
            rows.append(_row(_RETURN, _NO_SUCH_CALL))
    return rows


def _compared(number: int, index: int, values: Sequence[int], same: int, other: int) -> list[bytes]:
    """What becomes of the call with one of ``values`` (250 at most) as an argument, and else."""
    count = len(values)
    return [
        _row(_EQUAL, number, 0, count + 3),
        _row(_LOAD, _word(index)),
        *(_row(_EQUAL, value, count - place, 0) for place, value in enumerate(values)),
        _row(_RETURN, other),
        _row(_RETURN, same),
    ]


def _with_zero(number: int) -> list[bytes]:
    """The call is allowed when its first argument is 0."""
    return [
        _row(_EQUAL, number, 0, 4),
        _row(_LOAD, _word(0)),
        _row(_EQUAL, 0, 0, 1),
        _row(_RETURN, _ALLOW),
        _row(_RETURN, _KILL),
    ]


def _word(index: int) -> int:
    """Where the lower half of an argument is."""
    return _ARGUMENTS + 8 * index + (4 if sys.byteorder == "big" else 0)


def _row(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)


@functools.lru_cache(64)
def _ready(code: bytes) -> tuple[ctypes.Array[ctypes.c_char], bytes]:
    """``code`` in memory, and the struct sock_fprog that points to it."""
    memory = ctypes.create_string_buffer(code, len(code))
    return memory, struct.pack("@HP", len(code) // 8, ctypes.addressof(memory))


def install(code: bytes) -> None:
    """Put this process and all that it forks under the filter, for good.

    Raises `OSError` where the kernel has no filters, or demands `keep_privileges_down` first.
    """
    header = _ready(code)[1]
    zero = ctypes.c_ulong(0)
    result = LIBC.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_MODE_FILTER), header, zero, zero)
    checked(result, "seccomp")


def keep_privileges_down() -> None:
    """No program that this process runs gets more privileges (no_new_privs)."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)
