"""A baseline: findings that were there before, so that only new ones count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from kapi.errors import InputError, UsageError
from kapi.files import read_named
from kapi.finding import Finding

_SCHEMA = "kapi-baseline/1"
_LARGEST = 64 * 1024 * 1024


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of a baseline file: how often each mark was there."""

    schema: str
    findings: dict[str, int]


def new_ones(
    findings: Sequence[Finding], marks: Sequence[str], old: Mapping[str, int]
) -> list[Finding]:
    """Return the findings whose mark is not in ``old``, which says how often each was there."""
    left = Counter(old)
    result = []
    for finding, mark in zip(findings, marks, strict=True):
        if left[mark] > 0:
            left[mark] -= 1
        else:
            result.append(finding)
    return result


def encode(marks: Iterable[str]) -> bytes:
    """Return the content of a baseline file for findings with these ``marks``."""
    stored = Baseline(_SCHEMA, dict(sorted(Counter(marks).items())))
    return msgspec.json.format(msgspec.json.encode(stored), indent=2) + b"\n"


def decode(data: bytes, name: str) -> Counter[str]:
    """Return the marks in a baseline and how often each is there.

    Raises `UsageError` with the place when it is none.
    """
    try:
        stored = msgspec.json.decode(data, type=Baseline)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{name}: this is no baseline: {error}") from error
    if stored.schema != _SCHEMA:
        raise UsageError(f"{name}: schema {stored.schema!r}, expected {_SCHEMA!r}")
    return Counter(stored.findings)


def read(name: str) -> Counter[str]:
    """Return the marks in the file ``name``; raise `UsageError` when it is no baseline.

    What is no regular file, or too large for a baseline, is an `InputError`.
    """
    try:
        return decode(read_named(name, _LARGEST), name)
    except InputError as error:
        raise InputError(f"{name}: cannot read the baseline: {error}") from error
    except OSError as error:
        hint = "--write-baseline makes one"
        raise UsageError(f"{name}: cannot read the baseline: {error.strerror}; {hint}") from error
