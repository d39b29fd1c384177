"""A parameter of the declaration that the spec leaves out.

A spec that names some parameters and not others claims nothing about the rest, and nobody sees
the gap.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    + * param: len
    + *   type: uint, input
      * param: flags
      *   type: uint, input
      * x-errors: closed
      */
     SYSCALL_DEFINE2(ring, size_t, len, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.facts import has_limits
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """Neither a block nor a line of text."""
    declared = spec.declaration.params if spec.declaration else ()
    said = {p.name for p in spec.params if p.type or p.description or has_limits(p.limits)}
    if not said and not (spec.errors and declared):
        return
    for param in declared:
        if param.name not in said:
            yield Problem(f"the spec says nothing of parameter '{param.name}'", spec.span)
