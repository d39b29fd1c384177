"""What is said of memory beside what calls of the child find there afterwards."""

from __future__ import annotations

import ctypes
import mmap
import os
import re
import resource
import tempfile
from collections.abc import Callable
from typing import Any

import pytest

from kapi.situation import memory
from kapi.situation.process import Process
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

NONE, READ, WRITE, EXEC = 0, 1, 2, 4
SHARED, PRIVATE, FIXED, ANONYMOUS = 1, 2, 0x10, 0x20
MEMFD_SECRET, MADVISE, PREAD, PWRITE, MINCORE, MSEAL, MLOCK = 447, 28, 17, 18, 27, 462, 149
GUARD_INSTALL = 102
TOP = (1 << 47) - PAGE
Ranges = dict[str, tuple[int, int]]


def places() -> Ranges:
    """Make memory of many kinds: name → (address, length)."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it stays open
    file.write(b"x" * (2 * PAGE + 10))
    file.flush()
    shared = os.memfd_create("m")
    os.ftruncate(shared, PAGE)
    whole = mapping(8 * PAGE)
    LIBC.munmap(ctypes.c_void_p(whole + 4 * PAGE), ctypes.c_size_t(PAGE))
    ctypes.memset(whole, 1, 2 * PAGE)
    untouched = mapping(4 * PAGE)
    private = mapping(8 * PAGE, READ | WRITE, PRIVATE, file.fileno())
    found: Ranges = {
        "touched": (whole, 2 * PAGE),
        "up to the hole": (whole, 4 * PAGE),
        "over the hole": (whole + 3 * PAGE + 7, 2 * PAGE),
        "in the hole": (whole + 4 * PAGE, 1),
        "untouched": (untouched, 4 * PAGE),
        "nothing": (whole, 0),
        "read-only": (mapping(PAGE, READ), PAGE),
        "write-only": (mapping(PAGE, WRITE), PAGE),
        "no access": (mapping(PAGE, NONE), PAGE),
        "two protections": (two_protections(), 2 * PAGE),
        "file": (private, 2 * PAGE),
        "last page of the file": (private + 2 * PAGE, PAGE),
        "over the end of the file": (private + 2 * PAGE + 100, PAGE),
        "past the end of the file": (private + 3 * PAGE, PAGE),
        "file from an offset": (mapping(4 * PAGE, 1, SHARED, file.fileno(), PAGE), 3 * PAGE),
        "shared past the end": (mapping(4 * PAGE, 3, SHARED, shared) + PAGE, PAGE),
        "shared": (mapping(4 * PAGE, 3, SHARED, shared), PAGE),
        "shared anonymous": (mapping(2 * PAGE, 3, SHARED | ANONYMOUS), 2 * PAGE),
        "null": (0, 1),
        "null and more": (0, PAGE),
        "kernel": (1 << 63 | 1 << 62, 8),
        "not canonical": (1 << 48, 8),
        "end of user space": (TOP - 1, 2),
        "last bytes": ((1 << 64) - 8, 8),
        "vsyscall": (0xFFFFFFFFFF600000, 8),
    }
    zero = os.open("/dev/zero", os.O_RDWR)
    found["zero device"] = (mapping(2 * PAGE, 3, PRIVATE, zero), 2 * PAGE)
    found.update(guarded())
    secret = call(MEMFD_SECRET, 0)
    if secret >= 0:
        os.ftruncate(secret, PAGE)
        found["secret"] = (mapping(2 * PAGE, 3, SHARED, secret), PAGE)
        found["past the secret"] = (mapping(2 * PAGE, 3, SHARED, secret) + PAGE, PAGE)
    KEPT.extend((file, shared))
    return found


KEPT: list[object] = []


def two_protections() -> int:
    address = mapping(2 * PAGE)
    LIBC.mprotect(ctypes.c_void_p(address + PAGE), ctypes.c_size_t(PAGE), READ)
    return address


def guarded() -> Ranges:
    address = mapping(8 * PAGE)
    ctypes.memset(address, 1, 3 * PAGE)
    if call(MADVISE, address + PAGE, PAGE, GUARD_INSTALL):
        return {}
    return {
        "guard": (address + PAGE, PAGE),
        "before the guard": (address, PAGE),
        "over the guard": (address + 5, 2 * PAGE),
        "after the guard": (address + 2 * PAGE, 6 * PAGE),
    }


def trials(ranges: Ranges) -> dict[str, tuple[int, int]]:
    """How many bytes the kernel copies from and to each range."""
    place = os.memfd_create("t")
    full = b"\1" * (16 * PAGE)
    os.pwrite(place, full, 0)
    found = {}
    for name, (address, length) in ranges.items():
        writes = call(PWRITE, place, address, length, 0)
        os.pwrite(place, full, 0)
        reads = call(PREAD, place, address, length, 0)
        found[name] = (max(writes, 0), max(reads, 0))
    return found


def test_access_agrees_with_calls() -> None:
    both_ways(compare_access)


def compare_access() -> None:
    with before_and_after(places, trials) as (process, ranges, finish):
        got = {name: access(process, *one) for name, one in ranges.items()}
        with Process(process.pid, keyed=True) as another:
            keyed = {name: access(another, *one) for name, one in ranges.items()}
        assert keyed == got
        for name, (reads, writes) in finish().items():
            length = ranges[name][1]
            expected = (reads == length, reads, writes == length, writes)
            if got[name] != expected:
                assert name in DOUBTFUL, (name, got[name], expected)
                assert None in got[name], (name, got[name], expected)


DOUBTFUL = ("shared anonymous", "secret", "past the secret")
"""What an ordinary user cannot be told: the size of a file that has no name."""


def access(process: Process, address: int, length: int) -> tuple[int | None, ...]:
    asked = (memory.readable, memory.readable_bytes, memory.writable, memory.writable_bytes)
    return tuple(ask(process, address, length) for ask in asked)


def test_root_knows_them_all() -> None:
    if os.geteuid():
        pytest.skip("map_files is for the privileged")
    with standing(places) as (process, ranges):
        for name, one in ranges.items():
            assert None not in access(process, *one), name


def test_an_executable_page_may_have_a_key() -> None:
    with standing(lambda: mapping(PAGE, EXEC)) as (process, address):
        assert memory.readable(process, address, 1) in (1, None)
        assert memory.writable(process, address, 1) == 0


def test_a_protection_key_makes_access_unknown() -> None:
    def make() -> int | None:
        key = call(330, 0, 3)
        if key < 0:
            return None
        address = mapping(PAGE)
        assert call(329, address, PAGE, 3, key) == 0
        return address

    with standing(make, keyed=True) as (process, address):
        if address is None:
            pytest.skip("no protection keys")
        assert memory.readable(process, address, 1) is None


def test_what_grows_is_unknown() -> None:
    def make() -> int:
        (line,) = [
            one for one in contents("/proc/self/maps").splitlines() if one.endswith("[stack]")
        ]
        return int(line.split("-")[0], 16)

    with standing(make) as (process, start):
        assert memory.readable(process, start, 8) == 1
        assert memory.readable(process, start - 8, 8) is None
        assert memory.mapped(process, start - 8, 8) == 0


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
        assert memory.readable(process, vvar, 1) is None
        if huge != ctypes.c_void_p(-1).value:
            assert memory.huge_mapping(process, huge, PAGE) == 1
            assert memory.readable(process, huge, 1) is None  # there may be no huge page
        assert memory.huge_mapping(process, vvar, PAGE) == 0


def test_texts() -> None:
    both_ways(texts)


def texts() -> None:
    def make() -> dict[str, int]:
        address = mapping(4 * PAGE)
        LIBC.munmap(ctypes.c_void_p(address + 3 * PAGE), ctypes.c_size_t(PAGE))
        end = address + 3 * PAGE
        ctypes.memmove(end - 4, b"abc\0", 4)
        ctypes.memset(address, 65, PAGE + 5)
        unfinished = mapping(2 * PAGE)
        LIBC.munmap(ctypes.c_void_p(unfinished + PAGE), ctypes.c_size_t(PAGE))
        ctypes.memmove(unfinished + PAGE - 3, b"abc", 3)
        return {
            "abc": end - 4,
            "empty": end - 1,
            "long": address,
            "unfinished": unfinished + PAGE - 3,
            "crosses": address + PAGE - 3,
            "hole": end,
            "null": 0,
        }

    with standing(make) as (process, found):
        got = {name: memory.string_length(process, address) for name, address in found.items()}
        assert got == {
            "abc": 3,
            "empty": 0,
            "long": 4096,
            "unfinished": None,
            "crosses": 8,
            "hole": None,
            "null": None,
        }
        assert memory.text_at(process, found["abc"]) == b"abc"


def test_an_untouched_text_stays_untouched() -> None:
    def then(address: int) -> list[int]:
        vector = ctypes.create_string_buffer(2)
        call(MINCORE, address, 2 * PAGE, ctypes.addressof(vector))
        return list(vector.raw[:2])

    with before_and_after(lambda: mapping(2 * PAGE), then) as (process, address, finish):
        assert memory.string_length(process, address) == 0
        assert memory.bytes_at(process, address, 2 * PAGE) == bytes(2 * PAGE)
        assert memory.writable(process, address, 2 * PAGE) == 1
        assert finish() == [0, 0]


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
            assert process.limits["Max locked memory"] == 4 * PAGE
            assert finish() == (-12, 0)

    if os.geteuid() == 0:
        as_nobody(look)


def test_addresses_of_user_space() -> None:
    with standing(lambda: mapping(PAGE)) as (process, address):
        expected = {
            (address, PAGE): 1,
            (0, 0): 1,
            (TOP, 0): 1,
            (TOP - 1, 2): 0,
            (1 << 63, 1): 0,
            ((1 << 64) - 1, 2): 0,
        }
        if os.uname().machine == "x86_64" and "la57" not in contents("/proc/cpuinfo"):
            got = {one: memory.user_address(process, *one) for one in expected}
            assert got == expected


def test_a_large_reserve_is_quick() -> None:
    with standing(lambda: mapping(1 << 33, NONE, PRIVATE | ANONYMOUS | 0x4000)) as (process, where):
        assert memory.readable(process, where, 1 << 33) == 0
        assert memory.mapped(process, where, 1 << 33) == 1


assert mmap.PAGESIZE == PAGE
