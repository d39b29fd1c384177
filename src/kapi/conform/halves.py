"""Calls between two that differ in one number, until the two are next to each other."""

from __future__ import annotations

import msgspec

from kapi.conform.attempt import Attempt
from kapi.conform.objects import number_in, value


class Between(msgspec.Struct, frozen=True, kw_only=True):
    """Two numbers for the argument at ``index`` of ``call``: with ``yes`` something is so."""

    call: Attempt
    index: int
    yes: int
    no: int

    @property
    def attempt(self) -> Attempt:
        """The call with the number in the middle."""
        return self.call.with_argument(self.index, value((self.yes + self.no) // 2))

    def after(self, holds: bool) -> Between | None:
        """Return what is left when the call in the middle is like the first, or like the other."""
        middle = (self.yes + self.no) // 2
        yes, no = (middle, self.no) if holds else (self.yes, middle)
        return msgspec.structs.replace(self, yes=yes, no=no) if abs(yes - no) > 1 else None


def halves(call: Attempt, other: Attempt) -> Between | None:
    """Return what lies between two calls; None where they differ in anything but one number."""
    pairs = list(zip(call.arguments, other.arguments, strict=False))
    differ = [index for index, (here, there) in enumerate(pairs) if here != there]
    if call.called_by(other.caller) != call or len(differ) != 1:
        return None
    yes, no = (number_in(one.name) for one in pairs[differ[0]])
    if yes is None or no is None:
        return None
    return Between(call=call, index=differ[0], yes=yes, no=no) if abs(yes - no) > 1 else None
