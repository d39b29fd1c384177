"""Which of two checks is made first, as far as calls have shown it."""

from __future__ import annotations

from kapi.conform.calls import Calls


class ShownOrders:
    """Calls in which two conditions held, and the errno of one came; each is looked at once."""

    def __init__(self) -> None:
        self._shown: set[tuple[int, int]] = set()
        self._seen: dict[tuple[int, int], int] = {}

    def has(self, first: int, second: int, calls: Calls) -> bool:
        """Whether a call had both troubles, by their positions, and only the first explains it."""
        pair = (first, second)
        if pair not in self._shown and self._is_shown(pair, calls):
            self._shown.add(pair)
        return pair in self._shown

    def _is_shown(self, pair: tuple[int, int], calls: Calls) -> bool:
        judge = calls.subject.judge
        condition = judge.conditions[pair[0]]
        start, self._seen[pair] = self._seen.get(pair, 0), len(calls.made)
        for made in calls.made[start:]:
            number = made.errno
            if number is None or not all(made.truths[one] == 1 for one in pair):
                continue
            if judge.is_errno(condition.errno, number):
                held, unknown = judge.explaining(made.truths, number)
                if held == [condition] and not unknown:
                    return True
        return False
