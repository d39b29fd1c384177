"""The layouts that specs state against what the compiler makes of the system's headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from kapi.conform.results import Result, Status
from kapi.conform.trial import Tried
from kapi.drift.headers import compute, header_of, other_word
from kapi.expr.environment import Environment
from kapi.expr.evaluate import number_of
from kapi.model.claims import ClaimKind, claims
from kapi.model.elements import Expression, Limits, StructSpec
from kapi.model.spec import Spec
from kapi.vocab.architectures import Architecture, this_machine

_NAME = re.compile(r"[A-Za-z_]\w*")
_PATH = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
_TYPE = re.compile(r"((?:struct |unsigned |signed )?[A-Za-z_]\w*(?: \**)?)((?:\[\d{1,6}\])*)")
_UNDECIDED = (Status.NOT_TESTABLE, Status.NOT_OBSERVED)


class _Fact(NamedTuple):
    """A number that a layout states: what it is of, how C says it, the number."""

    what: str
    text: str
    stated: int


def with_layouts(spec: Spec, tried: Tried) -> Tried:
    """Return ``tried`` with what the compiler says of the layouts.

    A number that the system's header contradicts refutes the claim. One that agrees in all confirms
    a claim that no call decided, as far as it states no limits.
    """
    machine = this_machine()
    stated = {one.id: one.element for one in claims(spec) if one.kind is ClaimKind.STRUCT}
    if machine is None or not stated:
        return tried
    results = tuple(
        _with_layout(one, stated[one.claim], machine) if one.claim in stated else one
        for one in tried.results
    )
    return msgspec.structs.replace(tried, results=results)


def _with_layout(result: Result, struct: StructSpec, machine: Architecture) -> Result:
    name = struct.name.removeprefix("struct").strip()
    facts = list(_facts(name, struct, machine))
    if not _NAME.fullmatch(name) or not facts:
        return result
    header = header_of(name)
    if header is None:
        return _by_its_own_types(result, name, struct, facts)
    expressions = [one.text for one in facts]
    computed = compute(f"#include <{header}>", expressions)
    if computed.problem:
        return _undecided(result, f"<{header}>: {computed.problem}")
    wrong = _first_wrong(facts, computed.numbers)
    if wrong is not None:
        return _refuted(result, wrong, header)
    if result.status not in _UNDECIDED:
        return result
    call = f"cc: <{header}>: {len(facts)} numbers as stated{_elsewhere(header, facts, machine)}"
    limited = [one.name for one in struct.fields if one.limits != Limits()]
    if limited:
        reason = f"as <{header}> has it, but no call showed the limits of {', '.join(limited)}"
        return _replaced(result, Status.PLAUSIBLE, reason, call=call, parts=2, shown=1)
    return _replaced(result, Status.CONFIRMED, "", call=call, parts=len(facts), shown=len(facts))


def _facts(name: str, struct: StructSpec, machine: Architecture) -> Iterator[_Fact]:
    names = Environment(architecture=machine)

    def fact(what: str, text: str, stated: Expression | None) -> Iterator[_Fact]:
        number = number_of(stated, names) if stated is not None else None
        if number is not None:
            yield _Fact(what, text, number)

    yield from fact("its size", f"sizeof(struct {name})", struct.size)
    yield from fact("its alignment", f"_Alignof(struct {name})", struct.alignment)
    for field in struct.fields:
        if not _PATH.fullmatch(field.name):
            continue
        member = f"((struct {name} *)0)->{field.name}"
        offset = f"__builtin_offsetof(struct {name}, {field.name})"
        yield from fact(f"the offset of {field.name}", offset, field.offset)
        yield from fact(f"the size of {field.name}", f"sizeof({member})", field.size)


def _first_wrong(facts: list[_Fact], numbers: tuple[int, ...]) -> tuple[_Fact, int] | None:
    pairs = zip(facts, numbers, strict=True)
    return next(((fact, number) for fact, number in pairs if fact.stated != number), None)


def _refuted(result: Result, wrong: tuple[_Fact, int], header: str) -> Result:
    fact, number = wrong
    return _replaced(
        result,
        Status.REFUTED,
        f"{fact.what} is {number} bytes, not {fact.stated}",
        code="wrong-layout",
        call=f"cc: <{header}>: {fact.text} = {number}",
    )


def _elsewhere(header: str, facts: list[_Fact], machine: Architecture) -> str:
    """What a compiler for 32 bits says, where there is one."""
    if machine.name != "x86_64":
        return ""
    computed = compute(f"#include <{header}>", [one.text for one in facts], other_word())
    if computed.problem:
        return ""
    wrong = _first_wrong(facts, computed.numbers)
    return f"; with -m32 {wrong[0].what} is {wrong[1]}" if wrong else ", also with -m32"


def _by_its_own_types(result: Result, name: str, struct: StructSpec, facts: list[_Fact]) -> Result:
    """Without a header: the type names of the spec itself, which are no second source."""
    no_header = f"no header of this system has struct {name}"
    rows = []
    for field in struct.fields:
        found = _TYPE.fullmatch(field.type_name or "")
        if found is None or not _NAME.fullmatch(field.name):
            return _undecided(result, no_header)
        rows.append(f"{found[1]} {field.name}{found[2]};")
    text = "\n".join(["#include <linux/types.h>", f"struct {name} {{", *rows, "};"])
    computed = compute(text, [one.text for one in facts])
    if computed.problem:
        return _undecided(result, no_header)
    wrong = _first_wrong(facts, computed.numbers)
    if wrong is not None:
        fact, number = wrong
        said = f"by the type names here {fact.what} would be {number}, not {fact.stated}"
    else:
        said = "the numbers are those of the type names here, which are no second source"
    return _undecided(result, f"{no_header}; {said}")


def _undecided(result: Result, reason: str) -> Result:
    if result.status not in _UNDECIDED:
        return result
    return _replaced(result, Status.NOT_TESTABLE, reason)


def _replaced(result: Result, status: Status, reason: str, **more: object) -> Result:
    return msgspec.structs.replace(result, status=status, reason=reason, **more)
