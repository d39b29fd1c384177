"""What a back end that judges calls itself is told of a spec."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kapi.expr.parser import parse, parsed
from kapi.judge.conditions import Condition, conditions_of
from kapi.model.claims import ClaimKind
from kapi.model.spec import Spec
from kapi.model.variants import View, views
from kapi.observe.watched import Check, Rule, Watched, outline
from kapi.vocab.architectures import Architecture
from kapi.vocab.errno import errno_number
from kapi.vocab.words import ErrorList, ReturnCheck


def watched(
    name: str,
    spec: Spec,
    architecture: Architecture,
    conditions: Sequence[Sequence[Condition]] | None = None,
) -> Watched | None:
    """Return the same with the conditions of ``spec``.

    ``conditions`` are those under each of its variants, and last under none, where a judge has
    made them.
    """
    found = outline(name, architecture)
    if found is None:
        return None
    every = views(spec)
    if conditions is None:
        conditions = [conditions_of(one.spec, architecture, one.claims) for one in every]
    checked = [
        _checked(found, one, held, architecture)
        for one, held in zip(every, conditions, strict=True)
    ]
    given = [parse(one.given or "1") for one in every[:-1]]
    return msgspec.structs.replace(
        checked[-1], variants=tuple(zip(given, checked[:-1], strict=True))
    )


def _checked(
    found: Watched, view: View, conditions: Sequence[Condition], architecture: Architecture
) -> Watched:
    spec = view.spec
    by_signal = {_number(one.errno, architecture) for one in spec.signals if one.errno}
    listed = by_signal | {_number(one.errno, architecture) for one in spec.errors}
    every = tuple(sorted(listed - {0}))
    return msgspec.structs.replace(
        found,
        parameters=tuple((one.name, one.type_name) for one in spec.params),
        checks=tuple(
            Check(
                node=one.node,
                errnos=every if one.errno is None else (_number(one.errno, architecture),),
                placed=one.place is not None,
                decides=not one.read,
                twin=one.twin.node if one.twin is not None else None,
                title=_title(one),
            )
            for one in conditions
        ),
        rule=Rule() if found.saved else _rule(spec),
        signal_errnos=tuple(sorted(by_signal)),
        listed=every,
        closed=spec.error_list is ErrorList.CLOSED,
    )


def _title(condition: Condition) -> str:
    claim = condition.claim
    about = getattr(claim.element, "summary", None) or (
        f"limits of {claim.subject}" if claim.kind is ClaimKind.PARAM else ""
    )
    return " ".join(f"{condition.errno or 'an errno'}: {about}".split())


def _number(errno: str, architecture: Architecture) -> int:
    """The number of an errno, 0 where it has none."""
    return errno_number(errno, architecture) or (int(errno) if errno.isdecimal() else 0)


def _rule(spec: Spec) -> Rule | None:
    """What the spec says of the result; None where nothing can be held against it."""
    returns = spec.returns
    if returns is None:
        return None
    if returns.check in (ReturnCheck.FD, ReturnCheck.ERROR_CHECK):
        return Rule()
    if returns.check is ReturnCheck.NO_RETURN:
        return Rule(never=True)
    if returns.check is ReturnCheck.EXACT:
        ends = (returns.success, returns.success)
    elif returns.check is ReturnCheck.RANGE:
        ends = (returns.success_min, returns.success_max)
    else:
        return None
    stated = [one for one in ends if one]
    if not stated or None in map(parsed, stated):
        return None
    low, high = (parsed(one) for one in ends)
    return Rule(low=low, high=high)
