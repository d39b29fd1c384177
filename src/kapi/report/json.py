"""Findings as JSON: ``{"schema": "kapi-findings/1", "summary": {...}, "findings": [...]}``."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kapi.finding import Finding, Severity

__all__ = ["SCHEMA", "write"]

SCHEMA = "kapi-findings/1"
"""The name and version of the document's shape."""


def write(findings: Sequence[Finding]) -> str:
    """Return ``findings`` as one indented JSON object, in the order given."""
    counts = {
        severity.value: sum(finding.severity is severity for finding in findings)
        for severity in Severity
    }
    document = {"schema": SCHEMA, "summary": counts, "findings": list(findings)}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"
