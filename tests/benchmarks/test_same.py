"""Edits that no call can tell from the right spec, and edits that one can."""

from __future__ import annotations

import pytest
from benchmarks.wrong_edits.edit import Place, made
from benchmarks.wrong_edits.same import is_the_same, says_the_same
from msgspec.structs import replace

from kapi.expr.parser import parse
from kapi.model.elements import ErrorCondition, Expression
from kapi.model.spec import Spec
from kapi.vocab.words import ApiKind, ErrorOrder

MAKES = "(flags & 3) == 1"
EXISTS = f"{MAKES} && (flags & 8) && exists_at(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW)"


def denied(nofollow: str) -> str:
    return f"walk_at(AT_FDCWD, path, {nofollow} ? AT_SYMLINK_NOFOLLOW : 0) == WALK_DENIED"


def not_a_link(length: str, flags: str) -> str:
    return f"string_length(path) {length} 0 && path_kind_at(fd, path, {flags}) != FILE_SYMLINK"


BOTH = "AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH"
SAME = [
    (not_a_link("==", BOTH), not_a_link("==", "AT_EMPTY_PATH"), ""),
    (not_a_link("!=", BOTH), not_a_link("!=", "AT_SYMLINK_NOFOLLOW"), ""),
    ("a & 3", "(a & 3) != 0", ""),
    (
        f"{MAKES} && slash_after_name_at(3, path, {MAKES} && a ? AT_SYMLINK_NOFOLLOW : 0)",
        f"{MAKES} && slash_after_name_at(3, path, a ? AT_SYMLINK_NOFOLLOW : 0)",
        "",
    ),
    ("p != 0 && (p->a < 0 || p->b < 0)", "p->a < 0 || p->b < 0", ""),
    ("a == 5 && b", "a == 5", "!b"),
    (denied(f"flags & 4 || {MAKES} && flags & 8"), denied("flags & 4"), EXISTS),
    (
        denied(f"flags & 4 || {MAKES} && flags & 8"),
        denied("flags & 4 || (flags & 2) == 1 && flags & 8"),
        EXISTS,
    ),
]
OTHER = [
    (not_a_link("==", BOTH), not_a_link("==", "AT_SYMLINK_NOFOLLOW"), ""),
    (not_a_link("!=", BOTH), not_a_link("!=", "AT_EMPTY_PATH"), ""),
    (not_a_link("==", BOTH), not_a_link("!=", BOTH), ""),
    ("a > 5", "a > 6", ""),
    ("a == 5 && b", "a == 5", ""),
    ("p != 0 && (p->a < 0 || b)", "p->a < 0 || b", ""),
    (denied(f"flags & 4 || {MAKES} && flags & 8"), denied("flags & 4"), ""),
    (denied(f"flags & 4 || {MAKES} && flags & 8"), denied("flags & 4 || flags & 8"), EXISTS),
    (denied("flags & 4"), denied("flags & 4").replace("DENIED", "LOOP"), EXISTS),
]


@pytest.mark.parametrize(("right", "wrong", "before"), SAME)
def test_what_says_the_same(right: str, wrong: str, before: str) -> None:
    earlier = [parse(before)] if before else []
    assert says_the_same(parse(right), parse(wrong), earlier)
    assert says_the_same(parse(wrong), parse(right), earlier)


SAID_BY_OTHERS = [
    ("b && c", "c", "unordered", True),
    ("b && c", "b && c && 0", "unordered", False),
    ("b && c", "b || c", "unordered", False),
    ("b && c", "c", "checked", False),
    ("!b && c", "c", "unordered", False),
]


@pytest.mark.parametrize(("right", "wrong", "order", "expected"), SAID_BY_OTHERS)
def test_what_another_condition_of_the_errno_says(
    right: str, wrong: str, order: str, expected: bool
) -> None:
    error = ErrorCondition(errno="EINVAL", summary="one", when=Expression(right))
    other = ErrorCondition(errno="EINVAL", summary="other", when=Expression("!b"))
    third = ErrorCondition(errno="EPERM", when=Expression("c"))
    spec = Spec(
        name="sys_f",
        kind=ApiKind.SYSCALL,
        errors=(error, third, other),
        error_order=ErrorOrder.CHECKED if order == "checked" else None,
    )
    wrong_one = replace(error, when=Expression(wrong))
    place = Place("errors", 0)
    edit = made("x-when: part dropped", spec, place, "claim", error, wrong_one, "")
    assert is_the_same(edit, spec) is expected


@pytest.mark.parametrize(("right", "wrong", "before"), OTHER)
def test_what_does_not(right: str, wrong: str, before: str) -> None:
    assert not says_the_same(parse(right), parse(wrong), [parse(before)] if before else [])
