"""The calls that a spec shows, with their set-up: ``x-example:``, and the code of ``examples:``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from kapi.conform.case import Caller, Case
from kapi.conform.step_names import unknown_name
from kapi.conform.steps import (
    Block,
    Do,
    Statement,
    StepError,
    expressions,
    read_steps,
    split_steps,
)
from kapi.expr.nodes import Call, Node, children
from kapi.expr.render_c import render_c
from kapi.finding import Finding, Severity
from kapi.model.spec import Spec
from kapi.vocab.architectures import this_machine
from kapi.vocab.syscalls import call_of
from kapi.vocab.words import ApiKind

_MOST = 20


class ExampleCases(msgspec.Struct, frozen=True):
    """Cases from the examples of a spec, and what is wrong with its ``x-example:``."""

    cases: tuple[Case, ...] = ()
    findings: tuple[Finding, ...] = ()


def example_cases(spec: Spec) -> ExampleCases:
    """Return a case for ``x-example:``, and one for each paragraph of ``examples:`` that is code.

    The statements before the call are its set-up. What cannot be read of ``examples:`` is prose
    and none of our business; of ``x-example:`` it is a finding.
    """
    call = "ioctl" if spec.kind is ApiKind.IOCTL else call_of(spec.name, this_machine())
    found: list[Case] = []
    findings: list[Finding] = []
    if spec.example:
        try:
            found.append(_case(spec.example, call, "x-example"))
        except StepError as error:
            findings.append(_finding(spec, str(error)))
    paragraphs = re.split(r"\n\s*\n", spec.examples or "")[:_MOST]
    for number, text in enumerate(paragraphs, 1):
        try:
            found.append(_case(text, call, f"example {number}"))
        except StepError:
            continue
    return ExampleCases(tuple(found), tuple(findings))


def _finding(spec: Spec, reason: str) -> Finding:
    return Finding(
        code="bad-example",
        severity=Severity.ERROR,
        message=f"x-example: {reason}",
        span=spec.span,
        hint=f"write the set-up and then a call of {call_of(spec.name, this_machine())}",
        api=spec.name,
    )


def _case(text: str, call: str, name: str) -> Case:
    """The first call of ``call`` in ``text``, after the statements before it."""
    whole = text.strip()
    steps = split_steps(whole if whole.endswith((";", "}")) else f"{whole};")
    for position, step in enumerate(steps):
        for node in _calls(read_steps(step), call):
            before = steps[:position]
            arguments = tuple(map(render_c, node.arguments))
            known: set[str] = set()
            wrong = unknown_name(before, known) or unknown_name(arguments, known, True)
            if wrong:
                raise StepError(wrong)
            return Case(
                syscall=call,
                steps=before,
                arguments=arguments,
                shown=render_c(node),
                name=name,
                inputs=(*Caller().inputs, *before, *arguments),
                family=f"{call}: {name}",
                foreign=True,
            )
    raise StepError(f"there is no call of {call}")


def _calls(statements: Sequence[Statement], name: str) -> Iterator[Call]:
    """The calls that are made for certain: in an expression, or the condition of a block."""
    for one in statements:
        if isinstance(one, Do):
            yield from _named(one.node, name)
        elif isinstance(one, Block):
            yield from _named(one.condition, name)
            yield from (found for node in expressions(one.body) for found in _named(node, name))


def _named(node: Node, name: str) -> Iterator[Call]:
    if isinstance(node, Call) and node.function == name:
        yield node
    for one in children(node):
        yield from _named(one, name)
