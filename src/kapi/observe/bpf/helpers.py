"""The kernel's helpers for programs, and the few steps that all programs share.

Numbers are those of ``enum bpf_func_id`` in ``include/uapi/linux/bpf.h``.
"""

from __future__ import annotations

import enum

import msgspec

from kapi.expr.ebpf.assembler import R0, R1, R2, R3, R4, R10, Assembler

KEY = -8
"""Where every program has the key of a map, in its frame."""
REGISTERS = (112, 104, 96, 56, 72, 64)
"""``struct pt_regs`` of x86-64: rdi, rsi, rdx, r10, r8, r9 (``asm/ptrace.h``)."""
ORIG_AX = 120
"""There, the number of the call."""
CODE_SEGMENT = 136
"""There, cs."""
CODE_OF_32_BITS = 0x23
"""``__USER32_CS`` of ``arch/x86/include/asm/segment.h``."""
_COMPAT = 2
"""``TS_COMPAT`` of ``arch/x86/include/asm/thread_info.h``: a call of 32 bits."""


class Helper(enum.IntEnum):
    """``BPF_FUNC_...``."""

    MAP_LOOKUP_ELEM = 1
    MAP_UPDATE_ELEM = 2
    MAP_DELETE_ELEM = 3
    KTIME_GET_NS = 5
    TAIL_CALL = 12
    GET_CURRENT_PID_TGID = 14
    GET_CURRENT_COMM = 16
    GET_CURRENT_TASK = 35
    RINGBUF_OUTPUT = 130
    GET_CURRENT_TASK_BTF = 158


class Maps(msgspec.Struct, frozen=True):
    """Descriptors: programs and counts by number of the call, processes, ring, saved registers."""

    programs: int
    counts: int
    processes: int
    ring: int
    saved: int


class Offsets(msgspec.Struct, frozen=True):
    """Where the kernel keeps what is read of it, bytes."""

    status: int
    tgid: int
    signal: int
    live: int


def address(out: Assembler, register: int, place: int) -> None:
    """Put the address of a place in the frame into a register."""
    out.copy(register, R10)
    out.compute_number("+", register, place)


def look_up(out: Assembler, descriptor: int, otherwise: str) -> None:
    """Find the entry of the key at `KEY`: its address comes into R0; ``otherwise`` without it."""
    out.map(R1, descriptor)
    address(out, R2, KEY)
    out.call(Helper.MAP_LOOKUP_ELEM)
    out.jump_if_number("==", R0, 0, otherwise)


def update(out: Assembler, descriptor: int, value: int) -> None:
    """Set the entry of the key at `KEY` to the ``value`` at that place of the frame."""
    out.map(R1, descriptor)
    address(out, R2, KEY)
    address(out, R3, value)
    out.constant(R4, 0)
    out.call(Helper.MAP_UPDATE_ELEM)


def if_narrow(out: Assembler, offsets: Offsets, then: str) -> None:
    """Go on at ``then`` in a call of 32 bits, whose number is that of another table."""
    out.call(Helper.GET_CURRENT_TASK_BTF)
    out.load(R1, R0, offsets.status, 4)
    out.jump_if_number("&", R1, _COMPAT, then)


def own_process(out: Assembler, maps: Maps, otherwise: str) -> None:
    """Go on at ``otherwise`` unless the process that runs is watched."""
    out.call(Helper.GET_CURRENT_PID_TGID)
    out.compute_number(">>", R0, 32)
    out.store(R10, KEY, R0)
    look_up(out, maps.processes, otherwise)
