"""A capability: refused without it, accepted with it, all else equal."""

from __future__ import annotations

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
        if made.errno is None or made.wall or not _is_due(claim, made, calls):
            continue
        for _, other in calls.neighbours(made):
            if _differ_in_it(claim, made, other, calls) and _lets_it(made, other):
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


def _differ_in_it(claim: Claim, made: Made, other: Made, calls: Calls) -> bool:
    """Whether the second caller has this capability besides, and no other."""
    here, there = (_held(one, calls) for one in (made, other))
    added = {name for name, has in there.items() if has and not here.get(name)}
    lost = {name for name, has in here.items() if has and not there.get(name)}
    wanted = {claim.element.capability, *claim.element.alternatives}
    return bool(added) and added <= wanted and not lost


def _held(made: Made, calls: Calls) -> dict[str, bool]:
    terms = zip(calls.subject.judge.terms, made.situation, strict=True)
    return {
        term.name: bool(value)
        for term, value in terms
        if isinstance(term, Symbol) and term.name.startswith("CAP_")
    }


def _lets_it(made: Made, other: Made) -> bool:
    if other.wall or not made.judgement.claims:
        return False
    return other.outcome.accepted or (other.errno != made.errno and is_predicted(other))
