"""A return rule is universal: it is confirmed when it held in several situations."""

from __future__ import annotations

from kapi.conform.calls import Calls
from kapi.conform.results import Result, Status, result_of
from kapi.judge.verdict import Verdict
from kapi.model.claims import Claim
from kapi.vocab.words import ReturnCheck

__all__ = ["ENOUGH", "decide_return"]

ENOUGH = 3
"""In how many situations a universal claim has to hold."""


def decide_return(claim: Claim, calls: Calls) -> Result:
    """Return what the calls say of the return rule."""
    held = [
        made
        for made in calls
        if made.outcome.accepted
        and made.outcome.result is not None
        and made.judgement.verdict is Verdict.CONFORMING
    ]
    if claim.element.check not in (ReturnCheck.EXACT, ReturnCheck.RANGE):
        if claim.element.check is ReturnCheck.FD:
            held = [made for made in held if (made.outcome.result or 0) >= 0]
        elif claim.element.check is ReturnCheck.NO_RETURN:
            held = [made for made in calls if made.outcome.gone]
        else:
            return result_of(claim, Status.NOT_TESTABLE, "every result is allowed")
    if not held:
        return result_of(claim, Status.NOT_OBSERVED, "no call was accepted")
    status = Status.CONFIRMED if len(held) >= ENOUGH else Status.PLAUSIBLE
    reason = "" if len(held) >= ENOUGH else f"it held in {len(held)} situations only"
    return result_of(
        claim,
        status,
        reason,
        situations=len(held),
        call=held[0].shown,
        case=held[0].case,
    )
