"""A limit or condition over a name that is neither parameter nor constant.

What limits and x-when name must be visible to a tool outside the kernel: the parameters, constants
of the user-space headers, privileges, limits.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EINVAL, odd
    - *   x-when: flag % 2 == 1
    + *   x-when: flags % 2 == 1
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from kapi.expr.check import OUTCOME, names_of_values
from kapi.expr.lexer import ExpressionError
from kapi.expr.predicates import CONSTANTS
from kapi.lint.facts import expressions, tree
from kapi.lint.rule import Problem, Problems, guessed
from kapi.model.spec import Spec
from kapi.vocab.symbols import is_known, like

_FACT = re.compile(r"(?:CONFIG|CAP|RLIMIT)_\w+|PAGE_(?:SIZE|SHIFT|MASK)")


def check(spec: Spec) -> Problems:
    """Limits and x-when; a constant that the patch itself adds is worth a note only."""
    known = {param.name for param in spec.params}
    for span, what, text, tag in expressions(spec):
        node = tree(text)
        if isinstance(node, ExpressionError):
            continue
        for name in names_of_values(node):
            of_param = name.partition("->")[0] in known  # or a member of what it points to
            if not of_param and not _is_known(name):
                near = get_close_matches(name, sorted(known), 1) or like(name)
                message = f"the {what} names '{name}', which nobody can look up"
                yield Problem(message, span, *guessed(name, near, tag))


def _is_known(name: str) -> bool:
    fact = name in OUTCOME or _FACT.fullmatch(name) is not None
    return fact or name in CONSTANTS or is_known(name)
