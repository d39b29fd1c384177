"""A layout is confirmed by calls that differ in one member, and end as its conditions say."""

from __future__ import annotations

from collections.abc import Iterator

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.pairs import as_pair, pairs_of
from kapi.conform.limits import Limit, limits_of
from kapi.conform.results import Pair, Result, Status, result_of
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Node, Symbol, names
from kapi.expr.values import Value
from kapi.model.claims import Claim
from kapi.model.elements import Param, StructField

__all__ = ["decide_struct"]


def decide_struct(claim: Claim, calls: Calls) -> Result:
    """Return how many members of a structure were shown to lie where the layout says.

    The limits of a member are shown like those of a parameter: by the last value inside, which
    is taken, and the first outside, which is refused.
    """
    pairs: dict[str, Pair] = {}
    for condition in calls.subject.judge.conditions:
        for part, pair in pairs_of(condition, calls).items():
            for member in _members(part):
                pairs.setdefault(member, as_pair(part, *pair))
    fields = [field.name for field in claim.element.fields]
    shown = [name for name in fields if any(_is_of(name, member) for member in pairs)]
    if not shown:
        return result_of(claim, Status.NOT_TESTABLE, "no call's outcome depends on a member")
    limited = [one for field in claim.element.fields for one in _limits(field, calls)]
    for path, limit in limited:
        accepted = _accepted_outside(path, limit, calls)
        if accepted is not None:
            return _refuted(claim, path, accepted)
    missing = [name for name in fields if name not in shown]
    reason = f"no call's outcome depends on {', '.join(missing)}" if missing else ""
    reason = reason or next((one for item in limited if (one := _unseen(*item, calls))), "")
    return result_of(
        claim,
        Status.PLAUSIBLE if reason else Status.CONFIRMED,
        reason,
        parts=len(fields),
        shown=len(shown),
        pairs=tuple(pairs.values())[:3],
        call=next(iter(pairs.values())).call,
    )


def _members(part: Node) -> list[str]:
    return [name.partition("->")[2] for name in names(part) if "->" in name]


def _is_of(field: str, member: str) -> bool:
    return field in (member, member.partition(".")[0])


def _limits(field: StructField, calls: Calls) -> Iterator[tuple[str, Limit]]:
    """The limits of a member that are checked, once for each parameter that points to it."""
    if field.violation is None or field.violation.action != "reject":
        return
    for param, layout in calls.subject.judge.layouts.items():
        for name in layout.members:
            path = f"{param}->{name}"
            if name.rpartition(".")[2] == field.name and path in calls.subject.fields:
                like = Param(name=path, type_name=field.type_name, limits=field.limits)
                limit = limits_of(like, calls.subject)
                if limit is not None and Symbol(path) in calls.subject.judge.terms:
                    yield path, limit


def _values(path: str, calls: Calls) -> Iterator[tuple[Made, int]]:
    for made in calls:
        known = calls.subject.environment_of(made.call, made.situation)
        found = evaluate(Symbol(path), known)
        if isinstance(found, Value):
            yield made, found.number


def _accepted_outside(path: str, limit: Limit, calls: Calls) -> Made | None:
    found = (made for made, value in _values(path, calls) if limit.is_outside(value))
    return next((made for made in found if made.outcome.accepted), None)


def _refuted(claim: Claim, path: str, made: Made) -> Result:
    return result_of(
        claim,
        Status.REFUTED,
        f"accepted, where {path} is outside of its limits",
        code="accepted-invalid",
        call=made.shown,
        case=made.case,
    )


def _unseen(path: str, limit: Limit, calls: Calls) -> str:
    """Which value at the limits was not taken, or not refused; or nothing."""
    values = list(_values(path, calls))
    for text, inside in limit.inside:
        if not any(
            limit.shows_inside(value, inside) and (made.outcome.accepted or made.outcome.hung)
            for made, value in values
        ):
            return f"{path}: no call with {text} was accepted"
    for text, outside in limit.outside:
        if not any(limit.shows_outside(value, outside) and made.errno for made, value in values):
            return f"{path}: no call with {text} was refused"
    return ""
