"""A mask of numbers that are no bits.

SEEK_SET, SEEK_CUR and SEEK_END are 0, 1 and 2, MADV_* count up: one of them is given, not several
at once. As a mask they would allow every number below the highest.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: whence
      *   type: uint, input
    - *   constraint-type: mask(SEEK_SET | SEEK_CUR | SEEK_END | SEEK_DATA | SEEK_HOLE)
    + *   constraint-type: enum(SEEK_SET, SEEK_CUR, SEEK_END, SEEK_DATA, SEEK_HOLE)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, whence)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kapi.expr.lexer import ExpressionError
from kapi.expr.nodes import names
from kapi.lint.facts import limited, number, tree
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec

_MORE = re.compile(r"[^\w\s|()]")
_FEWEST = 3
_SMALL = 63
"""Names that share bits with others: MAP_HUGE_2MB and MAP_HUGE_1GB are two, but large."""


def check(spec: Spec) -> Problems:
    """Numbers without a gap, or several that share bits; S_IRWXU and S_IRWXG do not."""
    for param in limited(spec):
        values = _values(param.limits.mask or "")
        odd = [name for name, value in values.items() if value & (value - 1)]
        if odd and (_count_up(sorted(values.values())) or _overlap([values[one] for one in odd])):
            message = f"the mask of '{param.name}' is of numbers that are no bits, such as {odd[0]}"
            hint = "one of several values is constraint-type: enum(...)"
            yield Problem(message, param.span, hint, about=("mask",))


def _values(mask: str) -> dict[str, int]:
    """The names of a mask and their numbers; none where one is not known, or more than listed."""
    node = tree(mask)
    if isinstance(node, ExpressionError) or _MORE.search(mask):
        return {}
    found = {name: number(name) for name in names(node)}
    known = {name: value for name, value in found.items() if value is not None}
    return known if len(known) == len(found) else {}


def _count_up(values: Sequence[int]) -> bool:
    return values[0] <= 1 and all(after - value == 1 for value, after in pairwise(values))


def _overlap(odd: Sequence[int]) -> bool:
    """Whether several share a part of their bits; one that holds another is its mask, or a set."""
    sharing = [one for one in odd if any(one & other not in (0, one, other) for other in odd)]
    return len(sharing) >= (_FEWEST if max(odd) > _SMALL else _FEWEST - 1)
