"""Predicates of descriptors.

A yes-or-no question about a number that is not open, or about a file of another kind, is
answered 0; a quantity that such a file does not have is unknown. Most answers come from
/proc/PID/fd and fdinfo; for the rest a duplicate of the descriptor is asked, with calls that
change and consume nothing, and closed at once. Devices that might take notice of that
(open files of drivers have a flush and an ioctl of their own) are not duplicated.
"""

from __future__ import annotations

import errno
import fcntl
import functools
import os
import re
import select
import socket
import stat
import struct
import termios
from collections.abc import Iterator
from contextlib import contextmanager

from kapi.situation import kernel
from kapi.situation.process import Process, Unknown

__all__ = [
    "KINDS_BY_MODE",
    "append_only",
    "bound",
    "bytes_ready",
    "close_on_exec",
    "connected",
    "device",
    "file_size",
    "immutable",
    "inode",
    "is_memfd",
    "is_open",
    "is_terminal",
    "kind",
    "kind_name",
    "listening",
    "lowest_free_fd",
    "mappable",
    "mounted_noexec",
    "mounted_read_only",
    "open_files",
    "open_for_reading",
    "open_for_writing",
    "path_only",
    "peer_closed",
    "pipe_capacity",
    "poll",
    "pollable",
    "position",
    "same_file",
    "same_inode",
    "sealed",
    "secret_device",
    "seekable",
    "socket_family",
    "socket_type",
    "status_flags",
    "watches",
]

_O_CLOEXEC, _O_PATH = 0o2000000, 0o10000000
_FLAGS = re.compile(rb"^flags:\s*([0-7]+)", re.MULTILINE)
_POSITION = re.compile(rb"^pos:\s*(-?\d+)", re.MULTILINE)
_TARGET = re.compile(rb"^tfd:\s*(\d+)", re.MULTILINE)
_SIGNALS = re.compile(rb"^sigmask:\s*([0-9a-f]+)", re.MULTILINE)
_PROC, _SYSFS = 0x9FA0, 0x62656572  # linux/magic.h
_QUIET_MAJORS = frozenset({1, 4, 5, *range(136, 144)})  # memory devices and terminals
_ZERO = os.makedev(1, 5)
_WITHOUT_POLL = frozenset(os.makedev(1, minor) for minor in (3, 5, 7, 9))  # null zero full urandom
_WITHOUT_MMAP = frozenset(os.makedev(1, minor) for minor in (3, 7, 8, 9, 11))  # and random, kmsg
KINDS_BY_MODE = {
    stat.S_IFREG: "FILE_REGULAR",
    stat.S_IFDIR: "FILE_DIRECTORY",
    stat.S_IFLNK: "FILE_SYMLINK",
    stat.S_IFIFO: "FILE_PIPE",
    stat.S_IFSOCK: "FILE_SOCKET",
    stat.S_IFCHR: "FILE_CHARACTER",
    stat.S_IFBLK: "FILE_BLOCK",
}
"""The type bits of a mode → the kind."""
# What the link in /proc/PID/fd says of a file without a path (it does not begin with "/").
_NAMELESS = (
    ("anon_inode:[eventpoll]", "FILE_EPOLL"),
    ("anon_inode:[eventfd]", "FILE_EVENTFD"),
    ("anon_inode:[timerfd]", "FILE_TIMERFD"),
    ("anon_inode:[signalfd]", "FILE_SIGNALFD"),
    ("anon_inode:inotify", "FILE_INOTIFY"),
    ("anon_inode:[fanotify]", "FILE_FANOTIFY"),
    ("anon_inode:[pidfd]", "FILE_PIDFD"),
    ("pidfd:[", "FILE_PIDFD"),
    ("anon_inode:[userfaultfd]", "FILE_USERFAULTFD"),
    ("anon_inode:[io_uring]", "FILE_IO_URING"),
    ("anon_inode:bpf", "FILE_BPF"),
    ("anon_inode:[perf_event]", "FILE_PERF"),
)
_NAME_SPACE = re.compile(r"(mnt|net|uts|ipc|pid|user|cgroup|time)(_for_children)?:\[\d+\]")
_NOT_MAPPABLE = frozenset(
    {
        "FILE_DIRECTORY",
        "FILE_SYMLINK",
        "FILE_PIPE",
        "FILE_EPOLL",
        "FILE_EVENTFD",
        "FILE_TIMERFD",
        "FILE_SIGNALFD",
        "FILE_INOTIFY",
        "FILE_FANOTIFY",
        "FILE_PIDFD",
        "FILE_USERFAULTFD",
        "FILE_NAMESPACE",
    }
)
# Their poll changes nothing and does not depend on who asks.
_QUIET_POLL = frozenset(
    {
        "FILE_PIPE",
        "FILE_SOCKET",
        "FILE_EVENTFD",
        "FILE_TIMERFD",
        "FILE_INOTIFY",
        "FILE_FANOTIFY",
        "FILE_PIDFD",
    }
)
_POLLABLE = _QUIET_POLL | {
    "FILE_EPOLL",
    "FILE_SIGNALFD",
    "FILE_PERF",
    "FILE_USERFAULTFD",
    "FILE_IO_URING",
}
_NO_POLL = 0x145  # DEFAULT_POLLMASK of linux/poll.h: IN, OUT, RDNORM, WRNORM
_ALL_POLL = 0x2FFF
_FINISHED = frozenset({8, 9, 11})  # TCP_CLOSE_WAIT, TCP_LAST_ACK, TCP_CLOSING


