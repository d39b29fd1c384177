"""Who uses a file, beside what open() and fcntl() say of it."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from kapi.situation import uses
from kapi.situation.process import Unknown


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody but this process: others may be hidden, and come and go."""
    monkeypatch.setattr(uses, "_processes", lambda: iter([os.getpid()]))


def test_programs_that_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of our own: the right to write to it is not what open() refuses."""
    program = tmp_path / "program"
    shutil.copy("/bin/cat", program)
    with subprocess.Popen([program], stdin=subprocess.PIPE) as child:
        monkeypatch.setattr(uses, "_processes", lambda: iter([os.getpid(), child.pid]))
        assert uses.running(program.stat()) == 1
        with pytest.raises(OSError, match="Text file busy"):
            os.open(program, os.O_WRONLY)
    assert uses.running(program.stat()) == 0


def test_a_process_that_may_not_be_looked_at_decides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(place: str, file: os.stat_result) -> bool:
        raise PermissionError

    monkeypatch.setattr(uses, "_is", refuse)
    with pytest.raises(Unknown):
        uses.running(tmp_path.stat())


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "fifo")
    return tmp_path / "fifo"


@pytest.mark.parametrize(
    ("flags", "reads"),
    [(os.O_RDONLY, 1), (os.O_RDWR, 1), (os.O_PATH, 0)],
)
def test_readers_of_a_fifo(fifo: Path, flags: int, reads: int) -> None:
    held = os.open(fifo, flags | os.O_NONBLOCK)
    assert uses.fifo_readers(fifo.stat()) == reads
    error = 0
    try:
        os.close(os.open(fifo, os.O_WRONLY | os.O_NONBLOCK))
    except OSError as problem:
        error = problem.errno or 0
    os.close(held)
    assert error == (0 if reads else errno.ENXIO)


@pytest.mark.parametrize(("flags", "writes"), [(os.O_RDWR, 1), (os.O_RDONLY, 0), (os.O_PATH, 0)])
def test_writers_of_a_fifo(fifo: Path, flags: int, writes: int) -> None:
    """What a read says that does not wait: that it would, or that the end is reached."""
    held = os.open(fifo, flags | os.O_NONBLOCK)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    assert uses.fifo_writers(fifo.stat()) == writes
    try:
        waits = os.read(reader, 1) != b""
    except BlockingIOError:
        waits = True
    os.close(held)
    os.close(reader)
    assert waits == writes


def test_leases(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x")
    file = os.open(path, os.O_RDONLY)
    for kind in (fcntl.F_RDLCK, fcntl.F_UNLCK):
        fcntl.fcntl(file, fcntl.F_SETLEASE, kind)
        assert uses.lease(path.stat()) == kind == fcntl.fcntl(file, fcntl.F_GETLEASE)
    os.close(file)
    file = os.open(path, os.O_RDWR)
    fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
    assert uses.lease(path.stat()) == fcntl.F_WRLCK
    os.close(file)
    assert uses.lease(path.stat()) == fcntl.F_UNLCK


def device(number: int, kind: int = stat.S_IFCHR) -> os.stat_result:
    facts = list(os.stat("/dev/null")[:10])
    facts[0] = kind | 0o600
    return os.stat_result(facts, {"st_rdev": number})


def test_drivers(tmp_path: Path) -> None:
    assert uses.driver(os.stat("/dev/null")) == 1
    assert uses.driver(device(os.makedev(4000, 1))) == 0
    assert uses.driver(device(os.makedev(4000, 1), stat.S_IFBLK)) == 0
    assert uses.driver(device(os.makedev(1, 4000))) is None  # the major number is that of memory
    assert uses.driver(tmp_path.stat()) == 0


def test_seals(tmp_path: Path) -> None:
    file = os.memfd_create("sealed", os.MFD_ALLOW_SEALING)
    fcntl.fcntl(file, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK)
    assert uses.seals(file, stat.S_IFREG) == fcntl.F_SEAL_SHRINK
    os.close(file)
    place = os.open(tmp_path, os.O_PATH)
    assert uses.seals(place, stat.S_IFDIR) == 0
    os.close(place)


def test_swap_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table is one of ours: no test makes the system swap."""
    (tmp_path / "swap file").write_text("")
    (tmp_path / "other").write_text("")
    assert uses.swap_file((tmp_path / "swap file").stat()) == 0
    listed = os.fsencode(tmp_path / "swap file").replace(b" ", rb"\040")
    table = b"Filename Type Size Used Priority\n/dev/gone partition 4 0 -2\n" + listed
    (tmp_path / "swaps").write_bytes(table + b" file 4 0 -3\n")
    monkeypatch.setattr(uses, "_SWAPS", str(tmp_path / "swaps"))
    assert uses.swap_file((tmp_path / "swap file").stat()) == 1
    assert uses.swap_file((tmp_path / "other").stat()) == 0


def test_direct_access(tmp_path: Path) -> None:
    """As open() says of what is at hand; a terminal is not asked."""
    (tmp_path / "file").write_text("")
    for place in (
        str(tmp_path / "file"),
        "/proc/self/maps",
        "/dev/null",
        "/sys/kernel/uevent_seqnum",
    ):
        fd = os.open(place, os.O_PATH)
        taken, refused = 1, None
        try:
            os.close(os.open(place, os.O_RDONLY | os.O_DIRECT))
        except OSError as problem:
            taken, refused = 0, problem.errno
        assert refused in (None, errno.EINVAL)
        assert uses.direct(fd) == taken, place
        os.close(fd)
    for place in (str(tmp_path), "/dev/tty"):
        fd = os.open(place, os.O_PATH)
        with pytest.raises(Unknown):
            uses.direct(fd)
        os.close(fd)
