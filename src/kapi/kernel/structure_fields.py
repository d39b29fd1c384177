"""Fields of the model from the members of the framework's structures, and what 0 means there.

An image has numbers where a spec has words, and 0 where nothing was stated: words come back from
their numbers, and a 0 that means nothing is left out (`STATED` has those that do mean something).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import msgspec

from kapi.kernel.decode import Named, Tree, Value
from kapi.model.elements import Expression, Unknown
from kapi.model.prose import fold
from kapi.model.prose import literal as as_code
from kapi.model.spec import ELEMENTS, Origin, Spec, parted
from kapi.vocab.architectures import Architecture
from kapi.vocab.capabilities import capability_name
from kapi.vocab.errno import errno_name
from kapi.vocab.field import Form, Member, Structure
from kapi.vocab.members import SPEC_STRUCTURE, STRUCTURES
from kapi.vocab.numbers import numbered_word, words_of_bits
from kapi.vocab.spelling import find_word
from kapi.vocab.words import Answer, ApiKind, ConstraintType, LockType, ParamType, ReturnCheck

_STATED: Final[Mapping[str, Callable[[Mapping[str, Any]], bool]]] = {
    "limits.minimum": lambda stated: _is(stated, ConstraintType.RANGE),
    "limits.maximum": lambda stated: _is(stated, ConstraintType.RANGE),
    "limits.mask": lambda stated: _is(stated, ConstraintType.MASK),
    "success": lambda stated: stated.get("check") is ReturnCheck.EXACT,
    "success_min": lambda stated: stated.get("check") is ReturnCheck.RANGE,
    "success_max": lambda stated: stated.get("check") is ReturnCheck.RANGE,
    "offset": lambda stated: "name" in stated,
}
"""Fields whose 0 is stated, and when."""
_NOTHING: Final = (ParamType.VOID, ConstraintType.NONE, LockType.NONE)
"""Words with the number 0 that stand where nobody wrote one."""
_ALWAYS = "1"
"""The version that the macro itself writes."""
_HEX = ("limits.mask",)
_KINDS = (ApiKind.FUNCTION, ApiKind.IOCTL, ApiKind.SYSFS)
"""``api_type`` of RFC v2."""
_COMMAND = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")
"""The macro of an ioctl's command."""


