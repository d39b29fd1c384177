"""Expressions to eBPF: values and truths over the arguments of a call.

The program that is written answers as `kapi.expr.evaluate` does, or knows more. Terms, which must
be measured, are not known in it: so a condition has two renderings, whether it certainly holds and
whether it may hold. It knows more of a choice, both ways of which say the same, and of operations
that C leaves undefined.

A value lies in a register of 64 bits as C would convert it to ``long long`` or
``unsigned long long``: sign-extended when its type is signed, zero-extended when not.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Sequence

from kapi.expr.arithmetic import ORDERINGS, common_type, promoted_type
from kapi.expr.caller_names import number_side
from kapi.expr.ebpf.assembler import R0, R1, R10, Assembler
from kapi.expr.ebpf.repeated import repeated
from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.functions import FUNCTIONS
from kapi.expr.known import arguments_tell, assumed, expanded
from kapi.expr.nodes import (
    Binary,
    Call,
    Cast,
    Conditional,
    Node,
    Number,
    Symbol,
    Unary,
    children,
    rebuilt,
)
from kapi.expr.values import Result, Value
from kapi.vocab.integers import INT, CType

_LOGICAL = frozenset({"&&", "||"})
_COMPARISONS = ORDERINGS | {"==", "!="}
_SLOT = 8
_LONG = CType(64, True)


class NotWritable(Exception):
    """An expression that no program of eBPF computes as `evaluate` does; it says which."""


class Truth(enum.Enum):
    """What is asked of a condition some parts of which are not known."""

    CERTAIN = "certain"
    POSSIBLE = "possible"

    @property
    def negated(self) -> Truth:
        """What is asked of the operand of ``!``."""
        return Truth.POSSIBLE if self is Truth.CERTAIN else Truth.CERTAIN


class Writer:
    """Writes into ``assembler``, with R0, R1 and the frame below ``frame`` (bytes, negative).

    ``load(register, name)`` writes how an argument comes into a register, all 64 bits of it.
    ``environment`` has the C types of the parameters (of those that are integers or pointers);
    ``unknown`` names the others.
    """

    def __init__(
        self,
        assembler: Assembler,
        environment: Environment,
        load: Callable[[int, str], None],
        frame: int,
        unknown: Collection[str] = (),
    ) -> None:
        self._out = assembler
        self._environment = environment
        self._load = load
        self._frame = frame
        self._unknown = frozenset(unknown)
        self.deepest = frame
        self._kept: dict[Node, tuple[int, CType]] = {}
        self._results: dict[Node, Result] = {}
        self._knowns: dict[Node, bool] = {}

    def keep(self, nodes: Sequence[Node], most: int) -> None:
        """Compute once, here, what ``nodes`` repeat: up to ``most`` values, which stay.

        Raises `NotWritable`.
        """
        for node in repeated([expanded(one) for one in nodes], self._is_worth_keeping, most):
            kind = self._number(node, self._frame)
            self._frame -= _SLOT
            self.deepest = min(self.deepest, self._frame)
            self._out.store_halves(R10, self._frame, R0)
            self._kept[node] = (self._frame, kind)

    def _is_worth_keeping(self, node: Node) -> bool:
        """What is chosen by a jump is not: the verifier would walk the rest once for each value."""
        if isinstance(self._evaluated(node), Value) or not self._is_known(node):
            return False
        return not self._has_jumps(node)

    def _has_jumps(self, node: Node) -> bool:
        chosen = isinstance(node, Conditional | Call) or _is_truth(node)
        return chosen or any(map(self._has_jumps, children(node)))

    def branch(self, node: Node, truth: Truth, yes: str, no: str) -> None:
        """Go on at ``yes`` where ``node`` is certain, or possible; else at ``no``.

        Raises `NotWritable`.
        """
        self._branch(expanded(node), truth, yes, no)

    def number(self, node: Node) -> CType | None:
        """Compute ``node`` into R0; return its type, or None where it is never known.

        Raises `NotWritable`.
        """
        node = expanded(node)
        if self._is_known(node):
            return self._number(node, self._frame)
        if isinstance(node, Conditional) or _is_truth(node) or self._choice_in(node) is not None:
            raise NotWritable("a choice that hangs on what is not known")
        return None

    # -- truths

    def _branch(self, node: Node, truth: Truth, yes: str, no: str) -> None:
        known = self._evaluated(node)
        if isinstance(known, Value):
            self._out.jump(yes if known.number else no)
        elif node in self._kept:
            self._number(node, self._frame)
            self._out.jump_if_number("!=", R0, 0, yes)
            self._out.jump(no)
        elif isinstance(node, Binary) and node.operator in _LOGICAL:
            self._logical(node, truth, yes, no)
        elif isinstance(node, Unary) and node.operator == "!":
            self._branch(node.operand, truth.negated, no, yes)
        elif isinstance(node, Conditional):
            self._choose(node, truth, yes, no)
        elif not self._is_known(node):
            self._untold(node, truth, yes, no)
        elif isinstance(node, Binary) and node.operator in _COMPARISONS:
            self._compare(node, self._frame, yes)
            self._out.jump(no)
        else:
            self._number(node, self._frame)
            self._out.jump_if_number("!=", R0, 0, yes)
            self._out.jump(no)

    def _untold(self, node: Node, truth: Truth, yes: str, no: str) -> None:
        """What the arguments do not tell, unless it is a choice that they may decide."""
        found = self._choice_in(node) if self._may_be_told(node) else None
        if found is None:
            self._out.jump(yes if truth is Truth.POSSIBLE else no)
            return
        kind = self._evaluated(found).type
        choice = found
        if not isinstance(choice, Conditional):
            choice = Conditional(found, Number(1), Number(0))
        ways = [
            _replaced(node, found, way if kind is None else Cast(_NAMES[kind], way))
            for way in (choice.yes, choice.no)
        ]
        self._choose(Conditional(choice.condition, *ways), truth, yes, no)

    def _may_be_told(self, node: Node) -> bool:
        """Whether arguments may decide choices in ``node`` so that they tell what it is worth."""
        if self._is_known(node):
            return True
        if isinstance(node, Conditional):
            return self._may_be_told(node.yes) or self._may_be_told(node.no)
        if isinstance(node, Binary) and node.operator in _LOGICAL:
            return self._may_be_told(node.left) or self._may_be_told(node.right)
        if isinstance(node, Call) and node.function not in FUNCTIONS:
            return False
        inner = children(node)
        return bool(inner) and all(map(self._may_be_told, inner))

    def _choice_in(self, node: Node) -> Node | None:
        """The first operand that is a choice, or a truth, which a part alone may decide."""
        if isinstance(node, Call) and node.function not in FUNCTIONS:
            return None
        for child in children(node):
            if self._is_known(child):
                continue
            if isinstance(child, Conditional) or _is_truth(child):
                return child
            found = self._choice_in(child)
            if found is not None:
                return found
        return None

    def _choose(self, node: Conditional, truth: Truth, yes: str, no: str) -> None:
        """Of a condition that is not known, what both ways say counts."""
        known = self._evaluated(node.condition)
        if isinstance(known, Value):
            self._branch(node.yes if known.number else node.no, truth, yes, no)
            return
        names = ("yes", "perhaps", "no", "both", "other")
        first, perhaps, second, both, other = (self._out.fresh(name) for name in names)
        way = assumed(node.yes, node.condition, True)
        another = assumed(node.no, node.condition, False)
        if self._may_be_told(node.condition):
            self._branch(node.condition, Truth.CERTAIN, first, perhaps)
            self._out.label(perhaps)
            self._branch(node.condition, Truth.POSSIBLE, both, second)
            self._out.label(first)
            self._branch(way, truth, yes, no)
            self._out.label(second)
            self._branch(another, truth, yes, no)
            self._out.label(both)
        outcome = (other, no) if truth is Truth.CERTAIN else (yes, other)
        self._branch(way, truth, *outcome)
        self._out.label(other)
        self._branch(another, truth, yes, no)

    def _logical(self, node: Binary, truth: Truth, yes: str, no: str) -> None:
        more = self._out.fresh("more")
        first = (more, no) if node.operator == "&&" else (yes, more)
        self._branch(node.left, truth, *first)
        self._out.label(more)
        self._branch(assumed(node.right, node.left, node.operator == "&&"), truth, yes, no)

    def _is_known(self, node: Node) -> bool:
        found = self._knowns.get(node)
        if found is None:
            found = arguments_tell(node, self._environment, self._unknown)
            self._knowns[node] = found
        return found

    def _evaluated(self, node: Node) -> Result:
        found = self._results.get(node)
        if found is None:
            found = self._results[node] = evaluate(node, self._environment)
        return found

    # -- values

    def _number(self, node: Node, frame: int) -> CType:
        """Compute a known ``node`` into R0; ``frame`` is where free stack begins."""
        known = self._evaluated(node)
        if isinstance(known, Value):
            self._out.constant(R0, known.number)
            return known.type
        if node in self._kept:
            return self._kept_number(node)
        match node:
            case Symbol():
                return self._argument(R0, node.name)
            case Unary():
                return self._unary(node, frame)
            case Binary():
                return self._binary(node, frame)
            case Cast():
                kind = self._environment.architecture.integer_type(node.type_name)
                assert kind is not None
                self._convert(R0, self._number(node.operand, frame), kind)
                return kind
            case Conditional():
                return self._conditional(node, frame)
            case Call():
                return self._call(node, frame)
        raise NotWritable(type(node).__name__)

    def _kept_number(self, node: Node) -> CType:
        place, kind = self._kept[node]
        self._out.load(R0, R10, place)
        return kind

    def _argument(self, register: int, name: str) -> CType:
        kind = self._environment.parameters[name]
        kind = kind.type if isinstance(kind, Value) else kind
        self._load(register, name)
        self._wrap(register, kind)
        return kind

    def _unary(self, node: Unary, frame: int) -> CType:
        if node.operator == "!":
            return self._one_or_zero(node, frame)
        kind = promoted_type(self._number(node.operand, frame))
        if node.operator == "-":
            self._out.compute_number("neg", R0)
        elif node.operator == "~":
            self._out.compute_number("^", R0, -1)
        self._wrap(R0, kind)
        return kind

    def _binary(self, node: Binary, frame: int) -> CType:
        operator = node.operator
        if operator in _LOGICAL or operator in _COMPARISONS:
            return self._one_or_zero(node, frame)
        if operator in ("<<", ">>"):
            return self._shift(node, frame)
        if operator in ("/", "%"):
            return self._divide(node, frame)
        kind = self._both(node, frame)
        self._out.compute(operator, R0, R1)
        self._wrap(R0, kind)
        return kind

    def _one_or_zero(self, node: Node, frame: int) -> CType:
        yes, no, end = (self._out.fresh(name) for name in ("yes", "no", "end"))
        own, self._frame = self._frame, frame
        self._branch(node, Truth.CERTAIN, yes, no)
        self._frame = own
        self._out.label(yes)
        self._out.constant(R0, 1)
        self._out.jump(end)
        self._out.label(no)
        self._out.constant(R0, 0)
        self._out.label(end)
        return INT

    def _compare(self, node: Binary, frame: int, yes: str) -> None:
        """Go on at ``yes`` where a comparison of known operands holds; else after it."""
        kind = self._both(node, frame)
        sign = "s" if kind.signed and node.operator in ORDERINGS else ""
        self._out.jump_if(sign + node.operator, R0, R1, yes)

    def _both(self, node: Binary, frame: int) -> CType:
        """Compute the operands into R0 and R1, in their common type, which is returned."""
        number = number_side(node, self._environment.parameters)
        left = self._operand(node.left, number, frame)
        right_known = self._constant(node.right, number)
        if right_known is not None:
            self._out.constant(R1, right_known.number)
            kind = common_type(left, right_known.type)
            self._convert(R0, left, kind)
            self._convert(R1, right_known.type, kind)
            return kind
        self._store(frame)
        right = self._operand(node.right, number, frame - _SLOT)
        self._out.copy(R1, R0)
        self._out.load(R0, R10, frame - _SLOT)
        kind = common_type(left, right)
        self._convert(R0, left, kind)
        self._convert(R1, right, kind)
        return kind

    def _store(self, frame: int) -> None:
        """Put R0 on the stack."""
        self._out.store(R10, frame - _SLOT, R0)
        self.deepest = min(self.deepest, frame - _SLOT)

    def _operand(self, node: Node, number: str | None, frame: int) -> CType:
        known = self._constant(node, number)
        if known is None:
            return self._number(node, frame)
        self._out.constant(R0, known.number)
        return known.type

    def _constant(self, node: Node, number: str | None) -> Value | None:
        if number is not None and node == Symbol(number):
            found = self._environment.constant(number)
        else:
            found = self._evaluated(node)
        return found if isinstance(found, Value) else None

    def _shift(self, node: Binary, frame: int) -> CType:
        """A shift by more bits than the type has, which C leaves undefined, is worth anything."""
        kind = promoted_type(self._number(node.left, frame))
        self._store(frame)
        self._number(node.right, frame - _SLOT)
        self._out.copy(R1, R0)
        self._out.load(R0, R10, frame - _SLOT)
        right = "s>>" if kind.signed else ">>"
        self._out.compute("<<" if node.operator == "<<" else right, R0, R1)
        self._wrap(R0, kind)
        return kind

    def _divide(self, node: Binary, frame: int) -> CType:
        """A division by 0, which C leaves undefined, is worth anything."""
        by = self._constant(node.right, None)
        if by is None or by.number <= 0:
            return self._divide_unsigned(node, frame)
        left = self._number(node.left, frame)
        kind = common_type(left, by.type)
        self._convert(R0, left, kind)
        if kind.signed:
            self._divide_signed(node.operator, by.number)
        else:
            self._out.constant(R1, by.number)
            self._out.compute(node.operator, R0, R1)
        return kind

    def _divide_unsigned(self, node: Binary, frame: int) -> CType:
        kind = self._both(node, frame)
        if kind.signed:
            raise NotWritable("a signed division by what is no positive constant")
        self._out.compute(node.operator, R0, R1)
        return kind

    def _divide_signed(self, operator: str, by: int) -> None:
        """C rounds to zero: the quotient of the absolute values, with the sign of the dividend.

        The instruction that divides signed numbers came with Linux 6.6.
        """
        positive, end = self._out.fresh("positive"), self._out.fresh("end")
        self._out.constant(R1, by)
        self._out.jump_if_number("s>=", R0, 0, positive)
        self._out.compute_number("neg", R0)
        self._out.compute(operator, R0, R1)
        self._out.compute_number("neg", R0)
        self._out.jump(end)
        self._out.label(positive)
        self._out.compute(operator, R0, R1)
        self._out.label(end)

    def _conditional(self, node: Conditional, frame: int) -> CType:
        kind = self._evaluated(node).type
        if kind is None:
            raise NotWritable("a choice of no known type")
        yes, no, end = (self._out.fresh(name) for name in ("yes", "no", "end"))
        own, self._frame = self._frame, frame
        self._branch(node.condition, Truth.CERTAIN, yes, no)
        self._frame = own
        for label, way in ((yes, node.yes), (no, node.no)):
            self._out.label(label)
            self._convert(R0, self._number(way, frame), kind)
            self._out.jump(end)
        self._out.label(end)
        return kind

    def _call(self, node: Call, frame: int) -> CType:
        if node.function in ("min", "max"):
            return self._chosen(node, frame)
        return self._aligned(node, frame)

    def _chosen(self, node: Call, frame: int) -> CType:
        end = self._out.fresh("end")
        kind = self._both(Binary("-", *node.arguments), frame)
        operator = "<=" if node.function == "min" else ">="
        self._out.jump_if(("s" if kind.signed else "") + operator, R0, R1, end)
        self._out.copy(R0, R1)
        self._out.label(end)
        return kind

    def _aligned(self, node: Call, frame: int) -> CType:
        """``include/linux/align.h``; see `kapi.expr.functions`."""
        value, to = node.arguments
        plain = self._number(value, frame)
        kind = promoted_type(plain)
        size = self._constant(to, None)
        if size is not None:
            self._out.constant(R1, kind.wrap(plain.wrap(size.number) - 1))
        else:
            self._store(frame)
            self._number(to, frame - _SLOT)
            self._wrap(R0, plain)
            self._out.compute_number("+", R0, -1)
            self._wrap(R0, kind)
            self._out.copy(R1, R0)
            self._out.load(R0, R10, frame - _SLOT)
        if node.function == "ALIGN":
            self._out.compute("+", R0, R1)
        if node.function != "IS_ALIGNED":
            self._out.compute_number("^", R1, -1)
        self._out.compute("&", R0, R1)
        self._wrap(R0, kind)
        return self._is_zero() if node.function == "IS_ALIGNED" else kind

    def _is_zero(self) -> CType:
        end = self._out.fresh("end")
        self._out.copy(R1, R0)
        self._out.constant(R0, 1)
        self._out.jump_if_number("==", R1, 0, end)
        self._out.constant(R0, 0)
        self._out.label(end)
        return INT

    # -- types

    def _convert(self, register: int, old: CType, new: CType) -> None:
        """Convert a value from one type to another."""
        fits = old.minimum >= new.minimum and old.maximum <= new.maximum
        if not fits:
            self._wrap(register, new)

    def _wrap(self, register: int, kind: CType) -> None:
        """Keep the low bits of a register, with the sign of their type."""
        if kind.bits >= _LONG.bits:
            return
        if kind == CType(32, False):
            self._out.narrow(register)
            return
        self._out.compute_number("<<", register, 64 - kind.bits)
        self._out.compute_number("s>>" if kind.signed else ">>", register, 64 - kind.bits)


_NAMES = {
    CType(bits, signed): f"{'' if signed else 'unsigned '}{name}"
    for bits, name in ((8, "char"), (16, "short"), (32, "int"), (64, "long long"))
    for signed in (True, False)
}
"""How C calls a type, as a cast has it."""


def _is_truth(node: Node) -> bool:
    if isinstance(node, Unary):
        return node.operator == "!"
    return isinstance(node, Binary) and node.operator in _LOGICAL


def _replaced(node: Node, old: Node, new: Node) -> Node:
    """Return ``node`` with ``new`` where ``old`` stands."""
    return new if node is old else rebuilt(node, lambda one: _replaced(one, old, new))
