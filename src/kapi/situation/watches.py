"""Predicates of epoll instances that watch each other, as far as the process holds them.

An instance that only another process holds, which got a descriptor from this one, is not seen.
"""

from __future__ import annotations

import functools
from weakref import WeakKeyDictionary

from kapi.situation import kernel
from kapi.situation.open_files import is_open, kind_name
from kapi.situation.process import Process, Unknown
from kapi.situation.readiness import entries_of

_Edges = dict[int, list[int]]
_edges: WeakKeyDictionary[Process, _Edges] = WeakKeyDictionary()
_reversed: WeakKeyDictionary[Process, _Edges] = WeakKeyDictionary()
_instances: WeakKeyDictionary[Process, dict[int, int]] = WeakKeyDictionary()


def leads_to(process: Process, epoll: int, fd: int) -> int:
    """Whether the instance watches the file of ``fd``, itself or by way of other instances."""
    wanted = _first(process, fd)
    pending, seen = [_first(process, epoll)], set()
    while pending:
        here = pending.pop()
        if here not in seen:
            seen.add(here)
            pending.extend(_watched(process).get(here, ()))
            if wanted in _watched(process).get(here, ()):
                return 1
    return 0


def instances_below(process: Process, fd: int) -> int:
    """How many instances the longest chain from this one down has, itself counted."""
    return _below(process, _first(process, fd))


def instances_above(process: Process, fd: int) -> int:
    """How many instances the longest chain up to this one has, itself counted."""
    return _above(process, _first(process, fd)) + int(kind_name(process, fd) == "FILE_EPOLL")


def watch_chains(process: Process, fd: int, length: int) -> int:
    """How many chains of so many instances lead to the file, from one that nobody watches."""
    return _chains(process, _first(process, fd), length)


def _below(process: Process, fd: int) -> int:
    if fd not in _watched(process):
        return 0
    return 1 + max((_below(process, one) for one in _watched(process)[fd]), default=0)


def _above(process: Process, fd: int) -> int:
    return max((1 + _above(process, one) for one in _watchers(process, fd)), default=0)


def _chains(process: Process, fd: int, length: int) -> int:
    watchers = _watchers(process, fd)
    if length == 1:
        return sum(not _watchers(process, one) for one in watchers)
    return sum(_chains(process, one, length - 1) for one in watchers)


def _watchers(process: Process, fd: int) -> list[int]:
    if process not in _reversed:
        found = _reversed[process] = {}
        for epoll, files in _watched(process).items():
            for one in files:
                found.setdefault(one, []).append(epoll)
    return _reversed[process].get(fd, [])


def _watched(process: Process) -> _Edges:
    """Return for the first number of each instance those of what it watches."""
    if process not in _edges:
        instances = {
            number
            for number in sorted(process.descriptors)
            if kind_name(process, number) == "FILE_EPOLL" and _first(process, number) == number
        }
        _edges[process] = {epoll: _files(process, epoll) for epoll in instances}
    return _edges[process]


def _files(process: Process, epoll: int) -> list[int]:
    found = []
    numbers = [number for number, _ in entries_of(process, epoll)]
    for place, number in enumerate(numbers):
        order = numbers[:place].count(number)
        if not is_open(process, number) or not kernel.same_epoll_target(
            process.pid, number, epoll, order
        ):
            raise Unknown("what is watched has another number now")
        found.append(_first(process, number))
    return found


def _first(process: Process, fd: int) -> int:
    """Return the lowest number of the instance that ``fd`` is; of another file ``fd`` itself."""
    if kind_name(process, fd) != "FILE_EPOLL":
        return fd
    if process not in _instances:
        _instances[process] = _group(process)
    return _instances[process].get(fd, fd)


def _group(process: Process) -> dict[int, int]:
    """Return for each number of an instance the lowest one of the same instance."""
    found = [fd for fd in sorted(process.descriptors) if kind_name(process, fd) == "FILE_EPOLL"]
    order = functools.cmp_to_key(functools.partial(kernel.file_order, process.pid))
    first: dict[int, int] = {}
    before = -1
    for number in sorted(found, key=order):  # stable: of one instance the lowest comes first
        same = before >= 0 and kernel.same_file(process.pid, before, number)
        first[number] = first[before] if same else number
        before = number
    return first
