"""Files: paths that lead nowhere, descriptors that cannot, limits. Tried on Linux 6.18."""

from __future__ import annotations

import os

from kapi.conform.arguments import Argument, Descriptor, Memory, Path, Value
from kapi.conform.sandbox import Caller
from kapi.conform.scenario import Scenario

__all__ = ["SCENARIOS"]

_USER = Caller()
_NO_FILES = Caller(limits=(("RLIMIT_NOFILE", 0),))
_NOBODY = Caller(unprivileged=True)
_AT_FDCWD = Value(-100)


def _open(
    errno: str, about: str, path: Argument, flags: int, caller: Caller = _USER
) -> list[Scenario]:
    """For open, and for openat in the current directory."""
    arguments = (path, Value(flags), Value(0o600))
    return [
        Scenario(api="sys_open", errno=errno, about=about, arguments=arguments, caller=caller),
        Scenario(
            api="sys_openat",
            errno=errno,
            about=about,
            arguments=(_AT_FDCWD, *arguments),
            caller=caller,
        ),
    ]


def _io(api: str, errno: str, about: str, fd: Argument, buffer: Argument) -> Scenario:
    return Scenario(api=api, errno=errno, about=about, arguments=(fd, buffer, Value(16)))


_MAPPED = Memory("mapped")

SCENARIOS: tuple[Scenario, ...] = (
    *_open("ENOENT", r"no such|missing|exist", Path("missing"), os.O_RDONLY),
    *_open("ENAMETOOLONG", r"too long|long", Path("too-long"), os.O_RDONLY),
    *_open("ELOOP", r"symbolic|loop|links", Path("loop"), os.O_RDONLY),
    *_open("ENOTDIR", r"director", Path("below-file"), os.O_RDONLY),
    *_open("EISDIR", r"director", Path("directory"), os.O_RDWR),
    *_open("EEXIST", r"exist|there", Path("existing"), os.O_CREAT | os.O_EXCL | os.O_RDWR),
    *_open("EMFILE", r"descriptor|limit|files", Path("directory"), os.O_RDONLY, _NO_FILES),
    *_open("ENXIO", r"FIFO|read", Path("fifo"), os.O_WRONLY | os.O_NONBLOCK),
    *_open("ENXIO", r"socket|nothing behind|device", Path("socket"), os.O_RDWR),
    *_open("EACCES", r"permission|access|denied", Path("unreadable"), os.O_RDONLY, _NOBODY),
    *_open("EPERM", r"owner|NOATIME", Path("executable"), os.O_RDONLY | os.O_NOATIME, _NOBODY),
    Scenario(
        api="sys_close",
        errno="EBADF",
        about=r"descriptor|open|valid",
        arguments=(Descriptor("closed"),),
    ),
    *_open("EFAULT", r"readable|address|access|memory", Memory("none"), os.O_RDONLY),
    Scenario(
        api="sys_openat",
        errno="EBADF",
        about=r"open|descriptor|dfd",
        arguments=(Descriptor("closed"), Path("missing"), Value(0), Value(0)),
    ),
    Scenario(
        api="sys_openat",
        errno="ENOTDIR",
        about=r"dfd|descriptor|director",
        arguments=(Descriptor("null"), Path("missing"), Value(0), Value(0)),
    ),
    _io("sys_read", "EBADF", r"open|descriptor|reading", Descriptor("write-only"), _MAPPED),
    _io("sys_read", "EISDIR", r"director", Descriptor("directory"), _MAPPED),
    _io(
        "sys_read",
        "EFAULT",
        r"buffer|writable|address|access",
        Descriptor("regular-start"),
        Memory("none"),
    ),
    _io(
        "sys_read",
        "EINVAL",
        r"cannot be read|not suitable|unsuitable|O_DIRECT|epoll",
        Descriptor("epoll"),
        _MAPPED,
    ),
    _io("sys_read", "EAGAIN", r"NONBLOCK|block|nothing", Descriptor("pipe-nonblock"), _MAPPED),
    _io("sys_write", "EBADF", r"open|descriptor|writing", Descriptor("read-only"), _MAPPED),
    _io(
        "sys_write",
        "EFAULT",
        r"bytes|readable|address|access",
        Descriptor("regular"),
        Memory("none"),
    ),
    _io(
        "sys_write",
        "EINVAL",
        r"cannot be written|not suitable|unsuitable|O_DIRECT|eventfd",
        Descriptor("epoll"),
        _MAPPED,
    ),
)
