"""Each x-when of mm and eventpoll, true and false, against what the running kernel answers."""

from __future__ import annotations

import os
import random
import select
import sys
from collections.abc import Callable
from typing import Any

import pytest

from kapi.judge.conditions import Truth, environment, truth
from kapi.model.spec import Spec
from kapi.pipeline import Options, find_specs
from tests.catalog.calls import NOBODY, PAGE, call, facts, in_child, machine

pytestmark = pytest.mark.skipif(
    machine().name != "x86_64" or sys.platform != "linux", reason="the samples are for x86-64"
)

TOP = 1 << 64
LENGTHS = [0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE, (1 << 63) - 1, 1 << 63, TOP - 1, TOP - PAGE]
LENGTHS += [TOP - PAGE + 1, TOP - 100, TOP - 2 * PAGE]
MAP_FIXED, MAP_ANONYMOUS, MAP_FIXED_NOREPLACE = 0x10, 0x20, 0x100000
MAP_BITS = [1 << bit for bit in (4, 6, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 26, 40)]
NAMES = "mlock mlock2 munlock munlockall mlockall madvise mmap epoll_create epoll_create1 "
NAMES += "epoll_ctl epoll_wait epoll_pwait epoll_pwait2"
CALLERS: dict[str, dict[str, Any]] = {
    "as is": {},
    "nobody": {"user": NOBODY},
    "no locking": {"user": NOBODY, "limits": {"RLIMIT_MEMLOCK": 0}},
    "one byte": {"user": NOBODY, "limits": {"RLIMIT_MEMLOCK": 1}},
    "two pages": {"user": NOBODY, "limits": {"RLIMIT_MEMLOCK": 2 * PAGE}},
}


class Samples:
    """Arguments for each call, around the objects that it is made on."""

    def __init__(self) -> None:
        self.start = int(call("mmap", 0, 16 * PAGE, 3, 0x22, -1, 0))
        call("munmap", self.start, 4 * PAGE)
        call("munmap", self.start + 12 * PAGE, 4 * PAGE)
        self.hole, self.start = self.start, self.start + 4 * PAGE
        self.file = os.memfd_create("sample")
        os.ftruncate(self.file, 4 * PAGE)
        self.instance = select.epoll()
        self.pipe, self.writer = os.pipe()

    def of(self, name: str) -> list[list[int]]:
        """Values for each parameter of ``name``."""
        starts = [self.start, self.start + 1, self.start + PAGE - 1, self.start + 4 * PAGE]
        starts += [0, 1, TOP - 1, TOP - PAGE, TOP - 2 * PAGE, TOP - 100, 1 << 63, (1 << 47) - PAGE]
        lengths = [*LENGTHS, TOP - self.start]
        instances = [self.instance.fileno(), self.instance.fileno(), -1, -(1 << 31), 1 << 32]
        memory = [self.start, TOP - PAGE, TOP - 1, TOP - PAGE + 1]
        counts = [-1, 0, 1, 2, 178956970, 178956971, (1 << 31) - 1, -(1 << 31)]
        masks, sizes = [0, self.start], [0, 7, 8, 9, 15, 16, 17, TOP - 1, 1 << 32]
        wait = [instances, memory, counts]
        return {
            "mlock": [starts, lengths],
            "mlock2": [starts, lengths, [0, 1, 2, 3, -1, 1 << 32]],
            "munlock": [starts, lengths],
            "munlockall": [],
            "mlockall": [[*range(10), 16, -1, 1 << 31, 1 << 32, (1 << 32) + 1]],
            "madvise": [starts, lengths, [*range(-2, 28), 99, 100, 101, 102, 103, 104, -1]],
            "mmap": self._of_mmap(),
            "epoll_create": [[*counts, 1 << 32, (1 << 32) + 1]],
            "epoll_create1": [[0, 0x80000, 1, 0x80001, 0x800, -1, 1 << 31, 1 << 32]],
            "epoll_ctl": [
                instances,
                [-1, 0, 1, 2, 3, 4, 1 << 31, 1 << 32],
                [self.pipe, self.writer, self.instance.fileno(), -1],
                [self.start, self.start, 0],
            ],
            "epoll_wait": [*wait, [0]],
            "epoll_pwait": [*wait, [0], masks, sizes],
            "epoll_pwait2": [*wait, [0, self.start], masks, sizes],
        }[name]

    def _of_mmap(self) -> list[list[int]]:
        bits = [sum(random.sample(MAP_BITS, random.choice((0, 0, 1, 1, 2, 3)))) for _ in range(40)]
        types = (0, 1, 1, 2, 2, 2, 3, 3, 4, 5, 8, 9, 15)
        flags = [one | random.choice(types) | random.choice((0, MAP_ANONYMOUS)) for one in bits]
        flags += [0x80003, 0x2022, 0x2021, 0x32, 0x32, 0x100032]
        addresses = [0, 1, PAGE, PAGE + 1, self.hole, self.hole + 5]
        addresses += [TOP - PAGE, TOP - 2 * PAGE, 1 << 63]
        lengths = [0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE, 1 << 23, 1 << 24, (1 << 24) + 1]
        lengths += [1 << 47, 1 << 63, TOP - 1, TOP - PAGE, TOP - PAGE + 1, TOP - 16 * PAGE]
        files = [self.file, self.file, -1, (1 << 32) - 1, (1 << 32) + self.file, 1 << 31]
        offsets = [0, 0, PAGE, 1, PAGE - 1, 1 << 62, (1 << 63) - PAGE, 1 << 63, TOP - PAGE]
        return [addresses, lengths, [0, 1, 2, 3, 4, 7, 8, 16, -1], flags, files, offsets]


def harmless(name: str, arguments: list[int]) -> bool:
    """Whether a call that may succeed leaves this process alone."""
    if name == "madvise":
        return arguments[1] <= 3 * PAGE
    if name == "mmap":
        return not arguments[3] & MAP_FIXED or arguments[1] <= 3 * PAGE
    return name != "epoll_pwait2" or arguments[3] != 0  # NULL waits for ever


def undo(name: str, arguments: list[int], result: int | str) -> None:
    if name.startswith("mlock"):
        call("munlockall")
    elif name == "mmap" and isinstance(result, int):
        call("munmap", result, arguments[1])
    elif name.startswith("epoll_create") and isinstance(result, int):
        os.close(result)


def differences(spec: Spec, count: int) -> Callable[[], Any]:
    """Return calls that went another way than the conditions which hold, and how many held."""
    name = spec.name.removeprefix("sys_")

    def act() -> Any:
        random.seed(name)
        samples, known, held, wrong = Samples(), facts(), 0, []
        choices = samples.of(name)
        for _ in range(count if choices else 1):
            arguments = [random.choice(values) for values in choices]
            names = environment(spec, tuple(arguments), known, machine(), PAGE)
            true = [
                error.errno
                for error in spec.errors
                if error.when and truth(error.when, names) is Truth.HOLDS
            ]
            if not true and not harmless(name, arguments):
                continue
            result = call(name, *arguments)
            undo(name, arguments, result)
            held += bool(true)
            if true and set(true) != {result}:
                wrong.append([*map(hex, arguments), true, result])
        return [held, wrong]

    return act


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("name", NAMES.split())
def test_what_holds_is_what_happens(name: str, caller: str) -> None:
    """Conditions with different errnos never hold at once, and the kernel agrees with each."""
    (spec,) = find_specs(name, (), Options()).specs
    held, wrong = in_child(differences(spec, 300), **CALLERS[caller])
    assert wrong == []
    assert held or name == "munlockall"
