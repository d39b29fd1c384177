"""An error is confirmed when each part of its condition was shown by a pair of calls."""

from __future__ import annotations

import hashlib
from typing import Any

from kapi.conform.calls import Calls, Made
from kapi.conform.decide.error_doubts import accepted_as_read, comes_elsewhere, doubt_of
from kapi.conform.decide.pairs import (
    against,
    as_pair,
    came,
    pairs_of,
    shown_in,
)
from kapi.conform.results import Result, Status, result_of
from kapi.expr.check import problems
from kapi.expr.nodes import Node
from kapi.expr.parser import parsed
from kapi.expr.render_c import render_c
from kapi.judge.conditions import UNREAD, Condition, is_untold
from kapi.judge.parts import parts, truth
from kapi.judge.prose.part import NOTHING
from kapi.model.claims import Claim, ClaimKind
from kapi.vocab.words import Answer, ErrorList

_NEVER_CAME = 3
"""In how many calls a condition has to hold before its missing errno refutes it."""


def decide_error(claim: Claim, calls: Calls) -> Result:
    """Return what the calls say of an error."""
    if claim.element.visible is Answer.NO:
        return result_of(claim, Status.NOT_TESTABLE, "user code can never see it")
    condition = next(one for one in calls.subject.judge.conditions if one.claim.id == claim.id)
    found = _decided(condition, calls)
    found["read_as"] = condition.reading
    found["condition"] = condition_hash(condition.node)
    return result_of(claim, **found)


def condition_hash(node: Node) -> str:
    """Return what tells one condition from another."""
    return hashlib.sha256(render_c(node).encode()).hexdigest()[:8]


def _unanswerable(element: Any, node: Node) -> str:
    """Why nothing can answer the conditions as they stand in the spec, or nothing."""
    if element.when is None:
        return ""
    if UNREAD in parts(node):
        texts = (
            ("x-when", element.when),
            ("x-needs", element.needs),
            ("x-unless", element.unless),
        )
        unread = (one for one in texts if one[1] and parsed(one[1]) is None)
        tag, text = next(unread, texts[0])
        return f"the {tag} is no expression: {text}"
    wrong = problems(node, after=False)
    return f"the x-when: {wrong[0]}" if wrong else ""


def _decided(condition: Condition, calls: Calls) -> dict[str, Any]:
    wrong = _unanswerable(condition.claim.element, condition.node)
    if wrong:
        return {"status": Status.NOT_TESTABLE, "reason": wrong}
    shown = shown_in(condition, calls)
    wanted = [part for part in parts(condition.node) if part != UNREAD]
    count = len(wanted) + (0 if condition.complete else 1)
    pairs = pairs_of(condition, calls)
    unmoved = against(condition, calls)
    if unmoved and not condition.read and calls.subject.spec.error_list is not ErrorList.OPEN:
        return _unmoved(*unmoved)
    if pairs:
        first = next(iter(pairs.values()))[0]
        doubt = doubt_of(condition, wanted, pairs, calls)
        return {
            "status": Status.PLAUSIBLE if doubt or len(pairs) < count else Status.CONFIRMED,
            "parts": count,
            "shown": len(pairs),
            "pairs": tuple(as_pair(part, *pair, wanted) for part, pair in pairs.items()),
            "call": first.shown,
            "case": first.case,
            "reason": doubt or (comes_elsewhere(unmoved[1]) if unmoved else ""),
        }
    if shown:
        return _seen(shown[0], count, "it held and its errno came; no call shows the difference")
    return _not_shown(condition, calls, count)


def _unmoved(made: Made, other: Made) -> dict[str, Any]:
    return {
        "status": Status.REFUTED,
        "code": "not-necessary",
        "reason": f"the errno stays when the condition no longer holds: {other.shown}",
        "pairs": (as_pair(None, made, other),),
        "call": other.shown,
        "case": other.case,
    }


def _seen(made: Made, count: int, reason: str) -> dict[str, Any]:
    return {
        "status": Status.PLAUSIBLE,
        "parts": count,
        "reason": reason,
        "call": made.shown,
        "case": made.case,
    }


