"""The program of a call: counts it, and reports it unless it surely conforms.

What surely conforms is what a judge finds conforming who knows the arguments and the result, and
nothing of the situation: a call that was refused with an errno one condition of which may hold
while none before it certainly does; one that was accepted while none certainly holds, with a
result that the rule allows.
"""

from __future__ import annotations

import struct
from typing import Final

from kapi.expr.ebpf import Assembler, NotWritable, Truth, Writer
from kapi.expr.ebpf.assembler import R0, R1, R2, R3, R4, R6, R7, R8, R9, R10
from kapi.expr.environment import Environment, parameter_type
from kapi.expr.nodes import Node
from kapi.observe.bpf.helpers import (
    KEY,
    REGISTERS,
    Helper,
    Maps,
    Offsets,
    address,
    look_up,
    own_process,
)
from kapi.observe.watched import Check, Watched
from kapi.vocab.architectures import Architecture
from kapi.vocab.integers import CType

__all__ = ["COUNTS", "RECORD", "SAMPLES", "call_program"]

COUNTS: Final = (
    "calls", "conforming", "cannot_tell", "interrupted", "foreign", "sent", "lost", "unseen"
)  # fmt: skip
"""What is counted of each call, in this order, 64 bits each."""
RECORD = struct.Struct("=QQII6Qq16s")
"""Time (ns), thread group and thread, position of the call, flags, registers, result, name."""
SAMPLES: Final = {"conforming": 1, "cannot_tell": 2}
"""Flags of a record: it is one of the first calls, and was counted as that."""
_FIRST = 2
_RESTARTS = (-516, -512)
"""ERESTARTSYS to ERESTART_RESTARTBLOCK of ``linux/errno.h``: the call is not at its end."""
_NO_WAKEUP = 1
_COMPAT = 2
"""``TS_COMPAT`` of ``arch/x86/include/asm/thread_info.h``: a call of 32 bits."""
_RECORD_AT = KEY - RECORD.size
_REGISTERS_AT = _RECORD_AT + 24
_RESULT_AT = _REGISTERS_AT + 8 * len(REGISTERS)
_LEAST_ERRNO = -4095
_FULL_STACK = -512


def call_program(
    watched: Watched,
    position: int,
    maps: Maps,
    offsets: Offsets,
    architecture: Architecture,
    page_size: int,
) -> bytes:
    """Return the program of a call, the counts of which stand at ``position``.

    It reports each call that does not surely conform and the first two of each CPU; every one
    where ``watched`` says so, or cannot be written as a program.
    """
    program = _Program(watched, position, maps, offsets, architecture, page_size)
    if not watched.every:
        try:
            return program.judged()
        except NotWritable:
            program = _Program(watched, position, maps, offsets, architecture, page_size)
    return program.reported()


