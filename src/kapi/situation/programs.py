"""Predicates of programs: what stops one from being loaded, and lists of strings for it.

As fs/exec.c, fs/binfmt_script.c and fs/binfmt_elf.c look at them. Files are read from outside.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
import struct

from kapi.situation import kernel
from kapi.situation.access import EXECUTE, allowed
from kapi.situation.process import Process, Unknown
from kapi.situation.walk import AT_FDCWD, walked

__all__ = ["being_written", "loading"]

_HEAD = 256  # BINPRM_BUF_SIZE
_MOST_FILES = 6  # exec_binprm: a seventh file is ELOOP
_ELF = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_MACHINES = {"x86_64": 62, "aarch64": 183, "riscv64": 243}
_INTERPRETER = 3  # PT_INTERP
_LARGEST_TABLE = 65536  # ELF_MIN_ALIGN at most, load_elf_phdrs
_STOPPED = {"WALK_FOUND": "", "WALK_MISSING": "PROGRAM_MISSING", "WALK_DENIED": "PROGRAM_DENIED"}


def being_written(fd: int) -> int | None:
    """Whether the file of an O_PATH descriptor is open for writing, anywhere on the machine.

    A lease for reading is refused then; it is given back at once.
    """
    with _reading(fd) as ours:
        if not stat.S_ISREG(os.fstat(ours).st_mode):
            return 0
        try:
            fcntl.fcntl(ours, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except OSError as problem:
            if problem.errno == errno.EAGAIN:
                return 1
            raise Unknown("no lease may be taken") from problem
        fcntl.fcntl(ours, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        return 0


def loading(process: Process, fd: int) -> str:
    """Return what stops the program in the file of an O_PATH descriptor: PROGRAM_LOADS if nothing.

    Scripts and their interpreters are followed as exec_binprm() does.
    """
    for _ in range(_MOST_FILES):
        with _reading(fd) as ours:
            head = os.pread(ours, _HEAD, 0)
            if not head.startswith(b"#!"):
                return _binary(process, ours, head)
        name = _interpreter(head)
        if name is None:
            return "PROGRAM_UNKNOWN"
        stopped, fd = _opened(process, name)
        if stopped:
            return stopped
    return "PROGRAM_TOO_DEEP"


@contextlib.contextmanager
def _reading(fd: int):  # type: ignore[no-untyped-def]
    ours = os.open(f"/proc/self/fd/{fd}", os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        yield ours
    finally:
        os.close(ours)


def _interpreter(head: bytes) -> bytes | None:
    """Return the path after ``#!``, as load_script() takes it; None where there is none."""
    line, newline, _ = head.ljust(_HEAD, b"\0")[2:].partition(b"\n")
    words = line.replace(b"\t", b" ").lstrip(b" ")
    name = words.partition(b" ")[0].partition(b"\0")[0]
    whole = newline or len(name) < len(words)
    return name if name and whole else None


def _opened(process: Process, name: bytes) -> tuple[str, int]:
    """Return what stops open_exec() of ``name``, and a descriptor where nothing does."""
    found = walked(process, name, AT_FDCWD, 0)
    if found.end not in _STOPPED:
        raise Unknown("an errno of its own")
    if found.fd is None:
        return _STOPPED[found.end], -1
    facts = kernel.attributes("", directory=found.fd)
    runs = stat.S_ISREG(facts.stx_mode) and not os.fstatvfs(found.fd).f_flag & os.ST_NOEXEC
    if not runs or not allowed(process, found.fd, facts, EXECUTE):
        return "PROGRAM_DENIED", -1
    if being_written(found.fd):
        return "PROGRAM_BUSY", -1
    return "", found.fd


def _binary(process: Process, file: int, head: bytes) -> str:
    if not head.startswith(b"\x7fELF"):
        if _has_other_formats():
            raise Unknown("another format may be registered")
        return "PROGRAM_UNKNOWN"
    name = _library(file, head)
    if name is None:
        return "PROGRAM_UNKNOWN"
    if not name:
        return "PROGRAM_LOADS"
    stopped, fd = _opened(process, name)
    if stopped:
        return stopped
    with _reading(fd) as ours:
        return "PROGRAM_LOADS" if _is_elf(os.pread(ours, _HEAD, 0)) else "PROGRAM_BAD_INTERPRETER"


def _is_elf(head: bytes) -> bool:
    if len(head) < _ELF.size:
        raise Unknown("an interpreter that is too short has an errno of its own")
    machine = _MACHINES.get(os.uname().machine)
    if machine is None:
        raise Unknown("an architecture with another header")
    _, kind, its_machine, *_ = _ELF.unpack_from(head)
    return head.startswith(b"\x7fELF") and kind in (2, 3) and its_machine == machine


def _library(file: int, head: bytes) -> bytes | None:
    """Return the interpreter of an ELF file, empty without one; None: no program."""
    head = head.ljust(_ELF.size, b"\0")
    if not _is_elf(head):
        if head[4] == 1:
            raise Unknown("a program of 32 bits")
        return None
    *_, table, _, _, _, size, count, _, _, _ = _ELF.unpack_from(head)
    if size != _SEGMENT.size or not 0 < size * count <= _LARGEST_TABLE:
        return None
    rows = os.pread(file, size * count, table)
    if len(rows) < size * count:
        raise Unknown("a table that is cut off has an errno of its own")
    for kind, _, offset, _, _, length, _, _ in _SEGMENT.iter_unpack(rows):
        if kind == _INTERPRETER:
            name = os.pread(file, min(length, 4097), offset)
            fits = 2 <= length <= 4096 and len(name) == length and name.endswith(b"\0")
            # An empty name leads to the working directory, which is no program.
            return name.partition(b"\0")[0] or b"." if fits else None
    return b""


def _has_other_formats() -> bool:
    directory = "/proc/sys/fs/binfmt_misc"
    with contextlib.suppress(OSError):
        return bool(set(os.listdir(directory)) - {"register", "status"})
    return False
