"""Access to memory beside what calls of the child find there afterwards."""

from __future__ import annotations

import os

import pytest

from kapi.situation import copying, memory
from kapi.situation.process import Process
from tests.situation.ranges import (
    EXEC,
    PREAD,
    PWRITE,
    TOP,
    Ranges,
    places,
)
from tests.situation.standing import (
    PAGE,
    before_and_after,
    both_ways,
    call,
    contents,
    mapping,
    standing,
)


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
    asked = (copying.readable, copying.readable_bytes, copying.writable, copying.writable_bytes)
    return tuple(ask(process, address, length) for ask in asked)


def test_root_knows_them_all() -> None:
    if os.geteuid():
        pytest.skip("map_files is for the privileged")
    with standing(places) as (process, ranges):
        for name, one in ranges.items():
            assert None not in access(process, *one), name


def test_an_executable_page_may_have_a_key() -> None:
    with standing(lambda: mapping(PAGE, EXEC)) as (process, address):
        assert copying.readable(process, address, 1) in (1, None)
        assert copying.writable(process, address, 1) == 0


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
        assert copying.readable(process, address, 1) is None


def test_what_grows_is_unknown() -> None:
    def make() -> int:
        (line,) = [
            one for one in contents("/proc/self/maps").splitlines() if one.endswith("[stack]")
        ]
        return int(line.split("-")[0], 16)

    with standing(make) as (process, start):
        assert copying.readable(process, start, 8) == 1
        assert copying.readable(process, start - 8, 8) is None
        assert memory.mapped(process, start - 8, 8) == 0


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
            got = {one: copying.user_address(process, *one) for one in expected}
            assert got == expected


def test_no_bytes_outside_of_user_space_cannot_be_told() -> None:
    with standing(lambda: mapping(PAGE, EXEC)) as (process, address):
        assert copying.readable(process, address, 0) == 1
        assert copying.readable(process, 1 << 63, 0) is None
        assert copying.readable(process, 1 << 63, 1) == 0
