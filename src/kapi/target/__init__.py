"""Where calls are made: the implementation of the system call interface under test.

A record of evidence names it by one `Target` value, which is measured where the calls are made.
"""

from __future__ import annotations

import functools
import os
import re
from pathlib import Path

import msgspec

_EXECUTABLE = re.compile(r"(?m)^([0-9a-f]+)-[0-9a-f]+ ..x. (?!.*\[vsyscall\]$)")


class Target(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """``implementation`` is ``Linux``, ``qemu-user`` or ``gVisor``.

    ``version`` is its own version where it tells one, else the release that it claims to be.
    """

    implementation: str
    version: str
    architecture: str

    def __str__(self) -> str:
        return f"{self.implementation} {self.version} {self.architecture}"


@functools.cache
def this_target() -> Target:
    """Return what answers the system calls of this process, `Linux` where nothing says otherwise.

    gVisor says its name in /proc/version (``pkg/sentry/fsimpl/proc``), and `is_emulated` finds
    qemu-user. Neither changes while a process runs, so it is measured once.
    """
    names = os.uname()
    version = _read("/proc/version")
    implementation = "Linux"
    if "gVisor" in version or "starting gVisor" in version:
        implementation = "gVisor"
    elif is_emulated():
        implementation = "qemu-user"
    return Target(implementation=implementation, version=names.release, architecture=names.machine)


@functools.cache
def is_emulated() -> bool:
    """Whether a program (qemu-user) runs this one and makes its calls on the kernel of the host.

    It makes /proc/self/maps up, so that it does not stand there itself, but not the same file in
    /proc/thread-self (``linux-user/syscall.c``); and it never lets the processor execute the
    program's own code. On a kernel both files are the same.
    """
    told, shown = (_executable(f"/proc/{name}/maps") for name in ("self", "thread-self"))
    return bool(shown) and told.isdisjoint(shown)


def _executable(path: str) -> set[str]:
    return set(_EXECUTABLE.findall(_read(path)))


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
