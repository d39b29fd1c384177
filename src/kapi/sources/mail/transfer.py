"""Transfer encodings and soft line breaks of mail bodies, undone so that places stay known."""

from __future__ import annotations

import binascii
import re
from collections.abc import Sequence

import msgspec

from kapi.sources.encodings import RawLine

_NARROWEST = 66
"""Columns of the narrowest lines into which mailers break text with ``format=flowed``."""

_QUOTES = re.compile(rb">*")
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))


class Transferred(msgspec.Struct, frozen=True):
    """Decoded lines; each has the number of the raw line in which it begins.

    ``bad_line`` is the number of the first line that does not follow the encoding, or 0.
    """

    lines: tuple[RawLine, ...]
    bad_line: int = 0


def decode_transfer(lines: Sequence[RawLine], encoding: str) -> Transferred:
    """Undo ``encoding`` (``quoted-printable``, ``base64``; others change nothing)."""
    if encoding == "quoted-printable":
        return _quoted_printable(lines)
    if encoding == "base64":
        return _base64(lines)
    return Transferred(tuple(lines))


def _quoted_printable(lines: Sequence[RawLine]) -> Transferred:
    decoded: list[RawLine] = []
    pending: list[bytes] = []
    start = 0
    for line in lines:
        start = start if pending else line.number
        text = line.data.rstrip(b" \t\r")
        soft = text.endswith(b"=")
        pending.append(binascii.a2b_qp(text[:-1] if soft else text))
        if not soft:
            decoded.append(RawLine(b"".join(pending), start))
            pending = []
    if pending:
        decoded.append(RawLine(b"".join(pending), start))
    return Transferred(tuple(decoded))


def _base64(lines: Sequence[RawLine]) -> Transferred:
    """Decode groups of four characters; a group may run over a line's end."""
    decoded: list[RawLine] = []
    pending: list[bytes] = []
    group = b""
    start = bad = 0
    for line in lines:
        text = line.data.strip()
        clean = text.translate(None, _NOT_BASE64)
        if len(clean) != len(text.rstrip(b"=")):
            bad = bad or line.number
        ends = text.endswith(b"=")
        group += clean
        usable = len(group) if ends else len(group) - len(group) % 4
        data = _decode_group(group[:usable])
        group = group[usable:]
        for index, piece in enumerate(data.split(b"\n")):
            if index:
                decoded.append(RawLine(b"".join(pending).removesuffix(b"\r"), start))
                pending = []
            if piece:
                start = start if pending else line.number
                pending.append(piece)
            elif not pending:
                start = line.number
    if pending:
        decoded.append(RawLine(b"".join(pending), start))
    return Transferred(tuple(decoded), bad)


def _decode_group(group: bytes) -> bytes:
    if len(group) % 4 == 1:
        group = group[:-1]
    return binascii.a2b_base64(group + b"=" * (-len(group) % 4))


def unflow(lines: Sequence[RawLine], *, delete_space: bool = False) -> tuple[RawLine, ...]:
    """Undo ``format=flowed`` (RFC 3676): put-in blanks go, and soft line breaks are joined.

    ``delete_space`` is the parameter ``delsp=yes``. A blank at a line's end is a soft break only
    where the next word would not have fitted: mailers that send a patch as flowed text without
    knowing how leave the patch's own blanks.
    """
    joined: list[RawLine] = []
    pending: list[bytes] = []
    before, start = b"", 0
    for line in lines:
        match = _QUOTES.match(line.data)
        quotes = match.group() if match else b""
        rest = line.data[len(quotes) :]
        rest = rest.removeprefix(b" ")
        word = rest.split(b" ", 1)[0]
        if pending and (quotes != before or len(pending[-1]) + len(word) < _NARROWEST):
            joined.append(RawLine(b"".join(pending), start))
            pending = []
        if not pending:
            before, start = quotes, line.number
            pending.append(quotes + b" " if quotes else b"")
        soft = rest.endswith(b" ") and rest != b"-- "
        pending.append(rest[:-1] if soft and delete_space else rest)
        if not soft:
            joined.append(RawLine(b"".join(pending), start))
            pending = []
    if pending:
        joined.append(RawLine(b"".join(pending), start))
    return tuple(joined)
