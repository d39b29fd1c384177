"""Which of the threads that are traced share a table of descriptors, or memory.

Before a call whose thread is `Groups.is_alone`, what the process has can be measured: nobody else
can change it until the call has ended, since all others that could are not there.
"""

from __future__ import annotations

from kapi.observe.descendants import process_of
from kapi.situation.kernel import share_state


class Groups:
    """The threads of a tree of processes, as far as the tracer was told of them."""

    def __init__(self, first: int) -> None:
        self._process = {first: first}
        self._threads = {first: {first}}
        self._shared: dict[int, set[int]] = {}

    def born(self, parent: int, child: int, *, waits: bool) -> None:
        """Note that a thread made another; ``waits``: it stands until that executes (vfork)."""
        old = self._process.get(parent, parent)
        new = process_of(child) or old  # it may be gone again
        self._process[child] = new
        self._threads.setdefault(new, set()).add(child)
        if new != old and _share(parent, child, memory=not (waits and self.is_alone(parent))):
            them = {old, *self._shared.get(old, ())}
            self._shared[new] = them
            for one in them:
                self._shared.setdefault(one, set()).add(new)

    def executed(self, process: int) -> None:
        """Note that a process executes another program: all but one of its threads are gone."""
        for tid in self._threads.get(process, set()):
            self._process.pop(tid, None)
        self._process[process] = process
        self._threads[process] = {process}
        self._shares_no_more(process)

    def ended(self, tid: int) -> None:
        """Note that a thread is gone."""
        process = self._process.pop(tid, tid)
        threads = self._threads.get(process, set())
        threads.discard(tid)
        if not threads:
            self._threads.pop(process, None)
            self._shares_no_more(process)

    def _shares_no_more(self, process: int) -> None:
        for one in self._shared.pop(process, set()):
            self._shared.get(one, set()).discard(process)

    def is_alone(self, tid: int) -> bool:
        """Whether no other thread can change descriptors or memory of this one."""
        process = self._process.get(tid)
        return not self._shared.get(process or 0) and self._threads.get(process or 0) == {tid}


def _share(parent: int, child: int, *, memory: bool) -> bool:
    try:
        return share_state(parent, child, memory=memory)
    except OSError:  # nothing can tell
        return True
