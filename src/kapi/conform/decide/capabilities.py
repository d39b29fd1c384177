"""A capability: refused without it, accepted with it, all else equal."""

from __future__ import annotations

import msgspec

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.changes import position_of
from kapi.conform.decide.pairs import as_pair, is_predicted
from kapi.conform.results import Result, Status, result_of
from kapi.expr.nodes import Symbol, names
from kapi.model.claims import Claim

__all__ = ["decide_capability"]


def decide_capability(claim: Claim, calls: Calls) -> Result:
    """Return what the calls say of a capability."""
    wanted = {claim.element.capability, *claim.element.alternatives}
    known = [part for part in calls.subject.parts if wanted & set(names(part))]
    if not known:
        reason = "no condition (x-when) looks at the capability"
        return result_of(claim, Status.NOT_TESTABLE, reason)
    for made in calls:
        if made.errno is None or not _is_due(claim, made, calls):
            continue
        for _, other in calls.neighbours(made):
            if _differ_in_it(claim, made, other) and _lets_it(made, other):
                return result_of(
                    claim,
                    Status.CONFIRMED,
                    parts=1,
                    shown=1,
                    pairs=(as_pair(Symbol(claim.element.capability), made, other),),
                    call=made.shown,
                    case=made.case,
                )
    return result_of(claim, Status.NOT_OBSERVED, "no pair of calls, with and without it, differs")


def _is_due(claim: Claim, made: Made, calls: Calls) -> bool:
    change = calls.subject.changes.changes[position_of(claim, calls)]
    return change.when is None or made.seen[position_of(claim, calls)].due is True


def _differ_in_it(claim: Claim, made: Made, other: Made) -> bool:
    """Whether the second caller has one of these capabilities besides, and all else is equal."""
    here, there = made.case.caller, other.case.caller
    added = set(there.keep or ()) - set(here.keep or ())
    alike = msgspec.structs.replace(there, keep=here.keep) == here
    lost = set(here.keep or ()) - set(there.keep or ())
    wanted = {claim.element.capability, *claim.element.alternatives}
    return alike and not lost and len(added) == 1 and added <= wanted


def _lets_it(made: Made, other: Made) -> bool:
    if not made.judgement.claims:
        return False
    return other.outcome.accepted or (other.errno != made.errno and is_predicted(other))
