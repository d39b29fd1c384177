"""Many expressions over the arguments of a call to one Python function, fast and three-valued.

The function answers as `kapi.expr.evaluate` does, for millions of calls. Its source is generated
from the trees alone: numbers, operators and names that are made here; no text of a spec is in it.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from kapi.expr.check import OUTCOME
from kapi.expr.emit import Emitter, Scope, is_plain
from kapi.expr.environment import Environment, parameter_type
from kapi.expr.evaluate import as_number
from kapi.expr.functions import OLD
from kapi.expr.nodes import Binary, Call, Node, Symbol, Unary
from kapi.expr.piece import never, variable, wrapped
from kapi.expr.python_writer import ROUTINES
from kapi.expr.terms import term_type
from kapi.expr.values import Value
from kapi.vocab.architectures import Architecture
from kapi.vocab.integers import CType

Answers: TypeAlias = tuple[int | None, ...]
Compiled: TypeAlias = Callable[[tuple[int, ...], Answers], Answers]
"""Takes the argument registers of a call, unsigned and 64 bits wide, and the values of the terms
(None: not known); gives the value of each expression, None where it cannot be told."""

_DEEPEST = 100
"""Python's own parser gives up at 200 nested parentheses; such an expression is evaluated."""


def compile_conditions(
    nodes: Sequence[Node],
    *,
    parameters: Sequence[tuple[str, str | None]],
    terms: Sequence[Node],
    architecture: Architecture,
    page_size: int | None = None,
    members: Mapping[str, CType] | None = None,
) -> Compiled:
    """Return a function that computes ``nodes``.

    ``parameters`` are names and C types, in the order of the registers; one whose type is no
    integer or pointer is unknown. ``terms`` (`kapi.expr.terms`) come in the order of their values,
    which lie in the ranges of their types; one measured before the call is ``old(TERM)``, and the
    names ``errno`` and ``result`` may stand among them. ``members`` gives the C types of members
    by their paths. ``page_size`` is in bytes.
    """
    types = frozenset((members or {}).items())
    given = (tuple(nodes), tuple(parameters), tuple(terms), architecture, page_size, types)
    return _compiled(*given)


@functools.lru_cache(maxsize=32)  # the variants of a spec share most of what is said of a call
def _compiled(
    nodes: tuple[Node, ...],
    parameters: tuple[tuple[str, str | None], ...],
    terms: tuple[Node, ...],
    architecture: Architecture,
    page_size: int | None,
    members: frozenset[tuple[str, CType]],
) -> Compiled:
    call = _Call(
        Environment(architecture=architecture, page_size=page_size),
        [(name, parameter_type(kind or "", architecture)) for name, kind in parameters],
        [(term, term_type(term, architecture, dict(members))) for term in terms],
    )
    namespace: dict[str, Any] = {"__builtins__": {}, **ROUTINES}
    answers: dict[Node, str] = {}
    asked: set[str] = set()
    for number, node in enumerate(dict.fromkeys(nodes)):
        text = _text(node, call, asked)
        if text is None:
            namespace[f"answer{number}"] = functools.partial(call.evaluated, node)
            text = f"answer{number}(registers, values)"
        answers[node] = text
    exec(_source([answers[node] for node in nodes], call, asked), namespace)
    found: Compiled = namespace["answers"]
    return found


