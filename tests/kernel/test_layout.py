"""Which layouts can be, as damaged images describe some that cannot."""

from __future__ import annotations

import pytest

from kapi.kernel.layout import (
    SPEC,
    Array,
    Layout,
    Member,
    Pointer,
    Scalar,
    Structure,
    is_sound,
    of_tables,
)

INT = Scalar(4, True)


def holding(layout: Layout, offset: int = 0, size: int = 8) -> Structure:
    return Structure(SPEC, size, (Member("name", offset, layout),))


@pytest.mark.parametrize("word", [4, 8])
def test_the_tables_are_sound(word: int) -> None:
    assert is_sound(of_tables(word))


@pytest.mark.parametrize(
    "layout",
    [
        holding(INT, offset=5),
        holding(INT, offset=-4),
        holding(Array(INT, 3)),
        holding(Array(INT, -1)),
        holding(Scalar(3)),
        holding(Pointer(2)),
        holding(Pointer(8, Scalar(0))),
        holding(holding(INT, offset=6), size=16),
        holding(Structure("inner", 0, (Member("a", 0, INT),))),
    ],
)
def test_what_lies_outside_or_has_an_odd_size_is_not(layout: Layout) -> None:
    assert not is_sound(layout)


def test_what_fits_is() -> None:
    assert is_sound(holding(Array(holding(INT, size=4), 2)))
