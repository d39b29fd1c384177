"""What a target format cannot say: every writer returns its text with a list of losses."""

from __future__ import annotations

from typing import Any, TypeVar, cast

import msgspec

from kapi.model.spec import Spec

__all__ = ["Loss", "Written", "drop"]

Node = TypeVar("Node", bound=msgspec.Struct)


class Loss(msgspec.Struct, frozen=True):
    """One fact of the model that the written text does not carry (or carries otherwise).

    ``path`` leads from the spec to the field: ``("errors", 2, "condition")``. ``reason`` says
    why in a few words.
    """

    path: tuple[str | int, ...]
    reason: str

    def __str__(self) -> str:
        steps = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in self.path)
        return f"{steps.lstrip('.')}: {self.reason}"


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """The text of one spec in one format, and what it could not say."""

    text: str
    losses: tuple[Loss, ...] = ()


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
        defaults = {info.name: info for info in msgspec.structs.fields(type(node))}
        if field not in defaults:
            return node
        default = defaults[field].default
        changed: Any = "" if default is msgspec.NODEFAULT else default
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
