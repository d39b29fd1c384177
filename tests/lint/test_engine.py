"""Running rules: the order of findings, each once, in variants too; a rule that breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from kapi.finding import Finding, Severity
from kapi.lint.engine import Broken, run
from kapi.lint.rule import Problem, Rule, RuleSet
from kapi.model.elements import ErrorCondition, Expression
from kapi.model.spec import Origin, Spec, Variant
from kapi.span import Span
from kapi.vocab.words import ApiKind


def place(line: int) -> Span:
    return Span(source="a.c", file="a.c", line=line, column=1)


def spec(name: str, line: int, *errors: str) -> Spec:
    conditions = tuple(ErrorCondition(errno=one, span=place(line + 1)) for one in errors)
    origin = Origin(source="a.c", file="a.c", line=line, column=1)
    return Spec(name=name, kind=ApiKind.SYSCALL, origin=origin, errors=conditions)


def errnos(spec: Spec) -> Iterator[Problem]:
    yield from (Problem(one.errno, one.span) for one in spec.errors)


def breaks(spec: Spec) -> Iterator[Problem]:
    if spec.name != "sys_b":
        raise ZeroDivisionError("a\ndefect")
    yield Problem("fine", spec.span)


def names(specs: Sequence[Spec]) -> Iterator[Problem]:
    yield Problem(" ".join(one.name for one in specs), place(2))


def rule(name: str, severity: Severity, **checks: Any) -> Rule:
    return Rule(id=name, family="x", severity=severity, rule_set=RuleSet.MINIMAL, page="", **checks)


RULE = rule("errnos", Severity.WARNING, check=errnos)


def test_by_place_whoever_found_it() -> None:
    read = Finding(code="read", severity=Severity.ERROR, message="m", span=place(3))
    of_set = rule("names", Severity.NOTE, check_set=names)
    specs = [spec("sys_b", 9, "EIO"), spec("sys_a", 1, "EBADF")]
    found, broken = run([RULE, of_set], specs, [read])
    assert [(one.code, one.message, one.span.line) for one in found] == [
        ("errnos", "EBADF", 2),
        ("names", "sys_b sys_a", 2),
        ("read", "m", 3),
        ("errnos", "EIO", 10),
    ]
    assert [one.api for one in found] == ["sys_a", "", "", "sys_b"]
    assert broken == ()


def test_what_holds_under_a_variant_too_is_said_once_and_what_is_its_own_is_said() -> None:
    own = ErrorCondition(errno="EPERM", span=place(7))
    variant = Variant(condition=Expression("a == 1"), errors=(own,))
    whole = msgspec.structs.replace(spec("sys_a", 1, "EIO"), variants=(variant,))
    found, _ = run([RULE], [whole], [])
    assert [one.message for one in found] == ["EIO", "EPERM"]


def test_a_rule_that_breaks_is_named_with_its_first_api_and_how_often_and_the_others_run() -> None:
    bad = rule("bad", Severity.ERROR, check=breaks)
    specs = [spec("sys_a", 1, "EIO"), spec("sys_b", 5), spec("sys_c", 9)]
    found, broken = run([bad, RULE], specs, [])
    assert [one.message for one in found] == ["EIO", "fine"]
    assert broken == (Broken("bad", "sys_a", "ZeroDivisionError: a defect", 2),)
