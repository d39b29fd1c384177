"""Whether two conditions exclude each other: no situation can meet both.

What they say together is split into cases, each a list of parts that hold or do not, and each case
must contradict itself: by one value for two constants, by bits, by what a descriptor must be, or
by where the walk of a path ends. A form that is not understood excludes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TypeAlias, TypeGuard

from kapi.expr.environment import Environment
from kapi.expr.evaluate import as_number
from kapi.expr.nodes import (
    Binary,
    Call,
    Conditional,
    Node,
    Number,
    Symbol,
    Unary,
    children,
    rebuilt,
    walk,
)
from kapi.expr.predicates import PREDICATES
from kapi.judge.descriptor_facts import asked, facts_of_sockets, needs_of
from kapi.judge.implied import forces
from kapi.judge.path_facts import facts_of_paths
from kapi.vocab.integers import CType

Case: TypeAlias = dict[Node, bool]
"""Parts, and whether each holds."""

_MOST = 256
"""Cases of a pair; one of more is not looked at."""

_UNTOLD_WITHOUT = {"thread_group": "process_exists"}
"""What a predicate needs, by docs/predicates.md, to have an answer."""

_LOW = 0xFFFFFFFF
"""The bits by which numbers are told apart: -1 and 0xffffffff are one ``unsigned int``."""


class _TooMany(Exception):
    """The conditions have more cases than are worth the time."""


def exclude(first: Node, second: Node, constants: Environment) -> bool:
    """Return whether no situation can meet both, by what C and the predicates mean.

    ``constants`` says what names are worth; its parameters have no values, and of what parameters
    point to it has the types, as measured.
    """
    both = _plain(_whole_paths(Binary("&&", first, second)))
    try:
        return all(_contradicts(case, constants) for case in _cases(both, True))
    except _TooMany:
        return False


def _whole_paths(node: Node) -> Node:
    """``node`` with each predicate of a path in its form with ``_at``."""
    changed = rebuilt(node, _whole_paths)
    match changed:
        case Call(function, (path,)) if f"{function}_at" in PREDICATES:
            return Call(f"{function}_at", (Symbol("AT_FDCWD"), path, Number(0)))
    return changed


def _plain(node: Node) -> Node:
    """``node`` with ``&&`` and ``||`` in place of ``?:``, wherever that stands."""
    match node:
        case Binary("&&" | "||", left, right):
            return Binary(node.operator, _plain(left), _plain(right))
        case Unary("!", operand):
            return Unary("!", _plain(operand))
    inner = next(_conditionals(node), None)
    if inner is None:
        return node
    yes, no = (_replaced(node, inner, one) for one in (inner.yes, inner.no))
    condition = _plain(inner.condition)
    return Binary(
        "||",
        Binary("&&", condition, _plain(yes)),
        Binary("&&", Unary("!", condition), _plain(no)),
    )


def _conditionals(node: Node) -> Iterator[Conditional]:
    if isinstance(node, Conditional):
        yield node
    for one in children(node):
        yield from _conditionals(one)


def _replaced(node: Node, old: Node, new: Node) -> Node:
    return new if node == old else rebuilt(node, lambda one: _replaced(one, old, new))


def _cases(node: Node, worth: bool) -> list[Case]:
    match node:
        case Unary("!", operand):
            return _cases(operand, not worth)
        case Binary("&&" | "||" as operator, left, right):
            sides = _cases(left, worth), _cases(right, worth)
            if (operator == "&&") is not worth:
                return _counted([*sides[0], *sides[1]])
            pairs = ((one, other) for one in sides[0] for other in sides[1])
            return _counted([one | other for one, other in pairs if _agree(one, other)])
        case Binary("!=", left, right):
            return [{Binary("==", left, right): not worth}]
    return [{node: worth}]


def _counted(cases: list[Case]) -> list[Case]:
    if len(cases) > _MOST:
        raise _TooMany
    return cases


def _agree(one: Case, other: Case) -> bool:
    return all(other.get(part, worth) is worth for part, worth in one.items())


def _contradicts(case: Case, constants: Environment) -> bool:
    parts = [
        *case.items(),
        *facts_of_paths(case),
        *facts_of_sockets(one for one, worth in case.items() if worth),
        *(
            (Call(_UNTOLD_WITHOUT[call.function], call.arguments), True)
            for part in case
            for call in asked(part)
            if call.function in _UNTOLD_WITHOUT
        ),
    ]
    return (
        any(_is_constant(one, not worth, constants) for one, worth in parts)
        or _by_values(parts, constants)
        or _by_kinds(parts, constants)
        or _by_lists(parts)
        or _by_pointers(parts, constants)
        or any(
            forces(one, worth, other) is (not is_so)
            for one, worth in parts
            for other, is_so in parts
        )
    )


def _is_constant(part: Node, worth: bool, constants: Environment) -> bool:
    number = as_number(part, constants)
    return number is not None and bool(number) is worth


def _by_values(parts: list[tuple[Node, bool]], constants: Environment) -> bool:
    """Whether one thing must be two numbers, or a number that it must not be, or has other bits."""
    known: dict[Node, set[int]] = {}
    never: dict[Node, set[int]] = {}
    for part, worth in parts:
        what, number = _compared(part, constants)
        (known if worth is (what is not part) else never).setdefault(what, set()).add(number)
    for what, numbers in known.items():
        if len({one & _LOW for one in numbers}) > 1 or numbers & never.get(what, set()):
            return True
    masked = [_bits(what, numbers, constants) for what, numbers in known.items()]
    if any(number > 0 and number & ~mask for _, mask, number in masked):
        return True  # bits that the mask takes away
    tested = [_bits(what, {0}, constants) for what, numbers in never.items() if 0 in numbers]
    for one, other in combinations(masked, 2):
        if one[0] == other[0] and (one[2] ^ other[2]) & one[1] & other[1] & _LOW:
            return True
    return any(
        one[0] == other[0] and not other[1] & ~one[1] and not one[2] & other[1]
        for one in masked
        for other in tested
    )


def _compared(part: Node, constants: Environment) -> tuple[Node, int]:
    """What ``part`` compares with a number; a part of another form is compared with 0."""
    match part:
        case Binary("==", left, right):
            for what, value in ((left, right), (right, left)):
                number = as_number(value, constants)
                if number is not None and as_number(what, constants) is None:
                    return what, number
    return part, 0


def _bits(what: Node, numbers: set[int], constants: Environment) -> tuple[Node, int, int]:
    """What is masked, its mask (all bits where there is none), and the value of those bits."""
    number = min(numbers)  # they are alike in the bits that count
    match what:
        case Binary("&", left, right):
            for inner, mask in ((left, right), (right, left)):
                bits = as_number(mask, constants)
                if bits is not None:
                    return inner, bits, number
    return what, -1, number


def _by_lists(parts: list[tuple[Node, bool]]) -> bool:
    """Whether the length of a list is asked for that cannot be read to its end."""
    cut = {part.arguments for part, worth in parts if _is_cut(part) and not worth}
    return any(
        call.function == "list_length" and call.arguments in cut
        for part, _ in parts
        for call in asked(part)
    )


def _by_pointers(parts: list[tuple[Node, bool]], constants: Environment) -> bool:
    """Whether what a pointer points to is asked for, and no more than that cannot be read."""
    asked_for = {one for part, _ in parts for one in walk(part) if isinstance(one, Symbol)}
    for part, worth in parts:
        match part:
            case Call("readable", (Symbol(pointer), size)) if not worth:
                target = Symbol(f"{pointer}->*")
                kind = constants.measured.get(target) if target in asked_for else None
                count = as_number(size, constants)
                if isinstance(kind, CType) and count is not None and count <= kind.bits // 8:
                    return True
    return False


def _is_cut(part: Node) -> TypeGuard[Call]:
    return isinstance(part, Call) and part.function == "readable_list"


def _by_kinds(parts: list[tuple[Node, bool]], constants: Environment) -> bool:
    """Whether a descriptor must be of different kinds."""
    left: dict[Node, frozenset[str]] = {}
    for part, worth in parts:
        for about, kinds in needs_of(part, worth, lambda one: as_number(one, constants)):
            left[about] = left.get(about, kinds) & kinds
    return not all(left.values())
