"""x-order where it says nothing.

On an error the tag takes it out of the order that `x-order: checked` on the spec promises. Where
the spec promises none, `x-order: any` says what holds anyway; `checked` belongs to the spec.

Wrong (-) and right (+)::

     /**
      * sys_ring - turn a ring
      * contexts: process
      * error: EBADF, no descriptor
      *   x-when: !is_open(fd)
    - *   x-order: any
      * x-errors: closed
      */
     SYSCALL_DEFINE1(ring, int, fd)
"""

from __future__ import annotations

from kapi.lint.rule import Problem, Problems
from kapi.model.spec import Spec
from kapi.vocab.words import ErrorOrder

_ADD = "add 'x-order: checked' to the spec, or remove this"
_WORDS = "an error says 'x-order: any' or nothing"


def check(spec: Spec) -> Problems:
    """`any` without an order, and the words in each other's place."""
    ordered = spec.error_order is ErrorOrder.CHECKED
    if spec.error_order is ErrorOrder.ANY:
        yield Problem(
            "a spec without x-order promises no order anyway", spec.span, about=("x-order",)
        )
    for error in spec.errors:
        if error.order is ErrorOrder.ANY and not ordered:
            text = f"{error.errno} has no place to give up: the spec promises no order"
            yield Problem(text, error.span, _ADD, ("x-order",))
        elif error.order is ErrorOrder.CHECKED:
            text = f"'x-order: checked' of {error.errno} belongs to the spec"
            yield Problem(text, error.span, _WORDS, ("x-order",))
