"""System calls in a child process: with other limits, as another user, and bounded in time."""

from __future__ import annotations

import ctypes
import functools
import gzip
import json
import mmap
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from typing import Any

from kapi.vocab.architectures import Architecture, this_machine
from kapi.vocab.capabilities import capabilities
from kapi.vocab.errno import errno_name
from kapi.vocab.syscalls import syscall_number

PAGE = mmap.PAGESIZE
NOBODY = 65534
SECONDS = 20
_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long


def machine() -> Architecture:
    found = this_machine()
    assert found
    return found


def call(name: str, *arguments: int) -> int | str:
    """Return what system call ``name`` returned, or the name of its errno."""
    number = syscall_number(name, machine())
    assert number is not None
    ctypes.set_errno(0)
    words = [ctypes.c_ulong(one & (1 << 64) - 1) for one in (*arguments, 0, 0, 0, 0, 0, 0)[:6]]
    result = int(_LIBC.syscall(ctypes.c_long(number), *words))
    error = ctypes.get_errno()
    return errno_name(error, machine()) or str(error) if result == -1 and error else result


def in_child(
    act: Callable[[], Any], *, user: int = 0, limits: Mapping[str, int] | None = None
) -> Any:
    """Return what ``act`` returns in a child, as JSON has it, or ``killed(SIGNAL)``.

    ``limits`` are soft and hard limits in bytes by name (``RLIMIT_MEMLOCK``). ``user`` is taken
    when this process is root.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            signal.alarm(SECONDS)
            for name, limit in (limits or {}).items():
                resource.setrlimit(getattr(resource, name), (limit, limit))
            if user and not os.geteuid():
                os.setgroups([])
                os.setresgid(user, user, user)
                os.setresuid(user, user, user)
            os.write(writing, json.dumps([act()]).encode())
        except BaseException as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return f"killed({signal.Signals(os.WTERMSIG(status)).name})"
    assert text, "the child failed"
    return json.loads(text)[0]


def facts() -> dict[str, int]:
    """What conditions may name besides arguments: privileges, soft limits, configuration."""
    with open("/proc/self/status") as status:
        held = next(int(line.split()[1], 16) for line in status if line.startswith("CapEff"))
    known = {name: held >> bit & 1 for name, bit in capabilities().items()}
    for name in dir(resource):
        if name.startswith("RLIMIT_"):
            known[name] = resource.getrlimit(getattr(resource, name))[0] & (1 << 64) - 1
    return known | configuration()


@functools.cache
def configuration() -> dict[str, int]:
    """Every CONFIG symbol of the running kernel that an answer is wanted for; empty if unknown."""
    try:
        with gzip.open("/proc/config.gz", "rt") as file:
            text = file.read()
    except OSError:
        return {}
    wanted = ("CONFIG_KSM", "CONFIG_TRANSPARENT_HUGEPAGE", "CONFIG_MEMORY_FAILURE", "CONFIG_SWAP")
    return {name: int(f"\n{name}=" in text) for name in wanted}


def status(field: str) -> int:
    """Return a field of /proc/self/status in bytes (``VmLck``)."""
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) << 10 for line in file if line.startswith(f"{field}:"))


def flags_at(address: int) -> set[str]:
    """Return the VmFlags of the mapping at ``address``; empty where there is none."""
    inside = False
    with open("/proc/self/smaps") as file:
        for line in file:
            head = line.split(maxsplit=1)[0]
            if "-" in head and not head.endswith(":"):
                low, high = (int(one, 16) for one in head.split("-"))
                inside = low <= address < high
            elif inside and head == "VmFlags:":
                return set(line.split()[1:])
    return set()


def resident(address: int, pages: int) -> list[bool]:
    """Return for each page whether it is resident, as mincore shows it."""
    vector = (ctypes.c_ubyte * pages)()
    assert call("mincore", address, pages * PAGE, ctypes.addressof(vector)) == 0
    return [bool(one & 1) for one in vector]
