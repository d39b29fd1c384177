"""The programs and maps of one observation: loaded, attached, read, and gone with the session.

Of the calls that are watched all have the same program at first, which reports each of them. So the
start costs the same for many of them and for few.
"""

from __future__ import annotations

import contextlib
import os
import select
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

import msgspec

from kapi.btf import STRUCT, TYPEDEF, VMLINUX, BtfError, Types
from kapi.observe.bpf import around_calls, bpf_calls
from kapi.observe.bpf.around_calls import CALLS
from kapi.observe.bpf.call_program import (
    COUNTS,
    RECORD,
    SAVED,
    Told,
    call_program,
    lone_program,
    narrow_program,
)
from kapi.observe.bpf.helpers import Maps, Offsets
from kapi.observe.bpf.ring import Ring
from kapi.observe.watched import Watched
from kapi.vocab.architectures import ARCHITECTURES, Architecture
from kapi.vocab.syscalls import syscall_number

_TRACEPOINTS: Final = ("sys_enter", "sys_exit", "sched_process_fork", "sched_process_exit")
_STRUCTURES: Final = ("task_struct", "thread_info", "signal_struct")
_RING_SIZE: Final = 1 << 26
_MOST_PROCESSES = 65536
_NAMESPACE = "/proc/self/ns/pid"
_FIRST_NAMESPACE = 0xEFFFFFFC  # PROC_PID_INIT_INO, include/linux/proc_ns.h
_POSSIBLE = "/sys/devices/system/cpu/possible"


class Unavailable(Exception):
    """The kernel, or the rights of the user, allow no such programs; the message says why."""


class Record(msgspec.Struct, frozen=True):
    """A call that was reported, by its number; ``time`` is in ns, ``result`` as it came."""

    time: int
    pid: int
    tid: int
    number: int
    arguments: tuple[int, ...]
    result: int
    program: str


class Counts(msgspec.Struct, frozen=True):
    """What was counted of one call, see `kapi.observe.bpf.call_program.COUNTS`."""

    calls: int
    conforming: int
    cannot_tell: int
    interrupted: int
    foreign: int
    sent: int
    lost: int
    unseen: int


