from __future__ import annotations

from kapi.model.elements import Lock
from kapi.model.spec import Spec
from kapi.span import Span
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
