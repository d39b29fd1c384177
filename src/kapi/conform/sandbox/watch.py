"""One child, from its set-up to its end: what it says, how long it sleeps, how it ended."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import struct
import time
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TypeAlias, TypeVar

import msgspec

from kapi.call import Call, Outcome
from kapi.conform import allowed, walls
from kapi.conform.sandbox import control_group, room
from kapi.conform.sandbox.child import LARGEST, facts_of
from kapi.conform.sandbox.left_over import end_descendants
from kapi.conform.sandbox.process_state import (
    are_asleep,
    bytes_at,
    has_ended,
    has_handlers,
    is_guarded,
    is_stopped,
    program,
    was_continued,
)
from kapi.conform.sandbox.protocol import GO, LIMIT_MET, Ran, Ready, Returned, heard
from kapi.conform.sandbox.server import end_servers, server_numbers
from kapi.conform.sandbox.surround import reachable
from kapi.target import is_emulated

Answer = TypeVar("Answer")

Before: TypeAlias = Callable[[int, tuple[int, ...]], None]
"""Takes the process id and the registers of a child that is about to make its call."""

After: TypeAlias = Callable[[int, Outcome, Mapping[str, int]], None]
"""Takes the process id, the outcome and the events of a child that has made its call."""

Memory: TypeAlias = Callable[[], list[tuple[int, int]]]
"""Tells the memory that a child has from what it was forked from, as (start, end)."""

_FIRST_LOOK, _LOOK = 0.03, 0.02  # seconds between two looks at a child that has not answered
_PAUSE = 0.0005  # seconds between two looks at one that is about to stop
_ROUNDS = 8  # of ending what children have left, before servers are ended, too
_LATEST = 20  # times the limit for a child that runs all the time
_SET_UP = 2.0  # seconds that a set-up may sleep besides those of the call
_SET_UP_EMULATED = 20.0


class Watch:
    """One child and what it says."""

    def __init__(
        self, child: int, report: socket.socket, seconds: float, syscall: str, architecture: str
    ) -> None:
        self.child, self.report, self.seconds = child, report, seconds
        self.syscall, self.architecture = syscall, architecture
        self.status: int | None = None

    def ran(self, before: Before | None, after: After | None) -> Ran:
        """Lead the child through its call; return what is known of it."""
        set_up = _SET_UP_EMULATED if is_emulated() else _SET_UP
        said = self._hear_unless_asleep(set_up + self.seconds)
        if not said:
            return Ran(None, {}, self._unready(said is None))
        try:
            ready = heard(said, Ready)
        except msgspec.DecodeError:
            return Ran(None, {}, "the steps wrote into the report of the call")
        if ready.problem:
            return Ran(None, {}, ready.problem)
        facts = facts_of(ready.held, ready.limits)
        registers = tuple(ready.registers)
        refused = self._refused(registers)
        if refused:
            return Ran(None, facts, refused)
        if before:
            before(self.child, registers)
        refusals = control_group.refusals()
        was_continued(self.child)  # a stop in the set-up is none of the call
        with contextlib.suppress(OSError):  # a signal may have killed it meanwhile
            self.report.send(GO)
        said = self._hear_unless_asleep(self.seconds)
        try:
            returned = self._returned(said, ready)
        except msgspec.DecodeError:
            return Ran(None, {}, "the call wrote into the report of it")
        outcome = self._outcome(said is None, returned, after)
        if self.lost:
            return Ran(None, facts, "nothing is known of how the process ended")
        call = Call(
            syscall=self.syscall,
            arguments=registers,
            outcome=outcome,
            architecture=self.architecture,
        )
        status = self.end() if outcome.gone else None
        gone = None if status is None else os.waitstatus_to_exitcode(status)
        events = returned.events if returned else self._meanwhile() if outcome.hung else {}
        if control_group.refusals() != refusals:
            events = {**events, LIMIT_MET: 1}
        return Ran(call, facts, "", gone, events)

    def _returned(self, said: bytes | None, ready: Ready) -> Returned | None:
        """What the child said after the call, or what it left in its memory."""
        returned = heard(said, Returned) if said else None
        if said == b"":
            returned = self._noted(ready.note)
        if returned is not None:
            returned.events["was_stopped"] = int(was_continued(self.child))
        return returned

    def _meanwhile(self) -> dict[str, int]:
        """What is known of a call that sleeps: where no handler is set none has run."""
        events = {"was_stopped": int(was_continued(self.child))}
        return events if has_handlers(self.child) else {**events, "signal_handled": 0}

    unsafe: Collection[str] = ()
    memory: Memory = list

    def _refused(self, registers: tuple[int, ...]) -> str:
        """Why the call is not made with these registers, or nothing."""
        callers = (0, self.child, -self.child)
        asked = allowed.Asked(
            self.syscall,
            registers,
            callers,
            self.memory,
            workers=(os.getpid(), *server_numbers()),
            users=(0, os.getuid()),
            bytes_at=partial(bytes_at, self.child),
            is_guarded=partial(is_guarded, self.child),
        )
        return allowed.refused_registers(asked, reachable(), self.unsafe)

    def _noted(self, address: int) -> Returned | None:
        """What the child could not say, since the call closed its report; None if it is gone."""
        name = program(self.child)
        asleep = 0.0
        end = time.monotonic() + _LATEST * self.seconds
        while name == program(os.getpid()) == program(self.child) and time.monotonic() < end:
            if is_stopped(self.child):
                with open(f"/proc/{self.child}/mem", "rb", buffering=0) as memory:
                    result, handlers = struct.unpack("=qq", os.pread(memory.fileno(), 16, address))
                return Returned(result, {"signal_handled": handlers})
            if asleep > self.seconds:
                break
            asleep += _PAUSE if are_asleep(self.child) else 0
            time.sleep(_PAUSE)
        return None

    def _outcome(self, hung: bool, returned: Returned | None, after: After | None) -> Outcome:
        """How the call ended; ``after`` is called while the child is still there."""
        if returned is not None:
            outcome = Outcome(result=returned.result)
        else:
            outcome = Outcome(hung=True) if hung else Outcome(gone=True)
        if after and (not outcome.gone or program(self.child)):
            after(self.child, outcome, returned.events if returned else {})
        if not outcome.gone:
            return outcome
        status = self._wait(self.seconds)
        if os.WIFSIGNALED(status) and not self.overdue:
            return Outcome(killed=signal_name(os.WTERMSIG(status)))
        return outcome

    def _hear(self, seconds: float) -> bytes | None:
        """The next message; empty when the child has closed its end; None when it is late."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.report], [], [], left)[0]:
                with contextlib.suppress(ConnectionResetError):
                    return self.report.recv(LARGEST)
                return b""
        return None

    def _hear_unless_asleep(self, seconds: float) -> bytes | None:
        """The same, where only the time in which the child sleeps counts."""
        return self._unless_asleep(self._hear, seconds)

    def _unless_asleep(
        self, ask: Callable[[float], Answer | None], seconds: float
    ) -> Answer | None:
        """What ``ask``, which waits for that long, says in the end; None when all sleep too long.

        A busy machine makes set-ups, calls and those who end a call late, but it makes none of
        them sleep. A child that neither sleeps nor answers is given up in the end.
        """
        asleep = 0.0
        end = time.monotonic() + _LATEST * seconds
        said = ask(_FIRST_LOOK)
        while said is None and asleep < seconds and time.monotonic() < end:
            sleeping = are_asleep(self.child)
            said = ask(_LOOK)
            asleep += _LOOK if sleeping and are_asleep(self.child) else 0
        return said

    def _unready(self, late: bool) -> str:
        if late:
            return "the steps take too long"
        status = os.waitstatus_to_exitcode(self._wait(self.seconds))
        if status == -signal.SIGXCPU:
            return "the steps take too long"
        return f"the steps end with {status}"

    overdue = False
    """Whether the child had to be killed."""

    lost = False
    """Whether nobody can tell how the child ended."""

    def _wait(self, seconds: float) -> int:
        """Wait for the end of the child, which may be another program; return its status."""
        if self.status is None:
            watched = os.pidfd_open(self.child)
            try:
                if self._unless_asleep(partial(has_ended, watched), seconds) is None:
                    self.overdue = True
                    os.kill(self.child, signal.SIGKILL)
            finally:
                os.close(watched)
        return self._reaped()

    def _reaped(self) -> int:
        """The status of the child, which has ended or was killed; nothing is left of it then."""
        if self.status is None:
            try:
                self.status = os.waitpid(self.child, 0)[1]
            except ChildProcessError:
                self.status, self.lost = 0, True
            _end_all()
        return self.status

    def end(self) -> int:
        """End the child and all of its process group; return its status."""
        if self.status is None:
            os.kill(self.child, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.killpg(self.child, signal.SIGKILL)
        return self._reaped()


def _end_all() -> None:
    """End what children have left, where this process is the first to inherit it."""
    names = walls.present().names
    if names and "processes" not in names:
        end_descendants((*server_numbers(), *room.cleaners()))
    if "processes" not in names or os.getpid() != 1:
        return
    for _ in range(_ROUNDS):
        left = _left_over()
        if not left:
            return
        for number in left:
            with contextlib.suppress(OSError):
                os.kill(number, signal.SIGKILL)
        for number in left:  # one whose parent is about to end is ours in the next round
            with contextlib.suppress(OSError):
                os.waitpid(number, 0)
    end_servers()
    with contextlib.suppress(OSError):
        os.kill(-1, signal.SIGKILL)
        while os.waitpid(-1, 0):
            pass


def _left_over() -> list[int]:
    """The processes of this name space that are neither this one nor a server of it."""
    known = {os.getpid(), *server_numbers()}
    numbers = {int(name) for name in os.listdir("/proc") if name.isdecimal()}
    return sorted(numbers - known)


def signal_name(number: int) -> str:
    """Return the name of a signal; most real-time ones have but a number after the first."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"SIGRTMIN+{number - signal.SIGRTMIN}"
