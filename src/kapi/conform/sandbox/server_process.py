"""The process that forks the children of a worker: what it does once, and for each of them.

It is a program of its own, which has no more than it needs: `kapi.conform.sandbox.server` starts
it. Where it cannot be started so, the server is forked from the worker.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import gc
import os
import socket
import struct

import msgspec

from kapi.conform.libc import LIBC
from kapi.conform.sandbox import confine
from kapi.conform.sandbox.child import act, allow_report, rehearse
from kapi.conform.sandbox.confine import Held, Raised, die_with_parent, settle
from kapi.conform.sandbox.linux_calls import checked
from kapi.vocab.architectures import this_machine
from kapi.vocab.syscalls import syscall_number

NUMBER = struct.Struct("=i")
"""What comes back for each child: its process id, or -errno."""
READY = b"+"
"""What the program says when it can begin."""
_CLONE3 = 435  # everywhere; Linux 5.3
_CLONE_PARENT, _SET_TID, _CLEAR_TID = 0x00008000, 0x01000000, 0x00200000  # linux/sched.h
_PR_GET_TID_ADDRESS = 40  # linux/prctl.h
_ROBUST_HEAD = 24  # sizeof(struct robust_list_head)
_Arguments = ctypes.c_uint64 * 8  # struct clone_args of linux/sched.h, its first version


def main(control: int, shut: bool, raised: str) -> None:
    """Serve over the descriptor ``control``; never returns.

    ``raised`` is, in JSON, what `confine.raised` says in the worker; ``shut`` as in `serve`.
    """
    confine.take_over(msgspec.json.decode(raised, type=Raised))
    confine.warm()
    with socket.socket(fileno=control) as connection:
        connection.send(READY)
        serve(connection, shut)


def serve(control: socket.socket, shut: bool) -> None:
    """Fork a child for each descriptor that comes over ``control``; never returns.

    The children are behind the walls of `confine.shut` where ``shut`` says so.
    """
    die_with_parent()
    number = control.fileno()
    os.closerange(3, number)
    os.closerange(number + 1, (1 << 31) - 1)
    allow_report()
    settle()
    if shut:
        confine.shut(Held())
    head = _robust_head()
    machine = this_machine()
    if machine:
        rehearse(machine)
    gc.disable()
    gc.freeze()
    while True:
        _, reports, _, _ = socket.recv_fds(control, 1, 1)
        if not reports:
            os._exit(0)
        made = _clone()
        if made == 0:
            _like_forked(head)
            _play(reports[0], shut)
        control.send(NUMBER.pack(made))
        os.close(reports[0])


def _play(report: int, shut: bool) -> None:
    """Be the child; never returns."""
    try:
        act(None, report, shut)
    finally:
        os._exit(1)


def _clone() -> int:
    """Fork a child of this process's parent; return 0 in it, its number or -errno here."""
    address = _tid_address()
    flags = _CLONE_PARENT | (_SET_TID | _CLEAR_TID if address else 0)
    arguments = _Arguments(flags, 0, address)
    size = ctypes.c_size_t(ctypes.sizeof(_Arguments))
    result = LIBC.syscall(ctypes.c_long(_CLONE3), arguments, size)
    return int(result) if result >= 0 else -(ctypes.get_errno() or errno.EAGAIN)


@functools.cache
def _tid_address() -> int:
    """Where the C library keeps the number of its thread, which fork(3) lets the kernel write."""
    found = ctypes.c_void_p()
    zero = ctypes.c_ulong(0)
    where = ctypes.c_ulong(ctypes.addressof(found))
    if LIBC.prctl(_PR_GET_TID_ADDRESS, where, zero, zero, zero):
        return 0  # a kernel without CONFIG_CHECKPOINT_RESTORE
    return found.value or 0


def _robust_head() -> tuple[int, int] | None:
    """The call set_robust_list and the address that fork(3) passes to it in a child."""
    machine = this_machine()
    numbers = [
        syscall_number(name, machine) if machine else None
        for name in ("get_robust_list", "set_robust_list")
    ]
    if numbers[0] is None or numbers[1] is None:
        return None
    head, size = ctypes.c_void_p(), ctypes.c_size_t()
    zero = ctypes.c_long(0)
    asked = LIBC.syscall(ctypes.c_long(numbers[0]), zero, ctypes.byref(head), ctypes.byref(size))
    if asked or not head.value or size.value != _ROBUST_HEAD:
        return None
    return numbers[1], head.value


def _like_forked(robust: tuple[int, int] | None) -> None:
    """Do what fork(3) does after clone and the kernel does not: register the list of mutexes."""
    if robust:
        number, head = map(ctypes.c_long, robust)
        checked(LIBC.syscall(number, head, ctypes.c_size_t(_ROBUST_HEAD)), "set_robust_list")
