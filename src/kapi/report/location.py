"""Where a finding stands, as other programs want to be told."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from kapi.finding import Finding
from kapi.span import Span

_LINE = r"(?<=\bline )\d+|(?<=:)\d+\b"


class Described(msgspec.Struct, frozen=True):
    """What a report says of a rule; ``level`` is its usual severity."""

    id: str
    title: str
    page: str
    level: str
    family: str = ""
    rule_set: str = ""


def path(span: Span) -> str:
    """Return the file that lines count in: what the user named, or the file in a tree."""
    inside = span.file.startswith(span.source)
    return span.file if inside else span.source


def place(span: Span) -> str:
    """Return ``FILE:LINE:COLUMN`` without what is not known; empty without a file."""
    numbers = [str(number) for number in (span.line, span.column) if number]
    return ":".join([path(span), *numbers]) if path(span) else ""


def fingerprint(finding: Finding) -> str:
    """Return what identifies ``finding`` when lines move: rule, API, and message without lines."""
    import hashlib  # brings in OpenSSL: 4 ms, which a text for people need not pay

    message = re.sub(_LINE, "N", finding.message)
    text = "\0".join((finding.code, finding.api, message))
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return the fingerprint of each finding; equal ones are counted: ``HASH/2``."""
    seen: dict[str, int] = {}
    result = []
    for finding in findings:
        mark = fingerprint(finding)
        seen[mark] = seen.get(mark, 0) + 1
        result.append(mark if seen[mark] == 1 else f"{mark}/{seen[mark]}")
    return result
