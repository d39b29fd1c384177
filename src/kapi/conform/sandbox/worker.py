"""The worker: has a child made for each call, and has it watched to its end."""

from __future__ import annotations

import contextlib
import functools
import os
import socket
from collections.abc import Collection
from functools import partial

import msgspec

from kapi.conform import allowed, walls
from kapi.conform.case import Case
from kapi.conform.sandbox import room
from kapi.conform.sandbox.child import LARGEST, act
from kapi.conform.sandbox.confine import Held, is_allowed
from kapi.conform.sandbox.own_state import is_changed, own_state
from kapi.conform.sandbox.plan import Plan
from kapi.conform.sandbox.planning import plan_of
from kapi.conform.sandbox.process_state import memory_of
from kapi.conform.sandbox.protocol import SECONDS, Ran
from kapi.conform.sandbox.refusal import refusal
from kapi.conform.sandbox.server import (
    child_of_server,
    end_servers,
    number_of_server,
)
from kapi.conform.sandbox.surround import kept, surround
from kapi.conform.sandbox.watch import After, Before, Memory, Watch
from kapi.conform.statements import calls
from kapi.errors import NoProcess
from kapi.vocab.architectures import Architecture

_PROGRAMS = frozenset(("execve", "execveat"))
_REACHING = allowed.names_of("processes") - {"fork", "clone"}
"""Calls that meet other processes: they find the child and the worker, and no server."""
_CHANGING = allowed.names_of("attributes") | _PROGRAMS | {"ioctl"}
"""Calls that may change attributes of files, also of the program that makes them."""
_STEPS_REACHING = _REACHING - {"pidfd_open"}
"""The same in set-ups, where a descriptor of a process is of one that a step has made."""
_UNGUARDED = "it may change the file of its own program, and none that is read-only can be run"
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
        watch = Watch(child, ours, seconds, case.syscall, architecture.name)
        watch.unsafe, watch.memory = unsafe, memory
        try:
            return watch.ran(before, after)
        finally:
            try:
                watch.end()
                if path:
                    room.remove(path)
            finally:
                if was is not None and is_changed(was):
                    os._exit(1)  # what it says from now on would be another's doing


def _child(
    plan: Plan, ours: socket.socket, theirs: socket.socket, alone: bool
) -> tuple[int, Memory] | None:
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
            memory: Memory = partial(memory_of, number_of_server(shut=shut))
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
    return child, partial(memory_of, "thread-self")


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


def _held(case: Case, names: Collection[str]) -> Held:
    classes = {allowed.class_of(name) for name in (case.syscall, *names)}
    return Held(
        programs=case.syscall in _PROGRAMS,
        mounts="mounts" in classes,
        attributes=not _CHANGING.isdisjoint((case.syscall, *(names if case.foreign else ()))),
        ipc="ipc" in classes,
        foreign=case.foreign,
    )
