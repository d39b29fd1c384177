"""The checks of a call as code of eBPF: a piece of a program that leaves the verdict in R0.

What surely conforms is what a judge finds conforming who knows the arguments and the result, and
nothing of the situation: a call that was refused with an errno one condition of which may hold
while none before it certainly does; one that was accepted while none certainly holds, with a
result that the rule allows.

The piece names no map and nothing of one kernel, and ends at its end: so it can be kept in a file,
and stand in more than one program.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kapi.expr.ebpf.assembler import R0, R8, R10, Assembler, AssemblerError
from kapi.expr.ebpf.writer import NotWritable, Truth, Writer
from kapi.expr.environment import Environment, parameter_type
from kapi.expr.nodes import Node
from kapi.observe.bpf.call_program import ARGUMENTS_AT, FREE_AT, Told
from kapi.observe.watched import Check, Watched
from kapi.vocab.architectures import Architecture
from kapi.vocab.integers import CType

_LEAST_ERRNO: Final = -4095  # MAX_ERRNO, include/linux/err.h
_FULL_STACK: Final = -512  # MAX_BPF_STACK, include/linux/filter.h
_MOST_KEPT: Final = 24
"""Values, 8 bytes each; the stack has room for 51, and conditions need some of it."""


def verdict_code(watched: Watched, architecture: Architecture, page_size: int) -> bytes | None:
    """Return the checks of a call, or None for those that no program can make.

    R8 has the result, the frame the arguments (`kapi.observe.bpf.call_program`); R0 is a `Told` at
    the end, R1 is used.
    """
    try:
        return _Code(watched, architecture, page_size).written()
    except (NotWritable, AssemblerError):
        return None


class _Code:
    def __init__(self, watched: Watched, architecture: Architecture, page_size: int) -> None:
        self.watched = watched
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
            FREE_AT,
            unknown=[name for name, kind in types.items() if kind is None],
        )

    def written(self) -> bytes:
        """Return the code. Raises `NotWritable`."""
        self._writer.keep(list(_conditions(self.watched)), _MOST_KEPT)
        for node, variant in self.watched.variants:
            after, within = (self.out.fresh(one) for one in ("other", "variant"))
            self._writer.branch(node, Truth.POSSIBLE, within, after)
            self.out.label(within)
            certain = self.out.fresh("certain")
            self._writer.branch(node, Truth.CERTAIN, certain, Told.SUSPICIOUS.name)
            self.out.label(certain)
            self._judged(variant)
            self.out.label(after)
        self._judged(self.watched)
        for one in Told:
            self.out.label(one.name)
            self.out.constant(R0, one)
            self.out.jump("end")
        self.out.label("end")
        if self._writer.deepest < _FULL_STACK:
            raise NotWritable("an expression that needs more stack than a program has")
        return self.out.encoded()

    def _load(self, register: int, name: str) -> None:
        if name in self._names:
            self.out.load(register, R10, ARGUMENTS_AT + 8 * self._names.index(name))
        else:
            self.out.copy(register, R8)

    def _judged(self, watched: Watched) -> None:
        refused, accepted = (self.out.fresh(one) for one in ("refused", "accepted"))
        self.out.jump_if_number("s>=", R8, 0, accepted)
        self.out.jump_if_number("s>=", R8, _LEAST_ERRNO, refused)
        self.out.label(accepted)
        self._accepted(watched)
        self.out.label(refused)
        self._refused(watched)

    def _accepted(self, watched: Watched) -> None:
        """No condition certainly holds, and the result is what the rule allows."""
        for check in watched.checks:
            if check.decides:
                after = self.out.fresh("held")
                self._writer.branch(check.node, Truth.CERTAIN, Told.SUSPICIOUS.name, after)
                self.out.label(after)
        rule = watched.rule
        if rule is None:
            self.out.jump(Told.UNKNOWN.name)
            return
        if rule.never:
            self.out.jump(Told.SUSPICIOUS.name)
            return
        for node, operator in ((rule.low, "s<"), (rule.high, "s>")):
            if node is not None:
                self._bound(node, operator)
        self.out.jump(Told.CONFORMING.name)

    def _bound(self, node: Node, beyond: str) -> None:
        """Report a result that is ``beyond`` what ``node`` is worth."""
        kind = self._writer.number(node)
        if kind is None:
            self.out.jump(Told.UNKNOWN.name)
            return
        after = self.out.fresh("bound")
        if not kind.signed and kind.bits == 64:  # above every result
            above = Told.SUSPICIOUS.name if beyond == "s<" else after
            self.out.jump_if_number("s<", R0, 0, above)
        self.out.jump_if(beyond, R8, R0, Told.SUSPICIOUS.name)
        self.out.label(after)

    def _refused(self, watched: Watched) -> None:
        """A condition of that errno may hold, and none certainly holds before it."""
        for number in watched.signal_errnos:
            self.out.jump_if_number("==", R8, -number, Told.CONFORMING.name)
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
        self.out.jump(Told.SUSPICIOUS.name)
        for check, label in zip(checks, stopped, strict=False):
            self.out.label(label)
            if not check.placed:
                after = self.out.fresh("later")
                self._explains(check, after)
                self.out.label(after)
        self.out.label(stopped[-1])
        self.out.jump(Told.SUSPICIOUS.name)

    def _explains(self, check: Check, after: str) -> None:
        """Go on at CONFORMING where the check may have refused the call with that errno."""
        about = self.out.fresh("about")
        for number in check.errnos:
            self.out.jump_if_number("==", R8, -number, about)
        self.out.jump(after)
        self.out.label(about)
        self._writer.branch(check.node, Truth.POSSIBLE, Told.CONFORMING.name, after)


def _conditions(watched: Watched) -> Iterator[Node]:
    for node, variant in watched.variants:
        yield node
        yield from _conditions(variant)
    for check in watched.checks:
        yield check.node
