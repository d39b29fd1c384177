"""Findings as JSON lines: one object a line, as in the ``findings`` of the JSON document."""

from __future__ import annotations

import msgspec

from kapi.report.report import Part, Report, ReportFormat
from kapi.written import PLAIN, Look, Medium, Written

__all__ = ["FORMAT", "write"]


def write(report: Report, look: Look = PLAIN) -> Written:
    """Return the findings, one JSON object a line."""
    lines = (msgspec.json.encode(finding).decode() + "\n" for finding in report.findings)
    return Written(text="".join(lines))


FORMAT = ReportFormat(name="jsonl", write=write, medium=Medium.JSON, shows=Part.FINDINGS)