def is_open(process: Process, fd: int) -> int:
    """Whether ``fd`` is an open descriptor."""
    return int(_link(process, fd) is not None)


def kind(process: Process, fd: int) -> str | int:
    """What kind of file is open; 0 where nothing is."""
    return kind_name(process, fd) or 0


def kind_name(process: Process, fd: int) -> str:
    """Return FILE_REGULAR or another, or "" for a number that is not open."""
    link = _link(process, fd)
    if link is None:
        return ""
    if not link.startswith("/"):
        for beginning, name in _NAMELESS:
            if link.startswith(beginning):
                return name
        if _NAME_SPACE.fullmatch(link):
            return "FILE_NAMESPACE"
    found = _stat(process, fd)
    if link.startswith("/secretmem") and found.st_dev == secret_device():
        return "FILE_SECRETMEM"
    return KINDS_BY_MODE.get(stat.S_IFMT(found.st_mode), "FILE_OTHER")


def is_memfd(process: Process, fd: int) -> int:
    """Whether it is a file of memfd_create(2)."""
    link = _link(process, fd)
    if link is None or not link.startswith("/memfd:"):
        return 0
    found = _stat(process, fd)
    if found.st_nlink:
        return 0
    # A deleted file of that name in a root directory looks the same but for its device.
    return int(found.st_dev in _memfd_devices(os.getpid()))


def path_only(process: Process, fd: int) -> int:
    """Whether it was opened with O_PATH."""
    return int(bool(_flags(process, fd) & _O_PATH))


def open_for_reading(process: Process, fd: int) -> int | None:
    """Whether the access mode allows reading; what is closed has none."""
    if not is_open(process, fd):
        return None
    return int(_access(process, fd) in (os.O_RDONLY, os.O_RDWR))


def open_for_writing(process: Process, fd: int) -> int | None:
    """Whether the access mode allows writing; what is closed has none."""
    if not is_open(process, fd):
        return None
    return int(_access(process, fd) in (os.O_WRONLY, os.O_RDWR))


def status_flags(process: Process, fd: int) -> int | None:
    """What F_GETFL would give."""
    return _flags(process, fd) & ~_O_CLOEXEC if is_open(process, fd) else None


def close_on_exec(process: Process, fd: int) -> int:
    """Whether execve would close it."""
    return int(bool(_flags(process, fd) & _O_CLOEXEC))


def sealed(process: Process, fd: int, seals: int) -> int | None:
    """Whether the file has one of the seals ``seals`` (F_SEAL_*)."""
    if not is_open(process, fd) or path_only(process, fd):
        return 0
    if kind_name(process, fd) != "FILE_REGULAR":
        return 0
    with _asked(process, fd) as ours:
        try:
            return int(bool(fcntl.fcntl(ours, fcntl.F_GET_SEALS) & seals))
        except OSError as problem:
            if problem.errno == errno.EINVAL:  # a file system without seals
                return 0
            raise


def position(process: Process, fd: int) -> int | None:
    """The file position in bytes."""
    if not is_open(process, fd):
        return None
    found = _POSITION.search(_information(process, fd))
    return int(found[1]) if found else None


def file_size(process: Process, fd: int) -> int | None:
    """The size in bytes, of a regular file or directory."""
    if kind_name(process, fd) in ("FILE_REGULAR", "FILE_DIRECTORY", "FILE_SECRETMEM"):
        return _stat(process, fd).st_size
    return None


def seekable(process: Process, fd: int) -> int:
    """Whether lseek works on it."""
    if not is_open(process, fd) or path_only(process, fd):
        return 0
    with _asked(process, fd) as ours:
        try:
            os.lseek(ours, 0, os.SEEK_CUR)
        except OSError as problem:
            if problem.errno == errno.ESPIPE:
                return 0
            raise
        return 1


