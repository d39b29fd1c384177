"""A spec for calls of which only what a watcher shows is known: arguments, some of them lost.

What is not known decides nothing: the judge is made for the arguments that are there, and all
else is unknown to it. Most conditions shrink to a test of a few bits, so that it is quick.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from itertools import zip_longest

import msgspec

from kapi.call import Outcome
from kapi.expr.compile import compile_conditions
from kapi.expr.known import known_part
from kapi.expr.nodes import Node, Symbol
from kapi.expr.parser import parsed
from kapi.judge.conditions import Condition
from kapi.judge.verdict import Judge, Judgement, Verdict
from kapi.model.spec import Spec
from kapi.model.variants import View, views
from kapi.vocab.architectures import Architecture
from kapi.vocab.integers import CType

Members = Callable[[int, str], int | None]
"""Takes the position of a parameter and the path of a member; gives what is shown of it."""

_LOST = Judgement(verdict=Verdict.CANNOT_TELL, message="nobody saw how the call ended")
_VARIANT = Judgement(verdict=Verdict.CANNOT_TELL, message="which variant it is cannot be told")
_Pattern = tuple[bool | None, ...]
_Key = tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]


class Known(msgspec.Struct, frozen=True):
    """The judge for what is known of a call, its registers (0 for one that is not), its terms."""

    judge: Judge
    arguments: tuple[int, ...]
    situation: tuple[int | None, ...]

    @property
    def truths(self) -> tuple[int | None, ...]:
        """For each condition of the judge 1, 0 or None."""
        return self.judge.truths(self.arguments, self.situation)


class Observed:
    """``spec``, compiled for calls that were watched on ``architecture``."""

    def __init__(self, spec: Spec, architecture: Architecture, page_size: int) -> None:
        self.spec = spec
        self._views = tuple(_View(view, architecture, page_size) for view in views(spec))
        self._width = len(spec.params)
        self._plain: dict[_Pattern, Judge] = {}

    @property
    def conditions(self) -> tuple[tuple[Condition, ...], ...]:
        """The conditions under each variant of the spec, and last where none of them holds."""
        return tuple(one.whole.conditions for one in self._views)

    @functools.cached_property
    def looks_inside(self) -> bool:
        """Whether a condition or the return rule speaks of what stands in a structure."""
        return any(one.named for one in self._views)

    def judged(
        self,
        outcome: Outcome | None,
        arguments: tuple[int | None, ...],
        pointed: Sequence[bool] = (),
        members: Members | None = None,
    ) -> Judgement:
        """Return the verdict on a call.

        ``arguments`` may be fewer than the parameters, and None where lost; ``pointed`` says of a
        lost one that it is an address where something is, ``members`` what.
        """
        if outcome is None:
            return _LOST
        pattern, filled = self._pattern(arguments, pointed)
        judge = self._plain.get(pattern)
        if judge is not None:
            return judge.judged(outcome, filled, ())
        known = self.known(arguments, pointed, members)
        if known is None:
            return _VARIANT
        if len(self._views) == 1 and not self.looks_inside:
            self._plain[pattern] = known.judge
        return known.judge.judged(outcome, known.arguments, known.situation)

    def _pattern(
        self, arguments: tuple[int | None, ...], pointed: Sequence[bool]
    ) -> tuple[_Pattern, tuple[int, ...]]:
        """Return which arguments are lost, and all of them with 0 for those."""
        if None not in arguments and len(arguments) >= self._width:
            return (), arguments  # type: ignore[return-value]
        arguments += (None,) * (self._width - len(arguments))
        places = zip_longest(arguments, pointed[: len(arguments)], fillvalue=False)
        pattern = tuple([None if one is not None else there for one, there in places])
        return pattern, tuple([one or 0 for one in arguments])

    def known(
        self,
        arguments: tuple[int | None, ...],
        pointed: Sequence[bool] = (),
        members: Members | None = None,
    ) -> Known | None:
        """Return what is known of a call; None where its variant cannot be told."""
        _, filled = self._pattern(arguments, pointed)
        lost = tuple(
            place
            for place in range(self._width)
            if place >= len(arguments) or arguments[place] is None
        )
        there = tuple(one for one in lost if one < len(pointed) and pointed[one])
        view = self._view(filled, lost)
        if view is None:
            return None
        found = view.members(there, members) if members is not None and view.named else {}
        judge = view.judge((lost, there, tuple(found)))
        return Known(judge, filled, tuple(found.values()))

    def measured(
        self, arguments: tuple[int, ...], measure: Callable[[Judge], tuple[int | None, ...]]
    ) -> Known | None:
        """Return the same of a call all of whose registers are known; ``measure`` gives its terms.

        It gets the judge, and gives what the `Judge.terms` were before the call.
        """
        view = self._view(arguments, ())
        return None if view is None else Known(view.whole, arguments, measure(view.whole))

    def _view(self, arguments: tuple[int, ...], lost: tuple[int, ...]) -> _View | None:
        for view in self._views:
            holds = view.holds(arguments, lost)
            if holds is None:
                return None
            if holds:
                return view
        return None


class _View:
    """The spec under one variant, and its judges by what is known."""

    def __init__(self, view: View, architecture: Architecture, page_size: int) -> None:
        self._view = view
        self._architecture = architecture
        self._page_size = page_size
        self._judges: dict[_Key, Judge] = {}
        self._made: Judge | None = None
        self._given: dict[tuple[int, ...], Callable[..., tuple[int | None, ...]]] = {}
        self._names = tuple(param.name for param in view.spec.params)

    @property
    def whole(self) -> Judge:
        """The judge for calls whose situation is measured."""
        if self._made is None:
            view = self._view
            self._made = Judge(view.spec, self._architecture, self._page_size, view.claims)
        return self._made

    @functools.cached_property
    def named(self) -> dict[str, CType]:
        """The members that a verdict may hang on, in a fixed order."""
        return self.whole.named_members()

    def holds(self, arguments: tuple[int, ...], lost: tuple[int, ...]) -> bool | None:
        """Whether a call is one of the variant's."""
        if self._view.given is None:
            return True
        if lost not in self._given:
            self._given[lost] = self._compiled_given(lost)
        (found,) = self._given[lost](arguments, ())
        return None if found is None else bool(found)

    def _compiled_given(self, lost: tuple[int, ...]) -> Callable[..., tuple[int | None, ...]]:
        node = parsed(self._view.given or "0") or Symbol("")
        names = [self._names[place] for place in lost if place < len(self._names)]
        return compile_conditions(
            [known_part(node, self._names, (), names)],
            parameters=[(param.name, param.type_name) for param in self._view.spec.params],
            terms=(),
            architecture=self._architecture,
            page_size=self._page_size,
        )

    def members(self, there: tuple[int, ...], members: Members) -> dict[str, int]:
        """Return what is shown of the members that count."""
        found = {}
        for path, kind in self.named.items():
            name, _, rest = path.partition("->")
            place = self._names.index(name)
            number = members(place, rest) if place in there else None
            if number is not None:
                found[path] = kind.wrap(number)
        return found

    def judge(self, key: _Key) -> Judge:
        """Return the judge for calls of which this is known."""
        if key not in self._judges:
            lost, there, members = key
            known: list[Node] = [Symbol(path) for path in members]
            names = {self._names[place] for place in lost if place < len(self._names)}
            pointers = {self._names[place] for place in there}
            self._judges[key] = self.whole.knowing(known, names - pointers, pointers)
        return self._judges[key]
