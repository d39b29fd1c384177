"""What is tried: a spec, compiled for this machine, and what has to be measured for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from kapi.call import Call as Observed
from kapi.call import Outcome
from kapi.conform.case import Case
from kapi.conform.commands import command
from kapi.conform.constants import PAGE_SIZE
from kapi.conform.sandbox.protocol import Ran
from kapi.conform.wall_reasons import could_explain
from kapi.expr.arguments import Arguments, Given
from kapi.expr.compile import compile_conditions
from kapi.expr.environment import Environment, argument, parameter_type
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Call, Node, Unary, roots
from kapi.expr.parser import parse
from kapi.expr.terms import term_type
from kapi.expr.values import Value
from kapi.judge.changes import Changes
from kapi.judge.layouts import Layout
from kapi.judge.order import Neighbours, neighbours
from kapi.judge.parts import Truth, parts
from kapi.judge.verdict import Judge
from kapi.model.spec import Spec
from kapi.model.variants import View
from kapi.situation.measure import Field
from kapi.vocab.architectures import Architecture
from kapi.vocab.integers import CType
from kapi.vocab.syscalls import call_of
from kapi.vocab.words import ApiKind

Values = tuple[int | None, ...]
_EVENTS = {Call(name): name for name in ("signal_handled", "was_stopped")}
"""Terms that are known only when the call is over."""

ANOTHER_VARIANT = "another variant of the call"
"""Why a call decides nothing that its spec says of other values of a selector."""


class Subject:
    """A spec under one of its variants, or without any, for calls on ``architecture``.

    ``command`` is that of an ioctl spec, whose ``name`` is that of the call, ioctl.
    ``before`` is what is measured before each call; ``parts`` are those of all conditions,
    ``looked_at`` the parameters and other names at which they look.
    """

    def __init__(self, view: View, architecture: Architecture) -> None:
        spec = self.spec = view.spec
        self.architecture = architecture
        self.command = command(spec, architecture) if spec.kind is ApiKind.IOCTL else None
        self.name = "ioctl" if self.command else call_of(spec.name, architecture)
        self.claims = view.claims
        self.capabilities = spoken_of(spec)
        self.given = parse(view.given) if view.given else None
        self._beside = tuple(parse(one.condition) for one in view.beside)
        self.judge = Judge(spec, architecture, PAGE_SIZE, view.claims)
        self.changes = Changes(spec, architecture, PAGE_SIZE, view.claims)
        self.order: tuple[Neighbours, ...] = neighbours(
            self.judge.conditions, architecture, PAGE_SIZE, self.judge.members
        )
        self.parts = tuple(
            dict.fromkeys(part for one in self.judge.conditions for part in parts(one.node))
        )
        self.looked_at = frozenset[str]().union(*map(roots, self.parts))
        self.before = (*self.judge.terms, *self.changes.terms)
        self._asks_for_events = any(term in _EVENTS for term in self.before)
        self._known = compile_conditions(
            [Unary("!", Unary("!", part)) for part in self.parts],
            parameters=[(param.name, param.type_name) for param in spec.params],
            terms=self.judge.terms,
            architecture=architecture,
            page_size=PAGE_SIZE,
            members=self.judge.members,
        )
        self._arguments = Arguments(
            self.before,
            parameters=[(param.name, param.type_name) for param in spec.params],
            architecture=architecture,
            page_size=PAGE_SIZE,
        )
        self.fields = _fields(self.judge.layouts)
        self._kinds = tuple(
            term_type(term, architecture, self.judge.members) for term in self.before
        )

    def environment(self, arguments: Sequence[int], outcome: Outcome | None = None) -> Environment:
        """Return the names of a call: its arguments, cut to their C types, and its outcome."""
        word = CType(self.architecture.word_bits, False)
        names: dict[str, Value | CType] = {}
        for param, raw in zip(self.spec.params, arguments, strict=False):
            value = argument(raw, param.type_name or "", self.architecture)
            names[param.name] = value if value is not None else word
        if outcome is not None and outcome.result is not None:
            long = CType(self.architecture.word_bits, True)
            names["result"] = Value(long.wrap(outcome.result), long)
            names["errno"] = Value(outcome.errno or 0, long)
        return Environment(architecture=self.architecture, parameters=names, page_size=PAGE_SIZE)

    def holds(self, node: Node, name: str, number: int) -> Truth:
        """Return whether ``node`` holds with this value of a parameter, whatever the others are.

        None where that cannot be told, or the parameter is no number.
        """
        (param,) = (one for one in self.spec.params if one.name == name)
        kind = parameter_type(param.type_name or "", self.architecture)
        if kind is None:
            return None
        known = Environment(
            architecture=self.architecture,
            parameters={name: Value(kind.wrap(number), kind)},
            page_size=PAGE_SIZE,
        )
        found = evaluate(node, known)
        return bool(found.number) if isinstance(found, Value) else None

    def numbers(self, arguments: tuple[int, ...], outcome: Outcome | None = None) -> Given:
        """Return the arguments of terms in a call that is made with these, or has ended so."""
        if outcome is None or outcome.result is None:
            return self._arguments.given(arguments)
        return self._arguments.given(arguments, outcome.errno or 0, outcome.result)

    def is_about(self, arguments: Sequence[int]) -> bool:
        """Whether a call is one of those that the variant is about."""
        return self.given is None or self._is_true(self.given, arguments)

    def _is_true(self, node: Node, arguments: Sequence[int]) -> bool:
        found = evaluate(node, self.environment(arguments))
        return isinstance(found, Value) and bool(found.number)

    def environment_of(self, made: Observed, values: Values) -> Environment:
        """Return the names of a call that was made, with the ``values`` of `before`."""
        names = self.environment(made.arguments)
        measured = {
            term: None if value is None or kind is None else Value(value, kind)
            for term, value, kind in zip(self.before, values, self._kinds, strict=True)
        }
        return msgspec.structs.replace(names, measured=measured)

    def split(self, values: Values) -> tuple[Values, Values]:
        """Return what was measured for the conditions, and for the changes."""
        count = len(self.judge.terms)
        return values[:count], values[count:]

    def with_events(self, values: Values, events: Mapping[str, int], outcome: Outcome) -> Values:
        """Return ``values``, those of `before`, with what happened during the call.

        What happened in a call that was accepted may have happened when its work was done: the
        time was over, or the data was there. So it is unknown whether it happened before that.
        """
        if not self._asks_for_events:
            return values
        return tuple(
            _event(events.get(_EVENTS[term], value), outcome) if term in _EVENTS else value
            for term, value in zip(self.before, values, strict=True)
        )

    def known(self, arguments: tuple[int, ...], situation: Values) -> Mapping[Node, Truth]:
        """Return of each part of the conditions whether it holds."""
        values = self._known(arguments, situation)
        return {
            part: None if value is None else bool(value)
            for part, value in zip(self.parts, values, strict=True)
        }

    def wall(self, case: Case, ran: Ran) -> str:
        """Return why a call decides nothing: another variant, or a wall of the sandbox.

        What is accepted under a variant that only adds errors contradicts none of those of all
        calls, and shows what keeps an unknown value of the selector from being one.
        """
        call = ran.call
        if call is not None and not self.is_about(call.arguments):
            is_one = (self._is_true(one, call.arguments) for one in self._beside)
            if not call.outcome.accepted or not any(is_one):
                return ANOTHER_VARIANT
        return could_explain(case, ran)


def _event(value: int | None, outcome: Outcome) -> int | None:
    return None if value and outcome.accepted else value


def spoken_of(spec: Spec) -> frozenset[str]:
    """Return the capabilities whose names occur in ``spec``: its calls need no others."""
    return frozenset(re.findall(r"\bCAP_[A-Z_]+\b", repr(spec)))


def _fields(found: Mapping[str, Layout]) -> dict[str, Field]:
    """Where each member of what a parameter points to lies, for measuring."""
    return {
        f"{param}->{name}": Field(member.offset, member.size, member.kind.signed)
        for param, layout in found.items()
        for name, member in layout.members.items()
    }
