"""What seems shown: calls that may break it, and calls that tell why an errno stayed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import msgspec

from kapi.conform.attempt import Attempt, changed_alike
from kapi.conform.calls import Made
from kapi.conform.decide.comes import seen_of
from kapi.conform.decide.other_checks import ended_otherwise
from kapi.conform.decide.pairs import keeping, pairs_of, shown_in
from kapi.conform.making import Making
from kapi.conform.settings import in_own_namespaces
from kapi.expr.nodes import Node, names, roots
from kapi.model.elements import Capability
from kapi.vocab.capabilities import capabilities

__all__ = ["Doubts"]

_OTHERS = 4
_KEPT = 6
"""How many pairs that keep an errno are tried elsewhere, for each condition."""
_MOST_PRIVILEGED = 8


class Doubts:
    """Makes calls that speak against what others seem to show.

    ``chance`` draws other arguments; ``is_about`` says which claims are of interest.
    """

    def __init__(
        self, making: Making, chance: random.Random, is_about: Callable[..., bool]
    ) -> None:
        self.making = making
        self.calls = making.calls
        self.subject = making.subject
        self.is_about = is_about
        self._random = chance

    def tell_reasons_apart(self, works: Attempt) -> None:
        """Make calls that tell why an errno came or stayed; ``works`` is one that is accepted."""
        self._change_alike_elsewhere()
        self._take_conditions_away(works)
        self.add_capabilities()

    def doubt_what_is_shown(self) -> None:
        """Try to break what pairs have shown: at the edges, and with other inputs changed."""
        for condition in self.subject.judge.conditions:
            if not self.is_about(condition.claim):
                continue
            for part, (made, other) in list(pairs_of(condition, self.calls).items()):
                self._doubt(made, part)
                self._doubt_links(other, part)
                self._doubt_width(other, part)
                self._doubt_privileges(made, other, part)
                self._doubt_namespaces((made, other), part)
            for made in shown_in(condition, self.calls)[:1]:
                self._make_others(made, condition.node)
                self._with_all_other_capabilities(made, condition.node)
        for change in self.subject.changes.changes:
            found = seen_of(change, self.calls) if self.is_about(change.claim) else None
            if found is None or not found.came:
                continue
            for part, (made, other) in list(found.pairs.items()):
                self._doubt(made, part)
                self._doubt_namespaces((made, other), part)
                self._doubt_capability(made, other, part)
            self._make_others(found.came[0], change.node)
            self._doubt_what_was_before(found.came)

    def _doubt(self, made: Made, part: Node) -> None:
        attempt = self.making.attempt_for(made)
        for one in self.making.inputs.edges(attempt, made, part) if attempt is not None else ():
            if attempt is not None and not self._was_met(attempt, one, made):
                self.making.make(one)

    def _doubt_links(self, made: Made, part: Node) -> None:
        attempt = self.making.attempt_for(made)
        for one in self.making.inputs.links(attempt, made, part) if attempt is not None else ():
            self.making.make(one)

    def _doubt_width(self, made: Made, part: Node) -> None:
        attempt = self.making.attempt_for(made)
        for one in self.making.inputs.wider(attempt, made, part) if attempt is not None else ():
            self.making.make(one)

    def _doubt_privileges(self, made: Made, other: Made, part: Node) -> None:
        one, two = (self.making.attempt_for(call) for call in (made, other))
        for attempt in self.making.inputs.other_privileges(one, two, part) if one and two else ():
            self.making.make(attempt)

    def _doubt_what_was_before(self, came: Sequence[Made]) -> None:
        """The first of the calls after another, so that something else is there before it.

        What becomes of it tells what a call makes of a number from what it adds to it.
        """
        attempts = [one for one in map(self.making.attempt_for, came) if one is not None]
        for one in attempts[:1]:
            other = next((two for two in attempts if two.arguments != one.arguments), one)
            for changed in one.after_another(other):
                self.making.make(changed)

    def _doubt_namespaces(self, pair: Sequence[Made], part: Node) -> None:
        """Both calls where a capability that ``part`` asks for counts in no other name space.

        That tells capable() from ns_capable().
        """
        if capabilities().keys() & set(names(part)):
            for attempt in filter(None, map(self.making.attempt_for, pair)):
                for one in in_own_namespaces(attempt):
                    self.making.make(one)

    def _doubt_capability(self, made: Made, other: Made, part: Node) -> None:
        """Both calls by nobody with what ``part`` names alone, and with all other capabilities.

        Root and nobody differ in all of them.
        """
        for attempt in filter(None, map(self.making.attempt_for, (made, other))):
            for caller in self.making.inputs.one_or_all_others(attempt.caller, part):
                self.making.make(attempt.called_by(caller))

    def _with_all_other_capabilities(self, made: Made, node: Node) -> None:
        """The call by nobody with each capability but those that ``node`` names."""
        attempt = self.making.attempt_for(made)
        if attempt is not None and attempt.caller.unprivileged:
            for caller in self.making.inputs.all_other_capabilities(attempt.caller, node):
                self.making.make(attempt.called_by(caller))

    def _was_met(self, before: Attempt, changed: Attempt, made: Made) -> bool:
        """Whether a call had the number that is changed where all else was as in ``made``."""
        pairs = enumerate(zip(before.arguments, changed.arguments, strict=True))
        differ = [(index, one) for index, (here, one) in pairs if here != one]
        if len(differ) != 1 or not differ[0][1].is_number or before.caller != changed.caller:
            return False
        index, argument = differ[0]
        return self.calls.had(index, int(argument.name, 0), made)

    def _make_others(self, made: Made, node: Node) -> None:
        attempt = self.making.attempt_for(made)
        if attempt is not None:
            for one in (*self._others(attempt, node), *self.making.inputs.taken(attempt, node)):
                self.making.make(one)

    def _others(self, attempt: Attempt, node: Node) -> Iterator[Attempt]:
        """The call with other values of what ``node`` does not look at."""
        about = roots(node)
        for index, param in enumerate(self.subject.spec.params):
            if param.name not in about and self.making.pool.every[index]:
                choices = self.making.pool.every[index]
                for argument in self._random.sample(choices, min(_OTHERS, len(choices))):
                    yield attempt.with_argument(index, argument)

    def _change_alike_elsewhere(self) -> None:
        """Make the change that kept an errno where it may take it away, to tell why it stayed."""
        for condition in self.subject.judge.conditions:
            if not self.is_about(condition.claim):
                continue
            clear = next(iter(pairs_of(condition, self.calls).values()), ())
            for made, other in keeping(condition, self.calls)[:_KEPT] if clear else ():
                here, there = (self.making.attempt_for(one) for one in (made, other))
                for one in clear:
                    start = self.making.attempt_for(one)
                    if here and there and start:
                        for changed in changed_alike(start, here, there):
                            self.making.make(changed)

    def _take_conditions_away(self, works: Attempt) -> None:
        """Where another errno came, make the call with what works in place of the trouble.

        The errno that stays has a reason of its own.
        """
        for condition in self.subject.judge.conditions:
            if not self.is_about(condition.claim):
                continue
            about = roots(condition.node)
            params = enumerate(self.subject.spec.params)
            places = [index for index, one in params if one.name in about]
            for made in list(islice(ended_otherwise(condition, self.calls), _OTHERS)):
                attempt = self.making.attempt_for(made)
                if attempt is not None and not attempt.name:
                    for index in places:
                        argument = works.arguments[index]
                        self.making.make(attempt.with_argument(index, argument))

    def add_capabilities(self) -> None:
        """Calls that fail without a capability, by a caller who has that one besides."""
        for condition in self.subject.judge.conditions:
            named = sorted(capabilities().keys() & set(names(condition.node)))
            shown = shown_in(condition, self.calls) if named else []
            for name in named if shown else ():
                for made in (*shown[:_MOST_PRIVILEGED], *self._not_due(name, shown)):
                    attempt = self.making.attempt_for(made)
                    if attempt is not None and attempt.caller.unprivileged:
                        keep = tuple(sorted({*(attempt.caller.keep or ()), name}))
                        caller = msgspec.structs.replace(attempt.caller, keep=keep)
                        self.making.make(attempt.called_by(caller))

    def _not_due(self, name: str, shown: Sequence[Made]) -> list[Made]:
        """Some of the calls ``shown`` in which the capability ``name`` should not matter."""
        positions = [
            position
            for position, change in enumerate(self.subject.changes.changes)
            if isinstance(change.claim.element, Capability)
            if change.claim.element.capability == name and change.when is not None
        ]
        return [made for made in shown if any(made.seen[one].due is False for one in positions)][
            :_OTHERS
        ]
