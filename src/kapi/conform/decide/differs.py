"""What ends otherwise than where a claim was confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.error_claims import condition_hash
from kapi.conform.results import Result, Status, result_of
from kapi.conform.witness import Earlier, Witness, case_hash, truths
from kapi.expr.nodes import Node
from kapi.judge.conditions import UNREAD, Condition
from kapi.judge.parts import parts


def differences(calls: Calls, earlier: Iterable[Earlier]) -> Iterator[Result]:
    """Yield a result for each claim of which the same case, in the same situation, ends otherwise.

    Only the errors of a spec have a condition that says what the situation is. All else in which
    it was another one (whose the files are, what the caller may do) stands in no record: what
    another condition may explain is no difference.
    """
    made = {case_hash(one.case): one for one in calls}
    for one in earlier:
        condition = _condition(one, calls)
        if condition is None:
            continue
        wanted = [part for part in parts(condition.node) if part != UNREAD]
        for witness in one.witnesses:
            now = made.get(witness.case)
            if now is None or not _differs(now, witness, wanted):
                continue
            if not _is_explained(condition, now, witness, calls):
                yield _difference(condition, now, witness, one)
                break


def _condition(one: Earlier, calls: Calls) -> Condition | None:
    found = (c for c in calls.subject.judge.conditions if c.claim.id == one.claim)
    return next((c for c in found if condition_hash(c.node) == one.condition), None)


def _differs(now: Made, witness: Witness, wanted: list[Node]) -> bool:
    if now.outcome.hung or truths(wanted, now.known) != witness.truth:
        return False
    return _kind(now.ended) != _kind(witness.outcome)


def _is_explained(condition: Condition, now: Made, then: Witness, calls: Calls) -> bool:
    """Whether other conditions may be why a call ends otherwise: their truth is in no record.

    So it is where one of them may have given the errno that comes now, or gave the one that came
    then and is not sure to hold now. What a spec promises to check later is no excuse.
    """
    judge = calls.subject.judge
    if now.errno is not None:
        held, unknown = judge.explaining(now.truths, now.errno)
        if unknown or any(not one.says_the_same(condition) for one in held):
            return True
    number = _number(then.outcome, calls)
    if number is None or (judge.is_errno(condition.errno, number) and _held(condition, now, calls)):
        return False
    return not judge.explaining(now.truths, number)[0]


def _held(condition: Condition, now: Made, calls: Calls) -> bool:
    return now.truths[calls.subject.judge.conditions.index(condition)] == 1


def _number(outcome: str, calls: Calls) -> int | None:
    """The number of the errno with which a call of a record ended, or None."""
    name = outcome.removeprefix("-1 ")
    return calls.subject.judge.number(name) or None if name != outcome else None


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
