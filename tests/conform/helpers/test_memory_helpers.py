"""Memory that steps ask for: zero, and what lies beside it is the same in every process."""

from __future__ import annotations

import ctypes
import os

from kapi.conform.helpers.memory_helpers import MEMORY, text, zeroed
from kapi.conform.libc import LIBC


def test_what_follows_a_text_is_zero() -> None:
    address = text(b"aaaa")
    assert ctypes.string_at(address, 16) == b"aaaa".ljust(16, b"\0")


def test_an_access_ends_where_the_area_does() -> None:
    size = 1 << 20
    address = zeroed(size)
    made = LIBC.memfd_create(b"copy", 0)
    assert LIBC.write(made, ctypes.c_void_p(address), ctypes.c_size_t(4 * size)) == size
    os.close(made)


def test_nothing_is_given_twice() -> None:
    taken = [(zeroed(size), size) for size in (0, 1, 16, 17, 1 << 20, 5)]
    for address, size in taken:
        assert ctypes.string_at(address, size) == bytes(size)
        ctypes.memset(address, 1, size)
    assert len({address for address, _ in taken}) == len(taken)


def test_a_list_of_pointers_ends_with_a_null() -> None:
    word = text(b"word")
    made = MEMORY["pointers"].run(word, 3)
    assert list((ctypes.c_int64 * 4).from_address(made or 0)) == [word, word, word, 0]
