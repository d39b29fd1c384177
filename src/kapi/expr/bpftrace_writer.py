"""Expressions as bpftrace has them: the checks of a spec in a script that a person can read.

A condition has two texts, as in eBPF (`kapi.expr.ebpf`): whether it certainly holds, and whether
it may. What is no argument is not known.

Every number of a script has 64 bits and no sign for bpftrace, which treats signed ones in other
ways from version to version: that of a signed C type is sign-extended, that of an unsigned one
zero-extended. Where the sign matters, a cast says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kapi.expr.arithmetic import common_type, convert, promoted_type
from kapi.expr.caller_names import number_side
from kapi.expr.ebpf.writer import NotWritable, Truth
from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.known import arguments_tell, assumed, expanded
from kapi.expr.nodes import Binary, Call, Cast, Conditional, Node, Symbol, Unary
from kapi.expr.values import Value
from kapi.vocab.integers import INT, CType

TRUE, FALSE = "1", "0"
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_PLAIN = frozenset({"+", "-", "*", "&", "|", "^"})
_STAYING = frozenset({"&", "|", "^"})
"""What two numbers that are extended by their type give is extended, too."""
_LEAST_HEX = 1 << 16
_WORD = 64


class BpftraceWriter:
    """Writes over the parameters of ``environment``, which are variables ``$NAME``.

    ``unknown`` names those whose value nothing tells.
    """

    def __init__(self, environment: Environment, unknown: Collection[str] = ()) -> None:
        self._environment = environment
        self._unknown = frozenset(unknown)

    def condition(self, node: Node, truth: Truth) -> str:
        """Return the text that is true where ``node`` is certain, or possible.

        `TRUE` and `FALSE` stand alone or not at all. Raises `NotWritable`.
        """
        return self._condition(expanded(node), truth)

    def number(self, node: Node) -> tuple[str, CType] | None:
        """Return the text of a number and its type, or None where nothing tells it.

        Raises `NotWritable`.
        """
        node = expanded(node)
        return self._number(node) if self._tells(node) else None

    def _tells(self, node: Node) -> bool:
        return arguments_tell(node, self._environment, self._unknown)

    # -- truths

    def _condition(self, node: Node, truth: Truth) -> str:
        known = evaluate(node, self._environment)
        if isinstance(known, Value):
            return TRUE if known.number else FALSE
        match node:
            case Binary("&&" | "||" as operator):
                ways = (self._condition(one, truth) for one in _chain(node, operator))
                return both(*ways) if operator == "&&" else either(*ways)
            case Unary("!", operand):
                return _not(self._condition(operand, truth.negated))
            case Conditional():
                return self._choice(node, truth)
        if not self._tells(node):
            return TRUE if truth is Truth.POSSIBLE else FALSE
        if isinstance(node, Binary) and node.operator in _COMPARISONS:
            return self._comparison(node)
        if isinstance(node, Call) and node.function == "IS_ALIGNED":
            return self._is_aligned(node)
        return f"({self._number(node)[0]} != 0)"

    def _choice(self, node: Conditional, truth: Truth) -> str:
        """Of a condition that is not known, what both ways say counts."""
        certain, possible = (
            self._condition(node.condition, one) for one in (Truth.CERTAIN, Truth.POSSIBLE)
        )
        yes = self._condition(assumed(node.yes, node.condition, True), truth)
        no = self._condition(assumed(node.no, node.condition, False), truth)
        if truth is Truth.POSSIBLE:
            return either(both(possible, yes), both(_not(certain), no))
        ways = [both(certain, yes), both(_not(possible), no)]
        return either(*ways, *([] if certain == possible else [both(yes, no)]))

    def _comparison(self, node: Binary) -> str:
        left, right, kind = self._operands(node)
        if kind.signed and node.operator not in ("==", "!="):
            left, right = f"(int64){left}", f"(int64){right}"
        return f"({left} {node.operator} {right})"

    # -- numbers

    def _number(self, node: Node) -> tuple[str, CType]:
        known = evaluate(node, self._environment)
        if isinstance(known, Value):
            return _constant(known)
        match node:
            case Symbol(name):
                return f"${name}", self._type_of(name)
            case Unary(operator, operand):
                return self._unary(node, operator, operand)
            case Binary():
                return self._binary(node)
            case Cast(type_name, operand):
                kind = self._environment.architecture.integer_type(type_name)
                assert kind is not None
                return _converted(*self._number(operand), kind), kind
            case Conditional():
                return self._chosen(node)
            case Call():
                return self._call(node)
        raise NotWritable(type(node).__name__)

    def _type_of(self, name: str) -> CType:
        kind = self._environment.parameters[name]
        return kind.type if isinstance(kind, Value) else kind

    def _unary(self, node: Unary, operator: str, operand: Node) -> tuple[str, CType]:
        if operator == "!":
            return self._one_or_zero(node)
        text, kind = self._number(operand)
        kind = promoted_type(kind)
        if operator == "-":
            return cut(f"((uint64)0 - {text})", kind), kind
        if operator == "~":
            return (f"(~{text})" if kind.signed else cut(f"(~{text})", kind)), kind
        return text, kind

    def _binary(self, node: Binary) -> tuple[str, CType]:
        operator = node.operator
        if operator in ("&&", "||") or operator in _COMPARISONS:
            return self._one_or_zero(node)
        if operator in ("<<", ">>"):
            return self._shift(node)
        if operator in ("/", "%"):
            return self._quotient(node)
        if operator not in _PLAIN:
            raise NotWritable(operator)
        left, right, kind = self._operands(node)
        text = f"({left} {operator} {right})"
        return (text if operator in _STAYING else cut(text, kind)), kind

    def _one_or_zero(self, node: Node) -> tuple[str, CType]:
        return f"({self._condition(node, Truth.CERTAIN)} ? (uint64)1 : (uint64)0)", INT

    def _operands(self, node: Binary) -> tuple[str, str, CType]:
        """Return both operands in their common type."""
        number = number_side(node, self._environment.parameters)
        both = [self._operand(one, number) for one in (node.left, node.right)]
        types = [one.type if isinstance(one, Value) else one[1] for one in both]
        kind = common_type(*types)
        left, right = (
            _constant(convert(one, kind))[0] if isinstance(one, Value) else _converted(*one, kind)
            for one in both
        )
        return left, right, kind

    def _operand(self, node: Node, number: str | None) -> Value | tuple[str, CType]:
        if number is not None and node == Symbol(number):
            found = self._environment.constant(number)
        else:
            found = evaluate(node, self._environment)
        return found if isinstance(found, Value) else self._number(node)

    def _shift(self, node: Binary) -> tuple[str, CType]:
        text, kind = self._number(node.left)
        kind = promoted_type(kind)
        by = evaluate(node.right, self._environment)
        if not isinstance(by, Value) or not 0 <= by.number < kind.bits:
            raise NotWritable("a shift by what is no constant")
        if node.operator == "<<":
            return cut(f"({text} << {by.number})", kind), kind
        if kind.signed:
            raise NotWritable("a shift of a signed number to the right")
        return f"({text} >> {by.number})", kind

    def _quotient(self, node: Binary) -> tuple[str, CType]:
        """C rounds to zero: the quotient of the absolute values, with the dividend's sign."""
        left, right, kind = self._operands(node)
        by = evaluate(node.right, self._environment)
        if not isinstance(by, Value) or by.number <= 0:
            raise NotWritable("a division by what is no positive constant")
        text = f"({left} {node.operator} {right})"
        if not kind.signed:
            return text, kind
        negative = f"((uint64)0 - (((uint64)0 - {left}) {node.operator} {right}))"
        return f"((int64){left} < (int64)0 ? {negative} : {text})", kind

    def _chosen(self, node: Conditional) -> tuple[str, CType]:
        kind = evaluate(node, self._environment).type
        if kind is None:
            raise NotWritable("a choice of no known type")
        condition = self._condition(node.condition, Truth.CERTAIN)
        yes, no = (_converted(*self._number(one), kind) for one in (node.yes, node.no))
        return f"({condition} ? {_unsigned(yes)} : {_unsigned(no)})", kind

    def _call(self, node: Call) -> tuple[str, CType]:
        if node.function in ("min", "max"):
            left, right, kind = self._operands(Binary("-", *node.arguments))
            sign = "(int64)" if kind.signed else ""
            operator = "<=" if node.function == "min" else ">="
            chosen = f"{_unsigned(left)} : {_unsigned(right)}"
            return f"({sign}{left} {operator} {sign}{right} ? {chosen})", kind
        return self._aligned(node)

    def _aligned(self, node: Call) -> tuple[str, CType]:
        """``include/linux/align.h``, to a constant; see `kapi.expr.functions`."""
        if node.function == "IS_ALIGNED":
            return f"({self._is_aligned(node)} ? (uint64)1 : (uint64)0)", INT
        text, low, high, kind = self._masked(node)
        if node.function == "ALIGN":
            text = cut(f"({text} + {low})", kind)
        return f"({text} & {high})", kind

    def _is_aligned(self, node: Call) -> str:
        text, low, _, _ = self._masked(node)
        return f"(({text} & {low}) == 0)"

    def _masked(self, node: Call) -> tuple[str, str, str, CType]:
        """Return the text of what is aligned, those of the low and the high bits, and the type."""
        value, to = node.arguments
        size = evaluate(to, self._environment)
        if not isinstance(size, Value):
            raise NotWritable(f"{node.function}() to what is no constant")
        text, plain = self._number(value)
        kind = promoted_type(plain)
        mask = kind.wrap(plain.wrap(size.number) - 1)
        low, high = (_constant(Value(kind.wrap(one), kind))[0] for one in (mask, ~mask))
        return text, low, high, kind


