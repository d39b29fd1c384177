"""A layout is confirmed by calls that differ in one member, and end as its conditions say.

A member that the kernel fills is shown by an effect on it that is confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.change_claims import decide_change
from kapi.conform.decide.pairs import as_pair, pairs_of
from kapi.conform.decide.param_claims import TOLERATED
from kapi.conform.limit_values import Limit, member_limits
from kapi.conform.results import Pair, Result, Status, result_of
from kapi.expr.nodes import Node, Symbol, names
from kapi.model.claims import Claim


def decide_struct(claim: Claim, calls: Calls) -> Result:
    """Return how many members of a structure were shown to lie where the layout says.

    The limits of a member are shown like those of a parameter: by the last value inside, which
    is taken, and the first outside, which is refused.
    """
    pairs = _pairs_of_members(calls)
    fields = [field.name for field in claim.element.fields]
    shown = [name for name in fields if any(_is_of(name, member) for member in pairs)]
    if not shown:
        return result_of(claim, Status.NOT_TESTABLE, "no call's outcome depends on a member")
    limited = [
        (f"{param}->{name}", limit, action)
        for param, name, limit, action in member_limits(claim.element, calls.subject)
        if Symbol(f"{param}->{name}") in calls.subject.judge.terms
    ]
    for path, limit, action in limited:
        accepted = _accepted_outside(path, limit, calls)
        if accepted is not None and action not in TOLERATED:
            return _refuted(claim, path, accepted)
    missing = [name for name in fields if name not in shown]
    reason = _overlap(calls, fields)
    if missing:
        reason = reason or f"no call's outcome depends on {', '.join(missing)}"
    reason = reason or next((one for item in limited if (one := _unseen(*item, calls))), "")
    reason = reason or _of_no_member(calls)
    return result_of(
        claim,
        Status.PLAUSIBLE if reason else Status.CONFIRMED,
        reason,
        parts=len(fields),
        shown=len(shown),
        pairs=tuple(pairs.values())[:3],
        call=next(iter(pairs.values())).call,
    )


def _pairs_of_members(calls: Calls) -> dict[str, Pair]:
    """By member what shows where it lies: it decides an outcome, or an effect was seen in it."""
    pairs: dict[str, Pair] = {}
    for condition in calls.subject.judge.conditions:
        for part, pair in pairs_of(condition, calls).items():
            for member in _members(part):
                pairs.setdefault(member, as_pair(part, *pair))
    for change in calls.subject.changes.changes:
        members = _members(change.after) if change.after is not None else []
        found = decide_change(change.claim, calls) if members else None
        if found is not None and found.status is Status.CONFIRMED:
            for member in members:
                pairs.setdefault(member, found.pairs[0])
    return pairs


def _of_no_member(calls: Calls) -> str:
    """Say that bytes which no member has decide how a call ends, or nothing."""
    for made in calls:
        for position, other in calls.neighbours(made):
            more = set(made.case.inputs[position].split("\n"))
            more -= set(other.case.inputs[position].split("\n"))
            only = {line for line in more if line.startswith("+")}
            if only and only == more and made.errno != other.errno:
                return f"bytes that no member has change how a call ends: {made.shown}"
    return ""


def _overlap(calls: Calls, fields: list[str]) -> str:
    """Say that a member reaches into the next or past the end, or nothing.

    Those of a union begin at one place.

    ``fields`` are the members of the structure that is decided.
    """
    for layout in calls.subject.judge.layouts.values():
        members = sorted(layout.members.items(), key=lambda one: one[1].offset)
        for (name, one), (other, two) in pairwise(members):
            inside = one.offset < two.offset < one.offset + one.size
            if inside and any(_is_of(field, name) or _is_of(field, other) for field in fields):
                return f"{other} begins inside of {name}"
        for name, one in members:
            if one.offset + one.size > layout.size and any(_is_of(field, name) for field in fields):
                return f"{name} ends after the structure"
    return ""


def _members(part: Node) -> list[str]:
    return [name.partition("->")[2] for name in names(part) if "->" in name]


def _is_of(field: str, member: str) -> bool:
    return field in (member, member.partition(".")[0])


def _values(path: str, calls: Calls) -> Iterator[tuple[Made, int]]:
    """Each call with the member's value before it; a member is one of the terms."""
    position = calls.subject.judge.terms.index(Symbol(path))
    for made in calls:
        number = made.situation[position]
        if number is not None:
            yield made, number


def _accepted_outside(path: str, limit: Limit, calls: Calls) -> Made | None:
    accepted = [one for one in _values(path, calls) if one[0].outcome.accepted]
    outside = {value: limit.is_outside(value) for value in {value for _, value in accepted}}
    return next((made for made, value in accepted if outside[value]), None)


def _refuted(claim: Claim, path: str, made: Made) -> Result:
    return result_of(
        claim,
        Status.REFUTED,
        f"accepted, where {path} is outside of its limits",
        code="accepted-invalid",
        call=made.shown,
        case=made.case,
    )


def _unseen(path: str, limit: Limit, action: str, calls: Calls) -> str:
    """Which value at the limits was not taken, or not refused as said; or nothing."""
    values = list(_values(path, calls))
    taken = {value for made, value in values if made.outcome.accepted or made.outcome.hung}
    for text, inside in (*limit.inside, *(limit.outside if action in TOLERATED else ())):
        if not any(_has(value, inside, limit) for value in taken):
            return f"{path}: no call with {text} was accepted"
    refused = {value for made, value in values if _is_refused(made, action, calls)}
    for text, outside in limit.outside if action not in TOLERATED else ():
        if not any(limit.shows_outside(value, outside) for value in refused):
            return f"{path}: no call with {text} was refused with {action}"
    return ""


def _has(value: int, inside: int, limit: Limit) -> bool:
    return limit.shows_inside(value, inside) or value == inside


def _is_refused(made: Made, action: str, calls: Calls) -> bool:
    errno = None if action == "reject" else action
    return made.errno is not None and calls.subject.judge.is_errno(errno, made.errno)
