"""Findings as JSON lines: one object a line, as in the ``findings`` of the JSON document."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kapi.finding import Finding

__all__ = ["write"]


def write(findings: Sequence[Finding]) -> str:
    """Return ``findings``, one JSON object a line."""
    return "".join(msgspec.json.encode(finding).decode() + "\n" for finding in findings)
