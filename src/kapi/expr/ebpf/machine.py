"""Pieces of eBPF run here: checks that are at hand, where the kernel runs no programs for us.

Source: ``Documentation/bpf/standardization/instruction-set.rst``. What calls nothing and looks at
no memory but its frame, as `kapi.expr.ebpf.writer` writes it, is understood; all else is refused.
"""

from __future__ import annotations

import operator
import struct
import sys
from collections.abc import Callable, Mapping
from typing import Final

from kapi.expr.ebpf.assembler import ARITHMETIC, JUMPS, R0, R10

_WORD: Final = (1 << 64) - 1
_INSTRUCTION: Final = struct.Struct("=BBhi")
_FRAME: Final = 512  # MAX_BPF_STACK, include/linux/filter.h
_MOST: Final = 20_000  # instructions; pieces have no loops, and no more than some thousands
_SIZES: Final = {0x00: 4, 0x08: 2, 0x10: 1, 0x18: 8}
_LD, _LDX, _ST, _STX, _ALU, _JMP, _ALU64 = 0, 1, 2, 3, 4, 5, 7
_REGISTER: Final = 0x08


def _signed(number: int) -> int:
    return number - (1 << 64) if number >> 63 else number


_COMPUTED: Final[Mapping[str, Callable[[int, int], int]]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "|": operator.or_,
    "&": operator.and_, "^": operator.xor, "mov": lambda _, b: b, "neg": lambda a, _: -a,
    "/": lambda a, b: a // b if b else 0, "%": lambda a, b: a % b if b else a,
    "<<": lambda a, b: a << (b & 63), ">>": lambda a, b: a >> (b & 63),
    "s>>": lambda a, b: _signed(a) >> (b & 63),
}  # fmt: skip
_COMPARED: Final[Mapping[str, Callable[[int, int], bool | int]]] = {
    "==": operator.eq, "!=": operator.ne, "&": operator.and_,
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip
_BY_CODE: Final = {ARITHMETIC[name]: how for name, how in _COMPUTED.items()}
_JUMP_BY_CODE: Final = {
    code: (_COMPARED[name.removeprefix("s")], name.startswith("s")) for name, code in JUMPS.items()
}


def run(code: bytes, registers: Mapping[int, int], frame: Mapping[int, int]) -> int | None:
    """Return what a piece leaves in R0, unsigned; None for one that is not understood.

    ``registers`` are set at the start, ``frame`` the words of 64 bits at (negative) offsets of R10.
    The piece ends at its end.
    """
    try:
        return _Run(code, registers, frame).result()
    except (KeyError, IndexError, struct.error):
        return None


class _Run:
    def __init__(self, code: bytes, registers: Mapping[int, int], frame: Mapping[int, int]) -> None:
        self._code = list(_INSTRUCTION.iter_unpack(code))
        self._registers = [0] * 11
        for register, value in registers.items():
            self._registers[register] = value & _WORD
        self._frame = bytearray(_FRAME)
        for offset, value in frame.items():
            struct.pack_into("=Q", self._frame, _FRAME + offset, value & _WORD)
        self._at = 0

    def result(self) -> int | None:
        for _ in range(_MOST):
            if self._at == len(self._code):
                return self._registers[R0]
            code, both, offset, number = self._code[self._at]
            to, source = both & 15, both >> 4
            if sys.byteorder == "big":
                to, source = source, to
            self._at += 1
            self._step(code, to, source, offset, number)
        return None

    def _step(self, code: int, to: int, source: int, offset: int, number: int) -> None:
        kind = code & 7
        other = self._registers[source] if code & _REGISTER else number & _WORD
        if kind in (_ALU, _ALU64):
            self._compute(code, to, other)
        elif kind == _JMP:
            self._jump(code & 0xF0, to, other, offset)
        elif kind == _LD:
            high = self._code[self._at][3]
            self._registers[to] = (number & 0xFFFFFFFF) | (high & 0xFFFFFFFF) << 32
            self._at += 1
        else:
            self._move(kind, _SIZES[code & 0x18], to, source, offset, number)

    def _compute(self, code: int, to: int, other: int) -> None:
        mask = _WORD if code & 7 == _ALU64 else 0xFFFFFFFF
        if mask != _WORD and code & 0xF0 != ARITHMETIC["mov"]:
            raise KeyError(code)  # of 32 bits only moves are written
        self._registers[to] = _BY_CODE[code & 0xF0](self._registers[to], other) & mask

    def _jump(self, code: int, to: int, other: int, offset: int) -> None:
        if code:
            compared, is_signed = _JUMP_BY_CODE[code]
            one = self._registers[to]
            if is_signed:
                one, other = _signed(one), _signed(other)
            if not compared(one, other):
                return
        self._at += offset

    def _move(self, kind: int, size: int, to: int, source: int, offset: int, number: int) -> None:
        base = source if kind == _LDX else to
        start = _FRAME + offset
        if base != R10 or start < 0 or start + size > _FRAME:
            raise IndexError(offset)
        if kind == _LDX:
            self._registers[to] = int.from_bytes(self._frame[start : start + size], sys.byteorder)
            return
        value = self._registers[source] if kind == _STX else number
        mask = (1 << 8 * size) - 1
        self._frame[start : start + size] = (value & mask).to_bytes(size, sys.byteorder)
