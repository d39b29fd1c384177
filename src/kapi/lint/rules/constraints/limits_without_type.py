"""Limits whose constraint type is missing or another.

The constraint type decides which check runs; a mask beside constraint-type: range is never
looked at.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
    - *   valid-mask: 3
    + *   constraint-type: mask(3)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.facts import Limited, limited
from kapi.lint.rule import Problem, Problems
from kapi.lint.rules.constraints.limits_of_another_type import is_of_another_type
from kapi.model.elements import Unknown
from kapi.model.spec import Spec
from kapi.vocab.words import ConstraintType

_NEEDED = {
    "mask": (ConstraintType.MASK,),
    "values": (ConstraintType.ENUM,),
    "alignment": (ConstraintType.ALIGNMENT, ConstraintType.PAGE_ALIGNED),
    "minimum": (ConstraintType.RANGE, ConstraintType.USER_STRING),
}
_A = {
    "mask": "a mask",
    "values": "a list of values",
    "alignment": "an alignment",
    "minimum": "a range",
}
_TAG = {
    "mask": "valid-mask",
    "values": "enum",
    "alignment": "alignment",
    "minimum": "range",
}
_VALUES = {
    ConstraintType.MASK: ("mask",),
    ConstraintType.ENUM: ("values",),
    ConstraintType.RANGE: ("minimum", "maximum"),
    ConstraintType.ALIGNMENT: ("alignment",),
}


def check(spec: Spec) -> Problems:
    """Also the reverse: a type without its values."""
    for param in limited(spec):
        limits = param.limits
        if limits.type is ConstraintType.CUSTOM or is_of_another_type(limits):
            continue
        yield from _untyped(param)
        for kind, parts in _VALUES.items():
            if limits.type is kind and all(getattr(limits, part) is None for part in parts):
                message = f"constraint-type: {kind.value} of '{param.name}' has no values"
                yield Problem(message, param.span, about=("constraint-type",))


def _untyped(param: Limited) -> Problems:
    limits = param.limits
    if isinstance(limits.type, Unknown):
        return
    for part, types in _NEEDED.items():
        if getattr(limits, part) is not None and limits.type not in types:
            says = f"constraint-type: {limits.type.value}" if limits.type else "no constraint type"
            message = f"'{param.name}' has {_A[part]} and {says}: nothing checks it"
            yield Problem(message, param.span, about=("constraint-type", _TAG[part]))
