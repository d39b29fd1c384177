"""Whether two conditions over one parameter are the same: they agree wherever they could differ."""

from __future__ import annotations

import random
from collections.abc import Iterator

from kapi.expr.environment import Environment, parameter_type
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Node, leaves, names
from kapi.expr.terms import terms
from kapi.expr.values import Value
from kapi.model.elements import Param
from kapi.vocab.architectures import Architecture
from kapi.vocab.integers import CType

__all__ = ["equivalent"]

_RANDOM = 64


def equivalent(one: Node, other: Node, param: Param, architecture: Architecture) -> bool:
    """Return whether ``one`` and ``other`` hold for the same values of ``param``.

    Both are evaluated at every constant of either and beside it, for every bit, and for random
    values. A condition that looks at anything but this parameter is not the same as its limits.
    """
    kind = parameter_type(param.type_name or "", architecture)
    if kind is None or not all(_is_about(node, param.name) for node in (one, other)):
        return one == other
    return all(
        _truth(one, param.name, value, kind, architecture)
        == _truth(other, param.name, value, kind, architecture)
        for value in dict.fromkeys(kind.wrap(v) for v in _values(one, other, kind, architecture))
    )


def _is_about(node: Node, name: str) -> bool:
    return name in names(node) and not terms([node], (name,))


def _truth(
    node: Node, name: str, value: int, kind: CType, architecture: Architecture
) -> bool | None:
    known = Environment(architecture=architecture, parameters={name: Value(value, kind)})
    found = evaluate(node, known)
    return bool(found.number) if isinstance(found, Value) else None


def _values(one: Node, other: Node, kind: CType, architecture: Architecture) -> Iterator[int]:
    names_known = Environment(architecture=architecture)
    for leaf in (*leaves(one), *leaves(other)):
        found = evaluate(leaf, names_known)
        if isinstance(found, Value):
            yield from (found.number - 1, found.number, found.number + 1)
    yield from (0, kind.minimum, kind.maximum)
    yield from (1 << bit for bit in range(kind.bits))
    chosen = random.Random(0)
    yield from (chosen.getrandbits(chosen.randint(1, kind.bits)) for _ in range(_RANDOM))
