"""Specs for the tests of prose: parameters of each role, and one error in words."""

from __future__ import annotations

import msgspec

from kapi.judge.prose.part import Reading
from kapi.judge.prose.reading import read_condition
from kapi.model.elements import ErrorCondition, Limits, Param, StructSpec, expression
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ConstraintType, ParamFlag, ParamType

FD = Param(name="fd", type_name="unsigned int", type=ParamType.FD)
OTHER_FD = Param(name="epfd", type_name="int", type=ParamType.FD)
BUFFER = Param(
    name="buf",
    type_name="char __user *",
    type=ParamType.USER_PTR,
    flags=(ParamFlag.OUT, ParamFlag.USER),
    size_param=2,
)
COUNT = Param(name="count", type_name="size_t", type=ParamType.UINT)
START = Param(name="start", type_name="unsigned long", type=ParamType.UINT)
LENGTH = Param(name="len", type_name="size_t", type=ParamType.UINT)
PATH = Param(name="path", type_name="const char __user *", type=ParamType.PATH)
PID = Param(name="pid", type_name="pid_t", type=ParamType.INT)
FLAGS = Param(
    name="flags",
    type_name="int",
    type=ParamType.INT,
    limits=Limits(
        type=ConstraintType.MASK, mask=expression("O_CREAT | O_EXCL | O_TRUNC | O_DIRECTORY")
    ),
)
OP = Param(
    name="op",
    type_name="int",
    type=ParamType.INT,
    limits=Limits(
        type=ConstraintType.ENUM,
        values=tuple(expression(one) for one in ("SEEK_SET", "SEEK_CUR", "SEEK_END")),
    ),
)

DESCRIPTOR = (FD, BUFFER, COUNT)
RANGE = (START, LENGTH, FLAGS)
FILE = (PATH, FLAGS)
ALL = (FD, BUFFER, COUNT, START, PATH, FLAGS, OP, PID)


def spec(*params: Param) -> Spec:
    """Return a system call with ``params``."""
    return Spec(name="sys_example", kind=ApiKind.SYSCALL, params=params)


def read(
    text: str,
    *params: Param,
    summary: str | None = None,
    more: str | None = None,
    structs: tuple[StructSpec, ...] = (),
) -> Reading:
    """Return what ``text``, as the condition of an error, is read as."""
    error = ErrorCondition(errno="EINVAL", summary=summary, condition=text, description=more)
    return read_condition(error, msgspec.structs.replace(spec(*params), structs=structs))
