"""Two variants with one condition.

What they say holds in the same calls: it belongs into one block.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * variant: op == 3
      *   error: EBUSY, somebody reads
    - * variant: op==3
      *   error: EIO, the device failed
      */
     SYSCALL_DEFINE2(ring, int, fd, int, op)
"""

from __future__ import annotations

from kapi.expr.lexer import ExpressionError
from kapi.expr.nodes import Node
from kapi.lint.facts import tree
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """Equal as expressions, however they are spaced."""
    seen: dict[Node | str, int] = {}
    for variant in spec.variants:
        node = tree(variant.condition)
        key = variant.condition if isinstance(node, ExpressionError) else node
        if key in seen:
            text = f"a second variant for '{variant.condition}'"
            yield Problem(text, variant.span, f"the first stands on line {seen[key]}")
        seen.setdefault(key, variant.span.line)