class Session:
    """Watches the calls of ``watched`` in the processes that are named by `add`.

    All of them are reported, but those that conform by checks that `look` was given. Raises
    `Unavailable`.
    """

    def __init__(self, watched: Sequence[Watched], architecture: Architecture) -> None:
        if architecture.name != "x86_64" or os.uname().machine != "x86_64":
            raise Unavailable("the programs are written for x86-64")
        if _inode(_NAMESPACE) not in (None, _FIRST_NAMESPACE):
            raise Unavailable(
                "process numbers of this PID namespace (a container) are not those of the kernel"
            )
        self.watched = watched
        self._architecture = architecture
        self._open: list[int] = []
        try:
            self._cpus = _possible_cpus()
            self._start()
        except (OSError, BtfError) as error:
            self.close()
            raise Unavailable(_why(error)) from None

    def _start(self) -> None:
        types = Types(Path(VMLINUX).read_bytes())
        self._offsets = offsets = _offsets(types)
        self._ring = Ring(_RING_SIZE)
        self.maps = Maps(
            programs=self._map(bpf_calls.PROGRAM_ARRAY, 4, 4, 2 * CALLS),
            counts=self._map(bpf_calls.PERCPU_ARRAY, 4, 8 * len(COUNTS), CALLS),
            processes=self._map(bpf_calls.HASH, 8, 8, _MOST_PROCESSES),
            ring=self._kept(self._ring.descriptor),
            saved=self._map(bpf_calls.LRU_HASH, 8, SAVED.size, 4096),
        )
        entries, exits, forks, ends = (self._traced(types, one) for one in _TRACEPOINTS)
        self._at_exits = exits
        for is_saved in (False, True):
            group = [one for one in self.watched if one.saved is is_saved]
            code = call_program(self.maps, offsets, is_saved)
            self._place(code, "reported", [n for one in group for n in _places(one)])
        narrow = [
            CALLS + n for one in self.watched if not one.saved and (n := _narrow(one)) is not None
        ]
        self._place(narrow_program(self.maps), "left_out", narrow)
        for code, name, where in (
            (around_calls.exit_program(self.maps, offsets), "end", ends),
            (around_calls.fork_program(self.maps, offsets), "fork", forks),
            *self._entry(entries),
            (around_calls.dispatcher(self.maps), "calls", exits),
        ):
            program = self._kept(bpf_calls.load(bpf_calls.TRACING, code, name, where))
            self._kept(bpf_calls.attach_to_raw_tracepoint(program))

    def _entry(self, where: int) -> Iterator[tuple[bytes, str, int]]:
        saved = [one for one in self.watched if one.saved]
        if saved:
            numbers, narrow = [one.number for one in saved], [*filter(None, map(_narrow, saved))]
            code = around_calls.entry_program(self.maps, self._offsets, numbers, narrow)
            yield code, "entries", where

    def _place(self, code: bytes, name: str, places: Sequence[int]) -> None:
        """Load the program of calls, and put it where the dispatcher finds it."""
        if not places:
            return
        program = bpf_calls.load(bpf_calls.TRACING, code, name, self._at_exits)
        try:
            for place in places:
                bpf_calls.update(self.maps.programs, _word(place), _word(program))
        finally:
            os.close(program)  # the map holds it

    def look(self, watched: Watched, checks: bytes) -> None:
        """Report from now on only those of a call that its ``checks`` do not find conforming."""
        code = call_program(self.maps, self._offsets, watched.saved, checks)
        self._place(code, watched.syscall, _places(watched))

    def alone(self, checks: bytes) -> int:
        """Load ``checks`` for calls that were reported already: for `told`."""
        code = lone_program(checks)
        return self._kept(bpf_calls.load(bpf_calls.RAW_TRACEPOINT, code, "checks"))

    @staticmethod
    def told(program: int, arguments: bytes) -> Told:
        """Return what checks say of six registers and a result, 64 bits each."""
        return Told(bpf_calls.program_run(program, arguments))

    def _map(self, kind: int, key: int, value: int, entries: int) -> int:
        return self._kept(bpf_calls.make_map(kind, key, value, entries))

    def _kept(self, descriptor: int) -> int:
        self._open.append(descriptor)
        return descriptor

    @staticmethod
    def _traced(types: Types, name: str) -> int:
        number = types.find(TYPEDEF, f"btf_trace_{name}")
        if not number:
            raise BtfError(f"the kernel has no tracepoint {name}")
        return number

    def add(self, pid: int) -> None:
        """Watch the process ``pid``, and what it forks from now on."""
        bpf_calls.update(self.maps.processes, struct.pack("=Q", pid), struct.pack("=Q", 1))

    def forget(self, pid: int) -> None:
        """Watch it no longer."""
        with contextlib.suppress(OSError):
            bpf_calls.delete(self.maps.processes, struct.pack("=Q", pid))

    def is_over(self) -> bool:
        """Whether no process that is watched lives."""
        return bpf_calls.first_key(self.maps.processes, 8) is None

    def forget_all(self) -> None:
        """Watch none any longer, nor what they have forked."""
        while (key := bpf_calls.first_key(self.maps.processes, 8)) is not None:
            with contextlib.suppress(OSError):  # it has ended
                bpf_calls.delete(self.maps.processes, key)

    def contents(self) -> Iterator[bytes]:
        """Give the records (`RECORD`) of the calls that were reported since this was asked last."""
        return self._ring.records()

    def records(self) -> Iterator[Record]:
        """Give the same, read."""
        return map(record_of, self.contents())

    def wait(self, seconds: float, ending: int | None = None) -> None:
        """Wait for a record, or for the end of the process of the pidfd ``ending``."""
        waiting = select.poll()
        for descriptor in (self._ring.descriptor, ending):
            if descriptor is not None:
                waiting.register(descriptor, select.POLLIN)
        waiting.poll(max(0, seconds * 1000))

    def counts(self, number: int) -> Counts:
        """Return what was counted of a call so far, on all CPUs."""
        size = 8 * len(COUNTS)
        content = bpf_calls.look_up(self.maps.counts, _word(number), size * self._cpus)
        each = [
            struct.unpack_from(f"={len(COUNTS)}Q", content, size * n) for n in range(self._cpus)
        ]
        return Counts(*map(sum, zip(*each, strict=True)))

    def foreign(self) -> int:
        """Return how many calls of 32 bits there were of those that are watched."""
        numbers = {n for one in self.watched for n in (one.number, _narrow(one)) if n is not None}
        return sum(self.counts(number).foreign for number in numbers)

    def close(self) -> None:
        """Take everything out of the kernel."""
        for descriptor in reversed(self._open):
            os.close(descriptor)
        self._open.clear()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def record_of(content: bytes) -> Record:
    """Read a record."""
    time, both, number, _, *rest = RECORD.unpack(content)
    *arguments, result, name = rest
    return Record(
        time=time,
        pid=both >> 32,
        tid=both & 0xFFFFFFFF,
        number=number,
        arguments=tuple(arguments),
        result=result,
        program=name.split(b"\0")[0].decode(errors="replace"),
    )


def _offsets(types: Types) -> Offsets:
    numbers = {one: types.find(STRUCT, one) for one in _STRUCTURES}
    members = {
        (structure, name): offset
        for structure, number in numbers.items()
        for name, _, offset in (types.members(number) if number else ())
    }
    places = {
        "status": (("task_struct", "thread_info"), ("thread_info", "status")),
        "tgid": (("task_struct", "tgid"),),
        "signal": (("task_struct", "signal"),),
        "live": (("signal_struct", "live"),),
    }
    for keys in places.values():
        for structure, member in keys:
            if (structure, member) not in members:
                raise BtfError(f"struct {structure} of this kernel has no {member}")
    return Offsets(**{name: sum(members[key] for key in keys) for name, keys in places.items()})


def _narrow(watched: Watched) -> int | None:
    """Return the number by which programs of 32 bits make a call."""
    return syscall_number(watched.syscall, ARCHITECTURES["i386"])


def _places(watched: Watched) -> list[int]:
    """Return where the program of a call stands: execve() may end in a program of 32 bits."""
    narrow = _narrow(watched) if watched.saved else None
    return [watched.number, *([] if narrow is None else [CALLS + narrow])]


def _possible_cpus() -> int:
    with open(_POSSIBLE, encoding="ascii") as file:
        return int(file.read().strip().replace(",", "-").split("-")[-1]) + 1


def _inode(path: str) -> int | None:
    try:
        return os.stat(path).st_ino
    except OSError:
        return None


def _word(number: int) -> bytes:
    return struct.pack("=I", number)


def _why(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return f"{error.strerror or error}; it needs root, or CAP_BPF and CAP_PERFMON"
    if isinstance(error, FileNotFoundError) and error.filename:
        return f"the kernel has no {error.filename}"
    return str(getattr(error, "strerror", None) or error)
