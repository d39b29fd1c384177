"""The verdict on one call: prediction against outcome."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence

import msgspec

from kapi.call import Call
from kapi.expr.environment import Environment
from kapi.expr.evaluate import number_of
from kapi.judge.conditions import Condition, Truth, conditions, environment
from kapi.model.claims import ClaimKind, claims
from kapi.model.elements import Returns
from kapi.model.spec import Spec
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.errno import errno_name, same_errno
from kapi.vocab.words import ErrorList, ReturnCheck

__all__ = ["Judgement", "Verdict", "judge"]


class Verdict(enum.Enum):
    """What the judge says of a call."""

    CONFORMING = "conforming"
    VIOLATION = "violation"
    UNLISTED = "unlisted"
    CANNOT_TELL = "cannot-tell"


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict with its reason; ``claims`` are the ids of the claims that decided it.

    ``code`` names what is wrong: ``accepted-invalid``, ``wrong-errno``, ``unlisted-errno``,
    ``unexplained-errno``, ``wrong-return``, ``returned``; empty for nothing.
    """

    verdict: Verdict
    code: str = ""
    message: str = ""
    claims: tuple[str, ...] = ()


def judge(
    spec: Spec,
    call: Call,
    facts: Mapping[str, int],
    page_size: int | None = None,
    found: Sequence[Condition] | None = None,
) -> Judgement:
    """Return what ``spec`` says of ``call``, made by a caller of whom ``facts`` are known.

    ``found`` are its conditions for this call, where they are known already.
    Bad input that the kernel refuses as specified conforms. An errno is explained by any
    listed condition with it that holds or cannot be told.
    """
    architecture = ARCHITECTURES[call.architecture]
    names = environment(spec, call.arguments, facts, architecture, page_size)
    if found is None:
        found = conditions(claims(spec), names)
    holding = [one for one in found if one.truth is Truth.HOLDS]
    outcome = call.outcome
    if outcome.killed or outcome.hung:
        how = f"killed({outcome.killed})" if outcome.killed else "no return in time"
        return Judgement(verdict=Verdict.CANNOT_TELL, message=how)
    if outcome.accepted:
        return _accepted(spec, call, names, holding)
    number = outcome.errno or 0
    errno = errno_name(number, architecture) or str(number)
    return _refused(spec, names, errno, found, holding)


def _accepted(
    spec: Spec, call: Call, names: Environment, holding: Sequence[Condition]
) -> Judgement:
    if holding:
        first = holding[0]
        errno = first.errno or "an errno"
        return Judgement(
            verdict=Verdict.VIOLATION,
            code="accepted-invalid",
            message=f"accepted, where {errno} is specified",
            claims=tuple(dict.fromkeys(one.claim.id for one in holding)),
        )
    result = call.outcome.result
    rule = spec.returns
    if rule is None:
        return Judgement(verdict=Verdict.CANNOT_TELL, message="no return rule")
    if result is None:
        return Judgement(verdict=Verdict.CONFORMING)
    return _returned(rule, result, names)


def _returned(rule: Returns, result: int, names: Environment) -> Judgement:
    allowed: bool | None = None
    exact, low, high = (
        number_of(v, names) for v in (rule.success, rule.success_min, rule.success_max)
    )
    match rule.check:
        case ReturnCheck.EXACT if exact is not None:
            allowed = result == exact
        case ReturnCheck.RANGE if low is not None and high is not None:
            allowed = low <= result <= high
        case ReturnCheck.FD | ReturnCheck.ERROR_CHECK:
            allowed = True
        case ReturnCheck.NO_RETURN:
            return Judgement(
                verdict=Verdict.VIOLATION, code="returned", message=f"returned {result}"
            )
    if allowed is None:
        return Judgement(verdict=Verdict.CANNOT_TELL, message="the return rule has no value here")
    if allowed:
        return Judgement(verdict=Verdict.CONFORMING)
    message = f"returned {result}, which the return rule does not allow"
    return Judgement(verdict=Verdict.VIOLATION, code="wrong-return", message=message)


def _refused(
    spec: Spec,
    names: Environment,
    errno: str,
    found: Sequence[Condition],
    holding: Sequence[Condition],
) -> Judgement:
    def is_it(name: str | None) -> bool:
        return name is None or name == errno or same_errno(name, errno, names.architecture)

    errors = [one for one in found if one.claim.kind is ClaimKind.ERROR]
    listed = [one for one in errors if is_it(one.errno)]
    listed_by_signal = any(signal.errno and is_it(signal.errno) for signal in spec.signals)
    if not listed and not listed_by_signal:
        if holding:  # an open list of errors excuses no condition that is broken
            return _other_errno(errno, holding, "unlisted-errno")
        return Judgement(
            verdict=Verdict.UNLISTED,
            code="unlisted-errno",
            message=f"refused with {errno}, which the spec does not list",
        )
    explains = [one for one in found if is_it(one.errno) and one.truth is not Truth.FAILS]
    if explains or listed_by_signal:
        certain = [one.claim.id for one in explains if one.truth is Truth.HOLDS]
        return Judgement(verdict=Verdict.CONFORMING, claims=tuple(dict.fromkeys(certain)))
    if holding:
        return _other_errno(errno, holding, "wrong-errno")
    if spec.error_list is ErrorList.CLOSED:
        return Judgement(
            verdict=Verdict.VIOLATION,
            code="unexplained-errno",
            message=f"refused with {errno}, and no condition of the spec for it holds",
            claims=tuple(one.claim.id for one in listed),
        )
    return Judgement(verdict=Verdict.CONFORMING)


def _other_errno(errno: str, holding: Sequence[Condition], code: str) -> Judgement:
    wanted = " or ".join(dict.fromkeys(one.errno or "an errno" for one in holding))
    return Judgement(
        verdict=Verdict.VIOLATION,
        code=code,
        message=f"refused with {errno}, where {wanted} is specified",
        claims=tuple(dict.fromkeys(one.claim.id for one in holding)),
    )
