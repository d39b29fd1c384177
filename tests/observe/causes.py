"""Seventy failing calls of known cause: run as a program, they are made one after the other.

Before each, a mark is made: ``close(-1000 - NUMBER)``.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import resource
import shutil
import socket
import struct
import tempfile
from collections.abc import Callable

__all__ = ["CAUSES", "MARK"]

MARK = -1000
PAGE = mmap.PAGESIZE
LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long
NUMBERS = {"read": 0, "write": 1, "open": 2, "close": 3, "mmap": 9, "madvise": 28, "execve": 59}
NUMBERS |= {"mlock": 149, "munlock": 150, "mlockall": 151, "epoll_create": 213, "openat": 257}
NUMBERS |= {"epoll_ctl": 233, "epoll_wait": 232, "epoll_pwait": 281, "epoll_create1": 291}
NUMBERS |= {"execveat": 322, "mlock2": 325, "epoll_pwait2": 441}
ANONYMOUS, FD = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, 600


def call(name: str, *arguments: int | bytes | None) -> int:
    """Make the call itself, no wrapper of the C library."""
    words = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return int(LIBC.syscall(ctypes.c_long(NUMBERS[name]), *words))


def memory(pages: int = 4) -> int:
    return call("mmap", 0, pages * PAGE, 3, ANONYMOUS, -1, 0)


def gap() -> int:
    """Four pages, of which the second is not mapped."""
    start = memory()
    LIBC.munmap(ctypes.c_void_p(start + PAGE), ctypes.c_size_t(PAGE))
    return start


def at(fd: int) -> int:
    """Give a descriptor a high number that nothing else uses."""
    global FD
    FD += 1
    os.dup2(fd, FD)
    os.close(fd)
    return FD


def limited(name: int, value: int, then: Callable[[], int]) -> None:
    """Do it with a lower limit and without privileges, in a child."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(name, (value, value))
        if os.getuid() == 0:
            os.setresgid(65534, 65534, 65534)
            os.setresuid(65534, 65534, 65534)
        then()
        os._exit(0)
    os.waitpid(child, 0)


DIRECTORY = tempfile.mkdtemp(prefix="kapi-causes-") if __name__ == "__main__" else ""


def path(name: str, content: bytes | None = b"x", mode: int = 0o644) -> bytes:
    found = os.path.join(DIRECTORY, name)
    if content is not None and not os.path.exists(found):
        with open(found, "wb") as file:
            file.write(content)
        os.chmod(found, mode)
    return found.encode()


def link(name: str, target: str) -> bytes:
    os.symlink(target, os.path.join(DIRECTORY, name))
    return os.path.join(DIRECTORY, name).encode()


def file(flags: int = os.O_RDWR) -> int:
    return at(os.open(path("file"), flags))


def pipe(end: int, flags: int = 0) -> int:
    ends = os.pipe2(flags)
    at(ends[1 - end])
    return at(ends[end])


def epoll() -> int:
    return at(call("epoll_create1", 0))


EVENT = struct.pack("=IQ", 1, 7)
EXCLUSIVE = struct.pack("=IQ", 1 | 1 << 28, 7)
ARGV = (ctypes.c_char_p * 2)(b"x", None)
BAD_TIME = struct.pack("qq", 0, 2_000_000_000)


def words() -> int:
    return ctypes.addressof(ARGV)


def watched() -> int:
    """An epoll instance, with the descriptor 599 in it."""
    os.dup2(pipe(0), 599)
    instance = epoll()
    call("epoll_ctl", instance, 1, 599, EVENT)
    return instance


def missing(name: str) -> bytes:
    return path(name, None)


