"""The structure that a parameter points to: where its members lie, nested ones flattened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from kapi.conform.subject import Subject
from kapi.expr.evaluate import number_of
from kapi.model.elements import Param, StructSpec
from kapi.vocab import symbols
from kapi.vocab.integers import CType

__all__ = ["Layout", "Member", "layout_of"]


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """``offset`` and ``size`` in bytes; ``kind`` is its integer type."""

    offset: int
    size: int
    kind: CType


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """``size`` in bytes; ``members`` by their paths, such as ``it_value.tv_nsec``."""

    size: int
    members: Mapping[str, Member]


def layout_of(param: Param, subject: Subject) -> Layout | None:
    """Return the structure behind ``param`` as the spec declares it, or None."""
    name = (param.struct_type or _pointed(param.type_name or "")).removeprefix("struct").strip()
    declared = {one.name.removeprefix("struct").strip(): one for one in subject.spec.structs}
    struct = declared.get(name)
    if struct is None or not struct.fields:
        return None
    members = dict(_members(struct, declared, subject, 0, ""))
    stated = number_of(struct.size, subject.environment(())) if struct.size else None
    size = stated or symbols.size_of(f"struct {name}", subject.architecture)
    size = size or max((one.offset + one.size for one in members.values()), default=0)
    return Layout(size=size, members=members) if members and size <= 1 << 16 else None


def _pointed(type_name: str) -> str:
    words = type_name.replace("*", " ").replace("__user", " ").replace("const", " ").split()
    return " ".join(words)


def _members(
    struct: StructSpec,
    declared: Mapping[str, StructSpec],
    subject: Subject,
    base: int,
    prefix: str,
) -> Iterator[tuple[str, Member]]:
    names = subject.environment(())
    end = 0
    for field in struct.fields:
        stated = number_of(field.offset, names) if field.offset is not None else None
        offset = base + (stated if stated is not None else end)
        type_name = (field.type_name or "").removeprefix("struct").strip()
        nested = declared.get(type_name)
        if nested is not None and nested is not struct and prefix.count(".") < 4:
            yield from _members(nested, declared, subject, offset, f"{prefix}{field.name}.")
            size = number_of(nested.size, names) if nested.size else None
        else:
            size = number_of(field.size, names) if field.size is not None else None
            kind = subject.architecture.integer_type(field.type_name or "")
            if size is None and kind is not None:
                size = kind.bits // 8
            if size in (1, 2, 4, 8):
                kind = kind if kind is not None and kind.bits == 8 * size else None
                kind = kind or CType(8 * size, False)
                yield prefix + field.name, Member(offset=offset, size=size, kind=kind)
        end = offset - base + (size or 0)
