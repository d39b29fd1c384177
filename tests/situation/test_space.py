"""Room in the address space and elsewhere, beside what calls of the child find."""

from __future__ import annotations

import mmap
import os

import pytest

from kapi.situation import space
from kapi.situation.process import Unknown
from tests.situation.standing import standing

pytestmark = pytest.mark.skipif(os.uname().machine != "x86_64", reason="layout of x86-64")


def room_for(bits: int) -> bool:
    try:
        mmap.mmap(-1, 1 << bits, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, prot=0).close()
    except (OSError, OverflowError, ValueError):
        return False
    return True


def test_gaps_are_as_mmap_finds_them() -> None:
    sizes = (12, 30, 40, 45, 47)
    with standing(lambda: [room_for(bits) for bits in sizes]) as (process, found):
        assert [space.has_gap(process, 1 << bits) for bits in sizes] == list(map(int, found))
        assert space.has_gap(process, 1 << 63) == 0


def test_a_gap_below_all_mappings_is_found_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with standing(lambda: None) as (process, _):
        monkeypatch.setattr(space, "borders", None)  # of all mappings
        monkeypatch.setattr(space, "_SLACK", 0)  # a Python without PIE begins at 4 MiB
        assert space.has_gap(process, 1 << 12) == 1


def test_sizes() -> None:
    with standing(lambda: None) as (process, _):
        assert space.huge_page_exists(process, 0) == 1
        assert space.huge_page_exists(process, 13) == 0
        assert space.huge_bytes_free(process, 13) is None
        assert space.committable_bytes(process) > 1 << 20


def test_file_systems() -> None:
    with standing(lambda: os.open("/proc/self/status", os.O_RDONLY)) as (process, fd):
        assert space.file_system(process, fd) == 0x9FA0
        assert space.file_system(process, 77) == 0


def test_the_file_system_of_a_link_that_is_open_for_paths_only() -> None:
    with standing(lambda: os.open("/proc/self", os.O_PATH | os.O_NOFOLLOW)) as (process, fd):
        assert space.file_system(process, fd) == 0x9FA0


def low_room_for(length: int) -> bool:
    try:
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4040  # MAP_NORESERVE, MAP_32BIT
        mmap.mmap(-1, length, flags, prot=0).close()
    except OSError:
        return False
    return True


def test_gaps_below_2_gib_are_as_mmap_finds_them() -> None:
    lengths = (1 << 12, 1 << 29, (1 << 30) + 4096, 3 << 30)
    with standing(lambda: [low_room_for(length) for length in lengths]) as (process, found):
        assert found == [True, True, False, False]
        assert [space.has_low_gap(process, length) for length in lengths] == [1, 1, 0, 0]
        with pytest.raises(Unknown):  # the kernel begins up to 32 MiB later
            space.has_low_gap(process, (1 << 30) - 4096)