CAUSES: tuple[tuple[str, str, Callable[[], object]], ...] = (
    ("EBADF", "no such descriptor", lambda: call("close", 555)),
    ("EBADF", "no such descriptor", lambda: call("close", -1)),
    ("ENOENT", "no such file or directory", lambda: call("openat", -100, missing("no"), 0)),
    ("ENOENT", "path is empty", lambda: call("openat", -100, b"", 0)),
    ("EFAULT", "path not readable", lambda: call("openat", -100, 1, 0)),
    ("EFAULT", "path not readable", lambda: call("open", 0, 0)),
    ("ENAMETOOLONG", "path too long", lambda: call("openat", -100, b"a" * 5000, 0)),
    ("ENAMETOOLONG", "name too long", lambda: call("open", b"/tmp/" + b"a" * 300, 0)),
    ("ENOTDIR", "no directory on the way", lambda: call("openat", -100, path("file") + b"/x", 0)),
    ("ENOTDIR", "file is no directory", lambda: call("openat", -100, path("file"), os.O_DIRECTORY)),
    ("EEXIST", "file exists", lambda: call("open", path("file"), os.O_CREAT | os.O_EXCL, 0o600)),
    ("EISDIR", "directory opened for writing", lambda: call("openat", -100, b"/tmp", os.O_WRONLY)),
    ("EISDIR", "directory with O_CREAT", lambda: call("open", b"/tmp", os.O_CREAT, 0o600)),
    ("ELOOP", "too many symbolic links", lambda: call("openat", -100, link("loop", "loop"), 0)),
    (
        "ELOOP",
        "last name is a symbolic link",
        lambda: call("open", link("soft", "file"), os.O_NOFOLLOW),
    ),
    ("EBADF", "dfd is not open", lambda: call("openat", 555, b"x", 0)),
    (
        "EINVAL",
        "O_CREAT with O_DIRECTORY",
        lambda: call("openat", -100, missing("new"), os.O_CREAT | os.O_DIRECTORY, 0o600),
    ),
    (
        "EINVAL",
        "O_TMPFILE without its O_DIRECTORY, or for reading only",
        lambda: call("openat", -100, b"/tmp", os.O_TMPFILE, 0o600),
    ),
    (
        "EMFILE",
        "too many descriptors",
        lambda: limited(resource.RLIMIT_NOFILE, 3, lambda: call("open", b"/", 0)),
    ),
    ("EBADF", "not open for reading", lambda: call("read", 555, bytes(8), 8)),
    ("EBADF", "not open for reading", lambda: call("read", file(os.O_WRONLY), bytes(8), 8)),
    ("EISDIR", "directory", lambda: call("read", at(os.open("/tmp", os.O_RDONLY)), bytes(8), 8)),
    ("EFAULT", "buffer not writable", lambda: call("read", file(), 8, 1)),
    ("EFAULT", "buffer beyond user space", lambda: call("read", file(), -PAGE, 8)),
    ("EAGAIN", "nothing there now", lambda: call("read", pipe(0, os.O_NONBLOCK), bytes(8), 8)),
    ("EINVAL", "no room for a counter", lambda: call("read", at(os.eventfd(1)), bytes(8), 4)),
    ("EINVAL", "file cannot be read", lambda: call("read", epoll(), bytes(8), 8)),
    (
        "ENOTCONN",
        "socket not connected",
        lambda: call("read", at(socket.socket().detach()), bytes(8), 8),
    ),
    ("EBADF", "not open for writing", lambda: call("write", 555, b"x", 1)),
    ("EBADF", "not open for writing", lambda: call("write", file(os.O_RDONLY), b"x", 1)),
    ("EFAULT", "bytes not readable", lambda: call("write", file(), 8, 1)),
    ("EINVAL", "file cannot be written", lambda: call("write", epoll(), bytes(8), 8)),
    ("EINVAL", "not the size of a counter", lambda: call("write", at(os.eventfd(1)), bytes(8), 4)),
    (
        "EDESTADDRREQ",
        "socket without peer",
        lambda: call("write", at(socket.socket(type=socket.SOCK_DGRAM).detach()), b"x", 1),
    ),
    ("EINVAL", "offset inside a page", lambda: call("mmap", 0, PAGE, 1, 2, file(), 1)),
    ("EBADF", "no such descriptor", lambda: call("mmap", 0, PAGE, 1, 2, 555, 0)),
    ("EINVAL", "nothing to map", lambda: call("mmap", 0, 0, 3, ANONYMOUS, -1, 0)),
    ("EINVAL", "unknown type of mapping", lambda: call("mmap", 0, PAGE, 1, 0, file(), 0)),
    (
        "EEXIST",
        "address taken",
        lambda: call("mmap", memory(), PAGE, 3, ANONYMOUS | 0x100000, -1, 0),
    ),
    (
        "EINVAL",
        "fixed address inside a page",
        lambda: call("mmap", memory() + 1, PAGE, 3, ANONYMOUS | 0x10, -1, 0),
    ),
    (
        "EACCES",
        "file not readable",
        lambda: call("mmap", 0, PAGE, 1, 2, file(os.O_WRONLY), 0),
    ),
    (
        "EACCES",
        "file not writable",
        lambda: call("mmap", 0, PAGE, 3, 1, file(os.O_RDONLY), 0),
    ),
    ("ENODEV", "file cannot be mapped", lambda: call("mmap", 0, PAGE, 1, 2, pipe(0), 0)),
    ("EINVAL", "start inside a page", lambda: call("madvise", memory() + 1, PAGE, 4)),
    ("EINVAL", "unknown advice", lambda: call("madvise", memory(), PAGE, 77)),
    ("ENOMEM", "gap in the range", lambda: call("madvise", gap(), 4 * PAGE, 4)),
    ("ENOMEM", "page not mapped", lambda: call("mlock", gap(), 4 * PAGE)),
    ("EINVAL", "unknown flag", lambda: call("mlock2", memory(), PAGE, 6)),
    (
        "EPERM",
        "locking not allowed at all",
        lambda: limited(resource.RLIMIT_MEMLOCK, 0, lambda: call("mlock", memory(), PAGE)),
    ),
    ("EINVAL", "nothing to lock or unknown flag", lambda: call("mlockall", 64)),
    ("EINVAL", "size not positive", lambda: call("epoll_create", 0)),
    ("EINVAL", "unknown flag", lambda: call("epoll_create1", 5)),
    ("EFAULT", "event not readable", lambda: call("epoll_ctl", epoll(), 1, pipe(0), 0)),
    ("EBADF", "no such file", lambda: call("epoll_ctl", epoll(), 1, 555, EVENT)),
    ("EPERM", "file cannot be polled", lambda: call("epoll_ctl", epoll(), 1, file(), EVENT)),
    ("EINVAL", "no epoll instance", lambda: call("epoll_ctl", pipe(0), 1, pipe(0), EVENT)),
    ("EINVAL", "instance added to itself", lambda: call("epoll_ctl", (e := epoll()), 1, e, EVENT)),
    (
        "EINVAL",
        "exclusive wake-up of a change",
        lambda: call("epoll_ctl", watched(), 3, 599, EXCLUSIVE),
    ),
    ("EEXIST", "file is there already", lambda: call("epoll_ctl", watched(), 1, 599, EVENT)),
    ("ENOENT", "file is not there", lambda: call("epoll_ctl", epoll(), 2, pipe(0), EVENT)),
    ("EINVAL", "unknown op", lambda: call("epoll_ctl", epoll(), 9, pipe(0), EVENT)),
    ("EINVAL", "no room for events", lambda: call("epoll_wait", epoll(), bytes(64), 0, 0)),
    ("EINVAL", "no epoll instance", lambda: call("epoll_wait", pipe(0), bytes(64), 1, 0)),
    (
        "EINVAL",
        "timeout not a time",
        lambda: call("epoll_pwait2", epoll(), bytes(64), 1, BAD_TIME, 0, 8),
    ),
    (
        "EINVAL",
        "wrong size of the mask",
        lambda: call("epoll_pwait", epoll(), bytes(64), 1, 0, bytes(8), 3),
    ),
    ("ENOENT", "no such file", lambda: call("execve", missing("no"), words(), 0)),
    ("EACCES", "not executable", lambda: call("execve", path("file"), words(), 0)),
    ("EACCES", "not a regular file", lambda: call("execve", b"/tmp", words(), 0)),
    (
        "ENOEXEC",
        "unknown format",
        lambda: call("execve", path("odd", b"\1\2\3\4", 0o755), words(), 0),
    ),
    ("EINVAL", "unknown flag", lambda: call("execveat", -100, path("file"), words(), 0, 64)),
)
"""What a call fails with, the summary of the condition it fails under, and the call."""


if __name__ == "__main__":
    for number, (_, _, make) in enumerate(CAUSES):
        os.closerange(601, FD + 1)
        call("close", MARK - number)
        make()
    shutil.rmtree(DIRECTORY)
