"""Names for expressions: what they mean, and what cannot be read."""

from __future__ import annotations

import pytest

from kapi.expr.parser import parse
from kapi.expr.render_c import render_c
from kapi.model.claims import ClaimKind, claims
from kapi.model.definitions import with_names, without_names
from kapi.model.spec import Spec
from kapi.sources.load import load

TEXT = """/**
 * sys_ring - turn a ring
 *
 * contexts: process
 * x-where: first = start & PAGE_MASK; size = PAGE_ALIGN(len + start % PAGE_SIZE);
 *   end = first + size
 * error: EINVAL, wraps
 *   x-when: end < first
 * error: EPERM, over
 *   x-when: 2 * end > 5
 *   x-unless: CAP_IPC_LOCK
 * side-effect: modify_state
 *   target: locks
 *   x-when: size
 *   x-after: locked(first, size)
 */
SYSCALL_DEFINE2(ring, unsigned long, start, size_t, len)
"""
FIRST, SIZE = "start & PAGE_MASK", "PAGE_ALIGN(len + start % PAGE_SIZE)"


@pytest.fixture
def spec(tmp_path) -> Spec:  # type: ignore[no-untyped-def]
    path = tmp_path / "ring.c"
    path.write_text(TEXT)
    (found,) = load([str(path)]).specs
    return found


def test_claims_have_the_expressions_and_the_text_keeps_the_names(spec: Spec) -> None:
    found = [one.element for one in claims(spec) if one.kind is not ClaimKind.PARAM]
    assert found[0].when == f"({FIRST}) + {SIZE} < (start & PAGE_MASK)"
    assert found[1].when == f"2 * (({FIRST}) + {SIZE}) > 5"
    assert found[1].unless == "CAP_IPC_LOCK"
    assert found[2].after == f"locked({FIRST}, {SIZE})"
    assert spec.errors[0].when == "end < first"


def test_the_ids_are_those_of_the_text(spec: Spec) -> None:
    plain = spec.__class__(
        **{**{f: getattr(spec, f) for f in spec.__struct_fields__}, "where": None}
    )
    assert [one.id for one in claims(spec)] == [one.id for one in claims(plain)]


@pytest.mark.parametrize(
    ("where", "text", "means"),
    [
        ("a = b + 1", "2 * a", "2 * (b + 1)"),
        ("a = 1; b = a + 2", "b == 3", "1 + 2 == 3"),
        ("b = a + 2; a = 1", "b == 3", "a + 2 == 3"),  # only those before it
        ("a = is odd", "a", "a"),
        ("a = 1", "a is odd", "a is odd"),
        ("a = 1", 'sysctl("a") + a', 'sysctl("a") + 1'),
        ("", "a", "a"),
    ],
)
def test_meanings(where: str, text: str, means: str) -> None:
    assert without_names(text, where) == means


@pytest.mark.parametrize(
    ("where", "text", "shown"),
    [
        ("a = b + 1", "2 * (b + 1) > 3", "2 * a > 3"),
        ("a = b == 1", "b != 1 && c", "!a && c"),
        ("a = b + 1; d = a + 2", "b + 1 + 2 == b + 1", "d == a"),
        ("a = b", "c", "c"),
        ("", "a", "a"),
    ],
)
def test_names_for_what_they_mean(where: str, text: str, shown: str) -> None:
    node = parse(text)
    assert render_c(with_names(node, where)) == shown
    assert parse(without_names(shown, where)) == node or "!a" in shown


def test_what_would_grow_too_long_stays_as_it_is() -> None:
    where = "; ".join(["a0 = x + x", *(f"a{n} = a{n - 1} + a{n - 1}" for n in range(1, 40))])
    assert without_names("a39", where).count("x") < 2000
