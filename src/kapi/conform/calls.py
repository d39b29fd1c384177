"""The calls that were made for one spec, each with the situation in which it was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from kapi.call import Call, Outcome
from kapi.conform.case import Case
from kapi.conform.observe import Observer, Values, observe
from kapi.conform.sandbox.protocol import SECONDS
from kapi.conform.subject import ANOTHER_VARIANT, Subject
from kapi.expr.environment import parameter_type
from kapi.expr.nodes import Node, roots
from kapi.judge.changes import Seen
from kapi.judge.parts import Truth, distance
from kapi.judge.verdict import Judgement, shown_result
from kapi.model.elements import Returns
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.errno import errno_name

BUDGET = 1000
"""How many calls a spec may cost, unless the user says otherwise."""
_ENOUGH = 3


class Made(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A call that was made; ``ended`` is how, as strace would print it.

    ``situation`` is what was measured before it for the conditions, ``looked_at`` the same for the
    changes, ``after`` the same after it, None where nobody looked. ``truths`` says of each
    condition of the judge whether it held, ``known`` the same of each part of conditions and
    changes; ``seen`` what became of each change; ``facts`` are the limits and capabilities of the
    caller. ``wall`` says why the call decides nothing: another variant, or what of the sandbox
    could be why it ended so.
    """

    number: int
    case: Case
    call: Call
    ended: str
    situation: Values
    looked_at: Values
    after: Values | None
    truths: Values
    known: Mapping[Node, Truth]
    judgement: Judgement
    seen: tuple[Seen, ...]
    events: Mapping[str, int]
    facts: Mapping[str, int]
    wall: str = ""

    @property
    def outcome(self) -> Outcome:
        """How the call ended."""
        return self.call.outcome

    @property
    def measured(self) -> Values:
        """What was measured before it, as `Subject.before` lists it."""
        return (*self.situation, *self.looked_at)

    @property
    def shown(self) -> str:
        """The call as strace would print it, with objects by their kinds."""
        return f"{self.case.shown} = {self.ended}"

    @property
    def errno(self) -> int | None:
        """The number of the errno, or None."""
        return self.call.outcome.errno


