"""Members of one family that limit one parameter differently.

mlock and munlock take the same address; a limit that only one of them states is forgotten in
the other, or wrong.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
      *   constraint-type: mask(3)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)

     /**
      * sys_ring2 - turn a ring
      * contexts: process
      * param: flags
      *   type: uint, input
    - *   constraint-type: mask(1)
    + *   constraint-type: mask(3)
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring2, unsigned int, flags)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kapi.lint.rule import Problem, Problems
from kapi.model.elements import Param
from kapi.model.spec import Spec


def check_set(specs: Sequence[Spec]) -> Problems:
    """A family is a name without digits and the prefixes m and mun."""
    first: dict[tuple[str, str, str | None], tuple[Spec, Param]] = {}
    for spec in specs:
        for param in spec.params:
            key = (_family(spec.name), param.name, param.type_name)
            other, before = first.setdefault(key, (spec, param))
            if other.name != spec.name and before.limits != param.limits:
                message = f"'{param.name}' has other limits than in {other.name}"
                yield Problem(message, param.span or spec.span, about=("constraint-type",))


def _family(name: str) -> str:
    return re.sub(r"\d+$", "", name.removeprefix("sys_")).removeprefix("mun").removeprefix("m")
