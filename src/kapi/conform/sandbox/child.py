"""The child: set-up, registers, a pause, the call, what came back, a pause."""

from __future__ import annotations

import ctypes
import errno
import gc
import os
import resource
import signal
import socket

import msgspec

from kapi.call import HIGHEST_ERRNO
from kapi.conform import allowed, privileges
from kapi.conform.case import Case
from kapi.conform.helpers import PRIVATE, calling, handled
from kapi.conform.sandbox.confine import Held, confine, distrust, drop_privileges, lock
from kapi.conform.sandbox.protocol import Ready, Returned
from kapi.conform.steps import LIBC, Machine, Refusal, Statement, StepError
from kapi.conform.walls import present
from kapi.expr.nodes import Node
from kapi.vocab.syscalls import syscall_number

__all__ = ["REPORT", "Parts", "act"]

REPORT = 3977
"""The descriptor of the socket: above every limit of files that a case has."""
_PR_SET_DUMPABLE = 4
_LIMIT_NAMES = tuple(name for name in dir(resource) if name.startswith("RLIMIT_"))


class Parts(msgspec.Struct, frozen=True):
    """A case that was read: its steps, what makes the caller, its arguments."""

    steps: tuple[Statement, ...]
    caller: tuple[Statement, ...]
    arguments: list[Node]
    held: Held = Held()
    unsafe: tuple[str, ...] = ()


def act(machine: Machine, room: str, ours: socket.socket, case: Case, parts: Parts) -> None:
    """Play the part of the child in the directory ``room``. Never returns.

    Between the go of the worker and the call nothing is allocated, opened or mapped.
    """
    gc.disable()  # it would touch, and so copy, all the memory of the worker
    report = _keep_only(ours.detach())
    try:
        confine(room, parts.held)
        if parts.held.foreign:
            distrust()
            machine.refusal = _refusal(os.getppid(), parts.unsafe)
        machine.run(parts.steps)
        registers = [machine.value(one) & (1 << 64) - 1 for one in parts.arguments]
        lock(parts.held)
        machine.run(parts.caller)
        drop_privileges(parts.held)
    except (StepError, OSError, ValueError) as error:  # the worker must hear of it
        _say(report, Ready(problem=_problem(error)))
        os._exit(1)
    number = syscall_number(case.syscall, machine.architecture) or 0
    longs = [ctypes.c_long(ctypes.c_long(one).value) for one in registers]
    arguments = (ctypes.c_long(number), *longs)
    wait = (report, ctypes.create_string_buffer(1), ctypes.c_size_t(1))
    note = (ctypes.c_int64 * 2)()
    own = os.getpid()
    LIBC.prctl(_PR_SET_DUMPABLE, 1)  # what changes its user hides from /proc otherwise
    _say(report, Ready(registers, facts(), note=ctypes.addressof(note)))
    while LIBC.read(*wait) != 1:
        if ctypes.get_errno() != errno.EINTR:
            os._exit(1)
    handlers = handled()
    calling(True)
    ctypes.set_errno(0)
    result = LIBC.syscall(*arguments)
    failure = ctypes.get_errno()
    calling(False)
    handlers = handled() - handlers
    while os.getpid() != own:  # a process that the call has made says nothing
        signal.pause()
    result = -failure if result == -1 and 0 < failure <= HIGHEST_ERRNO else result
    note[0], note[1] = result, handlers
    try:
        _say(report, Returned(result, {"signal_handled": handlers}))
    except OSError:  # the call has closed the report
        os.kill(own, signal.SIGSTOP)
    while LIBC.read(*wait) and ctypes.get_errno() == errno.EINTR:
        pass
    os._exit(0)


def _refusal(worker: int, unsafe: tuple[str, ...]) -> Refusal:
    """What a stranger's step may not say to whom; its descriptors are those of the sandbox."""

    def refusal(function: str, arguments: list[int]) -> str:
        registers = tuple(one & (1 << 64) - 1 for one in arguments)
        own = os.getpid()
        callers, users = (0, own, -own), (0, os.getuid())
        asked = allowed.Asked(function, registers, callers, workers=(worker,), users=users)
        return "" if function == "ioctl" else allowed.refused_registers(asked, present(), unsafe)

    return refusal


def _keep_only(report: int) -> int:
    """Close all descriptors of other work, which a call might meet; return the new number."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    number = REPORT if hard == resource.RLIM_INFINITY else min(REPORT, hard - 1)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(number + 1, hard) if hard > 0 else hard, hard))
    os.dup2(report, number, inheritable=False)
    os.closerange(3, number)
    os.closerange(number + 1, (1 << 31) - 1)
    PRIVATE.append(number)
    return number


def _problem(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return f"needs a privilege: {error.strerror}"
    text = str(error)
    return f"needs a privilege: {text}" if text.endswith(("EPERM", "EACCES")) else text


def _say(report: int, message: msgspec.Struct) -> None:
    os.write(report, msgspec.json.encode(message))


def facts() -> dict[str, int]:
    """Return what this process is: each capability held or not, each soft limit.

    No file is opened for it, since none may be allowed. Limits are bytes or counts.
    """
    held = privileges.effective()
    found = {name: held >> number & 1 for name, number in privileges.numbers()}
    for name in _LIMIT_NAMES:
        found[name] = resource.getrlimit(getattr(resource, name))[0] & (1 << 64) - 1
    return found
