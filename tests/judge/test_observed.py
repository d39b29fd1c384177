"""Calls of which not all is known: only what is certain decides."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from kapi.call import Outcome
from kapi.judge.observed import Observed
from kapi.judge.verdict import Judge, Verdict
from kapi.model.elements import ErrorCondition, Expression, Param, Returns
from kapi.model.spec import Spec, Variant
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.words import ApiKind, ErrorList, ErrorOrder, ReturnCheck

X86_64 = ARCHITECTURES["x86_64"]
SPEC = Spec(
    name="sys_ring",
    kind=ApiKind.SYSCALL,
    params=(Param(name="fd", type_name="int"), Param(name="at", type_name="char *")),
    returns=Returns(check=ReturnCheck.EXACT, success=Expression("0")),
    error_list=ErrorList.CLOSED,
    error_order=ErrorOrder.CHECKED,
    errors=(
        ErrorCondition(errno="EFAULT", summary="no address", when=Expression("at == 0")),
        ErrorCondition(errno="EBADF", summary="not open", when=Expression("!is_open(fd)")),
        ErrorCondition(errno="EINVAL", summary="odd", when=Expression("fd & 1 && kind(fd) != 7")),
        ErrorCondition(errno="EPERM", summary="seven", when=Expression("fd == 7")),
    ),
)
ALARMS = (Verdict.VIOLATION, Verdict.UNLISTED)
EPERM, EBADF, EFAULT, EINVAL = -1, -9, -14, -22


@pytest.mark.parametrize(
    ("result", "arguments", "pointed", "verdict", "code"),
    [
        (0, (7, 1), (), Verdict.VIOLATION, "accepted-invalid"),
        (0, (None, 1), (), Verdict.CONFORMING, ""),
        (0, (2, 0), (), Verdict.VIOLATION, "accepted-invalid"),
        (0, (2, None), (), Verdict.CONFORMING, ""),
        (EFAULT, (2, None), (), Verdict.CONFORMING, ""),
        (EFAULT, (2, None), (False, True), Verdict.VIOLATION, "unexplained-errno"),
        (EBADF, (2, 1), (), Verdict.CONFORMING, ""),
        (EBADF, (7, 0), (), Verdict.VIOLATION, "wrong-errno"),
        (EPERM, (6, 1), (), Verdict.VIOLATION, "unexplained-errno"),
        (EPERM, (), (), Verdict.CONFORMING, ""),
        (EINVAL, (2, 1), (), Verdict.VIOLATION, "unexplained-errno"),
        (EINVAL, (3, 1), (), Verdict.CONFORMING, ""),
        (5, (None, None), (), Verdict.VIOLATION, "wrong-return"),
    ],
)
def test_verdicts(
    result: int,
    arguments: tuple[int | None, ...],
    pointed: tuple[bool, ...],
    verdict: Verdict,
    code: str,
) -> None:
    observed = Observed(SPEC, X86_64, 4096)
    for _ in range(2):  # the second time from what is kept
        found = observed.judged(Outcome(result=result), arguments, pointed)
        assert (found.verdict, found.code) == (verdict, code)


def test_nobody_saw_the_end() -> None:
    found = Observed(SPEC, X86_64, 4096).judged(None, (7, 1))
    assert found.verdict is Verdict.CANNOT_TELL


def test_what_is_known_in_part_never_contradicts_what_is_known_whole() -> None:
    """A judge that knows less may say less, and nothing else."""
    whole = Judge(SPEC, X86_64, 4096)
    observed = Observed(SPEC, X86_64, 4096)
    results = (0, EPERM, EBADF, EFAULT, EINVAL, -5)
    for result, fd, at, facts in itertools.product(
        results, (2, 3, 7), (0, 4096), itertools.product((0, 1), (6, 7))
    ):
        outcome = Outcome(result=result)
        values = tuple(facts[["is_open", "kind"].index(one.function)] for one in whole.terms)  # type: ignore[union-attr]
        told = whole.judged(outcome, (fd, at), values)
        for known in itertools.product((True, False), repeat=2):
            arguments = tuple(
                one if there else None for one, there in zip((fd, at), known, strict=True)
            )
            less = observed.judged(outcome, arguments)
            if less.verdict in ALARMS:
                assert told.verdict in ALARMS, (result, fd, at, facts, known)


def test_variants() -> None:
    variant = Variant(
        condition=Expression("!(fd & 1)"),
        errors=(ErrorCondition(errno="EIO", summary="even", when=Expression("fd == 4")),),
    )
    spec = msgspec.structs.replace(SPEC, variants=(variant,))
    observed = Observed(spec, X86_64, 4096)
    assert observed.judged(Outcome(result=0), (4, 1)).code == "accepted-invalid"
    assert observed.judged(Outcome(result=0), (2, 1)).verdict is Verdict.CONFORMING
    assert observed.judged(Outcome(result=-5), (3, 1)).code == "unlisted-errno"
    assert observed.judged(Outcome(result=0), (None, 1)).verdict is Verdict.CANNOT_TELL


def test_a_call_of_which_only_the_end_was_seen_is_not_taken_for_one_with_zeros() -> None:
    observed = Observed(SPEC, X86_64, 4096)
    whole, end = (2, 1), ()
    for arguments in (whole, end, whole):
        found = observed.judged(Outcome(result=0), arguments)
        assert found.verdict is Verdict.CONFORMING
    assert observed.judged(Outcome(result=EINVAL), end).verdict not in ALARMS
