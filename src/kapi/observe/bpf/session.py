"""The programs and maps of one observation: loaded, attached, read, and gone with the session."""

from __future__ import annotations

import contextlib
import os
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

import msgspec

from kapi.btf import STRUCT, TYPEDEF, VMLINUX, BtfError, Types
from kapi.observe.bpf import around_calls, bpf_calls
from kapi.observe.bpf.call_program import COUNTS, RECORD, SAMPLES, call_program
from kapi.observe.bpf.helpers import Maps, Offsets
from kapi.observe.bpf.ring import Ring
from kapi.observe.watched import Watched
from kapi.vocab.architectures import Architecture

__all__ = ["Counts", "Record", "Session", "Unavailable", "record_of"]

_TRACEPOINTS: Final = ("sys_enter", "sys_exit", "sched_process_fork", "sched_process_exit")
_STRUCTURES: Final = ("task_struct", "thread_info", "signal_struct")
_RING_SIZE: Final = 1 << 26
_MOST_PROCESSES = 65536
_POSSIBLE = "/sys/devices/system/cpu/possible"


class Unavailable(Exception):
    """The kernel, or the rights of the user, allow no such programs; the message says why."""


class Record(msgspec.Struct, frozen=True):
    """A call that was reported: ``position`` names it, ``time`` is in ns, ``result`` as it came.

    ``counted`` names the count (`Counts`) that has it, where the kernel could judge it.
    """

    time: int
    pid: int
    tid: int
    position: int
    counted: str
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

    Raises `Unavailable`.
    """

    def __init__(self, watched: Sequence[Watched], architecture: Architecture) -> None:
        if architecture.name != "x86_64" or os.uname().machine != "x86_64":
            raise Unavailable("the programs are written for x86-64")
        self.watched = watched
        self._architecture = architecture
        self._open: list[int] = []
        self._cpus = _possible_cpus()
        try:
            self._start()
        except (OSError, BtfError) as error:
            self.close()
            raise Unavailable(_why(error)) from None

    def _start(self) -> None:
        types = Types(Path(VMLINUX).read_bytes())
        self._offsets = offsets = _offsets(types)
        self._ring = Ring(_RING_SIZE)
        self.maps = Maps(
            programs=self._map(bpf_calls.PROGRAM_ARRAY, 4, 4, around_calls.HIGHEST_CALL + 1),
            counts=self._map(bpf_calls.PERCPU_ARRAY, 4, 8 * len(COUNTS), max(len(self.watched), 1)),
            processes=self._map(bpf_calls.HASH, 8, 8, _MOST_PROCESSES),
            ring=self._kept(self._ring.descriptor),
            saved=self._map(bpf_calls.LRU_HASH, 8, 48, 4096),
        )
        entries, exits, forks, ends = (self._traced(types, one) for one in _TRACEPOINTS)
        self._at_exits = exits
        for position, one in enumerate(self.watched):
            self.look(position, one)
        saved = [one.number for one in self.watched if one.saved]
        for code, name, where in (
            (around_calls.exit_program(self.maps, offsets), "end", ends),
            (around_calls.fork_program(self.maps, offsets), "fork", forks),
            *(
                [(around_calls.entry_program(self.maps, saved), "entries", entries)]
                if saved
                else []
            ),
            (around_calls.dispatcher(self.maps), "calls", exits),
        ):
            program = self._kept(bpf_calls.load(bpf_calls.TRACING, code, name, where))
            self._kept(bpf_calls.attach_to_raw_tracepoint(program))

    def look(self, position: int, watched: Watched) -> None:
        """Look at the call at ``position`` with the checks of ``watched`` from now on."""
        page = os.sysconf("SC_PAGESIZE")
        where = (self.maps, self._offsets, self._architecture, page)
        code = call_program(watched, position, *where)
        program = bpf_calls.load(bpf_calls.TRACING, code, watched.syscall, self._at_exits)
        try:
            bpf_calls.update(self.maps.programs, _word(watched.number), _word(program))
        finally:
            os.close(program)  # the map holds it

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
        return bpf_calls.is_empty(self.maps.processes, 8)

    def contents(self) -> Iterator[bytes]:
        """Give the records (`RECORD`) of the calls that were reported since this was asked last."""
        return self._ring.records()

    def records(self) -> Iterator[Record]:
        """Give the same, read."""
        return map(record_of, self.contents())

    def counts(self, position: int) -> Counts:
        """Return what was counted of a call so far, on all CPUs."""
        size = 8 * len(COUNTS)
        content = bpf_calls.look_up(self.maps.counts, _word(position), size * self._cpus)
        each = [
            struct.unpack_from(f"={len(COUNTS)}Q", content, size * n) for n in range(self._cpus)
        ]
        return Counts(*map(sum, zip(*each, strict=True)))

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
    time, both, position, flags, *rest = RECORD.unpack(content)
    *arguments, result, name = rest
    return Record(
        time=time,
        pid=both >> 32,
        tid=both & 0xFFFFFFFF,
        position=position,
        counted=next((name for name, flag in SAMPLES.items() if flag == flags), ""),
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


def _possible_cpus() -> int:
    with open(_POSSIBLE, encoding="ascii") as file:
        return int(file.read().strip().replace(",", "-").split("-")[-1]) + 1


def _word(number: int) -> bytes:
    return struct.pack("=I", number)


def _why(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return f"{error.strerror or error}; it needs root, or CAP_BPF and CAP_PERFMON"
    if isinstance(error, FileNotFoundError) and error.filename:
        return f"the kernel has no {error.filename}"
    return str(getattr(error, "strerror", None) or error)
