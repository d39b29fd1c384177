"""An x-after that looks at nothing.

What holds after the call must be measured there: a predicate, a limit, a member of what a parameter
points to. Parameters, constants, old() and the result alone do not show that anything changed.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * side-effect: modify_state
      *   target: position
      *   desc: Moves to the end.
    - *   x-after: result == 0
    + *   x-after: position(fd) == file_size(fd)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, int, fd)
"""

from __future__ import annotations

from kapi.expr.lexer import ExpressionError
from kapi.expr.terms import outside_old
from kapi.lint.facts import conditions, tree
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """At least one term outside of old()."""
    names = [param.name for param in spec.params]
    for one in conditions(spec):
        node = tree(one.text) if one.after else None
        if node is None or isinstance(node, ExpressionError):
            continue
        if not outside_old(node, names):
            text = f"'{one.text}' looks at nothing that could be measured after the call"
            yield Problem(text, one.span, about=("x-after",))
