"""Names in steps that mean nothing: found when they are read, not when they run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kapi.conform.constants import constant
from kapi.conform.helpers import HELPERS
from kapi.conform.steps import assigned, expression, expressions, read_steps
from kapi.expr.functions import FUNCTIONS
from kapi.expr.nodes import Call, Node, names, walk
from kapi.vocab import symbols
from kapi.vocab.syscalls import is_syscall

_PAGE = frozenset({"PAGE_SIZE", "PAGE_SHIFT", "PAGE_MASK", "NULL"})


def unknown_name(texts: Iterable[str], known: set[str], are_expressions: bool = False) -> str:
    """Return what is wrong with a name in the statements ``texts``, or an empty string.

    ``known`` are the variables that have a value; those of ``texts`` are added.
    """
    for text in texts:
        nodes: Iterable[Node]
        if are_expressions:
            nodes = [expression(text)]
        else:
            statements = read_steps(text)
            nodes = expressions(statements)
            known.update(assigned(statements))
        for node in nodes:
            for name in names(node):
                if name not in known and not _is_constant(name):
                    return f"{name} has no value in {text}"
            for function in _functions(node):
                if not _is_function(function):
                    return f"{function} is neither a system call nor a helper, in {text}"
    return ""


def _is_constant(name: str) -> bool:
    return name in _PAGE or symbols.is_known(name) or constant(name) is not None


def _is_function(name: str) -> bool:
    return name in HELPERS or name in FUNCTIONS or is_syscall(name)


def _functions(node: Node) -> Iterator[str]:
    return (one.function for one in walk(node) if isinstance(one, Call))
