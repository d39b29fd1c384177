"""What a spec predicts of a call: each condition under which it fails, and whether it holds."""

from __future__ import annotations

import enum
import functools
from collections.abc import Iterable, Mapping

import msgspec

from kapi.expr.environment import Environment, argument
from kapi.expr.evaluate import evaluate
from kapi.expr.lexer import ExpressionError
from kapi.expr.nodes import Node
from kapi.expr.parser import parse
from kapi.expr.values import Value
from kapi.judge.limits import outside
from kapi.model.claims import Claim, ClaimKind
from kapi.model.elements import ErrorCondition, Param
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture
from kapi.vocab.integers import CType

__all__ = ["Condition", "Truth", "conditions", "environment", "truth"]


class Truth(enum.Enum):
    """Three values: what cannot be told is neither yes nor no."""

    HOLDS = "holds"
    FAILS = "fails"
    CANNOT_TELL = "cannot tell"


class Condition(msgspec.Struct, frozen=True):
    """A claim that a call fails. ``errno`` None means any errno that the spec lists."""

    claim: Claim
    errno: str | None
    truth: Truth


def environment(
    spec: Spec,
    arguments: tuple[int, ...],
    facts: Mapping[str, int],
    architecture: Architecture,
    page_size: int | None = None,
) -> Environment:
    """Return the names of one call: its arguments cut to their C types, and ``facts``.

    Facts are what is known of the caller: ``CAP_IPC_LOCK`` 1 or 0, ``RLIMIT_MEMLOCK`` in
    bytes. An argument whose C type is not known stays unknown.
    """
    word = CType(architecture.word_bits, False)
    names: dict[str, Value | CType] = {name: Value(v, word) for name, v in facts.items()}
    for param, raw in zip(spec.params, arguments, strict=False):
        value = argument(raw, param.type_name or "", architecture)
        names[param.name] = value if value is not None else word
    return Environment(architecture=architecture, parameters=names, page_size=page_size)


def conditions(listed: Iterable[Claim], names: Environment) -> tuple[Condition, ...]:
    """Return every condition of the claims ``listed`` under which a call fails."""
    found = []
    for claim in listed:
        element = claim.element
        if claim.kind is ClaimKind.PARAM and isinstance(element, Param):
            found += _of_param(claim, element, names)
        elif claim.kind is ClaimKind.ERROR and isinstance(element, ErrorCondition):
            found.append(Condition(claim, element.errno, _of_error(element, names)))
    return tuple(found)


_tree = functools.lru_cache(4096)(parse)  # a spec is asked about many calls


def truth(text: str | Node | None, names: Environment) -> Truth:
    """Return whether an expression holds; a text that is none cannot be told."""
    if text is None:
        return Truth.CANNOT_TELL
    try:
        result = evaluate(_tree(text) if isinstance(text, str) else text, names)
    except ExpressionError:
        return Truth.CANNOT_TELL
    if not isinstance(result, Value):
        return Truth.CANNOT_TELL
    return Truth.HOLDS if result.number else Truth.FAILS


def _of_param(claim: Claim, param: Param, names: Environment) -> list[Condition]:
    """A value outside the limits is refused, unless x-violation says something else."""
    action = param.violation.action if param.violation else "reject"
    if action != "reject":
        return []
    node = outside(param.name, param.limits, names.architecture)
    errno = param.violation.errno if param.violation else None
    found = [Condition(claim, errno, truth(node, names))] if node is not None else []
    if param.object or (param.limits.type and node is None):
        found.append(Condition(claim, errno, Truth.CANNOT_TELL))
    return found


def _of_error(error: ErrorCondition, names: Environment) -> Truth:
    parts = [truth(error.when, names)]
    if error.needs is not None:
        parts.append(truth(error.needs, names))
    if error.unless is not None:
        opposite = {Truth.HOLDS: Truth.FAILS, Truth.FAILS: Truth.HOLDS}
        result = truth(error.unless, names)
        parts.append(opposite.get(result, result))
    if Truth.FAILS in parts:
        # x-when is sufficient, not necessary: beside a condition in words it rules nothing out
        only_when = parts[0] is Truth.FAILS and error.condition is not None
        return Truth.CANNOT_TELL if only_when else Truth.FAILS
    return Truth.CANNOT_TELL if Truth.CANNOT_TELL in parts else Truth.HOLDS
