"""Where calls are made: the implementation of the system call interface under test.

A record of evidence names it by one `Target` value, which is measured where the calls are made.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

__all__ = ["Target", "this_target"]


class Target(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """``implementation`` is ``Linux``, ``qemu-user`` or ``gVisor``.

    ``version`` is its own version where it tells one, else the release that it claims to be.
    """

    implementation: str
    version: str
    architecture: str

    def __str__(self) -> str:
        return f"{self.implementation} {self.version} {self.architecture}"


def this_target() -> Target:
    """Return what answers the system calls of this process.

    gVisor says its name in /proc/version (``pkg/sentry/fsimpl/proc``). qemu-user shows no kernel
    page (``[vvar]``, ``[vsyscall]``) in /proc/self/maps but a stack and the program; a Linux
    kernel of the architectures known here always maps one (``vdso(7)``).
    """
    names = os.uname()
    version = _read("/proc/version")
    implementation = "Linux"
    if "gVisor" in version or "starting gVisor" in version:
        implementation = "gVisor"
    elif _is_emulated():
        implementation = "qemu-user"
    return Target(implementation=implementation, version=names.release, architecture=names.machine)


def _is_emulated() -> bool:
    maps = _read("/proc/self/maps")
    return bool(maps) and "[vvar" not in maps and "[vdso]" not in maps


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
