"""A spec without what a format could not say of it, to hold a round trip against."""

from __future__ import annotations

import functools
from typing import Any, TypeVar, cast

import msgspec

from kapi.model.spec import Spec
from kapi.written import Loss

Node = TypeVar("Node", bound=msgspec.Struct)


def drop(spec: Spec, losses: tuple[Loss, ...]) -> Spec:
    """Return ``spec`` with every lost field set to its default.

    ``drop(read(write(spec)), losses) == drop(spec, losses)`` is the round trip. Paths that do
    not exist in ``spec`` are passed over.
    """
    for loss in losses:
        spec = _reset(spec, loss.path)
    return spec


def _reset(node: Node, path: tuple[str | int, ...]) -> Node:
    field, rest = cast(str, path[0]), path[1:]
    value = getattr(node, field, None)
    if not rest:
        defaults = _defaults(type(node))
        if field not in defaults:
            return node
        changed: Any = defaults[field]
    elif isinstance(rest[0], int):
        if not isinstance(value, tuple) or rest[0] >= len(value):
            return node
        item = _reset(value[rest[0]], rest[1:]) if rest[1:] else value[rest[0]]
        changed = (*value[: rest[0]], item, *value[rest[0] + 1 :])
    elif isinstance(value, msgspec.Struct):
        changed = _reset(value, rest)
    else:
        return node
    return msgspec.structs.replace(node, **{field: changed})


@functools.cache
def _defaults(kind: type[msgspec.Struct]) -> dict[str, Any]:
    fields = msgspec.structs.fields(kind)
    return {one.name: "" if one.required else one.default for one in fields}
