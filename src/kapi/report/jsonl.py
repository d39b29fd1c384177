"""Findings as JSON lines: one object a line, as in the ``findings`` of the JSON document."""

from __future__ import annotations

from kapi.report.report import Part, Report, ReportFormat
from kapi.written import PLAIN, Look, Medium, Written, json_line


def write(report: Report, look: Look = PLAIN) -> Written:
    """Return the findings, one JSON object a line."""
    return Written(text="".join(f"{json_line(finding)}\n" for finding in report.findings))


FORMAT = ReportFormat(name="jsonl", write=write, medium=Medium.JSON, shows=Part.FINDINGS)
