"""Predicates of descriptors.

A yes-or-no question about a number that is not open, or about a file of another kind, is
answered 0; a quantity that such a file does not have is unknown.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import select
import socket
import stat

from kapi.situation import kernel, uses
from kapi.situation.access import EXECUTE, allowed
from kapi.situation.caller import credentials
from kapi.situation.open_files import (
    ZERO_DEVICE,
    asked,
    flags_of,
    information,
    is_made_up,
    is_open,
    is_terminal,
    kind_name,
    path_only,
    position,
    status_of,
)
from kapi.situation.process import Process
from kapi.situation.sockets import as_socket, socket_family

_CLOCK = re.compile(rb"^clockid: (\d+)$", re.MULTILINE)
_INTERFACE = re.compile(rb"^iff:\s*\S", re.MULTILINE)
_O_CLOEXEC = 0o2000000  # asm-generic/fcntl.h
_WITHOUT_MMAP = frozenset(os.makedev(1, minor) for minor in (3, 7, 8, 9, 11))  # and random, kmsg
_WITHOUT_COMMANDS = frozenset(os.makedev(1, minor) for minor in (3, 5, 7))  # null, zero, full
_SIGNALLING = frozenset({"FILE_PIPE", "FILE_SOCKET", "FILE_INOTIFY", "FILE_PERF"})
_RANDOM = frozenset(os.makedev(1, minor) for minor in (8, 9))
_MESSAGE_QUEUES = 0x19800202  # MQUEUE_MAGIC of ipc/mqueue.c
_ON_A_MOUNT = ("", "FILE_REGULAR", "FILE_DIRECTORY", "FILE_CHARACTER", "FILE_BLOCK", "FILE_SYMLINK")
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
        "FILE_LANDLOCK",
    }
)


def open_for_reading(process: Process, fd: int) -> int | None:
    """Whether the access mode allows reading; what is closed has none."""
    if not is_open(process, fd):
        return None
    return int(access_mode(process, fd) in (os.O_RDONLY, os.O_RDWR))


def open_for_writing(process: Process, fd: int) -> int | None:
    """Whether the access mode allows writing; what is closed has none."""
    if not is_open(process, fd):
        return None
    return int(access_mode(process, fd) in (os.O_WRONLY, os.O_RDWR))


def status_flags(process: Process, fd: int) -> int | None:
    """What F_GETFL would give."""
    return flags_of(process, fd) & ~_O_CLOEXEC if is_open(process, fd) else None


def close_on_exec(process: Process, fd: int) -> int:
    """Whether execve would close it."""
    return int(bool(flags_of(process, fd) & _O_CLOEXEC))


def sealed(process: Process, fd: int, seals: int) -> int | None:
    """Whether the file has one of the seals ``seals`` (F_SEAL_*)."""
    if not is_open(process, fd) or path_only(process, fd):
        return 0
    if kind_name(process, fd) != "FILE_REGULAR":
        return 0
    with asked(process, fd) as ours:
        try:
            return int(bool(fcntl.fcntl(ours, fcntl.F_GET_SEALS) & seals))
        except OSError as problem:
            if problem.errno == errno.EINVAL:  # a file system without seals
                return 0
            raise


def file_size(process: Process, fd: int) -> int | None:
    """The size in bytes, of a regular file or directory."""
    if kind_name(process, fd) in ("FILE_REGULAR", "FILE_DIRECTORY", "FILE_SECRETMEM"):
        return status_of(process, fd).st_size
    return None


def seekable(process: Process, fd: int) -> int:
    """Whether lseek works on it."""
    if not is_open(process, fd) or path_only(process, fd):
        return 0
    with asked(process, fd) as ours:
        try:
            os.lseek(ours, 0, os.SEEK_CUR)
        except OSError as problem:
            if problem.errno == errno.ESPIPE:
                return 0
            raise
        return 1


def largest_position(process: Process, fd: int) -> int | None:
    """The largest position that lseek() accepts in a regular file (s_maxbytes)."""
    if kind_name(process, fd) != "FILE_REGULAR":
        return None
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
    ours = os.open(f"fd/{fd}", flags, dir_fd=process.directory)
    try:
        low, high = 0, (1 << 63) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if _seeks(ours, middle) else (low, middle - 1)
        return low
    finally:
        os.close(ours)


def next_name_bytes(process: Process, fd: int) -> int | None:
    """What getdents64() stores for the next name, at the position of a directory; 0 at its end."""
    if kind_name(process, fd) != "FILE_DIRECTORY":
        return None
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOATIME | os.O_CLOEXEC
    ours = os.open(f"fd/{fd}", flags, dir_fd=process.directory)
    try:
        os.lseek(ours, position(process, fd) or 0, os.SEEK_SET)
        return kernel.next_name_bytes(ours)
    finally:
        os.close(ours)


def _seeks(file: int, position: int) -> bool:
    try:
        os.lseek(file, position, os.SEEK_SET)
    except OSError as problem:
        if problem.errno == errno.EINVAL:
            return False
        raise
    return True


def same_file(process: Process, fd: int, other: int) -> int:
    """Whether both are one open file description (dup, not a second open)."""
    if not is_open(process, fd) or not is_open(process, other):
        return 0
    return int(fd == other or kernel.same_file(process.pid, fd, other))


def same_inode(process: Process, fd: int, other: int) -> int:
    """Whether both are the same file of the same file system."""
    if not is_open(process, fd) or not is_open(process, other):
        return 0
    first, second = status_of(process, fd), status_of(process, other)
    return int((first.st_dev, first.st_ino) == (second.st_dev, second.st_ino))


def immutable(process: Process, fd: int) -> int | None:
    """Whether the file has the attribute immutable (FS_IMMUTABLE_FL)."""
    return _attribute(process, fd, 0x10)


def append_only(process: Process, fd: int) -> int | None:
    """Whether the file has the attribute append-only (FS_APPEND_FL)."""
    return _attribute(process, fd, 0x20)


def dax(process: Process, fd: int) -> int | None:
    """Whether what is stored in the file is mapped without a copy (S_DAX; STATX_ATTR_DAX)."""
    return _attribute(process, fd, 0x200000)


def _attribute(process: Process, fd: int, bit: int) -> int | None:
    if not is_open(process, fd):
        return 0
    found = os.open(f"fd/{fd}", os.O_PATH | os.O_CLOEXEC, dir_fd=process.directory)
    try:
        return kernel.has_attribute(found, kernel.attributes("", directory=found), bit)
    finally:
        os.close(found)


def swap_file(process: Process, fd: int) -> int:
    """Whether the system swaps to the file."""
    return uses.swap_file(status_of(process, fd)) if is_open(process, fd) else 0


def mounted_read_only(process: Process, fd: int) -> int:
    """Whether the mount through which it was opened, or the file system, is read-only."""
    return _mount_flag(process, fd, os.ST_RDONLY)


def mounted_noexec(process: Process, fd: int) -> int | None:
    """Whether the mount through which it was opened, or the file system, forbids execution.

    Files of the kernel's own (pipes, /proc) have no flags to ask: one is mapped for execution.
    """
    if _mount_flag(process, fd, os.ST_NOEXEC):
        return 1
    name = kind_name(process, fd)
    if name == "FILE_SOCKET":  # TCP refuses code of its own accord; another of the same mount
        with socket.socket(socket.AF_UNIX) as ours:
            return _refuses_code(ours.fileno())
    if name in _ON_A_MOUNT and not (name == "FILE_REGULAR" and is_made_up(process, fd)):
        return 0
    with asked(process, fd) as taken:
        return _refuses_code(taken)


def _refuses_code(fd: int) -> int | None:
    answer = kernel.refuses_code(fd)
    return None if answer is None else int(answer)


def _mount_flag(process: Process, fd: int, flag: int) -> int:
    if not is_open(process, fd):
        return 0
    with asked(process, fd) as ours:
        return int(bool(os.fstatvfs(ours).f_flag & flag))


def device(process: Process, fd: int) -> int | None:
    """``st_dev``: the number of the device that the file is on."""
    return status_of(process, fd).st_dev if is_open(process, fd) else None


def device_number(process: Process, fd: int) -> int:
    """The number of the device for which a device file stands."""
    if kind_name(process, fd) not in ("FILE_CHARACTER", "FILE_BLOCK"):
        return 0
    return status_of(process, fd).st_rdev


def inode(process: Process, fd: int) -> int | None:
    """``st_ino``: the number of the file there."""
    return status_of(process, fd).st_ino if is_open(process, fd) else None


def link_count(process: Process, fd: int) -> int | None:
    """``st_nlink``: how many names the file has."""
    return status_of(process, fd).st_nlink if is_open(process, fd) else None


def permissions(process: Process, fd: int) -> int | None:
    """The permission bits of the file there, with S_ISUID, S_ISGID and S_ISVTX."""
    return stat.S_IMODE(status_of(process, fd).st_mode) if is_open(process, fd) else None


def mappable(process: Process, fd: int) -> int | None:
    """Whether mmap knows what to do with it (else ENODEV)."""
    name = kind_name(process, fd)
    if not name or path_only(process, fd) or name in _NOT_MAPPABLE:
        return 0
    if name in ("FILE_REGULAR", "FILE_SECRETMEM"):
        if _is_message_queue(process, fd):
            return 0
        return 1 if not is_made_up(process, fd) else None
    if name in ("FILE_PERF", "FILE_IO_URING"):
        return 1
    if name == "FILE_SOCKET":
        return _socket_mappable(process, fd)
    return _device_mappable(process, fd) if name == "FILE_CHARACTER" else None


def _is_message_queue(process: Process, fd: int) -> bool:
    with asked(process, fd) as ours:
        return kernel.file_system(ours) == _MESSAGE_QUEUES


def _socket_mappable(process: Process, fd: int) -> int | None:
    with as_socket(process, fd) as ours:
        protocol = ours.getsockopt(socket.SOL_SOCKET, socket.SO_PROTOCOL)
    family = socket_family(process, fd)
    if family == socket.AF_UNIX:
        return 0
    if family not in (socket.AF_INET, socket.AF_INET6):
        return None
    return int(protocol == socket.IPPROTO_TCP)  # receives without copying


def _device_mappable(process: Process, fd: int) -> int | None:
    number = status_of(process, fd).st_rdev
    if number == ZERO_DEVICE:
        return 1
    return 0 if number in _WITHOUT_MMAP or is_terminal(process, fd) else None


def pipe_capacity(process: Process, fd: int) -> int | None:
    """How many bytes a pipe holds (F_GETPIPE_SZ)."""
    if kind_name(process, fd) != "FILE_PIPE" or path_only(process, fd):
        return None
    with asked(process, fd) as ours:
        return fcntl.fcntl(ours, 1032)


def timerfd_clock(process: Process, fd: int) -> int | None:
    """The clock of a timerfd."""
    if kind_name(process, fd) != "FILE_TIMERFD":
        return None
    found = _CLOCK.search(information(process, fd))
    return int(found[1]) if found else None


def lowest_free_fd(process: Process) -> int:
    """The number that open would use next, whatever the limit."""
    taken = process.descriptors
    return next(number for number in range(len(taken) + 1) if number not in taken)


def free_fd_from(process: Process, first: int) -> int:
    """The lowest number from ``first`` on that is not open, whatever the limit."""
    taken = process.descriptors
    return next(number for number in range(first, first + len(taken) + 1) if number not in taken)


def open_files(process: Process) -> int:
    """How many descriptors are open."""
    return len(process.descriptors)


def access_mode(process: Process, fd: int) -> int | None:
    """O_RDONLY, O_WRONLY or O_RDWR; None where ``fd`` is not open, or is an O_PATH descriptor."""
    if not is_open(process, fd) or path_only(process, fd):
        return None
    return flags_of(process, fd) & os.O_ACCMODE


def unknown_command(process: Process, fd: int) -> int | None:
    """The errno of commands that it does not know (ENOTTY where it knows none).

    A terminal that was hung up refuses all (hung_up_tty_ioctl), and only one such tells POLLERR.
    """
    name = kind_name(process, fd)
    if not name or name == "FILE_OTHER" or path_only(process, fd):
        return None
    if name in ("FILE_EPOLL", "FILE_USERFAULTFD"):  # ep_eventpoll_ioctl, userfaultfd_ioctl
        return errno.EINVAL
    if name != "FILE_CHARACTER":
        return errno.ENOTTY
    if is_terminal(process, fd):
        with asked(process, fd) as ours:
            return errno.EIO if _is_hung_up(ours) else errno.ENOTTY
    number = status_of(process, fd).st_rdev
    if number in _RANDOM:  # random_ioctl
        return errno.EINVAL
    return errno.ENOTTY if number in _WITHOUT_COMMANDS else None


def _is_hung_up(fd: int) -> bool:
    poller = select.poll()
    poller.register(fd, 0)
    return any(bits & select.POLLERR for _, bits in poller.poll(0))


def sends_signals(process: Process, fd: int) -> int | None:
    """Whether the file has a function to tell of readiness by signals (fasync)."""
    name = kind_name(process, fd)
    if name == "FILE_OTHER":
        return None
    if name != "FILE_CHARACTER" or path_only(process, fd):
        return int(name in _SIGNALLING and not path_only(process, fd))
    number = status_of(process, fd).st_rdev
    if is_terminal(process, fd):
        with asked(process, fd) as ours:
            return int(not _is_hung_up(ours))  # hung_up_tty_fasync
    if number in _RANDOM:
        return 1
    return 0 if number in _WITHOUT_COMMANDS else None


def owns(process: Process, fd: int) -> int:
    """Whether the file belongs to the fsuid of the caller."""
    if not is_open(process, fd):
        return 0
    return int(status_of(process, fd).st_uid == credentials(process)[0])


def may_search(process: Process, fd: int) -> int | None:
    """Whether it is a directory that the caller may search, as its mode is now."""
    if kind_name(process, fd) != "FILE_DIRECTORY":
        return 0
    with asked(process, fd) as ours:
        if kernel.file_system(ours) == kernel.PROC:
            return None  # directories of processes have rules of their own
        return int(allowed(process, ours, kernel.attributes("", directory=ours), EXECUTE))


def network_interface(process: Process, fd: int) -> int:
    """Whether a file of /dev/net/tun has an interface, whose name fdinfo then says."""
    if kind_name(process, fd) != "FILE_CHARACTER" or path_only(process, fd):
        return 0
    return int(bool(_INTERFACE.search(information(process, fd))))
