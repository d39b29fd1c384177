"""Constants of the system's headers, as Python was built with them."""

from __future__ import annotations

import fcntl
import functools
import mmap
import os
import resource
import select
import signal
import socket
import stat

PAGE_SIZE = mmap.PAGESIZE
"""In bytes, of the kernel that runs here."""

RLIMITS = {name: getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")}
"""The numbers of limits by name; one has two names (RLIMIT_OFILE)."""

_MODULES = (os, mmap, fcntl, resource, select, signal, socket, stat)


@functools.cache
def constant(name: str) -> int | None:
    """Return the value of ``name``, such as ``F_ADD_SEALS``, or None."""
    for module in _MODULES:
        found = getattr(module, name, None)
        if isinstance(found, int) and name.isupper():
            return int(found)
    return None
