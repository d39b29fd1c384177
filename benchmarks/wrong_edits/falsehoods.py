"""Claims that are false and look true: nonsense with an errno, conditions with a false part.

None of them may ever be confirmed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kapi.conform.results import Result, Status
from kapi.expr.nodes import names
from kapi.expr.parser import ExpressionError, parse
from kapi.model.claims import claims
from kapi.model.elements import ErrorCondition, Expression, Param
from kapi.model.spec import Spec
from kapi.vocab.words import Answer, ConstraintType

from .edit import Edit, claim_of, elements, made, put
from .nonsense import nonsense

__all__ = ["confirmed_falsehoods", "false_parts", "meaningless"]


def meaningless(spec: Spec, seed: int) -> tuple[Spec, frozenset[str]]:
    """Return ``spec`` with nonsense for the words of every error that has no expression.

    The second are the ids of those errors in the new spec.
    """
    rng = random.Random(f"{seed}:{spec.name}")
    changed = []
    for place, element in elements(spec):
        if isinstance(element, ErrorCondition) and element.when is None:
            other = nonsense(element, rng)
            changed.append(other)
            spec = put(spec, place, other)
    ids = {one.id for one in claims(spec) if any(one.element is other for other in changed)}
    return spec, frozenset(ids)


def false_parts(spec: Spec) -> Iterator[Edit]:
    """Yield ``spec`` with a false part in the x-when of one claim, in each of a few ways.

    ``&& 0``; a bit that the kernel accepts; the value of a parameter that the condition does not
    look at, or the kind of a descriptor; ``||`` and such a value; no part, ``&& 1`` and ``|| 1``.
    """
    for place, element in elements(spec):
        when = getattr(element, "when", None)
        if not when or getattr(element, "visible", None) is Answer.NO:
            continue
        names = (element.errno,) if isinstance(element, ErrorCondition) else ()
        claim = claim_of(spec, element)
        for text in _false(when, spec.params) if claim else ():
            other = replace(element, when=Expression(text))
            yield made("false part", spec, place, claim, element, other, text, names)


def _false(when: str, params: Sequence[Param]) -> Iterator[str]:
    yield f"({when}) && 0"
    yield f"({when}) || 0"
    yield f"({when}) && 1"
    yield f"({when}) || 1"
    try:
        looked_at = {name.partition("->")[0] for name in names(parse(when))}
    except ExpressionError:
        return
    for param in params:
        limits = param.limits
        if param.name in looked_at:
            continue
        yield f"({when}) && {param.name} == 0"
        if "*" not in (param.type_name or "") and limits.type is not ConstraintType.ENUM:
            yield f"({when}) && {param.name} != 0"  # an address of 0 is refused by itself
        if (param.object or "").startswith("fd:"):
            yield f"({when}) && kind({param.name}) == FILE_REGULAR"
            yield f"({when}) && kind({param.name}) != FILE_REGULAR"
        if limits.type is ConstraintType.MASK and limits.mask:
            yield f"({when}) && ({param.name} & ({limits.mask}))"
            yield f"({when}) || ({param.name} & ({limits.mask}))"
        elif limits.type is ConstraintType.ENUM and limits.values and len(limits.values) > 1:
            yield f"({when}) && {param.name} == {limits.values[0]}"
            yield f"({when}) || {param.name} == {limits.values[0]}"
        elif limits.type is ConstraintType.RANGE and limits.maximum:
            yield f"({when}) && {param.name} == {limits.maximum}"
            yield f"({when}) && {param.name} != {limits.maximum}"


def confirmed_falsehoods(
    results: Sequence[Result], false: Sequence[str] | frozenset[str]
) -> list[str]:
    """Return what is said of the claims ``false`` that are confirmed all the same."""
    return [
        f"{one.api}: {one.subject}: {one.summary} {one.call}"
        for one in results
        if one.claim in false and one.status is Status.CONFIRMED
    ]
