"""The verdict on one call: what the spec predicts, compiled once, against what came."""

from __future__ import annotations

import copy
import enum
import functools
from collections.abc import Collection, Iterator, Sequence

import msgspec

from kapi.call import Call, Outcome
from kapi.expr.compile import Compiled, compile_conditions
from kapi.expr.known import UNKNOWN, can_hold, known_part
from kapi.expr.nodes import Node, Symbol, Unary
from kapi.expr.nodes import names as names_in
from kapi.expr.parser import parsed
from kapi.expr.terms import terms
from kapi.judge.conditions import UNREAD, Condition, conditions_of
from kapi.judge.layouts import layouts, member_types
from kapi.judge.parts import Truth
from kapi.model.claims import Claim, ClaimKind, claims
from kapi.model.elements import Returns
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture
from kapi.vocab.errno import errno_name, errno_number
from kapi.vocab.integers import CType
from kapi.vocab.words import ErrorList, ParamType, ReturnCheck

Values = tuple[int | None, ...]
_RESULT = Symbol("result")
_LEAST_ADDRESS = 1 << 16


class Verdict(enum.Enum):
    """What the judge says of a call."""

    CONFORMING = "conforming"
    VIOLATION = "violation"
    UNLISTED = "unlisted"
    CANNOT_TELL = "cannot-tell"


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict with its reason; ``claims`` are the ids of the claims that decided it.

    ``code`` names what is wrong: ``accepted-invalid``, ``wrong-errno``, ``unlisted-errno``,
    ``unexplained-errno``, ``wrong-return``, ``returned``; empty for nothing. An
    ``unexplained-errno`` of a spec whose list is not closed is a note: the verdict is conforming.
    """

    verdict: Verdict
    code: str = ""
    message: str = ""
    claims: tuple[str, ...] = ()


class Judge:
    """``spec``, compiled for calls on ``architecture``; ``page_size`` is in bytes.

    ``listed`` are its claims, where they belong to a spec of which it is a variant.
    ``conditions`` are those under which a call fails, ``terms`` what has to be measured before a
    call to tell which of them hold.
    """

    def __init__(
        self,
        spec: Spec,
        architecture: Architecture,
        page_size: int,
        listed: Sequence[Claim] | None = None,
    ) -> None:
        self.spec = spec
        self.architecture = architecture
        listed = claims(spec) if listed is None else listed
        self.conditions = conditions_of(spec, architecture, listed)
        self.layouts = layouts(spec, architecture, page_size)
        self.members = member_types(self.layouts)
        self._rule, self._texts = _return_nodes(spec.returns)
        self._nodes = [one.node for one in self.conditions]
        names = [param.name for param in spec.params]
        self.terms = terms([*self._nodes, *self._rule], names)
        self._page_size = page_size
        self._is_partial = False
        self._numbers: dict[str, int | None] = {}
        self._listed_numbers = {self._number(name) for name in self._names_listed()}
        self._return_claims = tuple(claim.id for claim in listed if claim.kind is ClaimKind.RETURN)
        self._known: dict[tuple[Values, int], Judgement] = {}
        self._explained: dict[tuple[Values, int, frozenset[int]], tuple[list[Condition], bool]] = {}

    def named_members(self) -> dict[str, CType]:
        """Return those of the `members` that a condition or the return rule names."""
        named = {name for node in (*self._nodes, *self._rule) for name in names_in(node)}
        return {path: kind for path, kind in self.members.items() if path in named}

    @functools.cached_property
    def _truths(self) -> Compiled:
        boolean = [Unary("!", Unary("!", node)) for node in self._nodes]
        return self._compiled(boolean, self.terms)

    @functools.cached_property
    def _certainties(self) -> Compiled:
        """As `_truths`, for calls that were accepted: only what is certain speaks against them."""
        if not self._is_partial:
            return self._truths
        nodes = [one if can_hold(one) else UNKNOWN for one in self._nodes]
        return self._compiled([Unary("!", Unary("!", node)) for node in nodes], self.terms)

    @functools.cached_property
    def _returned(self) -> Compiled:
        return self._compiled(self._rule, (*self.terms, _RESULT))

    def _compiled(self, nodes: Sequence[Node], known: Sequence[Node]) -> Compiled:
        return compile_conditions(
            nodes,
            parameters=[(param.name, param.type_name) for param in self.spec.params],
            terms=known,
            architecture=self.architecture,
            page_size=self._page_size,
            members=self.members,
        )

    def knowing(
        self, known: Sequence[Node], lost: Collection[str], pointers: Collection[str]
    ) -> Judge:
        """Return this judge for calls of which only the terms ``known`` were measured.

        Nor are the parameters ``lost`` known, nor ``pointers``, except that they are not NULL.
        """
        names = [param.name for param in self.spec.params]
        other = copy.copy(self)
        other._is_partial = True
        for made in ("_truths", "_certainties", "_returned"):
            other.__dict__.pop(made, None)
        other.terms = tuple(known)
        other._nodes = [known_part(one, names, known, lost, pointers) for one in self._nodes]
        other._rule = [
            known_part(one, names, known, lost, pointers, is_condition=False) for one in self._rule
        ]
        other._known, other._explained = {}, {}
        return other

    def truths(self, arguments: tuple[int, ...], situation: Values) -> Values:
        """Return for each condition 1, 0 or None, of registers and the values of `terms`."""
        return self._truths(arguments, situation)

    def judge(self, call: Call, situation: Values) -> Judgement:
        """Return what the spec says of ``call``, before which the `terms` had these values."""
        return self.judged(call.outcome, call.arguments, situation)

    def judged(self, outcome: Outcome, arguments: tuple[int, ...], situation: Values) -> Judgement:
        """The same of the parts of a call."""
        result = outcome.result
        if result is not None and -4096 < result < 0:
            truths = self._truths(arguments, situation)
            key = (truths, result)
            found = self._known.get(key)
            if found is None:
                found = self._known[key] = self._refused(truths, -result)
            return found
        if result is None and not outcome.gone:
            how = f"killed({outcome.killed})" if outcome.killed else "no return in time"
            return Judgement(verdict=Verdict.CANNOT_TELL, message=how)
        truths = self._certainties(arguments, situation)
        return self._accepted(truths, result, arguments, situation)

    def predicted(self, truths: Values) -> tuple[list[Condition], bool]:
        """Return the conditions that may decide a call, and whether one certainly does.

        Where an order is promised that is the first which holds and every unknown one before
        it, and those without a place that hold or are unknown; else all that hold or are unknown.
        """
        possible: list[Condition] = []
        certain = stopped = False
        for condition, holds in zip(self.conditions, truths, strict=True):
            if holds == 0 or (stopped and condition.place is not None):
                continue
            possible.append(condition)
            if holds and self._binds(condition, truths):
                certain = True
                stopped = stopped or condition.place is not None
        return possible, certain

    def explaining(
        self, truths: Values, number: int, no_doubt: frozenset[int] = frozenset()
    ) -> tuple[list[Condition], bool]:
        """Return the conditions that hold and may give the errno ``number``.

        ``no_doubt`` are those, by position, that do not count where they are unknown.
        The second says whether an unknown one may, too. Limits of a parameter that nothing can
        tell, and that name no errno, are not counted: what they mean stands in the errors.
        """
        key = (truths, number, no_doubt)
        found = self._explained.get(key)
        if found is None:
            found = self._explained[key] = self._explaining(truths, number, no_doubt)
        return found

    def _explaining(
        self, truths: Values, number: int, no_doubt: frozenset[int]
    ) -> tuple[list[Condition], bool]:
        held, unknown = [], False
        trusted = {id(self.conditions[one]) for one in no_doubt}
        truth_of = {id(c): t for c, t in zip(self.conditions, truths, strict=True)}
        for condition in self.predicted(truths)[0]:
            if not self.is_errno(condition.errno, number):
                continue
            if truth_of[id(condition)]:
                held.append(condition)
            elif condition.errno is not None and id(condition) not in trusted:
                unknown = True
        return held, unknown

    def is_errno(self, name: str | None, number: int) -> bool:
        """Whether ``name`` is the errno ``number`` here; None is any errno that is listed."""
        if name is None:
            return number in self._listed_numbers
        return self._number(name) == number

    def number(self, name: str | None) -> int:
        """Return the number of the errno ``name``, 0 where it has none."""
        return (self._number(name) if name else 0) or 0

    def _number(self, name: str) -> int | None:
        if name not in self._numbers:
            stated = int(name) if name.isdecimal() else None
            self._numbers[name] = errno_number(name, self.architecture) or stated
        return self._numbers[name]

    def _names_listed(self) -> tuple[str, ...]:
        errors = [error.errno for error in self.spec.errors]
        return (*errors, *(one.errno for one in self.spec.signals if one.errno))

    def _accepted(
        self, truths: Values, result: int | None, arguments: tuple[int, ...], situation: Values
    ) -> Judgement:
        key = (truths, 0)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._accepted_though(truths)
        if found.code or result is None:
            return found
        return self._by_rule(result, arguments, situation)

    def _accepted_though(self, truths: Values) -> Judgement:
        holding = self._certain(truths)
        if not holding:
            return Judgement(verdict=Verdict.CONFORMING)
        return Judgement(
            verdict=Verdict.VIOLATION,
            code="accepted-invalid",
            message=f"accepted, where {holding[0].errno or 'an errno'} is specified",
            claims=_ids(holding),
        )

    def _certain(self, truths: Values) -> list[Condition]:
        """The conditions that hold and were not read from words; one's check fails the call.

        Where the order is promised, it is the first of those with a place that does.
        """
        return [
            condition
            for condition, holds in zip(self.conditions, truths, strict=True)
            if holds and self._binds(condition, truths)
        ]

    def _binds(self, condition: Condition, truths: Values) -> bool:
        """Whether a call is wrong that does not end as a condition says which holds.

        What was read from words never makes one wrong, and the limits of a parameter give way to
        the error that says when they are looked at: also where nothing tells whether they are.
        """
        if condition.read:
            return False
        twin = condition.twin
        return twin is None or bool(truths[self.conditions.index(twin)])

    def _by_rule(self, result: int, arguments: tuple[int, ...], situation: Values) -> Judgement:
        rule = self.spec.returns
        if rule is None:
            return _NO_RULE
        if rule.check is ReturnCheck.NO_RETURN:
            message = f"returned {shown_result(result, rule)}"
            return Judgement(
                verdict=Verdict.VIOLATION,
                code="returned",
                message=message,
                claims=self._return_claims,
            )
        allowed = self._allows(rule, result, arguments, situation)
        if allowed is None:
            return _NO_VALUE
        if allowed:
            return _CONFORMING
        return Judgement(
            verdict=Verdict.VIOLATION,
            code="wrong-return",
            message=f"returned {shown_result(result, rule)}, which the return rule does not allow",
            claims=self._return_claims,
        )

    def bounds(
        self, result: int, arguments: tuple[int, ...], situation: Values
    ) -> tuple[int | None, int | None]:
        """Return what the ends of the return rule's range are for a call."""
        values = self._rule_values(result, arguments, situation)
        return values.get("success_min"), values.get("success_max")

    def _rule_values(
        self, result: int, arguments: tuple[int, ...], situation: Values
    ) -> dict[str, int | None]:
        found = self._returned(arguments, (*situation, result))
        return dict(zip(self._texts, found, strict=True))

    def _allows(
        self, rule: Returns, result: int, arguments: tuple[int, ...], situation: Values
    ) -> Truth:
        if rule.check in (ReturnCheck.FD, ReturnCheck.ERROR_CHECK):
            return True
        values = self._rule_values(result, arguments, situation)
        if rule.check is ReturnCheck.EXACT:
            exact = values.get("success")
            return None if exact is None else result == exact
        if rule.check is not ReturnCheck.RANGE:
            return None
        low, high = values.get("success_min"), values.get("success_max")
        if (low is not None and result < low) or (high is not None and result > high):
            return False
        stated = [(rule.success_min, low), (rule.success_max, high)]
        known = [end is not None for text, end in stated if text]
        return True if known and all(known) else None

    def _refused(self, truths: Values, number: int) -> Judgement:
        errno = errno_name(number, self.architecture) or str(number)
        possible, certain = self.predicted(truths)
        explains = [one for one in possible if self.is_errno(one.errno, number)]
        if explains or self._by_signal(number):
            held, _ = self.explaining(truths, number)
            if self._is_of_parameters_alone(explains, number):
                return _by_parameter(errno, explains, held)
            return Judgement(verdict=Verdict.CONFORMING, claims=_ids(held))
        holding = [one for one in self._certain(truths) if one in possible]
        listed = number in self._listed_numbers
        if certain:  # an open list of errors excuses no condition that is broken
            return _other_errno(errno, holding, "wrong-errno" if listed else "unlisted-errno")
        if not listed:
            return Judgement(
                verdict=Verdict.UNLISTED,
                code="unlisted-errno",
                message=f"refused with {errno}, which the spec does not list",
            )
        return self._unexplained(errno, number)

    def _is_of_parameters_alone(self, explains: Sequence[Condition], number: int) -> bool:
        """Whether only an x-violation gives the errno, and no error says the same.

        What stands in words may say it.
        """
        errors = [
            one
            for one in self.conditions
            if one.claim.kind is ClaimKind.ERROR and self.is_errno(one.errno, number)
        ]
        named = all(one.claim.kind is ClaimKind.PARAM and one.errno for one in explains)
        if not explains or not named or any(one.read for one in errors):
            return False
        return not errors or all(one.node != UNREAD and one.twin is None for one in explains)

    def _by_signal(self, number: int) -> bool:
        return any(one.errno and self.is_errno(one.errno, number) for one in self.spec.signals)

    def _unexplained(self, errno: str, number: int) -> Judgement:
        about = [one for one in self.conditions if self.is_errno(one.errno, number)]
        closed = self.spec.error_list is ErrorList.CLOSED and not any(one.read for one in about)
        return Judgement(
            verdict=Verdict.VIOLATION if closed else Verdict.CONFORMING,
            code="unexplained-errno",
            message=f"refused with {errno}, and no condition of the spec for it holds",
            claims=_ids(one for one in about if one.claim.kind is ClaimKind.ERROR),
        )


