"""Which calls to make: what works, what lies at limits, set-ups, random ones, and minimal changes.

Every call is judged against the whole spec, and any two of them may be a pair. So the first calls
spread out from what works, one thing changed at a time; what they leave open is then looked for:
from the call in which the fewest parts of a condition are as wanted, those parts' inputs are
changed, one at a time.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice

import msgspec

from kapi.conform.attempt import Attempt, attempt_of, changed_alike
from kapi.conform.bases import Bases
from kapi.conform.calls import Calls, Made
from kapi.conform.case import Caller, Case
from kapi.conform.decide.comes import seen_of
from kapi.conform.decide.other_checks import ended_otherwise
from kapi.conform.decide.pairs import came, doubtful_pairs, keeping, pairs_of, shown_in
from kapi.conform.halves import halves
from kapi.conform.inputs import Inputs, taking_turns
from kapi.conform.limit_values import limits_of, member_limits
from kapi.conform.objects import Argument, value
from kapi.conform.pool import Pool
from kapi.conform.settings import settings_for
from kapi.conform.targets import Aim, Target, targets
from kapi.expr.environment import parameter_type
from kapi.expr.nodes import Call, Node, names, walk
from kapi.judge.conditions import Condition
from kapi.model.claims import Claim
from kapi.model.elements import Capability
from kapi.vocab.capabilities import capabilities

__all__ = ["RANDOM", "Search"]

RANDOM = 40
"""How many calls with random arguments each spec gets."""
_TRIES = 24
_TRIES_FOR_CHANGES = 12
_BESIDE = 2
"""How many calls that are no nearer are changed further, for each thing that is looked for."""
_ROUNDS = 3
_OF_DRAWN = 8
"""Random arguments cost at most one of so many calls that are left."""
_SPREAD = 2
"""One of so many calls that are left is kept from those around what works."""
_DOUBTED = 2
"""One of so many calls that are left is kept for doubts."""
_MOST_COSTLY = 8
"""Calls of one case whose set-up takes a second."""
_OTHERS = 4
_KEPT = 6
"""How many pairs that keep an errno are tried elsewhere, for each condition."""
_MOST_PRIVILEGED = 8
_ASLEEP = 3
_SIGNAL = "on_signal(SIGUSR1); signal_when_blocked(SIGUSR1);"
_IGNORABLE = frozenset({"SIGXFSZ", "SIGXCPU", "SIGPIPE", "SIGTTIN", "SIGTTOU"})
"""Signals by which calls say what an errno says to those who ignore them."""
_WAITING = ("until_blocked(", "wait_ready(")
_VARIABLE = re.compile(r"\ba(\d+)(?=_|\b)")
"""What the steps of an argument call the things that they make."""


class Search:
    """Makes the calls of one spec; ``cases`` are those of files and examples.

    ``bases`` are calls that are accepted. ``about`` are the ids of the claims that `complete`
    looks at; None are all.
    """

    def __init__(self, calls: Calls, cases: Sequence[Case], seed: int, drawn: int) -> None:
        self.calls = calls
        self.subject = calls.subject
        self.pool = Pool(calls.subject)
        self.inputs = Inputs(self.pool)
        self.bases: list[Attempt] = []
        self.about: Collection[str] | None = None
        self._cases = cases
        self._random = random.Random(f"{seed}:{calls.subject.spec.name}")
        self._drawn = drawn
        self._attempts: dict[int, Attempt] = {}
        self._missing: set[tuple[str, Caller]] = set()
        self._costly: Counter[str] = Counter()
        self._in_vain: dict[Aim, list[Made]] = {}

    def run(self) -> None:
        """Make all calls, until nothing is open or the budget is used up."""
        for case in self._cases:
            if self.make(attempt_of(case)) is None and self.calls.problem:
                self.calls.problems.setdefault(case.name or case.shown, self.calls.problem)
        self.bases = Bases(self.pool, self.make, self.calls.left()).find()
        for attempt in self._other_callers():
            self.make(attempt)
        self._spread_out()
        for attempt in self._after_settings():
            self.make(attempt)
        for attempt in self._objects_of_others():
            self.make(attempt)
        self._leave_steps_out()
        for attempt in self._draws():
            self.make(attempt)
        self._adopt_what_works()
        for attempt in self._interrupted():
            self.make(attempt)
        for attempt in self._not_killed():
            self.make(attempt)
        self.complete()

    def complete(self) -> None:
        """Look for what is still open, and doubt what seems shown.

        A part of the budget is kept for the doubts: what nothing tries to break is not to be
        believed. What they leave of it goes to what is open.
        """
        for kept in (self.calls.left() // _DOUBTED, 0):
            self._look_for_what_is_open(kept)
            self._change_alike_elsewhere()
            self._take_conditions_away()
            self._one_capability_more()
            self._doubt_what_is_shown()
            self._one_capability_more()

    @property
    def attempts(self) -> tuple[tuple[Attempt, Case], ...]:
        """What every call that decides something was made of, with its case."""
        made = self.calls.made
        return tuple((attempt, made[number].case) for number, attempt in self._attempts.items())

    def _is_about(self, *wanted: Claim) -> bool:
        return self.about is None or any(one.id in self.about for one in wanted)

    def make(self, attempt: Attempt) -> Made | None:
        """Make the call of ``attempt``."""
        if self._cannot_be_made(attempt):
            return None
        case = attempt.case()
        if case.costly:
            self._costly[case.name] += 1
            if self._costly[case.name] > _MOST_COSTLY:
                return None
        made = self.calls.make(case)
        if made is None:
            self._note_missing(attempt, self.calls.problem)
        elif not made.wall:
            self.remember(attempt, made)
        return made

    def remember(self, attempt: Attempt, made: Made) -> None:
        """Remember what a call that decides something was made of."""
        self._attempts.setdefault(made.number, attempt)
        self.inputs.note(attempt, made)

    def _cannot_be_made(self, attempt: Attempt) -> bool:
        """Whether one of its objects failed before, for the same caller or for the user."""
        callers = (Caller(), attempt.caller)
        return any((one.name, who) in self._missing for one in attempt.arguments for who in callers)

    def _note_missing(self, attempt: Attempt, problem: str) -> None:
        """Remember the object whose steps failed, so that no call is wasted on it again."""
        found = _VARIABLE.search(problem.partition(": ")[0]) if "fails with" in problem else None
        if found and int(found[1]) < len(attempt.arguments):
            self._missing.add((attempt.arguments[int(found[1])].name, attempt.caller))

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
        attempt = self._attempts.get(made.number) if made is not None else None
        if attempt is None or self._is_accepted(self.bases[0]):
            return
        self.bases = [attempt]
        self._spread_out()

    def _is_accepted(self, attempt: Attempt) -> bool:
        made = self.make(attempt)  # it was made before, and is not made again
        return made is not None and made.outcome.accepted

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
        for made in asleep[:_ASLEEP]:
            attempt = self._attempts.get(made.number)
            if attempt is not None and not attempt.steps:
                with_signal = msgspec.structs.replace(attempt, steps=(_SIGNAL,))
                yield with_signal
                yield with_signal.without_step(0)

    def _not_killed(self) -> Iterator[Attempt]:
        """Calls that a signal ended, and what works, with that signal ignored."""
        ended = {made.outcome.killed for made in self.calls}
        for name in sorted(_IGNORABLE.intersection(filter(None, ended))):
            killed = (made for made in self.calls if made.outcome.killed == name)
            attempts = (self._attempts.get(made.number) for made in killed)
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

    # -- what seems shown

    def _doubt_what_is_shown(self) -> None:
        """Try to break what pairs have shown: at the edges, and with other inputs changed."""
        for condition in self.subject.judge.conditions:
            if not self._is_about(condition.claim):
                continue
            for part, (made, other) in list(pairs_of(condition, self.calls).items()):
                self._doubt(made, part)
                self._doubt_links(other, part)
                self._doubt_privileges(made, other, part)
            for made in shown_in(condition, self.calls)[:1]:
                self._make_others(made, condition.node)
                self._with_all_other_capabilities(made, condition.node)
        for change in self.subject.changes.changes:
            found = seen_of(change, self.calls) if self._is_about(change.claim) else None
            if found is None or not found.came:
                continue
            for part, (made, _) in list(found.pairs.items()):
                self._doubt(made, part)
            self._make_others(found.came[0], change.node)

    def _doubt(self, made: Made, part: Node) -> None:
        attempt = self._attempts.get(made.number)
        for one in self.inputs.edges(attempt, made, part) if attempt is not None else ():
            if not self._was_met(one, made):
                self.make(one)

    def _doubt_links(self, made: Made, part: Node) -> None:
        attempt = self._attempts.get(made.number)
        for one in self.inputs.links(attempt, made, part) if attempt is not None else ():
            self.make(one)

    def _doubt_privileges(self, made: Made, other: Made, part: Node) -> None:
        one, two = (self._attempts.get(call.number) for call in (made, other))
        for attempt in self.inputs.other_privileges(one, two, part) if one and two else ():
            self.make(attempt)

    def _with_all_other_capabilities(self, made: Made, node: Node) -> None:
        """The call by nobody with each capability but those that ``node`` names."""
        attempt = self._attempts.get(made.number)
        if attempt is not None and attempt.caller.unprivileged:
            for caller in self.inputs.all_other_capabilities(attempt.caller, node):
                self.make(attempt.called_by(caller))

    def _was_met(self, changed: Attempt, made: Made) -> bool:
        """Whether a call had the number that is changed where all else was as in ``made``."""
        before = self._attempts[made.number]
        pairs = enumerate(zip(before.arguments, changed.arguments, strict=True))
        differ = [(index, one) for index, (here, one) in pairs if here != one]
        if len(differ) != 1 or not differ[0][1].is_number or before.caller != changed.caller:
            return False
        index, argument = differ[0]
        return self.calls.had(index, int(argument.name, 0), made)

    def _make_others(self, made: Made, node: Node) -> None:
        attempt = self._attempts.get(made.number)
        if attempt is not None:
            for one in (*self._others(attempt, node), *self.inputs.taken(attempt, node)):
                self.make(one)

    def _others(self, attempt: Attempt, node: Node) -> Iterator[Attempt]:
        """The call with other values of what ``node`` does not look at."""
        about = {name.partition("->")[0] for name in names(node)}
        for index, param in enumerate(self.subject.spec.params):
            if param.name not in about and self.pool.every[index]:
                choices = self.pool.every[index]
                for argument in self._random.sample(choices, min(_OTHERS, len(choices))):
                    yield attempt.with_argument(index, argument)

    # -- what is still open

    def _look_for_what_is_open(self, kept: int) -> None:
        """Look for it with all of the budget that is left but ``kept`` calls."""
        for _ in range(_ROUNDS):
            before = len(self.calls.made)
            for target in targets(self.calls, self._is_about):
                if self.calls.left() <= kept:
                    return
                self._look_for(target)
            self._narrow_pairs()
            if len(self.calls.made) == before:
                return

    def _narrow_pairs(self) -> None:
        """Find the two numbers next to each other between which a doubtful pair changes."""
        for condition in self.subject.judge.conditions:
            if not self._is_about(condition.claim):
                continue
            for made, other in doubtful_pairs(condition, self.calls).values():
                self._halve(condition, made, other)

    def _halve(self, condition: Condition, made: Made, other: Made) -> None:
        position = self.subject.judge.conditions.index(condition)
        attempt, second = (self._attempts.get(one.number) for one in (made, other))
        between = halves(attempt, second) if attempt and second else None
        while between is not None and self.calls.left():
            middle = self.make(between.attempt)
            if middle is None or middle.wall or middle.truths[position] is None:
                return
            holds = bool(middle.truths[position])
            if holds != came(condition, middle, self.calls):
                return
            between = between.after(holds)

    def _change_alike_elsewhere(self) -> None:
        """Make the change that kept an errno where it may take it away, to tell why it stayed."""
        for condition in self.subject.judge.conditions:
            if not self._is_about(condition.claim):
                continue
            clear = next(iter(pairs_of(condition, self.calls).values()), ())
            for made, other in keeping(condition, self.calls)[:_KEPT] if clear else ():
                here, there = (self._attempts.get(one.number) for one in (made, other))
                for one in clear:
                    start = self._attempts.get(one.number)
                    if here and there and start:
                        for changed in changed_alike(start, here, there):
                            self.make(changed)

    def _take_conditions_away(self) -> None:
        """Where another errno came, make the call with what works in place of the trouble.

        The errno that stays has a reason of its own.
        """
        for condition in self.subject.judge.conditions:
            if not self._is_about(condition.claim):
                continue
            about = {name.partition("->")[0] for name in names(condition.node)}
            params = enumerate(self.subject.spec.params)
            places = [index for index, one in params if one.name in about]
            for made in list(islice(ended_otherwise(condition, self.calls), _OTHERS)):
                attempt = self._attempts.get(made.number)
                if attempt is not None and not attempt.name:
                    for index in places:
                        works = self.bases[0].arguments[index]
                        self.make(attempt.with_argument(index, works))

    def _one_capability_more(self) -> None:
        """Calls that fail without a capability, by a caller who has that one besides."""
        for condition in self.subject.judge.conditions:
            named = sorted(capabilities().keys() & set(names(condition.node)))
            shown = shown_in(condition, self.calls) if named else []
            for name in named if shown else ():
                for made in (*shown[:_MOST_PRIVILEGED], *self._not_due(name, shown)):
                    attempt = self._attempts.get(made.number)
                    if attempt is not None and attempt.caller.unprivileged:
                        keep = tuple(sorted({*(attempt.caller.keep or ()), name}))
                        caller = msgspec.structs.replace(attempt.caller, keep=keep)
                        self.make(attempt.called_by(caller))

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

    def _look_for(self, target: Aim) -> None:
        """Change, one at a time, the inputs of what is not yet as ``target`` wants it.

        A call that is nearer to it is the next to be changed, or one or two that are as near and
        lack something else: some parts change only together. What was looked for in vain is looked
        for again only from other calls.
        """
        starts = target.nearest(self.calls)
        if starts == self._in_vain.get(target):
            return
        self._change(target, starts)
        if not target.reached(self.calls):
            self._in_vain[target] = target.nearest(self.calls)

    def _change(self, target: Aim, starts: list[Made]) -> None:
        left = _TRIES if isinstance(target, Target) else _TRIES_FOR_CHANGES
        beside = _BESIDE
        while starts and left > 0 and not target.reached(self.calls):
            made = starts.pop(0)
            attempt = self._attempts.get(made.number)
            if attempt is None:
                continue
            for changed in self.inputs.changes(attempt, made, target.wrong(made)):
                if left <= 0 or target.reached(self.calls):
                    return
                before = len(self.calls.made)
                new = self.make(changed)
                left -= len(self.calls.made) > before
                if new is None or new.wall or new.number < before:
                    continue
                nearer = target.is_nearer(new, made)
                if nearer or (beside and target.is_beside(new, made)):
                    beside -= not nearer
                    starts[:0] = [new, made]
                    break


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
