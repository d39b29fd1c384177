"""Edits that no call can tell from the right spec, and edits that one can."""

from __future__ import annotations

import pytest
from benchmarks.wrong_edits.same import says_the_same

from kapi.expr.parser import parse

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


@pytest.mark.parametrize(("right", "wrong", "before"), OTHER)
def test_what_does_not(right: str, wrong: str, before: str) -> None:
    assert not says_the_same(parse(right), parse(wrong), [parse(before)] if before else [])
