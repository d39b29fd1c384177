"""An assembler of eBPF: instructions with labels, to the bytes that bpf(2) takes.

Source: ``include/uapi/linux/bpf.h`` and ``bpf_common.h`` for the numbers,
``Documentation/bpf/standardization/instruction-set.rst`` for what they do. Instructions are
written in the byte order of the machine that runs this program, as the kernel wants them.
"""

from __future__ import annotations

import struct
import sys
from typing import Final

import msgspec

R0, R1, R2, R3, R4, R5, R6, R7, R8, R9, R10 = range(11)
"""R0 has results; R1 to R5 are arguments, lost by a call; R6 to R9 stay; R10 is the frame."""

ARITHMETIC: Final = {
    "+": 0x00, "-": 0x10, "*": 0x20, "/": 0x30, "|": 0x40, "&": 0x50, "<<": 0x60, ">>": 0x70,
    "neg": 0x80, "%": 0x90, "^": 0xA0, "mov": 0xB0, "s>>": 0xC0,
}  # fmt: skip
"""The arithmetic instructions, unsigned but for ``s>>``, which copies the sign."""
JUMPS: Final = {
    "==": 0x10, ">": 0x20, ">=": 0x30, "&": 0x40, "!=": 0x50, "s>": 0x60, "s>=": 0x70,
    "<": 0xA0, "<=": 0xB0, "s<": 0xC0, "s<=": 0xD0,
}  # fmt: skip
"""The conditional jumps, unsigned but for those with ``s``."""

_LD, _LDX, _ST, _STX, _ALU, _JMP, _ALU64 = 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x07
_REGISTER, _MEMORY, _IMM64 = 0x08, 0x60, 0x18
_SIZES: Final = {1: 0x10, 2: 0x08, 4: 0x00, 8: 0x18}
_JA, _CALL, _EXIT = 0x00, 0x80, 0x90
_PSEUDO_MAP_FD = 1
_FARTHEST = (1 << 15) - 1


class AssemblerError(Exception):
    """A program that cannot be written: a label twice or nowhere, or a jump that is too far."""


class _Instruction(msgspec.Struct):
    code: int
    to: int = 0
    source: int = 0
    offset: int = 0
    number: int = 0
    label: str = ""


