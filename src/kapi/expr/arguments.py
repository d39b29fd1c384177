"""Arguments of predicates: numbers of their C types, texts, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from kapi.expr.caller_names import is_fact
from kapi.expr.check import OUTCOME
from kapi.expr.compile import compile_conditions
from kapi.expr.environment import Environment
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Call, Node, Symbol, Text, walk
from kapi.expr.predicate import KINDS
from kapi.expr.predicates import PREDICATES
from kapi.expr.terms import terms
from kapi.expr.values import Value
from kapi.vocab.architectures import Architecture

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


class Arguments:
    """The arguments of predicates in many calls of one spec, compiled.

    ``asked`` are the terms; what an argument needs that has to be measured is left out. The rest is
    as in `compile_conditions`.
    """

    def __init__(
        self,
        asked: Sequence[Node],
        *,
        parameters: Sequence[tuple[str, str | None]],
        architecture: Architecture,
        page_size: int,
    ) -> None:
        names = [*(name for name, _ in parameters), *OUTCOME]
        self._keys = tuple(dict.fromkeys(_unmeasured(asked, names)))
        kinds = (architecture.integer_type(KINDS[kind]) for kind, _ in self._keys)
        self._types = tuple(kind for kind in kinds if kind is not None)
        self._compiled = compile_conditions(
            [node for _, node in self._keys],
            parameters=parameters,
            terms=(Symbol("errno"), Symbol("result")),
            architecture=architecture,
            page_size=page_size,
        )

    def given(
        self, registers: tuple[int, ...], errno: int | None = None, result: int | None = None
    ) -> Given:
        """Return what `arguments` need not work out of a call, and of its end if it has one."""
        numbers = self._compiled(registers, (errno, result))
        return {
            key: None if number is None else kind.wrap(number)
            for key, number, kind in zip(self._keys, numbers, self._types, strict=True)
        }


def _unmeasured(asked: Sequence[Node], names: Sequence[str]) -> Iterator[tuple[str, Node]]:
    """Yield the kind and the text of each argument that is a number and asks for nothing."""
    for call in (one for term in asked for one in walk(term) if isinstance(one, Call)):
        predicate = PREDICATES.get(call.function)
        kinds = [kind for _, kind in predicate.parameters] if predicate else []
        for kind, node in zip(kinds, call.arguments, strict=False):
            if KINDS[kind] and not _names_number(kind, node) and not terms((node,), names):
                yield kind, node


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
    if isinstance(node, Symbol) and _names_number(kind, node):
        result = environment.constant(node.name)
    else:
        result = evaluate(node, environment)
    to = environment.architecture.integer_type(KINDS[kind])
    return to.wrap(result.number) if isinstance(result, Value) and to else None


def _names_number(kind: str, node: Node) -> bool:
    """Whether ``node`` is a name that else is a fact, and stands for its number here."""
    return kind in ("capability", "limit") and isinstance(node, Symbol) and is_fact(node.name)
