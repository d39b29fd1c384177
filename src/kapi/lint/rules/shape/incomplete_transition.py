"""A state transition without both of its states.

From where and to where is the whole claim.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * state-trans: ring
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
    """Both ends must be there."""
    for change in spec.state_transitions:
        if not (change.from_state and change.to_state):
            end = "to" if change.from_state else "from"
            yield Problem(f"the transition of '{change.object}' has no '{end}'", change.span)