def _not_shown(condition: Condition, calls: Calls, count: int) -> dict[str, Any]:
    possible = _possible(condition, calls)
    if possible is not None:
        return _seen(possible, count, _why_possible(condition, possible, calls))
    against = _never_came(condition, calls)
    if against:
        return against
    reason = what_is_lacking(condition, calls)
    if reason:
        return {"status": Status.NOT_TESTABLE, "reason": reason}
    return {
        "status": Status.NOT_OBSERVED,
        "parts": count,
        "reason": _why_not(condition, calls),
    }


def _possible(condition: Condition, calls: Calls) -> Made | None:
    """The first call with the errno, of which nothing that holds is the reason and this may be."""
    judge = calls.subject.judge
    for made in calls:
        if not came(condition, made, calls):
            continue
        held, _ = judge.explaining(made.truths, made.errno or 0)
        position = judge.conditions.index(condition)
        if not held and made.truths[position] is None:
            return made
        if held and all(one.says_the_same(condition) for one in held):
            return made
    return None


def _why_possible(condition: Condition, made: Made, calls: Calls) -> str:
    """Why a call with the errno shows less than that the condition gives it."""
    judge = calls.subject.judge
    if made.truths[judge.conditions.index(condition)] is None:
        return "its errno came in a situation that the words may mean"
    others = dict.fromkeys(
        one.claim.element.summary
        for one, holds in zip(judge.conditions, made.truths, strict=True)
        if holds is None and one.claim.kind is ClaimKind.ERROR and one.errno == condition.errno
    )
    listed = ", ".join(filter(None, others)) or "another condition"
    return f"it held and its errno came; what nothing can tell may be the reason, too: {listed}"


def _never_came(condition: Condition, calls: Calls) -> dict[str, Any] | None:
    """Refuted: it held, first in order, in several calls that failed otherwise unexplained.

    Not by an errno that comes unexplained where it does not hold, too: of a check that the spec
    does not tell, which may be made first. Nor where a part of it was worth the same in every call:
    nobody knows whether that errno is one of the other parts alone.
    """
    judge = calls.subject.judge
    position = judge.conditions.index(condition)
    against = []
    elsewhere = set[int]()
    for made in calls:
        holds = made.truths[position]
        if not made.errno or holds is None:
            continue
        if holds and came(condition, made, calls):
            return None
        held, unknown = judge.explaining(made.truths, made.errno)
        if not held and not unknown:
            if not holds:
                elsewhere.add(made.errno)
            elif condition in judge.predicted(made.truths)[0]:
                against.append(made)
    against = [made for made in against if made.errno not in elsewhere]
    if len(against) < _NEVER_CAME or not condition.complete or _unchanged(condition, calls):
        return None
    return {
        "status": Status.REFUTED,
        "code": "never-came",
        "reason": f"it held in {len(against)} calls, and its errno never came",
        "call": against[0].shown,
        "case": against[0].case,
    }


def what_is_lacking(condition: Condition, calls: Calls) -> str:
    """Return why no call here can meet ``condition``: what it needs is not there. Else nothing."""
    needs = condition.needs
    if needs is None or not calls.made:
        return ""
    if any(truth(needs, made.known) is not False for made in calls):
        return ""
    return f"this kernel or machine lacks {render_c(needs)}"


def _why_not(condition: Condition, calls: Calls) -> str:
    """What no call brought about."""
    position = calls.subject.judge.conditions.index(condition)
    accepted = accepted_as_read(condition, calls)
    if accepted:
        return accepted
    held = sum(made.truths[position] == 1 for made in calls)
    if held and not _unchanged(condition, calls):
        return f"where it held, other conditions decided (calls: {held})"
    if is_untold(condition.node):
        return _why_untold(condition, calls)
    never = _unchanged(condition, calls)
    return f"no call changed {', '.join(never)}" if never else "no call met all of its parts"


def _unchanged(condition: Condition, calls: Calls) -> list[str]:
    """The parts of a condition that were worth the same in each call, or could not be told."""
    return [
        render_c(part)
        for part in parts(condition.node)
        if part != UNREAD and len({made.known[part] for made in calls} - {None}) < 2
    ]


def _why_untold(condition: Condition, calls: Calls) -> str:
    """What is known of a condition in words that say nothing that can be measured."""
    read = "no word" if condition.reading == NOTHING else "not every word"
    explained = next((made for made in calls if came(condition, made, calls)), None)
    then = f"other conditions explain {explained.shown}" if explained else "its errno never came"
    return f"{read} of its condition could be read, and {then}"
