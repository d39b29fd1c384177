"""The child: set-up, registers, a pause, the call, what came back, a pause."""

from __future__ import annotations

import ctypes
import errno
import functools
import gc
import os
import resource
import signal
from collections.abc import Callable, Mapping

import msgspec

from kapi.call import HIGHEST_ERRNO
from kapi.conform import allowed, privileges
from kapi.conform.constants import PAGE_SIZE, RLIMITS
from kapi.conform.helpers import PRIVATE, calling, handled
from kapi.conform.libc import LIBC
from kapi.conform.sandbox.confine import Held, confine, distrust, lock, shut
from kapi.conform.sandbox.plan import RUN, Plan
from kapi.conform.sandbox.protocol import Ready, Returned
from kapi.conform.steps import Machine, Refusal, StepError, read_steps
from kapi.conform.walls import present
from kapi.expr.nodes import Number, Symbol
from kapi.vocab.architectures import ARCHITECTURES, Architecture
from kapi.vocab.syscalls import syscall_number

_REPORT = 3977
"""The descriptor of the socket: above every limit of files that a case has."""
LARGEST = 65536
"""How many bytes a message over the socket has at most."""
_PR_SET_DUMPABLE = 4  # linux/prctl.h
_REHEARSALS = 10
"""After eight runs Python has fitted a function to what it meets."""
_REHEARSED = "p = getpid(); put64(note, p); if (p > 0) put32(note + 8, p + 1);"
_Byte, _Note = ctypes.c_char * 1, ctypes.c_int64 * 2  # kept: a type costs more than its use


_plans = msgspec.msgpack.Decoder(Plan)


def act(
    plan: Plan | None,
    report: int,
    shut_up: bool = False,
    enclose: Callable[[Held], str] | None = None,
) -> None:
    """Play the part of the child that ``report`` belongs to. Never returns.

    Without a ``plan`` it comes over the socket, and this process is settled already; with
    ``shut_up`` it is behind the walls of `shut`, too. ``enclose`` raises the walls of a worker
    around it, where none stand, and returns the path of its room. Between the go of the worker and
    the call nothing is allocated, opened or mapped.
    """
    gc.disable()  # it would touch, and so copy, all the memory of the worker
    settled = plan is None
    if not settled:
        allow_report()
    report = _keep_only(report)
    if plan is None:
        plan = _plans.decode(os.read(report, LARGEST))
    registers = _set_up(plan, report, settled, shut_up, enclose)
    arguments = _arguments(plan.number, registers)
    wait = (report, _Byte(), ctypes.c_size_t(1))
    note = _Note()
    own = os.getpid()
    LIBC.prctl(_PR_SET_DUMPABLE, 1)  # what changes its user hides from /proc otherwise
    _say(report, _ready(registers, note))
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


def rehearse(architecture: Architecture) -> None:
    """Do in this process, which forks children, what each of them does and nothing keeps.

    What Python looks up and fits to what it meets is written into memory: else each child would
    copy that, and do it again. The standard streams of this process lead nowhere by now.
    """
    number = syscall_number("getpid", architecture) or 0
    arguments = (Symbol("p"), Number(1))
    every = (1 << 64) - 1
    message = msgspec.msgpack.encode(
        Plan(
            room="",
            number=number,
            architecture=architecture.name,
            steps=tuple(read_steps(_REHEARSED)),
            caller=(),
            arguments=arguments,
            names={},
            keep=every,
            held=Held(foreign=True),
        )
    )
    note = _Note()
    for _ in range(_REHEARSALS):
        plan = _plans.decode(message)
        machine = _machine(plan)
        machine.set("note", ctypes.addressof(note))
        registers = _registers(machine, plan)
        lock(plan.held, plan.keep)
        machine.run(plan.caller)
        privileges.keep(plan.keep)
        call, *_ = _arguments(plan.number, registers)
        _say(1, _ready(registers, note))
        LIBC.read(0, _Byte(), ctypes.c_size_t(1))
        handlers = handled()
        calling(True)
        ctypes.set_errno(0)
        result = LIBC.syscall(call)
        ctypes.get_errno()
        calling(False)
        _say(1, Returned(result, {"signal_handled": handled() - handlers}))


