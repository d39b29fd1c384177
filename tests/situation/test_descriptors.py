"""Each answer beside what the child itself says with fcntl, fstat, poll and the like."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import select
import signal
import socket
import struct
import tempfile
import termios
import time
from typing import Any

import pytest

from kapi.expr.predicates import CONSTANTS, GROUPS
from kapi.situation import descriptors
from kapi.situation.process import Process
from tests.situation.standing import LIBC, as_nobody, both_ways, call, standing

EVENTFD, TIMERFD, INOTIFY, FANOTIFY, SIGNALFD = 290, 283, 294, 300, 289
MEMFD_SECRET, PIDFD_OPEN, USERFAULTFD, IO_URING_SETUP, PERF = 447, 434, 323, 425, 298


def made() -> dict[str, int]:
    """Open one of each kind; a kind that is refused here is left out."""
    place = tempfile.mkdtemp()
    path = f"{place}/file"
    with open(path, "wb") as file:
        file.write(b"12345678")
    os.mkfifo(f"{place}/fifo")
    os.symlink("file", f"{place}/link")
    found = {
        "regular": os.open(path, os.O_RDWR),
        "reader": os.open(path, os.O_RDONLY | os.O_NONBLOCK),
        "writer": os.open(path, os.O_WRONLY | os.O_APPEND),
        "directory": os.open(place, os.O_RDONLY | os.O_DIRECTORY),
        "path only": os.open(path, os.O_PATH),
        "path only link": os.open(f"{place}/link", os.O_PATH | os.O_NOFOLLOW),
        "fifo": os.open(f"{place}/fifo", os.O_RDWR),
        "null": os.open("/dev/null", os.O_RDWR),
        "zero": os.open("/dev/zero", os.O_RDWR),
        "random": os.open("/dev/urandom", os.O_RDONLY),
        "proc": os.open("/proc/self/stat", os.O_RDONLY),
        "mounts": os.open("/proc/self/mounts", os.O_RDONLY),
        "name space": os.open("/proc/self/ns/uts", os.O_RDONLY),
        "epoll": select.epoll().detach() if hasattr(select.epoll, "detach") else call(291, 0),
        "eventfd": call(EVENTFD, 3, 0),
        "timerfd": call(TIMERFD, 1, 0),
        "inotify": call(INOTIFY, 0),
        "memfd": os.memfd_create("x", os.MFD_ALLOW_SEALING),
        "pidfd": os.pidfd_open(os.getpid()),
    }
    os.lseek(found["regular"], 3, os.SEEK_SET)
    found["pipe out"], found["pipe in"] = os.pipe()
    os.write(found["pipe in"], b"abc")
    found["lonely out"], end = os.pipe()
    os.close(end)
    end, found["lonely in"] = os.pipe()
    os.close(end)
    found["dup"] = os.dup(found["regular"])
    for name, family, kind in SOCKETS:
        found[name] = socket.socket(family, kind).detach()
    one, two = socket.socketpair()
    two.send(b"hello")
    found["pair"], found["peer"] = one.detach(), two.detach()
    one, two = socket.socketpair()
    two.close()
    found["left alone"] = one.detach()
    listens = socket.socket()
    listens.bind(("127.0.0.1", 0))
    listens.listen()
    found["client"] = connection(listens.getsockname())
    found["closed by peer"] = connection(listens.getsockname())
    first, second = listens.accept()[0], listens.accept()[0]
    second.close()
    found["server"], found["listens"] = first.detach(), listens.detach()
    found["terminal"], found["far terminal"] = os.openpty()
    mask = ctypes.c_uint64(1 << signal.SIGUSR1 - 1)
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    os.kill(os.getpid(), signal.SIGUSR1)
    found["signalfd"] = call(SIGNALFD, -1, ctypes.addressof(mask), 8, 0)
    found["secret memory"] = call(MEMFD_SECRET, 0)
    found["user fault"] = call(USERFAULTFD, 1)
    parameters = ctypes.create_string_buffer(120)
    found["ring"] = call(IO_URING_SETUP, 4, ctypes.addressof(parameters))
    found["fanotify"] = call(FANOTIFY, 0x200, 0)
    time.sleep(0.01)
    return {name: fd for name, fd in found.items() if fd >= 0}


def connection(address: object) -> int:
    made = socket.socket()
    made.connect(address)
    return made.detach()


SOCKETS = (
    ("tcp", socket.AF_INET, socket.SOCK_STREAM),
    ("udp", socket.AF_INET, socket.SOCK_DGRAM),
    ("tcp6", socket.AF_INET6, socket.SOCK_STREAM),
    ("unix", socket.AF_UNIX, socket.SOCK_STREAM),
    ("unix datagram", socket.AF_UNIX, socket.SOCK_DGRAM),
)
KINDS = {
    "regular": "FILE_REGULAR",
    "directory": "FILE_DIRECTORY",
    "path only": "FILE_REGULAR",
    "path only link": "FILE_SYMLINK",
    "fifo": "FILE_PIPE",
    "pipe in": "FILE_PIPE",
    "null": "FILE_CHARACTER",
    "proc": "FILE_REGULAR",
    "name space": "FILE_NAMESPACE",
    "epoll": "FILE_EPOLL",
    "eventfd": "FILE_EVENTFD",
    "timerfd": "FILE_TIMERFD",
    "signalfd": "FILE_SIGNALFD",
    "inotify": "FILE_INOTIFY",
    "fanotify": "FILE_FANOTIFY",
    "memfd": "FILE_REGULAR",
    "pidfd": "FILE_PIDFD",
    "tcp": "FILE_SOCKET",
    "pair": "FILE_SOCKET",
    "terminal": "FILE_CHARACTER",
    "secret memory": "FILE_SECRETMEM",
    "user fault": "FILE_USERFAULTFD",
    "ring": "FILE_IO_URING",
}


def asked(fd: int) -> dict[str, Any]:
    """What the child itself can say of ``fd``; what it cannot is left out."""
    found: dict[str, Any] = {"is_open": 1}
    flags = fcntl.fcntl(fd, fcntl.F_GETFL)
    found["status_flags"] = flags
    found["close_on_exec"] = fcntl.fcntl(fd, fcntl.F_GETFD) & 1
    found["path_only"] = int(bool(flags & os.O_PATH))
    status = os.fstat(fd)
    found["device"], found["inode"] = status.st_dev, status.st_ino
    found["mounted_read_only"] = int(bool(os.fstatvfs(fd).f_flag & os.ST_RDONLY))
    found["mounted_noexec"] = int(bool(os.fstatvfs(fd).f_flag & os.ST_NOEXEC))
    found["is_terminal"] = int(os.isatty(fd))
    found["poll"] = sum(bits for _, bits in polled(fd))
    found["pollable"] = int(watchable(fd))
    found["mappable"] = mappable(fd)
    try:
        found["position"] = os.lseek(fd, 0, os.SEEK_CUR)
        found["seekable"] = 1
    except OSError:
        found["seekable"] = 0
    for name, ask in (("bytes_ready", bytes_ready), ("pipe_capacity", capacity)):
        answer = ask(fd)
        if answer is not None:
            found[name] = answer
    found.update(asked_of_socket(fd, status.st_mode))
    return found


def polled(fd: int) -> list[tuple[int, int]]:
    poller = select.poll()
    poller.register(fd, 0x2FFF)
    return poller.poll(0)


def watchable(fd: int) -> bool:
    with select.epoll() as epoll:
        try:
            epoll.register(fd, 0)
        except OSError:
            return False
        return True


def mappable(fd: int) -> int | None:
    """1 when mmap works, 0 for ENODEV and EBADF; None where another check refused."""
    for protection, flags in ((1, 2), (3, 1), (2, 1)):
        got = LIBC.mmap(None, 4096, protection, flags, fd, 0)
        if got != ctypes.c_void_p(-1).value:
            LIBC.munmap(ctypes.c_void_p(got), ctypes.c_size_t(4096))
            return 1
        if ctypes.get_errno() in (errno.ENODEV, errno.EBADF):
            return 0
    return None


def bytes_ready(fd: int) -> int | None:
    try:
        return int(struct.unpack("i", fcntl.ioctl(fd, termios.FIONREAD, b"\0\0\0\0"))[0])
    except OSError:
        return None


def capacity(fd: int) -> int | None:
    try:
        return fcntl.fcntl(fd, 1032)
    except OSError:
        return None


def asked_of_socket(fd: int, mode: int) -> dict[str, int]:
    if mode & 0o170000 != 0o140000:
        return {}
    one = socket.socket(fileno=os.dup(fd))
    found = {
        "socket_family": one.getsockopt(socket.SOL_SOCKET, socket.SO_DOMAIN),
        "socket_type": one.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE),
        "listening": one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN),
    }
    try:
        one.getpeername()
        found["connected"] = 1
    except OSError:
        found["connected"] = 0
    return found


def test_every_kind_agrees_with_the_child() -> None:
    both_ways(compare)


def compare() -> None:
    def make() -> tuple[dict[str, int], dict[str, dict[str, Any]]]:
        found = made()
        return found, {name: asked(fd) for name, fd in found.items()}

    with standing(make) as (process, (numbers, truth)):
        answered = 0
        for name, facts in truth.items():
            for question, expected in facts.items():
                got = answer(process, question, numbers[name])
                if expected is None:
                    continue
                if got is not None:
                    assert got == expected, (name, question, got, expected)
                    answered += 1
                else:
                    assert (name, question) in NOT_KNOWN, (name, question, expected)
        assert answered > 400
        for name, kind in KINDS.items():
            if name in numbers:
                assert descriptors.kind_name(process, numbers[name]) == kind, name


NOT_KNOWN = {
    ("proc", "pollable"), ("mounts", "pollable"), ("proc", "poll"), ("mounts", "poll"),
    ("random", "poll"), ("user fault", "poll"), ("ring", "poll"),
    ("proc", "mappable"), ("mounts", "mappable"), ("name space", "bytes_ready"),
}  # fmt: skip


def answer(process: Process, question: str, fd: int) -> Any:
    try:
        return getattr(descriptors, question)(process, fd)
    except OSError:
        return None


def test_a_number_that_is_not_open() -> None:
    with standing(lambda: None) as (process, _):
        for number in (-1, 200, 1 << 20, 0x7FFFFFFF):
            assert descriptors.is_open(process, number) == 0
            assert descriptors.kind(process, number) == 0
            assert descriptors.position(process, number) is None
            assert descriptors.poll(process, number) == select.POLLNVAL
            assert descriptors.seekable(process, number) == 0


def test_peers() -> None:
    both_ways(compare_peers)


def compare_peers() -> None:
    with standing(made) as (process, fds):
        expected = {
            "pipe out": 0,
            "pipe in": 0,
            "lonely out": 1,
            "lonely in": 1,
            "pair": 0,
            "left alone": 1,
            "client": 0,
            "server": 0,
            "closed by peer": 1,
            "unix": 0,
            "tcp": 0,
            "regular": 0,
        }
        got = {name: descriptors.peer_closed(process, fds[name]) for name in expected}
        assert got == expected


def test_bound() -> None:
    def make() -> dict[str, int]:
        found = made()
        named = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        named.bind(b"\0kapi-" + str(os.getpid()).encode())
        return {**found, "named": named.detach()}

    with standing(make) as (process, fds):
        expected = {"listens": 1, "client": 1, "tcp": 0, "unix": 0, "named": 1, "udp": 0}
        assert {name: descriptors.bound(process, fds[name]) for name in expected} == expected


def test_same_file_and_same_inode() -> None:
    both_ways(compare_same)


def compare_same() -> None:
    with standing(made) as (process, fds):
        regular, dup, reader = fds["regular"], fds["dup"], fds["reader"]
        assert descriptors.same_file(process, regular, dup) == 1
        assert descriptors.same_file(process, regular, reader) == 0
        assert descriptors.same_inode(process, regular, reader) == 1
        assert descriptors.same_inode(process, regular, fds["null"]) == 0
        assert descriptors.same_file(process, regular, 500) == 0


def test_watches() -> None:
    def make() -> tuple[int, int, int, int]:
        epoll = select.epoll()
        keep, gone = os.pipe()
        epoll.register(keep, select.EPOLLIN)
        epoll.register(gone, select.EPOLLOUT)
        held = os.dup(gone)
        os.dup2(0, gone)
        number = os.dup(epoll.fileno())
        globals()["_kept"] = (epoll, held)
        return number, keep, gone, held

    with standing(make) as (process, (epoll, keep, gone, held)):
        assert descriptors.watches(process, epoll, keep) == 1
        assert descriptors.watches(process, epoll, gone) == 0  # the number is another file now
        assert descriptors.watches(process, epoll, held) == 0
        assert descriptors.watches(process, keep, keep) == 0


def test_seals() -> None:
    def make() -> tuple[int, int, int]:
        sealed = os.memfd_create("s", os.MFD_ALLOW_SEALING)
        fcntl.fcntl(sealed, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE)
        return sealed, os.memfd_create("t", os.MFD_ALLOW_SEALING), os.open("/etc/passwd", 0)

    def look() -> None:
        with standing(make) as (process, (sealed, plain, ordinary)):
            assert descriptors.sealed(process, sealed, fcntl.F_SEAL_WRITE) == 1
            assert descriptors.sealed(process, sealed, fcntl.F_SEAL_GROW) == 0
            assert descriptors.sealed(process, plain, fcntl.F_SEAL_WRITE) == 0
            assert descriptors.sealed(process, ordinary, fcntl.F_SEAL_WRITE) == 0
            assert [descriptors.is_memfd(process, fd) for fd in (sealed, ordinary)] == [1, 0]

    both_ways(look)


def test_a_file_called_memfd_is_none() -> None:
    def make() -> int:
        os.chroot(tempfile.mkdtemp())
        os.chdir("/")
        fd = os.open("/memfd:x", os.O_RDWR | os.O_CREAT)
        os.unlink("/memfd:x")
        return fd

    if os.geteuid():
        pytest.skip("chroot needs root")
    with standing(make) as (process, fd):
        assert descriptors.kind_name(process, fd) == "FILE_REGULAR"
        assert descriptors.is_memfd(process, fd) == 0


def test_counting_descriptors() -> None:
    def make() -> tuple[int, int]:
        os.close(0)
        free = os.dup(1)
        os.close(free)
        listing = len(os.listdir("/proc/self/fd")) - 1
        return free, listing

    with standing(make) as (process, (free, count)):
        assert descriptors.lowest_free_fd(process) == free
        assert descriptors.open_files(process) == count


def test_append_only_and_immutable() -> None:
    def make() -> tuple[int, int, int]:
        append, fixed = (os.open(tempfile.mkstemp(dir=".")[1], os.O_RDWR) for _ in range(2))
        for fd, bits in ((append, 0x20), (fixed, 0x10)):
            flags = struct.unpack("l", fcntl.ioctl(fd, 0x80086601, b"\0" * 8))[0]
            fcntl.ioctl(fd, 0x40086602, struct.pack("l", flags | bits))
        return append, fixed, os.open("/etc/passwd", 0)

    def clean(process: Process, *fds: int) -> None:
        for fd in fds:
            ours = os.open(f"/proc/{process.pid}/fd/{fd}", os.O_RDONLY)
            flags = struct.unpack("l", fcntl.ioctl(ours, 0x80086601, b"\0" * 8))[0]
            fcntl.ioctl(ours, 0x40086602, struct.pack("l", flags & ~0x30))
            os.unlink(os.readlink(f"/proc/{process.pid}/fd/{fd}"))
            os.close(ours)

    try:
        with standing(make) as (process, (append, fixed, plain)):
            got = [
                (descriptors.append_only(process, fd), descriptors.immutable(process, fd))
                for fd in (append, fixed, plain)
            ]
            clean(process, append, fixed)
            assert got == [(1, 0), (0, 1), (0, 0)]
    except AssertionError as problem:
        if "OSError" in str(problem) or "PermissionError" in str(problem):
            pytest.skip("no file attributes here")
        raise


def test_a_listener_keeps_its_connection() -> None:
    """Measuring takes no connection from a queue, no byte from a pipe, no signal, no tick."""

    def make() -> dict[str, int]:
        found = made()
        found["watcher"] = call(291, 0)
        return found

    def look() -> None:
        with standing(make) as (process, fds):
            first = {name: every_answer(process, fd) for name, fd in fds.items()}
            with Process(process.pid) as again:
                second = {name: every_answer(again, fd) for name, fd in fds.items()}
            assert first == second

    look()
    if os.geteuid() == 0:
        as_nobody(look)


def every_answer(process: Process, fd: int) -> dict[str, Any]:
    rows = (one for one in GROUPS["Descriptors"] if len(one.parameters) == 1)
    questions = [one.name for one in rows]
    assert len(questions) > 25
    return {name: answer(process, name, fd) for name in questions}


def test_constants_are_those_of_the_table() -> None:
    names = {*KINDS.values(), *descriptors.KINDS_BY_MODE.values()}
    assert names <= set(CONSTANTS)
