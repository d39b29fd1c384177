"""What follows from the meaning of predicates, and what does not."""

from __future__ import annotations

import pytest

from kapi.expr.parser import parse
from kapi.judge.implied import follows, forces, implies


@pytest.mark.parametrize(
    ("one", "other", "follows"),
    [
        ("walk_parent(p) == WALK_LOOP", "walk(p) == WALK_LOOP", True),
        ("walk_parent_at(d, p, 0) == WALK_DENIED", "walk_at(d, p, 256) == WALK_DENIED", True),
        ("walk(p) == WALK_LOOP", "walk_parent(p) == WALK_LOOP", False),
        ("walk_parent(p) == WALK_LOOP", "walk(q) == WALK_LOOP", False),
        ("walk_parent(p) == WALK_LOOP", "walk(p) == WALK_MISSING", False),
        # with AT_EMPTY_PATH an empty path is no trouble
        ("walk_parent_at(d, p, 0) == WALK_EMPTY", "walk_at(d, p, 4096) == WALK_EMPTY", False),
        ("walk_parent(p) == WALK_FOUND", "walk(p) == WALK_FOUND", False),
        ("a && walk_parent(p) == WALK_LOOP", "b || walk(p) == WALK_LOOP", True),
        ("a || walk_parent(p) == WALK_LOOP", "walk(p) == WALK_LOOP", False),
        ("walk_parent(p) == WALK_LOOP", "b && walk(p) == WALK_LOOP", False),
        ("relative_to_file_at(d, p)", "walk_at(d, p, 256) == WALK_NOT_DIRECTORY", True),
        ("relative_to_file_at(d, p)", "walk_at(e, p, 0) == WALK_NOT_DIRECTORY", False),
        ("relative_to_file_at(d, p)", "walk_at(d, p, 0) == WALK_DENIED", False),
        ("x > 1", "x > 0", False),
    ],
)
def test_a_walk_that_stops_early_stops(one: str, other: str, follows: bool) -> None:
    assert implies(parse(one), parse(other)) is follows


def test_conditions_of_many_parts_are_compared_at_once() -> None:
    """As often as they have pairs of parts: there are more ways than that to each of them."""
    one = parse(" && ".join(f"(a{number} || b{number})" for number in range(12)))
    other = parse(" || ".join(f"(c{number} && d{number})" for number in range(12)))
    assert not implies(one, other)
    assert implies(one, parse(f"({' && '.join(f'(a{n} || b{n} || c{n})' for n in range(12))})"))


@pytest.mark.parametrize(
    ("one", "worth", "other", "is_worth"),
    [
        ("path_only(fd)", True, "open_for_reading(fd)", False),
        ("path_only(fd)", True, "open_for_writing(fd)", False),
        ("path_only(fd)", False, "open_for_reading(fd)", None),
        ("path_only(fd)", True, "open_for_reading(other)", None),
        ("is_open(fd)", False, "kind(fd) != FILE_PIPE", True),
        ("is_open(fd)", False, "kind(fd) == FILE_PIPE", False),
        ("is_open(fd)", False, "kind(other) != FILE_PIPE", None),
        ("is_open(fd)", False, "kind(fd) != 0", None),
        ("is_open(fd)", True, "kind(fd) != FILE_PIPE", None),
        ("is_open(fd)", False, "listening(fd)", False),
        ("is_open(fd)", False, "open_for_reading(fd)", None),
        ("walk_parent(p) == WALK_LOOP", True, "walk(p) == WALK_LOOP", True),
        ("walk_parent(p) == WALK_LOOP", False, "walk(p) == WALK_LOOP", None),
        ("readable(p, 8)", False, "writable(p, 8)", False),
        ("readable(p, 8)", True, "writable(p, 8)", None),
        ("readable(p, 8)", False, "writable(p, 9)", None),
        ("writable(p, 8)", False, "readable(p, 8)", None),
        ("p", False, "walk(p) == WALK_MISSING", False),
        ("p != 0", False, "walk_at(d, p, 0) == WALK_LOOP", False),
        ("p", True, "walk(p) == WALK_MISSING", None),
        ("p", False, "walk(p) == WALK_FAULT", None),
        ("p", False, "walk(q) == WALK_MISSING", None),
        ("p == 0", True, "readable(p, 8)", False),
        ("p", False, "readable(p, n)", None),
        ("p", False, "readable(p, 0)", None),
        ("fs(p) == PROC_SUPER_MAGIC", True, "fs(p) == NSFS_MAGIC", False),
        ("path_running_at(d, p, 0)", True, "path_file_system_at(d, p, 0) == NSFS_MAGIC", False),
        ("path_running_at(d, p, 0)", False, "path_file_system_at(d, p, 0) == NSFS_MAGIC", None),
        ("path_running_at(d, p, 0)", True, "path_file_system_at(d, p, 0) == TMPFS_MAGIC", None),
    ],
)
def test_what_forces_another_part(one: str, worth: bool, other: str, is_worth: bool | None) -> None:
    assert forces(parse(one), worth, parse(other)) is is_worth


@pytest.mark.parametrize(
    ("one", "worth", "other", "is_worth"),
    [
        ("len != 0", False, "mapped(p, len)", True),
        ("len", False, "writable(p, PAGE_ALIGN(len))", True),
        ("n > 0", False, "readable(p, n * 16)", True),
        ("PAGE_ALIGN(len) != 0", False, "mapped(p, PAGE_ALIGN(len))", True),
        ("len == 0", True, "sealed_mapping(p, len)", False),
        ("len != 0", True, "mapped(p, len)", None),
        ("len != 1", False, "mapped(p, len)", None),
        ("n > 0", False, "readable(p, n + 16)", None),
        ("other != 0", False, "mapped(p, len)", None),
    ],
)
def test_nothing_is_missing_in_an_empty_range(
    one: str, worth: bool, other: str, is_worth: bool | None
) -> None:
    assert forces(parse(one), worth, parse(other)) is is_worth


def test_what_follows_from_the_parts_of_another_condition() -> None:
    path_only, is_open = parse("path_only(fd)"), parse("is_open(fd)")
    no_writer = parse("!open_for_writing(fd)")
    assert follows(no_writer, {path_only: True, is_open: True})
    assert not follows(no_writer, {path_only: False, is_open: True})
    assert not follows(no_writer, {path_only: None})
    assert follows(parse("flags & 1 || path_only(fd)"), {path_only: True})
