"""An errno that ends a call of a case is a note where no condition of the spec can explain it."""

from __future__ import annotations

import pytest

from kapi.conform.results import Result
from kapi.conform.trial import try_spec
from kapi.model.elements import ErrorCondition, Expression, Param
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind
from tests.conform.kernels import observer_of

EBADF = -9


def noted(error: ErrorCondition) -> list[Result]:
    """What no claim says of a case that ends in EBADF, in a spec that has ``error`` alone."""
    spec = Spec(
        name="sys_dup",
        kind=ApiKind.SYSCALL,
        params=(Param(name="fildes", type_name="unsigned int"),),
        errors=(error,),
        example="dup(5000)",
    )
    observer = observer_of(lambda fildes: EBADF if fildes > 1000 else 3)
    found = try_spec(spec, observer=observer, drawn=0, budget=50).results
    return [one for one in found if not one.claim]


def in_words(needs: str | None) -> ErrorCondition:
    words = "The gronk is frobnicated."
    return ErrorCondition(
        errno="EBADF", summary="gronk", condition=words, needs=Expression(needs) if needs else None
    )


def test_words_that_nobody_can_read_leave_a_note() -> None:
    (note,) = noted(in_words(None))
    assert note.code == "missing-condition"
    assert note.reason == "no EBADF of the spec matched this (1 of 1 could not be read)"


def test_words_whose_needs_hold_may_be_what_came() -> None:
    assert noted(in_words("fildes > 1000")) == []


@pytest.mark.parametrize("needs", ["fildes < 1000", "fildes == 7"])
def test_words_whose_needs_do_not_hold_are_not(needs: str) -> None:
    (note,) = noted(in_words(needs))
    assert note.code == "unexplained-errno"
