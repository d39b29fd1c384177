"""Which calls to make: what works, what lies at limits, set-ups, random ones, and minimal changes.

Every call is judged against the whole spec, and any two of them may be a pair. So the first calls
spread out from what works, one thing changed at a time; what they leave open is then looked for:
from the call in which the fewest parts of a condition are as wanted, those parts' inputs are
changed, one at a time.
"""

from __future__ import annotations

import errno
import random
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

import msgspec

from kapi.conform.attempt import Attempt, attempt_of
from kapi.conform.bases import Bases
from kapi.conform.calls import Calls
from kapi.conform.case import Caller, Case
from kapi.conform.doubts import Doubts
from kapi.conform.inputs import taking_turns
from kapi.conform.limit_values import limits_of, member_limits
from kapi.conform.making import Making
from kapi.conform.objects import Argument, value
from kapi.conform.open_claims import OpenClaims
from kapi.conform.settings import settings_for
from kapi.expr.environment import parameter_type
from kapi.expr.nodes import Call, walk
from kapi.model.claims import Claim
from kapi.vocab.words import ParamFlag

RANDOM = 40
"""How many calls with random arguments each spec gets."""
_OF_DRAWN = 8
"""Random arguments cost at most one of so many calls that are left."""
_SPREAD = 2
"""One of so many calls that are left is kept from those around what works."""
_DOUBTED = 2
"""One of so many calls that are left is kept for doubts."""
_ASLEEP = 3
_SIGNAL = "on_signal(SIGUSR1); signal_when_blocked(SIGUSR1);"
_IGNORABLE = frozenset({"SIGXFSZ", "SIGXCPU", "SIGPIPE", "SIGTTIN", "SIGTTOU"})
"""Signals by which calls say what an errno says to those who ignore them."""
_WAITING = ("until_blocked(", "wait_ready(", "waitid(", "wait4(")


