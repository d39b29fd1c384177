"""The order of two checks is confirmed by a call with both troubles, and one with the second."""

from __future__ import annotations

from collections.abc import Iterator

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.error_claims import what_is_lacking
from kapi.conform.decide.pairs import as_pair, came
from kapi.conform.results import Pair, Result, Status
from kapi.judge.order import Neighbours


def decide_order(neighbours: Neighbours, calls: Calls) -> Result:
    """Return what the calls say of the order of two neighbouring checks."""
    pair = next(_pairs(neighbours, calls), None)
    together = both_hold(neighbours, calls)
    status, reason = _not_met(neighbours, calls)
    wrong = next(_against(neighbours, calls), None)
    if wrong is not None:
        pair, together = None, [wrong]
        status, reason = Status.REFUTED, wrong.judgement.message
    elif pair is not None:
        status, reason = Status.CONFIRMED, ""
    elif together:
        status, reason = Status.PLAUSIBLE, "no call shows the second errno once the first is gone"
    return Result(
        claim=neighbours.id,
        api=calls.subject.spec.name,
        kind="order",
        subject=neighbours.subject,
        summary=" / ".join(
            one.claim.element.summary or "" for one in (neighbours.first, neighbours.second)
        ),
        status=status,
        code="wrong-errno" if wrong else "",
        reason=reason,
        parts=1,
        shown=int(pair is not None),
        pairs=(pair,) if pair else (),
        call=pair.call if pair else wrong.shown if wrong else "",
        case=together[0].case if together else None,
        span=neighbours.second.claim.span,
    )


def _not_met(neighbours: Neighbours, calls: Calls) -> tuple[Status, str]:
    """What it is called that no call met both, and why none did."""
    judge = calls.subject.judge
    for one in (neighbours.first, neighbours.second):
        lacking = what_is_lacking(one, calls)
        if lacking:
            return Status.NOT_TESTABLE, lacking
        position = judge.conditions.index(one)
        if all(made.truths[position] != 1 for made in calls):
            return Status.NOT_OBSERVED, f"no call met the condition of {one.errno}"
    return Status.NOT_OBSERVED, "no call met both conditions"


def is_shown(neighbours: Neighbours, calls: Calls) -> bool:
    """Return whether a call with both, and one with the second alone, show the order."""
    return next(_pairs(neighbours, calls), None) is not None


def both_hold(neighbours: Neighbours, calls: Calls) -> list[Made]:
    """Return the calls in which both conditions held, the first before all, and its errno came."""
    judge = calls.subject.judge
    first, second = (judge.conditions.index(one) for one in (neighbours.first, neighbours.second))
    no_doubt = neighbours.impossible | calls.never_told(judge.number(neighbours.first.errno))
    found = []
    for made in calls:
        if made.truths[first] != 1 or made.truths[second] != 1:
            continue
        if came(neighbours.first, made, calls):
            held, unknown = judge.explaining(made.truths, made.errno or 0, no_doubt)
            if held == [neighbours.first] and not unknown:
                found.append(made)
    return found


def _against(neighbours: Neighbours, calls: Calls) -> Iterator[Made]:
    """Yield the calls in which both conditions held, and the errno of the second came."""
    judge = calls.subject.judge
    first, second = (judge.conditions.index(one) for one in (neighbours.first, neighbours.second))
    for made in calls:
        both = made.truths[first] == made.truths[second] == 1
        refutes = made.judgement.code and neighbours.first.claim.id in made.judgement.claims
        if both and refutes and came(neighbours.second, made, calls):
            yield made


def _pairs(neighbours: Neighbours, calls: Calls) -> Iterator[Pair]:
    first, second = (
        calls.subject.judge.conditions.index(one) for one in (neighbours.first, neighbours.second)
    )
    for made in both_hold(neighbours, calls):
        for _, other in calls.neighbours(made):
            if (
                other.truths[first] == 0
                and other.truths[second] == 1
                and came(neighbours.second, other, calls)
            ):
                yield as_pair(None, made, other)
