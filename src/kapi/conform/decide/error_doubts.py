"""Why an error of which pairs of calls exist is not confirmed all the same."""

from __future__ import annotations

from collections.abc import Container, Iterator

import msgspec

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.doubt import is_least
from kapi.conform.decide.other_checks import ended_otherwise
from kapi.conform.decide.pairs import against, came, contradicted, shown_in, wider
from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Binary, Node, names, roots
from kapi.expr.render_c import render_c
from kapi.expr.values import Value
from kapi.judge.choices import choices
from kapi.judge.conditions import Condition
from kapi.judge.parts import distance, parts
from kapi.judge.prose.roles import Role, roles
from kapi.vocab.integers import CType
from kapi.vocab.words import ErrorList, ReturnCheck

NO_PAIR = "no pair of calls for"
ONE_MORE = "; and "
"""How the reason begins where parts of a condition were not shown, and what joins another to it."""
_NOT_EXPLAINED = frozenset({"unexplained-errno", "wrong-errno"})
_ORDERED = frozenset({"<", "<=", ">", ">="})


def doubt_of(condition: Condition, wanted: list[Node], pairs: Container[Node], calls: Calls) -> str:
    """Return why ``condition`` is not confirmed although ``pairs`` show parts of it, or nothing.

    ``wanted`` are its parts.
    """
    missing = [render_c(part) for part in wanted if part not in pairs]
    other = _other_doubt(condition, wanted, calls)
    if missing:
        lacking = f"{NO_PAIR} {', '.join(missing)}"
        return f"{lacking}{ONE_MORE}{other}" if other else lacking
    return other


def _other_doubt(condition: Condition, wanted: list[Node], calls: Calls) -> str:
    """Why it is not confirmed whatever parts of it were shown, or nothing."""
    if not condition.complete:
        return "some of its words could not be read"
    accepted = accepted_as_read(condition, calls)
    if accepted:
        return accepted
    excused = (one for one in calls.excused if condition.claim.id in one.judgement.claims)
    behind = next(excused, None)
    if behind:
        return f"it held in a call that was accepted behind the walls of kapi: {behind.shown}"
    asleep = next(_asleep(condition, calls), None)
    if asleep:
        return f"it held in a call that did not return: {asleep.shown}"
    other = next(ended_otherwise(condition, calls), None)
    if other:
        return f"it held, and an errno came that no condition explains: {other.shown}"
    return (
        _comes_beside(condition, calls)
        or _bound_not_met(condition, wanted, calls)
        or _bound_not_seen(wanted, calls)
        or _idle_side(condition, calls)
    )


def _comes_beside(condition: Condition, calls: Calls) -> str:
    """Say that the errno stays in a call without it, whatever the reason is there."""
    # a part of an expression may be false, and an earlier check have shown it; and what limits of
    # a parameter say, too, are no other words of the same claim
    unmoved, more = (against(condition, calls), wider(condition, calls))
    covered = next(iter(contradicted(condition, calls).values()), None)
    for pair in (covered,) if condition.read else (unmoved, covered, more):
        if pair is not None:
            return comes_elsewhere(pair[1])
    return _unexplained(condition, calls)


def comes_elsewhere(made: Made) -> str:
    """Return that the errno of a condition also came in a call without it."""
    return f"it also comes where this does not hold: {made.shown}"


def _unexplained(condition: Condition, calls: Calls) -> str:
    """Say that the errno came, one part away from this condition, where no condition holds.

    Where the list is closed one of them is too narrow, and nothing tells which. So it is where it
    came in place of an errno that is certain, and where the next number at which the condition
    looks takes it away, and no part of it tells the two calls from each other.
    """
    if condition.read:
        return ""
    is_closed = calls.subject.spec.error_list is ErrorList.CLOSED
    judge = calls.subject.judge
    for made in calls:
        if made.judgement.code not in _NOT_EXPLAINED or not came(condition, made, calls):
            continue
        held, unknown = judge.explaining(made.truths, made.errno or 0)
        if held or unknown or distance(condition.node, made.known) != 1:
            continue
        is_told = is_closed or made.judgement.code == "wrong-errno"
        if is_told or _goes_untold(condition, made, calls):
            return comes_elsewhere(made)
    return ""


def _goes_untold(condition: Condition, made: Made, calls: Calls) -> bool:
    """Whether a call is accepted with the next number in ``condition``, and no part differs.

    Another object may have a trouble of its own.
    """
    looked_at = _looked_at(condition, calls)
    first = len(made.case.inputs) - len(made.call.arguments)
    return any(
        index in looked_at
        and other.outcome.accepted
        and is_least(made.case.inputs[first + index], other.case.inputs[first + index], bits=False)
        and all(other.known[part] is made.known[part] for part in parts(condition.node))
        for index, other in _beside(made, calls)
    )


def _bound_not_met(condition: Condition, wanted: list[Node], calls: Calls) -> str:
    """Say that another errno came in each call at a bound, or in each beyond it.

    Of a condition that has no place that refutes nothing, and another bound would do as well.
    """
    if condition.place is not None:
        return ""
    position = calls.subject.judge.conditions.index(condition)
    held = [made for made in calls if made.truths[position] == 1]
    for part in wanted:
        if not isinstance(part, Binary) or part.operator not in _ORDERED:
            continue
        for at_bound in (True, False):
            there = [made for made in held if _is_at_bound(part, made, calls) is at_bound]
            if there and not any(came(condition, made, calls) for made in there):
                where = "at" if at_bound else "beyond"
                return f"another errno came {where} the bound of {render_c(part)}: {there[0].shown}"
    return ""


