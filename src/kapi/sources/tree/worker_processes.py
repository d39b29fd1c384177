"""Work done in other processes, without threads: where none can be started, it is done here.

`concurrent.futures` needs threads, and hangs where the limit of processes (RLIMIT_NPROC) allows
none. A process that is killed takes the one item with it that it worked on.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def in_workers(
    work: Callable[[Item], Answer],
    items: Iterator[Item],
    number: int,
    killed: Callable[[Item], Answer],
) -> Generator[Answer, None, None]:
    """Yield ``work(item)`` of all ``items`` in any order, from up to ``number`` processes.

    ``killed`` gives the answer for an item whose process died. ``work`` must not raise; what
    it raises all the same ends its process.
    """
    crew: list[_Worker[Item, Answer]] = []
    limit = number
    try:
        for item in items:
            if len(crew) < limit and not _start(work, crew):
                limit = len(crew)
            if not any(worker.is_idle for worker in crew) and crew:
                yield _next_answer(crew, killed)
            if not any(worker.give(item) for worker in crew if worker.is_idle):
                yield work(item)
        while any(not worker.is_idle for worker in crew):
            yield _next_answer(crew, killed)
    finally:
        for worker in crew:
            worker.end()


def _next_answer(crew: list[_Worker[Item, Answer]], killed: Callable[[Item], Answer]) -> Answer:
    """Wait for an answer; a worker that died leaves the crew."""
    from multiprocessing.connection import wait

    busy = {worker.pipe: worker for worker in crew if not worker.is_idle}
    first = next(worker for pipe, worker in busy.items() if pipe in wait(list(busy)))
    item, first.item = first.item, None
    assert item is not None
    try:
        answer: Answer = first.pipe.recv()
    except (EOFError, OSError):
        crew.remove(first)
        first.end()
        return killed(item)
    return answer


class _Worker(Generic[Item, Answer]):
    """One process, the pipe to it, and the item it works on."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.item: Item | None = None

    @property
    def is_idle(self) -> bool:
        """Whether it waits for an item."""
        return self.item is None

    def give(self, item: Item) -> bool:
        """Hand over ``item``; say whether the process took it."""
        try:
            self.pipe.send(item)
        except OSError:
            return False
        self.item = item
        return True

    def end(self) -> None:
        """Close the pipe, at which the process ends; a busy one is ended."""
        self.pipe.close()
        if self.item is not None:
            self.process.terminate()
        self.process.join()


def _start(work: Callable[[Item], Answer], crew: list[_Worker[Item, Answer]]) -> bool:
    """Add one more process to ``crew``, if the system allows one."""
    import multiprocessing  # what an unchanged tree needs not pay
    import threading

    # a process with threads must not fork: a lock may be held in the child, where nobody frees it
    is_fork = threading.active_count() == 1
    context: Any = multiprocessing.get_context("fork" if is_fork else "spawn")
    try:
        ours, theirs = context.Pipe()
    except OSError:
        return False
    # a forked process has the others' pipes too, which would never end while it holds them
    foreign = [ours, *(worker.pipe for worker in crew)] if is_fork else []
    process = context.Process(target=_serve, args=(work, theirs, foreign), daemon=True)
    try:
        process.start()
    except (OSError, RuntimeError):
        ours.close()
        return False
    finally:
        theirs.close()
    crew.append(_Worker(process, ours))
    return True


def _serve(work: Callable[[Item], Answer], pipe: Connection, foreign: list[Connection]) -> None:
    """Answer until the other end is closed. Interrupts are the parent's."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for one in foreign:
        one.close()
    while True:
        try:
            item: Item = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(work(item))
