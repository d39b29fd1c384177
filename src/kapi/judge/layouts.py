"""The structure that a parameter points to: where its members lie, nested ones flattened.

A number that is pointed to is a structure with one member, which expressions call ``*arg``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from kapi.expr.environment import Environment
from kapi.expr.evaluate import number_of
from kapi.expr.parser import POINTED
from kapi.model.elements import Limits, Param, StructSpec, Unknown
from kapi.model.spec import Spec
from kapi.vocab import symbols
from kapi.vocab.architectures import Architecture
from kapi.vocab.integers import CType
from kapi.vocab.words import ParamType


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """``offset`` and ``size`` in bytes; ``kind`` is its integer type.

    ``type`` is what it stands for, ``type_name`` its C type and ``limits`` its values, as the
    structure's field says.
    """

    offset: int
    size: int
    kind: CType
    type: ParamType | Unknown | None = None
    type_name: str | None = None
    limits: Limits = Limits()


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """``size`` in bytes; ``members`` by their paths, such as ``it_value.tv_nsec``."""

    size: int
    members: Mapping[str, Member]


def layouts(spec: Spec, architecture: Architecture, page_size: int) -> dict[str, Layout]:
    """Return by the name of the parameter that points to it each structure ``spec`` declares."""
    names = Environment(architecture=architecture, page_size=page_size)
    declared = {one.name.removeprefix("struct").strip(): one for one in spec.structs}
    found = ((param.name, _layout(param, declared, names)) for param in spec.params)
    return {name: layout for name, layout in found if layout is not None}


def member_types(found: Mapping[str, Layout]) -> dict[str, CType]:
    """Return the C type of each member, as expressions name it (``event->events``)."""
    return {
        f"{param}->{name}": member.kind
        for param, layout in found.items()
        for name, member in layout.members.items()
    }


def _layout(param: Param, declared: Mapping[str, StructSpec], names: Environment) -> Layout | None:
    name = (param.struct_type or _pointed(param.type_name or "")).removeprefix("struct").strip()
    struct = declared.get(name)
    if struct is None and (param.type_name or "").count("*") == 1:
        return _number(name, names.architecture)
    if struct is None or not struct.fields:
        return None
    members = dict(_members(struct, declared, names, 0, ""))
    stated = number_of(struct.size, names) if struct.size else None
    size = stated or symbols.size_of(f"struct {name}", names.architecture)
    size = size or max((one.offset + one.size for one in members.values()), default=0)
    return Layout(size=size, members=members) if members and size <= 1 << 16 else None


def _number(type_name: str, architecture: Architecture) -> Layout | None:
    """A number of more than one byte; characters are texts, or a buffer of any length."""
    kind = architecture.integer_type(type_name)
    if kind is None or kind.bits == 8:
        return None
    size = kind.bits // 8
    only = Member(offset=0, size=size, kind=kind, type_name=type_name)
    return Layout(size=size, members={POINTED.removeprefix("->"): only})


def _pointed(type_name: str) -> str:
    words = type_name.replace("*", " ").replace("__user", " ").replace("const", " ").split()
    return " ".join(words)


def _members(
    struct: StructSpec,
    declared: Mapping[str, StructSpec],
    names: Environment,
    base: int,
    prefix: str,
) -> Iterator[tuple[str, Member]]:
    end = 0
    for field in struct.fields:
        stated = number_of(field.offset, names) if field.offset is not None else None
        offset = base + (stated if stated is not None else end)
        type_name = (field.type_name or "").removeprefix("struct").strip()
        nested = declared.get(type_name)
        if nested is not None and nested is not struct and prefix.count(".") < 4:
            yield from _members(nested, declared, names, offset, f"{prefix}{field.name}.")
            size = number_of(nested.size, names) if nested.size else None
        else:
            size = number_of(field.size, names) if field.size is not None else None
            kind = names.architecture.integer_type(field.type_name or "")
            if size is None and kind is not None:
                size = kind.bits // 8
            if size in (1, 2, 4, 8):
                kind = kind if kind is not None and kind.bits == 8 * size else None
                kind = kind or CType(8 * size, field.type is ParamType.INT)
                yield (
                    prefix + field.name,
                    Member(
                        offset=offset,
                        size=size,
                        kind=kind,
                        type=field.type,
                        type_name=field.type_name,
                        limits=field.limits,
                    ),
                )
        end = offset - base + (size or 0)
