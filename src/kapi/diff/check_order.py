"""The order of checked errors in two versions, where x-order promises one in both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kapi.diff.pairing import Pair
from kapi.model.elements import ErrorCondition
from kapi.span import Span
from kapi.vocab.words import ErrorOrder


def order_edits(
    old: Sequence[ErrorCondition],
    new: Sequence[ErrorCondition],
    pairs: Sequence[Pair],
    orders: tuple[Any, Any],
) -> Iterator[tuple[str, str, Span]]:
    """Yield each check that went before others: how it stood, how it stands, and where.

    Two checks with the same errno may change places: no caller can tell.
    """
    if orders != (ErrorOrder.CHECKED, ErrorOrder.CHECKED):
        return
    both = [
        (pair.old, new[pair.new])
        for pair in pairs
        if pair.old is not None and pair.new is not None
        if old[pair.old].order is not ErrorOrder.ANY and new[pair.new].order is not ErrorOrder.ANY
    ]
    for index, (place, error) in enumerate(both):
        passed = [
            later
            for there, later in both[index + 1 :]
            if there < place and later.errno != error.errno
        ]
        if passed:
            names = ", ".join(map(_called, passed))
            yield f"{names}, then {_called(error)}", f"{_called(error)} first", error.span


def _called(error: ErrorCondition) -> str:
    return error.errno + (f" ({error.summary})" if error.summary else "")
