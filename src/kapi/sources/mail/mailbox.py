"""Where mails begin and end: mailboxes, series for ``git am``, and header blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kapi.sources.encodings import RawLine

_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):")
_SEPARATOR = re.compile(rb"From \S+.*\d\d:\d\d.*\d{4}")
_KNOWN = frozenset(
    {
        *("from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references"),
        *("received", "return-path", "sender", "delivered-to", "list-id", "mime-version"),
        *("content-type", "x-mailer", "reply-to"),
    }
)


def _is_separator(line: bytes) -> bool:
    """Say whether ``line`` parts two mails of a mailbox (``From`` without a colon, and a time)."""
    return line.startswith(b"From ") and _SEPARATOR.match(line) is not None


def split(lines: Sequence[RawLine]) -> list[Sequence[RawLine]]:
    """Return the mails of a mailbox or of a series for ``git am``."""
    starts = [
        index
        for index, line in enumerate(lines)
        if _is_separator(line.data)
        and (index == 0 or not lines[index - 1].data.strip())
        and index + 1 < len(lines)
        and _HEADER.match(lines[index + 1].data)
    ]
    if not starts or starts[0] > 0:
        starts.insert(0, 0)
    ends = [*starts[1:], len(lines)]
    return [lines[start:end] for start, end in zip(starts, ends, strict=True)]


def header_names(lines: Sequence[RawLine]) -> list[str]:
    """Return the known header names at the beginning of a mail; none when it is no mail."""
    names = []
    end = header_end(lines)
    for index in range(header_start(lines), end):
        match = _HEADER.match(lines[index].data)
        if match:
            names.append(match[1].decode().lower())
        elif lines[index].data[:1] not in (b" ", b"\t") and index + 1 < len(lines):
            return []
    return [name for name in names if name in _KNOWN]


def ends_in_header(lines: Sequence[RawLine]) -> bool:
    """Say whether a mail ends before its headers do."""
    return header_end(lines) == len(lines)


def header_start(lines: Sequence[RawLine]) -> int:
    """Return the index of the first header, after blank lines and a ``From`` line."""
    start = 0
    while start < len(lines) and not lines[start].data.strip():
        start += 1
    if start < len(lines) and lines[start].data.startswith((b"From ", b">From ")):
        start += 1
    return start


def header_end(lines: Sequence[RawLine]) -> int:
    """Return the index of the blank line that ends the headers, or the number of lines."""
    for index in range(header_start(lines), len(lines)):
        if not lines[index].data.strip():
            return index
    return len(lines)
