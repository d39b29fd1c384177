"""A side effect on nothing.

Without a target or a description nobody can see whether it happened.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * side-effect: modify_state
    + *   target: the ring
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from collections.abc import Iterator

from kapi.lint.stated import incomplete
from kapi.model.elements import SideEffect
from kapi.model.spec import Spec
from kapi.vocab.words import Effect


def _effects(spec: Spec) -> Iterator[SideEffect]:
    """An effect of kind none needs no target."""
    return (one for one in spec.side_effects if one.effects != (Effect.NONE,))


check = incomplete(
    _effects, "target description", "the side effect has neither target nor description"
)
