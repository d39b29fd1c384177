"""A signed range on an unsigned parameter.

Above the bound lie values that the type allows and the kernel sees; the spec says that they are
refused, which is seldom tested and often untrue.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: len
      *   type: uint, input
    - *   constraint-type: range(0, LONG_MAX)
    + *   constraint-type: range(0, SIZE_MAX)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, size_t, len)
"""

from __future__ import annotations

from kapi.lint.facts import c_type, limited, number
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import ParamType

_HINT = "write the greatest value that is accepted"
_SIGNED = ("LONG_MAX", "INT_MAX", "LLONG_MAX", "S32_MAX", "S64_MAX")


def check(spec: Spec) -> Problems:
    """A negative lower bound, or the greatest signed number of the same width as the upper one.

    Descriptors are small numbers whatever their C type is. A narrower bound (INT_MAX of a
    size_t) and SSIZE_MAX are limits that the kernel does apply.
    """
    for param in limited(spec):
        kind, limits = c_type(param), param.limits
        if kind is None or kind.signed or param.type is ParamType.FD:
            continue
        low, half = number(limits.minimum), (1 << (kind.bits - 1)) - 1
        if low is not None and low < 0:
            yield Problem(f"{param.type_name} '{param.name}' has no negative values", param.span)
        elif limits.maximum in _SIGNED and number(limits.maximum) == half:
            message = f"{limits.maximum} bounds '{param.name}', which is {param.type_name}"
            yield Problem(message, param.span, _HINT, (limits.maximum,))
