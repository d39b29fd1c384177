"""Two elements with the same description.

A description that stands at two locks or two effects was copied and not edited, or says too
little to tell them apart.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * lock: ring_mutex
      *   type: mutex
    - *   desc: Protects the list of rings and their users.
    + *   desc: Protects the list of rings.
      * lock: ring_users
      *   type: spinlock
    - *   desc: Protects the list of rings and their users.
    + *   desc: Protects the users of a ring.
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from typing import Any

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec

_GROUPS = ("locks", "constraints", "side_effects", "state_transitions")
_SHORT = 30  # characters: below, two descriptions may agree by chance


def check(spec: Spec) -> Problems:
    """Descriptions of one group are compared word by word."""
    for group in _GROUPS:
        seen: dict[str, Any] = {}
        for element in getattr(spec, group):
            text = " ".join((element.description or "").lower().split())
            first = seen.setdefault(text, element)
            if len(text) >= _SHORT and first is not element and first != element:
                where = f" on line {first.span.line}" if first.span.line else ""
                yield Problem(f"the same description stands{where}", element.span, about=("desc",))
