"""The small process that forks the children of a worker, seen from the worker.

A fork costs what the process that forks has touched and touches next: a worker, which measures,
judges and remembers thousands of calls, has much, and would copy it again after each. The server
is a program of its own where many calls are expected, else forked from the worker when it is young;
it does once what is the same for all children, and then nothing but fork. Its children are those of
the worker (CLONE_PARENT), which waits for them.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
import signal
import socket
import sys
import time
from pathlib import Path

import msgspec

import kapi
from kapi.conform import privileges, walls
from kapi.conform.sandbox import confine
from kapi.conform.sandbox.server_process import NUMBER, READY, serve
from kapi.target import is_emulated

_UNKNOWN = frozenset((errno.ENOSYS, errno.EPERM, errno.EINVAL))
"""What clone3 says on old kernels and behind the filters of containers."""
_PATIENCE = 10.0  # seconds for a fork on a machine that is busy
_LOOK = 0.2
_PROGRAM = (
    "import sys; sys.path[:] = {path}; sys.modules.update(dict.fromkeys({unused}));"
    " from kapi.conform.sandbox.server_process import main;"
    " main({control}, {shut}, {raised!r})"
)
_UNUSED = ("typing_extensions", "_uuid")
"""What msgspec imports where it is there, and does without: 2 MB that each fork would copy."""


_AT_ONCE = {"LD_BIND_NOW": "1"}
"""ld.so(8) finds each function when the program begins, and not in each child."""


class _Server:
    """The server of this process, seen from it. Raises `OSError` where there can be none."""

    def __init__(self, shut: bool, is_program: bool) -> None:
        self.is_program = is_program
        if _programs > [0]:
            _programs[0] -= is_program
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.pid = os.fork()
            if self.pid == 0:
                try:
                    if is_program:
                        _become_program(theirs, shut)
                    serve(theirs, shut)
                finally:
                    os._exit(1)
        if is_program:
            self._wait_for_program()

    def _wait_for_program(self) -> None:
        """Wait until the program is ready; where it ends instead, let no other be tried.

        Nor where a second one is too late: on a machine that is busy the first may be.
        """
        ready = ended = False
        try:
            ready = self._said(len(READY)) == READY
            ended = not ready
        finally:
            if not ready:
                _late[0] += 1
                if ended or _late[0] > 1:
                    _no_program.append(True)
                self.end()
        if not ready:
            raise ConnectionError("it cannot be a program of its own")

    def child(self, report: socket.socket) -> int:
        """Return the number of a new child of this process, which reads its `Plan` from ``report``.

        Raises `OSError` where none can be made, `ConnectionError` where the server is gone.
        """
        socket.send_fds(self._socket, [b"."], [report.fileno()])
        said = self._said(NUMBER.size)
        if len(said) != NUMBER.size:
            raise ConnectionError("the server has ended")
        (number,) = NUMBER.unpack(said)
        if number < 0:
            raise OSError(-number, os.strerror(-number))
        return int(number)

    def _said(self, size: int) -> bytes:
        """What it says next, ``size`` bytes at most; nothing when it has ended."""
        end = time.monotonic() + _PATIENCE
        while not select.select([self._socket], [], [], _LOOK)[0]:
            if _is_stopped(self.pid) or time.monotonic() > end:
                raise ConnectionError("the server does not answer")
        return self._socket.recv(size)

    def end(self) -> None:
        """End it and wait for that."""
        self._socket.close()
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


_running: dict[bool, _Server] = {}
_useless: list[bool] = []
_no_program: list[bool] = []
_late = [0]
"""How many programs were not ready in time."""
_programs: list[int] = []
"""How many servers may still be programs of their own; empty where few calls are expected."""
_MOST_PROGRAMS = 6
"""A start costs as much as thirty forks: those that are ended again and again are forked."""


def expect_many() -> None:
    """Let the servers of this worker be programs of their own, as far as that can be.

    Each costs a tenth of a second, and saves a third of each later call.
    """
    if walls.present().names and not _programs:
        _programs.append(_MOST_PROGRAMS)


def _become_program(control: socket.socket, shut: bool) -> None:
    """Run the server as a new program.

    It has no more of this process than the descriptor ``control``, and the capabilities that this
    process is permitted, which a program of an ordinary user else would lose. Why it does not
    start (a Python that finds its library by the environment alone) nobody has to read.
    """
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    path = [str(Path(kapi.__file__).parents[1]), *filter(os.path.isabs, sys.path)]
    program = _PROGRAM.format(
        path=path,
        unused=_UNUSED,
        control=control.fileno(),
        shut=shut,
        raised=msgspec.json.encode(confine.raised()).decode(),
    )
    control.set_inheritable(True)
    privileges.pass_on()
    os.execve(sys.executable, [sys.executable, "-SsPBE", "-X", "utf8", "-c", program], _AT_ONCE)


def child_of_server(report: socket.socket, *, shut: bool, as_program: bool = False) -> int | None:
    """Return the number of a child that a server makes, or None where it has to be forked.

    The child is behind the walls of `kapi.conform.sandbox.confine.shut` if ``shut`` says so;
    ``as_program``: of a server that is a program of its own. Raises `OSError` where the kernel
    allows no more processes.
    """
    for _ in range(2):
        running = _server(shut, as_program)
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


def _server(shut: bool, as_program: bool) -> _Server | None:
    """Return a server of this process, started when there is none; None where it has none.

    Only behind the walls of a worker there is one: elsewhere each child raises its own. Emulators
    of user programs know no CLONE_PARENT.
    """
    running = _running.get(shut)
    if running and as_program and not running.is_program:
        end_servers()
    if shut not in _running:
        if not walls.present().names or _useless or is_emulated():
            return None
        with contextlib.suppress(OSError):
            _running[shut] = _Server(shut, not _no_program and (as_program or _programs > [0]))
    running = _running.get(shut)
    return running if running and (running.is_program or not as_program) else None


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
