from __future__ import annotations

from kapi.model.elements import Lock
from kapi.model.spec import Spec
from kapi.span import NOWHERE, Span, moved
from kapi.vocab.words import ApiKind, Dialect


def test_places_take_no_part_in_comparisons() -> None:
    here, there = Span(source="a", line=1), Span(source="b", line=2)
    assert here == there
    assert not here != there  # noqa: SIM202 (both operators are under test)
    assert hash(here) == hash(there)
    assert Lock(name="m", span=here) == Lock(name="m", span=there)
    assert here.position != there.position


def test_specs_differ_by_what_they_say_alone() -> None:
    one = Spec(name="sys_x", kind=ApiKind.SYSCALL, dialect=Dialect.KERNELDOC)
    two = Spec(name="sys_x", kind=ApiKind.SYSCALL, counts={"params": "0"})
    assert one == two
    assert not one != two  # noqa: SIM202 (both operators are under test)
    assert one != Spec(name="sys_y", kind=ApiKind.SYSCALL)


def test_what_moves_keeps_all_but_its_lines() -> None:
    place = Span(source="a", file="b", line=3, column=4, end_line=5)
    lock, nowhere = Lock(name="m", span=place), Lock(name="n", span=NOWHERE)
    spec = Spec(name="sys_x", kind=ApiKind.SYSCALL, locks=(lock, nowhere))
    lower = moved(spec, 10)
    assert lower == spec
    span = lower.locks[0].span
    assert (span.position, span.end_line) == (("a", "b", 13, 4), 15)
    assert lower.locks[1] is nowhere
    assert moved(lower, -10).locks[0].span.position == place.position
    assert moved(nowhere, 10) is nowhere
    assert moved(spec, 0) is spec
