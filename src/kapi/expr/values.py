"""Values of expressions: a typed integer, or `CannotTell`."""

from __future__ import annotations

import msgspec

from kapi.vocab.integers import INT, CType


class Value(msgspec.Struct, frozen=True):
    """An integer of a C type; ``number`` always lies in the range of ``type``."""

    number: int
    type: CType = INT


class CannotTell(msgspec.Struct, frozen=True):
    """No value: ``reason`` says why, ``names`` are the names without a value.

    ``type`` is the C type the value would have, where that is known. ``undefined`` is true when
    C gives the operation no meaning (division by zero): nothing follows from such an expression.
    """

    reason: str
    names: tuple[str, ...] = ()
    type: CType | None = None
    undefined: bool = False


Result = Value | CannotTell

TRUE = Value(1)
FALSE = Value(0)


def truth(condition: bool) -> Value:
    """Return C's 1 or 0."""
    return TRUE if condition else FALSE
