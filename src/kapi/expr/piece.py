"""Pieces of generated Python: an expression, its C type, the range of its values.

A piece is one Python expression without side effects, in parentheses unless it is a name or a
number. Its value is an integer (or True, False) of its C type, or None: cannot tell.
"""

from __future__ import annotations

import msgspec

from kapi.expr.values import Value
from kapi.vocab.integers import CType


class Piece(msgspec.Struct, frozen=True):
    """``text`` has a value from ``low`` to ``high``; ``unknown``: or None.

    ``kind`` None: the C type is not known, and so never is the value. ``boolean``: it may be True
    or False for 1 and 0. ``loose`` is a shorter text for a number that is the same in the low bits
    of ``kind``, or "".
    """

    text: str
    kind: CType | None
    low: int = 0
    high: int = 0
    unknown: bool = False
    boolean: bool = False
    loose: str = ""

    @property
    def never(self) -> bool:
        """Whether nobody can ever tell the value."""
        return self.text == "None"

    @property
    def number(self) -> int | None:
        """The value of a constant."""
        return self.low if self.low == self.high and not self.unknown else None


def constant(value: Value) -> Piece:
    """Return the piece of a constant."""
    number = value.number
    return Piece(f"({number})" if number < 0 else str(number), value.type, number, number)


def never(kind: CType | None) -> Piece:
    """Return the piece that is always None."""
    return Piece("None", kind, unknown=True)


def variable(name: str, kind: CType, *, unknown: bool = False) -> Piece:
    """Return the piece of a local variable that may have every value of its type."""
    return Piece(name, kind, kind.minimum, kind.maximum, unknown)


def wrapped(text: str, kind: CType) -> str:
    """Return the low bits of ``text``, read with the sign of ``kind``."""
    mask = (1 << kind.bits) - 1
    if not kind.signed:
        return f"({text} & {mask})"
    sign = 1 << (kind.bits - 1)
    return f"(({text} & {mask} ^ {sign}) - {sign})"
