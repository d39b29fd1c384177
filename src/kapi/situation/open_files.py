"""What an open descriptor leads to, and how to ask it.

Most is in /proc/PID/fd and fdinfo; for the rest a duplicate of the descriptor is asked, with
calls that change and consume nothing, and closed at once. Devices that might take notice of that
(open files of drivers have a flush and an ioctl of their own) are not duplicated.
"""

from __future__ import annotations

import functools
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager

from kapi.situation import kernel
from kapi.situation.process import Process, Unknown

_O_PATH = 0o10000000  # asm-generic/fcntl.h
_FLAGS = re.compile(rb"^flags:\s*([0-7]+)", re.MULTILINE)
_POSITION = re.compile(rb"^pos:\s*(-?\d+)", re.MULTILINE)
_QUIET_MAJORS = frozenset({1, 4, 5, *range(136, 144)})  # memory devices and terminals
# linux/magic.h: proc, sysfs, cgroup, cgroup2, debugfs, tracefs, configfs, message queues
_MADE_UP = frozenset(
    {kernel.PROC, 0x62656572, 0x27E0EB, 0x63677270, 0x64626720, 0x74726163, 0x62656570}
    | {0x19800202}
)
_MQUEUE = 0x19800202  # MQUEUE_MAGIC, ipc/mqueue.c; its files are regular and have poll
_HUGETLBFS = 0x958458F6  # linux/magic.h
_MEMORY = re.compile(r"/\d+/(task/\d+/)?mem")
ZERO_DEVICE = os.makedev(1, 5)  # /dev/zero, devlist[] of drivers/char/mem.c
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
    ("anon_inode:[landlock-ruleset]", "FILE_LANDLOCK"),
)
_NAME_SPACE = re.compile(r"(mnt|net|uts|ipc|pid|user|cgroup|time)(_for_children)?:\[\d+\]")


def is_open(process: Process, fd: int) -> int:
    """Whether ``fd`` is an open descriptor."""
    return int(link(process, fd) is not None)


def path_only(process: Process, fd: int) -> int:
    """Whether it was opened with O_PATH."""
    return int(bool(flags_of(process, fd) & _O_PATH))


def kind(process: Process, fd: int) -> str | int:
    """What kind of file is open; 0 where nothing is."""
    return kind_name(process, fd) or 0


def kind_name(process: Process, fd: int) -> str:
    """Return FILE_REGULAR or another, or "" for a number that is not open."""
    text = link(process, fd)
    if text is None:
        return ""
    if not text.startswith("/"):
        for beginning, name in _NAMELESS:
            if text.startswith(beginning):
                return name
        if _NAME_SPACE.fullmatch(text):
            return "FILE_NAMESPACE"
        if text.startswith("anon_inode:"):
            return "FILE_OTHER"
    found = status_of(process, fd)
    if text.startswith("/secretmem") and found.st_dev == secret_device():
        return "FILE_SECRETMEM"
    return KINDS_BY_MODE.get(stat.S_IFMT(found.st_mode), "FILE_OTHER")


def is_memfd(process: Process, fd: int) -> int:
    """Whether it is a file of memfd_create(2)."""
    text = link(process, fd)
    if text is None or not text.startswith("/memfd:"):
        return 0
    found = status_of(process, fd)
    if found.st_nlink:
        return 0
    # A deleted file of that name in a root directory looks the same but for its device.
    return int(found.st_dev in _memfd_devices())


def process_memory(process: Process, fd: int) -> int:
    """Whether it is /proc/PID/mem, whose positions are addresses."""
    text = link(process, fd)
    if text is None or not _MEMORY.search(text) or kind_name(process, fd) != "FILE_REGULAR":
        return 0
    return int(is_made_up(process, fd))


def huge_pages(process: Process, fd: int) -> int:
    """The size of its pages, where it is of hugetlbfs or memfd_create(MFD_HUGETLB); else 0."""
    if not _is_regular_on(_HUGETLBFS, process, fd):
        return 0
    return status_of(process, fd).st_blksize


def message_queue(process: Process, fd: int) -> int:
    """Whether it is a message queue of mq_open(2)."""
    return _is_regular_on(_MQUEUE, process, fd)


def _is_regular_on(file_system: int, process: Process, fd: int) -> int:
    if kind_name(process, fd) != "FILE_REGULAR":
        return 0
    with asked(process, fd) as ours:
        return int(kernel.file_system(ours) == file_system)


def is_terminal(process: Process, fd: int) -> int:
    """Whether it is a terminal: a character device of a driver in /proc/tty/drivers."""
    if kind_name(process, fd) != "FILE_CHARACTER" or path_only(process, fd):
        return 0
    number = status_of(process, fd).st_rdev
    major, minor = os.major(number), os.minor(number)
    return int(any(major == known and minor in minors for known, minors in _terminals()))


def position(process: Process, fd: int) -> int | None:
    """The file position in bytes; pipes and sockets stay at 0."""
    if not is_open(process, fd):
        return None
    found = _POSITION.search(information(process, fd))
    return int(found[1]) if found else None


def link(process: Process, fd: int) -> str | None:
    """Return what the link in /proc/PID/fd says, or None for a number that is not open."""
    if not 0 <= fd <= 0x7FFFFFFF:
        return None
    if fd not in process.links:
        process.links[fd] = _read_link(process, fd)
    return process.links[fd]


def _read_link(process: Process, fd: int) -> str | None:
    directory = process.directory
    try:
        return os.readlink(f"fd/{fd}", dir_fd=directory)
    except FileNotFoundError:
        if process.has_ended:
            raise Unknown("the process has ended") from None
        return None


def status_of(process: Process, fd: int) -> os.stat_result:
    """Return stat(2) of the open file."""
    return os.stat(f"fd/{fd}", dir_fd=process.directory)


def information(process: Process, fd: int) -> bytes:
    """Return /proc/PID/fdinfo/FD."""
    return process.read(f"fdinfo/{fd}")


def flags_of(process: Process, fd: int) -> int:
    """O_* of an open descriptor, with O_CLOEXEC; 0 where none is open."""
    if not is_open(process, fd):
        return 0
    found = _FLAGS.search(information(process, fd))
    if found is None:
        raise Unknown("fdinfo has no flags")
    return int(found[1], 8)


@contextmanager
def asked(process: Process, fd: int) -> Iterator[int]:
    """Give a duplicate, where having and closing one is without effect."""
    found = status_of(process, fd)
    if stat.S_ISCHR(found.st_mode) and os.major(found.st_rdev) not in _QUIET_MAJORS:
        raise Unknown("a device that may notice a duplicate")
    with process.duplicate(fd) as ours:
        yield ours


def is_made_up(process: Process, fd: int) -> bool:
    """Whether a regular file is one of /proc or /sys, or a queue, which may be polled."""
    with asked(process, fd) as ours:
        return kernel.file_system(ours) in _MADE_UP


def is_message_queue(process: Process, fd: int) -> bool:
    """Whether a regular file is a message queue (mq_open(3))."""
    with asked(process, fd) as ours:
        return kernel.file_system(ours) == _MQUEUE


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
def _memfd_devices() -> frozenset[int]:
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
