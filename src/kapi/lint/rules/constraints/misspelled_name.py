"""An expression over a name that is almost a parameter.

The expression of a constraint may name what only the kernel has, so nothing looks its names up;
one letter less than a parameter is a slip all the same.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: length
      *   type: uint, input
      * constraint: no wrap
      *   desc: The end is not below the begin.
    - *   expr: lenght + 4096 > 4096
    + *   expr: length + 4096 > 4096
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, size_t, length)
"""

from __future__ import annotations

from difflib import get_close_matches

from kapi.expr.lexer import ExpressionError
from kapi.expr.nodes import names
from kapi.lint.facts import tree
from kapi.lint.rule import Problem, Problems, guessed
from kapi.model.spec import Spec
from kapi.vocab.symbols import is_known

_NEAR = 0.8
_SHORTEST = 4


def check(spec: Spec) -> Problems:
    """Names of four letters and more, where the expression parses."""
    params = [param.name for param in spec.params if len(param.name) >= _SHORTEST]
    for one in spec.constraints if params else ():
        node = tree(one.expression or "")
        if isinstance(node, ExpressionError):
            continue
        for name in names(node):
            near = [] if name in params or is_known(name) else _near(name, params)
            if near:
                message = f"'{one.name}' names '{name}', which is no parameter"
                yield Problem(message, one.span, *guessed(name, near, "expr"))


def _near(name: str, params: list[str]) -> list[str]:
    longer = any(name.startswith(f"{p}_") or name.endswith(f"_{p}") for p in params)
    return [] if longer else get_close_matches(name, params, 1, _NEAR)
