"""Terms: the parts of expressions whose values must be measured.

A term is a call of a predicate with its arguments (``is_open(fd)``), a fact about the caller or the
kernel (``RLIMIT_MEMLOCK``, ``CAP_IPC_LOCK``, ``CONFIG_SWAP``), or a member of what a parameter
points to (``event->events``). Parameters are given, and constants looked up. A term inside
``old()`` is measured before the call, in an expression over what holds afterwards all others after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from kapi.expr.caller_names import fact_type, is_fact, number_side
from kapi.expr.check import OUTCOME
from kapi.expr.functions import OLD
from kapi.expr.nodes import Binary, Call, Node, Symbol, children
from kapi.expr.predicates import PREDICATES
from kapi.vocab.architectures import Architecture
from kapi.vocab.integers import INT, CType


def terms(nodes: Iterable[Node], parameters: Collection[str]) -> tuple[Node, ...]:
    """Return the terms of all ``nodes``, once each, in reading order.

    ``parameters`` are the names of the call's parameters.
    """
    return tuple(dict.fromkeys(term for node in nodes for term, _ in _walk(node, parameters)))


def outside_old(node: Node, parameters: Collection[str]) -> tuple[Node, ...]:
    """Return the terms of ``node`` that do not stand inside ``old()``."""
    return tuple(dict.fromkeys(term for term, old in _walk(node, parameters) if not old))


def is_member(name: str, parameters: Collection[str]) -> bool:
    """Whether ``name`` is a path such as ``event->events`` that begins at a parameter."""
    root = name.partition("->")[0].partition(".")[0]
    return root != name and root in parameters


def term_type(term: Node, architecture: Architecture, members: Mapping[str, CType]) -> CType | None:
    """Return the C type of a term, or of ``errno`` (an int) or ``result`` (a long).

    ``members`` gives the types of members by their paths (``event->events``); one that is not
    there, and what is no term, is of no known type. ``old(TERM)`` has the type of the term.
    """
    if isinstance(term, Call):
        if term.function == OLD and len(term.arguments) == 1:
            return term_type(term.arguments[0], architecture, members)
        predicate = PREDICATES.get(term.function)
        return architecture.integer_type(predicate.type) if predicate else None
    if not isinstance(term, Symbol):
        return None
    if term.name in OUTCOME:
        return INT if term.name == "errno" else CType(architecture.word_bits, True)
    return members.get(term.name) or fact_type(term.name, architecture)


def _walk(
    node: Node, parameters: Collection[str], old: bool = False
) -> Iterator[tuple[Node, bool]]:
    if isinstance(node, Symbol):
        if node.name not in parameters and (is_fact(node.name) or is_member(node.name, parameters)):
            yield node, old
    elif isinstance(node, Call) and node.function in PREDICATES:
        yield node, old
    else:
        old = old or (isinstance(node, Call) and node.function == OLD)
        for child in _measured(node, parameters):
            yield from _walk(child, parameters, old)


def _measured(node: Node, parameters: Collection[str]) -> Iterable[Node]:
    """The children of ``node``, without a name that stands for its number."""
    number = number_side(node, parameters)
    if number is None:
        return children(node)
    assert isinstance(node, Binary)
    return [one for one in (node.left, node.right) if one != Symbol(number)]
