"""Mappings and the address space beside what the child finds."""

from __future__ import annotations

import ctypes
import os
import re
import resource
from collections.abc import Callable
from typing import Any

from kapi.situation import copying, memory
from tests.situation.ranges import (
    ANONYMOUS,
    MINCORE,
    MLOCK,
    MSEAL,
    NONE,
    PRIVATE,
    READ,
    WRITE,
    places,
)
from tests.situation.standing import (
    LIBC,
    PAGE,
    as_nobody,
    before_and_after,
    both_ways,
    call,
    contents,
    mapping,
    standing,
)


def test_facts_of_a_mapping() -> None:
    with standing(places) as (process, ranges):

        def at(name: str, ask: Callable[..., Any]) -> Any:
            return ask(process, ranges[name][0])

        assert at("touched", memory.protection) == READ | WRITE
        assert at("no access", memory.protection) == NONE
        assert at("in the hole", memory.protection) is None
        assert at("shared", memory.shared_mapping) == 1
        assert at("touched", memory.shared_mapping) == 0
        assert at("file", memory.file_mapping) == 1
        assert at("touched", memory.file_mapping) == 0
        start = ranges["touched"][0]
        assert memory.mapped(process, start, 4 * PAGE) == 1
        assert memory.mapped(process, start, 4 * PAGE + 1) == 0
        assert memory.mappings_in(process, ranges["two protections"][0], PAGE + 1) == 2
        assert memory.mappings_in(process, ranges["two protections"][0], PAGE) == 1
        assert memory.past_end_of_file(process, *ranges["last page of the file"]) == 0
        assert memory.past_end_of_file(process, *ranges["over the end of the file"]) == 1
        assert memory.past_end_of_file(process, *ranges["touched"]) == 0
        assert memory.mapping_flag(process, ranges["touched"][0], "wr") == 1
        assert memory.mapping_flag(process, ranges["read-only"][0], "wr") == 0


def test_secret_memory_and_guards() -> None:
    both_ways(secrets_and_guards)


def secrets_and_guards() -> None:
    with standing(places) as (process, ranges):
        assert memory.secret_memory(process, *ranges["touched"]) == 0
        assert memory.guard(process, *ranges["touched"]) == 0
        if "secret" in ranges:
            assert memory.secret_memory(process, *ranges["secret"]) == 1
        if "guard" in ranges:
            assert memory.guard(process, *ranges["over the guard"]) == 1
            assert memory.guard(process, *ranges["after the guard"]) == 0


def test_locked_resident_sealed() -> None:
    both_ways(locked_resident_sealed)


def locked_resident_sealed() -> None:
    def make() -> tuple[int, list[int], int, int]:
        address = mapping(8 * PAGE)
        call(MLOCK, address, 2 * PAGE)
        ctypes.memset(address + 4 * PAGE, 1, PAGE)
        vector = ctypes.create_string_buffer(8)
        call(MINCORE, address, 8 * PAGE, ctypes.addressof(vector))
        sealed = mapping(PAGE)
        status = contents("/proc/self/status")
        locked = int(re.search(r"VmLck:\s+(\d+)", status)[1]) * 1024
        return (
            address,
            list(vector.raw[:8]),
            sealed if not call(MSEAL, sealed, PAGE, 0) else 0,
            locked,
        )

    with standing(make) as (process, (address, core, sealed, locked)):
        assert memory.locked(process, address, 2 * PAGE) == 1
        assert memory.locked(process, address, 2 * PAGE + 1) == 0
        assert memory.locked_bytes(process) == locked == 2 * PAGE
        pages = [memory.resident(process, address + n * PAGE, PAGE) for n in range(8)]
        assert pages == core == [1, 1, 0, 0, 1, 0, 0, 0]
        assert memory.resident(process, address, 2 * PAGE) == 1
        assert memory.resident(process, address, 3 * PAGE) == 0
        assert memory.special_mapping(process, address, PAGE) == 0
        if sealed:
            assert memory.sealed_mapping(process, sealed, PAGE) == 1
            assert memory.sealed_mapping(process, address, PAGE) == 0


def test_special_and_huge() -> None:
    def make() -> tuple[int, int]:
        (line,) = [
            one for one in contents("/proc/self/maps").splitlines() if one.endswith("[vvar]")
        ]
        address = LIBC.mmap(None, 2 << 20, 3, PRIVATE | ANONYMOUS | 0x40000 | 0x4000, -1, 0)
        return int(line.split("-")[0], 16), address

    with standing(make) as (process, (vvar, huge)):
        assert memory.special_mapping(process, vvar, PAGE) == 1
        assert copying.readable(process, vvar, 1) is None
        if huge != ctypes.c_void_p(-1).value:
            assert memory.huge_mapping(process, huge, PAGE) == 1
            assert copying.readable(process, huge, 1) is None  # there may be no huge page
        assert memory.huge_mapping(process, vvar, PAGE) == 0


def test_counts() -> None:
    def make() -> tuple[int, int, str]:
        lines = contents("/proc/self/maps").splitlines()
        status = contents("/proc/self/status")
        return len([line for line in lines if "[vsyscall]" not in line]), 0, status

    with standing(make) as (process, (count, _, status)):
        # The child reads its own lines with a buffer that may be a mapping of its own.
        assert abs(memory.map_count(process) - count) <= 2
        for name, ask in (
            ("VmSize", memory.address_space_bytes),
            ("VmData", memory.data_bytes),
            ("VmStk", memory.stack_bytes),
            ("RssAnon", memory.resident_bytes),  # pages of files are some megabytes more
        ):
            told = int(re.search(rf"{name}:\s+(\d+)", status)[1]) * 1024
            assert abs(ask(process) - told) < 1 << 21


def test_locked_counts_against_the_limit() -> None:
    """The bytes said are those that decide whether one page more may be locked."""

    def make() -> int:
        resource.setrlimit(resource.RLIMIT_MEMLOCK, (4 * PAGE, 4 * PAGE))
        address = mapping(8 * PAGE)
        assert call(MLOCK, address, 3 * PAGE) == 0
        return address

    def then(address: int) -> tuple[int, int]:
        return call(MLOCK, address + 4 * PAGE, 2 * PAGE), call(MLOCK, address + 4 * PAGE, PAGE)

    def look() -> None:
        with before_and_after(make, then) as (process, _, finish):
            assert memory.locked_bytes(process) == 3 * PAGE
            assert process.limits["Max locked memory"][0] == 4 * PAGE
            assert finish() == (-12, 0)

    if os.geteuid() == 0:
        as_nobody(look)


def test_a_large_reserve_is_quick() -> None:
    with standing(lambda: mapping(1 << 33, NONE, PRIVATE | ANONYMOUS | 0x4000)) as (process, where):
        assert copying.readable(process, where, 1 << 33) == 0
        assert memory.mapped(process, where, 1 << 33) == 1
