"""A small process that forks the children of a worker.

A fork costs what the process that forks has touched and touches next: a worker, which measures,
judges and remembers thousands of calls, has much, and would copy it again after each. The server
is forked from the worker when it is young, does once what is the same for all children, and then
nothing but fork. Its children are those of the worker (CLONE_PARENT), which waits for them.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import functools
import gc
import os
import select
import signal
import socket
import struct
import time

from kapi.conform import walls
from kapi.conform.sandbox import confine
from kapi.conform.sandbox.child import act, allow_report
from kapi.conform.sandbox.confine import Held, die_with_parent, settle
from kapi.conform.sandbox.linux_calls import LIBC, checked
from kapi.target import is_emulated
from kapi.vocab.architectures import this_machine
from kapi.vocab.syscalls import syscall_number

__all__ = ["child_of_server", "end_servers", "server_numbers"]

_CLONE3 = 435  # everywhere; Linux 5.3
_CLONE_PARENT, _SET_TID, _CLEAR_TID = 0x00008000, 0x01000000, 0x00200000  # linux/sched.h
_PR_GET_TID_ADDRESS = 40
_ROBUST_HEAD = 24  # sizeof(struct robust_list_head)
_UNKNOWN = frozenset((errno.ENOSYS, errno.EPERM, errno.EINVAL))
"""What clone3 says on old kernels and behind the filters of containers."""
_PATIENCE = 10.0  # seconds for a fork on a machine that is busy
_LOOK = 0.2
_NUMBER = struct.Struct("=i")
_Arguments = ctypes.c_uint64 * 8  # struct clone_args of linux/sched.h, its first version


class _Server:
    """The server of this process, seen from it. Raises `OSError` where there can be none."""

    def __init__(self, shut: bool) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.pid = os.fork()
            if self.pid == 0:
                try:
                    _serve(theirs, shut)
                finally:
                    os._exit(1)

    def child(self, report: socket.socket) -> int:
        """Return the number of a new child of this process, which reads its `Plan` from ``report``.

        Raises `OSError` where none can be made, `ConnectionError` where the server is gone.
        """
        socket.send_fds(self._socket, [b"."], [report.fileno()])
        end = time.monotonic() + _PATIENCE
        while not select.select([self._socket], [], [], _LOOK)[0]:
            if _is_stopped(self.pid) or time.monotonic() > end:
                raise ConnectionError("the server does not answer")
        said = self._socket.recv(_NUMBER.size)
        if len(said) != _NUMBER.size:
            raise ConnectionError("the server has ended")
        (number,) = _NUMBER.unpack(said)
        if number < 0:
            raise OSError(-number, os.strerror(-number))
        return int(number)

    def end(self) -> None:
        """End it and wait for that."""
        self._socket.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


_running: dict[bool, _Server] = {}
_useless: list[bool] = []


def child_of_server(report: socket.socket, *, shut: bool) -> int | None:
    """Return the number of a child that a server makes, or None where it has to be forked.

    The child is behind the walls of `kapi.conform.sandbox.confine.shut` if ``shut`` says so. Raises
    `OSError` where the kernel allows no more processes.
    """
    for _ in range(2):
        running = _server(shut)
        if running is None:
            return None
        try:
            return running.child(report)
        except ConnectionError:  # a call has ended it
            end_servers()
        except OSError as error:
            if error.errno not in _UNKNOWN:
                raise
            _useless.append(True)
            end_servers()
    return None


def _server(shut: bool) -> _Server | None:
    """Return a server of this process, started when there is none; None where it has none.

    Only behind the walls of a worker there is one: elsewhere each child raises its own. Emulators
    of user programs know no CLONE_PARENT.
    """
    if shut not in _running:
        if not walls.present().names or _useless or is_emulated():
            return None
        with contextlib.suppress(OSError):
            _running[shut] = _Server(shut)
    return _running.get(shut)


def _is_stopped(pid: int) -> bool:
    with open(f"/proc/{pid}/stat", "rb") as file:
        return file.read().rpartition(b")")[2].split()[0] in (b"T", b"t")


def number_of_server(*, shut: bool) -> int:
    """Return the process id of the server that makes such children; there is one."""
    return _running[shut].pid


def server_numbers() -> tuple[int, ...]:
    """Return the process ids of the servers of this process."""
    return tuple(one.pid for one in _running.values())


def end_servers() -> None:
    """End the servers of this process."""
    while _running:
        _running.popitem()[1].end()


def _serve(control: socket.socket, shut: bool) -> None:
    """Fork a child for each descriptor that comes; never returns."""
    die_with_parent()
    number = control.fileno()
    os.closerange(3, number)
    os.closerange(number + 1, (1 << 31) - 1)
    allow_report()
    settle()
    if shut:
        confine.shut(Held())
    head = _robust_head()
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
        control.send(_NUMBER.pack(made))
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
