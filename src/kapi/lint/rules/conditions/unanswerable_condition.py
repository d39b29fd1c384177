"""A condition that asks what nothing can answer.

A condition is worth what can be measured: functions are those of the list of predicates, with as
many arguments as stand there. old() has a meaning in x-after only. errno and result are what the
call returned, so the condition of an error cannot be about them; that of an effect can.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EBADF, no descriptor
    - *   x-when: !is_opened(fd)
    + *   x-when: !is_open(fd)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, int, fd)
"""

from __future__ import annotations

from kapi.expr.check import problems
from kapi.expr.lexer import ExpressionError
from kapi.lint.facts import conditions, tree
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """Each condition that is an expression at all; parameters hide the names of the outcome."""
    names = [param.name for param in spec.params]
    for one in conditions(spec):
        node = tree(one.text)
        if isinstance(node, ExpressionError):
            continue
        for message in problems(node, after=one.after, outcome=one.outcome, parameters=names):
            yield Problem(f"the {one.tag}: {message}", one.span, about=(one.tag,))
