"""C declarations of what specs describe: system calls, functions and macros, from tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from kapi.model.spec import DeclaredParam
from kapi.sources.c.cparams import (
    KEYWORDS,
    QUALIFIERS,
    expanded,
    is_attribute,
    parameters,
    without_attributes,
)
from kapi.sources.c.ctokens import Token, is_word, matches, spell, split
from kapi.vocab.words import ApiKind

SYSCALL = re.compile(r"(?P<prefix>[A-Z0-9]+_)?SYSCALL(?P<width>32)?_DEFINE(?:_SPEC)?(?P<count>\d)")
"""The macros that define system calls: include/linux/syscalls.h, include/linux/compat.h,
arch/powerpc/kernel/sys_ppc32.c, and the ones with a spec inside of RFC v1."""

_NAME = re.compile(r"[A-Za-z_]\w*")
_NUMBER = r"\(*(?:0[xX][0-9a-fA-F]+|\d+)[uUlL]*\)*"
_IOCTL = r"\(?([A-Za-z_]\w*IO|_IO|IO)(?:C|R|W|WR|R_BAD|W_BAD|WR_BAD)?"
"""Patterns that are compiled with the first ioctl."""


class Parsed(msgspec.Struct, frozen=True, kw_only=True):
    """What a declaration says, without its place.

    ``complete`` is false when the text ends inside it.
    """

    name: str
    kind: ApiKind
    macro: str = ""
    return_type: str = ""
    params: tuple[DeclaredParam, ...] = ()
    complete: bool = True


def parse_syscall(run: Sequence[Token]) -> Parsed | None:
    """Read ``SYSCALL_DEFINEn(name, type, arg, ...)`` or one of its relatives."""
    match = SYSCALL.fullmatch(run[0].text) if run else None
    if match is None or len(run) < 3 or run[1].text != "(":
        return None
    end = matches(run)[1]
    name, *rest = split(expanded(run[2:end]))
    if not name or not is_word(name[0].text):
        return None
    pairs = list(zip(rest[::2], rest[1::2], strict=False))
    compat = bool(match["prefix"] or match["width"])
    return Parsed(
        name=("compat_sys_" if compat else "sys_") + spell(name),
        kind=ApiKind.SYSCALL,
        macro=match.group(),
        return_type="long",
        params=tuple(DeclaredParam(type_name=spell(t), name=spell(n)) for t, n in pairs),
        complete=end < len(run) and len(pairs) == int(match["count"]),
    )


def parse_function(run: Sequence[Token]) -> Parsed | None:
    """Read a function's prototype or the head of its definition."""
    if not run or run[0].text == "typedef":
        return None
    pairs = matches(run)
    place = _function_name(run, pairs)
    if place is None:
        return None
    name, opening, kind = place
    return Parsed(
        name=run[name].text.removesuffix("_noprof"),  # alloc_hooks() adds it: "name" is the API
        kind=ApiKind.SYSCALL if _is_syscall(run, run[name].text) else ApiKind.FUNCTION,
        return_type=spell(kind),
        params=parameters(run[opening + 1 : pairs[opening]]),
        complete=pairs[opening] < len(run),
    )


def _is_syscall(run: Sequence[Token], name: str) -> bool:
    prefixed = name.startswith(("sys_", "compat_sys_"))
    return prefixed and any(token.text == "asmlinkage" for token in run)


def _function_name(
    run: Sequence[Token], pairs: dict[int, int]
) -> tuple[int, int, list[Token]] | None:
    """Return (index of the name, of its parenthesis, type) of the function in ``run``."""
    best: tuple[int, int, list[Token]] | None = None
    index = 0
    while index < len(run):
        text = run[index].text
        if text == "(":
            found = _candidate(run, pairs, index)
            if found and (best is None or _is_better(run, best, found)):
                best = found
            index = pairs[index]
        elif text == "[":
            index = pairs[index]
        index += 1
    return best


def _candidate(
    run: Sequence[Token], pairs: dict[int, int], opening: int
) -> tuple[int, int, list[Token]] | None:
    before = run[opening - 1].text if opening else ""
    if run[opening + 1 : opening + 2] and run[opening + 1].text == "*":
        return _pointer(run, pairs, opening)
    if not _NAME.fullmatch(before) or before in KEYWORDS or before in QUALIFIERS:
        return None
    kind = without_attributes(run[: opening - 1])
    if not any(is_word(token.text) and token.text not in QUALIFIERS for token in kind):
        return None
    return opening - 1, opening, kind


def _is_better(
    run: Sequence[Token], best: tuple[int, int, list[Token]], found: tuple[int, int, list[Token]]
) -> bool:
    """Say whether the earlier candidate was the attribute of the later one."""
    if is_attribute(run[found[0]].text):
        return False
    return is_attribute(run[best[0]].text) or found[0] - best[1] > 2


def _pointer(
    run: Sequence[Token], pairs: dict[int, int], opening: int
) -> tuple[int, int, list[Token]] | None:
    """Read ``int (*name)(args)`` and ``int (*name(args))(other args)``."""
    kind = without_attributes(run[:opening])
    place = opening + 1
    while place < len(run) and (run[place].text == "*" or run[place].text in QUALIFIERS):
        place += 1
    if not kind or place + 1 >= len(run) or not _NAME.fullmatch(run[place].text):
        return None
    if run[place + 1].text == "(":
        inner = pairs[place + 1]
        rest = [*run[opening:place], *run[inner + 1 :]]
        return place, place + 1, [*kind, *rest]
    close = pairs[opening]
    if place + 1 == close and close + 1 < len(run) and run[close + 1].text == "(":
        return place, close + 1, kind
    return None


def parse_define(run: Sequence[Token]) -> Parsed | None:
    """Read ``#define NAME value`` or ``#define name(args) body`` (from the ``#`` on)."""
    if len(run) < 3 or run[1].text != "define" or not _NAME.fullmatch(run[2].text):
        return None
    name = run[2]
    opening = run[3] if len(run) > 3 else None
    glued = opening is not None and opening[1:] == (name.line, name.column + len(name.text))
    if opening is not None and glued and opening.text == "(":
        end = matches(run)[3]
        return Parsed(
            name=name.text,
            kind=ApiKind.FUNCTION,
            macro="#define",
            params=tuple(
                DeclaredParam(type_name="", name=spell(part)) for part in split(run[4:end]) if part
            ),
            complete=end < len(run),
        )
    return _constant(name.text, run[3:])


def _constant(name: str, body: Sequence[Token]) -> Parsed:
    value = [token.text for token in body if token.text not in "()"]
    called = len(value) > 1 and bool(re.fullmatch(_IOCTL, value[0]))
    number = len(value) == 1 and bool(re.fullmatch(_NUMBER, value[0]))
    return Parsed(
        name=name,
        kind=ApiKind.IOCTL if called or number else ApiKind.FUNCTION,
        macro=value[0] if called else "#define",
    )
