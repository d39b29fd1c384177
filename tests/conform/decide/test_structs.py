"""A structure is not confirmed where bytes decide a call that none of its members has."""

from __future__ import annotations

import re

import pytest

from kapi.call import Call, Outcome
from kapi.conform.case import Case
from kapi.conform.observe import Observation
from kapi.conform.results import Result, Status
from kapi.conform.sandbox.protocol import Ran
from kapi.conform.subject import Subject
from kapi.conform.trial import try_spec
from kapi.expr.render_c import render_c
from kapi.model.elements import ErrorCondition, Expression, Param, StructField, StructSpec
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ParamType

EFAULT, EINVAL = -14, -22
MEMBER = re.compile(r"number=(-?\d+|0x[0-9a-f]+)")


def field(name: str, offset: int, size: int) -> StructField:
    return StructField(
        name=name,
        type=ParamType.INT,
        offset=Expression(str(offset)),
        size=Expression(str(size)),
    )


def result(width: int, *others: StructField) -> Result:
    """What is said of a structure whose number has this many of the eight bytes that it has."""

    def observe(case: Case, subject: Subject, seconds: float) -> Observation:
        is_there = "{" in case.shown
        found = MEMBER.search(case.shown)
        number = int(found[1], 0) if found else 0
        negative = number < 0 or ("+4=-1" in case.shown and width < 8)
        result = EFAULT if not is_there else EINVAL if negative else 0
        known = {"arg->number": number if is_there else None, "readable(arg, 8)": int(is_there)}
        call = Call(
            syscall=case.syscall,
            arguments=(1 << 40,),
            outcome=Outcome(result=result),
            architecture="x86_64",
        )
        before = tuple(known.get(render_c(term)) for term in subject.before)
        return Observation(Ran(call, {}), before, ())

    fields = (field("number", 0, width), *others)
    spec = Spec(
        name="sys_close",
        kind=ApiKind.SYSCALL,
        params=(
            Param(
                name="arg",
                type_name="struct one *",
                type=ParamType.USER_PTR,
                struct_type="struct one",
            ),
        ),
        structs=(StructSpec(name="one", size=Expression("8"), fields=fields),),
        errors=(
            ErrorCondition(errno="EFAULT", summary="gone", when=Expression("!readable(arg, 8)")),
            ErrorCondition(errno="EINVAL", summary="less", when=Expression("arg->number < 0")),
        ),
    )
    results = try_spec(spec, observer=observe).results
    return next(one for one in results if one.kind == "struct")


@pytest.mark.parametrize(("width", "wanted"), [(8, Status.CONFIRMED), (4, Status.PLAUSIBLE)])
def test_a_member_that_is_too_short(width: int, wanted: Status) -> None:
    assert result(width).status is wanted


@pytest.mark.parametrize(
    ("offset", "size", "reason"),
    [
        (4, 4, "more begins inside of number"),
        (0, 4, "no call's outcome depends on more"),
        (8, 4, "more ends after the structure"),
    ],
)
def test_a_member_that_reaches_too_far(offset: int, size: int, reason: str) -> None:
    found = result(8, field("more", offset, size))
    assert found.status is Status.PLAUSIBLE
    assert found.reason == reason
