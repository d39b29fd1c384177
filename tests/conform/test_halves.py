"""The number between two calls at which their outcome changes."""

from __future__ import annotations

import pytest

from kapi.conform.attempt import Attempt
from kapi.conform.case import Caller
from kapi.conform.halves import halves
from kapi.conform.objects import Argument, descriptor, value


def attempt(*numbers: int) -> Attempt:
    return Attempt(syscall="x", arguments=tuple(map(value, numbers)))


@pytest.mark.parametrize("edge", [1, 2, 63, 64, 65, 4095, 9999])
def test_the_edge_is_found(edge: int) -> None:
    between = halves(attempt(7, 10000), attempt(7, 0))
    tried = []
    while between is not None:
        number = int(between.attempt.arguments[1].name, 0)
        tried.append(number)
        between = between.after(number >= edge)
    assert {edge, edge - 1} <= {*tried, 0, 10000}
    assert len(tried) <= 14


def test_nothing_lies_between_others() -> None:
    assert halves(attempt(1), attempt(2)) is None
    assert halves(attempt(1, 9), attempt(5, 5)) is None
    assert halves(attempt(1), attempt(9).called_by(Caller(unprivileged=True))) is None
    objects = Attempt(syscall="x", arguments=(descriptor("pipe"),))
    assert halves(objects, attempt(9)) is None


def test_a_mode_as_cases_write_it_is_a_number() -> None:
    """It was read as Python reads it, to which 0640 is none: the command ended with a traceback."""
    first, second = (
        Attempt(syscall="x", arguments=(Argument(mode, f"$ = {mode};"),))
        for mode in ("0640", "0600")
    )
    between = halves(first, second)
    assert between is not None
    assert between.attempt.arguments == (value(0o620),)
