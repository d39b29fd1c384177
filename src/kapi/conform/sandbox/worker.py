"""The worker: forks a child for each call, looks at it before and after, says how it ended."""

from __future__ import annotations

import contextlib
import functools
import os
import select
import signal
import socket
import struct
import time
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec

from kapi.call import Call, Outcome
from kapi.conform import allowed, walls
from kapi.conform.case import Case
from kapi.conform.helpers import HELPERS
from kapi.conform.sandbox import control_group, room
from kapi.conform.sandbox.child import LARGEST, act, facts_of
from kapi.conform.sandbox.confine import Held, is_allowed
from kapi.conform.sandbox.left_over import end_descendants
from kapi.conform.sandbox.own_state import own_state
from kapi.conform.sandbox.plan import Plan
from kapi.conform.sandbox.planning import plan_of
from kapi.conform.sandbox.protocol import GO, LIMIT_MET, SECONDS, Ran, Ready, Returned, heard
from kapi.conform.sandbox.server import (
    child_of_server,
    end_servers,
    number_of_server,
    server_numbers,
)
from kapi.conform.sandbox.surround import kept, reachable, surround
from kapi.conform.statements import calls
from kapi.errors import NoProcess
from kapi.target import is_emulated
from kapi.vocab.architectures import Architecture
from kapi.vocab.syscalls import is_syscall

__all__ = ["After", "Before", "refusal", "run", "signal_name"]

Answer = TypeVar("Answer")

Before: TypeAlias = Callable[[int, tuple[int, ...]], None]
"""Takes the process id and the registers of a child that is about to make its call."""

After: TypeAlias = Callable[[int, Outcome, Mapping[str, int]], None]
"""Takes the process id, the outcome and the events of a child that has made its call."""

_FIRST_LOOK, _LOOK = 0.03, 0.02  # seconds between two looks at a child that has not answered
_PAUSE = 0.0005  # seconds between two looks at one that is about to stop
_ROUNDS = 8  # of ending what children have left, before servers are ended, too
_MOST_ASKED = 100  # processes of a child that are looked at
_ENDED, _WAITING = (b"Z", b"X"), (b"S", b"T", b"t")  # ended; asleep or stopped
_LATEST = 20  # times the limit for a child that runs all the time
_SET_UP = 2.0  # seconds that a set-up may sleep besides those of the call
_SET_UP_EMULATED = 20.0
_PROGRAMS = frozenset(("execve", "execveat"))
_REACHING = allowed.names_of("processes") - {"fork", "clone"}
"""Calls that meet other processes: they find the child and the worker, and no server."""
_CHANGING = allowed.names_of("attributes") | _PROGRAMS | {"ioctl"}
"""Calls that may change attributes of files, also of the program that makes them."""
_STEPS_REACHING = _REACHING - {"pidfd_open"}
"""The same in set-ups, where a descriptor of a process is of one that a step has made."""
_MOUNTING = allowed.names_of("mounts")
_MOUNTED = (
    "in a name space of its own a stranger's set-up could mount what its limits are set with:"
    " only with --unsafe mounts"
)
_UNGUARDED = "it may change the file of its own program, and none that is read-only can be run"
_CORE_PATTERN = Path("/proc/sys/kernel/core_pattern")
_CRASH = (
    "a stranger's steps can crash, which core_pattern has told to a socket of the machine: "
    "only with --unsafe machine"
)
_SHOWN = (
    "a stranger's steps can reach processes by /proc, of which neither a name space nor Landlock"
    " can be had here: only with --unsafe processes"
)
_has_made: list[bool] = []
"""Whether this process has got a child by now."""


def run(
    case: Case,
    architecture: Architecture,
    seconds: float = SECONDS,
    before: Before | None = None,
    after: After | None = None,
    *,
    keep: frozenset[str] | None = None,
    unsafe: Collection[str] = (),
) -> Ran:
    """Make the call of ``case`` in a child; return when it has ended.

    ``seconds`` count from the moment in which the child may make the call. While the child
    waits for that, ``before`` is called with its process id and registers; while it waits for
    its end, ``after`` with its process id, the outcome and the events. ``after`` is not called
    for a child that was killed or ended by itself; one that hangs is still in its call, one
    that is another program by now (execve) runs on.

    ``keep`` names the capabilities that the child holds during the call, where its user has
    them and they harm nobody; None stands for all of those. ``unsafe`` are the classes of calls
    that may be made without the walls that they need.

    Nothing is left behind: not the child's directory, nor a process that it has made. A worker
    whose limits or priorities a program has changed ends. Raises `NoProcess` where this process
    gets not even a first child.
    """
    refused = refusal(case, unsafe)
    if refused:
        return Ran(None, {}, refused)
    names = calls(case.text)
    alone = case.foreign or case.syscall in _REACHING or bool(_STEPS_REACHING & {*names})
    if alone:
        end_servers()  # nobody else shall be there
    held = _held(case, names)
    plan = plan_of(case, architecture, held, kept(keep, held))
    path = room.make(held.programs) if walls.present().names else ""
    was = own_state() if path and (held.foreign or held.programs) else None
    plan = msgspec.structs.replace(plan, room=path, unsafe=tuple(unsafe))
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours:
        try:
            with theirs:
                made = _child(plan, ours, theirs, alone=alone)
        except OSError as error:
            if not _has_made:
                raise NoProcess(f"no process can be made: {error.strerror}") from error
            return Ran(None, {}, f"no process can be made: {error.strerror}")
        if made is None:
            return Ran(None, {}, _UNGUARDED)
        _has_made[:] = [True]
        child, memory = made
        watch = _Watch(child, ours, seconds, case.syscall, architecture.name)
        watch.unsafe, watch.memory = unsafe, memory
        try:
            return watch.ran(before, after)
        finally:
            watch.end()
            if path:
                room.remove(path)
            if was is not None and own_state() != was:
                os._exit(1)  # what it says from now on would be another's doing


