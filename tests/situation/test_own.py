"""What lasts until a call has ended: what a process has, and no file, path or other process."""

from __future__ import annotations

import pytest

from kapi.expr.parser import parse
from kapi.expr.predicates import CONSTANTS, PREDICATES
from kapi.situation.own import OWN, lasting, may_last


def test_they_are_predicates() -> None:
    assert set(PREDICATES) >= OWN
    assert not OWN & {"position", "file_size", "status_flags", "poll", "exists", "is_child"}


@pytest.mark.parametrize(
    ("term", "lasts"),
    [
        ("is_open(fd)", True),
        ("RLIMIT_NOFILE", True),
        ("CAP_IPC_LOCK", True),
        ("mapped(start, len)", True),
        ("file_size(fd)", False),
        ("may_read(path)", False),
        ("mapped(start, file_size(fd))", False),
    ],
)
def test_what_lasts(term: str, lasts: bool) -> None:
    assert may_last(parse(term)) is lasts
    assert lasting(parse(term), 1) == (1 if lasts else None)


def test_a_walk_that_ends_in_its_own_text_or_descriptor() -> None:
    walk = parse("walk_at(dirfd, path, flags)")
    for name in ("WALK_EMPTY", "WALK_BAD_FD", "WALK_FAULT"):
        assert lasting(walk, CONSTANTS[name]) == CONSTANTS[name]
    for name in ("WALK_FOUND", "WALK_MISSING", "WALK_DENIED", "WALK_NAME_TOO_LONG"):
        assert lasting(walk, CONSTANTS[name]) is None
