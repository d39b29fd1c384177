"""What is wrong with an expression beyond its grammar: calls that nothing can answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kapi.expr.functions import OLD, arity, is_function
from kapi.expr.nodes import Call, Node, Symbol, Text, children, names, walk
from kapi.expr.predicates import PREDICATES, Predicate

OUTCOME = frozenset({"errno", "result"})
"""Names of what a call returned; ``errno`` is 0 when it succeeded."""


def problems(
    node: Node,
    *,
    after: bool,
    outcome: bool | None = None,
    parameters: Collection[str] = (),
) -> list[str]:
    """Return what is wrong with ``node``, in reading order, each once.

    ``after``: it is evaluated after the call (``x-after``), so `old` has a meaning; ``outcome``:
    it may use ``errno`` and ``result``, as x-after and the x-when of an effect (not given, what
    ``after`` says). A name among ``parameters`` is that parameter.
    """
    checker = _Checker(after, after if outcome is None else outcome, parameters)
    return list(dict.fromkeys(checker.found(node, "")))


def names_of_values(node: Node) -> tuple[str, ...]:
    """Return the names in ``node`` that need a value, as `names`, without words of predicates."""
    words = {word for one in walk(node) for word in _words(one)}
    return tuple(name for name in names(node) if name not in words)


def _words(node: Node) -> tuple[str, ...]:
    predicate = PREDICATES.get(node.function) if isinstance(node, Call) else None
    return predicate.words if predicate else ()


class _Checker:
    def __init__(self, after: bool, outcome: bool, parameters: Collection[str]) -> None:
        self._after = after
        self._outcome = outcome
        self._parameters = parameters

    def found(self, node: Node, inside: str) -> Iterator[str]:
        """Yield what is wrong; ``inside`` is the call around ``node`` that holds no `old`."""
        if isinstance(node, Call):
            yield from self._call(node, inside)
        elif isinstance(node, Symbol):
            yield from self._symbol(node.name)
        elif isinstance(node, Text):
            yield "a text stands where a number must"
        else:
            for child in children(node):
                yield from self.found(child, inside)

    def _symbol(self, name: str) -> Iterator[str]:
        if name in OUTCOME and name not in self._parameters and not self._outcome:
            yield f"'{name}' has no value before the call"

    def _call(self, call: Call, inside: str) -> Iterator[str]:
        predicate = PREDICATES.get(call.function)
        if call.function == OLD:
            yield from self._old(inside)
            inside = OLD
        elif predicate is not None:
            inside = call.function
        elif not is_function(call.function):
            yield f"{call.function}() is no function that kapi knows"
        yield from _count(call)
        kinds = [kind for _, kind in predicate.parameters] if predicate else []
        for number, argument in enumerate(call.arguments):
            if predicate is not None and kinds[number : number + 1] in (["text"], ["word"]):
                yield from _literal(predicate, kinds[number], argument)
            else:
                yield from self.found(argument, inside)

    def _old(self, inside: str) -> Iterator[str]:
        if not self._after:
            yield "old() has a meaning in x-after only"
        if inside:
            yield f"old() stands inside {inside}()"


def _count(call: Call) -> Iterator[str]:
    wanted = arity(call.function)
    given = len(call.arguments)
    if wanted is not None and given != wanted:
        plural = "" if wanted == 1 else "s"
        yield f"{call.function}() takes {wanted or 'no'} argument{plural}, not {given}"


def _literal(predicate: Predicate, kind: str, argument: Node) -> Iterator[str]:
    if kind == "text" and not isinstance(argument, Text):
        yield f"{predicate.name}() takes a text in double quotes"
    elif kind == "word" and not (isinstance(argument, Symbol) and argument.name in predicate.words):
        yield f"{predicate.name}() takes one of {', '.join(predicate.words)}"