class Search(Making):
    """Makes the calls of one spec; ``cases`` are those of files and examples.

    ``bases`` are calls that are accepted; ``known`` are some that were under other variants.
    ``about`` are the ids of the claims that `complete`
    looks at; None are all.
    """

    def __init__(
        self,
        calls: Calls,
        cases: Sequence[Case],
        seed: int,
        drawn: int,
        known: Sequence[Attempt] = (),
    ) -> None:
        super().__init__(calls)
        self.bases: list[Attempt] = []
        self.about: Collection[str] | None = None
        self._cases = cases
        self._elsewhere = known
        self._random = random.Random(f"{seed}:{calls.subject.spec.name}")
        self._drawn = drawn

    def run(self) -> None:
        """Make all calls, until nothing is open or the budget is used up."""
        for case in self._cases:
            if self.make(attempt_of(case)) is None and self.calls.problem:
                self.calls.problems.setdefault(case.name or case.shown, self.calls.problem)
        self.bases = self._find_bases()
        for attempt in self._other_callers():
            self.make(attempt)
        self._spread_out()
        self._with_other_callers()
        self._leave_steps_out()
        for attempt in self._draws():
            self.make(attempt)
        self._adopt_what_works()
        for attempt in self._interrupted():
            self.make(attempt)
        for attempt in self._not_killed():
            self.make(attempt)
        self.complete()

    def _find_bases(self) -> list[Attempt]:
        """Return calls that are accepted; else one near what is under another variant."""
        found = list(filter(self._is_accepted, self._elsewhere))
        if not found:
            found = Bases(self.pool, self.make, self.calls.left()).find()
        if self._elsewhere and not self._is_accepted(found[0]):
            near = next(filter(self._is_accepted, self._near(self._elsewhere[-1])), None)
            found = found if near is None else [near]
        return found

    def _near(self, other: Attempt) -> Iterator[Attempt]:
        """Yield ``other`` with one argument changed, and all that this variant does not take."""
        for index, here in enumerate(self.pool.valid):
            if here and other.arguments[index] not in here:
                other = other.with_argument(index, here[0])
        for index, here in enumerate(self.pool.valid):
            yield from (other.with_argument(index, argument) for argument in here)

    def works(self) -> list[Attempt]:
        """Return the first call that was accepted without steps of a case, if any was."""
        made = (self.attempt_for(one) for one in self.calls if one.outcome.accepted)
        return [one for one in made if one is not None and not one.steps][:1]

    def _with_other_callers(self) -> None:
        """Make what works after steps that change the caller, and each object by others."""
        for attempt in chain(self._after_settings(), self._objects_of_others()):
            self.make(attempt)

    def complete(self) -> None:
        """Look for what is still open, and doubt what seems shown.

        A part of the budget is kept for the doubts: what nothing tries to break is not to be
        believed. What they leave of it goes to what is open.
        """
        open_claims = OpenClaims(self, self._is_about)
        doubts = Doubts(self, self._random, self._is_about)
        for kept in (self.calls.left() // _DOUBTED, 0):
            open_claims.look_for_all(kept)
            for attempt in self._not_killed():
                self.make(attempt)
            doubts.tell_reasons_apart(self.bases[0])
            doubts.doubt_what_is_shown()
            doubts.add_capabilities()

    def _is_about(self, *wanted: Claim) -> bool:
        return self.about is None or any(one.id in self.about for one in wanted)

    # -- one thing changed

    def _spread_out(self) -> None:
        """Make the calls around what works, with at most half of the calls that are left."""
        kept = self.calls.left() // _SPREAD
        for attempt in self.around_bases():
            if self.calls.left() <= kept:
                return
            self.make(attempt)

    def around_bases(self) -> Iterator[Attempt]:
        """Yield what works with one argument changed, of each in turn."""
        for number, base in enumerate(self.bases):
            choices = self.pool.every if number == 0 else self.pool.valid
            changed = [self._around(base, index, here) for index, here in enumerate(choices)]
            yield from taking_turns(changed)

    def _around(self, base: Attempt, index: int, here: Sequence[Argument]) -> Iterator[Attempt]:
        """What works with one argument changed: its members and limits as often as its kind."""
        kinds = (base.with_argument(index, argument) for argument in here)
        beside = chain(self._members(base, index), self._beside_limits(base, index))
        yield from taking_turns([kinds, beside])

    def _adopt_what_works(self) -> None:
        """Begin anew from a call that turned out to be accepted, where none was when looked for."""
        made = next((one for one in self.calls if one.outcome.accepted), None)
        attempt = self.attempt_for(made) if made is not None else None
        if attempt is None or self._is_accepted(self.bases[0]):
            return
        self.bases = [attempt]
        for other in self._other_callers():
            self.make(other)
        self._spread_out()
        self._with_other_callers()

    def _is_accepted(self, attempt: Attempt) -> bool:
        made = self.make(attempt)  # one that was made before is not made again
        return made is not None and made.outcome.accepted and not made.wall

    def _objects_of_others(self) -> Iterator[Attempt]:
        """Every object once more by a caller without privileges, where permission is spoken of.

        For descriptors and memory it was asked for when they were made.
        """
        for caller in self.pool.callers:
            if caller == Caller(unprivileged=True):
                for index, objects in enumerate(self.pool.objects):
                    for argument in objects if self.pool.is_named(index) else ():
                        yield self.bases[0].called_by(caller).with_argument(index, argument)

    def _beside_limits(self, base: Attempt, index: int) -> Iterator[Attempt]:
        """What works, with each bit inside and outside of the mask besides."""
        limit = limits_of(self.subject.spec.params[index], self.subject)
        if limit is None:
            return
        for _, number in (*limit.inside, *limit.outside):
            yield base.with_argument(index, value(number))
            if limit.mask is not None and base.arguments[index].name != "0":
                here = base.arguments[index]
                more = value(number)
                yield base.with_argument(index, here.combined(f"| {more.name}"))

    def _members(self, base: Attempt, index: int) -> Iterator[Attempt]:
        """A structure with one member at its limits."""
        layout = self.pool.layouts.get(index)
        if layout is None:
            return
        param = self.subject.spec.params[index].name
        limits: dict[str, list[int]] = {}
        for struct in self.subject.spec.structs:
            for root, name, limit, _ in member_limits(struct, self.subject):
                if root == param:
                    limits.setdefault(name, []).extend(
                        number for _, number in (*limit.inside, *limit.outside)
                    )
        for name, member in layout.members.items():
            usual = (1, 0, -1, member.kind.maximum, member.kind.minimum)
            for number in dict.fromkeys((*usual, *limits.get(name, ()))):
                made = self.pool.with_member(index, base.arguments[index], name, number)
                yield base.with_argument(index, made)
        for made in self.pool.with_gaps(index):
            yield base.with_argument(index, made)

    def _other_callers(self) -> Iterator[Attempt]:
        for base in self.bases:
            for caller in self.pool.callers:
                yield base.called_by(caller)

    def _after_settings(self) -> Iterator[Attempt]:
        """What works after each step that changes what conditions ask of the caller, and without.

        Calls with as many steps are neighbours, so both are made.
        """
        for base in self.bases:
            for attempt in settings_for(base, self.subject.parts):
                yield attempt
                yield attempt.without_step(0)

    def _leave_steps_out(self) -> None:
        """Make the calls of cases without one step, as far as nothing else needs it.

        Of the texts for one line of a case the first is left out. What failed for the lack of a
        step in one case is not tried in the next.
        """
        done = set[tuple[str, str]]()
        needs = set[tuple[str, str]]()
        for attempt in map(attempt_of, self._cases):
            for index, step in enumerate(attempt.steps):
                rest = "\n".join(attempt.steps[index + 1 :])
                known = any(one == step and failed in rest for one, failed in needs if failed)
                if known or (attempt.name, step) in done or _is_needed(step, index, attempt):
                    continue
                done.add((attempt.name, step))
                if self.make(attempt.without_step(index)) is None:
                    needs.add((step, self.calls.problem.partition(": ")[0]))

    def _interrupted(self) -> Iterator[Attempt]:
        """Calls that sleep, with a signal that a handler takes, where the spec speaks of that."""
        if not any(Call("signal_handled") in walk(part) for part in self.subject.parts):
            return
        asleep = [made for made in self.calls if made.outcome.hung]
        attempts = list(map(self.attempt_for, asleep[:_ASLEEP])) or self._without_time_limit()
        for attempt in attempts:
            if attempt is not None and not attempt.steps:
                with_signal = msgspec.structs.replace(attempt, steps=(_SIGNAL,))
                yield with_signal
                yield with_signal.without_step(0)

    def _without_time_limit(self) -> list[Attempt | None]:
        """Calls that waited until their time was over, without what may be the time."""
        late = [made for made in self.calls if made.errno in (errno.ETIMEDOUT, errno.EAGAIN)]
        return [
            attempt.with_argument(index, value(0))
            for attempt in filter(None, map(self.attempt_for, late[:_ASLEEP]))
            for index, param in enumerate(self.subject.spec.params)
            if ParamFlag.OPTIONAL in (param.flags or ())
        ]

    def _not_killed(self) -> Iterator[Attempt]:
        """Calls that a signal ended, and what works, with that signal ignored."""
        ended = {made.outcome.killed for made in self.calls}
        for name in sorted(_IGNORABLE.intersection(filter(None, ended))):
            killed = (made for made in self.calls if made.outcome.killed == name)
            attempts = (self.attempt_for(made) for made in killed)
            found = [one for one in attempts if one is not None and not one.steps][:_ASLEEP]
            for attempt in (*found, self.bases[0]):
                yield msgspec.structs.replace(attempt, steps=(f"ignore_signal({name});",))

    def _draws(self) -> Iterator[Attempt]:
        base = self.bases[0]
        most = min(self._drawn, self.calls.left() // _OF_DRAWN)
        for _ in range(most if base.arguments else 0):
            attempt = base
            for index, choices in enumerate(self.pool.every):
                if self._random.random() < 0.6 and choices:
                    attempt = attempt.with_argument(index, self._drawn_argument(index, choices))
            yield attempt

    def _drawn_argument(self, index: int, choices: Sequence[Argument]) -> Argument:
        param = self.subject.spec.params[index]
        kind = parameter_type(param.type_name or "", self.subject.architecture)
        if len(choices) == 1 or kind is None or self._random.random() < 0.7:
            return self._random.choice(choices)
        return value(kind.wrap(self._random.getrandbits(self._random.randint(1, kind.bits))))


def _is_needed(step: str, index: int, attempt: Attempt) -> bool:
    """Whether a later step or the call uses what ``step`` makes.

    Without a step that waits for an event, luck decides when that is.
    """
    if any(one in step for one in _WAITING):
        return True
    target, equals, _ = step.partition("=")
    name = target.strip()
    if not step or not equals or not name.isidentifier():
        return not step
    rest = [*attempt.steps[index + 1 :], *(one.steps for one in attempt.arguments)]
    return any(name in one for one in rest)