def pollable(process: Process, fd: int) -> int | None:
    """Whether the file tells about its readiness (epoll_ctl refuses others with EPERM)."""
    name = kind_name(process, fd)
    if not name or path_only(process, fd) or name in ("FILE_DIRECTORY", "FILE_NAMESPACE"):
        return 0
    if name in _POLLABLE:
        return 1
    if name == "FILE_CHARACTER":
        if _stat(process, fd).st_rdev in _WITHOUT_POLL:
            return 0
        return 1 if is_terminal(process, fd) else None
    if name in ("FILE_REGULAR", "FILE_SECRETMEM") and not _has_own_poll(process, fd):
        return 0
    return None


def poll(process: Process, fd: int) -> int | None:
    """The POLL* bits of this moment; POLLNVAL for a number that is not open."""
    name = kind_name(process, fd)
    if not name or path_only(process, fd):
        return select.POLLNVAL
    can = pollable(process, fd)
    if can == 0:
        return _NO_POLL
    if name == "FILE_SIGNALFD":
        return _poll_of_signals(process, fd)
    if name == "FILE_EPOLL":
        kinds = {kind_name(process, one) for one in _targets(process, fd)}
        if not kinds <= _QUIET_POLL:
            return None
    elif can is None or (name != "FILE_CHARACTER" and name not in _QUIET_POLL):
        return None
    with _asked(process, fd) as ours:
        poller = select.poll()
        poller.register(ours, _ALL_POLL)
        return sum(bits for _, bits in poller.poll(0))


def peer_closed(process: Process, fd: int) -> int | None:
    """Whether the other end of a pipe or connection is gone."""
    name = kind_name(process, fd)
    if name not in ("FILE_PIPE", "FILE_SOCKET") or path_only(process, fd):
        return 0
    bits = poll(process, fd)
    if bits is None:
        return None
    if name == "FILE_PIPE":
        return int(bool(bits & (select.POLLHUP | select.POLLERR)))
    return _socket_peer_closed(process, fd, bits)


def _socket_peer_closed(process: Process, fd: int, bits: int) -> int | None:
    if not connected(process, fd):
        return 0
    if socket_type(process, fd) == socket.SOCK_DGRAM:
        return None
    if bits & select.POLLHUP:
        return 1
    if not bits & select.POLLRDHUP:
        return 0
    if socket_family(process, fd) not in (socket.AF_INET, socket.AF_INET6):
        return None  # shutdown(SHUT_RD) of its own looks the same
    with _socket(process, fd) as ours:
        state = ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]
    return 1 if state in _FINISHED else None


def same_file(process: Process, fd: int, other: int) -> int:
    """Whether both are one open file description (dup, not a second open)."""
    if not is_open(process, fd) or not is_open(process, other):
        return 0
    return int(fd == other or kernel.same_file(process.pid, fd, other))


def same_inode(process: Process, fd: int, other: int) -> int:
    """Whether both are the same file of the same file system."""
    if not is_open(process, fd) or not is_open(process, other):
        return 0
    first, second = _stat(process, fd), _stat(process, other)
    return int((first.st_dev, first.st_ino) == (second.st_dev, second.st_ino))


def watches(process: Process, epoll: int, fd: int) -> int:
    """Whether the epoll instance watches the file that ``fd`` is, under that number."""
    if kind_name(process, epoll) != "FILE_EPOLL" or not is_open(process, fd):
        return 0
    entries = _targets(process, epoll).count(fd)
    return int(
        any(kernel.same_epoll_target(process.pid, fd, epoll, order) for order in range(entries))
    )


def is_terminal(process: Process, fd: int) -> int:
    """Whether it is a terminal: a character device of a driver in /proc/tty/drivers."""
    if kind_name(process, fd) != "FILE_CHARACTER" or path_only(process, fd):
        return 0
    number = _stat(process, fd).st_rdev
    major, minor = os.major(number), os.minor(number)
    return int(any(major == known and minor in minors for known, minors in _terminals()))


def immutable(process: Process, fd: int) -> int | None:
    """Whether the file has the attribute immutable (FS_IMMUTABLE_FL)."""
    return _attribute(process, fd, 0x10)


def append_only(process: Process, fd: int) -> int | None:
    """Whether the file has the attribute append-only (FS_APPEND_FL)."""
    return _attribute(process, fd, 0x20)


