"""Calls that are accepted, from which all others are made by changing one thing."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import ne

from kapi.conform.attempt import Attempt
from kapi.conform.calls import Made
from kapi.conform.objects import Argument, ObjectClass, object_class, value
from kapi.conform.pool import Pool
from kapi.expr.nodes import names, roots
from kapi.vocab.words import ConstraintType, ReturnCheck

_MOST_ATTEMPTS = 160
_OF_BUDGET = 5
"""A search for a call that is accepted costs at most one of so many calls of the budget."""
_MOST_WITH_WORK = 40
_MOST_BASES = 8
_OF_IDLE = 2
_CHANGED = 2
"""How many arguments have to differ for a call to be worth being another base."""
_SEEN = 12
"""How many choices for an argument are combined at once."""

Make = Callable[[Attempt], Made | None]


class Bases:
    """Looks for calls that are accepted; ``make`` makes one of as many as ``budget`` allows."""

    def __init__(self, pool: Pool, make: Make, budget: int) -> None:
        self.pool = pool
        self._most = min(_MOST_ATTEMPTS, budget // _OF_BUDGET)
        self.subject = pool.subject
        self.found: list[Attempt] = []
        self._make = make

    def find(self) -> list[Attempt]:
        """Return a call that is accepted, and one for each value of a selector.

        Where none is, the call that was the most promising.
        """
        self._search_base(list(self._without_idle()), self._most)
        if not self.found:
            self._search_base(self.pool.every, self._most // 2)
        if self.found and self._is_idle(self.found[0]):
            self._search_base(list(self._without_idle()), _MOST_WITH_WORK, with_work=True)
            self.found.reverse()
        first = self.found[0] if self.found else self._first()
        for index, param in enumerate(self.subject.spec.params):
            if param.limits.type is not ConstraintType.ENUM or param.object:
                continue
            for choice in self.pool.valid[index]:
                if len(self.found) < _MOST_BASES and not self._accepts(index, choice):
                    choices = [[one] for one in first.arguments]
                    choices = [
                        [choice] if position == index else [*here, *self.pool.valid[position]]
                        for position, here in enumerate(choices)
                    ]
                    self._search_base(choices, 24)
        if not self.found:
            self.found.append(first)
        else:
            self._add_quiet(self.found[0])
        return self.found

    def _add_quiet(self, base: Attempt) -> None:
        """Add ``base`` with the numbers that keep most conditions from holding, where it works.

        Conditions that look at several arguments ("-1, or one of the caller's own") are met there
        one at a time.
        """
        quiet = base
        for index, param in enumerate(self.subject.spec.params):
            here = base.arguments[index]
            if here.is_number and object_class(param) is None:
                numbers = (one for one in self.pool.every[index] if one.is_number)
                best = max((here, *numbers), key=partial(self._silenced, param.name))
                quiet = quiet.with_argument(index, best)
        changed = sum(map(ne, base.arguments, quiet.arguments))
        made = self._make(quiet) if changed >= _CHANGED else None
        if made is not None and made.outcome.accepted and not made.wall:
            self.found.append(quiet)

    def _silenced(self, name: str, argument: Argument) -> int:
        """How many conditions cannot hold with this number, whatever else there is."""
        return sum(
            self.subject.holds(one.node, name, int(argument.name, 0)) is False
            for one in self.subject.judge.conditions
            if name in names(one.node)
        )

    def _is_idle(self, attempt: Attempt) -> bool:
        """Whether a call that returns how much it did has done nothing: most checks come later."""
        returns = self.subject.spec.returns
        if returns is None or returns.check is not ReturnCheck.RANGE:
            return False
        made = self._make(attempt)  # it was made before, and is not made again
        return made is not None and made.outcome.result == 0

    def _without_idle(self) -> Iterator[Sequence[Argument]]:
        """What may work; few of a number or address that no condition looks at."""
        looked_at = self.subject.looked_at
        for param, choices in zip(self.subject.spec.params, self.pool.valid, strict=True):
            is_thing = object_class(param) not in (None, ObjectClass.MEMORY)
            is_idle = param.name not in looked_at and not is_thing and param.limits.type is None
            yield choices[:_OF_IDLE] if is_idle and looked_at else choices

    def _first(self) -> Attempt:
        arguments = tuple((here or [value(0)])[0] for here in self.pool.valid)
        return Attempt(syscall=self.subject.name, arguments=arguments)

    def _accepts(self, index: int, choice: Argument) -> bool:
        return any(base.arguments[index] == choice for base in self.found)

    def _search_base(
        self, choices: Sequence[Sequence[Argument]], most: int, *, with_work: bool = False
    ) -> None:
        """Try combinations, the most promising first; skip what one argument alone excludes.

        ``with_work`` wants a call that returns more than 0.
        """
        refused: set[tuple[int, Argument]] = set()
        tried: set[tuple[Argument, ...]] = set()
        while len(tried) < most:
            left = [
                [one for one in here if (index, one) not in refused]
                for index, here in enumerate(choices)
            ]
            untried = (
                one
                for one in _combinations(left)
                if one not in tried and refused.isdisjoint(enumerate(one))
            )
            for arguments in untried:
                tried.add(arguments)
                attempt = Attempt(syscall=self.subject.name, arguments=arguments)
                if self._is_wanted(attempt, refused, with_work=with_work):
                    self.found.append(attempt)
                    return
                if len(tried) >= most or _hides_more(left, refused):
                    break
            else:
                return

    def _is_wanted(
        self, attempt: Attempt, refused: set[tuple[int, Argument]], *, with_work: bool
    ) -> bool:
        """Whether the call is accepted; else what alone excludes it is added to ``refused``."""
        made = self._make(attempt)
        if made is None:
            return False
        if made.outcome.accepted and not made.wall and (made.outcome.result or not with_work):
            return True
        refused |= self._excluded(made, attempt.arguments)
        return False

    def _excluded(self, made: Made, arguments: tuple[Argument, ...]) -> set[tuple[int, Argument]]:
        """The argument that alone makes a condition hold which explains the errno."""
        held, _ = self.subject.judge.explaining(made.truths, made.errno or 0)
        for condition in held:
            about = roots(condition.node)
            indexes = [n for n, one in enumerate(self.subject.spec.params) if one.name in about]
            others = [name for name in about if name.startswith(("CAP_", "RLIMIT_"))]
            if len(indexes) == 1 and not others:
                return {(indexes[0], arguments[indexes[0]])}
        return set()


def _hides_more(choices: Sequence[Sequence[Argument]], refused: set[tuple[int, Argument]]) -> bool:
    """Whether half of what is combined is excluded, and there is more that is not."""
    return any(
        len(here) > _SEEN and 2 * sum((index, one) in refused for one in here[:_SEEN]) >= _SEEN
        for index, here in enumerate(choices)
    )


def _combinations(choices: Sequence[Sequence[Argument]]) -> Iterator[tuple[Argument, ...]]:
    """Yield combinations, those of early choices first."""
    lengths = [min(len(here), _SEEN) for here in choices]
    if not all(lengths):
        return
    spaces = itertools.islice(itertools.product(*map(range, lengths)), 20000)
    for indexes in sorted(spaces, key=lambda one: (sum(one), max(one, default=0))):
        yield tuple(here[index] for here, index in zip(choices, indexes, strict=True))