class _Call:
    """What expressions may name, with C types; None is a type that is not known."""

    def __init__(
        self,
        environment: Environment,
        parameters: Sequence[tuple[str, CType | None]],
        terms: Sequence[tuple[Node, CType | None]],
    ) -> None:
        self.parameters = parameters
        self.terms = terms
        self._empty = environment
        self.names = (f"v{number}" for number in itertools.count())
        self.environment = self.filled((), ())

    def filled(self, registers: Sequence[int], values: Sequence[int | None]) -> Environment:
        """Return the environment of one call; without values, that of all calls."""
        word = self._empty.unsigned_long
        parameters: dict[str, Value | CType] = {}
        measured: dict[Node, Value | CType | None] = {}
        before: dict[Node, Value | CType | None] = {}
        for (term, kind), number in itertools.zip_longest(self.terms, values):
            value = kind if number is None or kind is None else Value(number, kind)
            if isinstance(term, Symbol) and term.name in OUTCOME:
                parameters[term.name] = value or word
            elif isinstance(term, Call) and term.function == OLD:
                before[term.arguments[0]] = value
            else:
                measured[term] = value
        for (name, kind), raw in itertools.zip_longest(
            self.parameters, registers[: len(self.parameters)]
        ):
            if kind is None or raw is None:
                parameters[name] = kind or word
            else:
                parameters[name] = Value(kind.wrap(raw), kind)
        return msgspec.structs.replace(
            self._empty, parameters=parameters, measured=measured, before=before
        )

    def scope(self, doubtful: Collection[str], lost: Collection[str]) -> Scope:
        """Return the pieces of all names; ``doubtful`` ones may be None, ``lost`` ones are."""
        scope = Scope({}, {}, {})
        for number, (term, kind) in enumerate(self.terms):
            name = f"t{number}"
            if kind is None or name in lost:
                piece = never(kind)
            else:
                piece = variable(name, kind, unknown=name in doubtful)
            if isinstance(term, Symbol) and term.name in OUTCOME:
                scope.parameters[term.name] = piece
            elif isinstance(term, Call) and term.function == OLD:
                scope.before[term.arguments[0]] = piece
            else:
                scope.terms[term] = piece
        for number, (name, kind) in enumerate(self.parameters):
            scope.parameters[name] = variable(f"p{number}", kind) if kind else never(None)
        return scope

    def evaluated(
        self, node: Node, registers: Sequence[int], values: Sequence[int | None]
    ) -> int | None:
        """Return the value of ``node`` in one call, or None."""
        return as_number(node, self.filled(registers, values))


def _source(answers: Sequence[str], call: _Call, asked: Collection[str]) -> str:
    lines = ["def answers(registers, values):"]
    for number, (_, kind) in enumerate(call.parameters):
        if f"p{number}" in asked and kind is not None:
            register = f"registers[{number}]"
            whole = kind == CType(64, False)
            lines.append(f"    p{number} = {register if whole else wrapped(register, kind)}")
    if any(name.startswith("t") for name in asked):
        lines.append(f"    {''.join(f't{n}, ' for n in range(len(call.terms)))}= values")
    lines.append(f"    return ({''.join(f'{answer}, ' for answer in answers)})")
    return "\n".join(lines)


def _text(node: Node, call: _Call, asked: set[str]) -> str | None:
    """Return the text of an expression, or None where it must be evaluated.

    Most calls know all terms that an expression asks for: so there is a text for these, quick and
    without doubt, and another for all others.
    """
    if not is_plain(node, call.environment):
        return None
    scope = call.scope((), ())
    text = _answer(node, call, scope)
    wanted = sorted(name for name in scope.touched if name.startswith("t"))
    if wanted:
        lost = wanted if len(wanted) == 1 else ()
        other = _answer(node, call, call.scope(wanted, lost))
        known = " and ".join(f"{name} is not None" for name in wanted)
        text = f"({text} if {known} else {other})"
    if _nesting(text) > _DEEPEST:
        return None
    asked |= scope.touched
    return text


def _answer(node: Node, call: _Call, scope: Scope) -> str:
    emitter = Emitter(call.environment, scope, call.names)
    piece = emitter.truth(node) if _is_condition(node) else emitter.number(node)
    if piece.number is not None or piece.never:
        return piece.text
    if _is_condition(node):  # of which only the truth counts
        form = "1 if {} else 0"
    elif piece.boolean:
        form = "+{}"
    else:
        return piece.text
    if not piece.unknown:
        return f"({form.format(piece.text)})"
    name = next(call.names)
    return f"(None if ({name} := {piece.text}) is None else {form.format(name)})"


def _is_condition(node: Node) -> bool:
    if isinstance(node, Unary):
        return node.operator == "!"
    return isinstance(node, Binary) and node.operator in ("&&", "||")


def _nesting(text: str) -> int:
    depth = deepest = 0
    for one in text:
        depth += (one == "(") - (one == ")")
        deepest = max(deepest, depth)
    return deepest
