"""The worker: forks a child for each call, looks at it before and after, says how it ended."""

from __future__ import annotations

import contextlib
import itertools
import os
import select
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Mapping
from typing import TypeAlias

import msgspec

from kapi.call import Call, Outcome
from kapi.conform.case import Case
from kapi.conform.constants import PAGE_SIZE
from kapi.conform.helpers import HELPERS
from kapi.conform.sandbox.child import Parts, act
from kapi.conform.sandbox.confine import remove
from kapi.conform.sandbox.protocol import GO, SECONDS, Ran, Ready, Returned
from kapi.conform.steps import Machine, expression, expressions, read_steps
from kapi.vocab.architectures import Architecture

__all__ = ["After", "Before", "run"]

Before: TypeAlias = Callable[[int, tuple[int, ...]], None]
"""Takes the process id and the registers of a child that is about to make its call."""

After: TypeAlias = Callable[[int, Outcome, Mapping[str, int]], None]
"""Takes the process id, the outcome and the events of a child that has made its call."""

_SET_UP = 2.0  # seconds for the set-up besides those of the call
_LARGEST = 65536
_HELPERS = {name: helper.run for name, helper in HELPERS.items()}
_numbers = itertools.count()


def run(
    case: Case,
    architecture: Architecture,
    seconds: float = SECONDS,
    before: Before | None = None,
    after: After | None = None,
) -> Ran:
    """Make the call of ``case`` in a child; return when it has ended.

    ``seconds`` count from the moment in which the child may make the call. While the child
    waits for that, ``before`` is called with its process id and registers; while it waits for
    its end, ``after`` with its process id, the outcome and the events. ``after`` is not called
    for a child that was killed or ended by itself; one that hangs is still in its call, one
    that is another program by now (execve) runs on.

    Nothing is left behind: the directory is a tmpfs of the child's own mount name space where
    the caller may make one, else it is removed here; the child's process group is killed.
    """
    machine, parts = _prepared(case, architecture)
    room = os.path.join(tempfile.gettempdir(), f"kapi-test-{os.getpid()}-{next(_numbers)}")
    os.mkdir(room)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    child = os.fork()
    if child == 0:
        try:
            act(machine, room, theirs, case, parts)
        finally:
            os._exit(1)
    theirs.close()
    watch = _Watch(child, ours, seconds, case.syscall, architecture.name)
    try:
        return watch.ran(before, after)
    finally:
        watch.end()
        ours.close()
        with contextlib.suppress(OSError):
            os.rmdir(room)
        remove(room)


def _prepared(case: Case, architecture: Architecture) -> tuple[Machine, Parts]:
    """Read the case, and look up all its names, so that the child need not."""
    after = expression(case.after) if case.after else None
    parts = Parts(read_steps(case.text), [expression(one) for one in case.arguments], after)
    machine = Machine(architecture, _HELPERS, PAGE_SIZE)
    machine.prepare((*expressions(parts.steps), *parts.arguments, *([after] if after else [])))
    return machine, parts


class _Watch:
    """One child and what it says."""

    def __init__(
        self, child: int, report: socket.socket, seconds: float, syscall: str, architecture: str
    ) -> None:
        self.child, self.report, self.seconds = child, report, seconds
        self.syscall, self.architecture = syscall, architecture
        self.status: int | None = None

    def ran(self, before: Before | None, after: After | None) -> Ran:
        """Lead the child through its call; return what is known of it."""
        said = self._hear(_SET_UP + self.seconds)
        if not said:
            return Ran(None, {}, self._unready(said is None))
        try:
            ready = msgspec.json.decode(said, type=Ready)
        except msgspec.DecodeError:
            return Ran(None, {}, "the steps wrote into the report of the call")
        if ready.problem:
            return Ran(None, {}, ready.problem)
        registers = tuple(ready.registers)
        if before:
            before(self.child, registers)
        with contextlib.suppress(OSError):  # a signal may have killed it meanwhile
            self.report.send(GO)
        said = self._hear(self.seconds)
        try:
            returned = msgspec.json.decode(said, type=Returned) if said else None
        except msgspec.DecodeError:
            return Ran(None, {}, "the call wrote into the report of it")
        outcome = self._outcome(said is None, returned, after)
        call = Call(
            syscall=self.syscall,
            arguments=registers,
            outcome=outcome,
            architecture=self.architecture,
        )
        status = self.end() if outcome.gone else None
        gone = None if status is None else os.waitstatus_to_exitcode(status)
        shown, events = (returned.after, returned.events) if returned else (None, {})
        return Ran(call, ready.facts, "", shown, gone, events)

    def _outcome(self, hung: bool, returned: Returned | None, after: After | None) -> Outcome:
        """How the call ended; ``after`` is called while the child is still there."""
        if returned is not None:
            outcome = Outcome(result=returned.result)
        else:
            outcome = Outcome(hung=True) if hung else Outcome(gone=True)
        if after and (not outcome.gone or self._is_other_program()):
            after(self.child, outcome, returned.events if returned else {})
        if not outcome.gone:
            return outcome
        status = self._wait(self.seconds)
        if os.WIFSIGNALED(status) and not self.overdue:
            return Outcome(killed=signal.Signals(os.WTERMSIG(status)).name)
        return outcome

    def _hear(self, seconds: float) -> bytes | None:
        """The next message; empty when the child has closed its end; None when it is late."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.report], [], [], left)[0]:
                with contextlib.suppress(ConnectionResetError):
                    return self.report.recv(_LARGEST)
                return b""
        return None

    def _unready(self, late: bool) -> str:
        if late:
            return "the steps take too long"
        return f"the steps end with {os.waitstatus_to_exitcode(self._wait(self.seconds))}"

    def _is_other_program(self) -> bool:
        """Whether the process lives; one that is ending has given up its memory before."""
        with contextlib.suppress(OSError):
            return bool(os.readlink(f"/proc/{self.child}/exe"))
        return False

    overdue = False
    """Whether the child had to be killed."""

    def _wait(self, seconds: float) -> int:
        """Wait for the end of the child, which may be another program; return its status."""
        if self.status is None:
            watched = os.pidfd_open(self.child)
            try:
                if not select.select([watched], [], [], seconds)[0]:
                    self.overdue = True
                    os.kill(self.child, signal.SIGKILL)
            finally:
                os.close(watched)
            self.status = os.waitpid(self.child, 0)[1]
        return self.status

    def end(self) -> int:
        """End the child and all of its process group; return its status."""
        if self.status is None:
            os.kill(self.child, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.killpg(self.child, signal.SIGKILL)
        return self._wait(self.seconds)