class Reader:
    """Makes fields of what was decoded; ``names`` knows functions by their addresses.

    ``first`` is the number of the first parameter where a parameter is named by its number.
    """

    def __init__(
        self,
        architecture: Architecture,
        names: Callable[[int], str | None] = lambda _: None,
        first: int = 1,
    ) -> None:
        self._architecture = architecture
        self._names = names
        self._first = first

    def spec(self, tree: Tree, name: str = "", origin: Origin | None = None) -> Spec:
        """Return the spec that ``tree`` is; ``name`` where it states none."""
        fields = self.fields(tree)
        fields["name"] = fields.get("name") or name
        fields["kind"] = _kind(tree, fields["name"])
        return Spec(**fields, origin=origin or Origin())

    def fields(self, tree: Tree, structure: Structure = SPEC_STRUCTURE) -> dict[str, Any]:
        """Return the fields of the model that the members of ``tree`` fill."""
        stated = self._members(tree, structure)
        if stated.get("version") == _ALWAYS:
            del stated["version"]
        for name in structure.inner:
            block = STRUCTURES[name]
            if name == "return_spec" and not tree.get("return_magic"):
                continue
            built = tuple(self._elements(block, tree.get(name)))
            if built:
                stated[block.field] = built if block.many else built[0]
        return parted(stated)

    def _members(self, tree: Tree, structure: Structure) -> dict[str, Any]:
        """The fields that hold one value; of those with 0, the ones where 0 is stated."""
        stated: dict[str, Any] = {}
        late = []
        for member in structure.members:
            if member.form is Form.COUNT or member.name not in tree or member.field == "kind":
                continue
            value = self._value(member, tree[member.name])
            if value is not None:
                stated[member.field] = value
            elif tree[member.name] == 0:
                late.append(member)
        for member in late:
            holds = _STATED.get(member.field)
            if holds is not None and holds(stated):
                stated[member.field] = _number_text(member.field, 0)
        return stated

    def _elements(self, block: Structure, value: Value) -> Iterator[Any]:
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, dict):
                continue
            fields = self.fields(one, block)
            self._finish(block.name, fields, one)
            kind = ELEMENTS[block.field]
            for required in _required(kind):
                fields.setdefault(required, "")
            yield kind(**fields)

    def _finish(self, name: str, fields: dict[str, Any], tree: Tree) -> None:
        """What a structure means beyond its members."""
        if name == "errors":
            self._finish_error(fields)
        elif name == "capabilities":
            number = tree.get("capability")
            known = capability_name(number) if isinstance(number, int) else None
            fields["capability"] = known or str(number)
            if fields.get("description") == fields["capability"]:
                del fields["description"]
        elif name == "params":
            self._finish_param(fields, tree)

    def _finish_error(self, fields: dict[str, Any]) -> None:
        """The number is kept only where it is not that of the name."""
        code = fields.pop("code", None)
        if code is None:
            return
        known = errno_name(-int(code), self._architecture)
        if "errno" not in fields:
            fields["errno"] = known or code.removeprefix("-")
        elif known != fields["errno"]:
            fields["code"] = Expression(code)

    def _finish_param(self, fields: dict[str, Any], tree: Tree) -> None:
        """Since PATCH v3 the parameter with the size is counted from 1, and 0 is none.

        Before it was counted from 0, and 0 is also what nobody wrote: it is taken for nothing.
        """
        stated = tree.get("size_param_idx")
        fields.pop("size_param", None)
        if isinstance(stated, int) and stated > 0:
            fields["size_param"] = stated - self._first

    def _value(self, member: Member, raw: Value) -> Any:
        """What a member says; None for what it does not state."""
        if raw is None or raw == "" or raw == []:
            return None
        if isinstance(raw, str):
            return self._text(member, raw)
        if isinstance(raw, list):
            return self._list(member, raw)
        return self._number(member, raw) if isinstance(raw, int) else None

    def _text(self, member: Member, raw: str) -> Any:
        if member.form is Form.PROSE:
            return fold(raw.split("\n")) or None
        if member.form is Form.CODE:
            return as_code(f" {row.expandtabs()}" for row in raw.split("\n")) or None
        if member.form is Form.VALUE_STRING:
            return tuple(Expression(" ".join(one.split())) for one in raw.split(","))
        if member.words is not None:
            return find_word(member.words, raw) or Unknown(raw)
        folded = raw if member.form is Form.TEXT else " ".join(raw.split())
        return Expression(folded) if member.form is Form.QUOTED else folded

    def _list(self, member: Member, raw: list[Any]) -> Any:
        if member.field == "alternatives":
            return tuple(capability_name(one) or str(one) for one in raw)
        if member.form in (Form.VALUES, Form.ARRAY):
            return tuple(Expression(str(one)) for one in raw)
        return tuple(map(str, raw))

    def _number(self, member: Member, raw: int) -> Any:
        if member.form is Form.WORDS:
            assert member.words is not None
            found = words_of_bits(member.words, raw)
            return (
                tuple(Unknown(hex(one)) if isinstance(one, int) else one for one in found) or None
            )
        if member.words is Answer:
            return Answer.YES if raw else None
        if member.words is not None:
            named = find_word(member.words, raw.name) if isinstance(raw, Named) else None
            word = named or numbered_word(member.words, raw)
            return None if word in _NOTHING else word or Unknown(str(raw))
        if raw == 0:
            return None
        return self._plain(member, raw)

    def _plain(self, member: Member, raw: int) -> Any:
        if member.form is Form.ERRNO:
            return errno_name(abs(raw), self._architecture) or str(abs(raw))
        if member.form is Form.SYMBOL:
            return str(raw) if member.field in ("capability", "version") else self._names(raw)
        if member.form is Form.POSITION:
            return raw
        if member.form is Form.BOOL:
            return True
        return _number_text(member.field, raw)


def _kind(tree: Tree, name: str) -> ApiKind:
    """Only RFC v2 had an ``api_type``: else the name tells what it is the name of."""
    stated = tree.get("api_type")
    if isinstance(stated, int) and 0 < stated < len(_KINDS):
        return _KINDS[stated]
    if tree.get("cmd") or _COMMAND.fullmatch(name):
        return ApiKind.IOCTL
    if name.startswith(("sys_", "compat_sys_")):
        return ApiKind.SYSCALL
    return ApiKind.SYSFS if "/" in name else ApiKind.FUNCTION


@functools.cache
def _required(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields without a default; to ask msgspec costs 1 ms."""
    return tuple(one.name for one in msgspec.structs.fields(kind) if one.required)


def _number_text(path: str, number: int) -> Expression:
    """Return a number as a spec has it: in base 10, but for masks.

    In C no number of base 10 is as large as those that only 64 bits without a sign hold.
    """
    return Expression(hex(number) if path in _HEX or number >= 1 << 63 else str(number))


def _is(stated: Mapping[str, Any], kind: ConstraintType) -> bool:
    return stated.get("limits.type") is kind