_CONFORMING = Judgement(verdict=Verdict.CONFORMING)
_NO_RULE = Judgement(verdict=Verdict.CANNOT_TELL, message="no return rule")
_NO_VALUE = Judgement(verdict=Verdict.CANNOT_TELL, message="the return rule has no value here")


def _by_parameter(
    errno: str, explains: Sequence[Condition], held: Sequence[Condition]
) -> Judgement:
    """What the violation of a parameter says, and none of the errors."""
    about = explains[0].claim.subject
    return Judgement(
        verdict=Verdict.CONFORMING,
        code="unexplained-errno",
        message=f"refused with {errno}, which only x-violation of {about} speaks of: no error does",
        claims=_ids(held),
    )


def _return_nodes(rule: Returns | None) -> tuple[list[Node], list[str]]:
    """The expressions of a return rule, and the fields they stand in."""
    nodes, fields = [], []
    for field in ("success", "success_min", "success_max"):
        node = parsed(getattr(rule, field, None))
        if node is not None:
            nodes.append(node)
            fields.append(field)
    return nodes, fields


def _other_errno(errno: str, holding: Sequence[Condition], code: str) -> Judgement:
    wanted = " or ".join(dict.fromkeys(one.errno or "an errno" for one in holding))
    return Judgement(
        verdict=Verdict.VIOLATION,
        code=code,
        message=f"refused with {errno}, where {wanted} is specified",
        claims=_ids(holding),
    )


def _ids(conditions: Sequence[Condition] | Iterator[Condition]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.claim.id for one in conditions))


def shown_result(result: int, rule: Returns | None) -> str:
    """Return the result of a call as reports print it.

    Where the rule says that it is an address, the number is the kernel's choice and another in
    every run: it is printed only below what any process may map (vm.mmap_min_addr is 64 KiB).
    """
    is_address = rule is not None and rule.type in (ParamType.PTR, ParamType.USER_PTR)
    return "an address" if is_address and result >= _LEAST_ADDRESS else str(result)
