"""The program of a call: counts it, and reports it unless its checks say that it conforms.

One that has no checks yet reports every call, and is the same for all calls.
"""

from __future__ import annotations

import enum
import struct
from typing import Final

from kapi.expr.ebpf.assembler import R0, R1, R2, R3, R4, R6, R7, R8, R9, R10, Assembler
from kapi.observe.bpf.helpers import (
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
)

COUNTS: Final = (
    "calls", "conforming", "cannot_tell", "interrupted", "foreign", "sent", "lost", "unseen"
)  # fmt: skip
"""What is counted of each call, in this order, 64 bits each."""
RECORD = struct.Struct("=QQII6Qq16s")
"""Time (ns), thread group and thread, number of the call, 0, registers, result, name."""
FREE_AT: Final = KEY - RECORD.size
"""Where the record stands in the frame; checks may use what lies below."""
ARGUMENTS_AT: Final = FREE_AT + 24
"""Where the arguments stand, in the record: 64 bits each."""
_RESULT_AT: Final = ARGUMENTS_AT + 8 * len(REGISTERS)
SAVED = struct.Struct("=Q6Q")
"""What is kept at the entry of a call: its number, 0 for one of 32 bits, and the registers."""
RESTARTS: Final = (-516, -512)
"""ERESTARTSYS to ERESTART_RESTARTBLOCK of ``linux/errno.h``: the call is not at its end."""


class Told(enum.IntEnum):
    """What the checks of a call leave in R0 (`kapi.observe.bpf.verdict_code`)."""

    SUSPICIOUS = 0
    CONFORMING = 1
    UNKNOWN = 2


def call_program(maps: Maps, offsets: Offsets, saved: bool, checks: bytes | None = None) -> bytes:
    """Return the program of a call, which reports what its ``checks`` do not find conforming.

    Without checks it reports every call. With ``saved``, the registers and the number are those
    that were kept at the entry.
    """
    out = Assembler()
    _begin(out, maps, offsets, saved)
    before = out.encoded()
    out = Assembler()
    if checks is not None:
        _end(out)
    _report(out, maps)
    return before + (checks or b"") + out.encoded()


def narrow_program(maps: Maps) -> bytes:
    """Return the program of a call of 32 bits that has a spec: it is counted as left out."""
    out = Assembler()
    out.copy(R6, R1)
    _find_counts(out, maps)
    _count(out, "foreign")
    out.label("exit")
    out.exit()
    return out.encoded()


def lone_program(checks: bytes) -> bytes:
    """Return a program that gets six registers and a result, 64 bits each, and returns a `Told`.

    It is no program of a tracepoint: it is run once for each call that was reported before.
    """
    out = Assembler()
    for place in range(len(REGISTERS)):
        out.load(R2, R1, 8 * place)
        out.store_halves(R10, ARGUMENTS_AT + 8 * place, R2)
    out.load(R8, R1, 8 * len(REGISTERS))
    before = out.encoded()
    out = Assembler()
    out.exit(None)
    return before + checks + out.encoded()


def _begin(out: Assembler, maps: Maps, offsets: Offsets, saved: bool) -> None:
    """Find the arguments and the result (R8) of a call that is watched, and its counts (R9)."""
    out.copy(R6, R1)
    _find_counts(out, maps)
    if saved:
        out.call(Helper.GET_CURRENT_TASK)
        out.store(R10, KEY, R0)
        look_up(out, maps.saved, "unseen")
        out.copy(R7, R0)
        out.load(R2, R7, 0)
        out.jump_if_number("==", R2, 0, "foreign")
        out.store(R10, KEY, R2)
        look_up(out, maps.counts, "exit")
        out.copy(R9, R0)
        out.load(R2, R7, 0)
    else:
        if_narrow(out, offsets, "foreign")
        out.load(R2, R7, ORIG_AX)
    out.store(R10, FREE_AT + 16, R2)
    out.load(R8, R6, 8)
    _count(out, "calls")
    for place, register in enumerate(REGISTERS):
        out.load(R1, R7, 8 * (place + 1) if saved else register)
        out.store_halves(R10, ARGUMENTS_AT + 8 * place, R1)
    out.jump_if_number("s<", R8, RESTARTS[0], "ended")
    out.jump_if_number("s>", R8, RESTARTS[1], "ended")
    for name in ("interrupted", "foreign", "unseen"):
        out.label(name)
        _count(out, name)
        out.exit()
    out.label("exit")
    out.exit()
    out.label("ended")


def _find_counts(out: Assembler, maps: Maps) -> None:
    """Find the registers (R7) of a call of a process that is watched, and its counts (R9)."""
    own_process(out, maps, "exit")
    out.load(R7, R6, 0)
    out.load(R2, R7, ORIG_AX)
    out.store(R10, KEY, R2)
    look_up(out, maps.counts, "exit")
    out.copy(R9, R0)


def _end(out: Assembler) -> None:
    """Count what the checks have told in R0; go on for a call that is suspicious."""
    out.jump_if_number("==", R0, Told.SUSPICIOUS, "report")
    out.jump_if_number("==", R0, Told.CONFORMING, "conforming")
    for name in ("cannot_tell", "conforming"):
        out.label(name)
        _count(out, name)
        out.exit()
    out.label("report")


def _report(out: Assembler, maps: Maps) -> None:
    out.store(R10, _RESULT_AT, R8)
    out.call(Helper.KTIME_GET_NS)
    out.store(R10, FREE_AT, R0)
    out.call(Helper.GET_CURRENT_PID_TGID)
    out.store(R10, FREE_AT + 8, R0)
    address(out, R1, _RESULT_AT + 8)
    out.constant(R2, 16)
    out.call(Helper.GET_CURRENT_COMM)
    out.map(R1, maps.ring)
    address(out, R2, FREE_AT)
    out.constant(R3, RECORD.size)
    out.constant(R4, 0)  # wakes who waits for the ring, once: not while he is behind
    out.call(Helper.RINGBUF_OUTPUT)
    out.jump_if_number("!=", R0, 0, "lost")
    for name in ("sent", "lost"):
        if name == "lost":
            out.label(name)
        _count(out, name)
        out.exit()


def _count(out: Assembler, name: str) -> None:
    place = 8 * COUNTS.index(name)
    out.load(R1, R9, place)
    out.compute_number("+", R1, 1)
    out.store(R9, place, R1)
