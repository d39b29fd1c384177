"""One x-id for two claims.

The name keeps results and the claim together when the words change; two of one name cannot be told
apart. It is one for a whole spec, variants included.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EINVAL, unknown flag
    - *   x-id: flags
    + *   x-id: unknown-flag
      * error: EINVAL, both flags
    - *   x-id: flags
    + *   x-id: both-flags
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.claims import claims
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """All claims of the spec and its variants."""
    seen: dict[str, int] = {}
    for claim in claims(spec):
        name = claim.element.id
        if name in seen:
            text = f"x-id '{name}' names two claims"
            hint = f"the first stands on line {seen[name]}"
            yield Problem(text, claim.span, hint, ("x-id", name))
        elif name:
            seen[name] = claim.span.line
