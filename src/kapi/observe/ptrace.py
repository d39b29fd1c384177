"""ptrace(2) itself, and whether this process may use it."""

from __future__ import annotations

import ctypes
import os
import signal

from kapi.errors import NothingToCheck

SEIZE = 0x4206  # PTRACE_SEIZE, linux/ptrace.h
_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.ptrace.restype = ctypes.c_long
_LIBC.ptrace.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p]
_WALL = 0x40000000  # __WALL, linux/wait.h
_FORBIDDEN = (
    "ptrace(2) is forbidden here (a container without CAP_SYS_PTRACE, a seccomp filter, or "
    "kernel.yama.ptrace_scope); a log of strace that was made elsewhere can be read "
    "(--replay FILE; kapi explain - < FILE)"
)


def ptrace(request: int, tid: int, address: int = 0, data: int = 0) -> int:
    """Return what the call gives, -1 for a failure."""
    return int(_LIBC.ptrace(request, tid, address, data))


def need_ptrace() -> None:
    """Raise `NothingToCheck` where not even a child of ours may be traced."""
    child = os.fork()
    if child == 0:
        while True:
            signal.pause()
    try:
        if ptrace(SEIZE, child) < 0:
            raise NothingToCheck(_FORBIDDEN)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, _WALL)
