"""A variant whose condition is no comparison of a parameter.

A variant is about the calls in which an argument has certain values: `op == RING_DROP`, `op >= 8`,
`flags & RING_WAIT`, joined with &&, || and !. What depends on the situation of the call belongs to
the x-when of a claim.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EBADF, no descriptor
    - * variant: is_open(fd)
    + * variant: op == 3
      *   return:
      *     type: int
      *     check-type: range
      *     success: >= 0
      */
     SYSCALL_DEFINE2(ring, int, fd, int, op)
"""

from __future__ import annotations

from collections.abc import Collection

from kapi.expr.lexer import ExpressionError
from kapi.expr.nodes import Binary, Node, Unary, names
from kapi.expr.terms import is_member, terms
from kapi.lint.facts import tree
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec

_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "&"})


def check(spec: Spec) -> Problems:
    """Members of what a parameter points to may select, too."""
    params = frozenset(param.name for param in spec.params)
    for variant in spec.variants:
        node = tree(variant.condition)
        if not isinstance(node, ExpressionError) and not _selects(node, params):
            text = f"'{variant.condition}' is no comparison of a parameter"
            yield Problem(text, variant.span, "write 'variant: PARAMETER == VALUE'")


def _selects(node: Node, params: Collection[str]) -> bool:
    if isinstance(node, Unary) and node.operator == "!":
        return _selects(node.operand, params)
    if not isinstance(node, Binary):
        return False
    if node.operator in ("&&", "||"):
        return _selects(node.left, params) and _selects(node.right, params)
    if node.operator not in _COMPARISONS:
        return False
    given = [name for name in names(node) if name in params or is_member(name, params)]
    return bool(given) and len(terms([node], params)) == sum(is_member(n, params) for n in given)
