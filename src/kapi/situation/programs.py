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
from kapi.situation.uses import lease
from kapi.situation.walk import AT_FDCWD, walked

_HEAD = 256  # BINPRM_BUF_SIZE
_MOST_FILES = 6  # exec_binprm: a seventh file is ELOOP
_ELF = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_MACHINES = {"x86_64": 62, "aarch64": 183, "riscv64": 243}  # EM_*, linux/elf-em.h
_INTERPRETER = 3  # PT_INTERP
_PATH_MAX = 4096  # linux/limits.h
_LARGEST_POSITION = (1 << 63) - 1
_LARGEST_TABLE = 65536  # ELF_MIN_ALIGN at most, load_elf_phdrs
_STOPPED = {
    "WALK_FOUND": "",
    "WALK_MISSING": "PROGRAM_MISSING",
    "WALK_DENIED": "PROGRAM_DENIED",
    "WALK_NOT_DIRECTORY": "PROGRAM_NOT_DIRECTORY",
    "WALK_LOOP": "PROGRAM_LOOP",
    "WALK_NAME_TOO_LONG": "PROGRAM_NAME_TOO_LONG",
}


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
    if lease(os.fstat(fd)) == fcntl.F_WRLCK:
        raise Unknown("its lease would be broken")
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
    head = head.ljust(_ELF.size, b"\0")
    if head[4] == 1:
        raise Unknown("a program of 32 bits")
    segments = _segments(file, head) if _type(head) in (2, 3) else None  # ET_EXEC, ET_DYN
    if segments is None:
        return "PROGRAM_UNKNOWN"
    for kind, _, offset, _, _, length, _, _ in _SEGMENT.iter_unpack(segments):
        if kind == _INTERPRETER:
            return _with_interpreter(process, file, offset, length)
    return "PROGRAM_LOADS"


def _with_interpreter(process: Process, file: int, offset: int, length: int) -> str:
    """Return what load_elf_binary() says of the interpreter whose name stands at ``offset``."""
    if not 2 <= length <= _PATH_MAX:
        return "PROGRAM_UNKNOWN"
    if offset + length > _LARGEST_POSITION:
        raise Unknown("a position that no file has, with an errno of its own")
    name = os.pread(file, length, offset)
    if len(name) < length:
        return "PROGRAM_CUT_OFF"
    if not name.endswith(b"\0"):
        return "PROGRAM_UNKNOWN"
    # An empty name leads to the working directory, which is no program.
    stopped, fd = _opened(process, name.partition(b"\0")[0] or b".")
    if stopped:
        return stopped
    with _reading(fd) as ours:
        head = os.pread(ours, _HEAD, 0)
        if len(head) < _ELF.size:
            return "PROGRAM_CUT_OFF"
        # Its type is looked at when the old program is gone already.
        fits = head.startswith(b"\x7fELF") and _type(head) is not None
        return "PROGRAM_LOADS" if fits and _segments(ours, head) else "PROGRAM_BAD_INTERPRETER"


def _type(head: bytes) -> int | None:
    """Return e_type of the header of an ELF file, None of another machine."""
    machine = _MACHINES.get(os.uname().machine)
    if machine is None:
        raise Unknown("an architecture with another header")
    _, kind, its_machine, *_ = _ELF.unpack_from(head)
    return int(kind) if its_machine == machine else None


def _segments(file: int, head: bytes) -> bytes | None:
    """Return the table of program headers; None where load_elf_phdrs() takes none."""
    *_, table, _, _, _, size, count, _, _, _ = _ELF.unpack_from(head)
    if size != _SEGMENT.size or not 0 < size * count <= _LARGEST_TABLE:
        return None
    if table + size * count > _LARGEST_POSITION:
        return None
    rows = os.pread(file, size * count, table)
    return rows if len(rows) == size * count else None


def _has_other_formats() -> bool:
    directory = "/proc/sys/fs/binfmt_misc"
    with contextlib.suppress(OSError):
        return bool(set(os.listdir(directory)) - {"register", "status"})
    return False
