"""Processes that make calls behind walls, and hand back what they found, one item after another.

Each worker is three processes. A keeper, in another session, ends the others when this program
is gone, and removes what they leave. The second leaves the name spaces of others. The third is
the first process of a name space of its own: it alone forks the children that make calls, and
when it ends the kernel ends them all. Items go to a worker by number, answers come back over a
socket that no child holds: nothing is shared in memory.
"""

from __future__ import annotations

import contextlib
import copy
import errno
import functools
import gc
import os
import pickle
import select
import signal
import socket
import struct
import time
import traceback
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, TypeVar

from kapi.conform import walls
from kapi.conform.sandbox.confine import die_with_parent
from kapi.conform.sandbox.control_group import Group
from kapi.conform.sandbox.left_over import adopt, wait_for_all
from kapi.conform.sandbox.mounts import mount_own_proc
from kapi.conform.sandbox.server import end_servers
from kapi.conform.sandbox.surround import confine_worker, hide_processes, warm
from kapi.errors import KapiError, NoProcess

Item = TypeVar("Item")
Answer = TypeVar("Answer")

_NO_PROC = 98
"""The exit status of a worker that may not have a /proc of its own."""
_NO_PROCESS = 97
"""The exit status of a worker that the kernel gave no process."""
_LACKING = (
    "no process can be made for the calls: a limit (ulimit -u, ulimit -n, pids.max) is reached"
)
_EXHAUSTED = frozenset((errno.EAGAIN, errno.ENOMEM))
_LENGTH = struct.Struct("=Q")
_EACH = 3
"""Workers for a processor: calls that sleep, until they are given up, leave it to others."""


def in_workers(
    work: Callable[[Item], Answer],
    items: Sequence[Item],
    jobs: int | None = None,
    unsafe: Collection[str] = (),
    seconds: float | None = None,
    killed: Callable[[Item], Answer] | None = None,
) -> Iterator[Answer]:
    """Yield ``work(item)`` of each item in order; the rest is as in `numbered`."""
    for _, answer in numbered(work, items, jobs, unsafe, seconds, killed):
        yield answer


def numbered(
    work: Callable[[Item], Answer],
    items: Sequence[Item],
    jobs: int | None = None,
    unsafe: Collection[str] = (),
    seconds: float | None = None,
    killed: Callable[[Item], Answer] | None = None,
    cost: Callable[[Item], float] | None = None,
    anew: bool = False,
) -> Iterator[tuple[int, Answer]]:
    """Yield the number of each item and ``work(item)``, in order; ended early, no process is left.

    Every other worker takes those with the greatest ``cost`` first, so that none of them is waited
    for alone at the end; the others take what is to be yielded next. With ``anew`` each item has a
    process of its own: no answer depends on what was done before, and no memory is kept for it.
    After ``seconds`` it stops, whatever is left undone; None waits for all. Then, and when the
    user interrupts it, it yields what has ended out of its turn.
    At most ``jobs`` workers run, None for three on each processor. ``unsafe`` are the classes of
    calls that the user asked for. An item whose calls have killed their worker has the answer
    ``killed(item)``, and another worker goes on. Raises `KapiError` where ``killed`` is None,
    `NoProcess` when no worker gets the processes that it needs, and what ``work`` raises.
    """
    count = max(1, min(jobs or _EACH * len(os.sched_getaffinity(0)), len(items)))
    turns = _turns([cost(item) if cost else 0 for item in items])
    workers: list[_Worker] = []
    warm()
    gc.freeze()  # else each worker would look at, and so copy, all that was there before
    try:
        for _ in range(count):
            with contextlib.suppress(OSError):  # fewer do as well
                turn = turns[len(workers) % 2]
                workers.append(_Worker(work, items, unsafe, killed, turn, anew))
        if not workers:
            raise NoProcess(_LACKING)
        yield from _answers(workers, len(items), seconds)
    finally:
        gc.unfreeze()
        for worker in workers:
            worker.end()


