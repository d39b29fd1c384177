"""An effect or transition: there after the calls of its time, and in no other."""

from __future__ import annotations

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.pairs import as_pair
from kapi.conform.results import Result, Status, result_of
from kapi.expr.check import problems
from kapi.judge.changes import Seen
from kapi.model.claims import Claim

__all__ = ["decide_change", "position_of"]


def decide_change(claim: Claim, calls: Calls) -> Result:
    """Return what the calls say of an effect or a transition."""
    change = calls.subject.changes.changes[position_of(claim, calls)]
    if change.after is None:
        reason = "no expression (x-after) says what is true afterwards"
        return result_of(claim, Status.NOT_TESTABLE, reason)
    wrong = next(iter(problems(change.after, after=True)), "")
    if wrong:
        return result_of(claim, Status.NOT_TESTABLE, f"the x-after: {wrong}")
    due, idle = [], []
    for made in calls:
        seen = made.seen[position_of(claim, calls)]
        if seen.due and seen.there is False:
            return _refuted(claim, made)
        if seen.due and seen.there and seen.changed:
            due.append(made)
        elif _is_without(seen):
            idle.append(made)
    return _decided(claim, due, idle, calls)


def position_of(claim: Claim, calls: Calls) -> int:
    """Return the position of ``claim`` among the changes of the spec."""
    changes = calls.subject.changes.changes
    return next(n for n, one in enumerate(changes) if one.claim.id == claim.id)


def _is_without(seen: Seen) -> bool:
    """Whether the change was not due, and did not come."""
    return seen.due is False and seen.changed is False


def _refuted(claim: Claim, made: Made) -> Result:
    return result_of(
        claim,
        Status.REFUTED,
        "the call should have changed it, and it is not so afterwards",
        code="missing-effect",
        call=made.shown,
        case=made.case,
    )


def _decided(claim: Claim, due: list[Made], idle: list[Made], calls: Calls) -> Result:
    if not due:
        return result_of(claim, Status.NOT_OBSERVED, "no call was seen to change it")
    without = set(map(id, idle))
    for made in due:
        for _, other in calls.neighbours(made):
            if id(other) in without:
                return result_of(
                    claim,
                    Status.CONFIRMED,
                    parts=1,
                    shown=1,
                    situations=len(due),
                    pairs=(as_pair(None, made, other),),
                    call=made.shown,
                    case=made.case,
                )
    reason = "no call that differs in one input leaves it as it was"
    return result_of(claim, Status.PLAUSIBLE, reason, parts=1, call=due[0].shown, case=due[0].case)
