"""A signal: the caller gets it where its condition holds, and does not where that does not."""

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
from kapi.conform.statements import calls as calls_in
from kapi.expr.nodes import Call, Node, children
from kapi.judge.changes import Change
from kapi.model.claims import Claim
from kapi.vocab.words import Answer

_SHUT_OUT = frozenset({"ignore_signal", "rt_sigaction", "rt_sigprocmask"})


def decide_signal(claim: Claim, calls: Calls) -> Result:
    """Return what the calls say of a signal."""
    signal = claim.element
    if signal.visible is Answer.NO:
        return result_of(claim, Status.NOT_TESTABLE, "user code can never see it")
    if signal.when is None:
        return _in_words(claim, calls)
    change = change_of(claim, calls)
    wrong = unanswerable(change)
    if wrong:
        return result_of(claim, Status.NOT_TESTABLE, wrong)
    found = signals_seen(change, calls)
    if found.missing is not None:
        return _refuted(claim, found.missing)
    return decided(claim, found, "no call in which its condition held gave it")


def signals_seen(change: Change, calls: Calls) -> Occurrences:
    """Return what the calls show of a signal."""
    return occurrences(change, calls, _look)


def _look(change: Change, calls: Calls) -> Look:
    claim, position = change.claim, position_of(change.claim, calls)
    others = [
        number
        for number, one in enumerate(calls.subject.changes.changes)
        if one is not change and one.claim.kind is claim.kind
    ]

    def look(made: Made) -> Sight | None:
        due = made.seen[position].due
        delivered = _delivered(claim, made, calls)
        if due and not delivered:
            return Sight.MISSING if _contradicts(claim, made) else None
        if due is None or not delivered:
            return None if due is None else Sight.AWAY
        if due:
            return Sight.CAME
        unsaid = all(made.seen[one].due is False for one in others)
        return Sight.ELSEWHERE if unsaid and not _explained(made, calls) else None

    return look


def _delivered(claim: Claim, made: Made, calls: Calls) -> bool:
    """Whether the call ended as the claim says, and nothing else is the reason of its errno."""
    if not _ended_so(claim, made, calls):
        return False
    if claim.element.errno is None or made.errno is None:
        return True
    held, unknown = calls.subject.judge.explaining(made.truths, made.errno)
    return not unknown and all(_is_of_signals(one.node) for one in held)


def _explained(made: Made, calls: Calls) -> bool:
    """Whether an error of the spec says why the call ended as it did."""
    return bool(made.errno and calls.subject.judge.explaining(made.truths, made.errno)[0])


def _ended_so(claim: Claim, made: Made, calls: Calls) -> bool:
    """Whether the call ended by the signal, with a handler run, or with its errno."""
    signal = claim.element
    if made.outcome.killed is not None:
        return made.outcome.killed in (signal.number, signal.name)
    if signal.errno is None:
        return bool(made.events.get("signal_handled"))
    return made.errno is not None and calls.subject.judge.is_errno(signal.errno, made.errno)


def _is_of_signals(node: Node) -> bool:
    """Whether a condition is that a signal came; else an errno has another reason than that."""
    here = isinstance(node, Call) and node.function in ("signal_handled", "was_stopped")
    return here or any(map(_is_of_signals, children(node)))


def _contradicts(claim: Claim, made: Made) -> bool:
    """Whether the missing signal refutes the claim.

    An errno that a signal gives may give way to another one, or to what was done before it came.
    A caller who ignores or blocks signals may have missed one.
    """
    if claim.element.errno is not None or made.outcome.hung:
        return False
    return not calls_in(made.case.text) & _SHUT_OUT


def _refuted(claim: Claim, made: Made) -> Result:
    reason = "its condition held, and the caller did not get it"
    return result_of(
        claim,
        Status.REFUTED,
        reason,
        code="missing-signal",
        call=made.shown,
        case=made.case,
    )


def _in_words(claim: Claim, calls: Calls) -> Result:
    """Nothing says when: a call that ends so shows that it is possible."""
    for made in calls:
        ended = made.outcome.killed or (claim.element.errno and made.events.get("signal_handled"))
        if ended and _ended_so(claim, made, calls):
            return result_of(
                claim,
                Status.PLAUSIBLE,
                "it came; no expression says when",
                call=made.shown,
                case=made.case,
            )
    return result_of(claim, Status.NOT_TESTABLE, "no expression (x-when) says when it comes")