def _turns(costs: Sequence[float]) -> tuple[Iterator[int], Iterator[int]]:
    """Two ways through the numbers, of which each comes once: in order, the costliest first."""
    taken: set[int] = set()

    def others(order: Sequence[int]) -> Iterator[int]:
        for number in order:
            if number not in taken:
                taken.add(number)
                yield number

    numbers = range(len(costs))
    return others(numbers), others(sorted(numbers, key=lambda number: -costs[number]))


def _answers(
    workers: list[_Worker], count: int, seconds: float | None
) -> Iterator[tuple[int, Any]]:
    """Give numbers to idle workers, and yield the answers in the order of the numbers."""
    until = None if seconds is None else time.monotonic() + seconds
    waiting: dict[int, Any] = {}
    wanted = 0
    again: list[int] = []
    busy = {worker for worker in workers if worker.give(again)}
    try:
        while wanted < count and busy:
            left = None if until is None else max(0.0, until - time.monotonic())
            answered = select.select(busy, [], [], left)[0]
            if not answered:
                break
            for ready in answered:
                try:
                    number, waiting[number] = ready.answer()
                except NoProcess:  # what it leaves may do for the others
                    workers.remove(ready)
                    ready.end()
                    again.append(ready.number)
                busy = {one for one in workers if one in busy - {ready} or one.give(again)}
            while wanted in waiting:
                yield wanted, waiting.pop(wanted)
                wanted += 1
    except KeyboardInterrupt:
        yield from sorted(waiting.items())
        raise
    yield from sorted(waiting.items())
    if again and not workers:
        raise NoProcess(_LACKING)


class _Worker:
    """One worker, seen from the program that started it."""

    def __init__(
        self,
        work: Callable[[Item], Any],
        items: Sequence[Item],
        unsafe: Collection[str],
        killed: Callable[[Item], Any] | None,
        turns: Iterator[int],
        anew: bool,
    ) -> None:
        self.number = -1
        self._anew = anew
        self._turns = turns
        self._work, self._items, self._unsafe, self._killed = work, items, unsafe, killed
        self._start()

    def _start(self) -> None:
        self.socket, theirs = socket.socketpair()
        alive, self.lifeline = os.pipe()
        self.keeper = -1
        try:
            self.keeper = os.fork()
        except OSError:
            self._close()
            raise
        finally:
            if self.keeper:
                theirs.close()
                os.close(alive)
        if self.keeper == 0:
            with _ending():
                _close_all_but(alive, theirs.fileno())
                serve = functools.partial(_serve, theirs, self._work, self._items)
                _keep(alive, serve, self._unsafe)

    def fileno(self) -> int:
        """Return the descriptor that can be read when there is an answer."""
        return self.socket.fileno()

    def give(self, again: list[int]) -> bool:
        """Let it work at a number of ``again``, else at the next; False when there is none."""
        was, self.number = self.number, again.pop() if again else next(self._turns, -1)
        if self._anew and was >= 0 and self.number >= 0:
            self._renew()
        if self.number >= 0:
            with contextlib.suppress(OSError):  # `answer` will tell
                self.socket.sendall(_LENGTH.pack(self.number))
        return self.number >= 0

    def _renew(self) -> None:
        """Be another process; where none can be made, go on as the one that is there."""
        old = copy.copy(self)
        try:
            self._start()
        except OSError:
            self.socket, self.lifeline, self.keeper = old.socket, old.lifeline, old.keeper
        else:
            old.end()

    def answer(self) -> tuple[int, Any]:
        """Return the number it has worked at, and the answer; raise what the work raised."""
        data = _received(self.socket)
        if data is None:
            return self.number, self._instead()
        failed, answer = pickle.loads(data)
        if failed:
            raise answer
        return self.number, answer

    def _instead(self) -> Any:
        """Start again what was killed; return the answer of the item that it has worked at."""
        status = self.end()
        if status == _NO_PROCESS:
            raise NoProcess(_LACKING)
        if self._killed is None:
            raise KapiError("a process that makes the calls was killed")
        try:
            self._start()
        except OSError as error:
            raise NoProcess(_LACKING) from error
        return self._killed(self._items[self.number])

    def end(self) -> int:
        """End it, and wait until nothing of it is left; return how it ended."""
        status = 0
        if self.keeper > 0:
            self._close()
            status = os.waitstatus_to_exitcode(os.waitpid(self.keeper, 0)[1])
            self.keeper = -1
        return status

    def _close(self) -> None:
        self.socket.close()
        os.close(self.lifeline)


