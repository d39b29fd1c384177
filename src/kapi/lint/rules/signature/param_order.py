"""Parameters in another order than the declaration.

Readers find a parameter by its number: with two exchanged, every check looks at the wrong
argument.

Wrong (-) and right (+)::

     DEFINE_KERNEL_API_SPEC(sys_ring)
    -        KAPI_PARAM(0, "flags", "unsigned int", "One.")
    +        KAPI_PARAM(0, "len", "size_t", "One.")
             KAPI_PARAM_END
    -        KAPI_PARAM(1, "len", "size_t", "Two.")
    +        KAPI_PARAM(1, "flags", "unsigned int", "Two.")
             KAPI_PARAM_END
             KAPI_PARAM_COUNT(2)
     KAPI_END_SPEC;
     SYSCALL_DEFINE2(ring, size_t, len, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """The names that both have, in both orders."""
    declared = [param.name for param in spec.declaration.params] if spec.declaration else []
    here = [param.name for param in spec.params if param.name in declared]
    there = [name for name in declared if name in here]
    for param in spec.params:
        if param.name in there and here.index(param.name) != there.index(param.name):
            order = ", ".join(there)
            message = f"'{param.name}' stands in another place than in the declaration"
            yield Problem(message, param.span, f"the order is {order}")
            return
