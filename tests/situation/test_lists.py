"""Lists of texts in the memory of a child."""

from __future__ import annotations

import ctypes
import mmap
import struct

import pytest

from kapi.situation import lists
from tests.situation.standing import standing

_kept: list[object] = []


def make() -> tuple[int, int, int]:
    """A list of two texts, one of a pointer that leads nowhere, and one that does not end."""
    texts = [ctypes.create_string_buffer(text) for text in (b"one", b"x" * 5000)]
    good = (ctypes.c_uint64 * 3)(*(ctypes.addressof(one) for one in texts), 0)
    bad = (ctypes.c_uint64 * 2)(4096, 0)
    room = mmap.mmap(-1, 2 * mmap.PAGESIZE)
    start = ctypes.addressof(ctypes.c_char.from_buffer(room))
    ctypes.memset(start, 1, mmap.PAGESIZE)
    ctypes.CDLL(None).mprotect(ctypes.c_long(start + mmap.PAGESIZE), mmap.PAGESIZE, 0)
    _kept.extend((*texts, good, bad, room))
    return ctypes.addressof(good), ctypes.addressof(bad), start


def test_lists() -> None:
    with standing(make) as (process, (good, bad, endless)):
        assert lists.list_length(process, good) == 2
        assert lists.longest_string(process, good) == 5001
        assert lists.list_bytes(process, good) == 5005
        assert (lists.readable_list(process, bad), lists.readable_strings(process, bad)) == (1, 0)
        assert lists.list_bytes(process, bad) is None
        assert lists.readable_list(process, endless) == 0
        assert lists.readable_strings(process, endless) == 1
        assert lists.list_length(process, endless) is None
        assert (lists.list_length(process, 0), lists.list_bytes(process, 0)) == (0, 0)


@pytest.mark.parametrize("begin", [0, 3])
def test_a_list_of_many_pages(begin: int) -> None:
    """Its pointers may go on in the next page."""
    count = 500_000

    def make_long() -> int:
        text = ctypes.create_string_buffer(b"one")
        room = mmap.mmap(-1, begin + 8 * (count + 1))
        start = ctypes.addressof(ctypes.c_char.from_buffer(room)) + begin
        pointers = struct.pack("=Q", ctypes.addressof(text)) * count
        ctypes.memmove(start, pointers, len(pointers))
        _kept.extend((text, room))
        return start

    with standing(make_long) as (process, start):
        assert lists.list_length(process, start) == count
        assert lists.list_bytes(process, start) == 4 * count