def _arguments(number: int, registers: list[int]) -> tuple[ctypes.c_long, ...]:
    return ctypes.c_long(number), *(ctypes.c_long(ctypes.c_long(one).value) for one in registers)


def _ready(registers: list[int], note: ctypes.Array[ctypes.c_int64]) -> Ready:
    return Ready(registers, privileges.effective(), _limits(), note=ctypes.addressof(note))


@functools.cache
def report_number() -> int:
    """Return the descriptor of the report: far from others, or the last that this user may have."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return _REPORT if hard == resource.RLIM_INFINITY else min(_REPORT, hard - 1)


def allow_report() -> None:
    """Let this process have as many descriptors as the report needs."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    wanted = report_number() + 1
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard) if hard > 0 else hard, hard))


def _keep_only(report: int) -> int:
    """Close all descriptors of other work, which a call might meet; return the new number."""
    number = report_number()
    os.dup2(report, number, inheritable=False)
    os.closerange(3, number)
    os.closerange(number + 1, (1 << 31) - 1)
    PRIVATE.append(number)
    return number


def _problem(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return f"needs a privilege: {error.strerror}"
    refused = isinstance(error, StepError) and error.errno in (errno.EPERM, errno.EACCES)
    return f"needs a privilege: {error}" if refused else str(error)


def _say(report: int, message: msgspec.Struct) -> None:
    os.write(report, msgspec.json.encode(message))


def _set_up(
    plan: Plan,
    report: int,
    settled: bool,
    shut_up: bool,
    enclose: Callable[[Held], str] | None,
) -> list[int]:
    """Do all that comes before the call; return the registers.

    What fails is said to the worker and ends the process.
    """
    try:
        room = enclose(plan.held) if enclose else plan.room
        confine(room, plan.held, settled)
        machine = _machine(plan)
        if plan.held.foreign:
            distrust()
        machine.refusal = _refusal(os.getppid(), plan)
        registers = _registers(machine, plan)
        if not shut_up:
            shut(plan.held)
        lock(plan.held, plan.keep)
        machine.run(plan.caller)
        privileges.keep(plan.keep)
    except (StepError, OSError, ValueError) as error:  # the worker must hear of it
        _say(report, Ready(problem=_problem(error)))
        os._exit(1)
    return registers


def _machine(plan: Plan) -> Machine:
    machine = Machine(ARCHITECTURES[plan.architecture], RUN, PAGE_SIZE)
    machine.variables.update(plan.names)
    return machine


def _registers(machine: Machine, plan: Plan) -> list[int]:
    """Run the steps; return what the arguments are then."""
    machine.run(plan.steps)
    return [machine.value(one) & (1 << 64) - 1 for one in plan.arguments]


def _refusal(worker: int, plan: Plan) -> Refusal:
    """What a stranger's step may not say to whom; its descriptors are those of the sandbox.

    Nor may another step that makes the call itself, with numbers that kapi has chosen.
    """
    architecture = ARCHITECTURES[plan.architecture]

    def refusal(function: str, arguments: list[int]) -> str:
        number = syscall_number(function, architecture)
        again = function in allowed.NAMING and number == plan.number
        if not (plan.held.foreign or again):
            return ""
        registers = tuple(one & (1 << 64) - 1 for one in arguments)
        own = os.getpid()
        callers, users = (0, own, -own), (0, os.getuid())
        asked = allowed.Asked(function, registers, callers, workers=(worker,), users=users)
        return (
            "" if function == "ioctl" else allowed.refused_registers(asked, present(), plan.unsafe)
        )

    return refusal


def _limits() -> tuple[int, ...]:
    """The soft limits of this process. No file is opened for it, since none may be allowed."""
    every = RLIMITS.values()
    return tuple(resource.getrlimit(number)[0] & (1 << 64) - 1 for number in every)


@functools.lru_cache(256)
def facts_of(held: int, limits: tuple[int, ...]) -> Mapping[str, int]:
    """Return what a process with the effective capabilities ``held`` and these soft limits is.

    Each capability is held or not; limits are bytes or counts.
    """
    found = {name: held >> number & 1 for name, number in privileges.numbers()}
    return found | dict(zip(RLIMITS, limits, strict=False))