class _Program:
    """R6: context; R7: where the arguments are; R8: the result; R9: the counts."""

    def __init__(
        self,
        watched: Watched,
        position: int,
        maps: Maps,
        offsets: Offsets,
        architecture: Architecture,
        page_size: int,
    ) -> None:
        self.watched, self.position, self.maps, self.offsets = watched, position, maps, offsets
        self.out = Assembler()
        types = {
            name: parameter_type(kind or "", architecture) for name, kind in watched.parameters
        }
        word = CType(architecture.word_bits, False)
        known = {name: kind or word for name, kind in types.items()}
        known.setdefault("result", CType(architecture.word_bits, True))
        self._names = [name for name, _ in watched.parameters]
        self._writer = Writer(
            self.out,
            Environment(architecture=architecture, page_size=page_size, parameters=known),
            self._load,
            _RECORD_AT,
            unknown=[name for name, kind in types.items() if kind is None],
        )

    def judged(self) -> bytes:
        """Return a program that reports what does not surely conform. Raises `NotWritable`."""
        self._begin()
        for node, variant in self.watched.variants:
            after, within = (self.out.fresh(one) for one in ("other", "variant"))
            self._writer.branch(node, Truth.POSSIBLE, within, after)
            self.out.label(within)
            certain = self.out.fresh("certain")
            self._writer.branch(node, Truth.CERTAIN, certain, "send")
            self.out.label(certain)
            self._judged(variant)
            self.out.label(after)
        self._judged(self.watched)
        self._end()
        if self._writer.deepest < _FULL_STACK:
            raise NotWritable("an expression that needs more stack than a program has")
        return self.out.encoded()

    def _judged(self, watched: Watched) -> None:
        refused, accepted = (self.out.fresh(one) for one in ("refused", "accepted"))
        self.out.jump_if_number("s>=", R8, 0, accepted)
        self.out.jump_if_number("s>=", R8, _LEAST_ERRNO, refused)
        self.out.label(accepted)
        self._accepted(watched)
        self.out.label(refused)
        self._refused(watched)

    def reported(self) -> bytes:
        """Return a program that reports every call."""
        self._begin()
        self.out.jump("send")
        self._end()
        return self.out.encoded()

    # -- what is before and after

    def _begin(self) -> None:
        out = self.out
        out.copy(R6, R1)
        own_process(out, self.maps, "exit")
        out.store_number(R10, KEY, self.position, 4)
        look_up(out, self.maps.counts, "exit")
        out.copy(R9, R0)
        out.call(Helper.GET_CURRENT_TASK_BTF)
        out.load(R1, R0, self.offsets.status, 4)
        out.jump_if_number("&", R1, _COMPAT, "foreign")
        out.load(R8, R6, 8)
        if self.watched.saved:
            self._find_saved()
        else:
            out.load(R7, R6, 0)
        self._count("calls")
        out.jump_if_number("s<", R8, _RESTARTS[0], "ended")
        out.jump_if_number("s<=", R8, _RESTARTS[1], "interrupted")
        out.label("ended")

    def _find_saved(self) -> None:
        out = self.out
        out.call(Helper.GET_CURRENT_TASK)
        out.store(R10, KEY, R0)
        look_up(out, self.maps.saved, "unseen")
        out.copy(R7, R0)

    def _end(self) -> None:
        out = self.out
        for name, flag in SAMPLES.items():
            out.label(name)
            self._count(name)
            out.load(R1, R9, 8 * COUNTS.index("sent"))
            out.constant(R4, flag)
            out.jump_if_number("<", R1, _FIRST, "report")
            out.exit()
        for name in ("interrupted", "foreign", "unseen"):
            out.label(name)
            self._count(name)
            out.exit()
        out.label("send")
        out.constant(R4, 0)
        out.label("report")
        self._report()
        out.label("exit")
        out.exit()

    def _report(self) -> None:
        """Write a record; R4 has its flags."""
        out = self.out
        at = _RECORD_AT
        out.store(R10, at + 20, R4, 4)
        out.store_number(R10, at + 16, self.position, 4)
        for place in range(len(REGISTERS)):
            out.load(R1, R7, self._register(place))
            out.store(R10, _REGISTERS_AT + 8 * place, R1)
        out.store(R10, _RESULT_AT, R8)
        out.call(Helper.KTIME_GET_NS)
        out.store(R10, at, R0)
        out.call(Helper.GET_CURRENT_PID_TGID)
        out.store(R10, at + 8, R0)
        address(out, R1, _RESULT_AT + 8)
        out.constant(R2, 16)
        out.call(Helper.GET_CURRENT_COMM)
        out.map(R1, self.maps.ring)
        address(out, R2, at)
        out.constant(R3, RECORD.size)
        out.constant(R4, _NO_WAKEUP)
        out.call(Helper.RINGBUF_OUTPUT)
        out.jump_if_number("!=", R0, 0, "lost")
        self._count("sent")
        out.exit()
        out.label("lost")
        self._count("lost")
        out.exit()

    def _count(self, name: str) -> None:
        place = 8 * COUNTS.index(name)
        self.out.load(R1, R9, place)
        self.out.compute_number("+", R1, 1)
        self.out.store(R9, place, R1)

    def _register(self, place: int) -> int:
        return 8 * place if self.watched.saved else REGISTERS[place]

    def _load(self, register: int, name: str) -> None:
        if name in self._names:
            self.out.load(register, R7, self._register(self._names.index(name)))
        else:
            self.out.copy(register, R8)

    # -- what surely conforms

    def _accepted(self, watched: Watched) -> None:
        """No condition certainly holds, and the result is what the rule allows."""
        for check in watched.checks:
            if check.decides:
                after = self.out.fresh("held")
                self._writer.branch(check.node, Truth.CERTAIN, "send", after)
                self.out.label(after)
        rule = watched.rule
        if rule is None:
            self.out.jump("cannot_tell")
            return
        if rule.never:
            self.out.jump("send")
            return
        for node, operator in ((rule.low, "s<"), (rule.high, "s>")):
            if node is not None:
                self._bound(node, operator)
        self.out.jump("conforming")

    def _bound(self, node: Node, beyond: str) -> None:
        """Report a result that is ``beyond`` what ``node`` is worth."""
        kind = self._writer.number(node)
        if kind is None:
            self.out.jump("cannot_tell")
            return
        after = self.out.fresh("bound")
        if not kind.signed and kind.bits == 64:  # above every result
            self.out.jump_if_number("s<", R0, 0, "send" if beyond == "s<" else after)
        self.out.jump_if(beyond, R8, R0, "send")
        self.out.label(after)

    def _refused(self, watched: Watched) -> None:
        """A condition of that errno may hold, and none certainly holds before it."""
        for number in watched.signal_errnos:
            self.out.jump_if_number("==", R8, -number, "conforming")
        checks = watched.checks
        stopped = [self.out.fresh("stopped") for _ in (*checks, None)]
        for check, stop in zip(checks, stopped[1:], strict=True):
            after = self.out.fresh("after")
            self._explains(check, after)
            self.out.label(after)
            if check.placed and check.decides:
                go_on = self.out.fresh("check")
                self._writer.branch(check.node, Truth.CERTAIN, stop, go_on)
                self.out.label(go_on)
        self.out.jump("send")
        for check, label in zip(checks, stopped, strict=False):
            self.out.label(label)
            if not check.placed:
                after = self.out.fresh("later")
                self._explains(check, after)
                self.out.label(after)
        self.out.label(stopped[-1])
        self.out.jump("send")

    def _explains(self, check: Check, after: str) -> None:
        """Go on at ``conforming`` where the check may have refused the call with that errno."""
        about = self.out.fresh("about")
        for number in check.errnos:
            self.out.jump_if_number("==", R8, -number, about)
        self.out.jump(after)
        self.out.label(about)
        self._writer.branch(check.node, Truth.POSSIBLE, "conforming", after)
