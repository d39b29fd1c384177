"""A program that is stopped at the end of each call, so that its situation can be measured there.

ptrace(2), without strace between: every system call stops the thread twice, which is slow. It is
for explaining one run, not for watching. Threads, children and programs they execute are followed;
signals and job control reach the program as they would without (PTRACE_SEIZE, PTRACE_LISTEN).
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
from collections.abc import Callable, Collection, Iterator, Sequence

import msgspec

from kapi.errors import NothingToCheck
from kapi.observe.groups import Groups
from kapi.observe.program import become, check_begun, path_of, restore_signals
from kapi.observe.ptrace import SEIZE, need_ptrace, ptrace
from kapi.vocab.architectures import ARCHITECTURES, Architecture
from kapi.vocab.syscalls import syscall_name

# PTRACE_SYSCALL, _GETEVENTMSG and so on of linux/ptrace.h
_SYSCALL, _MESSAGE, _INTERRUPT, _LISTEN, _INFO = 24, 0x4201, 0x4207, 0x4208, 0x420E
_OPTIONS = 1 | 2 | 4 | 8 | 16 | 1 << 20  # SYSGOOD, FORK, VFORK, CLONE, EXEC, EXITKILL
_BIRTHS, _EVENT_VFORK, _EVENT_EXEC, _EVENT_STOP = (1, 2, 3), 2, 4, 128
_WALL = 0x40000000  # __WALL, linux/wait.h
_ENTRY, _EXIT = 1, 2  # PTRACE_SYSCALL_INFO_*, include/uapi/linux/ptrace.h
_INFO_SIZE = 88
_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7, "riscv64": 0xC00000F3}
"""AUDIT_ARCH_*, include/uapi/linux/audit.h: calls of another architecture are left out."""
_NARROW = {0x40000003: "i386", 0x40000028: "arm"}
_JOB_CONTROL = (signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU)


class Entered(msgspec.Struct, frozen=True):
    """A call that begins, and whose thread stands still; ``arguments`` are all six registers.

    ``is_alone``: nobody can change its descriptors and its memory until it has ended.
    """

    tid: int
    syscall: str
    arguments: tuple[int, ...]
    is_alone: bool


class Stopped(msgspec.Struct, frozen=True):
    """A call that has ended, and whose thread stands still until the next is asked for.

    ``result`` is ``-errno`` of one that failed; ``arguments`` are all six registers. ``before`` is
    what was found when it began.
    """

    tid: int
    syscall: str
    arguments: tuple[int, ...]
    result: int
    before: object = None


class Stopping:
    """Runs ``program`` and gives its calls among ``wanted`` that fail; once.

    ``with_others`` also gives failing calls of other names. With ``at_entry`` each of ``wanted`` is
    given; that is called where one begins, and what it returns stands in `Stopped.before`.

    `foreign` counts those that programs of 32 bits made, which are left out.

    It takes every child of this process that ends meanwhile. Raises `InputError` where there is no
    such program or the kernel does not execute it, `NothingToCheck` where ptrace(2) is not allowed.
    """

    def __init__(
        self,
        program: Sequence[str],
        wanted: Collection[str],
        architecture: Architecture,
        at_entry: Callable[[Entered], object] | None = None,
        *,
        with_others: bool = False,
    ) -> None:
        self._path = path_of(program[0])
        if architecture.name not in _AUDIT:
            raise NothingToCheck(f"stopping programs is not known on {architecture.name}")
        self.status: int | None = None
        self._program = tuple(program)
        self._wanted = frozenset(wanted)
        self._architecture = architecture
        self._at_entry = at_entry
        self._with_others = with_others
        self._entered: dict[int, tuple[str, tuple[int, ...], object]] = {}
        self._started = False
        self.foreign = 0
        need_ptrace()

    def __iter__(self) -> Iterator[Stopped]:
        """Run the program; it is killed where the iteration ends before it does."""
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
        child, pipe = self._start(ignored=handler is signal.SIG_IGN)
        try:
            yield from self._followed(child)
            if not self._started:
                check_begun(self._path, pipe)
        finally:
            os.close(pipe)
            signal.signal(signal.SIGINT, handler)
            if self.status is None:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, _WALL)

    def _start(self, *, ignored: bool) -> tuple[int, int]:
        """Return the child that becomes the program, and where it tells that it cannot."""
        ready, go = os.pipe()
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            restore_signals(keeps_interrupt=ignored)
            os.read(ready, 1)
            become(self._path, self._program, tell)
        os.close(ready)
        os.close(tell)
        try:
            ptrace(SEIZE, child, 0, _OPTIONS)
            ptrace(_INTERRUPT, child)
            os.waitpid(child, _WALL)
            os.write(go, b"x")
        finally:
            os.close(go)
        ptrace(_SYSCALL, child)
        return child, told

    def _followed(self, child: int) -> Iterator[Stopped]:
        groups = Groups(child)
        while True:
            try:
                tid, status = os.waitpid(-1, _WALL)
            except ChildProcessError:
                return
            if not os.WIFSTOPPED(status):
                self._entered.pop(tid, None)
                groups.ended(tid)
                if tid == child:
                    self.status = os.waitstatus_to_exitcode(status)
                continue
            event, number = status >> 16, os.WSTOPSIG(status)
            if number == signal.SIGTRAP | 0x80:
                found = self._at_call(tid, groups)
                if found is not None:
                    yield found
            self._changed(tid, event, groups)
            if event == _EVENT_STOP and number in _JOB_CONTROL:
                ptrace(_LISTEN, tid)
            else:
                is_signal = not event and number != signal.SIGTRAP | 0x80
                ptrace(_SYSCALL, tid, 0, number if is_signal else 0)

    def _changed(self, tid: int, event: int, groups: Groups) -> None:
        """Take over what an event says: a birth, or a program that begins in the place of another.

        The thread that executes it gets the number of its process; its call goes on under that.
        """
        message = ctypes.c_ulong()
        if event not in (*_BIRTHS, _EVENT_EXEC):
            return
        if ptrace(_MESSAGE, tid, 0, ctypes.addressof(message)) < 0:
            message.value = tid
        if event == _EVENT_EXEC:
            self._started = True
            groups.executed(tid)
            call = self._entered.pop(message.value, None)
            self._entered.pop(tid, None)
            if call is not None:
                self._entered[tid] = call
        elif message.value != tid:
            groups.born(tid, message.value, waits=event == _EVENT_VFORK)

    def _at_call(self, tid: int, groups: Groups) -> Stopped | None:
        """Note a call that begins; return one that has failed, or each."""
        info = ctypes.create_string_buffer(_INFO_SIZE)
        if ptrace(_INFO, tid, _INFO_SIZE, ctypes.addressof(info)) <= 0:
            return None
        kind, machine = info.raw[0], struct.unpack_from("=I", info, 4)[0]
        if kind == _ENTRY:
            number, *arguments = struct.unpack_from("=7Q", info, 24)
            is_native = machine == _AUDIT[self._architecture.name]
            made_by = (
                self._architecture if is_native else ARCHITECTURES.get(_NARROW.get(machine, ""))
            )
            name = None if made_by is None else syscall_name(number, made_by)
            if name in self._wanted and not is_native:
                self.foreign += 1
            elif name is not None and (self._with_others or name in self._wanted):
                self._begun(Entered(tid, name, tuple(arguments), groups.is_alone(tid)))
        elif kind == _EXIT:
            entered = self._entered.pop(tid, None)
            result, failed = struct.unpack_from("=qB", info, 24)
            if entered is not None and self._is_given(bool(failed), result):
                name, registers, before = entered
                return Stopped(tid, name, registers, result, before)
        return None

    def _begun(self, call: Entered) -> None:
        before = self._at_entry(call) if self._at_entry and self._started else None
        self._entered[call.tid] = (call.syscall, call.arguments, before)

    def _is_given(self, failed: bool, result: int) -> bool:
        """Whether a call is asked for; one that is made again after a signal has not ended."""
        if not self._started or (failed and result <= -512):
            return False
        return failed or self._at_entry is not None
