"""A bound, mask or value that the C type cannot hold.

No argument ever has that value: the limit is a slip, or the type is.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
    - *   constraint-type: range(0, 0x10000000000)
    + *   constraint-type: range(0, 0x10000000)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kapi.lint.facts import c_type, limited, number
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """Compare the values that are known; masks and single values may use the sign bit.

    A lower bound below an unsigned type is for signed-range to report.
    """
    for param in limited(spec):
        kind, limits = c_type(param), param.limits
        if kind is None:
            continue
        half = 1 << (kind.bits - 1)
        lowest = -half if kind.signed else float("-inf")
        outside = [
            *_outside((limits.minimum,), lowest, kind.maximum),
            *_outside((limits.maximum,), -half, kind.maximum),
            *_outside((limits.mask, *(limits.values or ())), -half, 2 * half - 1),
        ]
        for text in outside:
            yield Problem(f"{text} does not fit into {param.type_name}", param.span, about=(text,))


def _outside(texts: Iterable[str | None], lowest: float, highest: int) -> Iterator[str]:
    """The ``texts`` whose value is known and lies outside the bounds."""
    for text in texts:
        value = number(text)
        if text and value is not None and not lowest <= value <= highest:
            yield text
