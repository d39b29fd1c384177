"""What ``sizeof`` is of a structure that no table has, and that the spec itself declares."""

from __future__ import annotations

from collections.abc import Mapping

from kapi.expr.environment import Environment
from kapi.expr.evaluate import number_of
from kapi.expr.nodes import Node, Number, SizeOf, rebuilt
from kapi.model.spec import Spec
from kapi.vocab import symbols
from kapi.vocab.architectures import Architecture


def declared_sizes(spec: Spec, architecture: Architecture) -> dict[str, int]:
    """Return the sizes in bytes that ``spec`` states of structures without a known one."""
    known = Environment(architecture=architecture)
    found: dict[str, int] = {}
    for struct in spec.structs:
        name = f"struct {struct.name.removeprefix('struct').strip()}"
        size = number_of(struct.size, known) if struct.size else None
        if size is not None and symbols.size_of(name, architecture) is None:
            found[name] = size
    return found


def with_sizes(node: Node, sizes: Mapping[str, int]) -> Node:
    """Return ``node`` with the numbers of ``sizes`` for their ``sizeof``."""
    if isinstance(node, SizeOf):
        size = sizes.get(" ".join(node.type_name.split()))
        return node if size is None else Number(size, unsigned=True, longs=1)
    return rebuilt(node, lambda one: with_sizes(one, sizes)) if sizes else node