_Memory: TypeAlias = Callable[[], list[tuple[int, int]]]


def _child(
    plan: Plan, ours: socket.socket, theirs: socket.socket, alone: bool
) -> tuple[int, _Memory] | None:
    """Make a child that plays its part; return its number, and what tells the memory it has.

    ``alone``: without a server beside it. None where only a server that is a program of its own
    may make it, and there can be none.
    """
    as_program = _needs_program(plan.held)
    sent = b"" if alone and not as_program else _encoded(plan)
    if sent and len(sent) <= LARGEST:
        shut = not (plan.held.programs or plan.held.mounts)
        child = child_of_server(theirs, shut=shut, as_program=as_program)
        if child is not None:
            memory: _Memory = partial(_memory, number_of_server(shut=shut))
            if alone:
                memory = partial(list, memory())
                end_servers()
            with contextlib.suppress(OSError):  # it has ended: nothing will be heard of it
                ours.send(sent)
            return child, memory
    if as_program:
        return None
    child = os.fork()
    if child == 0:
        try:
            act(plan, theirs.detach(), enclose=None if plan.room else _enclose)
        finally:
            os._exit(1)
    return child, partial(_memory, "thread-self")


def _needs_program(held: Held) -> bool:
    """Whether a child that this process forks could change the file of its program.

    It changes attributes, or the kernel lets programs be written that run.
    """
    names = walls.present().names
    if names and _may_write_program() and not is_allowed("files"):
        return True
    is_in_reach = "mounts" in names and "program" not in names
    return is_in_reach and held.attributes and not is_allowed("attributes")


@functools.cache
def _may_write_program() -> bool:
    """Whether the file of this program can be opened for writing while it runs.

    Linux 6.11 and 6.12 let each user write it who may; elsewhere it is ETXTBSY.
    """
    with contextlib.suppress(OSError):
        os.close(os.open("/proc/self/exe", os.O_WRONLY | os.O_CLOEXEC))
        return True
    return False


def _encoded(plan: Plan) -> bytes:
    """The plan as a message; nothing where a text of it has bytes that are not UTF-8."""
    try:
        return msgspec.msgpack.encode(plan)
    except UnicodeEncodeError:
        return b""


def _enclose(held: Held) -> str:
    """Raise the walls around a child whose worker has none; return its room."""
    surround()
    return room.make(held.programs)


def refusal(case: Case, unsafe: Collection[str]) -> str:
    """Return why a call of ``case`` may not be made, whatever its arguments are, or nothing."""
    if case.foreign and "machine" not in unsafe and _tells_of_crashes():
        return _CRASH
    found = reachable()
    if case.foreign and "processes" not in unsafe and _shows_processes(walls.present().names):
        return _SHOWN
    made = sorted(name for name in calls(case.text) - set(HELPERS) if is_syscall(name))
    if case.foreign and "mounts" not in unsafe and _MOUNTING.intersection((case.syscall, *made)):
        return _MOUNTED
    reasons = (allowed.refusal(name, found, unsafe) for name in (case.syscall, *made))
    return next(filter(None, reasons), "")


def _shows_processes(names: Collection[str]) -> bool:
    """Whether /proc leads root, as any user, to the files and the memory of all processes."""
    kept = {"processes", "landlock", "users"}
    return "mounts" in names and kept.isdisjoint(names)


@functools.cache
def _tells_of_crashes() -> bool:
    """Whether each crash is told to a socket of the machine, whatever limits its process has.

    coredump_socket() of fs/coredump.c (Linux 6.16) connects as the first process of the machine,
    and asks neither RLIMIT_CORE nor a name space, Landlock or a filter.
    """
    with contextlib.suppress(OSError):
        return _CORE_PATTERN.read_bytes().startswith(b"@")
    return False


