"""A C type that differs from the declaration.

Width and sign of an argument follow from its C type; a spec that has another one predicts other
values.

Wrong (-) and right (+)::

     DEFINE_KERNEL_API_SPEC(sys_ring)
             KAPI_PARAM(0, "len", "size_t", "One.")
             KAPI_PARAM_END
    -        KAPI_PARAM(1, "flags", "int", "Two.")
    +        KAPI_PARAM(1, "flags", "unsigned int", "Two.")
             KAPI_PARAM_END
             KAPI_PARAM_COUNT(2)
     KAPI_END_SPEC;
     SYSCALL_DEFINE2(ring, size_t, len, unsigned int, flags)
"""

from __future__ import annotations

from kapi.expr.environment import parameter_type
from kapi.lint.facts import ARCHITECTURE
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """Spelling does not count: types are compared by width and sign, pointers by their stars."""
    declared = {p.name: p.type_name for p in spec.declaration.params} if spec.declaration else {}
    for param in spec.params:
        wanted = declared.get(param.name)
        if wanted and param.type_name and _kind(wanted) != _kind(param.type_name):
            message = f"'{param.name}' is {wanted} in the declaration, here {param.type_name}"
            yield Problem(message, param.span)


def _kind(name: str) -> object:
    """Something equal for types of equal shape; a type that is not known equals any."""
    if "*" in name or "[" in name:
        return "pointer"
    return parameter_type(name, ARCHITECTURE) or "pointer"
