"""The C library, for calls that Python has no function for."""

from __future__ import annotations

import ctypes

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long
LIBC.mmap.restype = ctypes.c_long
LIBC.mmap.argtypes = [ctypes.c_long] * 6

for _name in ("capget", "capset", "mprotect", "prctl", "read", "unshare"):
    getattr(LIBC, _name)  # looked up here, once, and not in each child
