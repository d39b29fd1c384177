"""Epoll: instances that hold a file already, hold each other, or are none. Tried on Linux 6.18."""

from __future__ import annotations

from kapi.conform.arguments import Argument, Descriptor, Memory, Value
from kapi.conform.sandbox import Caller
from kapi.conform.scenario import Scenario

__all__ = ["SCENARIOS"]

_ADD, _DEL, _MOD = Value(1), Value(2), Value(3)
_EVENT = Memory("mapped")
_NO_FILES = Caller(limits=(("RLIMIT_NOFILE", 0),))


def _ctl(errno: str, about: str, epfd: Argument, op: Value, fd: Argument) -> Scenario:
    return Scenario(api="sys_epoll_ctl", errno=errno, about=about, arguments=(epfd, op, fd, _EVENT))


def _wait(errno: str, about: str, epfd: Argument) -> list[Scenario]:
    ends: dict[str, tuple[Argument, ...]] = {
        "sys_epoll_wait": (Value(0),),
        "sys_epoll_pwait": (Value(0), Value(0), Value(8)),
        "sys_epoll_pwait2": (_EVENT, Value(0), Value(8)),
    }
    return [
        Scenario(api=api, errno=errno, about=about, arguments=(epfd, _EVENT, Value(1), *end))
        for api, end in ends.items()
    ]


SCENARIOS: tuple[Scenario, ...] = (
    Scenario(api="sys_epoll_create", errno="EINVAL", about=r"size", arguments=(Value(0),)),
    Scenario(api="sys_epoll_create1", errno="EINVAL", about=r"flag", arguments=(Value(1),)),
    Scenario(
        api="sys_epoll_create",
        errno="EMFILE",
        about=r"descriptor|limit|files",
        arguments=(Value(1),),
        caller=_NO_FILES,
    ),
    Scenario(
        api="sys_epoll_create1",
        errno="EMFILE",
        about=r"descriptor|limit|files",
        arguments=(Value(0),),
        caller=_NO_FILES,
    ),
    _ctl("EBADF", r"descriptor|open|valid", Descriptor("closed"), _ADD, Descriptor("pipe")),
    _ctl("EPERM", r"poll|epoll", Descriptor("epoll"), _ADD, Descriptor("regular")),
    _ctl(
        "EINVAL",
        r"no epoll|not an epoll|epoll instance|other",
        Descriptor("null"),
        _ADD,
        Descriptor("pipe"),
    ),
    _ctl(
        "ENOENT",
        r"not there|not registered|absent|MOD",
        Descriptor("epoll"),
        _MOD,
        Descriptor("pipe"),
    ),
    _ctl(
        "ENOENT",
        r"not there|not registered|absent|DEL",
        Descriptor("epoll"),
        _DEL,
        Descriptor("pipe"),
    ),
    _ctl("EEXIST", r"already|there", Descriptor("epoll-holding-200"), _ADD, Value(200)),
    *_wait("EBADF", r"descriptor|open|valid", Descriptor("closed")),
    *_wait("EINVAL", r"no epoll|not an epoll|epoll instance|other", Descriptor("null")),
)
