"""What every text that holds a spec contains: the cheap question before any reading.

Chosen on the tree of Linux 6.12, which holds no spec: `benchmarks/declarations.py` counts how
many of its 60,000 files a needle lets through.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

C_SUFFIXES = (".c", ".h", ".S", ".cc")
"""Ends of the names of files that may hold specs."""

_TOGETHER = 1000

NEEDLES: tuple[bytes, ...] = (
    # macro dialects; KAPI_ also stands in every comment of the dialects before PATCH v3
    b"KAPI_",
    b"_API_SPEC(",
    b"SYSCALL_DEFINE_SPEC",
    b"kapi_ioctl_spec",
    # tags of the comment dialects, without the words that ordinary prose has before a colon
    b"contexts:",
    b"context-flags:",
    b"long-desc:",
    b"api-type:",
    b"param-type:",
    b"param-count:",
    b"constraint-type:",
    b"error-code:",
    b"error: E",
    b"error: -E",
    b"capability: CAP_",
    b"side-effect:",
    b"state-trans:",
    b"x-errors:",
    b"signal-mask:",
    b"device-type:",
    # ordinary words: only at the head of a comment's line
    b"* param: ",
    b"* lock: ",
    b"* signal: ",
    b"* constraint: ",
)


def is_c_file(path: str) -> bool:
    """Say whether ``path`` names a file that may hold specs; a patch without names may."""
    return not path or path.endswith(C_SUFFIXES)


def may_hold_spec(data: bytes) -> bool:
    """Say whether ``data`` may hold a spec in any dialect; False is certain."""
    return any(needle in data for needle in NEEDLES)


def lines_may_hold_spec(lines: Iterable[str]) -> bool:
    """Say whether one of ``lines`` may hold a part of a spec.

    Some at a time: one letter of another alphabet makes all that is joined four times as long.
    """
    left = iter(lines)
    while some := tuple(itertools.islice(left, _TOGETHER)):
        if may_hold_spec("\n".join(some).encode("utf-8", "replace")):
            return True
    return False
