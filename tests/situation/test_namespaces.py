"""Name spaces of a child in new ones; what the kernel tells the child itself is the truth."""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket

import pytest

from kapi.situation import caller, descriptors, namespaces
from tests.needs import cannot
from tests.situation.standing import LIBC, NEW_USER, mapping, standing

NS_GET_USERNS, NS_GET_PARENT, NS_GET_NSTYPE = 0xB701, 0xB702, 0xB703
NEW_UTS, NEW_NET = 0x04000000, 0x40000000
NET_RAW = 13
SORTS = ("cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts")
Truth = dict[int, tuple[int, int, int]]


def answers(command: int, fd: int) -> int:
    try:
        os.close(fcntl.ioctl(fd, command))
    except OSError:
        return 0
    return 1


def of(fd: int) -> tuple[int, int, int]:
    """What the caller is told of a name space: its sort, whether it sees owner and parent."""
    sort = fcntl.ioctl(fd, NS_GET_NSTYPE)
    return sort, answers(NS_GET_USERNS, fd), answers(NS_GET_PARENT, fd)


def opened() -> list[int]:
    return [os.open(f"/proc/self/ns/{sort}", os.O_RDONLY) for sort in SORTS]


def plain() -> Truth:
    return {fd: of(fd) for fd in opened()}


def below() -> Truth:
    """In a user name space of its own, with the name spaces of before and after."""
    before = opened()
    if LIBC.unshare(NEW_USER | NEW_UTS):
        raise OSError("no new user name space")
    after = opened()
    return {fd: of(fd) for fd in (*before, *after)}


@pytest.mark.parametrize("make", [plain, below])
def test_what_the_caller_is_told(make: object) -> None:
    if os.geteuid():
        cannot("another process' name spaces may need privileges to be seen")
    with standing(make) as (process, truth):  # type: ignore[arg-type]
        found = {
            fd: (
                namespaces.namespace_type(process, fd),
                namespaces.owner_seen(process, fd),
                namespaces.parent_seen(process, fd),
            )
            for fd in truth
        }
        assert found == truth
        answers = [one[1:] for one in found.values()]
        assert len(set(answers)) > 1  # some are seen, some not


def test_other_files_are_no_name_spaces() -> None:
    def make() -> tuple[int, int]:
        return os.open("/dev/null", os.O_RDONLY), os.pipe()[0]

    with standing(make) as (process, (null, pipe)):
        for fd in (null, pipe, 99):
            assert namespaces.namespace_type(process, fd) == 0
            assert namespaces.owner_seen(process, fd) == 0
            assert namespaces.parent_seen(process, fd) == 0
        assert descriptors.device_number(process, null) == os.makedev(1, 3)
        assert descriptors.device_number(process, pipe) == 0
        assert descriptors.device_number(process, 99) == 0


@pytest.mark.parametrize("kinds", [0, NEW_USER, NEW_USER | NEW_NET])
def test_raw_sockets_are_for_those_who_may_in_the_owner_of_the_network(kinds: int) -> None:
    def make() -> bool:
        if LIBC.unshare(kinds):
            raise OSError("no new user name space")
        try:
            socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW).close()
        except PermissionError:
            return False
        return True

    with standing(make) as (process, may):
        assert namespaces.net_capable(process, NET_RAW) == may
        assert bool(caller.ns_capable(process, NET_RAW)) == (may or bool(kinds))


def test_interfaces_of_the_name_space() -> None:
    def name(text: bytes) -> int:
        start = mapping(4096)
        ctypes.memmove(start, text, len(text))
        return start

    def make() -> tuple[list[str], int, int]:
        if LIBC.unshare(NEW_USER | NEW_NET):
            raise OSError("no new user name space")
        there = [found for _, found in socket.if_nameindex()]
        return there, name(b"lo\0"), name(b"lost\0")

    with standing(make) as (process, (there, real, other)):
        assert "lo" in there
        assert "lost" not in there
        assert namespaces.interface_exists(process, real) == 1
        assert namespaces.interface_exists(process, other) == 0
        assert namespaces.interface_exists(process, 1) is None
