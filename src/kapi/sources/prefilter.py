"""The needles in one pass: whether a file of a tree holds anything that only specs hold.

`hyperscan` finds all needles in one pass over the bytes, at the speed of reading them. Where
its wheel does not exist, Python searches for one needle after the other: same answer, slower.
"""

from __future__ import annotations

from collections.abc import Callable

from kapi.sources.needles import NEEDLES, may_hold_spec

__all__ = ["confirmed", "make_prefilter"]

_BEFORE_TAG = b" \t*/"


def make_prefilter() -> Callable[[bytes], bool]:
    """Return the fastest form of `may_hold_spec` that this machine has."""
    try:
        import hyperscan
    except ImportError:
        return may_hold_spec
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=NEEDLES,
        ids=range(len(NEEDLES)),
        elements=len(NEEDLES),
        flags=[hyperscan.HS_FLAG_SINGLEMATCH] * len(NEEDLES),
        literal=True,
    )

    def stop(*_match: object) -> bool:
        return True

    def holds_needle(data: bytes) -> bool:
        try:
            database.scan(data, match_event_handler=stop)
        except hyperscan.ScanTerminated:
            return True
        return False

    return holds_needle


def confirmed(data: bytes) -> bool:
    """Say whether a needle in ``data`` stands where a spec has it: a tag begins its line.

    Of the files of Linux 6.12 this leaves 4 of 46.
    """
    return any(_confirmed(data, needle) for needle in NEEDLES)


def _confirmed(data: bytes, needle: bytes) -> bool:
    position = data.find(needle)
    if b":" not in needle:
        return position >= 0
    while position >= 0:
        start = data.rfind(b"\n", 0, position) + 1
        if not data[start:position].strip(_BEFORE_TAG):
            return True
        position = data.find(needle, max(position + 1, data.find(b"\n", position)))
    return False