def _attribute(process: Process, fd: int, bit: int) -> int | None:
    if not is_open(process, fd):
        return 0
    found = kernel.attributes(f"fd/{fd}", directory=process.directory)
    if found.stx_attributes_mask & bit:
        return int(bool(found.stx_attributes & bit))
    name = kind_name(process, fd)
    return None if name in ("FILE_REGULAR", "FILE_DIRECTORY", "FILE_BLOCK") else 0


def mounted_read_only(process: Process, fd: int) -> int:
    """Whether the mount through which it was opened, or the file system, is read-only."""
    return _mount_flag(process, fd, os.ST_RDONLY)


def mounted_noexec(process: Process, fd: int) -> int:
    """Whether the mount through which it was opened forbids execution."""
    return _mount_flag(process, fd, os.ST_NOEXEC)


def _mount_flag(process: Process, fd: int, flag: int) -> int:
    if not is_open(process, fd):
        return 0
    with _asked(process, fd) as ours:
        return int(bool(os.fstatvfs(ours).f_flag & flag))


def device(process: Process, fd: int) -> int | None:
    """``st_dev``: the number of the device that the file is on."""
    return _stat(process, fd).st_dev if is_open(process, fd) else None


def inode(process: Process, fd: int) -> int | None:
    """``st_ino``: the number of the file there."""
    return _stat(process, fd).st_ino if is_open(process, fd) else None


def mappable(process: Process, fd: int) -> int | None:
    """Whether mmap knows what to do with it (else ENODEV)."""
    name = kind_name(process, fd)
    if not name or path_only(process, fd) or name in _NOT_MAPPABLE:
        return 0
    if name in ("FILE_REGULAR", "FILE_SECRETMEM"):
        return 1 if not _has_own_poll(process, fd) else None
    if name in ("FILE_PERF", "FILE_IO_URING"):
        return 1
    if name == "FILE_SOCKET":
        return _socket_mappable(process, fd)
    return _device_mappable(process, fd) if name == "FILE_CHARACTER" else None


def _socket_mappable(process: Process, fd: int) -> int | None:
    with _socket(process, fd) as ours:
        protocol = ours.getsockopt(socket.SOL_SOCKET, socket.SO_PROTOCOL)
    family = socket_family(process, fd)
    if family == socket.AF_UNIX:
        return 0
    if family not in (socket.AF_INET, socket.AF_INET6):
        return None
    return int(protocol == socket.IPPROTO_TCP)  # receives without copying


def _device_mappable(process: Process, fd: int) -> int | None:
    number = _stat(process, fd).st_rdev
    if number == _ZERO:
        return 1
    return 0 if number in _WITHOUT_MMAP or is_terminal(process, fd) else None


def socket_family(process: Process, fd: int) -> int | None:
    """AF_*; unknown for what is no socket."""
    return _socket_option(process, fd, socket.SO_DOMAIN)


def socket_type(process: Process, fd: int) -> int | None:
    """SOCK_*; unknown for what is no socket."""
    return _socket_option(process, fd, socket.SO_TYPE)


def listening(process: Process, fd: int) -> int:
    """Whether it is a socket that accepts connections."""
    return _socket_option(process, fd, socket.SO_ACCEPTCONN) or 0


def connected(process: Process, fd: int) -> int:
    """Whether it is a socket with a peer."""
    if kind_name(process, fd) != "FILE_SOCKET" or path_only(process, fd):
        return 0
    with _socket(process, fd) as ours:
        try:
            ours.getpeername()
        except OSError as problem:
            if problem.errno in (errno.ENOTCONN, errno.EOPNOTSUPP, errno.EINVAL):
                return 0
            raise
        return 1


def bound(process: Process, fd: int) -> int | None:
    """Whether it is a socket with an address of its own."""
    if kind_name(process, fd) != "FILE_SOCKET" or path_only(process, fd):
        return 0
    with _socket(process, fd) as ours:
        name = ours.getsockname()
    match ours.family:
        case socket.AF_UNIX:
            return int(bool(name))
        case socket.AF_INET | socket.AF_INET6:
            return int(name[1] != 0)
    return None


def bytes_ready(process: Process, fd: int) -> int | None:
    """How many bytes can be read at once (FIONREAD)."""
    name = kind_name(process, fd)
    if path_only(process, fd):
        return None
    quiet = name in ("FILE_PIPE", "FILE_SOCKET", "FILE_INOTIFY", "FILE_FANOTIFY")
    if name == "FILE_REGULAR":
        here = position(process, fd)
        return None if here is None else max(0, _stat(process, fd).st_size - here)
    if not quiet and not (name == "FILE_CHARACTER" and is_terminal(process, fd)):
        return None
    with _asked(process, fd) as ours:
        answer = fcntl.ioctl(ours, termios.FIONREAD, b"\0\0\0\0")
    return int(struct.unpack("i", answer)[0])


