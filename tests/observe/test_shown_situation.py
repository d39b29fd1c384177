"""What texts say of a situation, and what they leave open."""

from __future__ import annotations

import socket

import pytest

from kapi.expr.parser import parse
from kapi.expr.predicates import CONSTANTS
from kapi.observe.shown_situation import possible

WALKS = ("FOUND", "MISSING", "NOT_DIRECTORY", "DENIED", "LOOP", "BAD_FD")


def values(term: str, *texts: str, files: bool = False, **numbers: int) -> tuple[int, ...] | None:
    node = parse(term)
    return possible([node], ("a", "b"), texts, numbers, files).get(node)


@pytest.mark.parametrize(
    ("term", "texts", "found"),
    [
        ("is_open(a)", ("3</x>",), (1,)),
        ("is_open(a)", ("-1",), (0,)),
        ("is_open(a)", ("9",), None),
        ("is_open(a)", ("9", "3</x>"), (0,)),
        ("is_open(a)", ("0x9",), None),
        ("kind(a)", ("3<pipe:[7]>",), (CONSTANTS["FILE_PIPE"],)),
        ("kind(a)", ("3<socket:[7]>",), (CONSTANTS["FILE_SOCKET"],)),
        ("kind(a)", ("3<TCP:[1.2.3.4:5->6.7.8.9:1]>",), (CONSTANTS["FILE_SOCKET"],)),
        ("kind(a)", ("3<anon_inode:[eventpoll]>",), (CONSTANTS["FILE_EPOLL"],)),
        ("kind(a)", ("3<something else>",), None),
        ("same_file(a, b)", ("3", "3"), (1,)),
        ("same_file(a, b)", ("3", "4"), None),
        ("walk(a)", ('""',), (CONSTANTS["WALK_EMPTY"],)),
        ("walk(a)", ("0x7f00",), (CONSTANTS["WALK_FAULT"],)),
        ("walk(a)", ('"x/y"',), tuple(CONSTANTS[f"WALK_{one}"] for one in WALKS)),
        ("walk_at(b, a, 0)", ('"x"', "3"), tuple(CONSTANTS[f"WALK_{one}"] for one in WALKS)),
        (
            "walk(a)",
            ('"x"',),
            tuple(CONSTANTS[f"WALK_{one}"] for one in WALKS if one != "NOT_DIRECTORY"),
        ),
        ("walk(a)", ('"x"...',), None),
        ("walk_at(b, a, 0)", ('""', "AT_FDCWD"), (CONSTANTS["WALK_EMPTY"],)),
        ("walk_parent(a)", ('""',), (CONSTANTS["WALK_EMPTY"],)),
        ("last_name(a)", ('"d"',), (CONSTANTS["LAST_NORM"],)),
        ("last_name(a)", ('"/x/d/"',), (CONSTANTS["LAST_NORM"],)),
        ("last_name(a)", ('"/x/./"',), (CONSTANTS["LAST_DOT"],)),
        ("last_name_at(b, a, 0)", ('".."', "9"), (CONSTANTS["LAST_DOTDOT"],)),
        ("last_name(a)", ('"//"',), (CONSTANTS["LAST_ROOT"],)),
        ("last_name(a)", ('"/x/d"...',), None),
        ("last_name(a)", ("0x7f00",), None),
        ("slash_after_name(a)", ('"/x/d"',), (0,)),
        ("slash_after_name(a)", ('"/x/d/"',), None),
        ("lies_below(a, b)", ('"/a"', '"/a/b"'), (1,)),
        ("lies_below(a, b)", ('"/a/"', '"/a/b/c"'), (1,)),
        ("lies_below(a, b)", ('"/a"', '"/ab"'), None),
        ("lies_below_at(3, a, 4, b)", ('"/a"', '"/a/b"'), (1,)),
        ("socket_type(a)", ("3<TCPv6:[[::1]:5->[::1]:6]>",), (1,)),
        ("socket_type(a)", ("3<UNIX-DGRAM:[7]>",), (2,)),
        ("socket_family(a)", ("3<UNIX-DGRAM:[7]>",), (socket.AF_UNIX,)),
        ("socket_family(a)", ("3<TCP:[0.0.0.0:0]>",), (socket.AF_INET,)),
        ("socket_family(a)", ("3<UDPv6:[[::1]:5]>",), (socket.AF_INET6,)),
        ("socket_family(a)", ("3<NETLINK:[ROUTE:7]>",), (socket.AF_NETLINK,)),
        ("socket_family(a)", ("3<socket:[7]>",), None),
        ("socket_type(a)", ("3<UNIX:[7]>",), None),
        ("socket_type(a)", ("3<socket:[7]>",), None),
        ("connected(a)", ("3<TCP:[0.0.0.0:22]>",), (0,)),
        ("connected(a)", ("3<UNIX-STREAM:[7->8]>",), (1,)),
        ("connected(a)", ("3<NETLINK:[7]>",), None),
        ("listening(a)", ("3<TCP:[1.2.3.4:5->6.7.8.9:1]>",), (0,)),
        ("listening(a)", ("3<TCP:[0.0.0.0:22]>",), None),
        ("connected(a)", ("3</x>",), None),
        ("map_count()", ("3",), None),
        ("walk(c)", ("3",), None),
    ],
)
def test_values(term: str, texts: tuple[str, ...], found: tuple[int, ...] | None) -> None:
    assert values(term, *texts) == found


def test_long_paths_and_ends_of_memory() -> None:
    assert values("walk(a)", f'"{"x" * 5000}"') == (CONSTANTS["WALK_PATH_TOO_LONG"],)
    names = values("walk(a)", f'"/tmp/{"x" * 300}"')
    assert names is not None
    assert CONSTANTS["WALK_FOUND"] not in names
    assert values("readable(a, 8)", "0x8", a=8) == (0,)
    assert values("readable(a, 8)", "0x7f0000000000", a=0x7F0000000000) is None
    assert values("user_address(a, 8)", "0x8", a=8) == (1,)
    assert values("user_address(a, 8)", "-4096", a=(1 << 64) - 4096) == (0,)
    assert values("is_open(a)", "9", files=True) == (0,)
