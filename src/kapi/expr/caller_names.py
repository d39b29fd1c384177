"""Names that say what the caller or the kernel has, though C gives them other values.

Specs write ``len <= RLIMIT_MEMLOCK || CAP_IPC_LOCK`` and mean the limit and the privilege; in C
those names are indexes, and ``CONFIG_SWAP`` is no name at all outside the kernel. Taking an
index as a quantity would be a wrong answer, so such a name is worth what was measured, or nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Container

from kapi.expr.nodes import Binary, Node, Symbol
from kapi.vocab.architectures import Architecture
from kapi.vocab.capabilities import capabilities
from kapi.vocab.integers import INT, CType


@functools.lru_cache(4096)
def is_fact(name: str) -> bool:
    """Whether ``name`` is a privilege, a limit or an option of the kernel's configuration."""
    return name.startswith(("RLIMIT_", "CONFIG_")) or name in capabilities()


def fact_type(name: str, architecture: Architecture) -> CType | None:
    """Return the C type of a fact: a limit is an ``unsigned long``, all others are 1 or 0."""
    if name.startswith("RLIMIT_"):
        return CType(architecture.word_bits, False)
    return INT if is_fact(name) else None


def number_side(node: Node, parameters: Container[str]) -> str | None:
    """Return the fact in ``node`` that stands for its number, where ``node`` is such a comparison.

    ``resource == RLIMIT_NOFILE`` and ``cap != CAP_CHOWN`` over a bare parameter ask which of them
    was passed: no call compares an argument with a limit by equality.
    """
    if not isinstance(node, Binary) or node.operator not in ("==", "!="):
        return None
    for fact, other in ((node.left, node.right), (node.right, node.left)):
        if _is_index(fact) and _is_parameter(other, parameters):
            assert isinstance(fact, Symbol)
            return fact.name
    return None


def _is_index(node: Node) -> bool:
    return isinstance(node, Symbol) and node.name[:4] != "CONF" and is_fact(node.name)


def _is_parameter(node: Node, parameters: Container[str]) -> bool:
    return isinstance(node, Symbol) and node.name in parameters and not is_fact(node.name)
