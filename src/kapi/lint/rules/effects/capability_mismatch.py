"""A capability under the name of another one.

The macro takes the constant and a name, the comment a description; when the name is that of
another capability, nobody knows which of the two is meant.

Wrong (-) and right (+)::

     DEFINE_KERNEL_API_SPEC(sys_ring)
         KAPI_DESCRIPTION("turn a ring")
         KAPI_CONTEXT(KAPI_CTX_PROCESS)
    -    KAPI_CAPABILITY(0, CAP_IPC_LOCK, "CAP_SYS_ADMIN", KAPI_CAP_BYPASS_CHECK)
    +    KAPI_CAPABILITY(0, CAP_IPC_LOCK, "CAP_IPC_LOCK", KAPI_CAP_BYPASS_CHECK)
             KAPI_CAP_ALLOWS("Turning more than once")
         KAPI_CAPABILITY_END
     KAPI_END_SPEC;
     SYSCALL_DEFINE0(ring)
"""

from __future__ import annotations

import re

from kapi.lint.facts import number
from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.capabilities import capability_number

_ONLY_A_NAME = re.compile(r"(CAP_[A-Z0-9_]+)(?: capability)?\.?")


def check(spec: Spec) -> Problems:
    """Where the description is nothing but the name of a capability; alternatives count."""
    for one in spec.capabilities:
        named = _ONLY_A_NAME.fullmatch(one.description or "")
        if not named:
            continue
        meant = capability_number(named[1])
        numbers = [number(name) for name in (one.capability, *one.alternatives)]
        if meant is not None and None not in numbers and meant not in numbers:
            yield Problem(f"{one.capability} is called {named[1]}", one.span, about=(named[1],))
