"""Two equal elements.

The second says nothing new; most often it was meant for another lock, signal or effect and not
edited after copying.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * lock: ring_mutex
      *   type: mutex
      *   desc: Held while turning.
    - * lock: ring_mutex
    + * lock: ring_list
      *   type: mutex
      *   desc: Held while turning.
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec

_GROUPS = ("locks", "constraints", "signals", "side_effects", "state_transitions", "capabilities")


def check(spec: Spec) -> Problems:
    """Equal in all they say, wherever they stand."""
    for group in _GROUPS:
        seen = set()
        for element in getattr(spec, group):
            if element in seen:
                what = group.replace("_", " ")
                yield Problem(f"two of the {what} say the same", element.span, "remove one")
            seen.add(element)
