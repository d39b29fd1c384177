"""A capability: refused without it, accepted with it, all else equal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from kapi.conform.asked_capabilities import capabilities_asked
from kapi.conform.calls import Calls, Made
from kapi.conform.case import Caller
from kapi.conform.decide.change_claims import changes_seen, decide_change
from kapi.conform.decide.occurrences import change_of, position_of, unanswerable
from kapi.conform.decide.pairs import as_pair, is_predicted
from kapi.conform.results import Result, Status, result_of
from kapi.expr.nodes import Node, Symbol, names
from kapi.expr.render_c import render_c
from kapi.judge.changes import Change
from kapi.judge.parts import Truth, parts
from kapi.model.claims import Claim, ClaimKind
from kapi.vocab.words import CapabilityAction

_NEEDED_THEN = (CapabilityAction.PERFORM_OPERATION, CapabilityAction.BYPASS_CHECK)
"""What a capability does without which no call is accepted where its x-when holds."""


def decide_capability(claim: Claim, calls: Calls) -> Result:
    """Return what the calls say of a capability."""
    change = change_of(claim, calls)
    wanted = _names(claim)
    looks = any(wanted & capabilities_asked(part) for part in calls.subject.parts)
    wrong = "" if looks else "no condition (x-when) looks at the capability"
    wrong = unanswerable(change) or wrong
    if wrong:
        return _shown_by_effect(claim, calls) or result_of(claim, Status.NOT_TESTABLE, wrong)
    found = list(_pairs(claim, calls))
    due = next((pair for pair in found if _is_due(claim, pair[0], calls)), None)
    if due is None:
        return result_of(
            claim, Status.NOT_OBSERVED, "no pair of calls, with and without it, differs"
        )
    refused = [made for made, _ in found]
    doubt = _doubt(claim, refused, calls) or _unshown(change, refused, calls)
    return result_of(
        claim,
        Status.PLAUSIBLE if doubt else Status.CONFIRMED,
        doubt,
        parts=1,
        shown=1,
        pairs=(as_pair(Symbol(claim.element.capability), *due),),
        call=due[0].shown,
        case=due[0].case,
    )


def _shown_by_effect(claim: Claim, calls: Calls) -> Result | None:
    """What an effect says that comes with the capability alone, where no error looks at it."""
    found = [(part, pair) for name, part, pair in _effects_with(calls) if name in _names(claim)]
    if not found or claim.element.when:
        return None
    part, pair = found[0]
    return result_of(
        claim,
        Status.CONFIRMED,
        "",
        parts=1,
        shown=1,
        pairs=(as_pair(part, *pair),),
        call=pair[0].shown,
        case=pair[0].case,
    )


def _effects_with(calls: Calls) -> Iterator[tuple[str, Node, tuple[Made, Made]]]:
    """Each capability that a part of an effect asks for, which is confirmed, and the pair of it."""
    for change in calls.subject.changes.changes:
        asked = [(name, one) for one in parts(change.node) for name in capabilities_asked(one)]
        if not asked or change.after is None:
            continue
        if decide_change(change.claim, calls).status is Status.CONFIRMED:
            pairs = changes_seen(change, calls).pairs
            yield from ((name, part, pairs[part]) for name, part in asked)


def _unshown(change: Change, refused: Sequence[Made], calls: Calls) -> str:
    """Why an x-when, or words that stand in its place, may be no part of when it matters.

    Each part has to be worth something in a call that is refused without the capability, and
    something else in another that is, or in one in which the x-when does not hold and that is
    accepted.
    """
    if change.when is None:
        no_meaning = "no expression (x-when) says what the words of its condition mean"
        return no_meaning if change.words else ""
    position = position_of(change.claim, calls)
    done = [made for made in calls if made.outcome.accepted and made.seen[position].due is False]
    idle = [
        render_c(part)
        for part in parts(change.when)
        if not _differs(part, refused, (*refused, *done))
    ]
    return f"no two calls show what {', '.join(idle)} changes" if idle else ""


def _differs(part: Node, refused: Sequence[Made], beside: Sequence[Made]) -> bool:
    there = {made.known[part] for made in beside} - {None}
    return any(there - {made.known[part]} for made in refused if made.known[part] is not None)


def _pairs(claim: Claim, calls: Calls) -> Iterator[tuple[Made, Made]]:
    wanted = _names(claim)
    for made in calls:
        if made.errno is not None:
            for other in calls.beside(made, Caller.CAPABILITIES):
                if _added(made.case.caller, other.case.caller) in wanted and _lets_it(made, other):
                    yield made, other


def _doubt(claim: Claim, refused: Sequence[Made], calls: Calls) -> str:
    """Why the x-when may be narrower or wider than the time at which the capability matters.

    Several claims of one capability share its times.
    """
    wanted = _names(claim)
    alike = [
        one
        for one in calls.subject.claims
        if one.kind is ClaimKind.CAPABILITY and wanted & _names(one)
    ]
    for made in refused:
        if not any(_is_due(one, made, calls) is not False for one in alike):
            return f"it matters also where its x-when does not hold: {made.shown}"
    if claim.element.action not in _NEEDED_THEN or not claim.element.when:
        return ""
    for made in calls:
        without = all(made.facts.get(name) == 0 for name in wanted)
        if without and made.outcome.accepted and _is_due(claim, made, calls):
            return f"its x-when held, and a call without it was accepted: {made.shown}"
    return ""


def _names(claim: Claim) -> set[str]:
    return {claim.element.capability, *claim.element.alternatives}


def _is_due(claim: Claim, made: Made, calls: Calls) -> Truth:
    change = calls.subject.changes.changes[position_of(claim, calls)]
    return True if change.when is None else made.seen[position_of(claim, calls)].due


def unlisted_capabilities(calls: Calls) -> tuple[Result, ...]:
    """Return a note for each capability that calls show to matter and that no claim names."""
    listed = {
        name
        for claim in calls.subject.claims
        if claim.kind is ClaimKind.CAPABILITY
        for name in _names(claim)
    }
    found: dict[str, Result] = {}
    for made in calls:
        for other in calls.beside(made, Caller.CAPABILITIES) if made.errno is not None else ():
            name = _added(made.case.caller, other.case.caller)
            if name and name not in listed and name not in found and _lets_it(made, other):
                reason = f"and with it besides: {other.shown}"
                found[name] = _note(name, reason, made, calls)
    for name, part, (made, other) in _effects_with(calls):
        if name not in listed and name in names(part):
            reason = f"and an effect comes by it alone, which does not in {other.shown}"
            found.setdefault(name, _note(name, reason, made, calls))
    return tuple(found.values())


def _note(name: str, reason: str, made: Made, calls: Calls) -> Result:
    spec = calls.subject.spec
    return Result(
        claim="",
        api=spec.name,
        kind="spec",
        subject=name,
        status=Status.NOT_OBSERVED,
        code="unlisted-capability",
        reason=f"no capability of the spec is {name}, {reason}",
        call=made.shown,
        case=made.case,
        span=spec.span,
    )


def _added(here: Caller, there: Caller) -> str:
    """The one capability that the second caller has besides, where all else is equal."""
    if here is there:
        return ""
    added = set(there.keep or ()) - set(here.keep or ())
    alike = msgspec.structs.replace(there, keep=here.keep) == here
    lost = set(here.keep or ()) - set(there.keep or ())
    return added.pop() if alike and not lost and len(added) == 1 else ""


def _lets_it(made: Made, other: Made) -> bool:
    if not made.judgement.claims:
        return False
    return other.outcome.accepted or (other.errno != made.errno and is_predicted(other))
