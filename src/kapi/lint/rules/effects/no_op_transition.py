"""A transition that leads where it began.

Nothing changes, so nothing is claimed.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * state-trans: ring
    - *   from: turning
    + *   from: still
      *   to: turning
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec


def check(spec: Spec) -> Problems:
    """Case and spacing do not count; "on/off" stands for either state."""
    for change in spec.state_transitions:
        ends = [
            " ".join((end or "").lower().split()) for end in (change.from_state, change.to_state)
        ]
        if ends[0] and ends[0] == ends[1] and "/" not in ends[0]:
            message = f"'{change.object}' goes from '{change.from_state}' to itself"
            yield Problem(message, change.span, about=("from",))
