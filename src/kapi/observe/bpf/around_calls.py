"""The programs around the calls: at the return of each, at forks, ends, and entries.

One program stands at the return of every system call and jumps to that of the call, if it has one
(`kapi.observe.bpf.call_program`): a call that nobody specified costs no more than that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kapi.expr.ebpf.assembler import R0, R1, R2, R3, R6, R7, R10, Assembler
from kapi.observe.bpf.call_program import SAVED
from kapi.observe.bpf.helpers import (
    CODE_OF_32_BITS,
    CODE_SEGMENT,
    KEY,
    ORIG_AX,
    REGISTERS,
    Helper,
    Maps,
    Offsets,
    address,
    if_narrow,
    look_up,
    own_process,
    update,
)

CALLS: Final = 512
"""More than any table of x86 has. Programs of calls of 32 bits stand that much higher."""
_SAVED = KEY - SAVED.size


def dispatcher(maps: Maps) -> bytes:
    """Return the program at the return of all calls.

    What the program is, its code segment tells: after execve() that of the one that begins, as
    does the number (``set_personality_64bit()`` and ``set_personality_ia32()`` of
    ``arch/x86/kernel/process_64.c``). A program of 64 bits, too, may make a call of 32
    (``if_narrow``).
    """
    out = Assembler()
    out.load(R2, R1, 0)
    out.load(R3, R2, ORIG_AX)
    out.jump_if_number(">", R3, CALLS - 1, "end")
    out.load(R2, R2, CODE_SEGMENT)
    out.jump_if_number("==", R2, CODE_OF_32_BITS, "narrow")
    out.label("known")
    out.map(R2, maps.programs)
    out.call(Helper.TAIL_CALL)
    out.label("end")
    out.exit()
    out.label("narrow")
    out.compute_number("+", R3, CALLS)
    out.jump("known")
    return out.encoded()


def fork_program(maps: Maps, offsets: Offsets) -> bytes:
    """Return the program at a fork: the child of a process that is watched is watched, too."""
    out = Assembler()
    out.copy(R6, R1)
    out.load(R2, R6, 0)
    out.load(R2, R2, offsets.tgid, 4)
    out.store(R10, KEY, R2)
    look_up(out, maps.processes, "end")
    out.load(R2, R6, 8)
    out.load(R2, R2, offsets.tgid, 4)
    out.store(R10, KEY, R2)
    out.store_number(R10, KEY - 8, 1)
    update(out, maps.processes, KEY - 8)
    out.label("end")
    out.exit()
    return out.encoded()


def exit_program(maps: Maps, offsets: Offsets) -> bytes:
    """Return the program at the end of a thread: the last one ends its process.

    ``signal->live`` was lowered before (``do_exit()`` of ``kernel/exit.c``).
    """
    out = Assembler()
    out.load(R6, R1, 0)
    out.load(R2, R6, offsets.signal)
    out.load(R2, R2, offsets.live, 4)
    out.jump_if_number("!=", R2, 0, "end")
    out.load(R2, R6, offsets.tgid, 4)
    out.store(R10, KEY, R2)
    out.map(R1, maps.processes)
    address(out, R2, KEY)
    out.call(Helper.MAP_DELETE_ELEM)
    out.label("end")
    out.exit()
    return out.encoded()


def entry_program(
    maps: Maps, offsets: Offsets, numbers: Sequence[int], narrow: Sequence[int]
) -> bytes:
    """Return the program at the entry of all calls: it keeps the registers of those ``numbers``.

    They are gone at the end of such a call (execve), and so is its number where a program of 64
    bits becomes one of 32, or the other way round: of those that ``narrow`` are the numbers of, 0
    is kept. All are kept by task: a thread that executes a program gets another number, and stays
    itself.
    """
    out = Assembler()
    out.load(R6, R1, 0)
    out.load(R7, R1, 8)
    for number in numbers:
        out.jump_if_number("==", R7, number, "keep")
    for number in narrow:
        out.jump_if_number("==", R7, number, "perhaps")
    out.exit()
    out.label("perhaps")
    if_narrow(out, offsets, "narrow")
    out.exit()
    out.label("keep")
    if_narrow(out, offsets, "narrow")
    out.label("known")
    own_process(out, maps, "end")
    out.store(R10, _SAVED, R7)
    for place, register in enumerate(REGISTERS):
        out.load(R2, R6, register)
        out.store(R10, _SAVED + 8 * (place + 1), R2)
    out.call(Helper.GET_CURRENT_TASK)
    out.store(R10, KEY, R0)
    update(out, maps.saved, _SAVED)
    out.label("end")
    out.exit()
    out.label("narrow")
    out.constant(R7, 0)
    out.jump("known")
    return out.encoded()
