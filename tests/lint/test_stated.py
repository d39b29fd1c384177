"""Checks over a list of elements: each is asked, and what it states is left alone."""

from __future__ import annotations

from kapi.finding import Fix
from kapi.lint.stated import incomplete, is_misspelt, unknown
from kapi.model.elements import Capability, Extension, Lock, Signal
from kapi.model.spec import Spec
from kapi.span import Span
from kapi.vocab.words import ApiKind, LockType

SPEC = Spec(
    name="sys_ring",
    kind=ApiKind.SYSCALL,
    locks=(Lock(name="a"), Lock(name="b", type=LockType.MUTEX), Lock(name="c", description="so")),
    signals=(Signal(name="SIGKIL"), Signal(name="SIGKILL"), Signal(name="fatal signals")),
    capabilities=(Capability(capability="CAP_A", alternatives=("CAP_B", "CAP_C", "any")),),
)


def test_one_stated_field_is_enough() -> None:
    check = incomplete("locks", "type description", "'{0.name}' says nothing")
    assert [one.message for one in check(SPEC)] == ["'a' says nothing"]


def test_the_elements_may_be_chosen() -> None:
    check = incomplete(lambda spec: spec.locks[1:], "type", "'{0.name}' has no type")
    assert [one.message for one in check(SPEC)] == ["'c' has no type"]


def test_only_what_looks_like_a_name_is_looked_up() -> None:
    check = unknown("signals", "name", "SIGKILL".__eq__, lambda: ["SIGKILL"], "{}!", "SIG[A-Z]+")
    (found,) = check(SPEC)
    assert (found.message, found.hint) == ("SIGKIL!", "did you mean SIGKILL?")
    assert (found.about, found.fix) == (("SIGKIL",), Fix("SIGKILL"))


def test_lists_and_single_names_are_looked_up() -> None:
    known = {"CAP_B"}
    fields = "capability alternatives"
    check = unknown("capabilities", fields, known.__contains__, lambda: known, "{}?", ".+")
    assert [one.message for one in check(SPEC)] == ["CAP_A?", "CAP_C?", "any?"]


def test_the_place_is_that_of_the_element() -> None:
    place = Span(source="x.c", file="x.c", line=7)
    spec = Spec(name="sys_ring", kind=ApiKind.SYSCALL, locks=(Lock(name="a", span=place),))
    assert [one.span for one in incomplete("locks", "type", "no type")(spec)] == [place]


def test_a_tag_that_is_misspelt_is_said_once() -> None:
    lock = Lock(name="a", extensions=(Extension(tag="tpye", text="mutex"),))
    assert is_misspelt(lock, "type")
    assert not is_misspelt(lock, "scope")
    check = incomplete(lambda _: (lock,), "type", "'{0.name}' has no type")
    assert list(check(SPEC)) == []
