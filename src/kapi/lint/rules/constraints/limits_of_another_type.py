"""Limits of another kind than the constraint type says.

The constraint type decides which check runs: a mask beside constraint-type: enum is never looked
at, and the list of values that would be is missing. One of the two was meant to be the other.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: how
      *   type: uint, input
    - *   constraint-type: enum
    - *   valid-mask: RING_LEFT | RING_RIGHT
    + *   constraint-type: enum(RING_LEFT, RING_RIGHT)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, how)
"""

from __future__ import annotations

from kapi.lint.facts import limited
from kapi.lint.rule import Problem, Problems
from kapi.model.elements import Limits
from kapi.model.spec import Spec
from kapi.vocab.words import ConstraintType

_OWN = {
    ConstraintType.MASK: ("mask", "arch_masks"),
    ConstraintType.ENUM: ("values",),
    ConstraintType.RANGE: ("minimum", "maximum"),
    ConstraintType.ALIGNMENT: ("alignment",),
}


def is_of_another_type(limits: Limits) -> bool:
    """Whether the limits that are stated are all of other kinds than the stated one."""
    return bool(_both(limits))


def check(spec: Spec) -> Problems:
    """A type that has limits of its own is right, whatever else is stated."""
    for param in limited(spec):
        if both := _both(param.limits):
            said, other = (kind.value for kind in both)
            message = f"'{param.name}' has the limits of constraint-type {other}, and says {said}"
            hint = f"say {other}, or give the limits that {said} needs"
            yield Problem(message, param.span, hint, about=("constraint-type", said))


def _both(limits: Limits) -> tuple[ConstraintType, ConstraintType] | None:
    """The kind that is said, and the one of which limits are given instead."""
    kinds = [kind for kind, parts in _OWN.items() if any(getattr(limits, one) for one in parts)]
    if not isinstance(limits.type, ConstraintType) or limits.type not in _OWN:
        return None
    return (limits.type, kinds[0]) if kinds and limits.type not in kinds else None