def _close_all_but(*kept: int) -> None:
    """Close what belongs to other workers, which else would not hear of the end."""
    low = 3
    for number in (*sorted(kept), (1 << 31) - 1):
        os.closerange(low, number)
        low = number + 1


def _received(connection: socket.socket) -> bytes | None:
    """The next message, None when there will be none."""
    with contextlib.suppress(OSError), connection.makefile("rb") as file:
        head = file.read(_LENGTH.size)
        if len(head) == _LENGTH.size:
            (size,) = _LENGTH.unpack(head)
            data = file.read(size)
            return data if len(data) == size else None
    return None


@contextlib.contextmanager
def _ending() -> Iterator[None]:
    """End this process with what is done in it; its exit status tells of a lack of processes."""
    status = 1
    try:
        yield
    except OSError as error:
        status = _NO_PROCESS if error.errno in _EXHAUSTED else 1
    finally:
        os._exit(status)


def _keep(alive: int, serve: Callable[[], None], unsafe: Collection[str]) -> None:
    """The first process: start the second, end it with the program; never returns."""
    os.setsid()
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)
    adopt()
    group = Group(f"kapi-{os.getpid()}")
    try:
        status = _lead(group, alive, serve, unsafe)
    finally:  # also where no second process can be made
        group.remove()
    os._exit(status if status >= 0 else 1)


def _lead(group: Group, alive: int, serve: Callable[[], None], unsafe: Collection[str]) -> int:
    """Start the second process, wait until nothing of it is left; return how it ended."""
    status = _NO_PROC
    for processes in (True, False):
        if status == _NO_PROC:
            second = os.fork()
            if second == 0:
                os.close(alive)
                group.join()
                _confined(serve, unsafe, processes)
            status = _watched(second, alive)
    wait_for_all()  # the third may still be about to end
    return status


def _watched(second: int, alive: int) -> int:
    """Wait for the second process, or end it when the program is gone; return its status."""
    watched = os.pidfd_open(second)
    if watched not in select.select([alive, watched], [], [])[0]:
        os.kill(second, signal.SIGKILL)
    os.close(watched)
    return os.waitstatus_to_exitcode(os.waitpid(second, 0)[1])


def _confined(serve: Callable[[], None], unsafe: Collection[str], processes: bool) -> None:
    """The second process, and the third where it can be had; never returns."""
    with _ending():
        confine_worker(unsafe, processes)
        hide_processes()
        third = os.fork() if "processes" in walls.present().names else 0
        if third:
            status = os.waitstatus_to_exitcode(os.waitpid(third, 0)[1])
        else:
            status = _first_of_its_space(serve)
        os._exit(status if status >= 0 else 1)


def _first_of_its_space(serve: Callable[[], None]) -> int:
    die_with_parent()
    if "processes" in walls.present().names:
        os.setpgid(0, 0)  # a call on the group of its caller reaches no process outside
        try:
            mount_own_proc()
        except OSError:
            return _NO_PROC
    serve()
    end_servers()  # what they cost counts only for who waits for them
    return 0


def _serve(connection: socket.socket, work: Callable[[Item], Any], items: Sequence[Item]) -> None:
    """Work at what is asked for until nobody asks."""
    while head := connection.recv(_LENGTH.size, socket.MSG_WAITALL):
        (number,) = _LENGTH.unpack(head)
        try:
            answer = (False, work(items[number]))
        except Exception as error:
            error.add_note(traceback.format_exc())
            answer = (True, error)
        data = pickle.dumps(answer)
        connection.sendall(_LENGTH.pack(len(data)) + data)
