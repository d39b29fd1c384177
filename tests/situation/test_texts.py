"""Texts in the memory of a child."""

from __future__ import annotations

import ctypes
import functools

from kapi.situation import copying, texts
from tests.situation.ranges import (
    MINCORE,
)
from tests.situation.standing import (
    LIBC,
    PAGE,
    before_and_after,
    both_ways,
    call,
    mapping,
    standing,
)


def test_texts() -> None:
    both_ways(look_at_texts)


def look_at_texts() -> None:
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
        got = {name: texts.string_length(process, address) for name, address in found.items()}
        assert got == {
            "abc": 3,
            "empty": 0,
            "long": 4096,
            "unfinished": None,
            "crosses": 8,
            "hole": None,
            "null": None,
        }
        assert texts.text_at(process, found["abc"]) == b"abc"
        begins = functools.partial(texts.begins_with, process)
        abc = found["abc"]
        assert [begins(abc, one) for one in ("", "ab", "abc", "abcd", "b")] == [1, 1, 1, 0, 0]
        assert begins(found["unfinished"], "abc") == 1
        assert begins(found["unfinished"], "abcd") is None
        assert begins(found["empty"], "a") == 0
        assert begins(found["hole"], "a") is None
        assert begins(found["crosses"], "AAAAAAAA") == 1


def test_an_untouched_text_stays_untouched() -> None:
    def then(address: int) -> list[int]:
        vector = ctypes.create_string_buffer(2)
        call(MINCORE, address, 2 * PAGE, ctypes.addressof(vector))
        return list(vector.raw[:2])

    with before_and_after(lambda: mapping(2 * PAGE), then) as (process, address, finish):
        assert texts.string_length(process, address) == 0
        assert texts.bytes_at(process, address, 2 * PAGE) == bytes(2 * PAGE)
        assert copying.writable(process, address, 2 * PAGE) == 1
        assert finish() == [0, 0]
