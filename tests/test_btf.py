"""Type information: a small one made by hand, damaged ones, and that of the kernel that runs."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapi.btf import STRUCT, TYPEDEF, VMLINUX, BtfError, Types

STRINGS = b"\0int\0pair\0left\0right\0alias\0my_alias\0"


def at(name: bytes) -> int:
    return STRINGS.index(b"\0" + name + b"\0") + 1


def content(types: list[int]) -> bytes:
    words = struct.pack(f"={len(types)}I", *types)
    header = struct.pack("=HBBIIIII", 0xEB9F, 1, 0, 24, 0, len(words), len(words), len(STRINGS))
    return header + words + STRINGS


INT = [at(b"int"), 1 << 24, 4, 32]
PAIR = [at(b"pair"), 4 << 24 | 2, 8, at(b"left"), 1, 0, at(b"right"), 1, 32]
FIELDS = [at(b"pair"), 1 << 31 | 4 << 24 | 2, 8]
FIELDS += [at(b"left"), 1, 3 << 24 | 0, at(b"right"), 1, 5 << 24 | 40]
ALIAS = [at(b"alias"), 8 << 24, 2]
OTHER = [at(b"my_alias"), 8 << 24, 1]
WHOLE = content([*INT, *PAIR, *OTHER, *ALIAS])


def offsets(types: Types, structure: str) -> dict[str, int]:
    found = types.members(types.find(STRUCT, structure))
    return {name: offset for name, _, offset in found}


def test_members_and_typedefs() -> None:
    types = Types(WHOLE)
    assert list(types.members(2)) == [("left", 1, 0), ("right", 1, 4)]
    assert (types.find(STRUCT, "pair"), types.find(TYPEDEF, "alias")) == (2, 4)


def test_a_name_that_is_the_end_of_another_or_of_another_kind() -> None:
    types = Types(WHOLE)
    assert types.find(TYPEDEF, "my_alias") == 3
    for kind, name in ((STRUCT, "alias"), (STRUCT, "none"), (TYPEDEF, "pair")):
        assert types.find(kind, name) == 0


def test_a_name_that_ends_a_longer_string_is_found_there() -> None:
    inside = at(b"my_alias") + len("my_")
    assert Types(content([*INT, inside, 8 << 24, 1])).find(TYPEDEF, "alias") == 2


def test_the_size_of_a_bit_field_is_no_offset() -> None:
    assert offsets(Types(content([*INT, *FIELDS])), "pair") == {"left": 0, "right": 5}


def test_the_other_byte_order() -> None:
    words = struct.pack(f">{len(INT + PAIR)}I", *INT, *PAIR)
    sizes = (24, 0, len(words), len(words), len(STRINGS))
    types = Types(struct.pack(">HBBIIIII", 0xEB9F, 1, 0, *sizes) + words + STRINGS, ">")
    assert offsets(types, "pair") == {"left": 0, "right": 4}


@pytest.mark.parametrize(
    ("damaged", "said"),
    [
        (b"", "ends in its header"),
        (b"\x7fELF" + WHOLE[4:], "begins with"),
        (WHOLE[:-1], "ends after the file"),
        (content([*INT, at(b"pair"), 4 << 24 | 9, 8, 0]), "type 2 is cut"),
        (content([0, 31 << 24, 0]), "type 1 is of kind 31"),
    ],
)
def test_damage_is_said(damaged: bytes, said: str) -> None:
    with pytest.raises(BtfError, match=said):
        Types(damaged).start(2)


def test_what_is_damaged_after_the_type_that_is_asked_for_is_not_looked_at() -> None:
    types = Types(content([*INT, *PAIR, 0, 31 << 24, 0]))
    assert types.find(STRUCT, "pair") == 2
    with pytest.raises(IndexError):
        Types(WHOLE).start(99)


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=4))
def test_foreign_bytes_raise_nothing_else(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(WHOLE)
    for place, byte in changes:
        damaged[place] = byte
    try:
        types = Types(bytes(damaged))
        if number := types.find(STRUCT, "pair"):
            list(types.members(number))
    except BtfError:
        return


@pytest.mark.skipif(not Path(VMLINUX).exists(), reason="this kernel has no type information")
def test_the_kernel_that_runs() -> None:
    types = Types(Path(VMLINUX).read_bytes())
    assert types.find(TYPEDEF, "btf_trace_sys_exit") > 0
    task = offsets(types, "task_struct")
    assert task["tgid"] == task["pid"] + 4  # as they stand in linux/sched.h
