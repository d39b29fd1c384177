"""What ends otherwise than where a claim was confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.errors import condition_hash
from kapi.conform.results import Result, Status, result_of
from kapi.conform.witness import Earlier, Witness, case_hash, truths
from kapi.expr.nodes import Node
from kapi.judge.conditions import UNREAD, Condition
from kapi.judge.parts import parts

__all__ = ["differences"]


def differences(calls: Calls, earlier: Iterable[Earlier]) -> Iterator[Result]:
    """Yield a result for each claim of which the same case, in the same situation, ends otherwise.

    Only the errors of a spec have a condition that says what the situation is. A call that an
    earlier check refuses never comes to this one: another caller has other limits and privileges.
    """
    made = {case_hash(one.case): one for one in calls}
    for one in earlier:
        condition = _condition(one, calls)
        if condition is None:
            continue
        wanted = [part for part in parts(condition.node) if part != UNREAD]
        for witness in one.witnesses:
            now = made.get(witness.case)
            if now is None or _is_earlier(condition, now, calls):
                continue
            if _differs(now, witness, wanted):
                yield _difference(condition, now, witness, one)
                break


def _condition(one: Earlier, calls: Calls) -> Condition | None:
    found = (c for c in calls.subject.judge.conditions if c.claim.id == one.claim)
    return next((c for c in found if condition_hash(c.node) == one.condition), None)


def _differs(now: Made, witness: Witness, wanted: list[Node]) -> bool:
    if now.outcome.hung or truths(wanted, now.known) != witness.truth:
        return False
    return _kind(now.ended) != _kind(witness.outcome)


def _is_earlier(condition: Condition, now: Made, calls: Calls) -> bool:
    """Whether a check that is promised to come before ``condition`` holds and gives this errno."""
    judge = calls.subject.judge
    return condition.place is not None and any(
        holds == 1
        and one.place is not None
        and one.place < condition.place
        and now.errno is not None
        and judge.is_errno(one.errno, now.errno)
        for one, holds in zip(judge.conditions, now.truths, strict=True)
    )


def _kind(outcome: str) -> str:
    """A descriptor or a count may differ from run to run; that a call succeeds may not."""
    return outcome if outcome.startswith(("-1 ", "killed")) else "accepted"


def _difference(condition: Condition, now: Made, witness: Witness, one: Earlier) -> Result:
    return result_of(
        condition.claim,
        Status.DIFFERS,
        f"on {one.where} it ended with {witness.outcome}",
        code="differs",
        call=now.shown,
        case=now.case,
    )
