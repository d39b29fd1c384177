"""The opening of a spec: which API it is for, and where its body begins."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from kapi.model.spec import Declaration, DeclaredParam
from kapi.sources.macro.cursor import Cursor
from kapi.sources.macro.node import Entry, Node
from kapi.sources.macro.strings import string_text
from kapi.sources.macro.tokens import Kind, Token, spell
from kapi.vocab.words import ApiKind

_DEFINE = re.compile(r"(?:KAPI_)?DEFINE_\w*SPEC\w*")
_INLINE = re.compile(r"(COMPAT_)?SYSCALL_DEFINE_SPEC([0-6])")
_STRUCTS = {"kapi_ioctl_spec": ApiKind.IOCTL, "kernel_api_spec": None}
_IOCTL_MEMBERS = ("cmd", "input_size", "output_size")
_IOCTL_STRINGS = ("cmd_name", "file_ops_name")


class Head(NamedTuple):
    """How a spec opens.

    ``form`` is the macro or structure that opens it. ``kind`` is None where the name tells.
    ``declaration`` comes from the inline form alone, which defines the system call as well.
    """

    form: str
    name: str
    kind: ApiKind | None
    start: int
    declaration: Declaration | None = None


def read_head(cursor: Cursor, root: Node) -> Head | None:
    """Pass over the opening of the spec; None where there is none."""
    for place in range(cursor.place, cursor.end):
        token = cursor.tokens[place]
        if token.kind is not Kind.WORD:
            continue
        opener = cursor.pairs.get(place + 1)
        cursor.place = place
        if _INLINE.fullmatch(token.text) and opener is not None:
            return _inline(cursor, opener)
        if _DEFINE.fullmatch(token.text) and cursor.text(1) == "(":
            return _define(cursor, root)
        if token.text in _STRUCTS and cursor.kind(1) is Kind.WORD and cursor.text(2) == "=":
            return _struct(cursor)
    return None


def _define(cursor: Cursor, root: Node) -> Head:
    form, start = cursor.text(), cursor.token.start
    cursor.place += 1
    arguments, _ = cursor.arguments()
    name = _name(arguments[0]) if arguments else ""
    kind = None
    if "IOCTL" in form:
        kind = ApiKind.IOCTL
        _ioctl_arguments(root, form, (arguments or [])[1:], start)
    elif "SYSFS" in form:
        kind = ApiKind.SYSFS
    return Head(form, name, kind, start)


def _ioctl_arguments(root: Node, form: str, arguments: list[list[Token]], start: int) -> None:
    """Tell the command, its name, the sizes and the file operations apart by their form."""
    plain, strings = iter(_IOCTL_MEMBERS), iter(_IOCTL_STRINGS)
    for run in arguments:
        is_string = any(token.kind is Kind.STRING for token in run)
        member = next(strings if is_string else plain, None)
        if member and run:
            root.members[member] = Entry([run], form, start)


def _struct(cursor: Cursor) -> Head:
    form, start = cursor.text(), cursor.token.start
    name = cursor.text(1).removesuffix("_spec")
    cursor.place += 4 if cursor.text(3) == "{" else 3
    return Head(f"struct {form}", name, _STRUCTS[form], start)


def _inline(cursor: Cursor, close: int) -> Head:
    """Read ``SYSCALL_DEFINE_SPECn(name, spec, type, name, ...)``.

    The body is what stands between the name and the last 2 n arguments.
    """
    form, start = cursor.text(), cursor.token.start
    match = _INLINE.fullmatch(form)
    assert match
    first = cursor.place + 2
    commas = _outer_commas(cursor, first, close)
    count = 2 * int(match[2])
    name = _name(cursor.tokens[first : commas[0] if commas else close])
    body_end = commas[-count] if count and len(commas) > count else close
    bounds = [*commas[len(commas) - count :], close] if body_end != close else []
    words = [spell(cursor.tokens[left + 1 : right]) for left, right in itertools.pairwise(bounds)]
    prefix = "compat_sys_" if match[1] else "sys_"
    macro = form.replace("_SPEC", "")
    cursor.place = min((commas[0] + 1) if commas else close, body_end)
    cursor.end = body_end
    if cursor.text() == "(" and cursor.pairs.get(cursor.place) == body_end - 1:
        cursor.place += 1
        cursor.end -= 1
    declaration = Declaration(
        name=prefix + name,
        kind=ApiKind.SYSCALL,
        text=f"{macro}({', '.join([name, *words])})",
        macro=macro,
        params=tuple(
            DeclaredParam(type_name=kind, name=param)
            for kind, param in zip(words[::2], words[1::2], strict=False)
        ),
        span=cursor.scan.span(start),
    )
    return Head(form, prefix + name, ApiKind.SYSCALL, start, declaration)


def _outer_commas(cursor: Cursor, place: int, close: int) -> list[int]:
    commas = []
    while place < close:
        if cursor.tokens[place].text == ",":
            commas.append(place)
        place = cursor.pairs.get(place, place) + 1
    return commas


def _name(run: list[Token]) -> str:
    return "".join(string_text(run).split())
