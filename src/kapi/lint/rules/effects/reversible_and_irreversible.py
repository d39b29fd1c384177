"""An effect that is reversible and irreversible.

One of the two was copied.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * side-effect: modify_state, irreversible
      *   target: the ring
    - *   reversible: yes
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, unsigned int, flags)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import Answer, Effect


def check(spec: Spec) -> Problems:
    """The word among the effects against the tag."""
    for effect in spec.side_effects:
        if Effect.IRREVERSIBLE in effect.effects and effect.reversible is Answer.YES:
            yield Problem(
                "the effect is called irreversible and reversible",
                effect.span,
                about=("reversible",),
            )
