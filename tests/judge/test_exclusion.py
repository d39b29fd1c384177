"""Which conditions no situation can meet together."""

from __future__ import annotations

import pytest

from kapi.expr.environment import Environment
from kapi.expr.parser import parse
from kapi.judge.exclusion import exclude

CONSTANTS = Environment(page_size=4096)
WALK = "walk_at(dfd, name, flags & AT_SYMLINK_NOFOLLOW ? AT_SYMLINK_NOFOLLOW : 0)"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("walk(path) == WALK_DENIED", "walk(path) == WALK_MISSING", True),
        ("walk(path) == WALK_DENIED", "walk_at(AT_FDCWD, path, 0) == WALK_MISSING", True),
        ("walk(path) == WALK_DENIED", "walk(other) == WALK_MISSING", False),
        ("op == 1 && len", "(op == 2 || op == 3) && len", True),
        ("(op == 1 || op == 2) && len", "(op == 2 || op == 3) && len", False),
        ("op == 1 || len", "op == 2", False),
        ("op == 1", "how == 2", False),
        ("op != 1", "op == 1", True),
        ("op != 1 && op != 2", "op == 1 || op == 2", True),
        ("op != 1", "op != 2", False),
        ("op == -1", "op == 0xffffffff", False),
        ("flags == EAGAIN", "flags == EWOULDBLOCK", False),
        ("(flags & 0xf) == 8", "flags & 1", True),
        ("(flags & 0xf) == 8", "flags & 0x18", False),
        ("(flags & 4) == 8", "len", True),
        ("(flags & 12) == 8", "len", False),
        ("(flags & 0xffffffffu) == -1", "len", False),
        ("(flags & 0xf) == 8", "flags & 0x10", False),
        ("(flags & 0xf) == 8", "(flags & 0xf8) == 0x10", True),
        ("flags == 2", "!(flags & 2)", True),
        ("flags == 2", "flags & 2", False),
        ("!len", "len && op == 1", True),
        ("!is_open(fd)", "kind(fd) == FILE_EPOLL || kind(fd) == FILE_PIDFD", True),
        ("!is_open(fd)", "kind(fd) != FILE_EPOLL", False),
        ("!is_open(fd)", "position(fd) < 0", True),
        ("!is_open(fd)", "!open_for_reading(fd)", True),
        ("!is_open(fd)", "count && !open_for_reading(other)", False),
        ("!is_open(fd) || !open_for_reading(fd)", "kind(fd) == FILE_NAMESPACE", False),
        ("path_only(fd)", "unknown_command(fd) == EINVAL", True),
        ("path_only(fd)", "open_for_writing(fd)", True),
        ("path_only(fd)", "kind(fd) == FILE_DIRECTORY", False),
        ("tcp_state(fd) == TCP_LISTEN", "swap_file(fd)", True),
        ("tcp_state(fd) != TCP_LISTEN", "swap_file(fd)", False),
        ("!is_open(fd)", "owns(fd) == flag", False),
        ("!is_open(fd)", "tcp_state(fd) > least", False),
        ("!is_open(fd)", "huge_pages(fd) != 0", True),
        ("listening(fd)", "unknown_command(fd) == EIO", True),
        ("flags & 1 ? kind(fd) == FILE_PIPE : len", "kind(fd) == FILE_SOCKET && !len", True),
        ("flags & 1 ? kind(fd) == FILE_PIPE : len", "kind(fd) == FILE_SOCKET", False),
        (f"{WALK} == WALK_LOOP", "walk_parent_at(dfd, name, 0) == WALK_MISSING", True),
        (f"{WALK} == WALK_LOOP", "walk_parent_at(dfd, name, 0) == WALK_FOUND", False),
        ("exists_at(dfd, name, AT_SYMLINK_NOFOLLOW)", f"flags == 0 && {WALK} == WALK_LOOP", False),
        (
            "exists_at(dfd, name, AT_SYMLINK_NOFOLLOW)",
            f"flags & AT_SYMLINK_NOFOLLOW && {WALK} == WALK_DENIED",
            True,
        ),
        ("path_kind(path) == FILE_SOCKET", "walk(path) == WALK_LOOP", True),
        ("!path_kind(path)", "walk(path) == WALK_LOOP", False),
        ("!readable(addr, 8)", "writable(addr, 8)", True),
        ("!readable(addr, 8)", "writable(addr, 4)", False),
    ],
)
def test_what_excludes_each_other(first: str, second: str, expected: bool) -> None:
    for one, other in ((first, second), (second, first)):
        assert exclude(parse(one), parse(other), CONSTANTS) is expected


def test_many_cases_exclude_nothing_and_take_no_time() -> None:
    many = " && ".join(f"(a{one} || b{one})" for one in range(40))
    assert not exclude(parse(many), parse("a0 == 1 && a0 == 2"), CONSTANTS)
