"""Why a call of a case is not made, whatever its arguments are."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Collection
from pathlib import Path

from kapi.conform import allowed, walls
from kapi.conform.case import Case
from kapi.conform.helpers import HELPERS
from kapi.conform.sandbox.surround import reachable
from kapi.conform.statements import calls
from kapi.vocab.syscalls import is_syscall

_MOUNTING = allowed.names_of("mounts")
_MOUNTED = (
    "in a name space of its own a stranger's set-up could mount what its limits are set with:"
    " only with --unsafe mounts"
)
_CORE_PATTERN = Path("/proc/sys/kernel/core_pattern")
_CRASH = (
    "a stranger's steps can crash, which core_pattern has told to a socket of the machine: "
    "only with --unsafe machine"
)
_UNKEPT = (
    "a stranger's steps can change files, which neither read-only file systems nor Landlock keep"
    " here: only with --unsafe files"
)
_SHOWN = (
    "a stranger's steps can reach processes by /proc, of which neither a name space nor Landlock"
    " can be had here: only with --unsafe processes"
)


def refusal(case: Case, unsafe: Collection[str]) -> str:
    """Return why a call of ``case`` may not be made, whatever its arguments are, or nothing."""
    if case.foreign and "machine" not in unsafe and _tells_of_crashes():
        return _CRASH
    found = reachable()
    if case.foreign and "files" not in (*found.names, *unsafe):
        return _UNKEPT
    if case.foreign and "processes" not in unsafe and _shows_processes(walls.present().names):
        return _SHOWN
    made = sorted(name for name in calls(case.text) - set(HELPERS) if is_syscall(name))
    if case.foreign and "mounts" not in unsafe and _MOUNTING.intersection((case.syscall, *made)):
        return _MOUNTED
    reasons = (allowed.refusal(name, found, unsafe) for name in (case.syscall, *made))
    return next(filter(None, reasons), "")


def _shows_processes(names: Collection[str]) -> bool:
    """Whether /proc leads root, as any user, to the files and the memory of all processes."""
    kept = {"processes", "landlock", "users"}
    return "mounts" in names and kept.isdisjoint(names)


@functools.cache
def _tells_of_crashes() -> bool:
    """Whether each crash is told to a socket of the machine, whatever limits its process has.

    coredump_socket() of fs/coredump.c (Linux 6.16) connects as the first process of the machine,
    and asks neither RLIMIT_CORE nor a name space, Landlock or a filter.
    """
    with contextlib.suppress(OSError):
        return _CORE_PATTERN.read_bytes().startswith(b"@")
    return False
