"""Calls that another check may have ended before that of a condition without a place."""

from __future__ import annotations

from collections.abc import Iterator

from kapi.conform.calls import Calls, Made
from kapi.judge.conditions import Condition
from kapi.vocab.words import ErrorList


def is_other_check(condition: Condition, made: Made, calls: Calls) -> bool:
    """Whether a call ended with an errno of the list for which nothing that holds is the reason.

    The condition held in it. Which of two checks is the first such a spec does not say, nor that
    its conditions are all that there are (`x-errors: closed`). An errno that is not listed counts
    where the list is open.
    """
    spec = calls.subject.spec
    if condition.place is not None or spec.error_list is ErrorList.CLOSED:
        return False
    codes = {"wrong-errno"} | ({"unlisted-errno"} if spec.error_list is ErrorList.OPEN else set())
    return made.judgement.code in codes and condition.claim.id in made.judgement.claims


def ended_otherwise(condition: Condition, calls: Calls) -> Iterator[Made]:
    """Yield such calls, but those in which the errno is there without the condition, too."""
    for made in calls:
        if is_other_check(condition, made, calls) and not without_it(condition, made, calls):
            yield made


def without_it(condition: Condition, made: Made, calls: Calls) -> Made | None:
    """Return a call that differs in one input from ``made``, and ended alike without the condition.

    No condition for its errno held in it, either: something that the spec does not say is the
    reason in both.
    """
    judge = calls.subject.judge
    position = judge.conditions.index(condition)
    for _, other in calls.neighbours(made):
        alike = other.errno == made.errno and other.truths[position] == 0
        if alike and not judge.explaining(other.truths, other.errno or 0)[0]:
            return other
    return None
