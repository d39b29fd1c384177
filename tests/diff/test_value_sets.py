"""Limits of two versions, held against the sets of values that Python counts out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapi.diff.relation import Relation
from kapi.diff.value_sets import compared_limits, compared_ranges
from kapi.model.elements import ArchMask, Expression, Limits
from kapi.vocab.words import ConstraintType

E = Expression
SMALL = st.integers(0, 15)


def _range(low: int, size: int) -> tuple[Limits, frozenset[int]]:
    limits = Limits(type=ConstraintType.RANGE, minimum=E(str(low)), maximum=E(hex(low + size)))
    return limits, frozenset(range(low, low + size + 1))


def _mask(bits: int) -> tuple[Limits, frozenset[int]]:
    allowed = frozenset(one for one in range(32) if not one & ~bits)
    return Limits(type=ConstraintType.MASK, mask=E(str(bits))), allowed


def _enum(values: list[int]) -> tuple[Limits, frozenset[int]]:
    texts = tuple(E(str(one)) for one in values)
    return Limits(type=ConstraintType.ENUM, values=texts), frozenset(values)


KINDS = st.one_of(
    st.builds(_range, SMALL, SMALL),
    st.builds(_mask, SMALL),
    st.builds(_enum, st.lists(SMALL, min_size=1, max_size=4)),
)


@settings(max_examples=300, deadline=None)
@given(old=KINDS, new=KINDS)
def test_sets_are_compared_as_sets(
    old: tuple[Limits, frozenset[int]], new: tuple[Limits, frozenset[int]]
) -> None:
    expected = Relation.OTHER
    if old[1] == new[1]:
        expected = Relation.SAME
    elif new[1] < old[1]:
        expected = Relation.NARROWER
    elif old[1] < new[1]:
        expected = Relation.WIDER
    assert compared_limits(old[0], new[0]) is expected


def limits(**fields: object) -> Limits:
    return Limits(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        (limits(), limits(maximum=E("4")), Relation.NARROWER),
        (limits(maximum=E("4")), limits(), Relation.WIDER),
        (limits(mask=E("O_RDWR")), limits(mask=E("O_RDWR | O_DIRECT")), Relation.WIDER),
        (limits(mask=E("UNHEARD | OF")), limits(mask=E("OF|UNHEARD")), Relation.SAME),
        (limits(mask=E("UNHEARD | OF")), limits(mask=E("OF")), Relation.NARROWER),
        (limits(mask=E("UNHEARD")), limits(mask=E("OF")), Relation.OTHER),
        (limits(maximum=E("UNHEARD")), limits(maximum=E("OF")), Relation.OTHER),
        (limits(alignment=E("4")), limits(alignment=E("8")), Relation.NARROWER),
        (limits(alignment=E("8")), limits(alignment=E("4")), Relation.WIDER),
        (limits(alignment=E("8")), limits(alignment=E("12")), Relation.OTHER),
        (limits(type=ConstraintType.NONZERO), limits(), Relation.WIDER),
        (limits(), limits(type=ConstraintType.PAGE_ALIGNED), Relation.NARROWER),
        (limits(), limits(type=ConstraintType.BUFFER), Relation.SAME),
        (limits(validate="f"), limits(validate="g"), Relation.OTHER),
        # O_DIRECT has another value on arm than on x86.
        (limits(mask=E("0x4000")), limits(mask=E("O_DIRECT")), Relation.OTHER),
        (
            limits(mask=E("1")),
            limits(mask=E("1"), arch_masks=(ArchMask(arch="x86", bits=E("2")),)),
            Relation.WIDER,
        ),
    ],
)
def test_examples(old: Limits, new: Limits, relation: Relation) -> None:
    assert compared_limits(old, new) is relation


def test_bounds_may_move_apart() -> None:
    bounds = (E("0"), E("7")), (E("1"), E("8"))
    assert compared_ranges(*bounds) is Relation.OTHER
    assert compared_ranges(bounds[0], (E("1"), E("7"))) is Relation.NARROWER
