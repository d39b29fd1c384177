"""Pieces of eBPF run here: the same as the kernel does with them (`test_assembler`)."""

from __future__ import annotations

import pytest

from kapi.expr.ebpf.assembler import ARITHMETIC, JUMPS, R0, R1, R2, R3, R10, Assembler
from kapi.expr.ebpf.machine import run
from tests.expr.ebpf.test_assembler import COMPUTED, HOLDS, MASK, PAIRS


def result(out: Assembler, *words: int) -> int | None:
    return run(out.encoded(), dict(zip((R2, R3), words, strict=False)), {})


@pytest.mark.parametrize("operator", sorted(set(ARITHMETIC) - {"neg"}))
def test_arithmetic(operator: str) -> None:
    out = Assembler()
    out.compute(operator, R2, R3)
    out.copy(R0, R2)
    for left, right in PAIRS:
        assert result(out, left, right) == COMPUTED[operator](left, right) & MASK


@pytest.mark.parametrize("operator", sorted(JUMPS))
def test_jumps(operator: str) -> None:
    out = Assembler()
    out.constant(R0, 2)
    out.jump_if(operator, R2, R3, "there")
    out.constant(R0, 1)
    out.label("there")
    for left, right in PAIRS:
        assert result(out, left, right) == 1 + HOLDS[operator](left, right), (left, right)


@pytest.mark.parametrize("number", [0, -1, 1 << 31, -(1 << 31), 0x1122334455667788])
def test_constants(number: int) -> None:
    out = Assembler()
    out.constant(R0, number)
    assert result(out) == number & MASK


def test_numbers_in_instructions_are_extended_by_their_sign() -> None:
    out = Assembler()
    out.compute_number("neg", R2)
    out.jump_if_number("s<", R2, -4, "there")
    out.copy(R0, R2)
    out.label("there")
    assert (result(out, 4), result(out, 5)) == (-4 & MASK, 0)


def test_the_frame() -> None:
    out = Assembler()
    out.load(R2, R10, -8)
    out.store_halves(R10, -24, R2)
    out.load(R0, R10, -24)
    out.load(R1, R10, -8, 1)
    out.compute("+", R0, R1)
    out.store_number(R10, -32, -1)
    out.load(R1, R10, -28, 4)
    out.narrow(R1)
    out.compute("^", R0, R1)
    assert run(out.encoded(), {}, {-8: 0x1122334455667788}) == 0x1122334455667810 ^ 0xFFFFFFFF


def test_what_is_not_understood_has_no_result() -> None:
    called, elsewhere, endless, outside = (Assembler() for _ in range(4))
    called.call(5)
    elsewhere.load(R0, R1, 0)
    endless.label("here")
    endless.jump("here")
    outside.load(R0, R10, -516)
    for out in (called, elsewhere, endless, outside):
        assert result(out) is None
    assert run(b"\0" * 12, {}, {}) is None
