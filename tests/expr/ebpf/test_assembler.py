"""Instructions against what the kernel does with them; labels and what they refuse."""

from __future__ import annotations

import os
import struct

import pytest

from kapi.expr.ebpf.assembler import (
    ARITHMETIC,
    JUMPS,
    R0,
    R1,
    R2,
    R3,
    Assembler,
    AssemblerError,
)
from kapi.observe.bpf import bpf_calls
from tests.needs import needs_bpf

MASK = (1 << 64) - 1
PAIRS = [(7, 3), (3, 7), (MASK, 1), (1 << 63, 5), (0, 0), (1 << 40, MASK - 1)]


def signed(number: int) -> int:
    return number - (1 << 64) if number >> 63 else number


COMPUTED = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a // b if b else 0,
    "%": lambda a, b: a % b if b else a,
    "|": lambda a, b: a | b,
    "&": lambda a, b: a & b,
    "^": lambda a, b: a ^ b,
    "<<": lambda a, b: a << (b & 63),
    ">>": lambda a, b: a >> (b & 63),
    "s>>": lambda a, b: signed(a) >> (b & 63),
    "mov": lambda _, b: b,
}
HOLDS = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "&": lambda a, b: a & b != 0,
    "s>": lambda a, b: signed(a) > signed(b),
    "s>=": lambda a, b: signed(a) >= signed(b),
    "s<": lambda a, b: signed(a) < signed(b),
    "s<=": lambda a, b: signed(a) <= signed(b),
}


def run(out: Assembler, *words: int) -> int:
    program = bpf_calls.load(bpf_calls.RAW_TRACEPOINT, out.encoded(), "test")
    try:
        return bpf_calls.program_run(program, struct.pack("=6Q", *words, *(0,) * (6 - len(words))))
    finally:
        os.close(program)


def with_operands() -> Assembler:
    out = Assembler()
    out.load(R2, R1, 0)
    out.load(R3, R1, 8)
    return out


@needs_bpf
@pytest.mark.parametrize("operator", sorted(set(ARITHMETIC) - {"neg"}))
def test_arithmetic(operator: str) -> None:
    for left, right in PAIRS:
        out = with_operands()
        out.compute(operator, R2, R3)
        out.constant(R0, COMPUTED[operator](left, right) & MASK)
        out.jump_if("==", R0, R2, "same")
        out.exit(1)
        out.label("same")
        out.exit(2)
        assert run(out, left, right) == 2, (left, operator, right)


@needs_bpf
@pytest.mark.parametrize("operator", sorted(JUMPS))
def test_jumps(operator: str) -> None:
    for left, right in PAIRS:
        out = with_operands()
        out.jump_if(operator, R2, R3, "there")
        out.exit(1)
        out.label("there")
        out.exit(2)
        assert run(out, left, right) == 1 + HOLDS[operator](left, right), (left, operator, right)


@needs_bpf
def test_sizes_in_memory() -> None:
    out = with_operands()
    for size, place in ((8, -8), (4, -16), (2, -24), (1, -32)):
        out.store_number(10, place, 0)
        out.store(10, place, R2, size)
        out.load(R0, 10, place)
        out.constant(R3, 0x1122334455667788 & (1 << 8 * size) - 1)
        out.jump_if("!=", R0, R3, "other")
    out.narrow(R2)
    out.constant(R3, 0x55667788)
    out.jump_if("!=", R2, R3, "other")
    out.compute_number("neg", R2)
    out.jump_if_number("==", R2, -0x55667788, "same")
    out.label("other")
    out.exit(1)
    out.label("same")
    out.exit(2)
    assert run(out, 0x1122334455667788) == 2


def test_what_no_path_leads_to_is_left_out() -> None:
    out = Assembler()
    out.jump("end")
    out.constant(R0, 7)
    out.label("end")
    out.exit()
    assert len(out.encoded()) == 8 * 3


def test_labels_that_are_wrong() -> None:
    out = Assembler()
    out.label("here")
    with pytest.raises(AssemblerError, match="here stands twice"):
        out.label("here")
    out.jump("there")
    with pytest.raises(AssemblerError, match="there stands nowhere"):
        out.encoded()


def test_a_jump_that_is_too_far() -> None:
    out = Assembler()
    out.jump_if_number("==", R1, 0, "end")
    for _ in range(1 << 15):
        out.constant(R0, 1)
    out.label("end")
    out.exit()
    with pytest.raises(AssemblerError, match="too far"):
        out.encoded()
