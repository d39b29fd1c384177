"""Specs from an image: the members of its structures as fields of the model.

An image has numbers where a spec has words, and 0 where nothing was stated: words come back from
their numbers, and a 0 that means nothing is left out (`STATED` has those that do mean something).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import msgspec

from kapi.finding import Finding, Severity
from kapi.kernel.decode import Tree, Value, decode
from kapi.kernel.image import Image, ImageError
from kapi.kernel.section import Specs, locate
from kapi.model.elements import Expression, Unknown
from kapi.model.prose import fold
from kapi.model.prose import literal as as_code
from kapi.model.spec import ELEMENTS, Origin, Spec, parted
from kapi.sources.reading import Reading
from kapi.span import Span
from kapi.vocab.architectures import ARCHITECTURES, Architecture
from kapi.vocab.capabilities import capability_name
from kapi.vocab.errno import errno_name
from kapi.vocab.field import Form, Member, Structure
from kapi.vocab.members import SPEC_STRUCTURE, STRUCTURES
from kapi.vocab.numbers import numbered_word, words_of_bits
from kapi.vocab.spelling import find_word
from kapi.vocab.words import Answer, ApiKind, ConstraintType, ReturnCheck

__all__ = ["STATED", "architecture_of", "number_text", "read_image"]

STATED: Final[Mapping[tuple[str, str], Callable[[Mapping[str, Any]], bool]]] = {
    ("limits.minimum", "limits.type"): lambda stated: _is(stated, ConstraintType.RANGE),
    ("limits.maximum", "limits.type"): lambda stated: _is(stated, ConstraintType.RANGE),
    ("limits.mask", "limits.type"): lambda stated: _is(stated, ConstraintType.MASK),
    ("success", "check"): lambda stated: stated.get("check") is ReturnCheck.EXACT,
    ("success_min", "check"): lambda stated: stated.get("check") is ReturnCheck.RANGE,
    ("success_max", "check"): lambda stated: stated.get("check") is ReturnCheck.RANGE,
    ("offset", "name"): lambda stated: "name" in stated,
}
"""Fields whose 0 is stated, and the field that tells when."""
_ARCHITECTURES: Final = {
    "EM_X86_64": "x86_64", "EM_386": "i386", "EM_AARCH64": "arm64", "EM_ARM": "arm",
    "EM_PPC64": "powerpc", "EM_PPC": "powerpc", "EM_RISCV": "riscv64", "EM_S390": "s390x",
}  # fmt: skip
_KINDS = (ApiKind.FUNCTION, ApiKind.IOCTL, ApiKind.SYSFS)
"""``api_type`` of RFC v2."""
_HEX = ("limits.mask",)


def read_image(image: Image, source: str) -> Reading:
    """Return the specs of ``image``, which the user calls ``source``.

    One that cannot be read is a finding with its place. Raises `ImageError` where the image has
    none at all.
    """
    found = locate(image)
    size = found.layout.size
    image.apply_relocations([(address, address + size) for address in found.addresses])
    specs: list[Spec] = []
    findings: list[Finding] = []
    for address in found.addresses:
        try:
            specs.append(_spec(image, address, found, source))
        except ImageError as error:
            span = Span(source=source, file=source)
            message = f"a specification cannot be read: {error}"
            findings.append(
                Finding(
                    code="damaged-image", severity=Severity.ERROR, message=message, span=span
                )
            )
    return Reading(specs=tuple(specs), findings=tuple(findings))


def architecture_of(image: Image) -> Architecture:
    """Return the architecture whose errnos the image has; that of x86-64 where it is not known."""
    return ARCHITECTURES.get(_ARCHITECTURES.get(image.machine, ""), ARCHITECTURES["x86_64"])


def _spec(image: Image, address: int, found: Specs, source: str) -> Spec:
    tree = decode(image, address, found.layout)
    reader = _Reader(image, architecture_of(image))
    fields = reader.fields(tree, SPEC_STRUCTURE)
    name = fields.get("name")
    if not isinstance(name, str) or not name:
        raise ImageError(f"{image.place(address)}: it has no name")
    origin = Origin(source=source, file=f"{source}:{image.place(address)}")
    return Spec(**{**fields, "name": name, "kind": _kind(tree, name)}, origin=origin)


def _kind(tree: Tree, name: str) -> ApiKind:
    """As later postings have no ``api_type``, the name tells a system call."""
    stated = tree.get("api_type")
    if isinstance(stated, int) and 0 < stated < len(_KINDS):
        return _KINDS[stated]
    if tree.get("cmd"):
        return ApiKind.IOCTL
    if name.startswith(("sys_", "compat_sys_")):
        return ApiKind.SYSCALL
    return ApiKind.FUNCTION


class _Reader:
    """Makes the fields of elements of what was decoded."""

    def __init__(self, image: Image, architecture: Architecture) -> None:
        self._image = image
        self._architecture = architecture

    def fields(self, tree: Tree, structure: Structure) -> dict[str, Any]:
        """Return the fields of the model that the members of ``tree`` fill."""
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
            if any(path == member.field and holds(stated) for (path, _), holds in STATED.items()):
                stated[member.field] = number_text(member.field, 0)
        for name in structure.inner:
            block = STRUCTURES[name]
            built = tuple(self._elements(block, tree.get(name)))
            if built:
                stated[block.field] = built if block.many else built[0]
        return parted(stated)

    def _elements(self, block: Structure, value: Value) -> Iterator[Any]:
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, dict) or (not block.many and not any(one.values())):
                continue
            fields = self.fields(one, block)
            self._finish(block.name, fields, one)
            kind = ELEMENTS[block.field]
            for field in msgspec.structs.fields(kind):
                if field.required:
                    fields.setdefault(field.name, "")
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
        """Since PATCH v3 the parameter with the size is counted from 1, and 0 is none."""
        stated = tree.get("size_param_idx")
        fields.pop("size_param", None)
        if isinstance(stated, int) and stated > 0:
            fields["size_param"] = stated - 1

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
            return tuple(Unknown(hex(one)) if isinstance(one, int) else one for one in found) or None
        if member.words is Answer:
            return Answer.YES if raw else None
        if member.words is not None:
            word = numbered_word(member.words, raw)
            nothing = word is ConstraintType.NONE
            return None if nothing else word or Unknown(str(raw))
        if raw == 0:
            return None
        return self._plain(member, raw)

    def _plain(self, member: Member, raw: int) -> Any:
        if member.form is Form.ERRNO:
            return errno_name(abs(raw), self._architecture) or str(abs(raw))
        if member.form is Form.SYMBOL:
            return self._image.names([raw]).get(raw) if member.field != "capability" else str(raw)
        if member.form is Form.POSITION:
            return raw
        if member.form is Form.BOOL:
            return True
        return number_text(member.field, raw)


def number_text(path: str, number: int) -> Expression:
    """Return a number as a spec has it: masks in base 16, all else in base 10."""
    return Expression(hex(number) if path in _HEX else str(number))


def _is(stated: Mapping[str, Any], kind: ConstraintType) -> bool:
    return stated.get("limits.type") is kind
