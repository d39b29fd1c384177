"""Specs with every field of every structure filled, and the leaves of such a spec."""

from __future__ import annotations

import enum
import itertools
import types
import typing
from collections.abc import Iterator
from typing import Any

import msgspec

from kapi.model.elements import Unknown
from kapi.model.spec import Spec
from kapi.span import Span

DEEPEST = 3  # an extension in an extension in an extension is enough
Path = tuple[Any, ...]


class Filler:
    """Makes values with unique markers, so that each can be found in an output."""

    def __init__(self) -> None:
        self.numbers = itertools.count(100)

    def text(self) -> str:
        return f"mark{next(self.numbers)}x"

    def value(self, hint: Any, depth: int) -> Any:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if isinstance(hint, typing.NewType):
            return self.value(hint.__supertype__, depth)
        if hint is str or hint is Any:
            return self.text()
        if hint is bool:
            return True
        if hint is int:
            return next(self.numbers)
        if origin is tuple:
            return (self.value(arguments[0], depth),) if depth < DEEPEST else ()
        if origin is dict:
            return {self.text(): self.text()}
        if origin in (typing.Union, types.UnionType):
            kinds = [one for one in arguments if one not in (type(None), Unknown)]
            return self.value(kinds[0], depth)
        if issubclass(hint, enum.Enum):
            return next(member for member in hint if member.value != "none")
        return self.struct(hint, depth)

    def struct(self, kind: type[msgspec.Struct], depth: int = 0) -> Any:
        if kind is Span:
            return Span()
        hints = typing.get_type_hints(kind)
        inner = depth + 1 if kind.__name__ == "Extension" else depth
        return kind(**{name: self.value(hints[name], inner) for name in kind.__struct_fields__})


def filled() -> Spec:
    """A spec in which nothing is absent."""
    spec = Filler().struct(Spec)
    assert isinstance(spec, Spec)
    return spec


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every plain value in ``value`` with the way to it; places of elements are left out."""
    if isinstance(value, Span):
        return
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from leaves(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    else:
        yield path, value


def changed(value: Any, path: Path) -> Any:
    """``value`` with the leaf at ``path`` replaced by another one of its type."""
    if not path:
        return other(value)
    step, rest = path[0], path[1:]
    if isinstance(value, tuple):
        return (*value[:step], changed(value[step], rest), *value[step + 1 :])
    if isinstance(value, dict):
        return {**value, step: changed(value[step], rest)}
    return msgspec.structs.replace(value, **{step: changed(getattr(value, step), rest)})


def other(leaf: Any) -> Any:
    if isinstance(leaf, enum.Enum):
        members = list(type(leaf))
        return members[(members.index(leaf) + 1) % len(members)]
    if isinstance(leaf, bool):
        return not leaf
    return leaf + 1 if isinstance(leaf, int) else leaf + "changed"
