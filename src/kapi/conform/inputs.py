"""One input of a call changed, so that a part of a condition may hold or no longer hold."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

import msgspec

from kapi.conform.attempt import Attempt
from kapi.conform.calls import Made
from kapi.conform.case import Caller
from kapi.conform.objects import (
    Argument,
    ObjectClass,
    begun_before,
    duplicate,
    memory_at_end,
    object_class,
    same_number,
    through_link,
    under_number,
    value,
)
from kapi.conform.pool import Pool
from kapi.conform.privileges import HARMFUL
from kapi.conform.settings import settings_for, with_gaps
from kapi.conform.solve import solutions
from kapi.expr.environment import Environment, parameter_type
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Binary, Call, Node, Number, Symbol, Unary, children, names, roots, walk
from kapi.expr.values import Value
from kapi.judge.parts import Truth
from kapi.judge.prose.roles import Role, roles
from kapi.vocab.capabilities import capabilities
from kapi.vocab.integers import CType

_EDGES = 12
_FLAGS = 6
_FAR = 1 << 31
_HALF = 32
_FEW = 64
_SMALL = 16
_ORDERED = frozenset({"<", "<=", ">", ">="})
_EQUAL = frozenset({"==", "!="})
_NEXT = 6
_TAKEN = 8
"""How many values of an argument are remembered that the kernel took."""
_LARGEST = 1 << 16
_PROFILES = 48
"""How many values of an argument are remembered of which each makes other parts hold."""
_REMEMBERED = 3
_OF_MEMORY = frozenset({"readable", "writable", "mapped"})


class Inputs:
    """The inputs of the calls of one spec, each with what ``pool`` has for it."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.subject = pool.subject
        self._known: dict[tuple[int, str], Mapping[Node, Truth]] = {}
        self._taken: dict[int, list[Argument]] = {}
        self._about = [
            [part for part in self.subject.parts if param.name in roots(part)]
            for param in self.subject.spec.params
        ]
        self._profiles: list[dict[tuple[Truth, ...], Argument]] = [{} for _ in self._about]

    def note(self, attempt: Attempt, made: Made) -> None:
        """Remember of each argument of a call which parts held."""
        for index, argument in enumerate(attempt.arguments):
            self._known.setdefault((index, argument.name), made.known)
            taken = self._taken.setdefault(index, [])
            if made.outcome.accepted and len(taken) < _TAKEN and argument not in taken:
                taken.append(argument)
            self._note_profile(index, argument, attempt, made)

    def _note_profile(self, index: int, argument: Argument, attempt: Attempt, made: Made) -> None:
        """Remember which parts hold with ``argument``; one of a case means nothing elsewhere."""
        if not attempt.name and index < len(self._about):
            known = self._profiles[index]
            profile = tuple(map(made.known.get, self._about[index]))
            if len(known) < _PROFILES:
                known.setdefault(profile, argument)

    def remembered(
        self, attempt: Attempt, made: Made, far: Callable[[Mapping[Node, Truth]], int]
    ) -> Iterator[Attempt]:
        """Yield ``attempt`` with an argument of another call that promises to be nearer.

        ``far`` says how many parts have to change where these hold. What one condition needed a
        row of changes for, the next, which asks for the same besides, gets at once.
        """
        if attempt.name:
            return
        found: list[tuple[int, int, Argument]] = []
        now = far(made.known)
        for index, profiles in enumerate(self._profiles):
            here = tuple(map(made.known.get, self._about[index]))
            for profile, argument in profiles.items():
                if profile != here:
                    known = {**made.known, **dict(zip(self._about[index], profile, strict=True))}
                    found.append((far(known), index, argument))
        nearest = heapq.nsmallest(_REMEMBERED, found, key=lambda one: one[0])
        for promised, index, argument in nearest:
            if promised < now:
                yield attempt.with_argument(index, argument)

    def changes(self, attempt: Attempt, made: Made, wrong: Sequence[Node]) -> Iterator[Attempt]:
        """Yield ``attempt`` with one input changed that may change one of the parts ``wrong``."""
        yield from taking_turns([self._changes_of(attempt, made, part) for part in wrong])

    def _changes_of(self, attempt: Attempt, made: Made, part: Node) -> Iterator[Attempt]:
        looked_at = roots(part)
        params = list(enumerate(self.subject.spec.params))
        for index, param in params:
            if param.name in looked_at:
                yield from self._solved(attempt, made, part, index)
                yield from self._cut(attempt, made, part, index)
        yield from self._callers_for(attempt, made, part)
        yield from settings_for(attempt, (part,))
        now, alone = made.known.get(part), len(looked_at) == 1
        yield from taking_turns(
            map(partial(attempt.with_argument, index), self._promising(index, part, now, alone))
            for index, param in params
            if param.name in looked_at
        )
        if not any(param.name in looked_at for _, param in params):
            for index, _ in params:
                for argument in self.pool.valid[index]:
                    yield attempt.with_argument(index, argument)

    def _promising(self, index: int, part: Node, now: Truth, alone: bool) -> list[Argument]:
        """Arguments by what ``part`` was worth in a call with them: what is wanted first.

        Where ``part`` is about this argument ``alone``, those that leave it as it is are left out.
        """

        def rank(argument: Argument) -> int:
            known = self._known.get((index, argument.name))
            if known is None:
                return 1
            return 2 if known.get(part) in (now, None) else 0

        ranked = sorted(self.pool.every[index], key=rank)
        return [one for one in ranked if rank(one) < 2] if alone else ranked

    def _solved(self, attempt: Attempt, made: Made, part: Node, index: int) -> Iterator[Attempt]:
        param = self.subject.spec.params[index]
        kind = parameter_type(param.type_name or "", self.subject.architecture)
        for name in names(part):
            root, arrow, member = name.partition("->")
            if root != param.name:
                continue
            if arrow:
                yield from self._solved_member(attempt, part, index, name, member, made)
            elif kind is not None:
                now = kind.wrap(made.call.arguments[index])
                here = attempt.arguments[index]
                for number in self._numbers(made, part, index):
                    if not _is_place(number, now):
                        yield attempt.with_argument(index, value(number))
                    if abs(number - now) < _FAR and not here.is_number:
                        yield attempt.with_argument(index, _moved(here, number - now))

    def _solved_member(
        self, attempt: Attempt, part: Node, index: int, name: str, member: str, made: Made
    ) -> Iterator[Attempt]:
        layout = self.pool.layouts.get(index)
        if layout is None or member not in layout.members:
            return
        kind = layout.members[member].kind
        known = self.subject.environment_of(made.call, made.measured)
        found: list[int | Argument] = [*solutions(part, name, kind, known), 0, 1, -1]
        here = attempt.arguments[index]
        for content in (*found, *self.pool.member_objects(index, member)):
            yield attempt.with_argument(index, self.pool.with_member(index, here, member, content))

    def _callers_for(self, attempt: Attempt, made: Made, part: Node) -> Iterator[Attempt]:
        about = names(part)
        caller = attempt.caller
        for name in about:
            if name in capabilities():
                yield from map(attempt.called_by, _with_and_without(caller, name))
            elif name.startswith("RLIMIT_"):
                known = self.subject.environment_of(made.call, made.measured)
                numbers = solutions(part, name, CType(64, False), known)
                for number in (*(one for one in numbers if one < 1 << 40), 0, 1):
                    limits = {**dict(caller.limits), name: number}
                    yield attempt.called_by(
                        msgspec.structs.replace(caller, limits=tuple(sorted(limits.items())))
                    )
        if not any(one.name in about for one in self.subject.spec.params):
            yield from map(attempt.called_by, self.pool.callers)

    def edges(self, attempt: Attempt, made: Made, part: Node) -> Iterator[Attempt]:
        """Yield ``attempt`` with values near which the truth of ``part`` changes."""
        about = names(part)
        looked_at = roots(part)
        for index, param in enumerate(self.subject.spec.params):
            if param.name in looked_at:
                yield from itertools.islice(self._solved(attempt, made, part, index), _EDGES)
                yield from self._at_the_end(attempt, made, part, index)
        yield from self.links(attempt, made, part)
        if any(name.startswith("RLIMIT_") for name in about):
            yield from itertools.islice(self._callers_for(attempt, made, part), _EDGES)
        yield from self._below_the_hard_limit(attempt, made, part)
        yield from self._duplicates(attempt, part)
        yield from self._under_its_number(attempt, part)
        yield from self._numbers_below(attempt, made, part)
        yield from self._with_passed_bits(attempt, made, part)

    def _below_the_hard_limit(self, attempt: Attempt, made: Made, part: Node) -> Iterator[Attempt]:
        """Values near which the truth of ``part`` changes, where the soft limits are 0."""
        asked = [
            one for one in walk(part) if isinstance(one, Call) and one.function == "hard_limit"
        ]
        limits = sorted(
            {name for one in asked for name in names(one) if name.startswith("RLIMIT_")}
        )
        if not limits or attempt.caller.limits:
            return
        lower = msgspec.structs.replace(attempt.caller, limits=tuple((one, 0) for one in limits))
        looked_at = roots(part)
        for index, param in enumerate(self.subject.spec.params):
            if param.name in looked_at:
                changed = self._solved(attempt.called_by(lower), made, part, index)
                yield from itertools.islice(changed, _EDGES)

    def _duplicates(self, attempt: Attempt, part: Node) -> Iterator[Attempt]:
        """Yield ``attempt`` with a descriptor of ``part`` twice, under two numbers."""
        looked_at = roots(part)
        params = [one for one in enumerate(self.subject.spec.params) if one[1].name in looked_at]
        places = [n for n, one in params if object_class(one) is ObjectClass.DESCRIPTOR]
        for first, second in itertools.combinations(places, 2):
            other = duplicate(attempt.arguments[first], f"a{first}")
            yield attempt.with_argument(second, other)

    def _under_its_number(self, attempt: Attempt, part: Node) -> Iterator[Attempt]:
        """Yield ``attempt`` with a descriptor of it under the number that ``part`` speaks of.

        That tells what asks for the number from what asks for the file that happens to have it.
        """
        named = roles(self.subject.spec).of(Role.DESCRIPTOR)
        match part:
            case Binary("==" | "!=", Symbol(name), Number(number)) if name in named:
                index = [one.name for one in self.subject.spec.params].index(name)
                if number < _FEW:
                    other = under_number(attempt.arguments[index], number)
                    yield attempt.with_argument(index, other)

    def _numbers_below(self, attempt: Attempt, made: Made, part: Node) -> Iterator[Attempt]:
        """Yield ``attempt`` with all numbers below a small bound of ``part``.

        One of them may be an exception.
        """
        for index, bound in self._compared(made, part, _ORDERED):
            for number in range(bound if bound <= _SMALL else 0):
                yield attempt.with_argument(index, value(number))

    def _with_passed_bits(self, attempt: Attempt, made: Made, part: Node) -> Iterator[Attempt]:
        """Yield ``attempt`` with the number of ``part`` and a bit that other parts pass over."""
        for index, number in self._compared(made, part, _EQUAL):
            name = Symbol(self.subject.spec.params[index].name)
            known = self.subject.environment_of(made.call, made.measured)
            every = itertools.chain.from_iterable(map(walk, self.subject.parts))
            for one in dict.fromkeys(every):
                match one:
                    case Binary("&", left, Unary("~", passed)) if left == name:
                        bits = evaluate(passed, known)
                        if isinstance(bits, Value) and bits.number.bit_count() == 1:
                            yield attempt.with_argument(index, value(number | bits.number))

    def _compared(
        self, made: Made, part: Node, operators: Collection[str]
    ) -> Iterator[tuple[int, int]]:
        """The places of plain numbers that ``part`` compares, and the numbers beside them."""
        if not isinstance(part, Binary) or part.operator not in operators:
            return
        for index, param in enumerate(self.subject.spec.params):
            if part.left == Symbol(param.name) and object_class(param) is None:
                known = self.subject.environment_of(made.call, made.measured)
                bound = evaluate(part.right, known)
                if isinstance(bound, Value) and bound.number >= 0:
                    yield index, bound.number

    def with_gaps(self, attempt: Attempt, made: Made, part: Node) -> Iterator[Attempt]:
        """Yield ``attempt`` where free numbers of descriptors do not follow each other.

        With a limit of them in ``part``, at each of the next numbers.
        """
        known = self.subject.environment_of(made.call, made.measured).measured
        lowest = known.get(Call("lowest_free_fd", ()))
        for gaps in with_gaps(attempt, part):
            if "RLIMIT_NOFILE" not in names(part) or not isinstance(lowest, Value):
                yield gaps
                continue
            for more in range(1, _NEXT):
                limits = {**dict(gaps.caller.limits), "RLIMIT_NOFILE": lowest.number + more}
                yield gaps.called_by(
                    msgspec.structs.replace(gaps.caller, limits=tuple(sorted(limits.items())))
                )

    def same_numbers(self, attempt: Attempt) -> Iterator[Attempt]:
        """Yield ``attempt`` with one number for two descriptors, or for two processes.

        Where they are equal a call may look at less of them, as dup2() does.
        """
        params = self.subject.spec.params
        for role in (Role.DESCRIPTOR, Role.PROCESS):
            named = roles(self.subject.spec).of(role)
            places = [index for index, param in enumerate(params) if param.name in named]
            for first, second in itertools.combinations(places, 2):
                again = same_number(attempt.arguments[first], f"a{first}")
                yield attempt.with_argument(second, again)

    def begun_inside(self, attempt: Attempt, node: Node) -> Iterator[Attempt]:
        """Yield ``attempt`` with a range of ``node`` that begins inside its first page.

        It ends where it did: that tells whole pages from the bytes of the range.
        """
        looked_at = roots(node)
        params = list(enumerate(self.subject.spec.params))
        named = roles(self.subject.spec).of(Role.LENGTH)
        for index, param in params:
            if param.name not in looked_at or object_class(param) is not ObjectClass.MEMORY:
                continue
            inside = attempt.with_argument(index, attempt.arguments[index].combined("+ 1"))
            for length in (place for place, one in params if one.name in named):
                shorter = attempt.arguments[length].combined("- 1")
                yield inside.with_argument(length, shorter)

    def begun_before(self, attempt: Attempt, part: Node) -> Iterator[Attempt]:
        """Yield ``attempt`` with a range of ``part`` that begins one plain page before.

        That tells what looks at the whole range from what looks at its first page.
        """
        looked_at = roots(part)
        params = list(enumerate(self.subject.spec.params))
        named = roles(self.subject.spec).of(Role.LENGTH)
        lengths = [index for index, param in params if param.name in named]
        for index, param in params:
            if param.name not in looked_at or object_class(param) is not ObjectClass.MEMORY:
                continue
            before = attempt.with_argument(index, begun_before(attempt.arguments[index]))
            for length in lengths:
                longer = attempt.arguments[length].combined("+ PAGE_SIZE")
                yield before.with_argument(length, longer)

    def other_privileges(self, one: Attempt, other: Attempt, part: Node) -> Iterator[Attempt]:
        """Yield both with one difference of two where nobody took the place of the user.

        Nobody has no capability: where ``part`` speaks of none, those may be the reason.
        """
        if one.caller.unprivileged == other.caller.unprivileged or _capabilities_in(part):
            return
        for attempt in (one, other):
            keep = _all_capabilities_but(()) if attempt.caller.unprivileged else ()
            yield attempt.called_by(msgspec.structs.replace(attempt.caller, keep=keep, drop=()))

    def other_users(self, one: Attempt, other: Attempt) -> Iterator[Attempt]:
        """Yield both by a caller who is nobody in effect alone, where nobody made them.

        That tells what asks for the real user from what asks for the effective one.
        """
        for attempt in (one, other):
            if attempt.caller.unprivileged:
                yield attempt.called_by(msgspec.structs.replace(attempt.caller, real=True))

    def links(self, attempt: Attempt, made: Made, part: Node) -> Iterator[Attempt]:
        """Yield ``attempt`` with a link to a path, which tells whether the last name is followed.

        Where ``part`` looks at flags of the walk, too, also with those changed.
        """
        looked_at = roots(part)
        params = [one for one in enumerate(self.subject.spec.params) if one[1].name in looked_at]
        for index, param in params:
            path = object_class(param) is ObjectClass.PATH
            link = through_link(attempt.arguments[index]) if path else None
            if link is None:
                continue
            yield attempt.with_argument(index, link)
            for other in (n for n, one in params if object_class(one) is None):
                for number in self._numbers(made, part, other)[:_FLAGS]:
                    changed = attempt.with_argument(other, value(number))
                    yield changed.with_argument(index, link)

    def all_other_capabilities(self, caller: Caller, node: Node) -> Iterator[Caller]:
        """Yield ``caller`` with each capability but those that ``node`` names, if it names one."""
        named = _capabilities_in(node)
        if named:
            yield msgspec.structs.replace(caller, keep=_all_capabilities_but(named))

    def one_or_all_others(self, caller: Caller, part: Node) -> Iterator[Caller]:
        """Yield nobody with the capabilities that ``part`` names alone, and with all others."""
        named = _capabilities_in(part)
        for keep in (tuple(sorted(named)), _all_capabilities_but(named)) if named else ():
            yield msgspec.structs.replace(caller, unprivileged=True, keep=keep, drop=())

    def wider(self, attempt: Attempt, made: Made, part: Node) -> Iterator[Attempt]:
        """Yield ``attempt`` with numbers of 64 bits that ``part`` looks at, equal in the low half.

        They tell what is cut to 32 bits from what is not.
        """
        looked_at = roots(part)
        for index, param in enumerate(self.subject.spec.params):
            kind = parameter_type(param.type_name or "", self.subject.architecture)
            is_plain = attempt.arguments[index].is_number and object_class(param) is None
            if param.name in looked_at and is_plain and kind is not None and kind.bits > _HALF:
                number = kind.wrap(made.call.arguments[index])
                yield attempt.with_argument(index, value(number ^ 1 << _HALF))

    def _numbers(self, made: Made, part: Node, index: int) -> tuple[int, ...]:
        """The numbers of an argument near which the truth of ``part`` changes."""
        param = self.subject.spec.params[index]
        kind = parameter_type(param.type_name or "", self.subject.architecture)
        known = self.subject.environment_of(made.call, made.measured)
        return solutions(part, param.name, kind, known) if kind is not None else ()

    def taken(self, attempt: Attempt, node: Node) -> Iterator[Attempt]:
        """Yield ``attempt`` with values of what ``node`` looks at that the kernel took elsewhere.

        With those no other check stands in for that of ``node``.
        """
        looked_at = roots(node)
        for index, param in enumerate(self.subject.spec.params):
            for argument in self._taken.get(index, ()) if param.name in looked_at else ():
                yield attempt.with_argument(index, argument)

    def took_all(self, attempt: Attempt, node: Node) -> bool:
        """Whether the kernel took each path at which ``node`` looks, in one call or another."""
        looked_at = roots(node)
        return all(
            argument in self._taken.get(index, ())
            for index, argument in enumerate(attempt.arguments)
            if self.subject.spec.params[index].name in looked_at
            and object_class(self.subject.spec.params[index]) is ObjectClass.PATH
        )

    def _at_the_end(
        self, attempt: Attempt, made: Made, part: Node, index: int
    ) -> Iterator[Attempt]:
        """As many bytes as ``part`` speaks of before memory that is not there, and one less."""
        known = self.subject.environment_of(made.call, made.measured)
        address = Symbol(self.subject.spec.params[index].name)
        for size in dict.fromkeys(_sizes(part, address, known)):
            if 0 < size <= _LARGEST:
                for count in (size, size - 1):
                    yield attempt.with_argument(index, memory_at_end(count))

    def _cut(self, attempt: Attempt, made: Made, part: Node, index: int) -> Iterator[Attempt]:
        """The same structure with its last byte where nothing is mapped, and the whole of it."""
        name = self.subject.spec.params[index].name
        known = self.subject.environment_of(made.call, made.measured)
        if index in self.pool.layouts and any(_sizes(part, Symbol(name), known)):
            members = self.pool.members(attempt.arguments[index]) or self._read(index, known)
            for beyond in (1, 0) if members else ():
                other = self.pool.structure(index, members, beyond)
                yield attempt.with_argument(index, other)

    def _read(self, index: int, known: Environment) -> dict[str, int | Argument]:
        """What the members of a structure were measured to be."""
        name = self.subject.spec.params[index].name
        every = self.pool.layouts[index].members
        found = {one: known.measured.get(Symbol(f"{name}->{one}")) for one in every}
        return {one: worth.number for one, worth in found.items() if isinstance(worth, Value)}


