"""Neighbouring errors the wrong way round, where both conditions can hold in one call."""

from __future__ import annotations

from collections.abc import Iterator

from kapi.expr.environment import Environment
from kapi.expr.parser import ExpressionError, parse
from kapi.judge.exclusion import exclude
from kapi.judge.order import order_id
from kapi.model.claims import claims
from kapi.model.elements import ErrorCondition
from kapi.model.spec import Spec
from kapi.vocab.words import ErrorOrder

from .edit import Edit, Place, put

__all__ = ["swapped"]

_CONSTANTS = Environment()


def swapped(spec: Spec) -> Iterator[Edit]:
    """Yield an edit for each pair of neighbours whose order is a claim that a call could show.

    Two conditions that exclude each other say the same in either order.
    """
    if spec.error_order is not ErrorOrder.CHECKED:
        return
    listed = {id(one.element): one for one in claims(spec)}
    for index, (first, second) in enumerate(zip(spec.errors, spec.errors[1:], strict=False)):
        if not _order_shows(first, second):
            continue
        wrong = put(spec, Place("errors", index), second)
        wrong = put(wrong, Place("errors", index + 1), first)
        here, there = listed[id(first)], listed[id(second)]
        yield Edit(
            kind="order",
            claims=(order_id(here, there), here.id, there.id),
            swapped=(order_id(there, here), here.id, there.id),
            spec=wrong,
            description=f"errors: {second.errno} ({second.summary}) before {first.errno}",
            names=(first.errno, second.errno),
        )


def _order_shows(first: ErrorCondition, second: ErrorCondition) -> bool:
    if first.errno == second.errno or not first.when or not second.when:
        return False
    if first.order or second.order or first.visible or second.visible:
        return False
    try:
        return not exclude(parse(first.when), parse(second.when), _CONSTANTS)
    except ExpressionError:
        return False
