"""Whether two conditions over one parameter are the same: they agree wherever they could differ."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from kapi.expr.compile import compile_conditions
from kapi.expr.environment import Environment, parameter_type
from kapi.expr.evaluate import evaluate
from kapi.expr.nodes import Node, Symbol, Unary, leaves, names
from kapi.expr.terms import term_type, terms
from kapi.expr.values import Value
from kapi.model.elements import Param
from kapi.vocab.architectures import Architecture
from kapi.vocab.integers import CType

_RANDOM = 64
_FACTS = (1, 1024, 1 << 20)
"""Values that are tried of a fact about the caller; of 0, a range to one less has no end."""
_PAGE = 4096
_WORD = (1 << 64) - 1


def equivalent(one: Node, other: Node, param: Param, architecture: Architecture) -> bool:
    """Return whether ``one`` and ``other`` hold for the same values of ``param``.

    Both are computed at every constant of either and beside it, for every bit, and for random
    values. They may speak of facts about the caller (``RLIMIT_NOFILE``), both of the same; a
    condition that looks at anything else is not the same as the limits of this parameter.
    """
    if one == other:
        return True
    kind = parameter_type(param.type_name or "", architecture)
    facts = terms([one], (param.name,))
    types = [term_type(fact, architecture, {}) for fact in facts]
    if kind is None or not _are_about(one, other, param.name, facts):
        return False
    truths = compile_conditions(
        [Unary("!", Unary("!", node)) for node in (one, other)],
        parameters=[(param.name, param.type_name)],
        terms=facts,
        architecture=architecture,
        page_size=_PAGE,
    )
    constants = list(_values(one, other, kind, architecture))
    for known in itertools.product(_FACTS, repeat=len(facts)):
        given = tuple(
            type_.wrap(value) if type_ else None for type_, value in zip(types, known, strict=True)
        )
        beside = (value + step for value in known for step in (-1, 0, 1))
        for value in dict.fromkeys(kind.wrap(v) for v in (*constants, *beside)):
            first, second = truths((value & _WORD,), given)
            if first != second:
                return False
    return True


def _are_about(one: Node, other: Node, name: str, facts: tuple[Node, ...]) -> bool:
    """Whether both speak of the parameter and of these facts, and of nothing else."""
    return (
        all(name in names(node) for node in (one, other))
        and set(facts) == set(terms([other], (name,)))
        and all(isinstance(fact, Symbol) and "->" not in fact.name for fact in facts)
    )


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