def cut(text: str, kind: CType) -> str:
    """Return the low bits of ``text``, extended as their type says."""
    if kind.bits >= _WORD:
        return text
    if kind.signed:
        return f"(uint64)(int64)(int{kind.bits}){text}"
    return f"({text} & {(1 << kind.bits) - 1:#x})"


def _converted(text: str, old: CType, new: CType) -> str:
    fits = old.minimum >= new.minimum and old.maximum <= new.maximum
    return text if fits else cut(text, new)


def _constant(value: Value) -> tuple[str, CType]:
    number, kind = value.number, value.type
    if number >= 1 << 63:
        return f"(uint64){number - (1 << 64)}", kind
    if number < 0:
        return f"(uint64){number}", kind
    return (str(number) if number < _LEAST_HEX else hex(number)), kind


def _unsigned(text: str) -> str:
    """``text`` as one of two that are chosen from: bpftrace takes plain numbers for signed."""
    return f"(uint64){text}" if text[0].isdigit() else text


def _not(text: str) -> str:
    return {TRUE: FALSE, FALSE: TRUE}.get(text, f"!{text}")


def _chain(node: Node, operator: str) -> Iterator[Node]:
    """The conditions that ``operator`` joins in ``node``, each as far as those before leave it."""
    if isinstance(node, Binary) and node.operator == operator:
        yield from _chain(node.left, operator)
        yield from _chain(assumed(node.right, node.left, operator == "&&"), operator)
    else:
        yield node


def both(*texts: str) -> str:
    """Return the text that is true where all are, without those that always are."""
    return _joined(" && ", texts, FALSE, TRUE)


def either(*texts: str) -> str:
    """Return the text that is true where one is, without those that never are."""
    return _joined(" || ", texts, TRUE, FALSE)


def _joined(operator: str, texts: Sequence[str], absorbing: str, neutral: str) -> str:
    if absorbing in texts:
        return absorbing
    left = [one for one in dict.fromkeys(texts) if one != neutral]
    if not left:
        return neutral
    return left[0] if len(left) == 1 else f"({operator.join(left)})"
