"""What the steps of a case have set that /proc does not show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kapi.conform.statements import Do, Statement, calls, expressions, read_steps
from kapi.expr.environment import Environment
from kapi.expr.evaluate import as_number
from kapi.expr.nodes import Call, Symbol, children
from kapi.vocab.architectures import Architecture

# A fork starts without MCL_FUTURE (mm_init() of kernel/fork.c); nothing here uses PR_SET_MDWE.
_AT_FIRST: Final = {"locks_new_mappings": 0, "denies_write_exec": 0}
_SETTING: Final = frozenset({"mlockall", "munlockall", "prctl"})


def set_before(text: str, architecture: Architecture) -> dict[str, int]:
    """Return the settings that the steps ``text`` leave, each a predicate with its value.

    A step that is a call by itself has worked, else the set-up had ended. One that may not have,
    or whose arguments are no constants, makes its setting unknown, and it is left out.
    """
    names = Environment(architecture=architecture)
    found = dict(_AT_FIRST)
    for statement in read_steps(text) if _SETTING & calls(text) else ():
        for call in _calls(statement):
            for name, value in _sets(call, names):
                if value is not None and isinstance(statement, Do) and statement.node is call:
                    found[name] = value
                else:
                    found.pop(name, None)
    return found


def _calls(statement: Statement) -> Iterator[Call]:
    pending = list(expressions((statement,)))
    while pending:
        node = pending.pop()
        if isinstance(node, Call):
            yield node
        pending += children(node)


def _sets(call: Call, names: Environment) -> Iterator[tuple[str, int | None]]:
    """Which setting ``call`` changes and to what, None where that cannot be told."""
    arguments = [as_number(one, names) for one in call.arguments]
    if call.function == "munlockall":
        yield "locks_new_mappings", 0
    elif call.function == "mlockall":
        yield "locks_new_mappings", _of_new_mappings(arguments, names)
    elif call.function == "prctl" and arguments:
        yield from _by_prctl(arguments, names)


def _by_prctl(arguments: list[int | None], names: Environment) -> Iterator[tuple[str, int | None]]:
    bit = as_number(Symbol("PR_MDWE_REFUSE_EXEC_GAIN"), names)
    if arguments[0] is None:
        yield "denies_write_exec", None
    elif arguments[0] == as_number(Symbol("PR_SET_MDWE"), names):
        yield "denies_write_exec", _has(arguments, 1, bit)


def _of_new_mappings(arguments: list[int | None], names: Environment) -> int | None:
    """The MCL_* flags that mlockall() sets for later mappings: none without MCL_FUTURE."""
    future = _has(arguments, 0, as_number(Symbol("MCL_FUTURE"), names))
    return arguments[0] if future else future


def _has(arguments: list[int | None], place: int, bit: int | None) -> int | None:
    value = arguments[place] if place < len(arguments) else None
    return None if value is None or bit is None else int(bool(value & bit))
