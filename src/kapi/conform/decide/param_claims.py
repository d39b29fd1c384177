"""A parameter is confirmed when values inside its limits are accepted, and others refused."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.pairs import as_pair, is_predicted
from kapi.conform.decide.return_claims import ENOUGH
from kapi.conform.limit_values import Limit, limits_of
from kapi.conform.objects import objects_besides, objects_named, unknown_object
from kapi.conform.results import Pair, Result, Status, result_of
from kapi.expr.nodes import Symbol, roots
from kapi.judge.parts import parts
from kapi.model.claims import Claim
from kapi.model.elements import Param

TOLERATED = ("ignore", "mask-off", "clamp", "round")
"""What x-violation says of a value outside the limits that is not refused."""


class _Shown(msgspec.Struct):
    """Of how many parts, which were shown, and by which calls."""

    parts: int = 0
    shown: int = 0
    missing: list[str] = []
    pairs: list[Pair] = []


def decide_param(claim: Claim, calls: Calls) -> Result:
    """Return what the calls say of the limits of a parameter, or of what a handle must be."""
    param = claim.element
    action = param.violation.action if param.violation else "reject"
    if action == "unspecified" or not (param.limits.type or param.object):
        return result_of(claim, Status.NOT_TESTABLE, "no value is said to be refused")
    unknown = unknown_object(param.object) if param.object else ""
    if unknown:
        return result_of(claim, Status.NOT_TESTABLE, unknown)
    limit = limits_of(param, calls.subject)
    if limit is None:
        return _handle(claim, calls)
    if action in TOLERATED:
        return _tolerated(claim, limit, calls)
    if action != "reject":
        return result_of(claim, Status.NOT_TESTABLE, f"nobody knows what {action} means")
    if not limit.outside:
        none, unknown = "its type has no value outside the limits", "nobody can tell its limits"
        return result_of(claim, Status.NOT_TESTABLE, none if limit.is_told else unknown)
    return _result(claim, _inside_and_outside(claim, limit, calls))


def _result(claim: Claim, shown: _Shown) -> Result:
    if not shown.pairs:
        missing = ", ".join(shown.missing[:4])
        return result_of(
            claim,
            Status.NOT_OBSERVED if not shown.shown else Status.PLAUSIBLE,
            f"not shown: {missing}",
            parts=shown.parts,
            shown=shown.shown,
        )
    all_shown = shown.shown == shown.parts
    missing = ", ".join(shown.missing[:4]) + (" ..." if len(shown.missing) > 4 else "")
    return result_of(
        claim,
        Status.CONFIRMED if all_shown else Status.PLAUSIBLE,
        "" if all_shown else f"not shown: {missing}",
        parts=shown.parts,
        shown=shown.shown,
        pairs=tuple(shown.pairs[:3]),
        call=shown.pairs[0].call,
    )


def _inside_and_outside(claim: Claim, limit: Limit, calls: Calls) -> _Shown:
    shown = _Shown(parts=len(limit.inside) + len(limit.outside))
    for text, value in limit.inside:
        if any(_allows(made, claim, value, limit, calls) for made in calls):
            shown.shown += 1
        else:
            shown.missing.append(f"{text} accepted")
    for text, value in limit.outside:
        pair = next(_refusals(claim, value, limit, calls), None)
        if pair is None:
            shown.missing.append(f"{text} refused")
        else:
            shown.shown += 1
            shown.pairs.append(as_pair(limit.node, *pair))
    return shown


def _allows(made: Made, claim: Claim, value: int, limit: Limit, calls: Calls) -> bool:
    """Whether the kernel took the value: the call succeeded, or failed in a later check."""
    if not limit.shows_inside(made.call.arguments[claim.index], value):
        return False
    if made.outcome.accepted or made.outcome.hung:
        return True
    own = _place(claim, calls)
    if own is None or made.errno is None or not is_predicted(made):
        return False
    held, _ = calls.subject.judge.explaining(made.truths, made.errno)
    return all(one.place is not None and one.place > own for one in held)


def _place(claim: Claim, calls: Calls) -> int | None:
    """Where in the promised order the limits of a parameter are checked."""
    conditions = calls.subject.judge.conditions
    return next((one.place for one in conditions if one.claim.id == claim.id), None)


def _refusals(claim: Claim, value: int, limit: Limit, calls: Calls) -> Iterator[tuple[Made, Made]]:
    """Yield pairs: refused with this value, not refused so with another, all else equal."""
    for made in calls:
        if not limit.shows_outside(made.call.arguments[claim.index], value):
            continue
        if made.errno is None or not _its_errno(claim.element, made, calls):
            continue
        for position, other in calls.neighbours(made):
            if _is_argument(position, claim, made) and _is_taken(claim, limit, made, other):
                yield made, other


def _its_errno(param: Param, made: Made, calls: Calls) -> bool:
    errno = param.violation.errno if param.violation else None
    return calls.subject.judge.is_errno(errno, made.errno or 0)


def _is_taken(claim: Claim, limit: Limit, made: Made, other: Made) -> bool:
    if limit.is_outside(other.call.arguments[claim.index]):
        return False
    return other.outcome.accepted or (other.errno != made.errno and is_predicted(other))


def _tolerated(claim: Claim, limit: Limit, calls: Calls) -> Result:
    """A value outside changes nothing: universal."""
    held = [
        made
        for made in calls
        if made.outcome.accepted and limit.is_outside(made.call.arguments[claim.index])
    ]
    status = Status.CONFIRMED if len(held) >= ENOUGH else Status.PLAUSIBLE
    if not held:
        return result_of(claim, Status.NOT_OBSERVED, "no value outside the limits was accepted")
    doubts = (
        *(_taken_for_another(claim, limit, made, calls) for made in held),
        *(_refused_alone(claim, limit, made, calls) for made in calls),
    )
    doubt = next(filter(None, doubts), "")
    return result_of(
        claim,
        Status.PLAUSIBLE if doubt else status,
        doubt,
        situations=len(held),
        call=held[0].shown,
        case=held[0].case,
    )


def _taken_for_another(claim: Claim, limit: Limit, made: Made, calls: Calls) -> str:
    """Why a value outside is not taken for that inside which x-violation says, or nothing."""
    number = limit.kind.wrap(made.call.arguments[claim.index])
    wanted = _inside_of(claim.element, limit, number)
    for position, other in calls.neighbours(made) if wanted is not None else ():
        if not _is_argument(position, claim, made) or not other.outcome.accepted:
            continue
        if limit.kind.wrap(other.call.arguments[claim.index]) != wanted:
            continue
        if other.outcome.result != made.outcome.result:
            return f"the result is another than with {wanted}: {made.shown}"
        if _left_otherwise(made, other):
            return f"it leaves something else than with {wanted}: {made.shown}"
    return ""


def _left_otherwise(made: Made, other: Made) -> bool:
    """Whether two calls found the same, and left something else of what the spec looks at."""
    found = zip(made.looked_at, other.looked_at, made.after or (), other.after or (), strict=False)
    return any(
        None not in (before, here, there) and before == as_well and here != there
        for before, as_well, here, there in found
    )


def _refused_alone(claim: Claim, limit: Limit, made: Made, calls: Calls) -> str:
    """Why a value outside is not passed over: refused where one inside is taken, or nothing.

    What refuses it must look at it alone: `count` that is clamped may still be too much for `buf`.
    """
    number = made.call.arguments[claim.index]
    if made.errno is None or not limit.is_outside(number):
        return ""
    held, _ = calls.subject.judge.explaining(made.truths, made.errno)
    names = {one.name for one in calls.subject.spec.params}
    looked_at = (roots(part) & names for one in held for part in parts(one.node))
    if frozenset({claim.subject}) not in looked_at:
        return ""
    wanted = _inside_of(claim.element, limit, limit.kind.wrap(number))
    for position, other in calls.neighbours(made):
        if not _is_argument(position, claim, made) or not other.outcome.accepted:
            continue
        taken = other.call.arguments[claim.index]
        if not limit.is_outside(taken) and wanted in (None, limit.kind.wrap(taken)):
            return f"refused, where {taken} is taken: {made.shown}"
    return ""


def _inside_of(param: Param, limit: Limit, number: int) -> int | None:
    """What a value outside is taken for, as x-violation says; None where it does not say that."""
    action = param.violation.action if param.violation else ""
    if action in ("mask-off", "ignore") and limit.mask is not None:
        return limit.kind.wrap(number & limit.mask)
    inside = [value for _, value in limit.inside]
    if action == "clamp" and limit.mask is None and inside:
        return min(max(number, min(inside)), max(inside))
    return None


def _handle(claim: Claim, calls: Calls) -> Result:
    """What a handle must be: shown by an error that looks at it, and a handle that is taken."""
    param = claim.element
    errno = param.violation.errno if param.violation else None
    if errno is None and not param.object:
        return result_of(claim, Status.NOT_TESTABLE, "no expression says what is refused")
    if param.violation and param.violation.action in TOLERATED:
        return result_of(claim, Status.NOT_TESTABLE, "no expression says what is tolerated")
    if not any(made.outcome.accepted or made.outcome.hung for made in calls):
        return result_of(claim, Status.NOT_OBSERVED, "no call was accepted")
    if not _takes_what_is_named(claim, calls):
        return result_of(claim, Status.NOT_OBSERVED, f"no {param.object} was accepted")
    for made in calls:
        if made.errno is None or not _its_errno(param, made, calls):
            continue
        held, unknown = calls.subject.judge.explaining(made.truths, made.errno)
        about = [one for one in held if Symbol(claim.subject).name in roots(one.node)]
        if unknown or not about or len(about) != len(held):
            continue
        for position, other in calls.neighbours(made):
            if other.outcome.accepted and _is_argument(position, claim, made):
                pair = as_pair(about[0].node, made, other)
                doubt = _doubt_of_handle(claim, calls)
                return result_of(
                    claim,
                    Status.PLAUSIBLE if doubt else Status.CONFIRMED,
                    doubt,
                    parts=1,
                    shown=1,
                    pairs=(pair,),
                    call=made.shown,
                    case=made.case,
                )
    return result_of(claim, Status.NOT_OBSERVED, "no pair of calls shows what is refused")


def _doubt_of_handle(claim: Claim, calls: Calls) -> str:
    """Why what a handle must be is not confirmed, though one that is not so was refused."""
    limits = claim.element.limits
    if limits.minimum or limits.maximum:
        return "nothing measures its length"
    others = {one.input for one in objects_besides(claim.element.object or "")}
    position = claim.index - len(calls.subject.spec.params)
    taken = (
        made for made in calls if made.outcome.accepted and made.case.inputs[position] in others
    )
    found = next(taken, None)
    return f"another object was accepted: {found.shown}" if found else ""


def _takes_what_is_named(claim: Claim, calls: Calls) -> bool:
    """Whether a call was accepted with an object that ``x-object`` names."""
    named = {one.input for one in objects_named(claim.element.object or "")}
    position = claim.index - len(calls.subject.spec.params)
    return not named or any(
        made.case.inputs[position] in named
        for made in calls
        if made.outcome.accepted or made.outcome.hung
    )


def _is_argument(position: int, claim: Claim, made: Made) -> bool:
    count = len(made.call.arguments)
    return position - (len(made.case.inputs) - count) == claim.index
