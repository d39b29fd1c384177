"""Which condition of a spec it was that a call failed under, ranked by what is known.

Two grades of knowledge are kept apart. Arguments are certain. What was measured a moment later,
or read out of texts, makes a condition likely and never certain.
"""

from __future__ import annotations

import enum
import itertools
import re
from collections.abc import Mapping, Sequence

import msgspec

from kapi.expr.environment import Environment, argument, parameter_type
from kapi.expr.evaluate import evaluate
from kapi.expr.known import expanded
from kapi.expr.nodes import OPPOSITE, Binary, Call, Node, Unary, joined, walk
from kapi.expr.terms import terms
from kapi.expr.values import Value
from kapi.judge.conditions import Condition
from kapi.judge.parts import Truth, alternatives, distance, parts, truth
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture
from kapi.vocab.integers import CType

_SELDOM = re.compile(
    "immutable|append_only|swap_file|sealed|removed|quota|lease|busy|file_system|path_only"
    "|sticky_protected|denies_write_exec"
)
"""Predicates of what few files or processes have: an errno has another reason more often."""


class Grade(enum.Enum):
    """How sure it is that a condition was the reason, best first."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Knowledge(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a call.

    ``arguments`` has the parameters: a value, or the type of one that is not known. ``later`` are
    terms as they were found afterwards, ``possible`` the values that others may have had.
    """

    arguments: Environment
    later: Mapping[Node, Value | None] = msgspec.field(default_factory=dict)
    possible: Mapping[Node, tuple[int, ...]] = msgspec.field(default_factory=dict)

    @property
    def values(self) -> Environment:
        """The arguments, and beside them what was found afterwards."""
        together = {**self.arguments.measured, **self.later}
        return msgspec.structs.replace(self.arguments, measured=together)


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """A condition that may have been the reason; ``parts`` says which of its parts hold."""

    condition: Condition
    grade: Grade
    holds: Truth
    parts: Mapping[Node, Truth]


def reasons(
    conditions: Sequence[Condition], explains: Sequence[Condition], known: Knowledge
) -> tuple[Reason, ...]:
    """Return those of ``explains``, the conditions with the errno that came, which may hold.

    ``conditions`` are all of the spec, in their order. The first is the most likely; one alone is
    likely, whatever is not known of it.
    """
    certain = {id(one): holds(expanded(one.node), known.arguments) for one in conditions}
    found = []
    for one in explains:
        if one.twin is not None and one.twin in explains:
            continue  # the limits of a parameter, of which an error speaks too
        reason = _reason(one, known, certain[id(one)])
        if reason is not None:
            found.append(reason)
    found.sort(key=lambda reason: _rank(reason, certain[id(reason.condition)], conditions))
    if len(found) == 1 and found[0].grade is Grade.POSSIBLE:
        found = [msgspec.structs.replace(found[0], grade=Grade.LIKELY)]
    sure = _sure(found, conditions, certain)
    return tuple(
        msgspec.structs.replace(one, grade=Grade.CERTAIN) if one is sure else one for one in found
    )


def way_out(reason: Reason) -> Node:
    """Return what would have to hold so that the condition of ``reason`` does not."""
    return _opposite(reason.condition.node, reason.parts)


def _opposite(node: Node, known: Mapping[Node, Truth]) -> Node:
    match node:
        case Unary("!", operand):
            return _plain(operand, known)
        case Binary("&&", left, right):
            return Binary("||", _opposite(left, known), _opposite(right, known))
        case Binary("||", left, right):
            both = [one for one in (left, right) if truth(one, known) is not False]
            return joined("&&", [_opposite(one, known) for one in both or [left]])
        case Binary(operator, left, right) if operator in OPPOSITE:
            return Binary(OPPOSITE[operator], left, right)
    return Unary("!", node)


def _plain(node: Node, known: Mapping[Node, Truth]) -> Node:
    return (
        _opposite(node.operand, known) if isinstance(node, Unary) and node.operator == "!" else node
    )


def arguments_of(
    spec: Spec, registers: Sequence[int | None], architecture: Architecture, page_size: int
) -> Environment:
    """Return the parameters of a call, cut to their C types; None is a register not known."""
    word = CType(architecture.word_bits, False)
    names: dict[str, Value | CType] = {}
    for param, raw in itertools.zip_longest(spec.params, registers[: len(spec.params)]):
        kind = param.type_name or ""
        value = None if raw is None else argument(raw, kind, architecture)
        names[param.name] = value or parameter_type(kind, architecture) or word
    return Environment(architecture=architecture, parameters=names, page_size=page_size)


def _reason(condition: Condition, known: Knowledge, certain: Truth) -> Reason | None:
    values = known.values
    truths = {one: _later(one, values, known.possible) for one in parts(condition.node)}
    whole = truth(condition.node, truths)
    if certain is False or whole is False:
        return None
    grade = Grade.LIKELY if whole else Grade.POSSIBLE
    return Reason(condition=condition, grade=grade, holds=whole, parts=truths)


def _later(part: Node, later: Environment, possible: Mapping[Node, tuple[int, ...]]) -> Truth:
    """Whether ``part`` holds by what was found, or under all values that a term may have had."""
    found = holds(part, later)
    if found is not None:
        return found
    for term in terms([part], tuple(later.parameters)):
        truths = {holds(part, _with(later, term, one)) for one in possible.get(term, ())}
        if len(truths) == 1:
            return truths.pop()
    return None


def _with(environment: Environment, term: Node, number: int) -> Environment:
    return msgspec.structs.replace(
        environment, measured={**environment.measured, term: Value(number)}
    )


def holds(node: Node, environment: Environment) -> Truth:
    """Return whether a condition holds in ``environment``; None where that cannot be told."""
    result = evaluate(node, environment)
    return result.number != 0 if isinstance(result, Value) else None


def _rank(reason: Reason, certain: Truth, conditions: Sequence[Condition]) -> tuple[int, ...]:
    """Sort first what holds, in the order of the checks, then what lacks least.

    What is seldom true of any file comes last, and before it what has no promised place.
    """
    condition = reason.condition
    grade = 0 if certain else 1 if reason.holds else 2
    rare = condition.place is None and any(one.place is not None for one in conditions)
    missing = distance(condition.node, reason.parts)
    shown = 0 if reason.holds else sum(one is True for one in reason.parts.values())
    words = int(condition.read)
    seldom = 0 if reason.holds else int(_needs_seldom(condition.node, reason.parts))
    return (grade, seldom, int(rare), words, missing, -shown, conditions.index(condition))


def _needs_seldom(node: Node, known: Mapping[Node, Truth]) -> bool:
    """Whether each alternative that may hold needs what few files or processes have."""
    return all(
        any(isinstance(one, Call) and _SELDOM.search(one.function) for one in walk(part))
        for part in alternatives(node)
        if truth(part, known) is not False
    )


def _sure(
    found: Sequence[Reason], conditions: Sequence[Condition], certain: Mapping[int, Truth]
) -> Reason | None:
    """Return the reason that arguments alone prove: no other one can have come before it."""
    if not found:
        return None
    first = found[0].condition
    if not certain[id(first)] or first.read or first.errno is None:
        return None
    for other in found[1:]:
        if first.says_the_same(other.condition):
            continue
        if first.place is None or other.condition.place is None:
            return None
        if other.condition.place < first.place:
            return None
    place = first.place
    if place is not None and any(
        certain[id(one)] and one.place is not None and one.place < place for one in conditions
    ):
        return None
    return found[0]