def pipe_capacity(process: Process, fd: int) -> int | None:
    """How many bytes a pipe holds (F_GETPIPE_SZ)."""
    if kind_name(process, fd) != "FILE_PIPE" or path_only(process, fd):
        return None
    with _asked(process, fd) as ours:
        return fcntl.fcntl(ours, 1032)


def lowest_free_fd(process: Process) -> int:
    """The number that open would use next, whatever the limit."""
    taken = process.descriptors
    return next(number for number in range(len(taken) + 1) if number not in taken)


def open_files(process: Process) -> int:
    """How many descriptors are open."""
    return len(process.descriptors)


def _link(process: Process, fd: int) -> str | None:
    if not 0 <= fd <= 0x7FFFFFFF:
        return None
    directory = process.directory
    try:
        return os.readlink(f"fd/{fd}", dir_fd=directory)
    except FileNotFoundError:
        if process.has_ended:
            raise Unknown("the process has ended") from None
        return None


def _stat(process: Process, fd: int) -> os.stat_result:
    return os.stat(f"fd/{fd}", dir_fd=process.directory)


def _information(process: Process, fd: int) -> bytes:
    return process.read(f"fdinfo/{fd}")


def _flags(process: Process, fd: int) -> int:
    """O_* of an open descriptor, with O_CLOEXEC; 0 where none is open."""
    if not is_open(process, fd):
        return 0
    found = _FLAGS.search(_information(process, fd))
    if found is None:
        raise Unknown("fdinfo has no flags")
    return int(found[1], 8)


def _access(process: Process, fd: int) -> int | None:
    if not is_open(process, fd) or path_only(process, fd):
        return None
    return _flags(process, fd) & os.O_ACCMODE


@contextmanager
def _asked(process: Process, fd: int) -> Iterator[int]:
    """Give a duplicate, where having and closing one is without effect."""
    found = _stat(process, fd)
    if stat.S_ISCHR(found.st_mode) and os.major(found.st_rdev) not in _QUIET_MAJORS:
        raise Unknown("a device that may notice a duplicate")
    with process.duplicate(fd) as ours:
        yield ours


@contextmanager
def _socket(process: Process, fd: int) -> Iterator[socket.socket]:
    with process.duplicate(fd) as ours:
        made = socket.socket(fileno=ours)
        try:
            yield made
        finally:
            made.detach()


def _socket_option(process: Process, fd: int, option: int) -> int | None:
    if kind_name(process, fd) != "FILE_SOCKET" or path_only(process, fd):
        return None
    with _socket(process, fd) as ours:
        return ours.getsockopt(socket.SOL_SOCKET, option)


def _has_own_poll(process: Process, fd: int) -> bool:
    """Whether a regular file is one of /proc or /sys, which may tell of changes by poll."""
    with _asked(process, fd) as ours:
        return kernel.file_system(ours) in _MADE_UP


_MADE_UP = frozenset({_PROC, _SYSFS, 0x27E0EB, 0x63677270, 0x64626720, 0x74726163, 0x62656570})


def _targets(process: Process, epoll: int) -> list[int]:
    return list(map(int, _TARGET.findall(_information(process, epoll))))


def _poll_of_signals(process: Process, fd: int) -> int | None:
    """A signalfd(2) speaks of whom polls it, so the answer is made of what is pending."""
    mask = _SIGNALS.search(_information(process, fd))
    if mask is None:
        return None
    pending = int(process.status["SigPnd"], 16) | int(process.status["ShdPnd"], 16)
    return select.POLLIN if pending & int(mask[1], 16) else 0


@functools.cache
def _terminals() -> tuple[tuple[int, range], ...]:
    found = []
    with open("/proc/tty/drivers") as lines:
        for line in lines:
            major, minors = line.rsplit(None, 3)[1:3]
            first, _, last = minors.partition("-")
            found.append((int(major), range(int(first), int(last or first) + 1)))
    return tuple(found)


@functools.cache
def secret_device() -> int | None:
    """Return the device of files of memfd_secret(2), or None where there are none."""
    return kernel.secret_memory_device()


@functools.cache
def _memfd_devices(_: int) -> frozenset[int]:
    """The devices of memfds, plain and of huge pages; one of each is made here to see."""
    found = set()
    for flags in (os.MFD_CLOEXEC, os.MFD_CLOEXEC | os.MFD_HUGETLB):
        try:
            fd = os.memfd_create("", flags)
        except OSError:
            continue
        found.add(os.fstat(fd).st_dev)
        os.close(fd)
    return frozenset(found)