class Assembler:
    """Collects instructions; `encoded` gives their bytes."""

    def __init__(self) -> None:
        self._instructions: list[_Instruction] = []
        self._labels: dict[str, int] = {}
        self._fresh = 0

    def __len__(self) -> int:
        return len(self._instructions)

    def fresh(self, name: str = "l") -> str:
        """Return a label that no other has."""
        self._fresh += 1
        return f"{name}.{self._fresh}"

    def label(self, name: str) -> None:
        """Put a label before the next instruction."""
        if name in self._labels:
            raise AssemblerError(f"the label {name} stands twice")
        self._labels[name] = len(self._instructions)

    def constant(self, to: int, number: int) -> None:
        """Put a number of 64 bits into a register; a negative one is sign-extended."""
        if -(1 << 31) <= number < 1 << 31:
            self._add(_ALU64 | ARITHMETIC["mov"], to, number=number)
        else:
            self._wide(to, 0, number & (1 << 64) - 1)

    def map(self, to: int, descriptor: int) -> None:
        """Put the map of a file descriptor into a register."""
        self._wide(to, _PSEUDO_MAP_FD, descriptor)

    def copy(self, to: int, source: int) -> None:
        """Copy a register of 64 bits."""
        self._add(_ALU64 | _REGISTER | ARITHMETIC["mov"], to, source)

    def narrow(self, to: int) -> None:
        """Keep the low 32 bits of a register."""
        self._add(_ALU | _REGISTER | ARITHMETIC["mov"], to, to)

    def compute(self, operator: str, to: int, source: int) -> None:
        """``to = to operator source``, both registers of 64 bits."""
        self._add(_ALU64 | _REGISTER | ARITHMETIC[operator], to, source)

    def compute_number(self, operator: str, to: int, number: int = 0) -> None:
        """``to = to operator number``; the number has 32 bits and is sign-extended."""
        self._add(_ALU64 | ARITHMETIC[operator], to, number=number)

    def load(self, to: int, base: int, offset: int, size: int = 8) -> None:
        """``to = *(base + offset)``, ``size`` bytes, zero-extended."""
        self._add(_LDX | _MEMORY | _SIZES[size], to, base, offset)

    def store(self, base: int, offset: int, source: int, size: int = 8) -> None:
        """``*(base + offset) = source``, ``size`` bytes."""
        self._add(_STX | _MEMORY | _SIZES[size], base, source, offset)

    def store_halves(self, base: int, offset: int, source: int) -> None:
        """Store 8 bytes of ``source``, which is lost, as two values of 4.

        Of a whole one the verifier would remember what each test says of it, and walk all that
        comes once for every combination: openat() then took twice as long to load.
        """
        self.store(base, offset, source, 4)
        self.compute_number(">>", source, 32)
        self.store(base, offset + 4, source, 4)

    def store_number(self, base: int, offset: int, number: int, size: int = 8) -> None:
        """``*(base + offset) = number`` of 32 bits."""
        self._add(_ST | _MEMORY | _SIZES[size], base, 0, offset, number)

    def call(self, helper: int) -> None:
        """Call a helper of the kernel (``BPF_FUNC_...``)."""
        self._add(_JMP | _CALL, number=helper)

    def jump(self, label: str) -> None:
        """Go on at a label."""
        self._add(_JMP | _JA, label=label)

    def jump_if(self, operator: str, register: int, other: int, label: str) -> None:
        """Go on at a label where two registers of 64 bits compare so."""
        self._add(_JMP | _REGISTER | JUMPS[operator], register, other, label=label)

    def jump_if_number(self, operator: str, register: int, number: int, label: str) -> None:
        """The same with a number of 32 bits, which is sign-extended."""
        self._add(_JMP | JUMPS[operator], register, number=number, label=label)

    def exit(self, result: int | None = 0) -> None:
        """End the program; None leaves the result that is in R0."""
        if result is not None:
            self.constant(R0, result)
        self._add(_JMP | _EXIT)

    def encoded(self) -> bytes:
        """Return the program, eight bytes for each instruction.

        What no path leads to is left out: the kernel refuses it (``unreachable insn``). A piece of
        a program may end at a label, where the next piece begins.
        """
        reached = sorted(self._reached())
        places = dict(zip(reached, range(len(reached)), strict=True))
        places[len(self._instructions)] = len(reached)
        return b"".join(self._bytes(index, places) for index in reached)

    def _reached(self) -> set[int]:
        """The instructions that some path from the first leads to."""
        reached: set[int] = set()
        pending = [0]
        while pending:
            index = pending.pop()
            if index in reached or index >= len(self._instructions):
                continue
            reached.add(index)
            one = self._instructions[index]
            if one.label:
                pending.append(self._target(one.label))
            if one.code not in (_JMP | _JA, _JMP | _EXIT):
                pending.append(index + 1)
        return reached

    def _target(self, label: str) -> int:
        if label not in self._labels:
            raise AssemblerError(f"the label {label} stands nowhere")
        return self._labels[label]

    def _add(
        self,
        code: int,
        to: int = 0,
        source: int = 0,
        offset: int = 0,
        number: int = 0,
        label: str = "",
    ) -> None:
        self._instructions.append(_Instruction(code, to, source, offset, number, label))

    def _wide(self, to: int, source: int, number: int) -> None:
        low, high = (_signed(number >> shift & 0xFFFFFFFF) for shift in (0, 32))
        self._add(_LD | _IMM64, to, source, number=low)
        self._add(0, number=high)

    def _bytes(self, index: int, places: dict[int, int]) -> bytes:
        one = self._instructions[index]
        offset = one.offset
        if one.label:
            offset = places[self._target(one.label)] - places[index] - 1
            if abs(offset) > _FARTHEST:
                raise AssemblerError(f"the jump to {one.label} is too far")
        registers = one.source << 4 | one.to
        if sys.byteorder == "big":
            registers = one.to << 4 | one.source
        return struct.pack("=BBhi", one.code, registers, offset, one.number)


def _signed(number: int) -> int:
    return number - (1 << 32) if number >= 1 << 31 else number
