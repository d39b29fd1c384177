"""Predicates of name spaces: what sort a descriptor refers to, and how it lies to the caller's.

The caller is a process that this one may look at, so its name spaces are those of this process
or lie below them: what is above its own is not below the caller's either.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from kapi.situation.caller import has_capability
from kapi.situation.open_files import asked, kind_name, link
from kapi.situation.process import Process
from kapi.situation.texts import text_at

_GET_OWNER, _GET_PARENT = 0xB701, 0xB702  # NS_GET_USERNS, NS_GET_PARENT of linux/nsfs.h
_NAME = 15  # IFNAMSIZ of linux/if.h without the zero
_USER, _PID = 0x10000000, 0x20000000  # CLONE_NEWUSER, CLONE_NEWPID of linux/sched.h
_TYPES = {  # CLONE_NEW* of linux/sched.h
    "cgroup": 0x02000000,
    "ipc": 0x08000000,
    "mnt": 0x00020000,
    "net": 0x40000000,
    "pid": _PID,
    "time": 0x00000080,
    "user": _USER,
    "uts": 0x04000000,
}


def namespace_type(process: Process, fd: int) -> int | None:
    """CLONE_NEW* of the name space; 0 for another file."""
    if kind_name(process, fd) != "FILE_NAMESPACE":
        return 0
    return _TYPES.get((link(process, fd) or "").partition(":")[0])


def owner_seen(process: Process, fd: int) -> int:
    """Whether the user name space that owns it is the caller's or lies below that."""
    return _seen(process, fd, _GET_OWNER, "ns/user") if namespace_type(process, fd) else 0


def parent_seen(process: Process, fd: int) -> int:
    """Whether the parent of a user or PID name space is the caller's or lies below that."""
    own = {_USER: "ns/user", _PID: "ns/pid"}.get(namespace_type(process, fd) or 0)
    return _seen(process, fd, _GET_PARENT, own) if own else 0


def net_capable(process: Process, number: int) -> int:
    """Whether it has the capability in the user name space that owns its network name space."""
    if not has_capability(process, number):
        return 0
    wanted = os.stat("ns/user", dir_fd=process.directory)
    network = os.open("ns/net", os.O_RDONLY | os.O_CLOEXEC, dir_fd=process.directory)
    try:
        with _related(network, _GET_OWNER) as owner:
            return int(owner is not None and _leads_to(owner, wanted))
    finally:
        os.close(network)


def interface_exists(process: Process, address: int) -> int | None:
    """Whether the text there names a network interface of the caller's; unknown where it faults."""
    name = text_at(process, address, _NAME)
    listed = process.read("net/dev").splitlines()[2:]
    return None if name is None else int(name in {line.split(b":")[0].strip() for line in listed})


def _seen(process: Process, fd: int, first: int, own: str) -> int:
    wanted = os.stat(own, dir_fd=process.directory)
    with asked(process, fd) as ours, _related(ours, first) as found:
        return int(found is not None and _leads_to(found, wanted))


def _leads_to(fd: int, wanted: os.stat_result) -> bool:
    if os.path.samestat(os.fstat(fd), wanted):
        return True
    with _related(fd, _GET_PARENT) as above:
        return above is not None and _leads_to(above, wanted)


@contextmanager
def _related(fd: int, command: int) -> Iterator[int | None]:
    """Give a descriptor of the owner or parent; None where it is none of ours or below."""
    try:
        found = fcntl.ioctl(fd, command)
    except OSError as problem:
        if problem.errno != errno.EPERM:
            raise
        yield None
        return
    try:
        yield found
    finally:
        os.close(found)
