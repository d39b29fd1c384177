"""The table of predicates is whole, and none of its names means something else."""

from __future__ import annotations

import pytest

from kapi.expr.environment import Environment
from kapi.expr.functions import FUNCTIONS, OLD, arity, is_function
from kapi.expr.predicate import KINDS
from kapi.expr.predicates import CONSTANTS, GROUPS, PREDICATES, Predicate
from kapi.expr.values import Value
from kapi.vocab.architectures import ARCHITECTURES
from kapi.vocab.integers import INT
from kapi.vocab.symbols import is_known

ROWS = list(PREDICATES.values())
MACROS = {*FUNCTIONS, "PAGE_ALIGN", "PAGE_ALIGN_DOWN", "PAGE_ALIGNED", "BIT", "BIT_ULL", OLD}


@pytest.mark.parametrize("predicate", ROWS, ids=lambda one: one.name)
def test_every_row_is_whole(predicate: Predicate) -> None:
    for text in (predicate.summary, predicate.measured, predicate.unknown):
        assert text
        assert text == text.strip()
    assert not predicate.summary[0].islower()
    assert predicate.summary.rstrip(".") != predicate.summary
    for arch in ARCHITECTURES.values():
        assert arch.integer_type(predicate.type)
        for _, kind in predicate.parameters:
            assert not KINDS[kind] or arch.integer_type(KINDS[kind])
    assert arity(predicate.name) == len(predicate.parameters)
    assert bool(predicate.words) == any(kind == "word" for _, kind in predicate.parameters)


def test_no_name_means_something_else() -> None:
    assert sum(map(len, GROUPS.values())) == len(PREDICATES)
    assert not MACROS & set(PREDICATES)
    assert all(map(is_function, MACROS))
    assert not [name for name in (*PREDICATES, *CONSTANTS) if is_known(name)]


def test_answers_are_constants_of_expressions() -> None:
    assert len(set(CONSTANTS)) == len(CONSTANTS)
    for name, number in CONSTANTS.items():
        assert number > 0
        assert Environment().lookup(name) == Value(number, INT)


def test_paths_have_a_form_that_starts_at_a_directory() -> None:
    for one in GROUPS["Paths"]:
        name = one.name.removesuffix("_at")
        if name != "relative_to_file":  # which is about where the path starts
            assert PREDICATES[name].type == PREDICATES[f"{name}_at"].type
