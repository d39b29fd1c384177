"""Arguments of predicates: numbers of their C types, texts, words."""

from __future__ import annotations

from typing import TypeAlias

from kapi.expr.caller_names import is_fact
from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Call, Node, Symbol, Text
from kapi.expr.predicate import KINDS
from kapi.expr.predicates import PREDICATES
from kapi.expr.values import Value

__all__ = ["Given", "arguments"]

Given: TypeAlias = dict[tuple[str, Node], int | None]
"""The numbers of arguments in one environment, by kind and text."""


def arguments(
    call: Call, environment: Environment, known: Given | None = None
) -> tuple[int | str | None, ...] | None:
    """Return the arguments of a call of a predicate, each cut to the C type of its kind.

    A text or word comes as it is written; what cannot be told is None. The result is None for a
    call of something else, or with a wrong number of arguments. ``known`` keeps what arguments are
    worth in ``environment``: many predicates ask for the same.
    """
    predicate = PREDICATES.get(call.function)
    if predicate is None or len(predicate.parameters) != len(call.arguments):
        return None
    kinds = (kind for _, kind in predicate.parameters)
    known = {} if known is None else known
    return tuple(
        _one(kind, argument, predicate.words, environment, known)
        for kind, argument in zip(kinds, call.arguments, strict=True)
    )


def _one(
    kind: str, node: Node, words: tuple[str, ...], environment: Environment, known: Given
) -> int | str | None:
    if kind == "text":
        return node.value if isinstance(node, Text) else None
    if kind == "word":
        return node.name if isinstance(node, Symbol) and node.name in words else None
    if (kind, node) not in known:
        known[kind, node] = _number(kind, node, environment)
    return known[kind, node]


def _number(kind: str, node: Node, environment: Environment) -> int | None:
    if kind in ("capability", "limit") and isinstance(node, Symbol) and is_fact(node.name):
        result = environment.constant(node.name)
    else:
        result = evaluate(node, environment)
    to = environment.architecture.integer_type(KINDS[kind])
    return to.wrap(result.number) if isinstance(result, Value) and to else None
