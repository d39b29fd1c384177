"""The results of a spec, call by call: what each shows, confirms or refutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kapi.call import Call
from kapi.conform.case import Case
from kapi.conform.constants import PAGE_SIZE
from kapi.conform.reproducer import program
from kapi.conform.results import Result, Status
from kapi.conform.sandbox import Ran
from kapi.conform.unreachable import out_of_reach
from kapi.expr.environment import Environment
from kapi.judge.conditions import Condition, Truth, conditions, environment, truth
from kapi.judge.limits import outside
from kapi.judge.verdict import Judgement, Verdict, judge
from kapi.model.claims import Claim, ClaimKind, claims
from kapi.model.elements import Param
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture
from kapi.vocab.errno import errno_name, same_errno
from kapi.vocab.words import ErrorList

__all__ = ["Tally", "is_wrong", "not_testable", "shown_call"]

_TOLERATED = ("ignore", "mask-off", "clamp", "round")


class Tally:
    """What is known of each claim of ``spec``, and of what no claim says."""

    def __init__(self, spec: Spec, architecture: Architecture) -> None:
        self.spec = spec
        self.architecture = architecture
        self.claims = {claim.id: claim for claim in claims(spec)}
        self.reasons: dict[str, str] = {}
        self._found: dict[str, Result] = {}
        self._extra: dict[tuple[str, str], Result] = {}
        self._last: tuple[Ran, tuple[Condition, ...]] | None = None
        self._other: dict[str, tuple[Case, Call, str]] = {}

    def results(self) -> tuple[Result, ...]:
        """One result for each claim in order, then one for each thing that no claim says."""
        for one in self.claims.values():
            if one.id in self._other and self.is_open(one):
                case, call, errno = self._other[one.id]
                reason = f"its condition holds, and {errno} comes, never {one.subject}"
                self.refute(one, case, call, reason, "never-came")
        listed = [self._found.get(one.id) or self._left(one) for one in self.claims.values()]
        return (*listed, *self._extra.values())

    def is_open(self, claim: Claim) -> bool:
        """Whether no call has decided ``claim`` yet."""
        return claim.id not in self._found

    def judged(self, case: Case, ran: Ran) -> Judgement | None:
        """Judge a call; what it refutes is kept. None where there was no call."""
        if ran.call is None:
            return None
        judgement = self.judgement(ran)
        if not is_wrong(judgement, self.spec):
            if judgement.verdict is Verdict.UNLISTED:  # whoever keeps the list may want to know
                wrong = self._wrong(case, ran.call, judgement.message, judgement.code)
                self._add(Status.NOT_OBSERVED, wrong)
            return judgement
        wrong = self._wrong(case, ran.call, judgement.message, judgement.code)
        about = [self.claims[claim] for claim in judgement.claims]
        if judgement.code in ("wrong-return", "returned"):
            about = [one for one in self.claims.values() if one.kind is ClaimKind.RETURN]
        for claim in about:
            if self.is_open(claim) or self._found[claim.id].status is not Status.REFUTED:
                self._found[claim.id] = _result(claim, Status.REFUTED, **wrong)
        if not about:
            self._add(Status.REFUTED, wrong)
        return judgement

    def _wrong(self, case: Case, call: Call, reason: str, code: str) -> dict[str, Any]:
        """The fields of a result about something wrong."""
        shown = shown_call(case, call, self.architecture)
        made = program(case, self.architecture, shown)
        return {"reason": reason, "code": code, "call": shown, "case": case, "program": made}

    def judgement(self, ran: Ran) -> Judgement:
        """What the judge says of a call that was made."""
        assert ran.call is not None
        return judge(self.spec, ran.call, ran.facts, PAGE_SIZE, self._conditions(ran))

    def missing(self, case: Case, call: Call, errno: str) -> None:
        """Keep that the kernel refused with ``errno`` for a reason of which the spec is silent."""
        reason = f"no {errno} of the spec speaks of this"
        closed = self.spec.error_list is ErrorList.CLOSED
        status = Status.REFUTED if closed else Status.NOT_OBSERVED
        self._add(status, self._wrong(case, call, reason, "missing-condition"))

    def _add(self, status: Status, wrong: dict[str, Any]) -> None:
        outcome = wrong["call"].rpartition(" = ")[2]
        found = Result(
            claim="",
            api=self.spec.name,
            kind="spec",
            subject=outcome.removeprefix("-1 "),
            status=status,
            span=self.spec.span,
            **wrong,
        )
        key = outcome if found.code != "missing-condition" else wrong["call"]
        self._extra.setdefault((found.code, key), found)

    def confirm(self, claim: Claim, case: Case, call: Call) -> None:
        """Keep that the call shows ``claim``, unless something was known of it."""
        shown = shown_call(case, call, self.architecture)
        self._found.setdefault(claim.id, _result(claim, Status.CONFIRMED, call=shown, case=case))

    def refute(self, claim: Claim, case: Case, call: Call, reason: str, code: str) -> None:
        """Keep that the call contradicts ``claim``."""
        wrong = self._wrong(case, call, reason, code)
        self._found[claim.id] = _result(claim, Status.REFUTED, **wrong)

    def confirm_probe(self, case: Case, ran: Ran, varied: str, works: bool) -> tuple[Claim, ...]:
        """A claim is confirmed when a call that works fails as claimed once it is varied.

        ``varied`` is the parameter that differs from a call that ``works``. Returns the errors
        that explain the refusal.
        """
        call = ran.call
        assert call is not None
        known = self._known(ran)
        errno = self.errno(call)
        if errno is None:
            if call.outcome.accepted:
                self._accepted(case, call, varied, known)
            return ()
        found = self._conditions(ran)
        explains = [one for one in found if self.same(one.errno, errno)]
        if works and varied:
            self._remember(found, case, call, errno)
        holds = [one for one in explains if one.truth is Truth.HOLDS]
        could = [one for one in explains if one.truth is not Truth.FAILS]
        for one in holds:
            self.confirm(one.claim, case, call)
        errors = [one for one in could if one.claim.kind is ClaimKind.ERROR]
        if not holds and works and len(errors) == 1:
            self.confirm(errors[0].claim, case, call)  # no other listed condition explains it
        for one in could:
            if one.claim.kind is ClaimKind.PARAM and one.claim.subject == varied and works:
                self.confirm(one.claim, case, call)
        return tuple(one.claim for one in errors)

    def _remember(self, found: Sequence[Condition], case: Case, call: Call, errno: str) -> None:
        """Keep the conditions that held while the kernel refused with another errno.

        Once that may be the order of the checks. When the errno never comes, it is not.
        """
        for one in found:
            is_error = one.claim.kind is ClaimKind.ERROR
            if is_error and one.truth is Truth.HOLDS and not self.same(one.errno, errno):
                self.doubt(one.claim, case, call, errno)

    def doubt(self, claim: Claim, case: Case, call: Call, errno: str) -> None:
        """Keep that what ``claim`` is about was there, and the kernel refused with ``errno``."""
        self._other.setdefault(claim.id, (case, call, errno))

    def _accepted(self, case: Case, call: Call, varied: str, known: Environment) -> None:
        for claim in self.claims.values():
            if claim.kind is ClaimKind.RETURN or (
                claim.kind is ClaimKind.PARAM
                and claim.subject == varied
                and _is_tolerated(claim.element)
                and self._is_outside(claim.element, known)
            ):
                self.confirm(claim, case, call)

    def _is_outside(self, param: Param, known: Environment) -> bool:
        node = outside(param.name, param.limits, self.architecture)
        return node is not None and truth(node, known) is Truth.HOLDS

    def named(self, errno: str) -> list[Claim]:
        """All claims but the errors with another errno than ``errno``."""
        return [
            claim
            for claim in self.claims.values()
            if claim.kind is not ClaimKind.ERROR or self.same(claim.subject, errno)
        ]

    def possible(self, ran: Ran, errno: str) -> list[Claim]:
        """The claims that are `named`, without errors that cannot be why this call failed."""
        assert ran.call is not None
        failing = {one.claim.id for one in self._conditions(ran) if one.truth is Truth.FAILS}
        return [
            claim
            for claim in self.named(errno)
            if claim.kind is not ClaimKind.ERROR or claim.id not in failing
        ]

    def _conditions(self, ran: Ran) -> tuple[Condition, ...]:
        """Every condition of the spec for a call; the last ones are kept."""
        if self._last is None or self._last[0] is not ran:
            self._last = (ran, conditions(self.claims.values(), self._known(ran)))
        return self._last[1]

    def _known(self, ran: Ran) -> Environment:
        assert ran.call is not None
        registers = ran.call.arguments
        return environment(self.spec, registers, ran.facts, self.architecture, PAGE_SIZE)

    def errno(self, call: Call) -> str | None:
        """The name of the errno of ``call``, or its number, or None."""
        number = call.outcome.errno
        return None if number is None else errno_name(number, self.architecture) or str(number)

    def same(self, name: str | None, errno: str) -> bool:
        """Whether both are names of one number here."""
        return name is not None and (name == errno or same_errno(name, errno, self.architecture))

    def _left(self, claim: Claim) -> Result:
        """What to say of a claim that no call met."""
        if reason := out_of_reach(claim):
            return _result(claim, Status.NOT_TESTABLE, reason=reason)
        if reason := self.reasons.get(claim.id, ""):
            return _result(claim, Status.NOT_TESTABLE, reason=reason)
        if claim.kind is ClaimKind.PARAM and not _says_something(claim.element):
            return _result(claim, Status.NOT_TESTABLE, reason="no value is said to be refused")
        if claim.kind not in _BY_CALLS:
            return _result(claim, Status.NOT_TESTABLE, reason="no scenario shows it")
        return _result(claim, Status.NOT_OBSERVED, reason="no call met it")


_BY_CALLS = (ClaimKind.PARAM, ClaimKind.RETURN, ClaimKind.ERROR, ClaimKind.CAPABILITY)


def is_wrong(judgement: Judgement, spec: Spec) -> bool:
    """Whether ``judgement`` refutes something; an open list of errors may lack one."""
    if judgement.verdict is Verdict.UNLISTED:
        return spec.error_list is not ErrorList.OPEN
    return judgement.verdict is Verdict.VIOLATION


def _is_tolerated(param: Param) -> bool:
    return param.violation is not None and param.violation.action in _TOLERATED


def _says_something(param: Param) -> bool:
    if param.violation is not None and param.violation.action == "unspecified":
        return False
    return bool(param.limits.type or param.object)


def shown_call(case: Case, call: Call, architecture: Architecture) -> str:
    """The call as strace would print it, with objects by their kinds."""
    outcome = call.outcome
    if outcome.killed:
        end = f"killed({outcome.killed})"
    elif outcome.hung:
        end = "no return"
    elif outcome.gone:
        end = "gone"
    elif outcome.errno:
        end = f"-1 {errno_name(outcome.errno, architecture) or outcome.errno}"
    else:
        end = str(outcome.result)
    return f"{case.shown} = {end}"


def not_testable(spec: Spec, reason: str) -> tuple[Result, ...]:
    """Every claim of ``spec`` with the reason why nothing of it can be tried."""
    return tuple(_result(one, Status.NOT_TESTABLE, reason=reason) for one in claims(spec))


def _result(claim: Claim, status: Status, **more: Any) -> Result:
    summary = getattr(claim.element, "summary", None) or getattr(claim.element, "target", None)
    return Result(
        claim=claim.id,
        api=claim.api,
        kind=claim.kind.value,
        subject=claim.subject,
        summary=summary or "",
        status=status,
        span=claim.span,
        **more,
    )
