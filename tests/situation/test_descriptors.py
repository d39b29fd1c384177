"""Each answer beside what the child itself says with fcntl, fstat, poll and the like."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import select
import socket
import stat
import struct
import tempfile
import termios
from pathlib import Path
from typing import Any

import pytest

from kapi.expr.predicates import GROUPS
from kapi.situation import descriptors, open_files
from kapi.situation.process import Process
from tests.situation.kinds import KINDS, TIMERFD, answer, made
from tests.situation.standing import LIBC, as_nobody, both_ways, call, standing


def asked(fd: int) -> dict[str, Any]:
    """What the child itself can say of ``fd``; what it cannot is left out."""
    found: dict[str, Any] = {"is_open": 1}
    flags = fcntl.fcntl(fd, fcntl.F_GETFL)
    found["status_flags"] = flags
    found["close_on_exec"] = fcntl.fcntl(fd, fcntl.F_GETFD) & 1
    found["path_only"] = int(bool(flags & os.O_PATH))
    status = os.fstat(fd)
    found["device"], found["inode"] = status.st_dev, status.st_ino
    found["link_count"] = status.st_nlink
    found["mounted_read_only"] = int(bool(os.fstatvfs(fd).f_flag & os.ST_RDONLY))
    if (executable := may_be_code(fd, status.st_mode)) is not None:
        found["mounted_noexec"] = int(not executable)
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


def may_be_code(fd: int, mode: int) -> bool | None:
    """What mmap says of PROT_EXEC; None for TCP, which refuses it itself, and what is not read."""
    if os.fstatvfs(fd).f_flag & os.ST_NOEXEC:
        return False
    got = LIBC.mmap(None, 4096, 4, 2, fd, 0)
    if got != ctypes.c_void_p(-1).value:
        LIBC.munmap(ctypes.c_void_p(got), ctypes.c_size_t(4096))
        return True
    refused = {errno.EPERM: False, errno.ENODEV: True}.get(ctypes.get_errno())
    return None if stat.S_ISSOCK(mode) and not refused else refused


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
                assert open_files.kind_name(process, numbers[name]) == kind, name


NOT_KNOWN = {
    ("proc", "pollable"), ("mounts", "pollable"), ("proc", "poll"), ("mounts", "poll"),
    ("random", "poll"), ("user fault", "poll"), ("ring", "poll"),
    ("proc", "mappable"), ("mounts", "mappable"), ("name space", "bytes_ready"),
    ("proc", "bytes_ready"), ("mounts", "bytes_ready"),
}  # fmt: skip


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
            assert [open_files.is_memfd(process, fd) for fd in (sealed, ordinary)] == [1, 0]

    both_ways(look)


def test_permissions_and_who_may_look_names_up(tmp_path: Path) -> None:
    def make() -> tuple[list[int], list[int]]:
        os.chdir(tmp_path)
        found = []
        for name, mode in (("all", 0o777), ("read", 0o1444), ("file", 0o4755)):
            if name == "file":
                os.close(os.open(name, os.O_RDWR | os.O_CREAT))
            else:
                os.mkdir(name)
            os.chmod(name, mode)
            found.append(os.open(name, os.O_PATH))
        can = [int(os.access(name, os.X_OK) and name != "file") for name in ("all", "read", "file")]
        return found, can

    with standing(make) as (process, (fds, can)):
        assert [descriptors.permissions(process, fd) for fd in fds] == [0o777, 0o1444, 0o4755]
        assert [descriptors.may_search(process, fd) for fd in fds] == can
        assert descriptors.permissions(process, 200) is None
        assert descriptors.may_search(process, 200) == 0


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


def test_the_next_free_descriptor_is_what_f_dupfd_gives() -> None:
    def make() -> dict[int, int]:
        free = max(map(int, os.listdir("/proc/self/fd"))) + 10
        for taken in (free, free + 1, free + 20):
            os.dup2(1, taken)
        firsts = (0, 1, 5, *(free + more for more in (0, 1, 2, 20, 21)))
        return {first: free_from(first) for first in firsts}

    with standing(make) as (process, free):
        got = {first: descriptors.free_fd_from(process, first) for first in free}
        assert got == free
        lowest = descriptors.lowest_free_fd(process)
        assert descriptors.free_fd_from(process, 0) == lowest


def free_from(first: int) -> int:
    fd = fcntl.fcntl(1, fcntl.F_DUPFD, first)
    os.close(fd)
    return fd


def test_clocks_of_timers() -> None:
    def make() -> list[int]:
        return [call(TIMERFD, clock, 0) for clock in (0, 1, 7)]

    with standing(make) as (process, fds):
        assert [descriptors.timerfd_clock(process, fd) for fd in fds] == [0, 1, 7]
        assert descriptors.timerfd_clock(process, 0) is None


def test_a_closed_descriptor_has_no_access_mode() -> None:
    def make() -> list[int]:
        fds = [os.open("/dev/null", flags) for flags in (os.O_RDONLY, os.O_WRONLY, os.O_PATH)]
        return [*fds, 99]

    with standing(make) as (process, fds):
        assert [descriptors.open_for_reading(process, fd) for fd in fds] == [1, 0, 0, None]
        assert [descriptors.open_for_writing(process, fd) for fd in fds] == [0, 1, 0, None]
        assert [open_files.kind(process, fd) for fd in fds[2:]] == ["FILE_CHARACTER", 0]


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


def test_files_of_memory_and_disks_are_no_dax() -> None:
    """MAP_SYNC is the second source: only a file with DAX can be mapped with it."""

    def make() -> tuple[int, ...]:
        return (tempfile.TemporaryFile(dir=".").detach().fileno(), os.memfd_create("m"), 99)

    with standing(make) as (process, fds):
        for fd in fds:
            assert descriptors.dax(process, fd) == 0


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


def test_the_next_name(tmp_path: Path) -> None:
    """Its record has a header of 19 bytes and a NUL."""
    (tmp_path / "a_name_of_26_letters_in_all").touch()

    def make() -> tuple[int, int, int]:
        first, last = (os.open(tmp_path, os.O_RDONLY | os.O_DIRECTORY) for _ in range(2))
        getdents = ctypes.CDLL(None).getdents64
        while getdents(last, ctypes.create_string_buffer(4096), 4096):
            pass
        return first, last, os.pipe()[0]

    with standing(make) as (process, (first, last, end)):
        before = tmp_path.stat().st_atime_ns
        assert descriptors.next_name_bytes(process, first) in (21, 22, 46)
        assert descriptors.next_name_bytes(process, last) == 0
        assert descriptors.next_name_bytes(process, end) is None
        assert open_files.position(process, first) == 0
        assert tmp_path.stat().st_atime_ns == before


def test_the_largest_position(tmp_path: Path) -> None:
    def make() -> tuple[int, int]:
        file = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT)
        os.lseek(file, 5, os.SEEK_SET)
        return file, os.pipe()[0]

    with standing(make) as (process, (file, end)):
        found = descriptors.largest_position(process, file)
        assert found is not None
        assert open_files.position(process, file) == 5
        assert descriptors.largest_position(process, end) is None
        here = os.open(f"/proc/{process.pid}/fd/{file}", os.O_RDONLY)
        assert os.lseek(here, found, os.SEEK_SET) == found
        if found < (1 << 63) - 1:
            with pytest.raises(OSError, match="Invalid argument"):
                os.lseek(here, found + 1, os.SEEK_SET)
        os.close(here)


def test_commands_and_signals_of_files() -> None:
    """Against what the kernel answers the process itself."""

    def refused(fd: int, command: int, argument: bytes = b"\0" * 8) -> int:
        try:
            fcntl.ioctl(fd, command, argument)
        except OSError as problem:
            return problem.errno or 0
        return 0

    def make() -> dict[int, tuple[int, int]]:
        first, hung_up = os.openpty()
        os.close(first)
        fds = [*made().values(), os.open("/dev/random", os.O_RDONLY), hung_up]
        unused, asynchronous, on = 0xAD00, 0x5452, struct.pack("i", 1)  # FIOASYNC
        return {fd: (refused(fd, unused), refused(fd, asynchronous, on)) for fd in fds}

    with standing(make) as (process, told):
        for fd, (unknown, asynchronous) in told.items():
            if unknown == errno.EBADF:  # closed, or a path only
                continue
            answer = descriptors.unknown_command(process, fd)
            assert answer in (unknown, None), open_files.kind_name(process, fd)
            signals = int(not asynchronous)
            assert descriptors.sends_signals(process, fd) in (signals, None)
        answers = {descriptors.unknown_command(process, fd) for fd in told}
        assert {errno.ENOTTY, errno.EINVAL, errno.EIO} <= answers
