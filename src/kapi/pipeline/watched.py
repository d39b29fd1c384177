"""What a back end that judges calls itself is told of a spec."""

from __future__ import annotations

from kapi.expr.lexer import ExpressionError
from kapi.expr.nodes import Node
from kapi.expr.parser import parse
from kapi.judge.verdict import Judge
from kapi.observe.watched import Check, Rule, Watched
from kapi.vocab.syscalls import syscall_number
from kapi.vocab.words import ReturnCheck

__all__ = ["watched"]

_SAVED = ("execve", "execveat")
"""Calls whose registers are others when they return: another program begins (x86-64)."""


def watched(judge: Judge) -> Watched | None:
    """Return the spec of ``judge`` as conditions alone; None where there is no such call."""
    name = judge.spec.name.removeprefix("sys_")
    number = syscall_number(name, judge.architecture)
    if number is None:
        return None
    by_signal = {judge.number(one.errno) for one in judge.spec.signals if one.errno}
    listed = by_signal | {judge.number(one.errno) for one in judge.spec.errors}
    every = tuple(sorted(listed - {0}))
    return Watched(
        syscall=name,
        number=number,
        parameters=tuple((one.name, one.type_name) for one in judge.spec.params),
        checks=tuple(
            Check(
                node=one.node,
                errnos=every if one.errno is None else (judge.number(one.errno),),
                placed=one.place is not None,
                decides=not one.read,
            )
            for one in judge.conditions
        ),
        rule=_rule(judge),
        signal_errnos=tuple(sorted(by_signal)),
        saved=name in _SAVED,
    )


def _rule(judge: Judge) -> Rule | None:
    """What the spec says of the result; None where nothing can be held against it."""
    returns = judge.spec.returns
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
    low, high = (_parsed(one) for one in ends)
    return None if low is None or high is None else Rule(low=low, high=high)


def _parsed(text: str | None) -> Node | None:
    try:
        return parse(text) if text else None
    except ExpressionError:
        return None
