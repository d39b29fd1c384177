"""A return rule is universal: it is confirmed when it held in several situations."""

from __future__ import annotations

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.occurrences import position_of
from kapi.conform.results import Result, Status, result_of
from kapi.judge.verdict import Verdict
from kapi.model.claims import Claim
from kapi.vocab.words import ReturnCheck

ENOUGH = 3
"""In how many situations a universal claim has to hold."""
_TYPE_ENDS = frozenset((1 << bits) - 1 for bits in (31, 32, 63, 64))


def decide_return(claim: Claim, calls: Calls) -> Result:
    """Return what the calls say of the return rule."""
    check = claim.element.check
    if check is ReturnCheck.FD:
        return _descriptor(claim, calls)
    if check is ReturnCheck.NO_RETURN:
        return _held(claim, [made for made in calls if made.outcome.gone], calls)
    if check in (ReturnCheck.EXACT, ReturnCheck.RANGE):
        return _held(claim, [made for made in calls if _keeps(made)], calls)
    return result_of(claim, Status.NOT_TESTABLE, "every result is allowed")


def _keeps(made: Made) -> bool:
    returned = made.outcome.accepted and made.outcome.result is not None
    return returned and made.judgement.verdict is Verdict.CONFORMING


def _descriptor(claim: Claim, calls: Calls) -> Result:
    """The result is an open descriptor, as it was seen after the call."""
    position = position_of(claim, calls)
    held = []
    for made in calls:
        seen = made.seen[position]
        if made.outcome.result is None or not seen.due:
            continue
        if seen.there is False:
            return result_of(
                claim,
                Status.REFUTED,
                "the result is no open descriptor",
                code="wrong-return",
                call=made.shown,
                case=made.case,
            )
        if seen.there:
            held.append(made)
    return _held(claim, held, calls)


def _held(claim: Claim, held: list[Made], calls: Calls) -> Result:
    if not held:
        return result_of(claim, Status.NOT_OBSERVED, "no result of a call could be held against it")
    reason = "" if len(held) >= ENOUGH else f"it held in {len(held)} situations only"
    if claim.element.check is ReturnCheck.RANGE:
        reason = reason or _unseen_end(held, calls)
    return result_of(
        claim,
        Status.PLAUSIBLE if reason else Status.CONFIRMED,
        reason,
        situations=len(held),
        call=held[0].shown,
        case=held[0].case,
    )


def _unseen_end(held: list[Made], calls: Calls) -> str:
    """Why the range may be narrower: no call returned an end of it, which is none of the type."""
    judge = calls.subject.judge
    ends = [
        (
            made.outcome.result,
            *judge.bounds(made.outcome.result or 0, made.call.arguments, made.situation),
        )
        for made in held
    ]
    rule = calls.subject.spec.returns
    if rule and rule.success_min and not any(result == low for result, low, _ in ends):
        return "no call returned the least value"
    if not rule or not rule.success_max:
        return ""
    if not any(high in (result, *_TYPE_ENDS) for result, _, high in ends):
        return "no call returned the greatest value"
    return ""
