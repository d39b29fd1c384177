"""Texts of arguments as strace shows them, and the registers they stand for."""

from __future__ import annotations

import pytest

from kapi.observe.shown_values import Decoder, member
from kapi.vocab.architectures import ARCHITECTURES

DECODED = Decoder(ARCHITECTURES["x86_64"])
MINUS_100 = (1 << 64) - 100


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("4096", 4096),
        ("-1", (1 << 64) - 1),
        ("0x7f00", 0x7F00),
        ("0644", 0o644),
        ("NULL", 0),
        ("AT_FDCWD", MINUS_100),
        ("AT_FDCWD</tmp/a, b>", MINUS_100),
        ("-100 /* AT_FDCWD */</tmp>", MINUS_100),
        ("3</etc/passwd>", 3),
        ("4<TCP:[127.0.0.1:1->127.0.0.1:2]>", 4),
        ("O_RDONLY|O_CLOEXEC", 0o2000000),
        ("0x80000 /* O_RDONLY|O_CLOEXEC */", 0x80000),
        ("0x1200000 /* A|B */|17 /* SIGCHLD */", 0x1200011),
        ("PROT_NONE", 0),
        ("MAP_PRIVATE|MAP_ANONYMOUS", 0x22),
        ("MAP_SHARED|0x40", 0x41),
        ("0x63 /* MADV_??? */", 0x63),
        ("0x7ffd00 /* 36 vars */", 0x7FFD00),
        ("8192*1024", 8 << 20),
        ("EPOLL_CTL_ADD", 1),
        ("flags=MCL_CURRENT", 1),
        ('"/etc/passwd"', None),
        ('"abc"...', None),
        ("{events=EPOLLIN}", None),
        ("[1, 2]", None),
        ("NO_SUCH_SYMBOL", None),
        ("O_RDONLY|NO_SUCH_SYMBOL", None),
        ("1 +", None),
        ("", None),
        ("(" * 5000, None),
        ("1" * 5000, None),
        ("\0", None),
    ],
)
def test_number(text: str, number: int | None) -> None:
    assert DECODED(text) == number
    assert DECODED(text) == number


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("{events=EPOLLIN, data={u32=5, u64=5}}", "events", "EPOLLIN"),
        ("{events=EPOLLIN, data={u32=5, u64=6}}", "data.u64", "6"),
        ("{it={a=1}, value={tv_sec=0, tv_nsec=7}}", "value.tv_nsec", "7"),
        ('{name="a, events=1}", events=2}', "events", "2"),
        ("{a=[1, 2], b=3}", "b", "3"),
        ("{a=1}", "b", None),
        ("{a=1, ...}", "b", None),
        ("0x7ffd00", "a", None),
        ("{a={b=1", "a.b", None),
        ("[-1]", "*", "-1"),
        ("[128 => 16]", "*", "128"),
        ("[{WIFEXITED(s)}]", "*", None),
        ("[1, 2]", "*", None),
        ("0x7ffd00", "*", None),
    ],
)
def test_member(text: str, path: str, value: str | None) -> None:
    assert member(text, path) == value
