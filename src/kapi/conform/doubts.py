"""What seems shown: calls that may break it, and calls that tell why an errno stayed."""

from __future__ import annotations

import random
import signal
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import msgspec

from kapi.conform.asked_capabilities import capabilities_asked
from kapi.conform.attempt import Attempt, changed_alike
from kapi.conform.calls import Made
from kapi.conform.decide.comes import seen_of
from kapi.conform.decide.occurrences import Occurrences
from kapi.conform.decide.other_checks import ended_otherwise
from kapi.conform.decide.pairs import keeping, pairs_of, shown_in
from kapi.conform.inputs import taking_turns
from kapi.conform.making import Making
from kapi.conform.objects import number_in, value
from kapi.conform.settings import in_own_namespaces
from kapi.expr.nodes import Node, names, roots
from kapi.judge.conditions import Condition
from kapi.judge.parts import parts
from kapi.judge.prose.roles import Role, roles
from kapi.model.claims import ClaimKind
from kapi.model.elements import Capability
from kapi.vocab.capabilities import capabilities

_OTHERS = 4
_KEPT = 6
"""How many pairs that keep an errno are tried elsewhere, for each condition."""
_MOST_PRIVILEGED = 8
_NOT_NAMED = 2
"""How many calls get a capability that a predicate counts and no expression names."""


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
        """Try to break what pairs have shown: at the edges, and with other inputs changed.

        Each claim has its turn, so that a budget that ends leaves none without a doubt.
        """
        doubts: list[Iterator[Attempt]] = []
        for condition in self.subject.judge.conditions:
            if self.is_about(condition.claim):
                doubts += (self._of_pairs(condition), self._of_shown(condition))
        for change in self.subject.changes.changes:
            found = seen_of(change, self.calls) if self.is_about(change.claim) else None
            if found is not None and found.came:
                doubts += (self._of_changing(found), self._of_changed(found))
        for attempt in taking_turns(doubts):
            if not self.calls.left():
                return
            self.making.make(attempt)

    def _of_pairs(self, condition: Condition) -> Iterator[Attempt]:
        for part, (made, other) in list(pairs_of(condition, self.calls).items()):
            yield from self._at_edges(made, part)
            yield from self._through_links(other, part)
            yield from self._begun_before(made, part)
            yield from self._with_gaps(made, part)
            yield from self._wider(other, part)
            yield from self._by_others(made, other, part)
            yield from self._in_namespaces((made, other), part)

    def _of_shown(self, condition: Condition) -> Iterator[Attempt]:
        shown = shown_in(condition, self.calls)
        is_open = not pairs_of(condition, self.calls).keys() >= {*parts(condition.node)}
        for made in shown[:1]:
            yield from self._with_others(made, condition.node, twice=is_open)
            yield from self._with_same_numbers(made)
            yield from self._with_all_other_capabilities(made, condition.node)
        yield from self._through_first_links(shown, condition.node)

    def _of_changing(self, found: Occurrences) -> Iterator[Attempt]:
        for part, (made, other) in list(found.pairs.items()):
            yield from self._at_edges(made, part)
            yield from self._in_namespaces((made, other), part)
            yield from self._by_capability(made, other, part)

    def _of_changed(self, found: Occurrences) -> Iterator[Attempt]:
        change, first = found.change, found.came[0]
        yield from self._with_others(first, change.node, twice=True)
        yield from self._with_same_numbers(first)
        yield from self._with_gaps(first, change.after or change.node)
        yield from self._through_links(first, change.after or change.node)
        yield from self._begun_inside(found.came, change.after or change.node)
        yield from self._after_another(found.came)

    def _at_edges(self, made: Made, part: Node) -> Iterator[Attempt]:
        attempt = self.making.attempt_for(made)
        for one in self.making.inputs.edges(attempt, made, part) if attempt is not None else ():
            if attempt is not None and not self._was_met(attempt, one, made):
                yield one

    def _through_links(self, made: Made, part: Node) -> Iterator[Attempt]:
        attempt = self.making.attempt_for(made)
        if attempt is not None:
            yield from self.making.inputs.links(attempt, made, part)

    def _through_first_links(self, shown: Sequence[Made], node: Node) -> Iterator[Attempt]:
        """Links to the path of the first call whose path was the trouble, if a link can lead there.

        It was not where the kernel takes the path in another call. One of no case comes first:
        there a path leads to the same from wherever it begins.
        """
        for made in sorted(shown, key=lambda one: bool(one.case.name)):
            attempt = self.making.attempt_for(made)
            links = list(self.making.inputs.links(attempt, made, node)) if attempt else []
            if links and attempt and not self.making.inputs.took_all(attempt, node):
                yield from links
                return

    def _wider(self, made: Made, part: Node) -> Iterator[Attempt]:
        attempt = self.making.attempt_for(made)
        if attempt is not None:
            yield from self.making.inputs.wider(attempt, made, part)

    def _by_others(self, made: Made, other: Made, part: Node) -> Iterator[Attempt]:
        """Both calls by callers with other privileges, and by another real user."""
        one, two = (self.making.attempt_for(call) for call in (made, other))
        if one is not None and two is not None:
            yield from self.making.inputs.other_privileges(one, two, part)
            yield from self.making.inputs.other_users(one, two)

    def _begun_before(self, made: Made, part: Node) -> Iterator[Attempt]:
        attempt = self.making.attempt_for(made)
        if attempt is not None:
            yield from self.making.inputs.begun_before(attempt, part)

    def _begun_inside(self, came: Sequence[Made], node: Node) -> Iterator[Attempt]:
        for attempt in islice(filter(None, map(self.making.attempt_for, came)), _OTHERS):
            yield from self.making.inputs.begun_inside(attempt, node)

    def _with_gaps(self, made: Made, part: Node) -> Iterator[Attempt]:
        attempt = self.making.attempt_for(made)
        if attempt is not None:
            yield from self.making.inputs.with_gaps(attempt, made, part)

    def _with_same_numbers(self, made: Made) -> Iterator[Attempt]:
        attempt = self.making.attempt_for(made)
        if attempt is not None:
            yield from self.making.inputs.same_numbers(attempt)

    def _after_another(self, came: Sequence[Made]) -> Iterator[Attempt]:
        """The first of the calls after another, so that something else is there before it.

        What becomes of it tells what a call makes of a number from what it adds to it.
        """
        attempts = [one for one in map(self.making.attempt_for, came) if one is not None]
        for one in attempts[:1]:
            other = next((two for two in attempts if two.arguments != one.arguments), one)
            yield from one.after_another(other)

    def _in_namespaces(self, pair: Sequence[Made], part: Node) -> Iterator[Attempt]:
        """Both calls where a capability that ``part`` asks for counts in no other name space.

        That tells capable() from ns_capable().
        """
        if capabilities().keys() & set(names(part)):
            for attempt in filter(None, map(self.making.attempt_for, pair)):
                yield from in_own_namespaces(attempt)

    def _by_capability(self, made: Made, other: Made, part: Node) -> Iterator[Attempt]:
        """Both calls by nobody with what ``part`` names alone, and with all other capabilities.

        Root and nobody differ in all of them.
        """
        for attempt in filter(None, map(self.making.attempt_for, (made, other))):
            callers = self.making.inputs.one_or_all_others(attempt.caller, part)
            yield from map(attempt.called_by, callers)

    def _with_all_other_capabilities(self, made: Made, node: Node) -> Iterator[Attempt]:
        """The call by nobody with each capability but those that ``node`` names."""
        attempt = self.making.attempt_for(made)
        if attempt is not None and attempt.caller.unprivileged:
            callers = self.making.inputs.all_other_capabilities(attempt.caller, node)
            yield from map(attempt.called_by, callers)

    def _was_met(
        self, before: Attempt, changed: Attempt, made: Made, *, objects: bool = False
    ) -> bool:
        """Whether a call had the number that is changed where all else was as in ``made``.

        Or the object, where those count.
        """
        pairs = enumerate(zip(before.arguments, changed.arguments, strict=True))
        differ = [(index, one) for index, (here, one) in pairs if here != one]
        if len(differ) != 1 or before.with_argument(*differ[0]) != changed:
            return False
        index, argument = differ[0]
        number = number_in(argument.name)
        if number is None:
            return objects and self.calls.had(index, argument.input, made)
        return self.calls.had(index, number, made)

    def _with_others(self, made: Made, node: Node, *, twice: bool) -> Iterator[Attempt]:
        """The call with other arguments; ``twice``: also with those that were met like this.

        Where they were met another input may have been another, too: as its neighbour a call may
        show a part that is open, and what an effect found there before it was not compared.
        """
        attempt = self.making.attempt_for(made)
        if attempt is None:
            return
        yield from self._with_signals(attempt)
        for one in (*self._others(attempt, node), *self.making.inputs.taken(attempt, node)):
            if twice or not self._was_met(attempt, one, made, objects=True):
                yield one

    def _with_signals(self, attempt: Attempt) -> Iterator[Attempt]:
        """The call with the signal that is allowed where no other is: SIGCONT, in a session.

        As check_kill_permission in kernel/signal.c has it.
        """
        signals = roles(self.subject.spec).of(Role.SIGNAL)
        for index, param in enumerate(self.subject.spec.params):
            if param.name in signals:
                yield attempt.with_argument(index, value(signal.SIGCONT))

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
            named = capabilities().keys() & set(names(condition.node))
            asked = sorted(named | self._counted(condition.node))
            shown = shown_in(condition, self.calls) if asked else []
            nobody = [made for made in shown if made.case.caller.unprivileged]
            for name in asked:
                few = (*shown[:_MOST_PRIVILEGED], *self._not_due(name, shown))
                for made in few if name in named else nobody[:_NOT_NAMED]:
                    attempt = self.making.attempt_for(made)
                    if attempt is not None and attempt.caller.unprivileged:
                        keep = tuple(sorted({*(attempt.caller.keep or ()), name}))
                        caller = msgspec.structs.replace(attempt.caller, keep=keep)
                        self.making.make(attempt.called_by(caller))

    def _counted(self, node: Node) -> frozenset[str]:
        """The capabilities that predicates in ``node`` count, where no claim names one of them."""
        every = [one.element for one in self.subject.claims if one.kind is ClaimKind.CAPABILITY]
        claimed = {name for one in every for name in (one.capability, *one.alternatives)}
        counted = capabilities_asked(node)
        return frozenset() if counted & claimed else counted

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
