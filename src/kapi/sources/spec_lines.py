"""Which lines specs take: what is asked for each line never looks at all specs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from kapi.model.spec import Spec


def lines_of(spec: Spec) -> tuple[int, int]:
    """Return the first and the last line of ``spec``."""
    return spec.origin.line, max(spec.origin.line, spec.origin.end_line)


def any_within(numbers: Sequence[int], first: int, last: int) -> bool:
    """Say whether one of the sorted ``numbers`` lies from ``first`` to ``last``."""
    at = bisect_left(numbers, first)
    return at < len(numbers) and numbers[at] <= last


class Ranges:
    """Ranges of lines, of which it is asked whether one of them holds a line."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for first, last in sorted(ranges):
            if self._ends and first <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], last)
            else:
                self._starts.append(first)
                self._ends.append(last)

    def __contains__(self, number: int) -> bool:
        at = bisect_right(self._starts, number) - 1
        return at >= 0 and number <= self._ends[at]
