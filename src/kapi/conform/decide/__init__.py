"""What the calls that were made say of each claim: one module for each kind of claim."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import msgspec

from kapi.conform.calls import Calls
from kapi.conform.decide.capability_claims import decide_capability, unlisted_capabilities
from kapi.conform.decide.change_claims import decide_change
from kapi.conform.decide.differs import differences
from kapi.conform.decide.error_claims import decide_error
from kapi.conform.decide.order_claims import decide_order
from kapi.conform.decide.param_claims import decide_param
from kapi.conform.decide.return_claims import decide_return
from kapi.conform.decide.signal_claims import decide_signal
from kapi.conform.decide.structs import decide_struct
from kapi.conform.decide.whole import contradictions, notes
from kapi.conform.reproducer import program
from kapi.conform.results import Result, Status, result_of
from kapi.conform.witness import Earlier
from kapi.model.claims import Claim, ClaimKind

Decision = Callable[[Claim, Calls], Result]

_DECISIONS: dict[ClaimKind, Decision] = {
    ClaimKind.PARAM: decide_param,
    ClaimKind.RETURN: decide_return,
    ClaimKind.ERROR: decide_error,
    ClaimKind.SIGNAL: decide_signal,
    ClaimKind.STRUCT: decide_struct,
    ClaimKind.SIDE_EFFECT: decide_change,
    ClaimKind.STATE_TRANSITION: decide_change,
    ClaimKind.CAPABILITY: decide_capability,
}
_BEYOND = {
    ClaimKind.LOCK: "user space cannot see a lock of the kernel",
    ClaimKind.CONSTRAINT: "no call is made for a rule over several parameters",
}


def decide(
    calls: Calls, earlier: Sequence[Earlier] = (), about: Collection[str] | None = None
) -> tuple[Result, ...]:
    """Return one result for each claim in order, then what no claim says.

    ``earlier`` is what other runs confirmed: what ends otherwise now is said, and not that it
    contradicts the claim, too. ``about`` are the ids of the only claims that are wanted besides
    those that a call refutes; None are all.
    """
    refuted = contradictions(calls)
    refuted |= {one.claim: one for one in differences(calls, earlier)}
    found = []
    for claim in calls.subject.claims:
        decision = _DECISIONS.get(claim.kind)
        if claim.id in refuted:
            found.append(refuted[claim.id])
        elif about is not None and claim.id not in about:
            continue
        elif decision is None:
            reason = _BEYOND.get(claim.kind, "no call shows it")
            found.append(result_of(claim, Status.NOT_TESTABLE, reason))
        else:
            found.append(decision(claim, calls))
    orders = [one for one in calls.subject.order if about is None or one.id in about]
    found += [decide_order(one, calls) for one in orders]
    found += (*notes(calls), *unlisted_capabilities(calls))
    return tuple(_with_program(one, calls) for one in found)


def _with_program(one: Result, calls: Calls) -> Result:
    """Add to what is wrong a C program that makes the call again."""
    if one.status not in (Status.REFUTED, Status.DIFFERS) or one.case is None:
        return one
    made = next((made for made in calls if made.case is one.case), None)
    if made is None:
        return one
    text = program(made.case, calls.subject.architecture, made.shown, made.outcome, made.facts)
    return msgspec.structs.replace(one, program=text)
