"""Who uses a file: processes that run it or read it, leases, drivers, seals."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from typing import TypeVar

from kapi.situation.process import Unknown, read_at

_Asked = TypeVar("_Asked")
_MEMORY = 1  # the major number of /dev/null and its like
_SWAPS = "/proc/swaps"
_READS = (os.O_RDONLY, os.O_RDWR)
_WRITES = (os.O_WRONLY, os.O_RDWR)


def running(file: os.stat_result) -> int:
    """Whether some process executes ``file``."""
    return _found(_processes(), lambda pid: _is(f"/proc/{pid}/exe", file))


def swap_file(file: os.stat_result) -> int:
    """Whether the system swaps to ``file``."""
    with open(_SWAPS, "rb") as lines:
        places = [line.split()[0] for line in lines][1:]
    return _found(iter(places), lambda place: _is(place.replace(rb"\040", b" "), file))


def direct(fd: int) -> int:
    """Whether the file of an O_PATH descriptor can be opened with O_DIRECT: it is, for reading.

    Unknown for devices that may notice that, and where a lease would be broken.
    """
    file = os.fstat(fd)
    quiet = stat.S_ISCHR(file.st_mode) and os.major(file.st_rdev) == _MEMORY
    if not (stat.S_ISREG(file.st_mode) or quiet) or lease(file) == fcntl.F_WRLCK:
        raise Unknown("opening it may be noticed")
    try:
        os.close(os.open(f"/proc/self/fd/{fd}", os.O_RDONLY | os.O_DIRECT | os.O_NONBLOCK))
    except OSError as problem:
        if problem.errno == errno.EINVAL:
            return 0
        raise Unknown("it may not be opened from outside") from problem
    return 1


def fifo_readers(file: os.stat_result) -> int:
    """Whether some process has the FIFO ``file`` open for reading; another file has no readers."""
    if not stat.S_ISFIFO(file.st_mode):
        return 0
    return _found(_processes(), lambda pid: _has_open(pid, file, _READS))


def fifo_writers(file: os.stat_result) -> int:
    """Whether some process has the pipe ``file`` open for writing; another file has no writers."""
    if not stat.S_ISFIFO(file.st_mode):
        return 0
    return _found(_processes(), lambda pid: _has_open(pid, file, _WRITES))


def _found(pids: Iterator[_Asked], question: Callable[[_Asked], bool]) -> int:
    """Whether the answer is yes for any; unknown where only one that may not be asked is left."""
    hidden = False
    for pid in pids:
        try:
            if question(pid):
                return 1
        except PermissionError:
            hidden = True
        except OSError:
            continue  # it ended, or is a thread of the kernel
    if hidden:
        raise Unknown("some process may not be looked at")
    return 0


def _processes() -> Iterator[int]:
    return (int(one) for one in os.listdir("/proc") if one.isdigit())


def _is(place: str | bytes, file: os.stat_result) -> bool:
    found = os.stat(place)
    return (found.st_dev, found.st_ino) == (file.st_dev, file.st_ino)


def _has_open(pid: int, file: os.stat_result, modes: tuple[int, ...]) -> bool:
    for fd in os.listdir(f"/proc/{pid}/fd"):
        try:
            if not _is(f"/proc/{pid}/fd/{fd}", file):
                continue
            text = read_at(-100, f"/proc/{pid}/fdinfo/{fd}")
        except FileNotFoundError:
            continue
        flags = int(text.split(b"flags:")[1].split()[0], 8)
        if not flags & os.O_PATH and flags & os.O_ACCMODE in modes:
            return True
    return False


def lease(file: os.stat_result) -> int:
    """What kind of lease there is on ``file``, as F_GETLEASE says it: F_UNLCK for none."""
    where = f"{os.major(file.st_dev):02x}:{os.minor(file.st_dev):02x}:{file.st_ino}".encode()
    for line in read_at(-100, "/proc/locks").splitlines():
        words = line.split()
        if words[1:2] == [b"LEASE"] and where in words:
            return fcntl.F_WRLCK if b"WRITE" in words else fcntl.F_RDLCK
    return fcntl.F_UNLCK


def driver(file: os.stat_result) -> int | None:
    """Whether a driver has the number of the device ``file``; None where only some are taken."""
    block = stat.S_ISBLK(file.st_mode)
    if not block and not stat.S_ISCHR(file.st_mode):
        return 0
    number = os.major(file.st_rdev), os.minor(file.st_rdev)
    if os.path.exists(f"/sys/dev/{'block' if block else 'char'}/{number[0]}:{number[1]}"):
        return 1
    characters, _, blocks = read_at(-100, "/proc/devices").partition(b"Block devices:")
    lines = (blocks if block else characters).splitlines()
    taken = {int(words[0]) for line in lines if (words := line.split()) and words[0].isdigit()}
    return None if number[0] in taken else 0


def seals(fd: int, mode: int) -> int:
    """The seals F_SEAL_* of the file of ``fd``, which may be O_PATH; one without has none."""
    if not stat.S_ISREG(mode):
        return 0
    file = os.open(f"/proc/self/fd/{fd}", os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        return fcntl.fcntl(file, fcntl.F_GET_SEALS)
    except OSError:
        return 0
    finally:
        os.close(file)
