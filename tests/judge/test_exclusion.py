"""Which conditions no situation can meet together."""

from __future__ import annotations

import pytest

from kapi.expr.environment import Environment
from kapi.expr.nodes import Symbol
from kapi.expr.parser import parse
from kapi.judge.exclusion import exclude
from kapi.vocab.integers import INT

CONSTANTS = Environment(page_size=4096, measured={Symbol("n->*"): INT})
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
        ("walk(path) == WALK_MISSING", "path_immutable(path)", True),
        ("walk(path) == WALK_MISSING", "parent_immutable(path)", False),
        ("walk(path) == WALK_MISSING", "path_immutable(other)", False),
        ("walk(path) == WALK_MISSING", "size > 1 ? path_immutable(path) : len", False),
        ("walk_parent(path) == WALK_MISSING", "parent_immutable(path)", True),
        ("walk_parent(path) == WALK_MISSING", "last_is_symlink(path)", True),
        ("walk_parent(path) == WALK_MISSING", "path_size(path) > 0", True),
        ("walk_parent(path) == WALK_FOUND", "walk(path) == WALK_MISSING", False),
        ("walk_parent_at(fd, path, 0) == WALK_FOUND", "walk_at(fd, path, n) == WALK_BAD_FD", True),
        ("walk_parent_at(fd, path, 0) == WALK_EMPTY", "path_size_at(fd, path, flags) > 0", False),
        (
            "walk_parent_at(fd, path, 0) == WALK_EMPTY",
            "parent_immutable_at(fd, path, flags)",
            False,
        ),
        ("path == 0", "walk(path) == WALK_EMPTY", True),
        ("path_lease(path) == F_WRLCK", "path_kind(path) == FILE_SOCKET", True),
        ("path_lease(path) == F_UNLCK", "path_kind(path) == FILE_SOCKET", False),
        ("path_seals(path) & F_SEAL_SHRINK", "path_kind(path) == FILE_SOCKET", True),
        ("tcp_state(fd) == TCP_LISTEN", "socket_type(fd) != SOCK_STREAM", True),
        ("tcp_state(fd) > TCP_SYN_RECV", "socket_family(fd) == AF_UNIX", True),
        ("tcp_state(fd) == TCP_LISTEN", "socket_family(fd) == AF_INET", False),
        (
            "kind(fd) == FILE_REGULAR && !path_only(fd)",
            "!(poll(fd) & (POLLOUT | POLLERR))",
            True,
        ),
        ("kind(fd) == FILE_REGULAR", "!(poll(fd) & (POLLOUT | POLLERR))", False),
        ("kind(fd) == FILE_REGULAR", "!(poll(fd) & POLLERR)", False),
        ("kind(fd) == FILE_PIPE", "!(poll(fd) & POLLOUT)", False),
        ("!readable_list(v)", "list_length(v) + n > 9", True),
        ("!readable_list(v)", "list_length(w) > 9", False),
        ("!readable_list(v)", "n || list_length(v) > 9", False),
        ("n < 0", "n > 0", True),
        ("n < 5", "n > 3", False),
        ("n <= 4", "n >= 4", False),
        ("!(n >= 4)", "4 <= n", True),
        ("n == 4", "n > 4", True),
        ("n < 5", "n > 10u", False),
        ("n < -1", "n > 10", False),
        ("!readable(n, sizeof(int))", "*n < 0", True),
        ("!readable(n, sizeof(long))", "*n < 0", False),
        ("!readable(m, sizeof(int))", "*n < 0", False),
        ("readable(n, sizeof(int))", "*n < 0", False),
        ("string_length(name) > 249", "!readable(name, 250)", True),
        ("string_length(name) > 249", "!readable(name, 251)", False),
        ("string_length(name) > 249", "readable(name, 250)", False),
        ("!waitable_children(pid, n)", "len && ended_children(pid, n)", True),
        ("!waitable_children(pid, n)", "ended_children(pid, 0)", False),
        ("!process_exists(pid)", "thread_group(pid) != pid", True),
        ("!process_exists(pid)", "thread_group(other) != pid", False),
        ("parent_full(path)", "parent_file_system(path) == DEVPTS_SUPER_MAGIC", True),
        ("parent_full(path)", "parent_file_system(path) == TMPFS_MAGIC", False),
        ("parent_full(path)", "parent_file_system(path) != DEVPTS_SUPER_MAGIC", False),
        ("path_running(path)", "path_file_system(path) == PID_FS_MAGIC", True),
        ("path_running(path)", "path_file_system(other) == PID_FS_MAGIC", False),
        ("path_running(path)", "parent_file_system(path) == PID_FS_MAGIC", False),
        ("path_seals(path) & F_SEAL_SHRINK", "path_file_system(path) == PID_FS_MAGIC", True),
        ("path_seals(path) & F_SEAL_SHRINK", "path_file_system(path) == TMPFS_MAGIC", False),
        ("walk_at(fd, path, 0) == WALK_BAD_FD", "reaches_last_at(fd, path, flags)", True),
        ("walk_at(fd, path, 0) == WALK_BAD_FD", "!reaches_last_at(fd, path, flags)", False),
        ("walk_at(fd, path, 0) == WALK_DENIED", "reaches_last_at(fd, path, flags)", False),
        ("path_file_system(path) == NSFS_MAGIC", "path_kind(path) == FILE_SYMLINK", True),
        ("path_file_system(path) == PROC_SUPER_MAGIC", "path_kind(path) == FILE_SYMLINK", False),
        ("path_file_system(path) != NSFS_MAGIC", "path_kind(path) == FILE_SYMLINK", False),
        ("append_only(fd)", "kind(fd) == FILE_PIDFD", True),
        ("append_only(fd)", "kind(fd) == FILE_DIRECTORY", False),
        ("len && sizeof(long) == 4", "op == 1", True),
        ("len && sizeof(long) == 8", "op == 1", False),
        ("(len ? kind(fd) : 0) == FILE_PIPE", "(len ? kind(fd) : 0) == FILE_SOCKET", True),
        ("(len ? kind(fd) : 0) == FILE_PIPE", "(op ? kind(fd) : 0) == FILE_SOCKET", True),
        ("(len ? kind(fd) : 0) == FILE_PIPE", "(op ? kind(fd) : 0) == 0", False),
    ],
)
def test_what_excludes_each_other(first: str, second: str, expected: bool) -> None:
    for one, other in ((first, second), (second, first)):
        assert exclude(parse(one), parse(other), CONSTANTS) is expected


def test_many_cases_exclude_nothing_and_take_no_time() -> None:
    many = " && ".join(f"(a{one} || b{one})" for one in range(40))
    assert not exclude(parse(many), parse("a0 == 1 && a0 == 2"), CONSTANTS)
