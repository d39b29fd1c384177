"""What calls contradict, and what they show that no claim says."""

from __future__ import annotations

from kapi.conform.calls import Calls, Made
from kapi.conform.case import Caller
from kapi.conform.decide.other_checks import is_other_check, without_it
from kapi.conform.decide.pairs import pairs_of
from kapi.conform.results import Result, Status, result_of
from kapi.judge.conditions import UNREAD, Condition
from kapi.judge.parts import parts
from kapi.judge.verdict import Verdict
from kapi.model.claims import Claim, ClaimKind
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.errno import errno_name
from kapi.vocab.words import ErrorList

_OF_NO_CLAIM = ("unexplained-errno", "unlisted-errno")


def _is_wrong(made: Made, calls: Calls) -> bool:
    """Whether a call refutes something; an open list of errors may lack one."""
    if made.judgement.verdict is Verdict.UNLISTED:
        return calls.subject.spec.error_list is not ErrorList.OPEN
    return made.judgement.verdict is Verdict.VIOLATION


def contradictions(calls: Calls) -> dict[str, Result]:
    """Return for each claim that a call refutes the result, with the simplest such call."""
    listed = {claim.id: claim for claim in calls.subject.claims}
    found: dict[str, Result] = {}
    for made in sorted(calls, key=_simplicity):
        if not _is_wrong(made, calls) or made.judgement.code == "unexplained-errno":
            continue
        for name in made.judgement.claims:
            if name not in found and not _may_be_another(name, made, calls):
                found[name] = _refuted(listed[name], made, calls)
    return found


def _may_be_another(name: str, made: Made, calls: Calls) -> bool:
    """Whether another check, of which the spec says too little, may have ended the call first.

    So it may where no order is promised, the errno is one that the list has, and pairs of calls
    show the error all the same, or the errno stays in a call beside this one in which the
    condition does not hold.
    """
    condition = next((one for one in calls.subject.judge.conditions if one.claim.id == name), None)
    if condition is None or not is_other_check(condition, made, calls):
        return False
    wanted = [part for part in parts(condition.node) if part != UNREAD]
    shown = len(pairs_of(condition, calls)) == len(wanted)
    return shown or bool(without_it(condition, made, calls))


def _simplicity(made: Made) -> tuple[bool, bool, int, int]:
    """The simplest call first: without a set-up of a file, by the user, of few steps."""
    case = made.case
    return (bool(case.name), case.caller != Caller(), len(case.steps), made.number)


def _refuted(claim: Claim, made: Made, calls: Calls) -> Result:
    return result_of(
        claim,
        Status.REFUTED,
        made.judgement.message,
        code=made.judgement.code,
        call=made.shown,
        case=made.case,
    )


def notes(calls: Calls) -> tuple[Result, ...]:
    """Return what no claim says, each once: unlisted and unexplained errnos, missing conditions."""
    found: dict[tuple[str, str], Result] = {}
    for made in sorted(calls, key=_simplicity):
        errno = _errno(made)
        code = made.judgement.code if made.judgement.code in _OF_NO_CLAIM else ""
        if not errno or (_is_wrong(made, calls) and made.judgement.claims and not code):
            continue
        wrong = _is_wrong(made, calls)
        if code == "unlisted-errno" and made.judgement.claims:
            continue  # the claims that it refutes say it
        if code:
            reason, status = made.judgement.message, _status(wrong)
        elif made.case.name and _is_unmatched(made, calls):
            code, status = "missing-condition", Status.NOT_OBSERVED
            reason = f"no {errno} of the spec matched this{_unread(made, calls)}"
        else:
            continue
        key = (code, errno if not made.case.name else made.case.name + errno)
        if key not in found and (code, errno) not in found:
            found[key] = _note(made, calls, code, reason, status)
    return tuple(found.values())


def _status(wrong: bool) -> Status:
    return Status.REFUTED if wrong else Status.NOT_OBSERVED


def _errno(made: Made) -> str:
    number = made.errno
    return "" if number is None else _name(number, made)


def _name(number: int, made: Made) -> str:
    return errno_name(number, ARCHITECTURES[made.call.architecture]) or str(number)


def _is_unmatched(made: Made, calls: Calls) -> bool:
    """Whether no condition for the errno held, nor one that may: it was read, but not measured.

    Nor one in words that were not read, of which `x-needs` says all the same where it comes.
    """
    if calls.subject.judge.explaining(made.truths, made.errno or 0)[0]:
        return False
    truth_of = dict(zip(map(id, calls.subject.judge.conditions), made.truths, strict=True))
    return not any(
        truth_of[id(one)] is None and (one.complete or one.needs is not None)
        for one in _about(made, calls)
    )


def _unread(made: Made, calls: Calls) -> str:
    about = _about(made, calls)
    unread = sum(not one.complete for one in about)
    return f" ({unread} of {len(about)} could not be read)" if unread else ""


def _about(made: Made, calls: Calls) -> list[Condition]:
    """The errors that have the errno."""
    judge = calls.subject.judge
    return [
        one
        for one in judge.conditions
        if one.claim.kind is ClaimKind.ERROR and judge.is_errno(one.errno, made.errno or 0)
    ]


def _note(made: Made, calls: Calls, code: str, reason: str, status: Status) -> Result:
    spec = calls.subject.spec
    shown = made.shown
    return Result(
        claim="",
        api=spec.name,
        kind="spec",
        subject=_errno(made),
        status=status,
        code=code,
        reason=reason,
        call=shown,
        case=made.case,
        span=spec.span,
    )
