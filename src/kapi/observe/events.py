"""Text of the kernel's tracepoints → calls: what perf script, ftrace and trace-cmd print.

``raw_syscalls`` (numbers and registers), ``syscalls`` (an event for each call) and the two events
of the specification framework, ``kapi_syscall_enter`` and ``kapi_syscall_exit``. The entry and the
exit of a call are paired by their thread. A number says nothing of the architecture: calls of
32-bit programs cannot be told from others in ``raw_syscalls``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import msgspec

from kapi.call import Outcome
from kapi.observe.backend import Losses
from kapi.observe.seen import Seen
from kapi.observe.shown_values import WORD
from kapi.observe.whole_lines import Lines
from kapi.vocab.architectures import Architecture
from kapi.vocab.syscalls import call_of, syscall_name

_PERF = re.compile(
    r"\s{0,40}(\S.{0,40}?) {1,40}(?:\d+/)?(\d{1,10})\s+(?:\[\d+\]\s+)?(\d+\.\d+):\s+"
    r"(\w+:\w+):\s?(.*)"
)
_FTRACE = re.compile(
    r"\s{0,40}(\S.{0,40})-(\d{1,10})\s+(?:\([ \d-]{1,20}\)\s+)?\[\d+\]\s+(?:\S{4,6}\s+)?"
    r"(\d+\.\d+): (?:\w+:)?(\w+)([(:] ?| -> )\s{0,40}(.*)"
)
_RAW_ENTER = re.compile(r"NR (-?\d{1,9}) \(((?:[0-9a-f]{1,16}(?:, )?){0,6})\)$")
_RAW_EXIT = re.compile(r"NR (-?\d{1,9}) = (-?\d{1,20})$")
_NUMBER = re.compile(r"(?:0x)?([0-9a-f]{1,16})$")
_KAPI_ENTER = re.compile(r"(\w+)\((.*)\)$")
_KAPI_EXIT = re.compile(r"(\w+) = (-?\d{1,20}) spec_match=[01]$")
_LOST = re.compile(r"LOST (\d{1,18}) EVENTS\]|PERF_RECORD_LOST.{0,80} lost (\d{1,18})")
_REMARK = re.compile(r"\s*(?:#.*|cpus=\d+|version = \d+|CPU.* buffer started.*)?$")
_NO_EXIT = frozenset({"exit", "exit_group"})
_MOST_OPEN = 100_000


class _Open(msgspec.Struct, frozen=True):
    """A call that has begun."""

    syscall: str
    arguments: tuple[int | None, ...]
    shown: str
    time: str
    program: str


class EventReader:
    """Reads the text of one trace; see `kapi.observe.strace.StraceReader` for the rest."""

    def __init__(self, wanted: Collection[str], architecture: Architecture) -> None:
        self.losses = Losses()
        self.lines = 0
        self.passed = 0
        self._wanted = frozenset(wanted)
        self._architecture = architecture
        self._lines = Lines(self.losses.not_understood)
        self._open: dict[int, _Open] = {}
        self._kinds: dict[tuple[str, bool], str] = {}

    def feed(self, data: bytes) -> Iterator[Seen]:
        """Give the calls that end in the lines which ``data`` completes."""
        for line in self._lines.feed(data):
            yield from self._line(line)

    def finish(self) -> Iterator[Seen]:
        """Give what the last line says, and the calls whose exit never came."""
        for line in self._lines.finish():
            yield from self._line(line)
        for tid in list(self._open):
            yield self._lost(tid)

    def _line(self, line: str) -> Iterator[Seen]:
        self.lines += 1
        if found := _PERF.match(line):
            comm, tid, time, event, text = found.groups()
            yield from self._event(comm, int(tid), time, event.partition(":")[2], text, line)
        elif found := _FTRACE.match(line):
            comm, tid, time, event, mark, text = found.groups()
            if mark == "(":
                event, text = event.replace("sys_", "sys_enter_", 1), text.removesuffix(")")
            elif mark == " -> ":
                event = event.replace("sys_", "sys_exit_", 1)
            yield from self._event(comm, int(tid), time, event, text, line)
        elif found := _LOST.search(line[:400]):
            self.losses.events += int(found[1] or found[2])
        elif not _REMARK.match(line):
            self.losses.not_understood(line)

    def _event(
        self, comm: str, tid: int, time: str, event: str, text: str, line: str
    ) -> Iterator[Seen]:
        entered = self._entered(event, text)
        left = None if entered else self._left(event, text)
        told = entered or left
        if told is not None and self._is_told_twice(told[0], event, entered is not None):
            return
        if entered is not None:
            if tid in self._open:
                yield self._lost(tid)
            name, arguments, shown = entered
            if name not in self._wanted:
                self.passed += 1
            elif len(self._open) < _MOST_OPEN and name not in _NO_EXIT:
                self._open[tid] = _Open(name, arguments, shown, time, comm)
        elif left is not None:
            yield from self._exit(tid, comm, time, *left)
        elif event.startswith(("sys_", "kapi_syscall_")):
            self.losses.not_understood(line)

    def _is_told_twice(self, name: str, event: str, enters: bool) -> bool:
        """Whether another kind of event tells of each such call, too, and did so first."""
        kind = event if event in ("sys_enter", "sys_exit") else event[:4]
        return self._kinds.setdefault((name, enters), kind) != kind

    def _entered(self, event: str, text: str) -> tuple[str, tuple[int | None, ...], str] | None:
        """Return name, registers and text of an entry, or None for another event."""
        if event == "sys_enter" and (raw := _RAW_ENTER.match(text)):
            numbers = [int(one, 16) for one in raw[2].split(", ") if one]
            return self._name(int(raw[1])), tuple(numbers), text
        if event.startswith("sys_enter_"):
            values = [one.partition(":")[2].strip() for one in text.split(",")]
            name = call_of(event.removeprefix("sys_enter_"), self._architecture)
            return name, tuple(map(_hexadecimal, values)) if text else (), text
        if event == "kapi_syscall_enter" and (framed := _KAPI_ENTER.match(text)):
            values = [one.partition("=")[2].strip() for one in framed[2].split(",")]
            name = call_of(framed[1], self._architecture)
            return name, tuple(map(_c_number, values)) if framed[2] else (), framed[2]
        return None

    def _left(self, event: str, text: str) -> tuple[str, int] | None:
        """Return name and result of an exit, or None for another event."""
        if event == "sys_exit" and (raw := _RAW_EXIT.match(text)):
            return self._name(int(raw[1])), int(raw[2])
        if event.startswith("sys_exit_"):
            number = _hexadecimal(text.strip())
            name = call_of(event.removeprefix("sys_exit_"), self._architecture)
            return None if number is None else (name, _signed(number))
        if event == "kapi_syscall_exit" and (framed := _KAPI_EXIT.match(text)):
            return call_of(framed[1], self._architecture), int(framed[2])
        return None

    def _exit(self, tid: int, comm: str, time: str, name: str, result: int) -> Iterator[Seen]:
        begun = self._open.pop(tid, None)
        if name not in self._wanted:
            return
        if begun is None or begun.syscall != name:  # the trace began inside the call
            begun = _Open(name, (), "?", time, comm)
        gone = name in ("execve", "execveat") and result == 0
        restarted = -530 < result < -511  # ERESTARTSYS and its kin, include/linux/errno.h
        outcome = Outcome(gone=True) if gone else None if restarted else Outcome(result=result)
        shown = f"{name}({begun.shown}) = {result}"
        yield Seen(name, begun.arguments, outcome, (), shown, tid, begun.time, begun.program)

    def _lost(self, tid: int) -> Seen:
        begun = self._open.pop(tid)
        self.losses.exits += 1
        shown = f"{begun.syscall}({begun.shown}) = <no exit>"
        return Seen(
            begun.syscall,
            begun.arguments,
            None,
            (),
            shown,
            tid,
            begun.time,
            begun.program,
            lost=True,
        )

    def _name(self, number: int) -> str:
        return syscall_name(number, self._architecture) or f"NR {number}"


def _hexadecimal(text: str) -> int | None:
    found = _NUMBER.match(text)
    return int(found[1], 16) if found else None


def _c_number(text: str) -> int | None:
    try:
        return int(text, 0) & WORD
    except ValueError:
        return None


def _signed(number: int) -> int:
    return number - (1 << 64) if number >> 63 else number
