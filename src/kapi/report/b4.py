"""Findings as a review check of b4: a JSON array of tool, status, summary, url and details."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kapi.finding import Finding, Severity
from kapi.report import text

__all__ = ["write"]


def write(findings: Sequence[Finding]) -> str:
    """Return one check; its status is ``fail``, ``warn`` or ``pass`` after the worst finding."""
    severities = {finding.severity for finding in findings}
    status = "pass"
    if Severity.WARNING in severities:
        status = "warn"
    if Severity.ERROR in severities:
        status = "fail"
    check = {
        "tool": "kapi",
        "status": status,
        "summary": text.summary(findings) or "no findings",
        "url": "",
        "details": text.write(findings),
    }
    return msgspec.json.format(msgspec.json.encode([check]), indent=2).decode() + "\n"
