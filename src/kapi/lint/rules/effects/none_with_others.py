"""No effect together with an effect.

The word none says that the call changes nothing, so it stands alone.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
    - * side-effect: none, modify_state
    + * side-effect: modify_state
      *   target: the ring
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import Effect


def check(spec: Spec) -> Problems:
    """In one block, or beside others, also as a single word; one under a condition may stand."""
    others = any(set(effect.effects) - {Effect.NONE} for effect in spec.side_effects)
    for effect in spec.side_effects:
        partial = effect.effects == (Effect.NONE,) and (effect.condition or effect.when)
        if Effect.NONE in effect.effects and others and not partial:
            yield Problem("'none' stands beside another effect", effect.span)
    for one in spec.extensions:
        if others and (one.tag, one.text) == ("side-effect", Effect.NONE.value):
            yield Problem("'none' stands beside another effect", one.span)
