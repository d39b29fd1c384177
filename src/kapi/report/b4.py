"""Findings as a review check of b4: a JSON array of tool, status, summary, url and details."""

from __future__ import annotations

import msgspec

from kapi.finding import Severity
from kapi.report import findings_text
from kapi.report.report import Part, Report, ReportFormat
from kapi.written import PLAIN, Look, Medium, Written, json_text


class _Check(msgspec.Struct, frozen=True, kw_only=True):
    tool: str
    status: str
    summary: str
    url: str
    details: str


def write(report: Report, look: Look = PLAIN) -> Written:
    """Return one check; its status is ``fail``, ``warn`` or ``pass`` by the worst finding."""
    severities = {finding.severity for finding in report.findings}
    status = "pass"
    if Severity.WARNING in severities:
        status = "warn"
    if Severity.ERROR in severities:
        status = "fail"
    check = _Check(
        tool="kapi",
        status=status,
        summary=findings_text.summary(report.findings) or "no findings",
        url="",
        details=findings_text.write(report.findings).text,
    )
    return Written(text=json_text([check]))


FORMAT = ReportFormat(name="b4", write=write, medium=Medium.JSON, shows=Part.FINDINGS)
