"""An effect or transition: there after the calls of its time, and in no other."""

from __future__ import annotations

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.occurrences import (
    Look,
    Occurrences,
    Sight,
    change_of,
    decided,
    occurrences,
    position_of,
    unanswerable,
)
from kapi.conform.results import Result, Status, result_of
from kapi.expr.check import problems
from kapi.expr.render_c import render_c
from kapi.judge.changes import Change
from kapi.model.claims import Claim


def decide_change(claim: Claim, calls: Calls) -> Result:
    """Return what the calls say of an effect or a transition."""
    change = change_of(claim, calls)
    if change.after is None:
        reason = "no expression (x-after) says what is true afterwards"
        return result_of(claim, Status.NOT_TESTABLE, reason)
    wrong = next((f"the x-after: {one}" for one in problems(change.after, after=True)), "")
    wrong = wrong or unanswerable(change)
    if wrong:
        return result_of(claim, Status.NOT_TESTABLE, wrong)
    found = changes_seen(change, calls)
    if found.missing is not None:
        return _refuted(claim, found.missing)
    besides = (
        _steady(change, found, calls)
        or _idle_side(change, found, calls)
        or _comes_beside(change, calls)
    )
    return decided(claim, found, "no call was seen to change it", besides)


def _idle_side(change: Change, found: Occurrences, calls: Calls) -> str:
    """Say that one side of a ``min()`` or ``max()`` was never what it gives.

    Then anything could stand there.
    """
    place = position_of(change.claim, calls)
    for number, choice in enumerate(change.choices):
        if not any(made.seen[place].chosen[number] for made in found.came):
            return f"in no call that changed it {render_c(choice)}, so one side says nothing"
    return ""


def _steady(change: Change, found: Occurrences, calls: Calls) -> str:
    """Say that a number which the call changes was always the same before.

    Then nothing tells what it becomes from what is added to it.
    """
    place = position_of(change.claim, calls)
    for position in change.stated:
        index = change.looked_at.index(position)
        before = {made.looked_at[position] for made in found.came if made.seen[place].differ[index]}
        if len(before) == 1 and None not in before:
            term = render_c(calls.subject.changes.terms[position])
            return f"{term} was always {before.pop()} before, so it may as well be added"
    return ""


def _comes_beside(change: Change, calls: Calls) -> str:
    """Say that it came with one of two calls alike in arguments and what they found, due in none.

    Then what other claims say of those calls is not what brought it.
    """
    place = position_of(change.claim, calls)
    away: set[tuple[object, ...]] = set()
    elsewhere: list[tuple[tuple[object, ...], Made]] = []
    for made in calls:
        seen = made.seen[place]
        if seen.due is not False or not made.outcome.accepted or not change.on_success:
            continue
        count = len(made.call.arguments)
        alike = (*made.case.inputs[len(made.case.inputs) - count :], *made.looked_at)
        if seen.there is False:
            away.add(alike)
        elif seen.there and seen.changed and seen.whole:
            elsewhere.append((alike, made))
    found = next((made for alike, made in elsewhere if alike in away), None)
    return f"it also comes where this does not hold: {found.shown}" if found else ""


def changes_seen(change: Change, calls: Calls) -> Occurrences:
    """Return what the calls show of an effect or a transition."""
    return occurrences(change, calls, _look)


def _look(change: Change, calls: Calls) -> Look:
    position = position_of(change.claim, calls)
    others = _others(change, calls)

    def look(made: Made) -> Sight | None:
        seen = made.seen[position]
        if seen.due:
            if seen.there is False:
                return Sight.MISSING
            return Sight.CAME if seen.there and seen.changed else None
        if change.is_new and seen.due is False and seen.there is False:
            return Sight.AWAY  # nothing was there before of which it could stay so
        if seen.due is None or seen.changed is None:
            return None
        if not seen.changed:
            return Sight.AWAY if seen.there is False else Sight.STILL
        if not seen.there or not seen.whole or (change.on_success and not made.outcome.accepted):
            return None
        said = {term for one in others if made.seen[one].due is not False for term in terms_of(one)}
        return None if said.issuperset(change.looked_at) else Sight.ELSEWHERE

    def terms_of(position: int) -> tuple[int, ...]:
        return calls.subject.changes.changes[position].looked_at

    return look


def _others(change: Change, calls: Calls) -> list[int]:
    """The positions of other changes of something that this one looks at."""
    return [
        position
        for position, one in enumerate(calls.subject.changes.changes)
        if one is not change and set(one.looked_at) & set(change.looked_at)
    ]


def _refuted(claim: Claim, made: Made) -> Result:
    return result_of(
        claim,
        Status.REFUTED,
        "the call should have changed it, and it is not so afterwards",
        code="missing-effect",
        call=made.shown,
        case=made.case,
    )
