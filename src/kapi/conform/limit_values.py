"""The values at which a parameter's limits show: the last ones inside, the first ones outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from kapi.conform.subject import Subject
from kapi.expr.environment import Environment, parameter_type
from kapi.expr.evaluate import evaluate, number_of
from kapi.expr.nodes import Node
from kapi.expr.values import Value
from kapi.judge.limits import mask_of, outside
from kapi.model.elements import Param, StructSpec
from kapi.vocab.integers import CType
from kapi.vocab.words import ConstraintType

Shown = tuple[str, int]
_MOST_BITS = 64


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """``inside`` and ``outside``: each value with the text that names it.

    ``mask`` says that a value is a bit. ``node`` is true for a value outside. ``is_told`` is False
    where a name in the limits is not known, or only a call tells what it is worth.
    """

    name: str
    node: Node
    kind: CType
    mask: int | None
    inside: tuple[Shown, ...]
    outside: tuple[Shown, ...]
    names: Environment
    is_told: bool = True

    def is_outside(self, raw: int) -> bool:
        """Whether the register ``raw`` is a value that the limits do not allow."""
        return bool(_is_outside(self.node, self.name, self.kind.wrap(raw), self.kind, self.names))

    def shows_inside(self, raw: int, value: int) -> bool:
        """Whether accepting ``raw`` shows that ``value`` is allowed."""
        if self.mask is None:
            return self.kind.wrap(raw) == value
        return bool(raw & value or value == 0) and not self.is_outside(raw)

    def shows_outside(self, raw: int, value: int) -> bool:
        """Whether refusing ``raw`` shows that ``value`` is not allowed."""
        number = self.kind.wrap(raw)
        if self.mask is None:
            return number == value
        beyond = number & ~self.mask & ((1 << self.kind.bits) - 1)
        return beyond == value & ((1 << self.kind.bits) - 1)


def limits_of(param: Param, subject: Subject) -> Limit | None:
    """Return the limits of ``param``, or None where they are no numbers."""
    kind = parameter_type(param.type_name or "", subject.architecture)
    node = outside(param.name, param.limits, subject.architecture)
    if kind is None or node is None:
        return None
    names = subject.environment(())
    mask = mask_of(param.limits, subject.architecture)
    is_told = True
    if mask is not None:
        inside, beyond = _bits(mask, kind)
    else:
        tried = _edges(param, kind, names)
        flags = [_is_outside(node, param.name, one, kind, names) for one in tried]
        is_told = None not in flags
        inside = [one for one, out in zip(tried, flags, strict=True) if not out]
        beyond = [one for one, out in zip(tried, flags, strict=True) if out]
    return Limit(
        name=param.name,
        node=node,
        kind=kind,
        mask=mask,
        inside=tuple((_text(one), one) for one in inside),
        outside=tuple((_text(one), one) for one in beyond),
        names=names,
        is_told=is_told,
    )


def member_limits(struct: StructSpec, subject: Subject) -> Iterator[tuple[str, str, Limit, str]]:
    """Yield the limits of the members of ``struct``, for each parameter that points to it.

    Each with the parameter's name, the member's, and what becomes of a value outside: the errno
    of ``x-violation``, or its action where it has none.
    """
    for param, layout in subject.judge.layouts.items():
        for field in struct.fields:
            for name in layout.members:
                if field.violation is None or not f".{name}".endswith(f".{field.name}"):
                    continue
                path = f"{param}->{name}"
                like = Param(name=path, type_name=field.type_name, limits=field.limits)
                limit = limits_of(like, subject)
                if limit is not None:
                    yield param, name, limit, field.violation.errno or field.violation.action


def _is_outside(node: Node, name: str, number: int, kind: CType, names: Environment) -> bool | None:
    known = {**names.parameters, name: Value(number, kind)}
    found = evaluate(node, msgspec.structs.replace(names, parameters=known))
    return bool(found.number) if isinstance(found, Value) else None


def _bits(mask: int, kind: CType) -> tuple[list[int], list[int]]:
    every = [kind.wrap(1 << bit) for bit in range(min(kind.bits, _MOST_BITS))]
    wide = (1 << kind.bits) - 1
    return (
        [bit for bit in every if bit & wide & mask],
        [bit for bit in every if not bit & wide & mask],
    )


def _edges(param: Param, kind: CType, names: Environment) -> list[int]:
    limits = param.limits
    found: Iterable[int]
    if limits.type is ConstraintType.ENUM:
        values = [number_of(text, names) for text in limits.values or ()]
        known = [one for one in values if one is not None]
        found = [*known, max(known, default=0) + 1, min(known, default=0) - 1]
    elif limits.type is ConstraintType.RANGE:
        bounds = [number_of(text, names) for text in (limits.minimum, limits.maximum)]
        low, high = bounds
        found = [one for one in (low, high) if one is not None]
        found = [*found, *(low - 1 for _ in [0] if low is not None)]
        found = [*found, *(high + 1 for _ in [0] if high is not None)]
    elif limits.type is ConstraintType.ALIGNMENT:
        size = number_of(limits.alignment, names) or 1
        found = [size, size + 1, size // 2]
    elif limits.type is ConstraintType.POWER_OF_TWO:
        found = [1, 2, 3, 0]
    else:
        found = [1, 0]
    return list(dict.fromkeys(one for one in found if kind.minimum <= one <= kind.maximum))


def _text(number: int) -> str:
    return str(number) if abs(number) < 4096 else hex(number)
