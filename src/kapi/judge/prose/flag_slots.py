"""Places that hold a flag, or a kind of file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kapi.judge.prose.nouns import KINDS
from kapi.judge.prose.param_words import param_meant
from kapi.judge.prose.roles import Role, limits_of, listed
from kapi.judge.prose.scope import Scope, Single
from kapi.judge.prose.spellings import Word
from kapi.judge.prose.value_slots import constant, member
from kapi.model.elements import Param
from kapi.vocab import symbols
from kapi.vocab.architectures import ARCHITECTURES


def _flag(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A constant that the limits of exactly one parameter list: ``flags & O_CREAT``."""
    rest = [word.text for word in found if word.norm not in ("flag", "bit", "operation", "value")]
    if len(rest) != 1 or not rest[0].isupper():
        return None
    every = (*scope.roles.spec.params, *scope.roles.fields.values())
    owners = [param for param in every if rest[0] in listed(param)]
    if not owners and symbols.is_known(rest[0]):
        owners = _described_flags(rest[0], scope) or _unlimited_flags(scope)
    if len(owners) != 1:
        return None
    test = _test(owners[0], rest[0])
    return {"flag": test, "owner": owners[0].name} if test else None


def _described_flags(constant: str, scope: Scope) -> list[Param]:
    """The flags whose description names a constant that no limits list."""
    found = (scope.roles.param(name) for name in scope.roles.of(Role.FLAGS))
    return [
        param
        for param in found
        if param is not None
        and limits_of(param) is None
        and constant in re.findall(r"\w+", f"{param.description} {param.constraint}")
    ]


def _unlimited_flags(scope: Scope) -> list[Param]:
    """The parameters that may hold a constant which no limits list; flags, if that is but one."""
    others = {name for role in Role if role is not Role.FLAGS for name in scope.roles.of(role)}
    free = [one for one in scope.roles.spec.params if one.name not in others]
    found = [one for one in free if limits_of(one) is None]
    return found if [one.name for one in found] == list(scope.roles.of(Role.FLAGS)) else []


def _test(param: Param, constant: str) -> str | None:
    if param.limits.values is not None and not param.limits.mask and "flags" not in param.name:
        return f"{param.name} == {constant}"
    return _bits(param.name, constant)


def _bits(name: str, constant: str) -> str | None:
    """``name & BIT``; all bits of a constant with several; None for one that has no bit."""
    number = symbols.value(constant, ARCHITECTURES["x86_64"])
    if number is not None and number.number == 0:
        return None
    if number is not None and number.number.bit_count() == 1:
        return f"{name} & {constant}"
    return f"({name} & {constant}) == {constant}"


def _flags(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """The flags, or a member of a structure: words alone may say that it has bits."""
    name = param_meant(found, scope, Role.FLAGS) or member(found, scope)
    return {"flags": name} if name else None


def _bit(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A constant beside the parameter that the phrase names."""
    rest = [word.text for word in found if word.norm not in ("flag", "bit")]
    if len(rest) != 1 or not constant(rest[0], scope) or not rest[0].isupper():
        return None
    number = symbols.value(rest[0], ARCHITECTURES["x86_64"])
    if number is not None and number.number == 0:
        return None
    text = _bits("{flags}", rest[0])
    return {"bit": text} if text else None


def _only(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """All the constants that the limits of one parameter allow: "only A and B are allowed"."""
    named = {word.text for word in found if word.norm not in (",", "and", "or", "flag", "bit")}
    owners = [
        param
        for param in scope.roles.spec.params
        if listed(param) and set(listed(param)) == named and limits_of(param)
    ]
    if len(owners) != 1:
        return None
    return {"outside": limits_of(owners[0]) or ""}


def _kind(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    phrase = " ".join(word.norm for word in found)
    text = KINDS.get(phrase) or KINDS.get(phrase.removesuffix("s"))
    return {"kind": text} if text else None


def _file_kind(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A kind that paths lead to as well: what `path_kind` can answer."""
    value = _kind(found, scope)
    prefix = "kind({fd}) == "
    if value is None or not value["kind"].startswith(prefix):
        return None
    return {"file_kind": value["kind"].removeprefix(prefix)}


def _open_flag(found: Sequence[Word], scope: Scope) -> dict[str, str] | None:
    """A status flag of an open file, as F_GETFL gives it."""
    rest = [word.text for word in found if word.norm not in ("flag", "status")]
    if len(rest) != 1 or not rest[0].startswith("O_"):
        return None
    text = rest[0]
    if text in ("O_RDONLY", "O_WRONLY", "O_RDWR"):
        return {"open_flag": f"(status_flags({{fd}}) & O_ACCMODE) == {text}"}
    if text == "O_PATH":
        return {"open_flag": "path_only({fd})"}
    if text not in ("O_NONBLOCK", "O_APPEND", "O_DIRECT", "O_ASYNC", "O_NOATIME", "O_SYNC"):
        return None
    test = _bits("status_flags({fd})", text)
    return {"open_flag": test} if test else None


FLAG_SLOTS: dict[str, Single] = {
    "flag": _flag,
    "flags": _flags,
    "bit": _bit,
    "only": _only,
    "kind": _kind,
    "file_kind": _file_kind,
    "open_flag": _open_flag,
}
"""What the words in each of these places mean."""
