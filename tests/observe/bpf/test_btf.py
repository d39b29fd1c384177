"""Type information: a small one made by hand, damaged ones, and that of the kernel that runs."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapi.observe.bpf.btf import VMLINUX, BtfError, found_in, read_btf

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


def test_members_and_typedefs() -> None:
    found = found_in(WHOLE, ["pair"], ["alias"])
    assert found.members == {("pair", "left"): 0, ("pair", "right"): 4}
    assert found.typedefs == {"alias": 4}


def test_the_size_of_a_bit_field_is_no_offset() -> None:
    found = found_in(content([*INT, *FIELDS]), ["pair"], [])
    assert found.members == {("pair", "left"): 0, ("pair", "right"): 5}


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
        found_in(damaged, ["pair"], ["alias"])


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=4))
def test_foreign_bytes_raise_nothing_else(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(WHOLE)
    for place, byte in changes:
        damaged[place] = byte
    try:
        found_in(bytes(damaged), ["pair"], ["alias"])
    except BtfError:
        return


@pytest.mark.skipif(not VMLINUX.exists(), reason="this kernel has no type information")
def test_the_kernel_that_runs() -> None:
    found = read_btf(["pt_regs", "task_struct"], ["btf_trace_sys_exit"])
    assert found.typedefs["btf_trace_sys_exit"] > 0
    pid = found.members["task_struct", "pid"]
    assert found.members["task_struct", "tgid"] == pid + 4  # as they stand in linux/sched.h