def _all_capabilities_but(named: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(capabilities().keys() - HARMFUL - set(named)))


def _capabilities_in(part: Node) -> set[str]:
    return capabilities().keys() & set(names(part))


def _with_and_without(caller: Caller, name: str) -> Iterator[Caller]:
    replace = msgspec.structs.replace
    yield replace(caller, unprivileged=not caller.unprivileged, keep=None)
    yield replace(caller, unprivileged=True, keep=(name,))
    yield replace(caller, unprivileged=True, keep=None)
    if not caller.unprivileged:
        yield replace(caller, drop=(name,))


def _moved(argument: Argument, by: int) -> Argument:
    """``argument`` and some bytes, or a number less or more."""
    by = CType(64, True).wrap(by)
    shown = str(abs(by)) if abs(by) < 1 << 31 else hex(abs(by))
    sign = "+" if by >= 0 else "-"
    return argument.combined(f"{sign} {shown}")


def _sizes(part: Node, address: Node, known: Environment) -> Iterator[int]:
    """How many bytes from ``address`` on ``part`` asks about."""
    match part:
        case Call(name, (where, size)) if name in _OF_MEMORY:
            asked = [evaluate(one, known) for one in (size, *_beyond(where, address))]
            numbers = [one.number for one in asked if isinstance(one, Value)]
            if (where == address or len(asked) > 1) and len(numbers) == len(asked):
                yield sum(numbers)
    for child in children(part):
        yield from _sizes(child, address, known)


def _beyond(where: Node, address: Node) -> tuple[Node, ...]:
    """What is added to ``address`` in ``where``; nothing where it is another sort of place."""
    match where:
        case Binary("+", left, right) if left == address:
            return (right,)
        case Binary("+", left, right) if right == address:
            return (left,)
    return ()


def _is_place(number: int, now: int) -> bool:
    """Whether a number is an address near that of an object, which is another in each process."""
    return now > _FAR and abs(number - now) < _FAR


def taking_turns(sources: Iterable[Iterator[Attempt]]) -> Iterator[Attempt]:
    """Yield one of each of ``sources``, again and again, until none has any left."""
    pending = list(sources)
    while pending:
        for one in list(pending):
            found = next(one, None)
            if found is None:
                pending.remove(one)
            else:
                yield found
