"""Side effects that the specs of mm state, also after failure, on the running kernel."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from tests.catalog.calls import (
    NOBODY,
    PAGE,
    call,
    facts,
    flags_at,
    in_child,
    machine,
    resident,
    status,
)

pytestmark = pytest.mark.skipif(machine().name != "x86_64", reason="flags are those of x86-64")

PRIVATE, MAP_LOCKED, MAP_POPULATE, MAP_NONBLOCK = 0x22, 0x2000, 0x8000, 0x10000
MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT, MLOCK_ONFAULT = 1, 2, 4, 1
DONTFORK, POPULATE_WRITE = 10, 23
ALLOWED = {"user": NOBODY, "limits": {"RLIMIT_MEMLOCK": 16 * PAGE}}
if facts()["RLIMIT_MEMLOCK"] < 16 * PAGE:
    ALLOWED = {}


def memory(pages: int = 8, protection: int = 3, flags: int = PRIVATE) -> int:
    return int(call("mmap", 0, pages * PAGE, protection, flags, -1, 0))


def locked(start: int, *pages: int) -> list[bool]:
    return ["lo" in flags_at(start + page * PAGE) for page in pages]


def mlock_keeps_what_comes_before_a_hole() -> Any:
    start = memory()
    call("munmap", start + 4 * PAGE, PAGE)
    result = call("mlock", start, 8 * PAGE)
    return [result, status("VmLck") // PAGE, locked(start, 0, 5)]


def mlock_keeps_all_when_populating_fails() -> Any:
    start = memory()
    call("mprotect", start + 4 * PAGE, PAGE, 0)
    result = call("mlock", start, 8 * PAGE)
    return [result, status("VmLck") // PAGE, locked(start, 0, 4, 5), resident(start, 8)]


def munlock_opens_what_comes_before_a_hole() -> Any:
    start = memory()
    call("mlock", start, 8 * PAGE)
    call("munmap", start + 4 * PAGE, PAGE)
    return [call("munlock", start, 8 * PAGE), locked(start, 0, 5)]


def mlock2_waits_for_the_touch() -> Any:
    start = memory()
    first = [call("mlock2", start, 8 * PAGE, MLOCK_ONFAULT), "lf" in flags_at(start)]
    first += [status("VmLck") // PAGE, any(resident(start, 8))]
    return [
        *first,
        call("mlock", start, 8 * PAGE),
        "lf" in flags_at(start),
        all(resident(start, 8)),
    ]


def mmap_is_silent_where_mlock_tells() -> Any:
    file = os.memfd_create("short")
    os.ftruncate(file, PAGE)
    start = call("mmap", 0, 4 * PAGE, 3, 1 | MAP_LOCKED, file, 0)
    assert isinstance(start, int)
    return [status("VmLck") // PAGE, call("mlock", start, 4 * PAGE)]


def mmap_populates_what_is_locked() -> Any:
    flags = (MAP_LOCKED, MAP_LOCKED | MAP_NONBLOCK, MAP_POPULATE, MAP_POPULATE | MAP_NONBLOCK)
    return [all(resident(memory(2, 3, PRIVATE | one), 2)) for one in flags]


def mlockall_of_the_future() -> Any:
    call("mlockall", MCL_FUTURE)
    start = memory(2)
    child = os.fork()
    if not child:
        os._exit(sum(locked(start, 0) + locked(memory(1), 0)))
    in_the_child = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    first = [locked(start, 0), resident(start, 2), in_the_child]
    call("munlockall")
    return [*first, locked(memory(1), 0), status("VmLck")]


def mlockall_of_the_future_on_fault() -> Any:
    call("mlockall", MCL_FUTURE | MCL_ONFAULT)
    start = memory(2, 3, PRIVATE | MAP_LOCKED)
    return [locked(start, 0), any(resident(start, 2))]


def mlockall_over_the_limit() -> Any:
    both = call("mlockall", MCL_CURRENT | MCL_FUTURE)
    after = locked(memory(1), 0)
    future = call("mlockall", MCL_FUTURE)
    end = int(call("brk", 0))
    grown = call("brk", end + 32 * PAGE)
    return [both, after, future, call("mmap", 0, 32 * PAGE, 3, PRIVATE, -1, 0), grown == end]


def madvise_passes_over_a_gap() -> Any:
    start = memory()
    call("munmap", start + 3 * PAGE, PAGE)
    result = call("madvise", start, 8 * PAGE, DONTFORK)
    return [result, "dc" in flags_at(start), "dc" in flags_at(start + 5 * PAGE)]


def populating_stops_at_a_gap() -> Any:
    start = memory()
    call("munmap", start + 3 * PAGE, PAGE)
    result = call("madvise", start, 8 * PAGE, POPULATE_WRITE)
    return [result, all(resident(start, 3)), any(resident(start + 4 * PAGE, 4))]


EXPECTED: dict[Callable[[], Any], list[Any]] = {
    mlock_keeps_what_comes_before_a_hole: ["ENOMEM", 4, [True, False]],
    mlock_keeps_all_when_populating_fails: [
        "ENOMEM",
        8,
        [True, True, True],
        [True] * 4 + [False] * 4,
    ],
    munlock_opens_what_comes_before_a_hole: ["ENOMEM", [False, True]],
    mlock2_waits_for_the_touch: [0, True, 8, False, 0, False, True],
    mmap_is_silent_where_mlock_tells: [4, "ENOMEM"],
    mmap_populates_what_is_locked: [True, True, True, False],
    mlockall_of_the_future: [[True], [True, True], 0, [False], 0],
    mlockall_of_the_future_on_fault: [[True], False],
    mlockall_over_the_limit: ["ENOMEM", [False], 0, "EAGAIN", True],
    madvise_passes_over_a_gap: ["ENOMEM", True, True],
    populating_stops_at_a_gap: ["ENOMEM", True, False],
}


@pytest.mark.parametrize("act", EXPECTED, ids=lambda act: act.__name__)
def test_effect(act: Callable[[], Any]) -> None:
    if act is mlockall_over_the_limit and os.geteuid() and facts()["CAP_IPC_LOCK"]:
        pytest.skip("the privilege cannot be dropped")
    assert in_child(act, **ALLOWED) == EXPECTED[act]