def _bound_not_seen(wanted: list[Node], calls: Calls) -> str:
    """Say that no call was at the bound of a part that looks at no argument and no limit.

    Arguments and limits are tried there; what is only measured nobody can choose.
    """
    params = {one.name for one in calls.subject.spec.params}
    for part in wanted:
        is_chosen = roots(part) & params or any(one.startswith("RLIMIT_") for one in names(part))
        if is_chosen or not isinstance(part, Binary) or part.operator not in _ORDERED:
            continue
        equal = Binary("==", part.left, part.right)
        known = (calls.subject.environment_of(one.call, one.measured) for one in calls)
        if not any(_worth(equal, one) for one in known):
            return f"in no call were both sides of {render_c(part)} equal, where it may begin"
    return ""


def _idle_side(condition: Condition, calls: Calls) -> str:
    """Say that one side of a ``min()``, ``max()`` or ``?:`` never counted.

    Neither in a call that shows the condition nor in one that was accepted: anything could stand
    there. What is only measured as a part of something else is no doubt.
    """
    wanted = dict.fromkeys(choices(condition.node))
    told = [*shown_in(condition, calls), *(made for made in calls if made.outcome.accepted)]
    known = [calls.subject.environment_of(one.call, one.measured) for one in told if wanted]
    for choice in wanted:
        worths = {_worth(choice, one) for one in known}
        if False in worths and True not in worths:
            return f"in no call that tells it {render_c(choice)}, so one side says nothing"
    return ""


def _is_at_bound(part: Node, made: Made, calls: Calls) -> bool | None:
    """Whether ``part`` ends otherwise with the number before or after an argument.

    None where it is about no argument, or cannot be told.
    """
    known = calls.subject.environment_of(made.call, made.measured)
    about = names(part) & known.parameters.keys()
    if len(about) != 1 or made.known[part] is None:
        return None
    (name,) = about
    return any(
        _worth(part, msgspec.structs.replace(known, parameters={**known.parameters, name: beside}))
        not in (None, made.known[part])
        for beside in _beside_number(known.parameters[name])
    )


def _beside_number(value: Value | CType) -> Iterator[Value]:
    """The number before and the one after, as far as the type has them."""
    if isinstance(value, Value):
        for number in (value.number - 1, value.number + 1):
            if value.type.minimum <= number <= value.type.maximum:
                yield Value(number, value.type)


def _worth(part: Node, known: Environment) -> bool | None:
    found = evaluate(part, known)
    return bool(found.number) if isinstance(found, Value) else None


def accepted_as_read(condition: Condition, calls: Calls) -> str:
    """Return that a call was accepted though ``condition``, as it was read, held; or nothing."""
    made = next(_accepted(condition, calls), None)
    return f"as it was read it held in a call that was accepted: {made.shown}" if made else ""


def _accepted(condition: Condition, calls: Calls) -> Iterator[Made]:
    """Calls that were accepted though it held, and that had something to do.

    Words about what goes wrong in a transfer are not about one of no bytes: where the errno never
    comes with a length of 0, a call with that length does not speak against them, and where calls
    return how much they did, none that did nothing.
    """
    position = calls.subject.judge.conditions.index(condition)
    spec = calls.subject.spec
    named = roles(spec).of(Role.LENGTH) if condition.read else ()
    held = [made for made in calls if made.truths[position] == 1]
    with_errno = shown_in(condition, calls)
    lengths = [
        index
        for index, one in enumerate(spec.params)
        if one.name in named and all(made.call.arguments[index] for made in with_errno)
    ]
    counts = condition.read and _counts(calls)
    for made in held:
        has_work = all(made.call.arguments[index] for index in lengths)
        if made.outcome.accepted and has_work and (made.outcome.result or not counts):
            yield made


def _counts(calls: Calls) -> bool:
    """Whether a call returns how much it did, and some did something."""
    returns = calls.subject.spec.returns
    is_range = returns is not None and returns.check is ReturnCheck.RANGE
    return is_range and any((made.outcome.result or 0) > 0 for made in calls)


def _beside(made: Made, calls: Calls) -> Iterator[tuple[int, Made]]:
    """The calls that differ from ``made`` in one argument, with its position."""
    for place, other in calls.neighbours(made):
        index = place - len(made.case.inputs) + len(made.call.arguments)
        if index >= 0:
            yield index, other


def _looked_at(condition: Condition, calls: Calls) -> set[int]:
    """The positions of the arguments at which ``condition`` looks."""
    about = roots(condition.node)
    return {n for n, one in enumerate(calls.subject.spec.params) if one.name in about}


def _asleep(condition: Condition, calls: Calls) -> Iterator[Made]:
    """Calls that slept though it held, one argument beside a call that it explains.

    Only an argument that the condition looks at counts: another may let the call sleep before
    the check.
    """
    position = calls.subject.judge.conditions.index(condition)
    looked_at = _looked_at(condition, calls)
    shown = {made.number for made in shown_in(condition, calls)}
    for made in calls:
        if not made.outcome.hung or made.truths[position] != 1:
            continue
        for index, other in _beside(made, calls):
            if other.number in shown and index in looked_at:
                yield made
