"""Whether the last link of a path is followed: flags of a walk that mean nothing are noticed."""

from __future__ import annotations

from kapi.call import Call, Outcome
from kapi.conform.case import Case
from kapi.conform.observe import Observation
from kapi.conform.results import Result, Status
from kapi.conform.sandbox.protocol import Ran
from kapi.conform.subject import Subject
from kapi.conform.trial import try_spec
from kapi.expr.predicates import CONSTANTS
from kapi.expr.render_c import render_c
from kapi.model.elements import ErrorCondition, Expression, Param
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ErrorList, ParamType

EACCES = -13
NOFOLLOW = 0x20000


def observe(case: Case, subject: Subject, seconds: float) -> Observation:
    """A call that may not search one directory; with a flag it does not follow the last link."""
    path, _, flags = case.shown.partition("(")[2].partition(")")[0].partition(", ")
    if not flags.removeprefix("-").removeprefix("0x").isalnum():
        return Observation(Ran(None, {}, "not a number"))
    number = int(flags, 0) & (1 << 64) - 1

    def denied(nofollow: bool) -> bool:
        return "behind-locked" in path and not ("link to" in path and nofollow)

    def value(term: str) -> int:
        nofollow = bool(number & (NOFOLLOW if "NOFOLLOW ?" in term else 8)) and "?" in term
        return CONSTANTS["WALK_DENIED" if denied(nofollow) else "WALK_FOUND"]

    call = Call(
        syscall=case.syscall,
        arguments=(4096, number),
        outcome=Outcome(result=EACCES if denied(bool(number & NOFOLLOW)) else 0),
        architecture="x86_64",
    )
    before = tuple(value(render_c(term)) for term in subject.before)
    return Observation(Ran(call, {}), before, ())


def error(flag: str) -> Result:
    nofollow = f"flags & {flag} ? AT_SYMLINK_NOFOLLOW : 0"
    when = f"walk_at(AT_FDCWD, path, {nofollow}) == WALK_DENIED"
    spec = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(
            Param(name="path", type_name="const char __user *", type=ParamType.PATH),
            Param(name="flags", type_name="int"),
        ),
        errors=(ErrorCondition(errno="EACCES", summary="denied", when=Expression(when)),),
        error_list=ErrorList.CLOSED,
    )
    results = try_spec(spec, observer=observe).results
    (found,) = [one for one in results if one.kind == "error"]
    return found


def test_a_flag_that_counts() -> None:
    assert error("O_NOFOLLOW").status is Status.CONFIRMED


def test_a_flag_that_means_nothing() -> None:
    assert error("8").status is not Status.CONFIRMED