def _held(case: Case, names: Collection[str]) -> Held:
    classes = {allowed.class_of(name) for name in (case.syscall, *names)}
    return Held(
        programs=case.syscall in _PROGRAMS,
        mounts="mounts" in classes,
        attributes=not _CHANGING.isdisjoint((case.syscall, *(names if case.foreign else ()))),
        ipc="ipc" in classes,
        foreign=case.foreign,
    )


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
        _was_continued(self.child)  # a stop in the set-up is none of the call
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
        events = returned.events if returned else {}
        if control_group.refusals() != refusals:
            events = {**events, LIMIT_MET: 1}
        return Ran(call, facts, "", gone, events)

    def _returned(self, said: bytes | None, ready: Ready) -> Returned | None:
        """What the child said after the call, or what it left in its memory."""
        returned = heard(said, Returned) if said else None
        if said == b"":
            returned = self._noted(ready.note)
        if returned is not None:
            returned.events["was_stopped"] = int(_was_continued(self.child))
        return returned

    unsafe: Collection[str] = ()
    memory: _Memory = list

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
            bytes_at=partial(_bytes_at, self.child),
        )
        return allowed.refused_registers(asked, reachable(), self.unsafe)

    def _noted(self, address: int) -> Returned | None:
        """What the child could not say, since the call closed its report; None if it is gone."""
        program = _program(self.child)
        asleep = 0.0
        end = time.monotonic() + _LATEST * self.seconds
        while program == _program(os.getpid()) == _program(self.child) and time.monotonic() < end:
            if _is_stopped(self.child):
                with open(f"/proc/{self.child}/mem", "rb", buffering=0) as memory:
                    result, handlers = struct.unpack("=qq", os.pread(memory.fileno(), 16, address))
                return Returned(result, {"signal_handled": handlers})
            if asleep > self.seconds:
                break
            asleep += _PAUSE if _are_asleep(self.child) else 0
            time.sleep(_PAUSE)
        return None

    def _outcome(self, hung: bool, returned: Returned | None, after: After | None) -> Outcome:
        """How the call ended; ``after`` is called while the child is still there."""
        if returned is not None:
            outcome = Outcome(result=returned.result)
        else:
            outcome = Outcome(hung=True) if hung else Outcome(gone=True)
        if after and (not outcome.gone or _program(self.child)):
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
            sleeping = _are_asleep(self.child)
            said = ask(_LOOK)
            asleep += _LOOK if sleeping and _are_asleep(self.child) else 0
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
                if self._unless_asleep(partial(_ended, watched), seconds) is None:
                    self.overdue = True
                    os.kill(self.child, signal.SIGKILL)
            finally:
                os.close(watched)
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
        return self._wait(self.seconds)


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


def _program(pid: int) -> str:
    """The program of a process; nothing when it is ending and has given up its memory."""
    with contextlib.suppress(OSError):
        return os.readlink(f"/proc/{pid}/exe")
    return ""


def _ended(watched: int, seconds: float) -> bool | None:
    """True when the process of a pidfd has ended within that time, else None."""
    return bool(select.select([watched], [], [], seconds)[0]) or None


def _are_asleep(child: int) -> bool:
    """Whether the process and all that it has made wait or are stopped (proc(5)), or have ended.

    One that is about to end the call of another is ready to run until the machine lets it.
    """
    asked = [child]
    for process in asked:
        try:
            with open(f"/proc/{process}/stat", "rb") as file:
                state = file.read().rpartition(b")")[2].split()[0]
        except (OSError, IndexError):
            state = b"" if process == child else b"Z"
        if state not in _WAITING and (process == child or state not in _ENDED):
            return False
        path = f"/proc/{process}/task/{process}/children"  # CONFIG_PROC_CHILDREN
        with contextlib.suppress(OSError), open(path, "rb") as file:
            asked += map(int, file.read().split()[: max(0, _MOST_ASKED - len(asked))])
    return True


def _was_continued(child: int) -> bool:
    """Whether it was stopped and continued since this was asked last."""
    try:
        found = os.waitid(os.P_PID, child, os.WCONTINUED | os.WNOHANG)
    except ChildProcessError:  # it is ending
        return False
    return found is not None and found.si_code == os.CLD_CONTINUED


def _is_stopped(child: int) -> bool:
    flags = os.WSTOPPED | os.WEXITED | os.WNOHANG | os.WNOWAIT
    try:
        found = os.waitid(os.P_PID, child, flags)
    except ChildProcessError:
        return False
    return found is not None and found.si_code == os.CLD_STOPPED


def _bytes_at(process: int, address: int, size: int) -> bytes:
    """What the process has in its memory there; nothing where that cannot be read."""
    with (
        contextlib.suppress(OSError, OverflowError),
        open(f"/proc/{process}/mem", "rb", buffering=0) as memory,
    ):
        return os.pread(memory.fileno(), size, address)
    return b""


def _memory(process: int | str) -> list[tuple[int, int]]:
    """The memory that a child has from what it was forked from, as (start, end).

    This process and another server have grown in other ways: what they map is free in the child.
    An emulator's memory is there, too.
    """
    with open(f"/proc/{process}/maps", "rb") as file:
        ranges = [row.split(b" ", 1)[0].split(b"-") for row in file]
    return [(int(start, 16), int(end, 16)) for start, end in ranges]


def signal_name(number: int) -> str:
    """Return the name of a signal; most real-time ones have but a number after the first."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"SIGRTMIN+{number - signal.SIGRTMIN}"
