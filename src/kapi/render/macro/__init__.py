"""Specs as C, in the macro dialects of RFC v1 and RFC v2.

RFC v1 has few macros and raw initialisers for the rest; RFC v2 has macros for nearly all.
Where an element does not state every argument of its macro, it is written as a raw
initialiser in both, for C has no way to leave an argument out.
"""

from __future__ import annotations

from typing import Any

from kapi.model.spec import Spec, stated
from kapi.render.macro.body import Body
from kapi.render.macro.c_lines import assignment, literals
from kapi.render.macro.c_members import Facts, facts_of
from kapi.render.macro.c_values import is_symbol
from kapi.vocab.members import SPEC_STRUCTURE, STRUCTURES
from kapi.vocab.words import ApiKind, Dialect
from kapi.written import Loss, Written

_HANDLED = frozenset({"name", "kind", "dialect", "origin", "declaration", "counts"})
_IOCTL = {"cmd", "cmd_name", "input_size", "output_size", "file_ops_name"}
_LAST = {"since_version", "deprecated", "replacement", "examples", "notes"}
_COUNTS = {
    STRUCTURES[member.field].name: member.name
    for member in SPEC_STRUCTURE.members
    if member.field in STRUCTURES
}
_ALWAYS = {"params", "errors"}


def write(spec: Spec, dialect: Dialect) -> Written:
    """Return ``spec`` as C in ``dialect`` (`Dialect.MACRO_RFC1` or `MACRO_RFC2`).

    The declaration's text follows when there is one.
    """
    body = Body(dialect)
    facts = facts_of(spec, SPEC_STRUCTURE, (), _HANDLED)
    body.losses += facts.losses
    if _read_kind(spec) is not spec.kind:
        body.losses.append(Loss(("kind",), "the name or content says another kind"))
    opening, closing = _frame(spec, dialect, body, facts)
    lines = [*opening, *_content(spec, dialect, body, facts), *closing]
    if spec.declaration is not None:
        lines += ["", spec.declaration.text]
    return Written(text="\n".join(lines) + "\n", losses=tuple(body.losses))


def _read_kind(spec: Spec) -> ApiKind:
    """Return the kind that the reader will see."""
    if spec.kind in (ApiKind.IOCTL, ApiKind.SYSFS):
        return spec.kind
    if spec.name.startswith(("sys_", "compat_sys_")):
        return ApiKind.SYSCALL
    return ApiKind.IOCTL if spec.ioctl and spec.ioctl.cmd is not None else ApiKind.FUNCTION


def _frame(spec: Spec, dialect: Dialect, body: Body, facts: Facts) -> tuple[list[str], list[str]]:
    """Return the lines that open and close the spec."""
    plain = is_symbol(spec.name) and not spec.name[0].isdigit()
    name = spec.name if plain else "".join(c if c.isalnum() else "_" for c in f"n{spec.name}")
    named = [] if plain else assignment(1, "name", literals(spec.name))
    if " ".join(spec.name.split()) != spec.name or not spec.name:
        body.losses.append(Loss(("name",), "it does not read back as it is"))
    rfc1 = dialect is Dialect.MACRO_RFC1
    if spec.kind is ApiKind.IOCTL and rfc1:
        raw = [f"static const struct kapi_ioctl_spec {name}_spec = {{"]
        for member in SPEC_STRUCTURE.members:
            if member.name in _IOCTL and member.name in facts.texts:
                raw += assignment(1, member.name, facts.texts[member.name])
        raw += ["\t.api_spec = {", *assignment(2, "name", literals(spec.name))]
        return raw, ["\t},", "};"]
    if spec.kind is ApiKind.IOCTL:
        opener = "DEFINE_KAPI_IOCTL_SPEC"
    elif spec.kind is ApiKind.SYSFS and not rfc1:
        opener = "DEFINE_SYSFS_API_SPEC"
    else:
        opener = "DEFINE_KERNEL_API_SPEC"
        if spec.kind is ApiKind.SYSFS:
            named += assignment(1, "api_type", ["KAPI_API_SYSFS"])
    return [f"{opener}({name})", *named], ["KAPI_END_SPEC;"]


def _content(spec: Spec, dialect: Dialect, body: Body, facts: Facts) -> list[str]:
    done = set(_IOCTL) if spec.kind is ApiKind.IOCTL and dialect is Dialect.MACRO_RFC1 else set()
    first = {member.name for member in SPEC_STRUCTURE.members} - _LAST
    lines = body.extensions(spec.extensions, SPEC_STRUCTURE, facts, (), 1)
    lines += body.members(SPEC_STRUCTURE, facts, 1, done, only=first)
    for name in SPEC_STRUCTURE.inner:
        lines += _group(spec, name, body)
    last = body.members(SPEC_STRUCTURE, facts, 1, done)
    return [*lines, "", *last] if last else lines


def _group(spec: Spec, name: str, body: Body) -> list[str]:
    """Return the lines of all elements of one block, with their number."""
    block = STRUCTURES[name]
    value: Any = stated(spec, block.field)
    path = tuple(block.field.split("."))
    if not block.many:
        return ["", *body.element(block, value, path, None)] if value is not None else []
    lines: list[str] = []
    for index, element in enumerate(value or ()):
        gap = [""] if index == 0 or name != "errors" else []
        lines += [*gap, *body.element(block, element, (*path, index), index)]
    if value or name in _ALWAYS:
        count = Facts({_COUNTS[name]: [str(len(value or ()))]}, [])
        lines += ["", *body.members(SPEC_STRUCTURE, count, 1, set())]
    return lines