class Calls:
    """Makes calls of a spec and keeps those that decide something; equal cases are made once.

    ``problem`` is the reason why the last call could not be made, or empty; ``problems`` are those
    of cases from files as they stand there, ``lacking`` those of objects that kapi chose.
    ``used_up`` is whether the budget was.
    ``walls`` counts the calls that decide nothing, by the reason; ``excused`` are those of them
    that were accepted where they should not have been. ``kept`` is what those who
    look at the calls keep of them, by the id of a claim.
    """

    def __init__(
        self, subject: Subject, observer: Observer = observe, budget: int = BUDGET
    ) -> None:
        self.subject = subject
        self.made: list[Made] = []
        self.problems: dict[str, str] = {}
        self.lacking: dict[str, str] = {}
        self.problem = ""
        self.walls: dict[str, int] = {}
        self.excused: list[Made] = []
        self.used_up = False
        self.kept: dict[str, object] = {}
        self._observer = observer
        self._budget = budget
        self._cases: dict[tuple[str, tuple[str, ...]], Made | None] = {}
        self._told: set[int] = set()
        self._ended: dict[int, int] = {}
        self._unexplained: set[int] = set()
        self._numbers: dict[tuple[str, int, tuple[str, ...]], int] = {}
        self._near: list[list[Made]] = []
        self._holes: list[tuple[int, ...]] = []
        self._having: dict[tuple[int, int | str], list[Made]] = {}
        self._kinds = [
            parameter_type(param.type_name or "", subject.architecture)
            for param in subject.spec.params
        ]
        self._distances: dict[tuple[Node, bool], list[int]] = {}
        self._others: dict[int, tuple[Node, ...]] = {}
        self._worths: dict[tuple[Truth, ...], int] = {}
        self._alike: list[int] = []

    def __iter__(self) -> Iterator[Made]:
        return iter(self.made)

    def make(self, case: Case, seconds: float = SECONDS) -> Made | None:
        """Make the call of ``case`` and judge it; None where it could not be made."""
        self.problem = ""
        key = (case.family, case.inputs)
        if key in self._cases:
            return self._cases[key]
        if len(self._cases) >= self._budget:
            self.used_up = True
            return None
        made = self._cases[key] = self._run(case, seconds)
        if made is not None and made.wall:
            self.walls[made.wall] = self.walls.get(made.wall, 0) + 1
            if made.judgement.code == "accepted-invalid" and made.wall != ANOTHER_VARIANT:
                self.excused.append(made)
        elif made is not None:
            self.made.append(made)
            self._note(made)
            self._place(made)
        return made

    def _place(self, made: Made) -> None:
        """Note of which calls it is a neighbour."""
        holes = []
        for position, rest in _holes(made.case.inputs):
            hole = self._numbers.setdefault((made.case.family, position, rest), len(self._near))
            if hole == len(self._near):
                self._near.append([])
            self._near[hole].append(made)
            holes.append(hole)
        self._holes.append(tuple(holes))
        self._alike.append(self._worths.setdefault(tuple(made.known.values()), made.number))

    def alike(self, made: Made) -> int:
        """Return the number of the first call in which each part was worth what it is in this."""
        return self._alike[made.number]

    def never_told(self, number: int) -> frozenset[int]:
        """Return which conditions, by position, are no doubt about the errno ``number``.

        Nothing could tell in any call whether they hold, and each of at least three calls that
        ended so is explained by a condition that did: none of them is needed for any.
        """
        if number in self._unexplained or self._ended.get(number, 0) < _ENOUGH:
            return frozenset()
        return frozenset(range(len(self.subject.judge.conditions))) - self._told

    def _note(self, made: Made) -> None:
        """Remember which conditions could be told, and what none of them explains."""
        self._told |= {n for n, one in enumerate(made.truths) if one is not None}
        for index, (kind, number) in enumerate(zip(self._kinds, made.call.arguments, strict=False)):
            if kind is not None:
                self._having.setdefault((index, kind.wrap(number)), []).append(made)
        inputs = made.case.inputs
        for index, text in enumerate(inputs[len(inputs) - len(made.call.arguments) :]):
            self._having.setdefault((index, text), []).append(made)
        if made.errno is not None:
            self._ended[made.errno] = self._ended.get(made.errno, 0) + 1
            if not self.subject.judge.explaining(made.truths, made.errno)[0]:
                self._unexplained.add(made.errno)

    def left(self) -> int:
        """How many calls the budget still allows."""
        return max(0, self._budget - len(self._cases))

    def distances(self, node: Node, wanted: bool) -> Sequence[int]:
        """Return of each call how many parts of ``node`` have to change before it is ``wanted``."""
        known = self._distances.setdefault((node, wanted), [])
        for made in self.made[len(known) :]:
            first = self.alike(made)
            is_new = first == made.number
            known.append(distance(node, made.known, wanted) if is_new else known[first])
        return known

    def had(self, index: int, what: int | str, like: Made) -> bool:
        """Whether a call had ``what`` as the argument at ``index`` where ``like`` has another.

        It is a number, or an object as `Case.inputs` has it. The caller was the same in both, and
        all parts of conditions that are not about this argument were worth the same.
        """
        kind = self._kinds[index]
        here = kind.wrap(what) if isinstance(what, int) and kind is not None else what
        found = self._having.get((index, here), [])
        others = self._not_about(index) if found else ()
        alike = (made for made in found if made.case.caller == like.case.caller)
        return any(all(made.known[part] is like.known[part] for part in others) for made in alike)

    def _not_about(self, index: int) -> tuple[Node, ...]:
        """The parts of conditions that do not look at the argument at ``index``."""
        if index not in self._others:
            about = self.subject.spec.params[index].name
            self._others[index] = tuple(
                part for part in self.subject.parts if about not in roots(part)
            )
        return self._others[index]

    def neighbours(self, made: Made) -> Iterator[tuple[int, Made]]:
        """Yield the calls that differ from ``made`` in one input, with the input's position."""
        for position, hole in enumerate(self._holes[made.number]):
            for other in self._near[hole]:
                if other is not made:
                    yield position, other

    def beside(self, made: Made, position: int) -> Sequence[Made]:
        """Return the calls that differ from ``made`` in nothing but the input at ``position``."""
        return self._near[self._holes[made.number][position]]

    def holes(self, made: Made) -> tuple[int, ...]:
        """Return a number for each input of ``made``: equal where all its other inputs are."""
        return self._holes[made.number]

    def _run(self, case: Case, seconds: float) -> Made | None:
        subject = self.subject
        seen = self._observer(case, subject, seconds)
        call = seen.ran.call
        if call is None or seen.before is None:
            self.problem = seen.ran.problem
            if not case.name:
                self.lacking.setdefault(case.shown, self.problem)
            return None
        values = subject.with_events(seen.before, seen.ran.events, call.outcome)
        before, changed = subject.split(values)
        seen_of, known = subject.changes.seen(call.arguments, changed, seen.after, call.outcome)
        return Made(
            number=len(self.made),
            case=case,
            call=call,
            ended=_shown_end(call, subject.spec.returns),
            situation=before,
            looked_at=changed,
            after=seen.after,
            truths=subject.judge.truths(call.arguments, before),
            known={**known, **subject.known(call.arguments, before)},
            judgement=subject.judge.judge(call, before),
            seen=seen_of,
            events=seen.ran.events,
            facts=seen.ran.facts,
            wall=subject.wall(case, seen.ran),
        )


def _holes(inputs: tuple[str, ...]) -> Iterable[tuple[int, tuple[str, ...]]]:
    for position in range(len(inputs)):
        yield position, (*inputs[:position], *inputs[position + 1 :])


def _shown_end(call: Call, returns: Returns | None = None) -> str:
    """Return how ``call`` ended, as strace would print it.

    An address, where it ``returns`` one, is another in every run and is not printed.
    """
    outcome = call.outcome
    if outcome.killed:
        return f"killed({outcome.killed})"
    if outcome.hung:
        return "no return"
    if outcome.gone:
        return "gone"
    if outcome.errno:
        name = errno_name(outcome.errno, ARCHITECTURES[call.architecture])
        return f"-1 {name or outcome.errno}"
    return shown_result(outcome.result or 0, returns)
