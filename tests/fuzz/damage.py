"""How texts are damaged on their way, and how strangers spoil them."""

from __future__ import annotations

import random

__all__ = ["damaged"]

_PIECES: tuple[bytes, ...] = (
    *(b"\f", b"\v", b"\r", b"\0", b"\x1c", b"\x1e", b"\x85", b"\xc2\x85", b"\xe2\x80\xa8", b"\xa0"),
    *(b"\xc2\xa0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b[31m", b"\xe2\x80\xae", b"\xed\xa0\x80"),
    *(b"\t", b"  ", b"\\", b'"', b"'", b"/*", b"*/", b"//", b"(" * 200, b")", b"{", b"}", b";"),
    *(
        b",",
        b":",
        b"::",
        b"=",
        b"<<",
        b"99999999999999999999",
        b"-1",
        b"0x",
        b"1e999",
        b"1 << 9999",
    ),
    *(b"@", b"@@", b"+", b"-", b">", b"|", b"#", b"#define X \\", b"%s", b"&#x1b;", b"~" * 300),
)
_LINES: tuple[bytes, ...] = (
    *(b"--- a/x.c", b"+++ b/x.c", b"@@ -1,5 +1,9 @@", b"@@ -1 +0,999999 @@", b"@@ -x +1 @@"),
    *(b"diff --git a/x.rst b/x.rst", b"+/**", b"+ */", b"> +/**", b"> > x", b"-- ", b"", b"--x--"),
    *(b"From: a@b", b"From a@b Mon Jan  1 00:00:00 2024", b"Content-Transfer-Encoding: base64"),
    *(b"Content-Type: text/plain; charset=zlib", b"Content-Type: text/plain; charset=utf-16"),
    *(b"Content-Type: text/plain; format=flowed; delsp=yes", b"Content-Type: multipart/mixed"),
    *(b" * param-type:\f, x", b" * error: E, x", b" *   type:", b" * x-when: old(errno) == ("),
    *(b"DEFINE_KERNEL_API_SPEC(a)", b"KAPI_END_SPEC;", b"KAPI_PARAM(99999999999, 1, 2, 3)", b"/**"),
    *(b" */", b"SYSCALL_DEFINE1(a, int, b)", b'\t"', b'{"schema": "kapi-specs/1"', b"<html>"),
)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` with one to eight changes of lines or of single places."""
    rows = data.split(b"\n")
    for _ in range(chance.randrange(1, 9)):
        (_line if chance.random() < 0.5 else _place)(rows, chance)
        if not rows:
            rows = [b""]
    return b"\n".join(rows)


def _line(rows: list[bytes], chance: random.Random) -> None:
    at, other = chance.randrange(len(rows)), chance.randrange(len(rows))
    match chance.randrange(8):
        case 0:
            del rows[at : at + chance.randrange(1, 9)]
        case 1:
            rows.insert(other, rows[at])
        case 2:
            rows[at], rows[other] = rows[other], rows[at]
        case 3:
            rows[at] = rows[at][: chance.randrange(len(rows[at]) + 1)]
        case 4:
            rows[at] = chance.choice(_LINES)
        case 5:
            rows.insert(at, chance.choice(_LINES))
        case 6:
            del rows[max(1, at) :]
        case _:
            rows[at : at + 2] = [b" ".join(rows[at : at + 2])]


def _place(rows: list[bytes], chance: random.Random) -> None:
    number = chance.randrange(len(rows))
    row = rows[number]
    at = chance.randrange(len(row) + 1)
    match chance.randrange(4):
        case 0:
            rows[number] = row[:at] + chance.choice(_PIECES) + row[at:]
        case 1:
            rows[number] = row[:at] + bytes([chance.randrange(256)]) + row[at + 1 :]
        case 2:
            words = row.split(b" ")
            chance.shuffle(words)
            rows[number] = b" ".join(words)
        case _:
            rows[number] = row[:at] + row[at + chance.randrange(1, 20) :]
