"""Text where an expression must stand.

A limit or an x-when that is no expression cannot be checked; say it in words under desc: or
cdesc: instead.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EINVAL, odd
    - *   x-when: flags is odd
    + *   x-when: flags % 2 == 1
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.expr.lexer import ExpressionError
from kapi.lint.facts import expressions, tree
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.model.where import definitions


def check(spec: Spec) -> Problems:
    """Limits and x-when; `expr:` of a constraint, which is often a sketch, is left alone."""
    taken = {param.name for param in spec.params}
    for name, text in definitions(spec.where):
        if not name or name in taken:
            message = f"x-where gives no new name to an expression: '{name or text}'"
            yield Problem(message, spec.span, about=("x-where", name or text))
        taken.add(name)
    for span, what, text, tag in expressions(spec):
        found = tree(text)
        if isinstance(found, ExpressionError):
            yield Problem(f"the {what} is no expression: {found}", span, about=(tag, text))
